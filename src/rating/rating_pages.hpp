#pragma once
// Rating's pages, for the server to join.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "feature_kit/act.hpp"
#include "platform/jobs/jobs.hpp"
#include "rating/rating_runs.hpp"
#include "schools/schools_panels.hpp"

namespace tarn::rating {

/// What another feature says on a school's rating page, below the scheme's proposal: with its own heading,
/// in the order given, to those who may see the rating.
using Panel = std::function<web::Html(kit::Act& act, const schools::School& school, Date as_at)>;

/// `wake` starts queued jobs; called after a commit.
kit::Contribution contribution(Runs& runs, std::function<void()> wake, std::vector<Panel> panels = {});
/// For the server's runner of jobs: packs, and runs over several dates.
std::map<std::string, jobs::Worker> workers(storage::Database& database, const Clock& clock, Runs& runs);
/// On a school's page: its decided level, for those who may see it.
std::vector<schools::Panel> panels(Runs& runs);

}
