// All published figures of a school: the headlines year by year as charts, and the newest of every measure.
#include <cmath>
#include <fmt/format.h>

#include "analytics/as_at.hpp"
#include "evidence/comparing/headlines_rules.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "feature_kit/act.hpp"
#include "schools/authority_name.hpp"

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

page_kit::TrendPoint point_of(const Measure& measure, const analytics::PublicPeriod& period,
                              const analytics::Cell& cell, const YearBeside& year) {
    page_kit::TrendPoint point{.period = short_period(period.period),
                               .beside = {year.similar, year.authority.value, year.england.value}};
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

/// The years of one definition, newest first; empty when the school has a figure in none of them.
std::vector<analytics::PublicPeriod> periods_of(const Picture& picture, const Measure& measure,
                                                std::span<const analytics::Ancestor> line) {
    std::vector<analytics::PublicPeriod> periods;
    for (const auto& period : analytics::known_periods(*picture.snapshot, measure.code, picture.as_at)) {
        if (periods.size() == years_drawn ||
            (!periods.empty() && !comparable(measure, period.period, periods.front().period)))
            break;
        if (periods.empty() && !analytics::value_as_at(*picture.snapshot, period, line)) continue;
        periods.push_back(period);
    }
    return periods;
}

/// "England", or where nobody published it "England: middle school of the phase".
std::string words_beside(std::string name, bool middle) {
    return name + (middle ? ": middle school of the phase" : "");
}

/// Year by year beside similar schools, the authority and England.
Html years_of(const Picture& picture, const Headline& headline, const std::string& authority,
              analytics::SchoolIndex index) {
    const Measure& measure = *headline.measure;
    const auto line = analytics::line_of(*picture.snapshot, index);
    const auto periods = periods_of(picture, measure, line);
    if (periods.empty()) return {};
    const auto beside = beside_each_year(picture, headline, index, periods);
    page_kit::TrendChart chart{
        .id = anchor_of(measure),
        .title = headline.name,
        .unit = std::string{unit_title(measure.unit)},
        .beside_words = {"Similar schools", words_beside(authority, beside.front().authority.middle),
                         words_beside("England", beside.front().england.middle)},
        .decimals = measure.decimals};
    for (std::size_t i = periods.size(); i-- > 0;)
        chart.points.push_back(point_of(
            measure, periods[i], analytics::value_as_at(*picture.snapshot, periods[i], line), beside[i]));
    const auto& newest =
        picture.snapshot->series[analytics::value_as_at(*picture.snapshot, periods.front(), line).series];
    chart.source = {.name = std::string{analytics::public_name(newest.release_title)},
                    .published = newest.known_from};
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

web::Response figures_page(const PageTools& tools, Pictures& pictures, kit::Act& act) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = asked_school(*registers, act);
    if (!school) return kit::not_found(act, "There is no school with that URN.");
    const Date as_at = act.as_at();
    const auto snapshot = tools.snapshots.current(act.db, act.today());
    const auto picture = pictures.of(snapshot, as_at, analytics::similar_count);
    const auto authority = schools::authority_name(act.db, school->authority);
    Html charts;
    const auto index = snapshot->find(school->urn);
    for (const Headline& headline : headlines())
        if (index && is_for(headline, school->phase))
            charts += years_of(*picture, headline, authority, *index);
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

void add_figures_routes(kit::Feature& given, const PageTools& tools,
                        const std::shared_ptr<Pictures>& pictures) {
    given.routes.push_back({web::Method::get, "/schools/{urn}/figures", access::Permission::signed_in, false,
                            "",
                            [tools, pictures](kit::Act& act) { return figures_page(tools, *pictures, act); },
                            "All published figures of a school"});
}

}
