#pragma once
// Inside this room: the schedule and deleting under it.
#include "feature_kit/feature.hpp"
#include "feature_kit/retention.hpp"
#include "feature_kit/stored.hpp"

namespace tarn::retention {

using Rules = std::vector<kit::RetentionRule>;

web::Response schedule_page(kit::Act& act, const Rules& rules, const std::vector<kit::KeptForGood>& kept);
web::Response delete_page(kit::Act& act, const Rules& rules);
std::vector<kit::WorkItem> work_items(const kit::Whose& whose, const Rules& rules);

}
