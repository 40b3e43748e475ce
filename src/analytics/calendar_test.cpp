#include "analytics/calendar.hpp"

#include <gtest/gtest.h>

#include "support/days.hpp"

namespace tarn::analytics {
namespace {

using tarn::test::day;

TEST(Calendar, KnowsWhenNothingThatIsFreshWasWorkedOut) {
    Calendar progress{.published_after_months = 4, .gaps = {}};
    for (const char* period : {"2019/20", "2020/21", "2023/24", "2024/25", "2025/26"})
        progress.gaps.push_back({period, "No tests.", "x"});
    struct Case {
        const char* on;
        int months;
        std::vector<std::string> expected;
        const char* about;
    };
    const std::vector<Case> cases{
        {"2020-09-01", 36, {}, "2018/19 and 2017/18 still count"},
        {"2023-09-01", 36, {}, "2021/22 was worked out"},
        {"2026-08-31", 36, {}, "the last day on which 2022/23 counts"},
        {"2026-09-01", 36, {"2024/25", "2023/24"}, "2025/26 is not public yet"},
        {"2026-11-27", 36, {"2024/25", "2023/24"}, "nor now"},
        {"2026-12-31", 36, {"2025/26", "2024/25", "2023/24"}, "four months after its end"},
        {"2027-12-30", 36, {"2025/26", "2024/25"}, "2026/27 comes tomorrow"},
        {"2027-12-31", 36, {}, "2026/27 has figures again"},
        {"2026-11-27", 12, {}, "no period is due that is fresh enough"},
    };
    for (const Case& each : cases) {
        std::vector<std::string> found;
        for (const NotCalculated* gap : nothing_calculated(progress, day(each.on), each.months))
            found.push_back(gap->period);
        EXPECT_EQ(found, each.expected) << each.on << ": " << each.about;
    }
    EXPECT_TRUE(nothing_calculated({}, day("2026-11-27"), 36).empty());
}

}
}
