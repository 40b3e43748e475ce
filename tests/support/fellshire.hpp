#pragma once
// Where most tests of people happen: two fictional authorities, two schools of the first, one morning.
#include "base/clock.hpp"
#include "base/ids.hpp"

namespace tarn::test {

inline constexpr AuthorityCode fellshire{701}, elsewhere{702};
inline constexpr Urn brook{900001}, hill{900002};
inline const Instant now = parse_instant("2026-03-02T09:00:00Z").value();

}
