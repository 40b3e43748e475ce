// The worked values of statistics for small schools, item by item: limits, over-dispersion, shrinkage,
// Progress 8, false discovery. Figures come from the formulas by hand or from a second program, to the digits
// given.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "analytics/funnel.hpp"
#include "base/clock.hpp"

namespace tarn::analytics {
namespace {

// 1. p0 +- z sqrt(p0 (1 - p0) / n): 0.65 +- 1.96 sqrt(0.65 x 0.35 / 60) = 0.65 +- 0.120690.
TEST(WorkedValues, FunnelLimitsOfAShare) {
    struct {
        double p0, n, z, low, high;
    } const cases[] = {
        {0.65, 60, 1.96, 0.529310, 0.770690},
        {0.65, 60, 3.09, 0.459729, 0.840271},
        {0.10, 250, 1.96, 0.062812, 0.137188},
        {0.10, 250, 3.09, 0.041371, 0.158629},
        // Below 30 pupils exact. 20 pupils at 0.65: P(X <= 7) = 0.0060, P(X <= 8) = 0.0196, P(X <= 9) =
        // 0.0532; a tail of 0.024998 lies between 8 and 9 at 8.1613.
        {0.65, 20, 1.96, 0.408066, 0.880036},
        {0.65, 20, 3.09, 0.278519, 0.979006},
        {0.90, 10, 1.96, 0.621261, 1},
        {0.90, 10, 3.09, 0.457383, 1},
        {0.50, 29, 1.96, 0.299778, 0.700222},
        {0.05, 20, 3.09, 0, 0.285042},
        {0.60, 1, 1.96, 0, 1},  // one pupil tells nothing
    };
    for (const auto& c : cases) {
        const auto limits = funnel_limits(c.p0, c.n, c.z);
        EXPECT_NEAR(limits.low, c.low, 5e-7) << c.p0 << " of " << c.n << " at " << c.z;
        EXPECT_NEAR(limits.high, c.high, 5e-7) << c.p0 << " of " << c.n << " at " << c.z;
    }
}

TEST(WorkedValues, WilsonIntervalOfAShare) {
    struct {
        double share, n, z, low, high;
    } const cases[] = {
        {0.65, 20, 1.96, 0.432851, 0.818810},
        {0.65, 20, 3.09, 0.326097, 0.876962},
        {0.5, 10, 1.96, 0.236590, 0.763410},
        {0, 12, 1.96, 0, 0.242501},
        {1, 8, 3.09, 0.455890, 1},
    };
    for (const auto& c : cases) {
        const auto limits = wilson_interval(c.share, c.n, c.z);
        EXPECT_NEAR(limits.low, c.low, 5e-7) << c.share << " of " << c.n;
        EXPECT_NEAR(limits.high, c.high, 5e-7) << c.share << " of " << c.n;
    }
}

// 6 of 10 where 9 are usual: the normal score would be -3.16, an alarm; P(X <= 6) = 0.012795 is none.
TEST(WorkedValues, ExactScoresOfFewPupils) {
    EXPECT_NEAR((0.6 - 0.9) / std::sqrt(0.9 * 0.1 / 10), -3.162278, 5e-7);
    EXPECT_NEAR(binomial_z(6, 10, 0.9), -2.232372, 5e-7);
    EXPECT_NEAR(binomial_z(20, 20, 0.65), 3.565986, 5e-7);
    EXPECT_NEAR(binomial_z(1, 10, 0.5), -2.299362, 5e-7);
    EXPECT_NEAR(binomial_z(5, 10, 0.5), 0, 1e-12);
    EXPECT_LT(binomial_z(19, 20, 1), -30) << "impossible where all are expected";
}

// 2. Ten schools around p0 = 0.6, s = sqrt(0.24 / n), so that w = n / 0.24 and z = (y - 0.6) / s. One in ten
// at either end is drawn in: -2.738613 to -2.371708 and 2.236068 to 1.443376. The squares then are 5.625
// (twice), 1.5, 1.25, 0.416667, 0.3, 2.083333 (twice), 1.2, 0.166667: phi = 20.25 / 10.
// tau^2 = (10 x 2.025 - 9) / (2000 - 502604.17 / 2000) = 11.25 / 1748.697917 = 0.006433358.
struct TenSchools {
    std::vector<double> values{0.30, 0.72, 0.50, 0.80, 0.55, 0.64, 0.70, 0.45, 0.66, 0.58};
    std::vector<double> pupils{20, 25, 30, 30, 40, 45, 50, 60, 80, 100};
    std::vector<double> errors;
    TenSchools() {
        for (const double n : pupils) errors.push_back(std::sqrt(0.6 * 0.4 / n));
    }
};

TEST(WorkedValues, OverDispersion) {
    const TenSchools ten;
    const auto found = dispersion(ten.values, ten.errors, 0.6, 0.1);
    EXPECT_NEAR(found.phi, 2.025, 5e-7);
    EXPECT_NEAR(found.tau2, 0.006433358, 5e-10);
    const auto funnel = funnel_of(ten.values, ten.errors, 0.6, found);
    const double z[] = {-2.738613, 1.224745, -1.118034, 2.236068, -0.645497,
                        0.547723,  1.443376, -2.371708, 1.095445, -0.408248};
    const double adjusted[] = {-2.209627, 0.947696, -0.832370, 1.664740, -0.448411,
                               0.368751,  0.943507, -1.468518, 0.617758, -0.212798};
    for (std::size_t i = 0; i < ten.values.size(); ++i) {
        EXPECT_NEAR(funnel.standings[i].z, z[i], 5e-7) << i;
        EXPECT_NEAR(funnel.standings[i].adjusted, adjusted[i], 5e-7) << i;
    }
    // Multiplicative: the same schools with limits sqrt(phi) times as wide.
    EXPECT_NEAR(std::sqrt(found.phi), 1.423025, 5e-7);
}

TEST(WorkedValues, WinsorisingDrawsInOneInTenAtEitherEnd) {
    TenSchools ten;
    const auto before = dispersion(ten.values, ten.errors, 0.6, 0.1);
    ten.values[0] = 0;  // however far out, the furthest counts as the next
    EXPECT_DOUBLE_EQ(dispersion(ten.values, ten.errors, 0.6, 0.1).phi, before.phi);
    EXPECT_GT(dispersion(ten.values, ten.errors, 0.6, 0).phi, before.phi + 1);
}

TEST(WorkedValues, NoMoreThanChanceIsNoOverDispersion) {
    const auto none =
        dispersion(std::vector<double>{0.6, 0.61, 0.59}, std::vector<double>{0.1, 0.1, 0.1}, 0.6);
    EXPECT_LT(none.phi, 1);
    EXPECT_DOUBLE_EQ(none.tau2, 0);
}

// 3. lambda = n / (n + (1 - rho) / rho): 36 / (36 + 9) and 76 / (76 + 19) are both four fifths.
TEST(WorkedValues, Shrinkage) {
    EXPECT_DOUBLE_EQ(reliability(36, k_from_rho(0.10)), 0.8);
    EXPECT_NEAR(reliability(76, k_from_rho(0.05)), 0.8, 1e-12);
    EXPECT_LT(reliability(35, k_from_rho(0.10)), 0.8);
    EXPECT_LT(reliability(75, k_from_rho(0.05)), 0.8);
    EXPECT_NEAR(shrink(-3.0, 0.2, 0.8), -2.36, 1e-12);  // 0.2 + 0.8 x -3.2
}

// 4. sigma 1.25: half the interval is 0.500104 for 24 pupils and 0.365225 for 45.
TEST(WorkedValues, ProgressEightBands) {
    constexpr double sigma = 1.25;
    struct {
        double score, pupils;
        ProgressBand band;
    } const cases[] = {
        {0.45, 24, ProgressBand::average},
        {0.45, 45, ProgressBand::above},
        {-0.45, 24, ProgressBand::average},
        {-0.45, 45, ProgressBand::below},
        // The outer bands begin beyond 0.5, not at it.
        {0.50, 180, ProgressBand::above},
        {0.51, 180, ProgressBand::well_above},
        {-0.50, 180, ProgressBand::below},
        {-0.51, 180, ProgressBand::well_below},
        // A score beyond 0.5 with nought in its interval is average: 1.96 x 1.25 / sqrt(16) = 0.6125.
        {0.61, 16, ProgressBand::average},
        {0.62, 16, ProgressBand::well_above},
        {-0.61, 16, ProgressBand::average},
        {-0.62, 16, ProgressBand::well_below},
        // 600.25 pupils halve the interval to exactly 0.1: 0.1 just touches nought.
        {0.1, 600, ProgressBand::average},
        {0.1, 601, ProgressBand::above},
        {-0.1, 600, ProgressBand::average},
        {-0.1, 601, ProgressBand::below},
        {0, 2000, ProgressBand::average},
    };
    for (const auto& c : cases)
        EXPECT_EQ(progress_band(c.score, c.pupils, sigma), c.band) << c.score << " of " << c.pupils;
    EXPECT_EQ(progress_band_title(progress_band(0.45, 24, sigma)), "average");
    EXPECT_EQ(progress_band_title(progress_band(-0.6, 180, sigma)), "well below average");
    // FFT's example holds for every spread that it allows: 1.125 < sigma < 1.54.
    for (const double other : {1.13, 1.2, 1.3, 1.53}) {
        EXPECT_EQ(progress_band(0.45, 24, other), ProgressBand::average) << other;
        EXPECT_EQ(progress_band(0.45, 45, other), ProgressBand::above) << other;
    }
    EXPECT_EQ(progress_band(0.45, 24, 1.12), ProgressBand::above);
    EXPECT_EQ(progress_band(0.45, 45, 1.55), ProgressBand::average);
}

// 6. 600 schools with 20 indicators and nothing but chance: 12,000 x 0.05 = 600 alerts. Over many such
// authorities, the share in which anybody at all is named stays at 5 %.
TEST(WorkedValues, SixHundredSchoolsTwentyIndicators) {
    constexpr int authorities = 40, figures = 600 * 20;
    Random random{2020};
    long alerts = 0, alarms_by_z = 0;
    int with_a_name = 0;
    const std::vector<double> errors(figures, 1.0);
    for (int i = 0; i < authorities; ++i) {
        std::vector<double> z(figures);
        for (double& one : z) one = random.normal();
        const auto funnel = funnel_of_scores(z, errors, 0, {});
        bool named = false;
        for (const auto& standing : funnel.standings) {
            alerts += std::abs(standing.adjusted) >= alert_z;
            alarms_by_z += std::abs(standing.adjusted) >= alarm_z;
            named |= standing.signal == Signal::alarm;
        }
        with_a_name += named;
    }
    EXPECT_NEAR(static_cast<double>(alerts) / authorities, 600, 12);     // standard error 3.8
    EXPECT_NEAR(static_cast<double>(alarms_by_z) / authorities, 24, 3);  // 12,000 x 0.002; standard error 0.8
    EXPECT_LE(with_a_name, 7) << "of 40, two are expected";
}

// The same with thirty schools that are truly four errors away: most are found, and few beside them.
TEST(WorkedValues, WhatIsTrulyThereIsStillFound) {
    Random random{4};
    std::vector<double> z(12'000);
    for (double& one : z) one = random.normal();
    for (std::size_t i = 0; i < 30; ++i) z[i] -= 5;
    const auto funnel = funnel_of_scores(z, std::vector<double>(z.size(), 1.0), 0, {});
    const auto named = [&](std::size_t from, std::size_t to) {
        return std::count_if(funnel.standings.begin() + static_cast<std::ptrdiff_t>(from),
                             funnel.standings.begin() + static_cast<std::ptrdiff_t>(to),
                             [](const Standing& s) { return s.signal == Signal::alarm; });
    };
    EXPECT_GE(named(0, 30), 20);
    EXPECT_LE(named(30, z.size()), 4);
}

// The paper's own example; 0.0095 x 15 / 4 = 0.035625 is the last below 0.05, 0.0201 x 15 / 5 = 0.0603 is
// not.
TEST(WorkedValues, FalseDiscoveryOfThePaper) {
    const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const double q[] = {0.0015, 0.003, 0.0095,   0.035625, 0.0603,   0.063857, 0.063857, 0.0645,
                        0.0765, 0.486, 0.581182, 0.714875, 0.753231, 0.813214, 1};
    const auto found = false_discovery(p);
    for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(found[i], q[i], 5e-7) << p[i];
    std::vector<double> backwards(p.rbegin(), p.rend());
    auto again = false_discovery(backwards);
    std::reverse(again.begin(), again.end());
    EXPECT_EQ(again, found) << "the order given does not matter";
}

// Groups of one whole: the first two differ by chance, the third does not.
TEST(WorkedValues, GroupsAgainstTheWhole) {
    const std::vector<Count> groups{{52, 500}, {48, 500}, {12, 30}};
    const auto standings = compare_shares(groups);
    EXPECT_EQ(standings[0].signal, Signal::inside);
    EXPECT_EQ(standings[1].signal, Signal::inside);
    EXPECT_EQ(standings[2].signal, Signal::alarm);
    EXPECT_GT(standings[2].z, 0);
    EXPECT_TRUE(compare_shares({}).empty());
    for (const auto& one : compare_shares(std::vector<Count>{{0, 40}, {0, 2}}))
        EXPECT_EQ(one.signal, Signal::inside) << "none anywhere: nobody differs";
}

// The binomial's table of signs: n = 10 leaves out one at either end (coverage 0.9785), n = 20 five (0.9586).
TEST(WorkedValues, MedianByOrderStatistics) {
    std::vector<double> sorted;
    const auto left_out = [&](int n) {
        sorted.clear();
        for (int i = 1; i <= n; ++i) sorted.push_back(i);
        const auto limits = median_interval(sorted);
        if (!limits) return -1;
        EXPECT_DOUBLE_EQ(limits->low + limits->high, n + 1) << "as many on either side";
        return static_cast<int>(limits->low) - 1;
    };
    const std::pair<int, int> table[] = {{5, -1}, {6, 0},  {8, 0},   {9, 1},   {10, 1},  {15, 3},
                                         {20, 5}, {25, 7}, {40, 13}, {50, 17}, {100, 39}};
    for (const auto& [n, out] : table) EXPECT_EQ(left_out(n), out) << n;
    EXPECT_FALSE(median_interval({}));
}

// ------------------------------------------------------------------------------------------ what always
// holds

TEST(Always, FunnelLimitsCloseInOnTheCentreAsPupilsGrow) {
    for (int percent = 1; percent < 100; ++percent)
        for (const double z : {alert_z, alarm_z}) {
            const double p0 = percent / 100.0;
            Limits before{0, 1};
            for (int n = 1; n <= 200; ++n) {
                const auto limits = funnel_limits(p0, n, z);
                // Where the exact limits hand over to the normal ones, they meet within a pupil in thirty.
                const double slack = n == static_cast<int>(few_pupils) ? 1 / few_pupils : 1e-12;
                EXPECT_GE(limits.low, before.low - slack) << p0 << " of " << n;
                EXPECT_LE(limits.high, before.high + slack) << p0 << " of " << n;
                EXPECT_LE(limits.low, p0);
                EXPECT_GE(limits.high, p0);
                before = limits;
            }
            const auto alert = funnel_limits(p0, 20, alert_z), alarm = funnel_limits(p0, 20, alarm_z);
            EXPECT_LE(alarm.low, alert.low);
            EXPECT_GE(alarm.high, alert.high);
        }
}

// What is drawn and what is named never differ: a count is beyond the exact limits just where its score is.
TEST(Always, AnExactScoreAgreesWithTheExactLimits) {
    for (const double p0 : {0.03, 0.25, 0.5, 0.61, 0.92})
        for (int n = 1; n < static_cast<int>(few_pupils); ++n)
            for (const double z : {alert_z, alarm_z})
                for (int count = 0; count <= n; ++count) {
                    const auto limits = funnel_limits(p0, n, z);
                    const double share = static_cast<double>(count) / n, score = binomial_z(count, n, p0);
                    EXPECT_EQ(score < -z, share < limits.low - 1e-12) << count << " of " << n << " at " << p0;
                    EXPECT_EQ(score > z, share > limits.high + 1e-12) << count << " of " << n << " at " << p0;
                }
}

TEST(Always, AQIsNeverBelowItsP) {
    Random random{9};
    for (int round = 0; round < 50; ++round) {
        std::vector<double> p(static_cast<std::size_t>(1 + round * 3));
        for (double& one : p) one = std::pow(random.uniform(), 3);
        const auto q = false_discovery(p);
        for (std::size_t i = 0; i < p.size(); ++i) {
            EXPECT_GE(q[i], p[i]);
            EXPECT_LE(q[i], 1);
            for (std::size_t j = 0; j < p.size(); ++j) EXPECT_TRUE(p[i] >= p[j] || q[i] <= q[j]);
        }
    }
}

TEST(Always, AShrunkValueLiesBetweenItselfAndTheCentre) {
    Random random{5};
    for (int i = 0; i < 2000; ++i) {
        const double value = 100 * random.normal(), centre = 100 * random.normal();
        const double n = 1 + 200 * random.uniform(), k = k_from_rho(0.01 + 0.9 * random.uniform());
        const double shrunk = shrink(value, centre, reliability(n, k));
        EXPECT_GE(shrunk, std::min(value, centre));
        EXPECT_LE(shrunk, std::max(value, centre));
        EXPECT_LE(std::abs(shrink(value, centre, reliability(n + 1, k)) - value), std::abs(shrunk - value))
            << "more pupils, nearer to what was found";
    }
}

TEST(Always, OverDispersionNeverNarrowsAFunnel) {
    Random random{6};
    for (int round = 0; round < 40; ++round) {
        std::vector<double> values, errors;
        for (int i = 0; i < 30; ++i) {
            errors.push_back(0.2 + random.uniform());
            values.push_back((0.5 + random.uniform()) * 2 * random.normal());
        }
        const auto funnel = funnel_of(values, errors, 0, ordinary_dispersion(values, errors, 0));
        EXPECT_GE(funnel.dispersion.tau2, 0);
        for (std::size_t i = 0; i < values.size(); ++i) {
            EXPECT_LE(std::abs(funnel.standings[i].adjusted), std::abs(funnel.standings[i].z) + 1e-12);
            const auto limits = funnel.at(errors[i], alert_z);
            EXPECT_GE(limits.high, alert_z * errors[i] - 1e-12);
            EXPECT_EQ(values[i] > limits.high ||
                      values[i]<limits.low, std::abs(funnel.standings[i].adjusted)> alert_z);
        }
    }
}

}
}
