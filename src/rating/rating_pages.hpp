#pragma once
// Rating's pages, for the server to join.
#include <vector>

#include "people/people.hpp"
#include "rating/rating_runs.hpp"
#include "schools/schools.hpp"

namespace tarn::rating {

people::Contribution contribution(Runs& runs);
/// On a school's page: its decided level, for those who may see it.
std::vector<schools::Panel> panels(Runs& runs);

}
