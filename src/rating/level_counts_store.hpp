#pragma once
// How many schools have each level, told to people who may not know the level of any school.
#include <string>
#include <vector>

#include "access/viewer.hpp"
#include "rating/disclosure_rules.hpp"
#include "rating/rating_runs.hpp"

namespace tarn::rating {

/// For a viewer who sees every school's level the counts as they are, for others only what hides each school.
/// The whole authority first, then its areas by name. Empty for a viewer who may not be told.
struct AreaCounts {
    std::string name;
    int schools = 0;
    std::optional<LevelCounts> exact;
    std::optional<std::array<RoundedCount, counted_levels>> levels;
};
std::vector<AreaCounts> area_counts(storage::Reader& db, const access::Viewer& viewer, Runs& runs,
                                    Date as_at);

}
