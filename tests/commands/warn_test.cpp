// Early warning from the outside, on the fictional county: what an operator may get wrong is refused in a
// sentence.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>

#include "support/program.hpp"
#include "support/test_database.hpp"

namespace tarn {
namespace {

/// Each process has a copy of the county of CTest's fixture.
class WarnCommand : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<test::TemporaryFolder>();
        for (const auto* file : {"fellshire.db", "fellshire.db.key", "fellshire.db.head"})
            std::filesystem::copy_file(test::made_once(std::string{"county/"} + file), folder_->file(file));
    }
    static void TearDownTestSuite() { folder_.reset(); }
    static void bring_key_to(const std::string& file) {
        std::filesystem::copy_file(folder_->file("fellshire.db.key"), file + ".key");
    }
    static std::string address() { return "sqlite:" + folder_->file("fellshire.db"); }
    static test::Ran warn(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "warn");
        arguments.insert(arguments.begin() + 2, {"--db", address()});
        return test::run_tarn(arguments);
    }
    static void expect_refusal(const test::Ran& ran, const std::string& words) {
        EXPECT_EQ(ran.status, 1) << ran.out;
        EXPECT_TRUE(ran.out.empty()) << ran.out;
        EXPECT_NE(ran.err.find(words), std::string::npos) << ran.err;
    }
    static std::unique_ptr<test::TemporaryFolder> folder_;
};
std::unique_ptr<test::TemporaryFolder> WarnCommand::folder_;

TEST_F(WarnCommand, SpeaksOfDaysAfterWhatItLearntAndOfSchoolsLikeThoseItLearntFrom) {
    const auto run = warn({"score", "--authority", "990", "--as-at", "2024-07-17", "--format", "json"});
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_NE(run.out.find("\"probability\""), std::string::npos);
    expect_refusal(warn({"score", "--authority", "990", "--as-at", "2024-07-16"}),
                   "only answer for later days");
    expect_refusal(warn({"score", "--authority", "990", "--as-at", "2026-11-22"}), "changed too much");
    expect_refusal(warn({"score", "--authority", "888", "--as-at", "2024-07-17"}), "No open school there");
    expect_refusal(warn({"score", "--authority", "990", "--model", "77"}), "There is no such model");
    EXPECT_EQ(warn({"score", "--authority", "nine"}).status, 2);
}

TEST_F(WarnCommand, FitsTheSameModelAgainAndRefusesMoreThanIsListed) {
    const auto before = warn({"models"}).out;
    EXPECT_EQ(warn({"fit"}).status, 0);
    EXPECT_EQ(warn({"models"}).out, before) << "the same data give the same model to the last digit";
    expect_refusal(warn({"fit", "--fit-to", "2026-01-01"}), "listed completely only to");
    expect_refusal(warn({"fit", "--fit-to", "2007-01-01"}), "Too few schools");
    expect_refusal(warn({"promote", "--model", "1", "--reason", " "}), "Say why");
    expect_refusal(warn({"promote", "--model", "77", "--reason", "Better"}), "There is no such model");
}

TEST_F(WarnCommand, SaysHowOftenItIsRightBesideTheLastGradeAlone) {
    const auto run = warn({"evaluate", "--fit-to", "2023-05-17", "--test-from", "2023-05-18", "--test-to",
                           "2024-07-16", "--population", "every-graded", "--no-breakdowns"});
    ASSERT_EQ(run.status, 0) << run.err;
    EXPECT_NE(run.out.find("fitted to 2023-05-17"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("| Model | "), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("| Baseline: last grade alone | "), std::string::npos) << run.out;
    EXPECT_EQ(run.out.find("By group"), std::string::npos) << run.out;
    expect_refusal(
        warn({"evaluate", "--fit-to", "2023-05-18", "--test-from", "2023-05-18", "--test-to", "2024-07-16"}),
        "The test must begin after");
}

TEST_F(WarnCommand, FiguresOfALaterDayChangeNothingOfAnEarlierOne) {
    const test::TestDatabase copy{test::Engine::sqlite};
    const std::string backup = copy.folder() + "/county.backup", later = copy.folder() + "/income-2025.csv";
    ASSERT_EQ(test::run_tarn({"backup", "--db", address(), backup}).status, 0);
    const std::string poisoned = "sqlite:" + copy.folder() + "/poisoned.db";
    ASSERT_EQ(test::run_tarn({"restore", "--db", poisoned, backup}).status, 0);
    bring_key_to(copy.folder() + "/poisoned.db");
    std::ofstream csv{later};
    csv << "URN,Income,Expenditure,Balance,Academic Year\n";
    for (int urn = 900001; urn < 900700; ++urn) csv << urn << ",1000000,1900000,-900000,2025\n";
    csv.close();
    const auto imported = test::run_tarn({"import", "--db", poisoned, "--public-from", "2025-12-01",
                                          "--max-rejected", "100", "--partial", later});
    ASSERT_EQ(imported.status, 0) << imported.err;
    const std::vector<std::string> asked{"--authority", "990", "--as-at", "2024-07-17", "--format", "json"};
    std::vector<std::string> clean{"warn", "score", "--db", address()},
        spoilt{"warn", "score", "--db", poisoned};
    clean.insert(clean.end(), asked.begin(), asked.end());
    spoilt.insert(spoilt.end(), asked.begin(), asked.end());
    EXPECT_EQ(test::run_tarn(spoilt).out, test::run_tarn(clean).out);
}

TEST_F(WarnCommand, ComparesTwoModelsOnMonthsThatNeitherHasSeen) {
    const test::TestDatabase copy{test::Engine::sqlite};
    const std::string backup = copy.folder() + "/county.backup";
    ASSERT_EQ(test::run_tarn({"backup", "--db", address(), backup}).status, 0);
    const std::string both = "sqlite:" + copy.folder() + "/both.db";
    ASSERT_EQ(test::run_tarn({"restore", "--db", both, backup}).status, 0);
    bring_key_to(copy.folder() + "/both.db");
    const auto on_copy = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "warn");
        arguments.insert(arguments.begin() + 2, {"--db", both});
        return test::run_tarn(arguments);
    };
    const auto fitted = on_copy({"fit", "--fit-to", "2023-05-16"});
    ASSERT_EQ(fitted.status, 0) << fitted.err;
    EXPECT_NE(fitted.err.find("Learning from inspections"), std::string::npos) << fitted.err;
    EXPECT_TRUE(std::regex_search(fitted.out, std::regex{"[Mm]odel 2 .*model 1"})) << fitted.out;
    const auto table = on_copy({"compare", "--model", "2"});
    ASSERT_EQ(table.status, 0) << table.err;
    EXPECT_NE(table.out.find("Model 2 answers itself"), std::string::npos) << table.out;
    EXPECT_NE(table.out.find("Model 1 has learnt from inspections of these months"), std::string::npos)
        << table.out;
    const auto same = on_copy({"compare", "--model", "1", "--with", "1", "--format", "json"});
    EXPECT_TRUE(std::regex_search(
        same.out,
        std::regex{R"("difference": \{"value": 0\.0+, "low": 0\.0+, "high": 0\.0+\}, "verdict": "same")"}))
        << same.out;
    EXPECT_EQ(same.out.find("\"better\""), std::string::npos);
    expect_refusal(on_copy({"compare", "--model", "77"}), "There is no model 77");
    EXPECT_EQ(test::run_tarn({"verify", "--db", both}).status, 0);
}

TEST(WarnCommandOnAnEmptyDatabase, IsRefusedInASentence) {
    const test::TestDatabase database{test::Engine::sqlite};
    for (const auto& [verb, words] :
         {std::pair<std::vector<std::string>, std::string>{{"fit"}, "No file that lists every inspection"},
          {{"score", "--all"}, "No model is in force"},
          {{"evaluate", "--fit-to", "2018-12-12", "--test-from", "2018-12-13", "--test-to", "2020-02-26"},
           "Too few schools"}}) {
        std::vector<std::string> call{"warn"};
        call.insert(call.end(), verb.begin(), verb.end());
        call.insert(call.end(), {"--db", database.address()});
        const auto ran = test::run_tarn(call);
        EXPECT_EQ(ran.status, 1) << verb[0];
        EXPECT_NE(ran.err.find(words), std::string::npos) << ran.err;
    }
}

}
}
