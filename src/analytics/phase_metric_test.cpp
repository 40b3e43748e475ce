#include "analytics/phase_metric.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "analytics/symmetric.hpp"
#include "base/clock.hpp"

namespace tarn::analytics {
namespace {

constexpr std::size_t pupils = static_cast<std::size_t>(Trait::pupils),
                      fsm = static_cast<std::size_t>(Trait::fsm_ever),
                      eal = static_cast<std::size_t>(Trait::eal),
                      faith = static_cast<std::size_t>(Trait::faith);

TraitValue value(double v) {
    return {v, Missing::none};
}
TraitValues school(double roll, double meals) {
    TraitValues values;
    values[pupils] = value(roll);
    values[fsm] = value(meals);
    return values;
}
// Roots of 1 and 9, of 4 and 16: one spread below and one above the mean.
constexpr double small = 1, large = 9, few = 4, many = 16;

/// Six schools in which both go together, two in which they do not: an observed correlation of a half.
std::vector<TraitValues> eight_schools() {
    return {school(small, few),  school(small, few),  school(small, few),  school(large, many),
            school(large, many), school(large, many), school(small, many), school(large, few)};
}

TEST(PhaseMetric, AgreesWithTheWorkedExample) {
    const auto metric = PhaseMetric::fit(eight_schools());
    ASSERT_TRUE(metric);
    // Entries of x x' off the diagonal are 1 six times and -1 twice, around 1/2: 2 (6/4 + 2 * 9/4) / 64 =
    // 3/16 over 2 * 1/4 is a shrinkage of 3/8.
    EXPECT_NEAR(metric->shrinkage(), 0.375, 1e-12);
    EXPECT_NEAR(metric->correlation(Trait::pupils, Trait::fsm_ever), 0.3125, 1e-12);
    const auto low = *metric->place(school(small, few)), high = *metric->place(school(large, many)),
               odd = *metric->place(school(small, many)), other = *metric->place(school(large, few));
    EXPECT_NEAR(squared_distance(low, high), 8 / 1.3125, 1e-12) << "apart as schools usually are";
    EXPECT_NEAR(squared_distance(odd, other), 8 / 0.6875, 1e-12) << "apart as schools rarely are";
    EXPECT_NEAR(share_of_distance(low, high, Trait::pupils), 4 / 1.3125, 1e-12);
    EXPECT_EQ(squared_distance(low, low), 0);
}

TEST(PhaseMetric, ExpectsWhatIsMissingFromWhatIsKnown) {
    const auto metric = PhaseMetric::fit(eight_schools());
    TraitValues gap = school(large, 0);
    gap[fsm] = {std::nan(""), Missing::suppressed};
    const auto here = *metric->place(gap), there = *metric->place(school(large, many));
    // The meals to expect are r = 0.3125 spreads above the mean; one unit more for not knowing them.
    EXPECT_NEAR(squared_distance(here, there), 0.6875 * 0.6875 / (1 - 0.3125 * 0.3125) + 1, 1e-12);
    EXPECT_EQ(squared_distance(here, there), squared_distance(there, here));
    EXPECT_NEAR(squared_distance(here, here), 2, 1e-12) << "two schools of which neither is known";
}

TEST(PhaseMetric, SharesSumToTheSquaredDistanceFromEitherSide) {
    Random random{3};
    std::vector<TraitValues> schools;
    for (int i = 0; i < 200; ++i) {
        TraitValues values;
        for (auto& one : values) one = value(std::round(random.uniform() * 50));
        values[eal] = value(values[fsm].value + random.uniform());
        if (i % 7 == 0) values[eal].missing = Missing::suppressed;
        schools.push_back(values);
    }
    const auto metric = PhaseMetric::fit(schools);
    for (int i = 0; i + 1 < 200; ++i) {
        const auto a = *metric->place(schools[static_cast<std::size_t>(i)]),
                   b = *metric->place(schools[static_cast<std::size_t>(i) + 1]);
        double sum = 0;
        for (const auto& fact : all_traits()) {
            EXPECT_EQ(share_of_distance(a, b, fact.trait), share_of_distance(b, a, fact.trait));
            EXPECT_GE(share_of_distance(a, b, fact.trait), 0);
            sum += share_of_distance(a, b, fact.trait);
        }
        EXPECT_EQ(sum, squared_distance(a, b));
    }
}

TEST(PhaseMetric, LeavesOutWhatSaysNothing) {
    auto schools = eight_schools();
    for (auto& one : schools) one[eal] = value(5);
    schools[0][faith] = value(1);
    for (std::size_t i = 1; i < schools.size(); ++i) schools[i][faith] = value(0);
    const auto metric = PhaseMetric::fit(schools);
    EXPECT_TRUE(metric->uses(Trait::pupils));
    EXPECT_FALSE(metric->uses(Trait::eal)) << "the same everywhere";
    EXPECT_FALSE(metric->uses(Trait::faith)) << "one school alone would be far from everybody";
    EXPECT_FALSE(metric->uses(Trait::nearby)) << "no file says it";
    EXPECT_FALSE(metric->place(TraitValues{})) << "a school without a roll has no place";
}

TEST(PhaseMetric, StandsDegenerateSchools) {
    EXPECT_FALSE(PhaseMetric::fit({}));
    EXPECT_FALSE(PhaseMetric::fit(std::vector{school(100, 10)}));
    const auto equal = PhaseMetric::fit(std::vector{school(100, 10), school(100, 10)});
    ASSERT_TRUE(equal);
    EXPECT_EQ(squared_distance(*equal->place(school(100, 10)), *equal->place(school(100, 10))), 0);
    // Two that always go together would have no inverse.
    const auto together = PhaseMetric::fit(std::vector{school(small, few), school(large, many)});
    ASSERT_TRUE(together);
    const double apart =
        squared_distance(*together->place(school(small, few)), *together->place(school(large, many)));
    EXPECT_GT(apart, 3.9);
    EXPECT_LT(apart, 8.1);
    EXPECT_TRUE(std::isfinite(
        squared_distance(*together->place(school(small, many)), *together->place(school(large, few)))));
}

TEST(Symmetric, RootOfTheInverseInvertsTheMatrix) {
    const SquareMatrix<3> matrix{{{2, 0.5, 0.1}, {0.5, 1, -0.3}, {0.1, -0.3, 1.5}}};
    const auto root = rebuilt(eigen_of(matrix), [](double v) { return 1 / std::sqrt(v); });
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b) {
            double sum = 0;
            for (std::size_t i = 0; i < 3; ++i)
                for (std::size_t j = 0; j < 3; ++j) sum += root[a][i] * matrix[i][j] * root[j][b];
            EXPECT_NEAR(sum, a == b ? 1 : 0, 1e-12);
            EXPECT_NEAR(root[a][b], root[b][a], 1e-12);
        }
}

}
}
