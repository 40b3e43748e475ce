#include "rating/rating_parts_pages.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "analytics/as_at.hpp"
#include "evidence/evidence.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "rating/formatting_rules.hpp"

namespace tarn::rating {
namespace {

using web::Html;

constexpr double no_pupils = std::numeric_limits<double>::quiet_NaN();

std::string number_or_dash(std::optional<double> value, const char* format) {
    return value ? fmt::format(fmt::runtime(format), *value) : std::string{"none"};
}

std::string pupils_cell(const Contribution& c) {
    std::string text = number_or_dash(c.n, "{:.0f}");
    if (c.n && c.years > 1) text += fmt::format(" in {} years", c.years);
    return text + (c.n_stands_in ? " (stands in)" : "");
}

/// Inspections, facts and notes are no figures of pupils: they have neither an interval nor a reason for
/// none.
page_kit::OpenFigure figure_of(const Run& run, const Contribution& c) {
    const auto& indicator = run.indicator(c);
    page_kit::OpenFigure figure{.value = value_text(indicator, c.value)};
    if (const auto open = interval(run, c)) {
        figure.low = limit_text(indicator, open->low);
        figure.high = limit_text(indicator, open->high);
    } else if (const auto* measure = evidence::find_measure(indicator.measure)) {
        figure.why_none =
            analytics::no_interval_sentence(analytics::interval_of(measure->chance, c.value, no_pupils).why);
    }
    return figure;
}

page_kit::DataTable table_of(const Run& run, const Proposal& p, Group group) {
    page_kit::DataTable table{.id = "evidence-" + std::string{group_code(group)},
                              .caption = std::string{group_title(group)},
                              .columns = {{.heading = "Indicator"},
                                          {.heading = "Value", .numeric = true},
                                          {.heading = "Compared with", .numeric = true},
                                          {.heading = "Pupils (n)", .numeric = true},
                                          {.heading = "Reliability", .numeric = true},
                                          {.heading = "Severity", .numeric = true},
                                          {.heading = "Adds", .numeric = true},
                                          {.heading = "At most", .numeric = true},
                                          {.heading = "Source"}},
                              .compact = true};
    for (const auto& c : p.contributions) {
        const auto& indicator = run.indicator(c);
        if (indicator.group != group) continue;
        table.rows.push_back({indicator.title, page_kit::open_figure(figure_of(run, c)),
                              c.comparison ? value_text(indicator, *c.comparison) : std::string{"none"},
                              pupils_cell(c), number_or_dash(c.reliability, "{:.2f}"),
                              fmt::format("{:.2f}", c.severity), text(c.contribution), text(c.maximum),
                              source_words(run.source(c))});
    }
    return table;
}

struct TrendCell {
    page_kit::TrendPoint point;
    bool has_value = false;
};

TrendCell trend_cell(const Run& run, const Indicator& indicator, const analytics::PublicPeriod& period,
                     std::span<const analytics::Ancestor> line) {
    const auto cell = analytics::value_as_at(run.view(), period, line);
    TrendCell found{{.period = std::string{period.period}}, static_cast<bool>(cell)};
    auto england = analytics::known_aggregate(*run.snapshot, indicator.measure, period.period,
                                              "national-state-funded", run.as_at);
    if (!england)
        england = analytics::known_aggregate(*run.snapshot, indicator.measure, period.period, "national",
                                             run.as_at);
    found.point.beside = {england};
    if (!cell) {
        found.point.missing_reason = std::string{analytics::missing_sentence(cell.missing)};
        return found;
    }
    found.point.value = cell.value;
    if (!std::isnan(cell.n)) found.point.n = std::lround(cell.n);
    const auto* measure = evidence::find_measure(indicator.measure);
    const auto open = measure ? analytics::interval_of(measure->chance, cell.value, cell.n)
                              : interval_around(indicator, cell.value, cell.n);
    if (open.limits) {
        found.point.low = open.limits->low;
        found.point.high = open.limits->high;
    } else {
        found.point.no_interval = analytics::no_interval_sentence(open.why);
    }
    return found;
}

/// Where no year has an interval, the reason of the newest value; empty where one has.
std::string why_no_intervals(const std::vector<page_kit::TrendPoint>& points) {
    std::string why;
    for (const auto& point : points) {
        if (point.low) return {};
        if (!point.no_interval.empty()) why = point.no_interval;
    }
    if (!why.empty()) why[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(why[0])));
    return why;
}

}

Html contributions_html(const Run& run, const Proposal& p) {
    page_kit::ContributionBars bars{
        .id = "contributions",
        .title = p.score ? "What makes up the score of " + text(*p.score)
                         : std::string{"What was found, which is too little for a score"},
        .total_label = p.score ? "Score" : ""};
    for (const auto& c : p.contributions)
        if (c.maximum > Points{})
            bars.bars.push_back({.label = run.indicator(c).title,
                                 .value = c.contribution.value(),
                                 .maximum = c.maximum.value(),
                                 .detail = reason(run, c)});
    std::vector<page_kit::Content> without_points;
    for (const auto& c : p.contributions)
        if (c.maximum == Points{})
            without_points.emplace_back(run.indicator(c).title + ": " + reason(run, c));
    Html html = page_kit::heading(2, "Where the level comes from") + page_kit::contribution_bars(bars);
    if (!without_points.empty())
        html += page_kit::heading(3, "Shown, without points") + page_kit::bullet_list(without_points);
    html += page_kit::heading(2, "The evidence");
    for (std::size_t g = 0; g < group_count; ++g) {
        const auto table = table_of(run, p, static_cast<Group>(g));
        if (!table.rows.empty()) html += page_kit::data_table(table);
    }
    return html + page_kit::about_intervals();
}

Html missing_html(const Run& run, const Proposal& p) {
    page_kit::DataTable table{
        .id = "missing",
        .caption = "Not counted, and why",
        .columns = {{.heading = "Indicator"}, {.heading = "Why"}, {.heading = "Weight", .numeric = true}},
        .compact = true};
    page_kit::DataTable beside{.id = "does-not-apply",
                               .caption = "Does not apply, and why",
                               .columns = {{.heading = "Indicator"}, {.heading = "Why"}},
                               .compact = true};
    for (const auto& m : p.missing)
        if (m.applies)
            table.rows.push_back({run.indicator(m).title, reason(run, m), text(run.indicator(m).weight)});
        else
            beside.rows.push_back({run.indicator(m).title, reason(run, m)});
    Html html;
    if (const auto count = table.rows.size(); count > 0)
        html = page_kit::details({.summary = fmt::format("{} indicators that are not counted", count),
                                  .content = page_kit::data_table(table)});
    if (const auto count = beside.rows.size(); count > 0)
        html += page_kit::details(
            {.summary = fmt::format("{} indicators that do not apply to this school", count),
             .content = page_kit::paragraph("Nothing is missing here, and the coverage leaves them out.") +
                        page_kit::data_table(beside)});
    return html;
}

Html trends_html(const Run& run, const Proposal& p) {
    const auto line = analytics::line_of(*run.snapshot, p.school);
    std::vector<std::string> drawn;
    Html charts;
    for (const auto& c : p.contributions) {
        const auto& indicator = run.indicator(c);
        if (indicator.measure.empty() ||
            std::find(drawn.begin(), drawn.end(), indicator.measure) != drawn.end())
            continue;
        auto periods = analytics::known_periods(run.view(), indicator.measure, run.as_at,
                                                indicator.comparable_from, indicator.year_ends_month);
        if (periods.size() < 2) continue;
        drawn.push_back(indicator.measure);
        page_kit::TrendChart chart{
            .id = "trend-" + indicator.code,
            .title = indicator.title,
            .beside_words = {"England"},
            .decimals = indicator.decimals,
            .source = {.name = without_files(run.source(c).title), .published = run.source(c).known_from}};
        int values = 0;
        for (auto period = periods.rbegin(); period != periods.rend(); ++period) {
            auto cell = trend_cell(run, indicator, *period, line);
            values += cell.has_value ? 1 : 0;
            chart.points.push_back(std::move(cell.point));
        }
        if (values < 2) continue;
        chart.source.note = why_no_intervals(chart.points);
        charts += page_kit::trend_chart(chart);
    }
    return charts.empty() ? Html{} : page_kit::heading(2, "Over the years") + charts;
}

}
