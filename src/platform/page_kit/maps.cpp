#include "platform/page_kit/maps.hpp"

#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {

Html map(const Map& p) {
    const Html canvas = Start("div")
                            .set("id", p.id)
                            .classes({"tarn-map"})
                            .set("role", "region")
                            .set("aria-label", "Map: " + p.label)
                            .set("data-tarn-map", p.geojson_href)
                            .maybe("data-tiles", p.tile_address)
                            .maybe("data-tile-credit", p.tile_credit)
                            .flag("hidden", true)
                            .around(Html{});
    return canvas + Start("div").classes({"tarn-map-list"}).around(p.list);
}

}
