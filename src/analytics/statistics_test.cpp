#include "analytics/statistics.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/clock.hpp"

namespace tarn::analytics {
namespace {

TEST(Statistics, MedianAndSpreadIgnoreOneWildValue) {
    EXPECT_DOUBLE_EQ(median(std::vector<double>{3, 1, 2}), 2);
    EXPECT_DOUBLE_EQ(median(std::vector<double>{4, 1, 3, 2}), 2.5);
    EXPECT_TRUE(std::isnan(median({})));
    EXPECT_DOUBLE_EQ(robust_spread(std::vector<double>{1, 2, 3, 4, 1000}), 1.4826);
}

TEST(Statistics, PercentileCountsTiesHalf) {
    const std::vector<double> sorted{1, 2, 2, 3};
    EXPECT_DOUBLE_EQ(percentile_of(sorted, 0), 0);
    EXPECT_DOUBLE_EQ(percentile_of(sorted, 1), 12.5);
    EXPECT_DOUBLE_EQ(percentile_of(sorted, 2), 50);
    EXPECT_DOUBLE_EQ(percentile_of(sorted, 9), 100);
}

TEST(Statistics, PoolsYearsByTheirPupils) {
    const auto pooled = pooled_mean(std::vector<double>{-3, 1}, std::vector<double>{10, 30});
    ASSERT_TRUE(pooled);
    EXPECT_DOUBLE_EQ(pooled->value, 0);
    EXPECT_DOUBLE_EQ(pooled->n, 40);
    EXPECT_FALSE(pooled_mean({}, {}));
}

TEST(Statistics, ReliabilityFromSpreadsIsThatFromTheirRatio) {
    EXPECT_DOUBLE_EQ(k_from_spread(3, 1), k_from_rho(0.1));
    EXPECT_DOUBLE_EQ(reliability(0, 9), 0);
    EXPECT_DOUBLE_EQ(shrink(-10, 0, reliability(1, 9)), -1);
}

TEST(Statistics, DispersionFindsTheVarianceThatWasPutIn) {
    Random random{7};
    std::vector<double> values, errors;
    for (int i = 0; i < 4000; ++i) {
        const double error = 0.5 + random.uniform();
        errors.push_back(error);
        values.push_back(2 * random.normal() + error * random.normal());
    }
    EXPECT_NEAR(dispersion(values, errors, 0, 0).tau2, 4, 0.3);
    std::vector<double> chance;
    for (const double error : errors) chance.push_back(error * random.normal());
    EXPECT_NEAR(dispersion(chance, errors, 0, 0).phi, 1, 0.1);
}

TEST(Statistics, TrendWeighsYearsByPupilsAndNeedsThree) {
    const std::vector<double> years{2016, 2017, 2018};
    const auto even = trend_of(years, std::vector<double>{0, -2, -4}, std::vector<double>{30, 30, 30});
    ASSERT_TRUE(even);
    EXPECT_DOUBLE_EQ(even->change, -2);
    EXPECT_DOUBLE_EQ(even->leverage, 60);
    const auto odd = trend_of(years, std::vector<double>{0, 0, -9}, std::vector<double>{100, 100, 1});
    EXPECT_GT(odd->change, -0.5);
    EXPECT_FALSE(trend_of(std::vector<double>{1, 2}, std::vector<double>{1, 2}, std::vector<double>{9, 9}));
}

}
}
