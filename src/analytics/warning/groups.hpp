#pragma once
// The groups of schools by which a model is checked for unfairness.
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/snapshot.hpp"

namespace tarn::analytics::warning {

inline constexpr std::array<std::string_view, 5> breakdown_titles{"Phase", "Size", "Deprivation", "Region",
                                                                  "School type"};
/// For each breakdown the group of each school; "" where it is not known. Size and deprivation are fifths of
/// the newest census in the snapshot, within these schools: groups are for judging afterwards and may use
/// what became public later.
std::array<std::vector<std::string>, breakdown_titles.size()> groups_of(const Snapshot& snapshot,
                                                                        std::vector<SchoolIndex> schools);

}
