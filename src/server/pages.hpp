#pragma once
// The pages that belong to no feature: one's own work, and what the law asks of a public service's website.
#include "feature_kit/feature.hpp"
#include "server/settings.hpp"

namespace tarn::server {

/// The home page is the person's own work: overdue, due, new, and forms begun but not sent.
kit::ActHandler home_page(std::vector<kit::WorkSource> sources);

/// Accessibility statement, privacy notice, cookies.
std::vector<kit::Route> statement_routes(const Settings& settings);

}
