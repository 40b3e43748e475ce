// Two schools side by side in their headlines, the other one found by its name.
#include <fmt/format.h>

#include "evidence/comparing/headlines_rules.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "feature_kit/act.hpp"
#include "schools/authority_name.hpp"

namespace tarn::evidence {
namespace {

constexpr std::size_t most_found = 20;

std::string place_words(storage::Reader& db, const schools::School& school) {
    return fmt::format("{}, {}, URN {}", analytics::phase_title(school.phase),
                       schools::authority_name(db, school.authority), school.urn.text());
}

Html box(const schools::School& school, const std::string& typed, Date as_at) {
    return page_kit::search_form(
        compare_href(school.urn),
        page_kit::input({.name = "with",
                         .label = {.content = "Compare with"},
                         .hint = {.content = "Name or URN of another school"},
                         .value = typed,
                         .classes = "govuk-input--width-20"}) +
            page_kit::hidden("as_at", as_at.iso()) +
            page_kit::button({.content = "Compare", .classes = "govuk-button--secondary"}));
}

/// The figure, with what chance leaves open, or why there is none.
Html figure_cell(const Measure& measure, const HeadlineFigure* figure) {
    if (!figure) return Html::text("Does not apply");
    if (!figure->cell) return Html::text(missing_word(figure->cell.missing));
    const auto open = analytics::interval_of(measure.chance, figure->cell.value, figure->n);
    page_kit::OpenFigure shown{
        .value = fmt::format("{}, {}", show(measure, figure->cell.value), period_words(figure->period))};
    if (open.limits) {
        shown.low = show(measure, open.limits->low);
        shown.high = show(measure, open.limits->high);
    } else {
        shown.why_none = no_interval_sentence(open.why);
    }
    return page_kit::open_figure(shown);
}

const HeadlineFigure* find(const std::vector<HeadlineFigure>& figures, const Headline& headline) {
    const auto at = std::ranges::find(figures, &headline, &HeadlineFigure::headline);
    return at == figures.end() ? nullptr : &*at;
}

Html side_by_side(const Picture& picture, const schools::School& one, const schools::School& other) {
    const auto figures = [&](const schools::School& school) {
        const auto index = picture.snapshot->find(school.urn);
        return index ? headline_figures(picture, *index) : std::vector<HeadlineFigure>{};
    };
    const auto here = figures(one), there = figures(other);
    const auto column = [](std::string_view heading) {
        return page_kit::Column{.heading = std::string{heading}, .label = std::string{heading}};
    };
    page_kit::DataTable table{.id = "side-by-side",
                              .caption = fmt::format("{} and {}", one.name, other.name),
                              .columns = {column("Measure"), column(one.name), column(other.name)},
                              .cards = true};
    std::vector<std::string> sources;
    for (const Headline& headline : headlines()) {
        const HeadlineFigure *a = find(here, headline), *b = find(there, headline);
        if (!(a && a->cell) && !(b && b->cell)) continue;
        table.rows.push_back(
            {headline.name, figure_cell(*headline.measure, a), figure_cell(*headline.measure, b)});
        for (const auto* figure : {a, b}) {
            if (!figure || !figure->cell) continue;
            const auto& series = picture.snapshot->series[figure->cell.series];
            auto name = fmt::format("{}, published {}", analytics::public_name(series.release_title),
                                    series.known_from.display());
            if (std::ranges::find(sources, name) == sources.end()) sources.push_back(std::move(name));
        }
    }
    table.empty_sentence = "No headline figure of either school is known on this day.";
    if (!sources.empty()) table.source_note = fmt::format("Sources: {}.", fmt::join(sources, "; "));
    return page_kit::data_table(std::move(table)) +
           page_kit::paragraph(
               page_kit::link_to(fmt::format("{}?with={}", similar_href(one.urn), other.urn.text()),
                                 "How alike these two schools are"));
}

/// The schools that the words may mean, without the school itself.
std::vector<const schools::School*> found_by(const schools::Register& schools, const schools::School& itself,
                                             const std::string& typed, Date as_at) {
    std::vector<const schools::School*> found;
    if (const auto urn = Urn::parse(typed)) {
        const auto* named = schools.find(*urn, as_at);
        if (!named) named = schools.latest(*urn);
        if (named && named->urn != itself.urn) found.push_back(named);
        return found;
    }
    for (const auto& match : schools.search(typed, {.as_at = as_at, .authority = {}, .limit = most_found}))
        if (match.school->urn != itself.urn) found.push_back(match.school);
    return found;
}

Html choices(kit::Act& act, const schools::School& school, const std::string& typed,
             const std::vector<const schools::School*>& found) {
    if (found.empty())
        return page_kit::empty_state({.title = "No other school is called \"" + typed + "\"",
                                      .content = "Try a part of the name, or the six digits of the URN."});
    std::vector<page_kit::Content> lines;
    for (const auto* each : found)
        lines.push_back(page_kit::link_to(fmt::format("{}?with={}&as_at={}", compare_href(school.urn),
                                                      each->urn.text(), act.as_at().iso()),
                                          each->name) +
                        Html::text(", " + place_words(act.db, *each)));
    return page_kit::heading(2, "Which school do you mean?") + page_kit::bullet_list(lines);
}

web::Response compare_page(const PageTools& tools, Pictures& pictures, kit::Act& act) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = asked_school(*registers, act);
    if (!school) return kit::not_found(act, "There is no school with that URN.");
    const Date as_at = act.as_at();
    const std::string typed{act.request.query_value("with").value_or("")};
    Html content = box(*school, typed, as_at);
    if (!typed.empty()) {
        const auto found = found_by(*registers, *school, typed, as_at);
        if (found.size() == 1) {
            const auto picture =
                pictures.of(tools.snapshots.current(act.db, as_at), as_at, analytics::similar_count);
            content += side_by_side(*picture, *school, *found.front());
        } else {
            content += choices(act, *school, typed, found);
        }
    }
    return kit::respond(act,
                        {.title = "Compare " + std::string{school->name},
                         .caption = "As known on " + as_at.display(),
                         .back_href = "/schools/" + school->urn.text()},
                        content);
}

}

void add_compare_routes(kit::Feature& given, const PageTools& tools,
                        const std::shared_ptr<Pictures>& pictures) {
    given.routes.push_back({web::Method::get, "/schools/{urn}/compare", access::Permission::signed_in, false,
                            "",
                            [tools, pictures](kit::Act& act) { return compare_page(tools, *pictures, act); },
                            "Two schools side by side"});
}

}
