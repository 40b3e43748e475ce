#pragma once
// What every feature keeps, joined: for `tarn verify`, retention and the check at start.
#include <string>
#include <vector>

#include "feature_kit/stored.hpp"

namespace tarn::server {

std::vector<kit::Stored> stored();
std::vector<kit::Check> all_checks();
std::vector<kit::KeptForGood> kept_for_good();
/// With the periods of the file, or of schemes/retention.toml where none is named. Throws std::runtime_error
/// with a sentence that says what is wrong with the file.
std::vector<kit::RetentionRule> retention_rules(const std::string& periods_file);

}
