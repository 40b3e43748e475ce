#include "analytics/funnel.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "base/clock.hpp"

namespace tarn::analytics {
namespace {

TEST(Funnel, ExactTestCountsEveryOutcomeThatIsNoLikelier) {
    struct {
        long count, n;
        double p0, p;
    } const cases[] = {
        {1, 10, 0.5, 22.0 / 1024},  // 0, 1, 9 and 10 of ten
        {5, 10, 0.5, 1},           {0, 3, 0.5, 0.25}, {3, 3, 0.1, 0.001},
        {0, 20, 0.0, 1},           {1, 20, 0.0, 0},   {4, 4, 1.0, 1},
    };
    for (const auto& c : cases)
        EXPECT_NEAR(binomial_p(c.count, c.n, c.p0), c.p, 1e-9) << c.count << " of " << c.n << " at " << c.p0;
}

TEST(Funnel, NormalScoresHaveTheirKnownProbabilities) {
    EXPECT_NEAR(normal_p(1.96), 0.05, 1e-4);
    EXPECT_NEAR(normal_p(-3.09), 0.002, 1e-5);
    EXPECT_DOUBLE_EQ(normal_p(0), 1);
}

Funnel alone(const std::vector<double>& values) {
    const std::vector<double> errors(values.size(), 1.0);
    return funnel_of(values, errors, 0, ordinary_dispersion(values, errors, 0));
}

std::vector<double> ordinary_schools(double between, double error, int count) {
    Random random{11};
    std::vector<double> values;
    for (int i = 0; i < count; ++i) values.push_back(between * random.normal() + error * random.normal());
    return values;
}

TEST(Funnel, WidensWhenSchoolsDifferMoreThanChanceAndStillNamesTheFarOne) {
    auto values = ordinary_schools(2, 1, 400);
    values.push_back(14);
    const auto funnel = alone(values);
    EXPECT_GT(funnel.dispersion.tau2, 2);
    EXPECT_DOUBLE_EQ(funnel.standings.back().z, 14);
    EXPECT_LT(funnel.standings.back().adjusted, 9);
    EXPECT_EQ(funnel.standings.back().signal, Signal::alarm);
    EXPECT_GT(funnel.at(1, alert_z).high, 1.96 * 1.5);
    EXPECT_DOUBLE_EQ(funnel.at(1, alert_z).low, -funnel.at(1, alert_z).high);
}

TEST(Funnel, FewSchoolsAllowForChanceAlone) {
    const auto funnel = alone({-9, 9, 0});
    EXPECT_DOUBLE_EQ(funnel.dispersion.tau2, 0);
    EXPECT_DOUBLE_EQ(funnel.standings[1].adjusted, 9);
    EXPECT_TRUE(alone({}).standings.empty());
    EXPECT_TRUE(false_discovery({}).empty());
}

}
}
