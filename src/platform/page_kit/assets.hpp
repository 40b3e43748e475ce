#pragma once
// The front-end files inside the program: GOV.UK Frontend, Leaflet, and our own CSS and JavaScript.
#include "platform/web/assets.hpp"

namespace tarn::page_kit {

/// By published path: "govuk/govuk-frontend.min.css", "leaflet/leaflet.js", "own/tarn.css".
const web::AssetSet& assets();

inline std::string asset_href(std::string_view path) {
    return assets().url(path);
}

}
