// The same list by place: points of schools over the imported outlines of the districts they lie in.
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "feature_kit/frames.hpp"
#include "schools/school_map.hpp"
#include "schools/schools_pages.hpp"

namespace tarn::schools {

namespace {

constexpr const char* map_path = "/schools/map";

}

web::Response map_geojson(const PageTools& tools, kit::Act& act) {
    const auto schools = tools.list.view(act, map_path).rows<School>();
    SchoolMap map{act.db, schools};
    for (const School* school : schools)
        map.add(*school, school_href(school->urn, as_at_of(act), act.today()), one_line(*school));
    web::Response response;
    response.content_type = geojson_type;
    response.body = std::move(map).finished();
    return response;
}

web::Response map_page(const PageTools& tools, kit::Act& act) {
    const kit::ListView list = tools.list.view(act, map_path);
    const auto schools = list.rows<School>();
    std::vector<page_kit::Content> lines;
    std::size_t placed = 0;
    for (const School* school : schools) {
        placed += school->easting != 0;
        if (lines.size() >= most_points) continue;
        lines.push_back(
            page_kit::link_to(school_href(school->urn, as_at_of(act), act.today()), school->name) +
            Html::text(school->easting == 0 ? ", place not known" : ", " + std::string{school->postcode}));
    }
    Html under = page_kit::details({.summary = fmt::format("List of {} schools", schools.size()),
                                    .content = page_kit::bullet_list(lines)});
    if (placed > most_points) {
        under = page_kit::inset_text(
                    {.content = fmt::format(
                         "The map shows the first {} of {} schools. Narrow the filters to see all.",
                         most_points, placed)}) +
                under;
    }
    const page_kit::Site nowhere, &site = act.frames ? act.frames->outside()->site() : nowhere;
    const Html content = page_kit::map({.label = "Schools",
                                        .geojson_href = list.href("/schools/map.geojson"),
                                        .tile_address = site.tile_address,
                                        .tile_credit = site.tile_credit,
                                        .list = under});
    return kit::respond(act,
                        {.title = "Map of schools",
                         .caption = "As at " + as_at_of(act).display(),
                         .breadcrumbs = {{"Schools", list.href("/schools")}, {"Map"}},
                         .wide = true,
                         .map = true},
                        list.beside_filters(content));
}

}
