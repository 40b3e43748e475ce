// What sentences say, and to whom.
#include <gtest/gtest.h>

#include "rating/brief.hpp"
#include "rating/propose_test.hpp"

namespace tarn::rating {
namespace {

using analytics::Missing;
using namespace tarn::rating::small;

const std::string halved = "kind = \"threshold\", none_from = 0, full_at = -10";

TEST(Words, AFactThatIsTooOldIsNoFigure) {
    SnapshotBuilder england;
    england.school(100001);
    const auto said = [&](int months) {
        const auto run = run_of(
            england,
            indicator("fact", "fact.x", "kind = \"event\"", "maximum_age_months = " + std::to_string(months)),
            "2020-09-01");
        return reason(
            run, MissingIndicator{
                     .indicator = 0, .code = Missing::stale, .stale_value = 0, .stale_period = "2016-03-09"});
    };
    EXPECT_EQ(said(24), "What is known is of 9 March 2016, more than 2 years ago.");
    EXPECT_EQ(said(18), "What is known is of 9 March 2016, more than 18 months ago.");
}

TEST(Words, AThresholdThatIsMetHasASentenceOfItsOwn) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    england.series({"m", "2018/19", day("2019-12-13")}, {{100001, {-1.5, 30}}, {100002, {1.5, 30}}});
    const std::string minimum = indicator("m", "m", "kind = \"threshold\", none_from = 0, full_at = -2",
                                          "otherwise = \"At or above.\"\ndecimals = 1");
    std::string below = minimum;
    below.replace(below.find("It was {value}."), 15, "{size} below.");
    const auto run = run_of(england, below, "2020-09-01");
    EXPECT_EQ(reason(run, of(run, 100001).contributions.at(0)), "1.5 below.");
    EXPECT_EQ(reason(run, of(run, 100002).contributions.at(0)), "At or above.");
}

TEST(Words, TheLetterToASchoolSaysNothingOfWhatIsForOfficersAlone) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    england.series({"m", "2018/19", day("2019-12-13")}, {{100001, {-2, 30}}, {100002, {-2, 30}}});
    england.series({"own", "2018/19", day("2019-12-13")}, {{100001, {-2, 30}}});
    const auto run = run_of(england,
                            indicator("open", "m", halved) +
                                indicator("sealed", "own", halved, "officers_only = true\noptional = true"),
                            "2020-09-01");
    const auto said = [](const std::string& text, const char* words) {
        return text.find(words) != std::string::npos;
    };
    const std::string letter = explain(run, of(run, 100001)), other = explain(run, of(run, 100002));
    EXPECT_FALSE(said(letter, "sealed")) << letter;
    EXPECT_FALSE(said(letter, "The score is")) << "beside its public parts a sum would tell: " << letter;
    EXPECT_TRUE(said(letter, "It becomes Amber or worse if the evidence on both")) << letter;
    EXPECT_FALSE(said(other, "sealed")) << other;
    EXPECT_TRUE(said(other, "The score is")) << other;
    EXPECT_TRUE(said(score_words(run, of(run, 100001)), "The score is")) << "officers read it";
    EXPECT_FALSE(
        parse_scheme(head + indicator("t", "own", halved, "officers_only = true\ntrigger = \"red\"")));
}

TEST(Words, ALevelThatATriggerHoldsIsNamedBeforeTheTrigger) {
    SnapshotBuilder england;
    england.school(100001);
    england.graded(100001, day("2018-03-01"), 4, day("2018-04-01"));
    const auto run =
        run_of(england, indicator("category", "inspection.category", "kind = \"event\"", "trigger = \"red\""),
               "2020-09-01");
    const std::string held = what_would_change(run, of(run, 100001)).front();
    EXPECT_TRUE(
        held.starts_with("The level stays Red because of: " + run.scheme->indicators.front().title + "."))
        << held;
}

// Since September 2024 an inspection has no overall grade: its other grades say whether it was below good.
TEST(Words, ARunBelowGoodReadsTheOtherGradesWhereThereIsNoOverallOne) {
    SnapshotBuilder england;
    for (const int urn : {100001, 100002, 100003, 100004}) {
        england.school(urn);
        england.graded(urn, day("2021-03-01"), 3, day("2021-04-01"));
    }
    const auto without_overall = [&](int urn, int grade) {
        auto& inspection = england.graded(urn, day("2024-12-05"), 0, day("2025-01-10"));
        inspection.quality_of_education = inspection.behaviour = 2;
        inspection.leadership = static_cast<std::uint8_t>(grade);
    };
    without_overall(100001, 4);
    without_overall(100002, 2);
    england.graded(100003, day("2024-12-05"), 0, day("2025-01-10"));  // nothing judged
    const auto run =
        run_of(england,
               indicator("run", "inspection.run", "kind = \"run-of-grades\", none_from = 0, full_at = 4",
                         "maximum_age_months = 120"),
               "2025-09-01");
    const auto below = [&](int urn) { return of(run, urn).contributions.at(0).value; };
    EXPECT_EQ(below(100001), 2);
    EXPECT_EQ(below(100002), 0);
    EXPECT_EQ(below(100003), 1);
    EXPECT_EQ(below(100004), 1);
}

}
}
