#pragma once
// How many schools have each level, told to people who may not know the level of any school.
#include <string>
#include <vector>

#include "access/viewer.hpp"
#include "rating/rating_runs.hpp"
#include "rating/told_rules.hpp"

namespace tarn::rating {

/// The whole authority first, then its areas by name. Empty for a viewer who may not be told.
struct ToldArea {
    std::string name;
    int schools = 0;
    std::optional<std::array<Told, told_levels>> levels;
};
std::vector<ToldArea> told_areas(storage::Reader& db, const access::Viewer& viewer, Runs& runs, Date as_at);

}
