#pragma once
// Early warning's pages and its panel on a school's rating page, for the server to join.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "feature_kit/act.hpp"
#include "platform/jobs/jobs.hpp"
#include "rating/rating_pages.hpp"
#include "warning/warning_runs.hpp"

namespace tarn::warning {

/// `wake` starts queued jobs; called after a commit.
kit::Contribution contribution(Runs& runs, std::function<void()> wake);
std::map<std::string, jobs::Worker> workers(storage::Database& database, const Clock& clock, Runs& runs);
/// Beside the scheme's proposal, for officers with the school in scope and never the school itself.
std::vector<rating::Panel> panels(Runs& runs);

}
