#include "analytics/chance.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace tarn::analytics {
namespace {

constexpr Chance share{Sampling::share};
constexpr Chance mean_of_19{Sampling::mean, 19};
constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

TEST(Chance, AShareHasWilsonsIntervalInPerCent) {
    const auto interval = interval_of(share, 65, 20);
    ASSERT_TRUE(interval.limits);
    EXPECT_NEAR(interval.limits->low, 43.2851, 5e-5);
    EXPECT_NEAR(interval.limits->high, 81.8810, 5e-5);
    const auto none_of_twelve = interval_of(share, 0, 12);
    EXPECT_NEAR(none_of_twelve.limits->low, 0, 1e-12);
    EXPECT_NEAR(none_of_twelve.limits->high, 24.2501, 5e-5);
    EXPECT_NEAR(interval_of(share, 65, 20, alarm_z).limits->low, 32.6097, 5e-5);
}

TEST(Chance, AMeanHasItsPupilsSpreadOverTheRootOfN) {
    const auto interval = interval_of(mean_of_19, 46.5, 100);
    ASSERT_TRUE(interval.limits);
    EXPECT_NEAR(interval.limits->low, 46.5 - 3.724, 1e-9);
    EXPECT_NEAR(interval.limits->high, 46.5 + 3.724, 1e-9);
}

TEST(Chance, AFigureWithoutAnIntervalSaysWhy) {
    struct {
        Chance chance;
        double n;
        NoInterval why;
    } const cases[] = {
        {share, not_known, NoInterval::no_n},
        {mean_of_19, 0, NoInterval::no_n},
        {{Sampling::whole}, 200, NoInterval::whole},
        {{Sampling::unknown}, 200, NoInterval::unknown},
    };
    for (const auto& c : cases) {
        const auto interval = interval_of(c.chance, 50, c.n);
        EXPECT_FALSE(interval.limits);
        EXPECT_EQ(interval.why, c.why);
        EXPECT_TRUE(no_interval_sentence(interval.why).starts_with("No likely range: "));
    }
}

TEST(Chance, IsToldInWordsThatNeedNoStatistics) {
    EXPECT_EQ(likely_range(share, 65, {.n = 20, .years = 1}, "43%", "82%"),
              "13 of 20 pupils, which is few. Likely range: 43% to 82%");
    EXPECT_EQ(likely_range(share, 65, {.n = 30, .years = 1}, "47%", "80%"),
              "20 of 30 pupils. Likely range: 47% to 80%");
    EXPECT_EQ(likely_range(mean_of_19, 46.5, {.n = 62, .years = 2}, "41.8", "51.2"),
              "62 pupils over 2 years. Likely range: 41.8 to 51.2");
    EXPECT_EQ(likely_range(share, 100, {.n = 1, .years = 1}, "21%", "100%"),
              "1 of 1 pupil, which is few. Likely range: 21% to 100%");
    EXPECT_EQ(likely_range(share, 65, {.n = 40, .stands_in = true}, "50%", "78%"),
              "about 40 pupils (the file gives no number, so an earlier year group or the roll is used). "
              "Likely range: 50% to 78%")
        << "nobody counted how many of them it was";
}

TEST(Chance, SpreadOfOnePupilIsThatOfNoughtOrAHundred) {
    EXPECT_DOUBLE_EQ(share.spread_at(50), 50);
    EXPECT_DOUBLE_EQ(share.spread_at(100), 0);
    EXPECT_DOUBLE_EQ(mean_of_19.spread_at(46), 19);
    EXPECT_DOUBLE_EQ(Chance{}.spread_at(46), 0);
}

// Whatever the figure: more pupils, a narrower interval that holds the figure and, of a share, stays a share.
TEST(Chance, IntervalsNarrowWithPupilsAndHoldTheirFigure) {
    for (const Chance& chance : {share, mean_of_19})
        for (const double value : {0.0, 3.0, 50.0, 97.0, 100.0}) {
            double width = std::numeric_limits<double>::infinity();
            for (int n = 1; n <= 400; ++n) {
                const auto limits = *interval_of(chance, value, n).limits;
                EXPECT_LE(limits.low, value + 1e-9);
                EXPECT_GE(limits.high, value - 1e-9);
                EXPECT_LT(limits.high - limits.low, width) << value << " of " << n;
                width = limits.high - limits.low;
                if (chance == share) {
                    EXPECT_GE(limits.low, 0);
                    EXPECT_LE(limits.high, 100);
                }
            }
        }
}

}
}
