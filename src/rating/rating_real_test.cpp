// Lancashire on 1 September 2020 from the real files: who is rated, that every figure adds up, that nothing
// is left unexplained, and that both databases print the same bytes.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "evidence/evidence.hpp"
#include "rating/rating_runs.hpp"
#include "schools/schools.hpp"
#include "support/test_database.hpp"

namespace tarn::rating {
namespace {

using nlohmann::json;

constexpr AuthorityCode lancashire{888};
const Date day = *Date::of(2020, 9, 1);

std::vector<evidence::ImportRequest> requests_of(const std::string& folder) {
    std::vector<evidence::ImportRequest> requests;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".gz") {
            evidence::ImportRequest& request = requests.emplace_back();
            request.path = entry.path().string();
            request.now = FixedClock{*Date::of(2026, 3, 2)}.now();
        }
    std::sort(requests.begin(), requests.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return requests;
}

rating::Run imported_and_rated(storage::Database& database, const std::string& folder) {
    evidence::import_files(
        database, requests_of(folder),
        [](const evidence::ImportRequest& request, const Result<evidence::ImportReport>& report) {
            EXPECT_TRUE(report) << request.path << ": " << report.error().message;
        });
    const auto db = database.read();
    const auto schools = schools::Register::load(*db);
    return rate(*db, *schools, evidence::snapshot(*db, *schools, day), default_scheme(), lancashire, day,
                NotesFor::officers);
}

class RealLancashire : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        const char* named = std::getenv("TARN_REAL_DATA");
        if (!named || !*named) return;
        folder_ = named;
        test::TestDatabase database{test::Engine::sqlite};
        run_ = std::make_unique<const rating::Run>(imported_and_rated(*database, folder_));
        printed_ = to_json(*run_);
    }
    static void TearDownTestSuite() { run_.reset(); }
    void SetUp() override {
        if (!run_)
            GTEST_SKIP() << "THE RATING OF THE REAL FILES WAS NOT TESTED: set TARN_REAL_DATA to the folder "
                            "that holds them";
    }

    static std::string folder_;
    static std::unique_ptr<const rating::Run> run_;
    static std::string printed_;
};
std::string RealLancashire::folder_;
std::unique_ptr<const rating::Run> RealLancashire::run_;
std::string RealLancashire::printed_;

TEST_F(RealLancashire, EverySchoolOpenThatDayIsThere) {
    std::map<std::string, int> phases;
    for (const auto& proposal : run_->proposals) ++phases[std::string{analytics::phase_code(proposal.phase)}];
    // docs/design.md says where each number comes from.
    EXPECT_EQ(phases, (std::map<std::string, int>{{"nursery", 24},
                                                  {"infant", 5},
                                                  {"junior", 5},
                                                  {"primary", 472},
                                                  {"secondary", 81},
                                                  {"all_through", 1},
                                                  {"special", 30},
                                                  {"alternative", 11}}));
    EXPECT_TRUE(std::is_sorted(run_->proposals.begin(), run_->proposals.end(),
                               [](const Proposal& a, const Proposal& b) { return a.urn < b.urn; }));
}

TEST_F(RealLancashire, TheScoreIsTheSumOfWhatIsPrintedAndNothingIsUnexplained) {
    const std::set<std::string> levels{"green", "amber", "red", "not_enough_evidence"};
    std::set<std::string> codes;
    for (int code = 1; code <= static_cast<int>(analytics::Missing::no_cohort); ++code)
        codes.emplace(analytics::missing_code(static_cast<analytics::Missing>(code)));
    std::map<std::string, int> seen;
    for (const json& school : json::parse(printed_)) {
        const int urn = school.at("urn");
        const std::string level = school.at("level");
        EXPECT_TRUE(levels.contains(level)) << urn << " " << level;
        ++seen[level];
        EXPECT_FALSE(school.at("name").get<std::string>().empty()) << urn;
        const double coverage = school.at("coverage");
        EXPECT_TRUE(coverage >= 0 && coverage <= 1) << urn;
        std::int64_t sum = 0, maximum = 0;
        for (const json& c : school.at("contributions")) {
            for (const char* field : {"value", "severity", "contribution", "maximum"})
                EXPECT_TRUE(c.at(field).is_number()) << urn << " " << field;
            for (const char* field : {"comparison", "n", "reliability"})
                EXPECT_TRUE(c.at(field).is_number() || c.at(field).is_null()) << urn << " " << field;
            for (const char* field : {"indicator", "reason"})
                EXPECT_FALSE(c.at(field).get<std::string>().empty()) << urn << " " << field;
            EXPECT_FALSE(c.at("release").is_null()) << urn << " " << c.at("indicator");
            EXPECT_TRUE(c.at("severity") >= 0.0 && c.at("severity") <= 1.0)
                << urn << " " << c.at("indicator");
            sum += std::llround(100 * c.at("contribution").get<double>());
            maximum += std::llround(100 * c.at("maximum").get<double>());
        }
        EXPECT_EQ(std::llround(100 * school.at("maximum").get<double>()), maximum) << urn;
        if (!school.at("score").is_null()) {
            EXPECT_EQ(std::llround(100 * school.at("score").get<double>()), sum) << urn;
        }
        for (const json& m : school.at("missing")) {
            EXPECT_TRUE(codes.contains(m.at("code"))) << urn << " " << m.at("code");
            EXPECT_FALSE(m.at("reason").get<std::string>().empty()) << urn << " " << m.at("indicator");
        }
    }
    for (const auto& level : levels) EXPECT_GT(seen[level], 10) << level;
}

TEST_F(RealLancashire, AtLeastSixteenIndicatorsAreFed) {
    std::map<std::string, int> fed;
    for (const auto& proposal : run_->proposals)
        for (const auto& c : proposal.contributions) ++fed[run_->indicator(c).code];
    EXPECT_GE(fed.size(), 16u);
    // docs/rating.md carries the whole table.
    EXPECT_EQ(fed["ks2-progress-maths"], 464);
    EXPECT_EQ(fed["ks4-progress8"], 80);
    EXPECT_EQ(fed["finance-balance"], 538);
    EXPECT_EQ(fed["inspection-latest-grade"], 605);
}

TEST_F(RealLancashire, AnExplanationReadsToItsEnd) {
    for (const auto& proposal : run_->proposals) {
        const std::string letter = explain(*run_, proposal);
        EXPECT_NE(letter.find(proposal.name), std::string::npos) << proposal.urn.text();
        EXPECT_NE(letter.find(std::string{level_codes.title(proposal.level)}), std::string::npos)
            << proposal.urn.text();
        for (const char* wrong : {"{", "}", " nan", "an unknown day", "nothing known"})
            EXPECT_EQ(letter.find(wrong), std::string::npos) << wrong << " in\\n" << letter;
        for (const auto& c : proposal.contributions)
            if (c.contribution > Points{}) {
                EXPECT_NE(letter.find(text(c.contribution)), std::string::npos)
                    << proposal.urn.text() << " " << run_->indicator(c).code;
            }
    }
}

TEST_F(RealLancashire, PostgreSQLPrintsTheSameBytes) {
    if (!test::postgres_available())
        GTEST_SKIP()
            << "NOT TESTED ON POSTGRESQL: set TARN_TEST_POSTGRES (tests/postgres.sh start DIR prints it)";
    test::TestDatabase database{test::Engine::postgres};
    EXPECT_TRUE(to_json(imported_and_rated(*database, folder_)) == printed_);
}

}
}
