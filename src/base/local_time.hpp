#pragma once
// Instants as clocks in England show them. Kept as UTC; shown nowhere as UTC but in files for machines.
#include <string>

#include "base/clock.hpp"

namespace tarn {

/// The day on the calendar in England.
Date local_day(Instant at);
/// When that day begins.
Instant local_midnight(Date day);
/// "2 March 2026, 09:00"
std::string local_minute(Instant at);

}
