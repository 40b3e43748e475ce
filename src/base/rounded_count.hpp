#pragma once
// Disclosure control: counts as people see them who may not know what stands behind a single one. Rounded, so
// that the difference of two counts, or of one count on two days, says nothing of one school or pupil.
#include <cstdint>
#include <string>

namespace tarn {

inline constexpr std::int64_t fewest_shown = 5, rounding_step = 5;

/// `few` for fewer than five, else to the nearest five.
struct RoundedCount {
    bool few = true;
    std::int64_t about = 0;
    bool operator==(const RoundedCount&) const = default;
};
RoundedCount rounded_count(std::int64_t count);
std::string rounded_words(const RoundedCount& count);  ///< "fewer than 5", "about 35"

}
