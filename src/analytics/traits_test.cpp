#include "analytics/traits.hpp"

#include <gtest/gtest.h>

#include "analytics/snapshot_builder.hpp"
#include "support/days.hpp"

namespace tarn::analytics {
namespace {

using tarn::test::day;

TEST(Traits, CountSchoolsWithinFiveKilometres) {
    const std::vector<std::array<std::int32_t, 2>> places{
        {400000, 300000}, {403000, 304000}, {403001, 304000}, {399000, 299000}, {0, 0}, {400000, 300000}};
    EXPECT_EQ(count_nearby(places), (std::vector<int>{3, 3, 1, 2, -1, 3}))
        << "3-4-5: the second is exactly 5 km from the first, the third a metre more";
}

Snapshot two_censuses() {
    SnapshotBuilder england;
    england.school(100001).easting = 400000;
    england.school(100002).faith = true;
    england.series({"census.pupils", "2019-01", day("2019-06-27"), 1}, {{100001, {210}}, {100002, {90}}});
    england.series({"census.pupils", "2020-01", day("2020-06-25"), 2},
                   {{100001, {240}}, {100002, {.missing = Missing::suppressed}}});
    return england.build();
}

TEST(Traits, AreThoseOfTheNewestCensusKnownOnTheDay) {
    const Snapshot snapshot = two_censuses();
    const auto read = [&](const char* on, std::size_t member, Trait trait) {
        const Population population{snapshot, day(on)};
        return read_traits(snapshot, population,
                           trait_sources(snapshot, day(on)))[member][static_cast<std::size_t>(trait)];
    };
    EXPECT_EQ(read("2020-06-24", 0, Trait::pupils).value, 210);
    EXPECT_EQ(read("2020-06-25", 0, Trait::pupils).value, 240);
    EXPECT_EQ(read("2020-06-25", 1, Trait::pupils).missing, Missing::suppressed);
    EXPECT_EQ(read("2020-06-25", 1, Trait::faith).value, 1);
    EXPECT_EQ(read("2020-06-25", 0, Trait::fsm_ever).missing, Missing::no_release);
    EXPECT_EQ(read("2020-06-25", 0, Trait::nearby).value, 0) << "one place, known by its easting";
    EXPECT_EQ(read("2020-06-25", 1, Trait::nearby).missing, Missing::blank);
    EXPECT_TRUE(trait_sources(snapshot, day("2019-06-26")).empty());
}

}
}
