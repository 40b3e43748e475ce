// The middle of a school's page: each headline as one line of a table, published facts that are the same for
// everybody; and the box from which two schools are put side by side.
#include <fmt/format.h>

#include "evidence/comparing/headlines_rules.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "schools/authority_name.hpp"

namespace tarn::evidence {
namespace {

using analytics::Missing;

/// Figures of a school's first year are out by then.
constexpr int days_without_figures = 730;

std::string wider_words(const Measure& measure, const Wider& wider) {
    if (!wider.value) return "None";
    return show(measure, *wider.value) + (wider.middle ? "*" : "");
}

/// The line, told as "Between 51% and 66% in the five years to 2018/19".
Html years_cell(const HeadlineFigure& figure) {
    const Measure& measure = *figure.headline->measure;
    std::vector<double> known;
    for (const auto& value : figure.years)
        if (value) known.push_back(*value);
    if (known.empty()) return {};
    if (known.size() == 1) return Html::text("One year only");
    const auto [low, high] = std::ranges::minmax(known);
    return page_kit::sparkline({figure.years.begin(), figure.years.end()},
                               fmt::format("Between {} and {} in the five years to {}", show(measure, low),
                                           show(measure, high), period_words(figure.period)));
}

std::string change_cell(const HeadlineFigure& figure) {
    if (!figure.change) return "Not known";
    const std::string words = change_words(*figure.headline->measure, *figure.change);
    return figure.changed_since.empty() ? words : words + " since " + short_period(figure.changed_since);
}

std::string pupils_cell(const HeadlineFigure& figure) {
    if (!figure.cell || std::isnan(figure.n)) return {};
    return (figure.n_stands_in ? "about " : "") + page_kit::with_thousands(std::lround(figure.n));
}

/// The word, or why there is none.
Html beside_cell(const HeadlineFigure& figure) {
    if (!figure.headline->judged) return {};
    if (!figure.similar) return Html::text("No similar schools");
    const bool stands_out = figure.beside == Beside::well_below || figure.beside == Beside::well_above;
    if (stands_out) return web::element("strong", {}, Html::text(beside_words(figure.beside)));
    if (figure.beside != Beside::not_judged) return Html::text(beside_words(figure.beside));
    return Html::text(figure.headline->measure->chance.sampling == analytics::Sampling::unknown
                          ? "Chance not known"
                          : "Pupils not given");
}

/// The page of figures as on the day that is shown.
std::string figures_of(const schools::PanelView& view) {
    const std::string href = figures_href(view.school.urn);
    return view.as_at == view.today ? href : href + "?as_at=" + view.as_at.iso();
}

std::vector<page_kit::Content> row_of(const HeadlineFigure& figure, const std::string& years) {
    const Measure& measure = *figure.headline->measure;
    std::vector<page_kit::Content> row;
    row.emplace_back(page_kit::link_to(years + "#" + anchor_of(measure), figure.headline->name));
    row.emplace_back(figure.cell ? web::element("strong", {}, Html::text(show(measure, figure.cell.value)))
                                 : Html::text(missing_word(figure.cell.missing)));
    row.emplace_back(figure.similar ? show(measure, *figure.similar) : std::string{"None"});
    row.emplace_back(wider_words(measure, figure.authority));
    row.emplace_back(wider_words(measure, figure.england));
    row.emplace_back(years_cell(figure));
    row.emplace_back(figure.cell ? change_cell(figure) : std::string{});
    row.emplace_back(figure.cell ? beside_cell(figure) : Html{});
    row.emplace_back(pupils_cell(figure));
    row.emplace_back(short_period(figure.period));
    return row;
}

/// "No file gives: Overall absence; Suspensions.": the lines without a figure in any file.
std::string unlisted_words(const std::vector<HeadlineFigure>& figures) {
    std::string words;
    for (const HeadlineFigure& figure : figures)
        if (figure.cell.missing == Missing::not_in_release || figure.cell.missing == Missing::no_release)
            words += (words.empty() ? "No file gives: " : "; ") + figure.headline->name;
    return words.empty() ? words : words + ".";
}

/// "Key stage 2 results, published 13 December 2018; School census, published 1 June 2019."
std::string sources_of(const analytics::Snapshot& snapshot, const std::vector<HeadlineFigure>& figures) {
    std::vector<std::string> names;
    for (const HeadlineFigure& figure : figures) {
        if (!figure.cell) continue;
        const auto& series = snapshot.series[figure.cell.series];
        const auto name = fmt::format("{}, published {}", analytics::public_name(series.release_title),
                                      series.known_from.display());
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    return names.empty() ? "" : fmt::format("Sources: {}.", fmt::join(names, "; "));
}

Html how_to_read() {
    return page_kit::details(
        {.summary = "How to read this",
         .content =
             page_kit::paragraph("Similar schools: the middle one of the 30 schools in England most like "
                                 "this one. Results played no part in the choice.") +
             page_kit::paragraph("Well below or well above: further from the middle than most similar "
                                 "schools, and by more than chance explains.") +
             page_kit::paragraph("Like: the difference is small, or could be chance.") +
             page_kit::paragraph("Change: since the year before, where no other is named.") +
             page_kit::paragraph("Pupils: \"about\" means the roll, where the file counts nobody. * The "
                                 "middle school of the phase, where no "
                                 "total is published.")});
}

Html compare_box(const schools::PanelView& view) {
    return page_kit::search_form(
        compare_href(view.school.urn),
        page_kit::input({.name = "with",
                         .label = {.content = "Compare with another school: name or URN"},
                         .classes = "govuk-input--width-20"}) +
            (view.as_at == view.today ? Html{} : page_kit::hidden("as_at", view.as_at.iso())) +
            page_kit::button({.content = "Compare", .classes = "govuk-button--secondary"}));
}

/// What leads further, side by side where there is room.
Html ways_on(const schools::PanelView& view) {
    return web::element(
        "div", {{"class", "tarn-ways"}},
        page_kit::bullet_list({page_kit::link_to(figures_of(view), "All published figures, year by year"),
                               page_kit::link_to(similar_href(view.school.urn), "Schools like this one")}) +
            compare_box(view));
}

page_kit::DataTable table_of(const schools::PanelView& view) {
    const auto column = [](std::string heading, bool numeric = false) {
        return page_kit::Column{.heading = heading, .numeric = numeric, .label = heading};
    };
    return {.id = "headlines",
            .caption = "Newest figures",
            .columns = {column("Measure"), column("This school", true), column("Similar schools", true),
                        column(schools::authority_name(view.db, view.school.authority), true),
                        column("England", true), column("Five years"), column("Change", true),
                        page_kit::Column{.heading = "Beside similar schools", .label = "Beside similar"},
                        column("Pupils", true), column("Period")},
            .compact = true,
            .cards = true};
}

}

std::string period_words(std::string_view period) {
    return period.size() == 7 && period[4] == '-' ? census_words(period) : std::string{period};
}

std::string short_period(std::string_view period) {
    const std::string words = period_words(period);
    const auto year = words.find(' ');
    return year == std::string::npos ? words : words.substr(0, 3) + words.substr(year);
}

std::string anchor_of(const Measure& measure) {
    std::string anchor = measure.code;
    std::ranges::replace(anchor, '.', '-');
    return anchor;
}

std::string figures_href(Urn urn) {
    return "/schools/" + urn.text() + "/figures";
}

std::string compare_href(Urn urn) {
    return "/schools/" + urn.text() + "/compare";
}

Html headlines_panel(const PageTools& tools, Pictures& pictures, const schools::PanelView& view) {
    const auto picture =
        pictures.of(tools.snapshots.current(view.db, view.as_at), view.as_at, analytics::similar_count);
    const auto index = picture->snapshot->find(view.school.urn);
    const auto figures = index ? headline_figures(*picture, *index) : std::vector<HeadlineFigure>{};
    page_kit::DataTable table = table_of(view);
    table.empty_sentence = "No published figure about this school is known on this day.";
    if (view.school.opened && *view.school.opened + days_without_figures > view.as_at)
        table.empty_sentence += " It opened on " + view.school.opened->display() + ".";
    for (const HeadlineFigure& figure : figures)
        if (figure.cell.missing != Missing::not_in_release && figure.cell.missing != Missing::no_release)
            table.rows.push_back(row_of(figure, figures_of(view)));
    table.source_note = sources_of(*picture->snapshot, figures);
    const std::string unlisted = table.rows.empty() ? "" : unlisted_words(figures);
    return page_kit::data_table(std::move(table)) +
           (unlisted.empty() ? Html{} : page_kit::paragraph(unlisted)) + how_to_read() + ways_on(view);
}

}
