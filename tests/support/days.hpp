#pragma once
// Days as tests write them; one that does not exist ends the test.
#include "base/date.hpp"

namespace tarn::test {

inline Date day(const char* iso) {
    return Date::parse_iso(iso).value();
}
inline Date day(int year, unsigned month, unsigned day_of_month) {
    return Date::of(year, month, day_of_month).value();
}

}
