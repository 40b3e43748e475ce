#include "analytics/similar.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "analytics/snapshot_builder.hpp"
#include "base/clock.hpp"

namespace tarn::analytics {
namespace {

Date day(const char* iso) {
    return *Date::parse_iso(iso);
}

Snapshot county(int primaries, int middles, std::uint64_t seed) {
    SnapshotBuilder england;
    Random random{seed};
    std::array<std::map<int, SnapshotBuilder::Value>, 5> columns;
    for (int i = 0; i < primaries + middles; ++i) {
        const int urn = 100000 + i;
        england.school(urn, i < primaries ? Phase::primary : Phase::middle);
        for (auto& column : columns)
            column[urn] = {std::round(random.uniform() * 40), std::numeric_limits<float>::quiet_NaN()};
    }
    columns[3][100000] = {.missing = Missing::suppressed};
    for (std::size_t d = 0; d < columns.size(); ++d)
        england.series({std::string{similar_measures[d]}, "2019-01", day("2019-06-27")}, columns[d]);
    return england.build();
}

TEST(Similar, FindsTheSameSchoolsAsLookingAtEveryPair) {
    const Snapshot snapshot = county(700, 0, 3);
    const Population population{snapshot, day("2020-09-01")};
    const SimilarSchools similar{snapshot, population, day("2020-09-01"), 2};
    // Whole numbers 0..40 are nearly evenly spread, so any scaling error shows as a different order.
    std::array<float, 5> spread{};
    for (std::size_t d = 0; d < 5; ++d) {
        std::vector<float> column;
        for (std::size_t m = 1; m < population.size(); ++m) column.push_back(similar.characteristics(m)[d]);
        std::sort(column.begin(), column.end());
        spread[d] = (column[column.size() - 1 - column.size() / 10] - column[column.size() / 10]) / 2.563F;
    }
    for (std::size_t member : {1U, 350U, 699U}) {
        std::vector<std::pair<float, std::uint32_t>> all;
        for (std::uint32_t other = 1; other < population.size(); ++other) {
            float sum = 0;
            for (std::size_t d = 0; d < 5; ++d) {
                const float apart = similar.characteristics(other)[d] / spread[d] -
                                    similar.characteristics(member)[d] / spread[d];
                sum += apart * apart;
            }
            if (other != member) all.emplace_back(sum, other);
        }
        std::sort(all.begin(), all.end());
        const auto found = similar.of(member);
        ASSERT_EQ(found.size(), similar_count);
        for (std::size_t i = 0; i < similar_count; ++i)
            EXPECT_EQ(found[i], all[i].second) << member << " rank " << i;
    }
}

TEST(Similar, DoesNotDependOnTheNumberOfThreads) {
    const Snapshot snapshot = county(500, 60, 11);
    const Population population{snapshot, day("2020-09-01")};
    const SimilarSchools one{snapshot, population, day("2020-09-01"), 1},
        three{snapshot, population, day("2020-09-01"), 3};
    for (std::size_t member = 0; member < population.size(); ++member) {
        const auto a = one.of(member), b = three.of(member);
        ASSERT_TRUE(std::equal(a.begin(), a.end(), b.begin(), b.end())) << member;
    }
}

TEST(Similar, StaysInThePhaseAndSaysWhyASchoolCannotBePlaced) {
    const Snapshot snapshot = county(100, 20, 5);
    const Population population{snapshot, day("2020-09-01")};
    const SimilarSchools similar{snapshot, population, day("2020-09-01")};
    EXPECT_EQ(similar.missing(0), Missing::suppressed);
    EXPECT_TRUE(similar.of(0).empty());
    EXPECT_EQ(similar.missing(110), Missing::not_applicable)
        << "twenty middle schools are too few for thirty neighbours";
    for (const std::uint32_t other : similar.of(50)) EXPECT_LT(other, 100U);
    const SimilarSchools before{snapshot, population, day("2019-06-26")};
    EXPECT_EQ(before.missing(50), Missing::no_release);
}

}
}
