#pragma once
// The pages that belong to no feature: one's own work, and what the law asks of a public service's website.
#include "feature_kit/feature.hpp"
#include "server/settings.hpp"

namespace tarn::server {

/// The home page is the person's own work: overdue, due, new, and forms begun but not sent.
kit::ActHandler home_page(std::vector<kit::WorkSource> sources, std::vector<kit::HomePart> parts);

/// The search box's page and suggestions. Pages without a name in their address are found themselves, by
/// their titles and the menu's.
std::vector<kit::Route> search_routes(std::vector<kit::SearchSource> sources,
                                      const std::vector<kit::Route>& pages,
                                      const std::vector<kit::NavItem>& menu);
inline constexpr const char* search_href = "/search";

/// Accessibility statement, privacy notice, cookies.
std::vector<kit::Route> statement_routes(const Settings& settings);

}
