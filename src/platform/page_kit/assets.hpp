#pragma once
// The front-end files inside the program: GOV.UK Frontend, Leaflet, and our own CSS and JavaScript.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/web.hpp"

namespace tarn::page_kit {

struct Asset {
    std::string path;  ///< "govuk/govuk-frontend.min.css"
    std::string_view content_type;
    std::string_view bytes;  ///< lives as long as the program
};
std::span<const Asset> assets();

/// "/assets/<version>/govuk/govuk-frontend.min.css": the version is a hash of all files, so they never go
/// stale.
std::string asset_href(std::string_view path);

/// One GET route per file, cacheable for a year.
std::vector<web::Route> asset_routes();

}
