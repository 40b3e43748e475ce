// The same list by place: points of schools over the imported outlines of the districts they lie in.
#include <fmt/format.h>
#include <set>

#include "feature_kit/act.hpp"
#include "feature_kit/frames.hpp"
#include "schools/authorities_rules.hpp"
#include "schools/schools_pages.hpp"

namespace tarn::schools {

namespace {

/// More points than this are not told apart by anyone, and cost a phone seconds.
constexpr std::size_t most_points = 3000;
constexpr const char* map_path = "/schools/map";

void add_json_text(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append({'\\', c});
        else if (byte < 0x20)
            out += fmt::format("\\u{:04x}", byte);
        else
            out += c;
    }
    out += '"';
}

/// Outlines to draw: districts that schools lie in; where a district has none any more, its authority's.
struct Wanted {
    std::set<std::string> districts;
    std::set<std::string> authorities;
};

Wanted wanted_boundaries(storage::Reader& db, const std::vector<const School*>& schools) {
    std::set<std::string> known;
    for (const storage::Row& row :
         db.query("SELECT code FROM boundary WHERE kind = 0 ORDER BY code COLLATE \"C\"")) {
        known.insert(row.string(0));
    }
    Wanted wanted;
    for (const School* school : schools) {
        const std::string code{school->district_code};
        if (known.contains(code))
            wanted.districts.insert(code);
        else if (const AuthorityEntry* entry = find_authority(school->authority)) {
            wanted.authorities.insert(std::string{entry->ons_code});
        }
    }
    return wanted;
}

void add_feature(std::string& out, std::string_view name, std::string_view href, std::string_view detail,
                 std::string_view geometry) {
    out += out.back() == '[' ? "" : ",\n";
    out += "{\"type\":\"Feature\",\"properties\":{\"name\":";
    add_json_text(out, name);
    if (!href.empty()) {
        out += ",\"tone\":\"blue\",\"href\":";
        add_json_text(out, href);
        out += ",\"detail\":";
        add_json_text(out, detail);
    } else {
        out += ",\"tone\":\"grey\"";
    }
    out += "},\"geometry\":";
    out += geometry;
    out += '}';
}

void add_boundaries(std::string& out, storage::Reader& db, const Wanted& wanted) {
    for (const storage::Row& row :
         db.query("SELECT code, kind, name, geometry FROM boundary ORDER BY kind, code COLLATE \"C\"")) {
        const auto& codes = row.integer(1) == 0 ? wanted.districts : wanted.authorities;
        if (codes.contains(row.string(0))) add_feature(out, row.text(2), {}, {}, row.text(3));
    }
}

}

web::Response map_geojson(const PageTools& tools, kit::Act& act) {
    const auto schools = tools.list.view(act, map_path).rows<School>();
    std::string out = "{\"type\":\"FeatureCollection\",\"features\":[";
    add_boundaries(out, act.db, wanted_boundaries(act.db, schools));
    std::size_t points = 0;
    for (const School* school : schools) {
        const auto at = coordinates(*school);
        if (!at || ++points > most_points) continue;
        add_feature(out, school->name, school_href(school->urn, as_at_of(act), act.today()),
                    one_line(*school),
                    fmt::format("{{\"type\":\"Point\",\"coordinates\":[{:.5f},{:.5f}]}}", at->longitude,
                                at->latitude));
    }
    out += "]}\n";
    web::Response response;
    response.content_type = "application/geo+json";
    response.body = std::move(out);
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
