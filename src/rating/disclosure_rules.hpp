#pragma once
// Counts of schools for people who may not know the level of any school.
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/rounded_count.hpp"
#include "rating/rating.hpp"

namespace tarn::rating {

/// Red, amber, green, no level decided.
inline constexpr std::size_t counted_levels = 4;
using LevelCounts = std::array<int, counted_levels>;

/// A row of counts whose sum anybody can look up. Nothing when what is told, and the sum, would give any of
/// them exactly.
std::optional<std::array<RoundedCount, counted_levels>> rounded_row(const LevelCounts& counts);

/// The values of an indicator behind a median of schools; those from the authority's own, unpublished files
/// only where `own_too`.
std::vector<double> disclosed_values(const Run& run, std::span<const Proposal* const> proposals,
                                     std::size_t indicator, bool own_too);

}
