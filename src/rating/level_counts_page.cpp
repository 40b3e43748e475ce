// How many schools have each level, by area, for those who may not know any school's.
#include "feature_kit/act.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/level_counts_store.hpp"

namespace tarn::rating {

web::Response level_counts_page(Runs& runs, kit::Act& act) {
    const auto as_at = as_at_of(act);
    const bool exact = act.viewer.may(access::Permission::levels_authority);
    page_kit::DataTable table{
        .id = "levels",
        .caption = "Schools by the level that the challenge board has decided",
        .columns = {{.heading = "Area"},
                    {.heading = "Schools", .numeric = true},
                    {.heading = "Red", .numeric = true},
                    {.heading = "Amber", .numeric = true},
                    {.heading = "Green", .numeric = true},
                    {.heading = "None decided", .numeric = true}},
        .empty_sentence = "There is nothing we can show without identifying a school.",
        .source_note =
            exact ? "Levels in force on the day. These are exact numbers, for officers only: do not publish "
                    "them."
                  : "Levels in force on the day. Numbers are rounded to the nearest 5. Numbers below 5 are "
                    "not shown, and nor is a row from which one could be worked out."};
    for (const AreaCounts& area : area_counts(act.db, act.viewer, runs, as_at)) {
        std::vector<page_kit::Content> cells{area.name, page_kit::with_thousands(area.schools)};
        for (std::size_t i = 0; i < counted_levels; ++i)
            cells.emplace_back(area.exact    ? page_kit::with_thousands((*area.exact)[i])
                               : area.levels ? rounded_words((*area.levels)[i])
                                             : std::string{"too few schools"});
        table.rows.push_back(std::move(cells));
    }
    if (exact) act.record("area.levels.read", "areas");
    Html content = page_kit::paragraph(
        exact ? "Only the school and the authority's officers know a school's level. Scrutiny members see "
                "this page with rounded numbers."
              : "Only the school and the authority's officers know a school's level. This page shows how "
                "many schools have each level, so nobody can tell which.");
    content += page_kit::search_form(
        "/areas/levels",
        as_at_field(as_at) + page_kit::button({.content = "Show", .classes = "govuk-button--secondary"}));
    content += page_kit::data_table(table);
    return kit::respond(act,
                        {.title = "Levels by area",
                         .caption = "As at " + as_at.display(),
                         .back_href = "/areas",
                         .wide = true},
                        std::move(content));
}

}
