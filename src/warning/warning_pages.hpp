#pragma once
// Early warning's pages and its panel on a school's rating page, for the server to join.
#include <functional>
#include <string>
#include <vector>

#include "feature_kit/feature.hpp"
#include "rating/rating_pages.hpp"
#include "warning/warning_runs.hpp"

namespace tarn::warning {

kit::Feature feature(const kit::Running& running, Runs& runs);
/// Beside the scheme's proposal, for officers with the school in scope and never the school itself.
std::vector<rating::Panel> panels(Runs& runs);

}
