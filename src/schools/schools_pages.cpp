// The route table of the register: published facts, so anyone signed in may read them.
#include <algorithm>
#include <stdexcept>

#include "feature_kit/act.hpp"
#include "schools/local_pages.hpp"

namespace tarn::schools {

namespace {

/// Schools that no area of the authority has, once it has areas at all.
std::size_t outside_areas(const Register& schools, const kit::Whose& whose) {
    std::vector<Urn> placed;
    const auto known = areas(whose.db, whose.viewer.authority());
    for (const Area& area : known)
        std::ranges::copy(schools_of_area(whose.db, area.id, whose.today), std::back_inserter(placed));
    std::ranges::sort(placed);
    const auto open = schools.open_in(whose.viewer.authority(), whose.today);
    if (known.empty()) return 0;
    return static_cast<std::size_t>(std::ranges::count_if(
        open, [&](const School* school) { return !std::ranges::binary_search(placed, school->urn); }));
}

/// What a data officer keeps up to date of the authority's own record of its schools.
std::vector<kit::WorkItem> work_items(Registers& registers, const kit::Whose& whose) {
    std::vector<kit::WorkItem> items;
    if (!whose.viewer.may(access::Permission::local_register)) return items;
    if (const std::size_t left = outside_areas(*registers.current(whose.db), whose); left > 0)
        items.push_back(
            {kit::Urgency::due,
             std::to_string(left) + (left == 1 ? " school belongs" : " schools belong") + " to no area",
             "/areas/manage",
             "Area sheets and advisers of an area leave them out",
             {}});
    std::ranges::move(conversion_work(whose), std::back_inserter(items));
    items.push_back({kit::Urgency::standing,
                     "Areas and their schools",
                     "/areas/manage",
                     "Set up areas and choose their schools",
                     {}});
    items.push_back({kit::Urgency::standing,
                     "Import heads and chairs",
                     "/posts/import",
                     "To record one, use the school's page",
                     {}});
    return items;
}

}

kit::Feature feature(Registers& registers, std::vector<Panel> panels) {
    auto tools = std::make_shared<PageTools>(PageTools{registers, std::move(panels), school_list(registers)});
    for (Panel& panel : own_panels(registers)) tools->panels.push_back(std::move(panel));
    for (const Panel& panel : tools->panels)
        if (panel.shared && panel.permission != access::Permission::signed_in)
            throw std::invalid_argument("panel " + panel.title + " is shared and not for everyone signed in");
    std::stable_sort(tools->panels.begin(), tools->panels.end(),
                     [](const Panel& a, const Panel& b) { return a.order < b.order; });
    using Page = web::Response (*)(const PageTools&, kit::Act&);
    const auto get = [&](std::string pattern, std::string title, Page page) {
        return kit::Route{.method = web::Method::get,
                          .pattern = std::move(pattern),
                          .permission = access::Permission::signed_in,
                          .handler = [tools, page](kit::Act& act) { return page(*tools, act); },
                          .title = std::move(title)};
    };
    kit::Feature own{.routes = {get("/schools/map", "The map of schools", map_page),
                                get("/schools/map.geojson", "The map of schools", map_geojson),
                                get("/schools/{urn}", "The page of a school", school_page),
                                get("/schools/{urn}/history", "The history of a school", history_page)},
                     .menu = {{"Schools", "/schools", access::Permission::signed_in}},
                     .work = {[&registers](const kit::Whose& whose) { return work_items(registers, whose); }},
                     .searches = {school_search(registers), leader_search(registers)}};
    for (const auto& routes :
         {tools->list.routes(), area_routes(tools), post_routes(tools), conversion_routes()})
        own.routes.insert(own.routes.end(), routes.begin(), routes.end());
    return own;
}

}
