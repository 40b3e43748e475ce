// Absence of one school beside the middle school of its kind.
#include <cmath>
#include <gtest/gtest.h>

#include "attendance/trend_rules.hpp"

namespace tarn::attendance {
namespace {

using analytics::Missing;
using analytics::Phase;

const double none = std::numeric_limits<double>::quiet_NaN();

/// Five primary schools, three of them of authority 901, and a secondary school.
analytics::Snapshot six_schools() {
    analytics::Snapshot snapshot;
    int urn = 900001;
    for (const int authority : {901, 901, 901, 902, 902, 901})
        snapshot.schools.push_back({.urn = Urn{urn++},
                                    .name = "School",
                                    .phase = urn == 900007 ? Phase::secondary : Phase::primary,
                                    .authority = AuthorityCode{static_cast<std::int16_t>(authority)}});
    const auto add = [&](const char* period, const char* known, std::vector<double> values) {
        std::vector<Missing> missing;
        for (const double value : values)
            missing.push_back(std::isnan(value) ? Missing::suppressed : Missing::none);
        snapshot.series.edit().push_back({.measure = "absence.persistent",
                                          .period = period,
                                          .release = ReleaseId{1},
                                          .known_from = *Date::parse_iso(known),
                                          .values = std::move(values),
                                          .missing = std::move(missing)});
    };
    add("2022/23", "2024-03-01", {20, 10, 12, 30, 40, 99});
    add("2023/24", "2025-03-01", {none, 11, 13, 31, 41, 99});
    return snapshot;
}

TEST(AbsenceYears, StandBesideTheMedianOfTheSamePhase) {
    const auto snapshot = six_schools();
    const auto years = absence_years(snapshot, "absence.persistent", 0, *Date::of(2026, 1, 1));
    ASSERT_EQ(years.size(), 2U);
    EXPECT_EQ(years[0].period, "2022/23");
    EXPECT_EQ(years[0].school.value, 20);
    EXPECT_EQ(years[0].county, 12) << "10, 12 and 20";
    EXPECT_EQ(years[0].england, 20) << "without the secondary school";
    EXPECT_EQ(years[1].school.missing, Missing::suppressed);
    EXPECT_EQ(years[1].county, std::nullopt) << "11 and 13 alone would say something of each other";
    ASSERT_NE(newest(years), nullptr);
    EXPECT_EQ(newest(years)->period, "2022/23");
}

TEST(NewestFigure, IsOfAnEarlierYearWhereTheNewestHasNone) {
    const auto snapshot = six_schools();
    const auto years = school_years(snapshot, "absence.persistent", *Date::of(2026, 1, 1));
    EXPECT_EQ(newest_figure(snapshot, years, 0), 20);
    EXPECT_EQ(newest_figure(snapshot, years, 1), 11);
}

TEST(AbsenceYears, KnowNothingThatWasNotPublicOnTheDay) {
    const auto snapshot = six_schools();
    EXPECT_EQ(absence_years(snapshot, "absence.persistent", 1, *Date::of(2025, 2, 28)).size(), 1U);
    EXPECT_TRUE(absence_years(snapshot, "absence.persistent", 1, *Date::of(2024, 2, 28)).empty());
    EXPECT_EQ(absence_years(snapshot, "absence.persistent", 1, *Date::of(2026, 1, 1), 1).front().period,
              "2023/24")
        << "the newest of more";
}

TEST(AbsenceWords, SayTheNewestFigureOrWhyThereIsNone) {
    const auto snapshot = six_schools();
    const auto said = [&](analytics::SchoolIndex school, Date day) {
        return absence_words(absence_years(snapshot, "absence.persistent", school, day),
                             "of pupils missed a tenth of school or more", Phase::primary);
    };
    EXPECT_EQ(said(1, *Date::of(2024, 6, 1)),
              "10.0% of pupils missed a tenth of school or more in 2022/23. The middle one of the "
              "authority's primary schools had 12.0%, the middle one of England's 20.0%.");
    EXPECT_EQ(said(1, *Date::of(2020, 1, 1)), "No absence figures have been imported.");
}

}
}
