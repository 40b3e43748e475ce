#pragma once
// A map that enhances a list: the list is the content, the map shows the same things by place.
#include "platform/page_kit/page.hpp"

namespace tarn::page_kit {

/// With JavaScript, Leaflet draws the GeoJSON of `geojson_href` (EPSG:4326). Polygon features: property
/// `name`. Point features: `name`, `href`, `detail`, and `tone`: a class word out of green, amber, red, grey,
/// blue. Set PageFrame::map too.
struct Map {
    std::string id = "map";
    std::string label{};  ///< "Schools of Fellshire"
    std::string geojson_href{};
    std::string tile_address{};  ///< from Site; empty: boundaries alone
    std::string tile_credit{};
    Html list{};  ///< what the map shows, as a list or table; stays on the page
};
Html map(const Map& params);

}
