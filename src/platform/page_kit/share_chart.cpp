#include <algorithm>

#include "platform/page_kit/chart_frame.hpp"

namespace tarn::page_kit {
namespace {

struct ShareDrawing {
    const ShareChart& params;
    Plot plot{.bottom = 330, .height = 400};
    Scale x, y;
    std::vector<double> marks;

    /// Both axes reach equally far, so that the diagonal is where both shares are the same.
    explicit ShareDrawing(const ShareChart& given) : params(given) {
        double most = 0;
        for (const SharePoint& point : params.points)
            most = std::max({most, point.x, point.y, point.high.value_or(0)});
        marks = ticks(0, std::max(0.01, std::min(most, 1.0)) * 100, 5);
        x = {0, marks.back() / 100, plot.left, plot.right};
        y = {0, marks.back() / 100, plot.bottom, plot.top};
    }

    Html axes() const {
        const Scale percent{0, marks.back(), plot.bottom, plot.top};
        Html all = value_axis(plot, percent, marks) +
                   svg_line("tarn-chart__axis", plot.left, plot.bottom, plot.right, plot.bottom);
        for (const double mark : marks)
            all += svg_text(x.at(mark / 100), plot.bottom + 28, Anchor::middle,
                            number(mark, decimals_for(marks)), "tarn-chart__quiet");
        return all + svg_text(plot.right, plot.bottom + 58, Anchor::end, params.x_words + " (%)",
                              "tarn-chart__quiet");
    }

    Html points() const {
        Html all;
        std::vector<std::pair<double, double>> path{{x.at(0), y.at(0)}};
        for (const SharePoint& point : params.points) {
            path.emplace_back(x.at(point.x), y.at(point.y));
            if (point.low && point.high)
                all += svg_line("tarn-chart__whisker", x.at(point.x), y.at(std::max(0.0, *point.low)),
                                x.at(point.x), y.at(std::min(1.0, *point.high)));
            if (!params.joined) all += svg_circle("tarn-chart__point", x.at(point.x), y.at(point.y), 6);
        }
        return params.joined ? all + svg_path("tarn-chart__line", path, false) : all;
    }

    Html draw() const {
        return axes() + svg_line("tarn-chart__comparison", x.at(0), y.at(0), x.at(x.to), y.at(y.to)) +
               points();
    }
};

std::string percent(double share) {
    return number(share * 100, 1);
}

bool has_intervals(const ShareChart& p) {
    return std::any_of(p.points.begin(), p.points.end(),
                       [](const SharePoint& point) { return point.low && point.high; });
}

Html key(const ShareChart& p) {
    Html items = key_item(
        p.joined ? svg_line("tarn-chart__line", 0, 7, 28, 7) : svg_circle("tarn-chart__point", 14, 7, 5),
        p.point_words);
    if (has_intervals(p)) items += key_item(svg_line("tarn-chart__whisker", 14, 1, 14, 13), p.interval_words);
    return items + key_item(svg_line("tarn-chart__comparison", 0, 7, 28, 7), p.diagonal_words);
}

Table figures(const ShareChart& p) {
    const bool intervals = has_intervals(p);
    Table out{.head = {{.content = p.x_words + " (%)", .format = "numeric"},
                       {.content = p.y_words + " (%)", .format = "numeric"}}};
    if (intervals) out.head.push_back({.content = p.interval_words, .format = "numeric"});
    if (!p.of_words.empty()) out.head.push_back({.content = p.of_words, .format = "numeric"});
    for (const SharePoint& point : p.points) {
        auto& row = out.rows.emplace_back();
        row.push_back({.content = percent(point.x), .format = "numeric"});
        row.push_back({.content = percent(point.y), .format = "numeric"});
        if (intervals)
            row.push_back({.content = point.low && point.high
                                          ? percent(*point.low) + " to " + percent(*point.high)
                                          : std::string{"None"},
                           .format = "numeric"});
        if (!p.of_words.empty()) row.push_back({.content = point.of, .format = "numeric"});
    }
    return out;
}

}

Html share_chart(const ShareChart& params) {
    if (params.points.empty()) return {};
    const ShareDrawing drawing(params);
    const SharePoint& last = params.points.back();
    return chart({.id = params.id,
                  .title = params.title,
                  .description = params.y_words + " by " + params.x_words + ", " +
                                 std::to_string(params.points.size()) + " points; the last at " +
                                 percent(last.x) + "% and " + percent(last.y) + "%.",
                  .plot = drawing.plot,
                  .drawing = drawing.draw(),
                  .key = key(params),
                  .source = params.source,
                  .table = figures(params)});
}

}
