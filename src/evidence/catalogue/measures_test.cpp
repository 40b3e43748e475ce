#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "evidence/evidence.hpp"

namespace tarn::evidence {
namespace {

using analytics::Sampling;
constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

TEST(Measures, TellHowFarChanceReachesInTheirOwnUnit) {
    struct {
        const char* code;
        double value, n;
        const char* words;
    } const cases[] = {
        {"ks2.rwm.expected", 65, 20, "13 of 20 pupils, which is few. Likely range: 43% to 82%"},
        {"ks2.progress.maths", -4.2, 10, "10 pupils, which is few. Likely range: -7.5 to -0.9"},
        {"ks4.progress8", 0.45, 24,
         "24 pupils, which is few. Likely range: -0.05 to 0.95. The Department calls this average"},
        {"ks4.progress8", 0.45, 45,
         "45 pupils. Likely range: 0.08 to 0.82. The Department calls this above average"},
        {"ks2.rwm.expected", 65, not_known, "No likely range: the file gives no number of pupils"},
        {"absence.overall", 4.7, not_known, "No likely range: the file gives no number of pupils"},
        {"census.fsm_ever", 10.5, 57, "No likely range: everyone was counted"},
        {"finance.balance", 16'323, not_known, "No likely range: everyone was counted"},
        {"exclusions.suspensions", 2.2, not_known,
         "No likely range: nobody knows how much of this is chance"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(chance_words(*find_measure(c.code), c.value, c.n), c.words) << c.code;
}

TEST(Measures, HaveLimitsOfTheirOwnOrOfTheirUnit) {
    for (const Measure& measure : measures()) {
        EXPECT_LT(measure.low, measure.high) << measure.code;
        const bool counted = measure.unit == Unit::pupils || measure.unit == Unit::count;
        EXPECT_TRUE(!counted || measure.low == 0) << measure.code;
        EXPECT_LE(measure.high, 1e12) << measure.code;
    }
    EXPECT_EQ(find_measure("ks2.rwm.expected")->high, 100);
    EXPECT_EQ(find_measure("ks4.progress8")->low, -10);
}

TEST(Measures, WithoutAFigureThatCanBeWrittenSayNothing) {
    EXPECT_EQ(show(*find_measure("finance.balance"), std::numeric_limits<double>::infinity()), "");
    EXPECT_EQ(show(*find_measure("finance.balance"), not_known), "");
}

// Whoever adds a measure to pages says what chance has to do with it.
TEST(Measures, ShownOnPagesSayWhatChanceHasToDoWithThem) {
    for (const Measure& measure : measures()) {
        if (!measure.in_snapshot || measure.chance.sampling != Sampling::unknown) continue;
        EXPECT_TRUE(measure.code == "exclusions.suspensions" || measure.code == "staffing.turnover")
            << measure.code << ": give it a `chance` in schemes/measures.toml, or list it here and in "
            << "docs/statistics.md as not known";
    }
    for (const Measure& measure : measures())
        EXPECT_TRUE(measure.chance.sampling != Sampling::share || measure.unit == Unit::percent)
            << measure.code;
}

}
}
