// How a school's set of similar schools changed from year to year.
#include <fmt/format.h>

#include "analytics/similar.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "evidence/comparing/similar_years_store.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {
namespace {

// Shown years and one more, against which the first of them is held.
constexpr int years_shown = 4;

Html names(const schools::Register& schools, const std::vector<Urn>& urns) {
    if (urns.empty()) return Html::text("None");
    Html html;
    for (const Urn& urn : urns) {
        const auto* school = schools.latest(urn);
        if (&urn != &urns.front()) html += Html::text(", ");
        html += page_kit::link_to("/schools/" + urn.text(),
                                  school ? std::string{school->name} : "School " + urn.text());
    }
    return html;
}

void add_year(page_kit::DataTable& table, const schools::Register& schools, const YearChange& change,
              std::size_t count) {
    const std::string census = change.period.empty() ? "None published" : census_words(change.period);
    if (!change.known)
        table.rows.push_back({change.as_at.display(), census, "No similar schools could be found", "", ""});
    else if (!change.before)
        table.rows.push_back({change.as_at.display(), census, "The first set", "", ""});
    else
        table.rows.push_back({change.as_at.display(), census, fmt::format("{} of {}", change.stayed, count),
                              names(schools, change.joined), names(schools, change.left)});
}

web::Response years_page(const PageTools& tools, YearSets& sets, kit::Act& act) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = asked_school(*registers, act);
    if (!school) return kit::not_found(act, "There is no school with that URN.");
    const Date as_at = act.as_at();
    page_kit::DataTable table{.id = "years",
                              .caption = "Each year's similar schools, compared with the year before",
                              .columns = {{.heading = "Chosen on"},
                                          {.heading = "School census"},
                                          {.heading = "The same as a year before"},
                                          {.heading = "New"},
                                          {.heading = "No longer"}},
                              .compact = true};
    const auto days = firsts_of_september(as_at, years_shown + 1);
    for (std::size_t i = 0; i + 1 < days.size(); ++i)
        add_year(table, *registers,
                 change_of(*registers, school->urn,
                           *sets.of(act.db, *registers, days[i], analytics::similar_count),
                           *sets.of(act.db, *registers, days[i + 1], analytics::similar_count)),
                 analytics::similar_count);
    const Html content =
        page_kit::paragraph(
            fmt::format("We choose the {} most similar schools again each 1 September. If your position has "
                        "changed, check here whether the group has changed.",
                        analytics::similar_count)) +
        page_kit::data_table(table) +
        page_kit::paragraph(
            "A school that became an academy is counted as the same school. Names are today's.");
    return kit::respond(act,
                        {.title = "How the similar schools changed: " + std::string{school->name},
                         .caption = "Schools like this one",
                         .back_href = similar_href(school->urn),
                         .wide = true},
                        content);
}

}

std::string census_words(std::string_view period) {
    const auto day = Date::parse_iso(std::string{period} + "-01");
    if (!day) return std::string{period};
    const std::string words = day->display();  // "1 January 2025"
    return words.substr(words.find(' ') + 1);
}

void add_similar_years_routes(kit::Feature& given, const PageTools& tools) {
    const auto sets = std::make_shared<YearSets>();
    given.routes.push_back({web::Method::get, "/schools/{urn}/similar/years", access::Permission::signed_in,
                            false, "", [tools, sets](kit::Act& act) { return years_page(tools, *sets, act); },
                            "The years of the schools like a school"});
}

}
