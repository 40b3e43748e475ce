#pragma once
// The data protection officer's pages: the schedule, deleting what is due, holds.
#include "access/lookups.hpp"
#include "feature_kit/feature.hpp"
#include "feature_kit/stored.hpp"

namespace tarn::retention {

kit::Stored stored();
kit::Feature feature(std::vector<kit::RetentionRule> rules, std::vector<kit::KeptForGood> kept,
                     access::SchoolLookup school);

}
