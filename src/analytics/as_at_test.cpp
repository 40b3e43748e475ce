#include "analytics/as_at.hpp"

#include <gtest/gtest.h>

#include "analytics/snapshot_builder.hpp"
#include "support/days.hpp"

namespace tarn::analytics {
namespace {

using tarn::test::day;
constexpr float no_n = std::numeric_limits<float>::quiet_NaN();
SnapshotBuilder::Value missing(Missing why) {
    return {.missing = why};
}

Cell newest(const Snapshot& snapshot, const char* measure, const char* as_at, int urn) {
    const Population population{snapshot, day(as_at)};
    const auto periods = known_periods(snapshot, measure, day(as_at));
    if (periods.empty()) return {.missing = Missing::no_release};
    for (std::size_t member = 0; member < population.size(); ++member)
        if (snapshot.schools[population.school(member)].urn.value == urn)
            return value_as_at(snapshot, periods.front(), population.line(member));
    return {.missing = Missing::not_applicable};
}

TEST(Known, PeriodsKnowTheirYears) {
    EXPECT_EQ(period_dates("2018/19")->first.iso(), "2018-09-01");
    EXPECT_EQ(period_dates("2018/19")->last.iso(), "2019-08-31");
    EXPECT_EQ(period_dates("2017/18", 3)->last.iso(), "2018-03-31");
    EXPECT_EQ(period_dates("2019-02")->last.iso(), "2019-02-28");
    for (const char* wrong : {"", "2019", "2018-13", "abcd/ef", "2018/2019"})
        EXPECT_FALSE(period_dates(wrong)) << wrong;
}

TEST(Known, AReleasePublishedLaterIsNotSeen) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2016/17", day("2017-12-14"), 1}, {{100001, {1.0, 20}}});
    england.series({"m", "2017/18", day("2018-12-13"), 2}, {{100001, {-999.0, 20}}});
    const Snapshot snapshot = england.build();
    EXPECT_EQ(newest(snapshot, "m", "2018-12-12", 100001).value, 1.0);
    EXPECT_EQ(newest(snapshot, "m", "2018-12-13", 100001).value, -999.0);
    EXPECT_EQ(newest(snapshot, "m", "2017-12-13", 100001).missing, Missing::no_release);
}

TEST(Known, ACorrectionEndsTheOldReleaseOnItsOwnDay) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2016/17", day("2017-12-14"), 1, 0, day("2018-02-28")}, {{100001, {1.0, 20}}});
    england.series({"m", "2016/17", day("2018-03-01"), 2, 0}, {{100001, {2.0, 20}}});
    const Snapshot snapshot = england.build();
    EXPECT_EQ(newest(snapshot, "m", "2018-02-28", 100001).value, 1.0);
    EXPECT_EQ(newest(snapshot, "m", "2018-03-01", 100001).value, 2.0);
}

TEST(Known, TheWrittenOrderOfSourcesDecidesAndATypedCodeBeatsABlank) {
    struct Case {
        SnapshotBuilder::Value first, second;
        Missing expected;
        double value;
    };
    const double none = std::numeric_limits<double>::quiet_NaN();
    const Case cases[] = {
        {{5, no_n}, {6, no_n}, Missing::none, 5},
        {missing(Missing::blank), {6, no_n}, Missing::none, 6},
        {missing(Missing::not_in_release), {6, no_n}, Missing::none, 6},
        {missing(Missing::suppressed), {6, no_n}, Missing::suppressed, none},
        {missing(Missing::blank), missing(Missing::low_coverage), Missing::low_coverage, none},
        {missing(Missing::blank), missing(Missing::not_in_release), Missing::blank, none},
    };
    for (const Case& c : cases) {
        SnapshotBuilder england;
        england.school(100001);
        england.series({"m", "2016/17", day("2017-12-14"), 1, 0}, {{100001, c.first}});
        england.series({"m", "2016/17", day("2017-12-14"), 2, 1}, {{100001, c.second}});
        const Cell cell = newest(england.build(), "m", "2018-01-01", 100001);
        EXPECT_EQ(cell.missing, c.expected);
        if (cell) {
            EXPECT_EQ(cell.value, c.value);
        }
    }
}

TEST(Known, APredecessorSpeaksOnlyForPeriodsThatBeganBeforeTheSuccessorOpened) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(140001);
    england.converted(100001, 140001, day("2017-01-01"));
    england.series({"m", "2015/16", day("2016-12-15"), 1}, {{100001, {1.5, 20}}});
    england.series({"m", "2016/17", day("2017-12-14"), 2},
                   {{100001, {2.5, 20}}, {140001, missing(Missing::new_school)}});
    england.series({"m", "2017/18", day("2018-12-13"), 3}, {{100001, {3.5, 20}}});
    const Snapshot snapshot = england.build();
    EXPECT_EQ(newest(snapshot, "m", "2017-06-01", 140001).value, 1.5);
    EXPECT_TRUE(newest(snapshot, "m", "2017-06-01", 140001).from_predecessor);
    EXPECT_EQ(newest(snapshot, "m", "2018-06-01", 140001).value, 2.5);
    EXPECT_EQ(newest(snapshot, "m", "2019-06-01", 140001).missing, Missing::not_in_release);
    EXPECT_EQ(newest(snapshot, "m", "2017-06-01", 100001).missing, Missing::not_applicable)
        << "closed: not in the population";
}

TEST(Known, ALoopOfLinksEnds) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(140001);
    england.converted(100001, 140001, day("2017-01-01"));
    england.converted(140001, 100001, day("2018-01-01"));
    Snapshot snapshot = england.build();
    for (School& school : snapshot.schools) school.closed.reset();
    const Population population{snapshot, day("2019-01-01")};
    ASSERT_EQ(population.size(), 2U);
    EXPECT_EQ(population.line(0).size(), 2U);
}

TEST(Known, InspectionsOfThePredecessorCountUntilTheSuccessorOpened) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(140001);
    england.converted(100001, 140001, day("2017-01-01"));
    england.graded(100001, day("2015-03-03"), 4, day("2015-04-02"));
    england.graded(100001, day("2017-03-03"), 1, day("2017-04-02"));
    england.graded(140001, day("2019-03-03"), 2, day("2019-04-02"));
    const Snapshot snapshot = england.build();
    const Population population{snapshot, day("2019-04-02")};
    const auto before = known_inspections(snapshot, population.line(0), day("2019-04-01"));
    ASSERT_EQ(before.size(), 1U);
    EXPECT_EQ(before[0].inspection->overall, 4);
    EXPECT_TRUE(before[0].from_predecessor);
    EXPECT_EQ(known_inspections(snapshot, population.line(0), day("2019-04-02")).front().inspection->overall,
              2);
}

}
}
