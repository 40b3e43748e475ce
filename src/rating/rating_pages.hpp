#pragma once
// Rating's pages, for the server to join.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "people/people.hpp"
#include "platform/jobs/jobs.hpp"
#include "rating/rating_runs.hpp"
#include "schools/schools.hpp"

namespace tarn::rating {

/// `wake` starts queued jobs; called after a commit.
people::Contribution contribution(Runs& runs, std::function<void()> wake);
/// For the server's runner of jobs: packs, and runs over several dates.
std::map<std::string, jobs::Worker> workers(storage::Database& database, const Clock& clock, Runs& runs);
/// On a school's page: its decided level, for those who may see it.
std::vector<schools::Panel> panels(Runs& runs);

}
