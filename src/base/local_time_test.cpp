#include "base/local_time.hpp"

#include <gtest/gtest.h>

namespace tarn {
namespace {

TEST(LocalTime, ClocksGoForwardAndBackOnTheLastSunday) {
    const struct {
        const char *utc, *shown;
    } cases[] = {
        {"2026-01-14T09:00:00Z", "14 January 2026, 09:00"},
        {"2026-03-29T00:59:59Z", "29 March 2026, 00:59"},
        {"2026-03-29T01:00:00Z", "29 March 2026, 02:00"},
        {"2026-07-01T23:30:00Z", "2 July 2026, 00:30"},
        {"2026-10-25T00:59:00Z", "25 October 2026, 01:59"},
        {"2026-10-25T01:00:00Z", "25 October 2026, 01:00"},
        {"2020-12-31T23:59:00Z", "31 December 2020, 23:59"},
        {"2024-03-31T01:00:00Z", "31 March 2024, 02:00"},
    };
    for (const auto& one : cases) {
        const auto at = parse_instant(one.utc);
        ASSERT_TRUE(at) << one.utc;
        EXPECT_EQ(local_minute(*at), one.shown) << one.utc;
    }
    EXPECT_EQ(iso(local_midnight(*Date::parse_iso("2026-07-02"))), "2026-07-01T23:00:00Z");
    EXPECT_EQ(iso(local_midnight(*Date::parse_iso("2026-12-02"))), "2026-12-02T00:00:00Z");
    EXPECT_EQ(iso(local_midnight(*Date::parse_iso("2026-03-29"))), "2026-03-29T00:00:00Z")
        << "the clocks go on at 1";
    EXPECT_EQ(iso(local_midnight(*Date::parse_iso("2026-10-25"))), "2026-10-24T23:00:00Z");
    EXPECT_EQ(local_day(*parse_instant("2026-07-01T23:30:00Z")).iso(), "2026-07-02");
    EXPECT_EQ(local_day(*parse_instant("2026-12-01T23:30:00Z")).iso(), "2026-12-01");
}

}
}
