// All published figures of a school: the headlines year by year as charts, and the newest of every measure.
#include <cmath>
#include <fmt/format.h>

#include "analytics/as_at.hpp"
#include "evidence/comparing/headlines_rules.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {
namespace {

constexpr std::size_t years_drawn = 8;

/// The newest period for which a public file has a figure of the school. Empty when there is none.
struct Newest {
    std::string_view period;
    analytics::Cell cell;
};
std::optional<Newest> newest_of(const analytics::Snapshot& snapshot, std::string_view measure,
                                analytics::SchoolIndex school, Date as_at) {
    const analytics::Ancestor itself{school, as_at + 1, true};
    for (const analytics::PublicPeriod& period : analytics::known_periods(snapshot, measure, as_at)) {
        const analytics::Cell cell = analytics::value_as_at(snapshot, period, std::span{&itself, 1});
        if (cell.missing != analytics::Missing::not_in_release) return Newest{period.period, cell};
    }
    return std::nullopt;
}

/// A year for which nobody works the measure out is no matter of the school's.
std::string why_missing(const Measure& measure, std::string_view period, analytics::Missing missing) {
    if (const auto* gap = measure.calendar.gap(period)) return "Not published for this year. " + gap->because;
    return std::string{analytics::missing_sentence(missing)};
}

Html chance_sentence(const Measure& measure, const analytics::Cell& cell) {
    return web::element("span", {{"class", "tarn-sentence"}},
                        Html::text(chance_words(measure, cell.value, cell.n)));
}

Html newest_figures(const analytics::Snapshot& snapshot, std::optional<analytics::SchoolIndex> index,
                    Date as_at) {
    const auto column = [](std::string heading, bool numeric = false) {
        return page_kit::Column{.heading = heading, .numeric = numeric, .label = heading};
    };
    page_kit::DataTable table{.id = "published",
                              .caption = "Newest published figures",
                              .columns = {column("Measure"), column("Value", true), column("Likely range"),
                                          column("Period"), column("Source")},
                              .empty_sentence = "No published figure about this school is known on this day.",
                              .compact = true,
                              .cards = true};
    for (const Measure& measure : measures()) {
        if (!index || !measure.in_snapshot) continue;
        const auto newest = newest_of(snapshot, measure.code, *index, as_at);
        if (!newest) continue;
        const analytics::Series& series = snapshot.series[newest->cell.series];
        table.rows.push_back({page_kit::link_to(measure_href(measure.code), measure.name),
                              newest->cell ? show(measure, newest->cell.value)
                                           : why_missing(measure, newest->period, newest->cell.missing),
                              newest->cell ? chance_sentence(measure, newest->cell) : Html{},
                              period_words(newest->period),
                              fmt::format("{}, published {}", analytics::public_name(series.release_title),
                                          series.known_from.display())});
    }
    return page_kit::data_table(std::move(table));
}

page_kit::TrendPoint point_of(const analytics::Snapshot& snapshot, const Measure& measure,
                              const analytics::PublicPeriod& period, const analytics::Cell& cell,
                              Date as_at) {
    page_kit::TrendPoint point{.period = short_period(period.period)};
    point.comparison = published_of_england(snapshot, measure, period.period, as_at);
    if (!cell) {
        point.missing_reason = why_missing(measure, period.period, cell.missing);
        return point;
    }
    point.value = cell.value;
    if (!std::isnan(cell.n)) point.n = std::lround(cell.n);
    const auto open = analytics::interval_of(measure.chance, cell.value, cell.n);
    if (open.limits) {
        point.low = open.limits->low;
        point.high = open.limits->high;
    } else {
        point.no_interval = analytics::no_interval_sentence(open.why);
    }
    return point;
}

/// The years of one definition, oldest first; empty when the school has a figure in none of them.
Html years_of(const analytics::Snapshot& snapshot, const Headline& headline, analytics::SchoolIndex school,
              Date as_at) {
    const Measure& measure = *headline.measure;
    page_kit::TrendChart chart{.id = anchor_of(measure),
                               .title = headline.name,
                               .unit = std::string{unit_title(measure.unit)},
                               .comparison_words = "England",
                               .decimals = measure.decimals};
    const auto line = analytics::line_of(snapshot, school);
    const analytics::Series* newest = nullptr;
    std::string_view last;
    for (const auto& period : analytics::known_periods(snapshot, measure.code, as_at)) {
        if (chart.points.size() == years_drawn || (newest && !comparable(measure, period.period, last)))
            break;
        const auto cell = analytics::value_as_at(snapshot, period, line);
        if (!newest && !cell) continue;
        if (!newest) {
            newest = &snapshot.series[cell.series];
            last = period.period;
        }
        chart.points.insert(chart.points.begin(), point_of(snapshot, measure, period, cell, as_at));
    }
    if (!newest) return {};
    chart.source = {.name = std::string{analytics::public_name(newest->release_title)},
                    .published = newest->known_from};
    return page_kit::trend_chart(chart);
}

Html funnel_links(const kit::Act& act, analytics::Phase phase) {
    if (!act.viewer.may(access::Permission::levels_authority)) return {};
    std::vector<page_kit::Content> links;
    for (const Headline& headline : headlines())
        if (is_for(headline, phase) && (headline.measure->chance.sampling == analytics::Sampling::share ||
                                        headline.measure->chance.sampling == analytics::Sampling::mean))
            links.push_back(
                page_kit::link_to(fmt::format("{}/funnel?phase={}", measure_href(headline.measure->code),
                                              analytics::phase_code(phase)),
                                  headline.name));
    return page_kit::heading(2, "Which schools stand out in a measure") + page_kit::bullet_list(links);
}

}

web::Response figures_page(const PageTools& tools, kit::Act& act) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = asked_school(*registers, act);
    if (!school) return kit::not_found(act, "There is no school with that URN.");
    const Date as_at = act.as_at();
    const auto snapshot = tools.snapshots.current(act.db, act.today());
    Html charts;
    const auto index = snapshot->find(school->urn);
    for (const Headline& headline : headlines())
        if (index && is_for(headline, school->phase)) charts += years_of(*snapshot, headline, *index, as_at);
    Html content = charts.empty() ? Html{} : page_kit::heading(2, "Year by year") + charts;
    content += page_kit::heading(2, "Every measure") + newest_figures(*snapshot, index, as_at) +
               funnel_links(act, school->phase);
    return kit::respond(act,
                        {.title = "All published figures",
                         .caption = fmt::format("{}, as known on {}", school->name, as_at.display()),
                         .back_href = "/schools/" + school->urn.text()},
                        content);
}

}
