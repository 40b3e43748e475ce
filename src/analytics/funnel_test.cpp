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

// The worked example of the paper: 15 tests, of which the procedure names the first four at 5 %.
TEST(Funnel, FalseDiscoveryNamesTheFourOfThePaper) {
    const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const auto q = false_discovery(p);
    for (std::size_t i = 0; i < p.size(); ++i) EXPECT_EQ(q[i] <= discovery_rate, i < 4) << p[i];
    EXPECT_NEAR(q[0], 0.0015, 1e-12);
    EXPECT_TRUE(std::is_sorted(q.begin(), q.end()));
    EXPECT_TRUE(false_discovery({}).empty());
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

// 600 schools and 20 indicators give 600 false alerts at one in twenty; of those named, none need be wrong.
TEST(Funnel, AmongManyOrdinarySchoolsTheNamesStayFewWhileAlertsAreMany) {
    const auto values = ordinary_schools(0, 1, 12'000);
    const auto funnel = alone(values);
    const auto count = [&](Signal wanted) {
        return std::count_if(funnel.standings.begin(), funnel.standings.end(),
                             [&](const Standing& s) { return s.signal == wanted; });
    };
    EXPECT_NEAR(static_cast<double>(count(Signal::alert)), 600, 75);
    EXPECT_LE(count(Signal::alarm), 2);
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
}

// A Progress 8 of 0.45 is average for 24 pupils and above for 45.
TEST(Funnel, ProgressBandsNeedBothTheScoreAndItsPupils) {
    struct {
        double score, pupils;
        ProgressBand band;
    } const cases[] = {
        {0.45, 24, ProgressBand::average},     {0.45, 45, ProgressBand::above},
        {0.51, 200, ProgressBand::well_above}, {0.51, 10, ProgressBand::average},
        {-0.3, 180, ProgressBand::below},      {-0.51, 180, ProgressBand::well_below},
        {0, 180, ProgressBand::average},
    };
    for (const auto& c : cases) EXPECT_EQ(progress_band(c.score, c.pupils, 1.25), c.band) << c.score;
}

}
}
