#pragma once
// What usually happens to a school in a given position: how often schools with the same grade and the same
// time since were inspected, and judged less than good, in the year before a day. A life table [cox-1972] of
// that year, so that the inspectorate's habits of the time are learnt from the time itself.
#include <array>
#include <cstdint>

#include "analytics/warning/histories.hpp"

namespace tarn::analytics::warning {

inline constexpr double days_in_month = 30.4375;

class Situations {
  public:
    Situations(const Snapshot& snapshot, const Histories& histories, Date day, Lag lag);
    struct Chance {
        double inspected = 0;   ///< within 14 months
        double below_good = 0;  ///< within 14 months
    };
    Chance of(std::uint8_t grade, double months_since) const;

  private:
    static constexpr std::size_t grades = 4, bins = 40;  // of three months; the last holds all longer times
    std::array<std::array<Chance, bins>, grades> chances_{};
};

}
