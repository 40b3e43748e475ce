#include "base/local_time.hpp"

namespace tarn {
namespace {

/// One hour ahead of UTC from 01:00 UTC on the last Sunday of March until 01:00 UTC on that of October
/// (Summer Time Act 1972, as amended). Without the machine's own time zones, so that every server says the
/// same.
Instant clock_in_england(Instant at) {
    using namespace std::chrono;
    const auto year = year_month_day{floor<days>(at)}.year();
    const Instant begins = sys_days{year / March / Sunday[last]} + hours{1};
    const Instant ends = sys_days{year / October / Sunday[last]} + hours{1};
    return begins <= at && at < ends ? at + hours{1} : at;
}

}

Date local_day(Instant at) {
    return day_of(clock_in_england(at));
}

Instant local_midnight(Date day) {
    const Instant midnight = std::chrono::sys_days{std::chrono::days{day.days()}};
    const Instant hour_before = midnight - std::chrono::hours{1};
    return local_day(hour_before) == day ? hour_before : midnight;
}

std::string local_minute(Instant at) {
    constexpr std::size_t clock_at = 11, clock_length = 5;  // "2020-09-01T08:30:00Z"
    return local_day(at).display() + ", " + iso(clock_in_england(at)).substr(clock_at, clock_length);
}

}
