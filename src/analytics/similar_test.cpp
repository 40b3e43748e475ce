#include "analytics/similar.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "analytics/snapshot_builder.hpp"
#include "base/clock.hpp"
#include "support/days.hpp"

namespace tarn::analytics {
namespace {

constexpr std::array<const char*, 5> census{"census.pupils", "census.fsm_ever", "census.eal",
                                            "census.sen_support", "census.ehc_plans"};

using tarn::test::day;
const Date today = day("2020-09-01");

using Columns = std::array<std::map<int, SnapshotBuilder::Value>, 5>;

struct County {
    SnapshotBuilder england;
    Columns columns;
    void add(int urn, Phase phase, std::array<double, 5> values) {
        School& school = england.school(urn, phase);
        school.faith = urn % 3 == 0;
        school.easting = 400000 + urn * 377 % 40000;
        school.northing = 300000;
        for (std::size_t d = 0; d < 5; ++d) columns[d][urn] = {values[d]};
    }
    Snapshot build() {
        for (std::size_t d = 0; d < 5; ++d)
            england.series({census[d], "2019-01", day("2019-06-27")}, columns[d]);
        return england.build();
    }
};

County drawn(int primaries, int middles, std::uint64_t seed) {
    County county;
    Random random{seed};
    for (int i = 0; i < primaries + middles; ++i) {
        std::array<double, 5> values;
        for (double& value : values) value = std::round(random.uniform() * 40);
        values[2] = values[1] + values[2] / 4;
        county.add(100000 + i, i < primaries ? Phase::primary : Phase::middle, values);
    }
    return county;
}

TEST(Similar, FindsTheSameSchoolsAsLookingAtEveryPair) {
    const Snapshot snapshot = drawn(700, 0, 3).build();
    const Population population{snapshot, today};
    const SimilarSchools similar{snapshot, population, today};
    for (const std::size_t member : {1U, 350U, 699U}) {
        std::vector<std::pair<double, std::uint32_t>> all;
        for (std::uint32_t other = 0; other < population.size(); ++other)
            if (other != member) all.emplace_back(similar.distance(member, other), other);
        std::sort(all.begin(), all.end());
        const auto found = similar.of(member);
        ASSERT_EQ(found.size(), similar_count);
        for (std::size_t i = 0; i < similar_count; ++i)
            EXPECT_NEAR(similar.distance(member, found[i]), all[i].first, 1e-5) << member << " rank " << i;
    }
}

/// FNV-1a over the neighbours.
std::uint64_t fingerprint(const SimilarSchools& similar, std::size_t members) {
    std::uint64_t hash = 14695981039346656037U;
    for (std::size_t member = 0; member < members; ++member)
        for (const std::uint32_t other : similar.of(member)) hash = (hash ^ other) * 1099511628211U;
    return hash;
}

TEST(Similar, AreTheSameOnEveryMachineAndAnyNumberOfThreads) {
    const Snapshot snapshot = drawn(500, 60, 11).build();
    const Population population{snapshot, today};
    for (const unsigned threads : {1U, 3U})
        EXPECT_EQ(
            fingerprint(SimilarSchools{snapshot, population, today, {.threads = threads}}, population.size()),
            3671407833778346696U);
}

TEST(Similar, StaysInThePhaseAndSaysWhyASchoolCannotBePlaced) {
    County county = drawn(100, 20, 5);
    county.columns[0][100000] = {.missing = Missing::suppressed};
    county.columns[3][100001] = {.missing = Missing::suppressed};
    for (const std::size_t d : {1, 2, 3, 4}) county.columns[d][100002] = {.missing = Missing::not_published};
    const Snapshot snapshot = county.build();
    const Population population{snapshot, today};
    const SimilarSchools similar{snapshot, population, today};
    EXPECT_EQ(similar.missing(0), Missing::suppressed);
    EXPECT_TRUE(similar.of(0).empty());
    EXPECT_EQ(similar.missing(1), Missing::none) << "one figure of seven may be missing";
    EXPECT_EQ(similar.missing(2), Missing::not_published) << "four of seven may not";
    EXPECT_EQ(similar.missing(110), Missing::not_applicable)
        << "twenty middle schools are too few for thirty neighbours";
    for (const std::uint32_t other : similar.of(50)) {
        EXPECT_LT(other, 100U);
        EXPECT_TRUE(similar.comparable(50, other));
    }
    EXPECT_FALSE(similar.comparable(50, 110));
    EXPECT_EQ(SimilarSchools(snapshot, population, today, {.count = 19}).of(110).size(), 19U);
}

TEST(Similar, AreChosenFromTheCensusOfTheDayWhateverCameLater) {
    const Snapshot before = drawn(200, 0, 7).build();
    County county = drawn(200, 0, 7);
    county.build();
    Random random{99};
    for (const char* measure : census) {
        std::map<int, SnapshotBuilder::Value> poisoned;
        for (int i = 0; i < 200; ++i) poisoned[100000 + i] = {random.uniform() * 900};
        county.england.series({measure, "2020-01", day("2020-09-02"), 9}, poisoned);
    }
    const Snapshot after = county.england.build();
    const Population population{after, today};
    const SimilarSchools then{before, population, today}, now{after, population, today},
        next{after, population, day("2020-09-02")};
    EXPECT_EQ(fingerprint(then, 200), fingerprint(now, 200));
    EXPECT_NE(fingerprint(then, 200), fingerprint(next, 200));
    EXPECT_EQ(next.period(), "2020-01");
    const SimilarSchools early{after, population, day("2019-06-26")};
    EXPECT_EQ(early.missing(50), Missing::no_release);
    EXPECT_TRUE(early.of(50).empty());
}

TEST(Similar, ReadsTheSameFromEitherSchool) {
    const Snapshot snapshot = drawn(120, 0, 17).build();
    const Population population{snapshot, today};
    const SimilarSchools similar{snapshot, population, today};
    const auto there = similar.compare(4, 71), back = similar.compare(71, 4);
    ASSERT_EQ(there.differences.size(), 7U);
    EXPECT_EQ(there.distance, back.distance);
    double sum = 0;
    for (std::size_t i = 0; i < there.differences.size(); ++i) {
        EXPECT_EQ(there.differences[i].share, back.differences[i].share);
        EXPECT_EQ(there.differences[i].one.value, back.differences[i].other.value);
        sum += there.differences[i].share;
    }
    EXPECT_NEAR(sum, there.distance * there.distance, 1e-12);
}

TEST(Similar, FlagsASchoolThatStandsApart) {
    County county = drawn(200, 0, 23);
    county.add(100200, Phase::primary, {900, 90, 95, 60, 30});
    const Snapshot snapshot = county.build();
    const Population population{snapshot, today};
    const SimilarSchools similar{snapshot, population, today};
    EXPECT_TRUE(similar.is_thin(200));
    EXPECT_TRUE(similar.is_far(200, similar.of(200).front()));
    std::size_t thin = 0, with_far = 0;
    for (std::size_t member = 0; member < population.size(); ++member) {
        thin += similar.is_thin(member);
        with_far += similar.is_far(member, similar.of(member).back());
    }
    EXPECT_EQ(with_far, 10U) << "one in twenty of 201, by the rule";
    EXPECT_LT(thin, 100U) << "half of a school's neighbours are nearer than its last one";
    EXPECT_GT(thin, 0U);
}

TEST(Similar, StandsDegenerateCounties) {
    County alone;
    alone.add(100001, Phase::primary, {200, 10, 10, 10, 1});
    const Snapshot one = alone.build();
    EXPECT_EQ(SimilarSchools(one, Population{one, today}, today).missing(0), Missing::not_applicable);

    County twins;
    for (const int urn : {100001, 100004}) twins.add(urn, Phase::primary, {200, 10, 10, 10, 1});
    const Snapshot two = twins.build();
    const Population pair{two, today};
    const SimilarSchools equal{two, pair, today, {.count = 1}};
    ASSERT_EQ(equal.of(0).size(), 1U);
    EXPECT_EQ(equal.of(0)[0], 1U);
    EXPECT_EQ(equal.distance(0, 1), 0);
    EXPECT_FALSE(equal.is_thin(0));

    County silent = drawn(50, 0, 1);
    for (auto& column : silent.columns)
        for (auto& [urn, value] : column) value = {.missing = Missing::suppressed};
    const Snapshot nothing = silent.build();
    const SimilarSchools none{nothing, Population{nothing, today}, today};
    for (std::size_t member = 0; member < 50; ++member) EXPECT_EQ(none.missing(member), Missing::suppressed);
}

}
}
