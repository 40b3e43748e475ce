#pragma once
// Rating's pages, for the server to join.
#include <functional>
#include <string>
#include <vector>

#include "feature_kit/feature.hpp"
#include "rating/rating_runs.hpp"
#include "schools/schools.hpp"

namespace tarn::rating {

/// What another feature says on a school's rating page, below the scheme's proposal: with its own heading,
/// in the order given, to those who may see the rating.
using Panel = std::function<web::Html(kit::Act& act, const schools::School& school, Date as_at)>;

kit::Feature feature(const kit::Running& running, Runs& runs, std::vector<Panel> panels = {});

}
