#include "rating/rating_parts.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "analytics/known.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::rating {
namespace {

/// Files of inspections carry their dates row by row: such a release has neither period nor one day of its
/// own.
std::string release_words(const std::string& title, const std::string& periods, Date known_from) {
    std::string words = title;
    if (!periods.empty()) words += ", " + periods;
    if (known_from != Date{}) words += ", known from " + known_from.display();
    return words;
}

using web::Html;

std::string number_or_dash(std::optional<double> value, const char* format) {
    return value ? fmt::format(fmt::runtime(format), *value) : std::string{"none"};
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
                                          {.heading = "Release"}},
                              .compact = true};
    for (const auto& c : p.contributions) {
        const auto& indicator = run.indicator(c);
        if (indicator.group != group) continue;
        const auto& source = run.source(c);
        const auto periods = source.first_period == source.last_period
                                 ? source.last_period
                                 : source.first_period + " to " + source.last_period;
        table.rows.push_back({indicator.title, value_text(indicator, c.value),
                              c.comparison ? value_text(indicator, *c.comparison) : std::string{"none"},
                              number_or_dash(c.n, "{:.0f}") + (c.n_stands_in ? " (stands in)" : ""),
                              number_or_dash(c.reliability, "{:.2f}"), fmt::format("{:.2f}", c.severity),
                              text(c.contribution), text(c.maximum),
                              release_words(source.title, periods, source.known_from)});
    }
    return table;
}

struct TrendCell {
    page_kit::TrendPoint point;
    bool has_value = false;
};

/// Half the width of a 95 % interval: percentages by the binomial, else by the spread between pupils; none
/// without n.
std::optional<double> half_width(const Indicator& indicator, double value, double n) {
    if (std::isnan(n) || n < 1) return std::nullopt;
    if (indicator.pupil_sd > 0) return 1.96 * indicator.pupil_sd / std::sqrt(n);
    if (indicator.unit != Unit::percent) return std::nullopt;
    const double share = std::clamp(value / 100, 0.0, 1.0);
    return 196 * std::sqrt(share * (1 - share) / n);
}

TrendCell trend_cell(const Run& run, const Indicator& indicator, const analytics::KnownPeriod& period,
                     std::span<const analytics::Ancestor> line) {
    const auto cell = analytics::known_value(run.view(), period, line);
    TrendCell found{{.period = std::string{period.period}}, static_cast<bool>(cell)};
    found.point.comparison = analytics::known_aggregate(*run.snapshot, indicator.measure, period.period,
                                                        "national-state-funded", run.as_at);
    if (!found.point.comparison)
        found.point.comparison = analytics::known_aggregate(*run.snapshot, indicator.measure, period.period,
                                                            "national", run.as_at);
    if (!cell) {
        found.point.missing_reason = std::string{analytics::missing_sentence(cell.missing)};
        return found;
    }
    found.point.value = cell.value;
    if (!std::isnan(cell.n)) found.point.n = std::lround(cell.n);
    if (const auto half = half_width(indicator, cell.value, cell.n)) {
        found.point.low = cell.value - *half;
        found.point.high = cell.value + *half;
    }
    return found;
}

}

Html contributions_html(const Run& run, const Proposal& p) {
    page_kit::ContributionBars bars{.id = "contributions",
                                    .title = p.score ? "What adds up to the score of " + text(*p.score)
                                                     : std::string{"What was found; too little for a score"},
                                    .total_label = p.score ? "Score" : ""};
    for (const auto& c : p.contributions)
        if (c.maximum > Points{})
            bars.bars.push_back({.label = run.indicator(c).title,
                                 .value = c.contribution.value(),
                                 .maximum = c.maximum.value(),
                                 .detail = reason(run, c)});
    Html html = page_kit::heading(2, "Where the level comes from") + page_kit::contribution_bars(bars) +
                page_kit::heading(2, "The evidence");
    for (std::size_t g = 0; g < group_count; ++g) {
        const auto table = table_of(run, p, static_cast<Group>(g));
        if (!table.rows.empty()) html += page_kit::data_table(table);
    }
    return html;
}

Html missing_html(const Run& run, const Proposal& p) {
    if (p.missing.empty()) return {};
    page_kit::DataTable table{
        .id = "missing",
        .caption = "Not counted, and why",
        .columns = {{.heading = "Indicator"}, {.heading = "Why"}, {.heading = "Weight", .numeric = true}},
        .compact = true};
    for (const auto& m : p.missing)
        table.rows.push_back({run.indicator(m).title, reason(run, m), text(run.indicator(m).weight)});
    return page_kit::details({.summary = fmt::format("{} indicators that are not counted", p.missing.size()),
                              .content = page_kit::data_table(table)});
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
            .comparison_words = "England",
            .decimals = indicator.decimals,
            .source = {.name = run.source(c).title, .published = run.source(c).known_from}};
        int values = 0;
        for (auto period = periods.rbegin(); period != periods.rend(); ++period) {
            auto cell = trend_cell(run, indicator, *period, line);
            values += cell.has_value ? 1 : 0;
            chart.points.push_back(std::move(cell.point));
        }
        if (values >= 2) charts += page_kit::trend_chart(chart);
    }
    return charts.empty() ? Html{} : page_kit::heading(2, "Over the years") + charts;
}

}
