// The map of proposed levels, for officers who may read every school's.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "feature_kit/frames.hpp"
#include "rating/handlers_pages.hpp"
#include "schools/school_map.hpp"

namespace tarn::rating {
namespace {

constexpr std::array<Level, 4> worst_first{Level::red, Level::amber, Level::green,
                                           Level::not_enough_evidence};

Level level_of(const Line& line) {
    return line.proposal ? line.proposal->level : Level::not_enough_evidence;
}

std::string_view tone_of(Level level) {
    return level == Level::not_enough_evidence ? "grey" : level_codes.code(level);
}

std::string detail_of(const Line& line) {
    return fmt::format("Proposed: {}. Decided: {}.", level_codes.title(level_of(line)),
                       line.decided ? level_codes.title(line.decided->level) : "no level");
}

Lines read_lines(Runs& runs, kit::Act& act) {
    act.record("levels.read", "authority:" + act.viewer.authority().text(), "map");
    return lines_of(act.db, act.viewer, runs, as_at_of(act));
}

/// How many schools have each level; on the map a worse level is a larger mark.
Html legend(const Lines& all) {
    Html items;
    for (const Level level : worst_first)
        items +=
            web::element("li", {},
                         level_html(level) +
                             Html::text(fmt::format(" {}", std::ranges::count(all.lines, level, level_of))));
    return web::element("ul",
                        {{"class", "govuk-list tarn-counts"}, {"aria-label", "Schools by proposed level"}},
                        items) +
           page_kit::paragraph("The worse the proposed level, the larger the mark.");
}

Html table(const Lines& all, kit::Act& act) {
    page_kit::DataTable table{.id = "on-the-map",
                              .caption = "The schools on the map, the worst first",
                              .columns = {{.heading = "School", .label = "School"},
                                          {.heading = "Proposed level", .label = "Proposed level"},
                                          {.heading = "Decided level", .label = "Decided level"}},
                              .cards = true};
    for (const Level level : worst_first)
        for (const Line& line : all.lines)
            if (level_of(line) == level)
                table.rows.push_back(
                    {page_kit::link_to(rating_href(line.school->urn, act, as_at_of(act)), line.school->name),
                     level_html(level),
                     level_html(line.decided ? std::optional{line.decided->level} : std::nullopt)});
    return page_kit::details({.summary = fmt::format("Table of {} schools", all.lines.size()),
                              .content = page_kit::data_table(std::move(table))});
}

std::string with_day(std::string path, kit::Act& act) {
    const Date as_at = as_at_of(act);
    return as_at == act.today() ? path : path + "?as_at=" + as_at.iso();
}

}

web::Response levels_geojson(Runs& runs, kit::Act& act) {
    const auto all = read_lines(runs, act);
    std::vector<const schools::School*> schools;
    for (const Line& line : all.lines) schools.push_back(line.school);
    schools::SchoolMap map{act.db, schools};
    // Later marks lie over earlier ones: the worst last.
    for (const Level level : {Level::not_enough_evidence, Level::green, Level::amber, Level::red})
        for (const Line& line : all.lines)
            if (level_of(line) == level)
                map.add(*line.school, rating_href(line.school->urn, act, as_at_of(act)), detail_of(line),
                        tone_of(level));
    web::Response response;
    response.content_type = schools::geojson_type;
    response.body = std::move(map).finished();
    return response;
}

web::Response levels_map_page(Runs& runs, kit::Act& act) {
    const auto all = read_lines(runs, act);
    const page_kit::Site nowhere, &site = act.frames ? act.frames->outside()->site() : nowhere;
    return kit::respond(
        act,
        {.title = "Map of levels",
         .caption = "As at " + as_at_of(act).display(),
         .back_href = with_day("/levels", act),
         .wide = true,
         .map = true},
        page_kit::inset_text({.content = "Confidential: for the authority's officers and the school."}) +
            legend(all) +
            page_kit::map({.label = "Schools by proposed level",
                           .geojson_href = with_day("/levels/map.geojson", act),
                           .tile_address = site.tile_address,
                           .tile_credit = site.tile_credit,
                           .list = table(all, act)}));
}

}
