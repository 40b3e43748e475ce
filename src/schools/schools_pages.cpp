// The route table of the register: published facts, so anyone signed in may read them.
#include "schools/schools_pages.hpp"

#include <algorithm>

namespace tarn::schools {

people::Contribution contribution(Registers& registers, std::vector<Panel> panels) {
    auto tools = std::make_shared<PageTools>(PageTools{registers, std::move(panels)});
    for (Panel& panel : own_panels(registers)) tools->panels.push_back(std::move(panel));
    std::stable_sort(tools->panels.begin(), tools->panels.end(),
                     [](const Panel& a, const Panel& b) { return a.order < b.order; });
    using Page = web::Response (*)(const PageTools&, people::Act&);
    const auto get = [&](std::string pattern, Page page) {
        return people::Route{.method = web::Method::get,
                             .pattern = std::move(pattern),
                             .permission = people::Permission::signed_in,
                             .handler = [tools, page](people::Act& act) { return page(*tools, act); }};
    };
    return {.routes = {get("/schools", list_page), get("/schools/find", find_page),
                       get("/schools/export.csv", list_csv), get("/schools/export.xlsx", list_xlsx),
                       get("/schools/map", map_page), get("/schools/map.geojson", map_geojson),
                       get("/schools/{urn}", school_page), get("/schools/{urn}/history", history_page)},
            .nav = {{"Schools", "/schools", people::Permission::signed_in}},
            .home = {}};
}

}
