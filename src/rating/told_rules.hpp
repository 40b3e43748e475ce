#pragma once
// Counts of schools told to people who may not know the level of any school.
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rating/rating.hpp"

namespace tarn::rating {

/// Red, amber, green, no level decided.
inline constexpr std::size_t told_levels = 4;
using LevelCounts = std::array<int, told_levels>;

/// A count as it may be told: `few` for fewer than five, else to the nearest five.
struct Told {
    bool few = true;
    int about = 0;
    bool operator==(const Told&) const = default;
};
Told told(int count);
std::string told_words(const Told& count);  ///< "fewer than 5", "about 35"

/// A row of counts whose sum anybody can look up. Nothing when what is told, and the sum, would give any of
/// them exactly.
std::optional<std::array<Told, told_levels>> told_row(const LevelCounts& counts);

/// The values of an indicator behind a median of schools; those from the authority's own, unpublished files
/// only where `own_too`.
std::vector<double> told_values(const Run& run, std::span<const Proposal* const> proposals,
                                std::size_t indicator, bool own_too);

}
