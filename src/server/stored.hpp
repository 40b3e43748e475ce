#pragma once
// What every feature keeps, joined: for `tarn verify` and the check at start.
#include <vector>

#include "feature_kit/stored.hpp"

namespace tarn::server {

std::vector<kit::Stored> stored();
std::vector<kit::Check> all_checks();

}
