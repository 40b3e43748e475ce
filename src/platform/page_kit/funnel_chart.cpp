#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "platform/page_kit/chart_frame.hpp"

namespace tarn::page_kit {
namespace {

constexpr std::array<std::string_view, 3> point_classes{"tarn-chart__small", "tarn-chart__small--alert",
                                                        "tarn-chart__small--alarm"};
std::string point_class(FunnelMark mark) {
    const auto own = point_classes[static_cast<std::size_t>(mark)];
    return mark == FunnelMark::inside ? std::string{own} : fmt::format("{} {}", point_classes.front(), own);
}

struct Scales {
    Scale n, value;
    std::vector<double> n_ticks, value_ticks;
};

/// The chart reaches as far as the schools do; limits of the smallest schools may leave it.
Scales scales_of(const FunnelChart& p, const Plot& plot) {
    double low = p.centre, high = p.centre, most = 1;
    for (const auto& point : p.points) {
        low = std::min(low, point.value);
        high = std::max(high, point.value);
        most = std::max(most, point.n);
    }
    Scales scales{.n = {}, .value = {}, .n_ticks = ticks(0, most, 5), .value_ticks = ticks(low, high, 5)};
    scales.n = {0, scales.n_ticks.back(), plot.left, plot.right};
    scales.value = {scales.value_ticks.front(), scales.value_ticks.back(), plot.bottom, plot.top};
    return scales;
}

/// One limit as a line, cut where it leaves the drawing.
Html limit_line(const FunnelChart& p, const Scales& scales, std::string_view css_class,
                double FunnelLimits::*limit) {
    std::vector<std::pair<double, double>> line;
    for (const auto& at : p.limits) {
        const double value = at.*limit;
        if (value < scales.value.from || value > scales.value.to || at.n > scales.n.to) continue;
        line.emplace_back(scales.n.at(at.n), scales.value.at(value));
    }
    return line.size() < 2 ? Html{} : svg_path(css_class, line, false);
}

Html drawing(const FunnelChart& p, const Plot& plot, const Scales& scales) {
    Html out = value_axis(plot, scales.value, scales.value_ticks) +
               svg_line("tarn-chart__axis", plot.left, plot.bottom, plot.right, plot.bottom);
    for (const double mark : scales.n_ticks)
        out += svg_text(scales.n.at(mark), plot.bottom + 28, Anchor::middle,
                        number(mark, decimals_for(scales.n_ticks)), "tarn-chart__quiet");
    out += svg_line("tarn-chart__comparison", plot.left, scales.value.at(p.centre), plot.right,
                    scales.value.at(p.centre));
    for (const auto limit : {&FunnelLimits::alert_low, &FunnelLimits::alert_high})
        out += limit_line(p, scales, "tarn-chart__limit", limit);
    for (const auto limit : {&FunnelLimits::alarm_low, &FunnelLimits::alarm_high})
        out += limit_line(p, scales, "tarn-chart__limit tarn-chart__limit--outer", limit);
    for (const auto mark : {FunnelMark::inside, FunnelMark::alert, FunnelMark::alarm})
        for (const auto& point : p.points)
            if (point.mark == mark)
                out += svg_circle(point_class(mark), scales.n.at(point.n), scales.value.at(point.value),
                                  mark == FunnelMark::inside ? 4 : 6);
    return out;
}

Html sample(FunnelMark mark) {
    return svg_circle(point_class(mark), 14, 7, mark == FunnelMark::inside ? 4 : 6);
}

std::string mark_words(const FunnelChart& p, FunnelMark mark) {
    switch (mark) {
        case FunnelMark::alarm:
            return p.alarm_words;
        case FunnelMark::alert:
            return p.alert_words;
        case FunnelMark::inside:
            break;
    }
    return "No clear difference from the others";
}

std::string description(const FunnelChart& p) {
    const auto count = [&](FunnelMark mark) {
        return std::count_if(p.points.begin(), p.points.end(),
                             [mark](const auto& point) { return point.mark == mark; });
    };
    return fmt::format("{} schools by {}. {}. {} stand out clearly, {} are worth a look.", p.points.size(),
                       p.n_words, p.centre_words, count(FunnelMark::alarm), count(FunnelMark::alert));
}

Table figures(const FunnelChart& p) {
    Table out{.head = {{.content = "School"},
                       {.content = p.n_words, .format = "numeric"},
                       {.content = p.unit.empty() ? "Value" : p.unit.c_str(), .format = "numeric"},
                       {.content = "Standing"}},
              .first_cell_is_header = true};
    for (const auto& point : p.points)
        out.rows.push_back({{.content = link_to(point.href, point.label)},
                            {.content = number(point.n, 0), .format = "numeric"},
                            {.content = number(point.value, p.decimals), .format = "numeric"},
                            {.content = mark_words(p, point.mark)}});
    return out;
}

}

Html funnel_chart(const FunnelChart& params) {
    if (params.points.empty()) return {};
    const Plot plot{.bottom = 330, .height = 370};
    const auto scales = scales_of(params, plot);
    Html key;
    for (const auto mark : {FunnelMark::alarm, FunnelMark::alert, FunnelMark::inside})
        key += key_item(sample(mark), mark_words(params, mark));
    return chart({.id = params.id,
                  .title = params.title,
                  .description = description(params),
                  .plot = plot,
                  .drawing = drawing(params, plot, scales),
                  .key = key,
                  .source = params.source,
                  .table = figures(params)});
}

}
