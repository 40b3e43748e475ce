#include <algorithm>
#include <limits>

#include "platform/page_kit/chart_frame.hpp"

namespace tarn::page_kit {
namespace {

/// Every number that is drawn at a point.
std::vector<double> values_of(const TrendPoint& point) {
    std::vector<double> values;
    for (const auto& value : {point.value, point.low, point.high})
        if (value) values.push_back(*value);
    for (const auto& value : point.beside)
        if (value) values.push_back(*value);
    return values;
}

std::optional<double> beside(const TrendPoint& point, std::size_t line) {
    return line < point.beside.size() ? point.beside[line] : std::nullopt;
}

/// Each line to compare with has dashes, a mark and a colour of its own: colour alone tells nobody.
Html mark_beside(std::size_t line, double x, double y) {
    constexpr double half = 5;
    if (line == 0) return svg_circle("tarn-chart__beside-mark-0", x, y, half);
    if (line == 1) return svg_rect("tarn-chart__beside-mark-1", x - half, y - half, 2 * half, 2 * half);
    return svg_path("tarn-chart__beside-mark-2",
                    {{x, y - half - 1}, {x + half + 1, y + half}, {x - half - 1, y + half}}, true);
}
/// The lines to compare with that have a value at all.
std::vector<std::size_t> lines_beside(const TrendChart& p) {
    std::vector<std::size_t> lines;
    for (std::size_t line = 0; line < p.beside_words.size(); ++line)
        if (std::ranges::any_of(p.points,
                                [&](const TrendPoint& point) { return beside(point, line).has_value(); }))
            lines.push_back(line);
    return lines;
}
std::string line_class(std::size_t line) {
    return "tarn-chart__beside-" + std::to_string(std::min<std::size_t>(line, 2));
}

struct TrendDrawing {
    const TrendChart& params;
    Plot plot;
    Scale y;
    std::vector<double> marks;

    explicit TrendDrawing(const TrendChart& given) : params(given) {
        double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest();
        for (const TrendPoint& point : params.points)
            for (const auto& value : values_of(point)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        if (low > high) low = high = 0;
        marks = ticks(low, high, 4);
        y = {marks.front(), marks.back(), plot.bottom, plot.top};
    }

    double x(std::size_t index) const {
        const double step = (plot.right - plot.left) / static_cast<double>(params.points.size());
        return plot.left + step * (static_cast<double>(index) + 0.5);
    }

    /// Runs of neighbouring points that have what is asked for: a gap in the figures is a gap in the line.
    template <class Has, class Draw>
    Html runs(const Has& has, const Draw& draw) const {
        Html all;
        std::vector<std::size_t> run;
        for (std::size_t i = 0; i <= params.points.size(); ++i) {
            if (i < params.points.size() && has(params.points[i])) {
                run.push_back(i);
                continue;
            }
            if (run.size() > 1) all += draw(run);
            run.clear();
        }
        return all;
    }

    Html band() const {
        return runs([](const TrendPoint& point) { return point.low && point.high; },
                    [&](const std::vector<std::size_t>& run) {
                        std::vector<std::pair<double, double>> outline;
                        for (const std::size_t i : run)
                            outline.emplace_back(x(i), y.at(*params.points[i].high));
                        for (auto i = run.rbegin(); i != run.rend(); ++i)
                            outline.emplace_back(x(*i), y.at(*params.points[*i].low));
                        return svg_path("tarn-chart__band", outline, true);
                    });
    }

    template <class Value>
    Html line(std::string_view css_class, const Value& value) const {
        return runs([&](const TrendPoint& point) { return value(point).has_value(); },
                    [&](const std::vector<std::size_t>& run) {
                        std::vector<std::pair<double, double>> path;
                        for (const std::size_t i : run)
                            path.emplace_back(x(i), y.at(*value(params.points[i])));
                        return svg_path(css_class, path, false);
                    });
    }

    Html marks_of(std::size_t i) const {
        const TrendPoint& point = params.points[i];
        Html out;
        if (point.low && point.high)
            out += svg_line("tarn-chart__whisker", x(i), y.at(*point.low), x(i), y.at(*point.high));
        for (const std::size_t line : lines_beside(params))
            if (const auto value = beside(point, line)) out += mark_beside(line, x(i), y.at(*value));
        if (point.value) out += svg_circle("tarn-chart__point", x(i), y.at(*point.value), 6);
        // On a phone every second period is left out, counting from the newest.
        const bool spare = params.points.size() > 3 && (params.points.size() - 1 - i) % 2 == 1;
        return out + svg_text(x(i), plot.bottom + 30, Anchor::middle, point.period,
                              spare ? "tarn-chart__quiet tarn-chart__spare" : "tarn-chart__quiet");
    }

    Html draw() const {
        Html all = value_axis(plot, y, marks) + band();
        for (const std::size_t each : lines_beside(params))
            all += line(line_class(each), [each](const TrendPoint& point) { return beside(point, each); });
        all += line("tarn-chart__line", [](const TrendPoint& point) { return point.value; });
        for (std::size_t i = 0; i < params.points.size(); ++i) all += marks_of(i);
        return all;
    }
};

bool any(const TrendChart& p, std::optional<double> TrendPoint::*member) {
    return std::any_of(p.points.begin(), p.points.end(),
                       [&](const TrendPoint& point) { return (point.*member).has_value(); });
}

std::string description(const TrendChart& p) {
    const TrendPoint *first = nullptr, *last = nullptr;
    for (const TrendPoint& point : p.points) {
        if (!point.value) continue;
        if (!first) first = &point;
        last = &point;
    }
    if (!first) return "No value in any period.";
    const std::string unit = p.unit.empty() ? "" : " " + p.unit;
    if (first == last) return number(*first->value, p.decimals) + unit + " in " + first->period + ".";
    return "From " + number(*first->value, p.decimals) + unit + " in " + first->period + " to " +
           number(*last->value, p.decimals) + unit + " in " + last->period + ".";
}

Html key(const TrendChart& p) {
    Html items = key_item(
        svg_line("tarn-chart__line", 0, 7, 28, 7) + svg_circle("tarn-chart__point", 14, 7, 5), p.value_words);
    if (any(p, &TrendPoint::low))
        items += key_item(
            svg_rect("tarn-chart__band", 0, 1, 28, 12) + svg_line("tarn-chart__whisker", 14, 1, 14, 13),
            p.interval_words);
    for (const std::size_t line : lines_beside(p))
        items += key_item(svg_line(line_class(line), 0, 7, 28, 7) + mark_beside(line, 14, 7),
                          p.beside_words[line]);
    return items;
}

Table figures(const TrendChart& p) {
    const bool reasons = std::any_of(p.points.begin(), p.points.end(),
                                     [](const TrendPoint& point) { return !point.no_interval.empty(); });
    const bool intervals = reasons || any(p, &TrendPoint::low);
    const bool counts = std::any_of(p.points.begin(), p.points.end(),
                                    [](const TrendPoint& point) { return point.n.has_value(); });
    const std::string value_heading = p.unit.empty() ? p.value_words : p.value_words + " (" + p.unit + ")";
    Table out{.head = {{.content = "Period"}, {.content = value_heading, .format = "numeric"}},
              .first_cell_is_header = true};
    if (intervals) out.head.push_back({.content = p.interval_words, .format = "numeric"});
    const auto lines = lines_beside(p);
    for (const std::size_t line : lines)
        out.head.push_back({.content = p.beside_words[line], .format = "numeric"});
    if (counts) out.head.push_back({.content = "n", .format = "numeric"});
    const auto shown = [&](const std::optional<double>& value, const std::string& otherwise) {
        return Cell{.content = value ? number(*value, p.decimals) : otherwise, .format = "numeric"};
    };
    for (const TrendPoint& point : p.points) {
        auto& row = out.rows.emplace_back();
        row.push_back({.content = point.period});
        row.push_back(shown(point.value, point.missing_reason.empty() ? "No value" : point.missing_reason));
        if (intervals)
            row.push_back({.content = point.low && point.high ? number(*point.low, p.decimals) + " to " +
                                                                    number(*point.high, p.decimals)
                                      : point.no_interval.empty() ? std::string{"None"}
                                                                  : point.no_interval,
                           .format = "numeric"});
        for (const std::size_t line : lines) row.push_back(shown(beside(point, line), "None"));
        if (counts)
            row.push_back({.content = point.n ? std::to_string(*point.n) : std::string{"Not known"},
                           .format = "numeric"});
    }
    return out;
}

}

Html trend_chart(const TrendChart& params) {
    const TrendDrawing drawing(params);
    return chart({.id = params.id,
                  .title = params.title,
                  .description = description(params),
                  .plot = drawing.plot,
                  .drawing = drawing.draw(),
                  .key = key(params),
                  .source = params.source,
                  .table = figures(params)});
}

Html sparkline(const std::vector<std::optional<double>>& values, std::string_view words) {
    double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest();
    for (const auto& value : values)
        if (value) {
            low = std::min(low, *value);
            high = std::max(high, *value);
        }
    if (low >= high) high = low + 1;  // a level line, or none
    const Scale y{low, high, 20, 4};
    const double step = values.size() > 1 ? 100.0 / static_cast<double>(values.size() - 1) : 0;
    Html drawn;
    std::vector<std::pair<double, double>> run;
    const auto finish_run = [&] {
        if (run.size() > 1) drawn += svg_path("tarn-chart__line", run, false);
        if (run.size() == 1) drawn += svg_circle("tarn-chart__point", run[0].first, run[0].second, 2);
        run.clear();
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i])
            run.emplace_back(5 + step * static_cast<double>(i), y.at(*values[i]));
        else
            finish_run();
    }
    if (!run.empty()) drawn += svg_circle("tarn-chart__point", run.back().first, run.back().second, 3);
    finish_run();
    return Start("svg")
        .classes({"tarn-spark"})
        .set("viewBox", "0 0 110 24")
        .set("role", "img")
        .set("aria-label", words)
        .around(drawn);
}

}
