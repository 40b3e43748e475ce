#include "platform/page_kit/chart_frame.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "platform/page_kit/messages.hpp"

namespace tarn::page_kit {
namespace {

std::string_view anchor_word(Anchor anchor) {
    switch (anchor) {
        case Anchor::start:
            return "start";
        case Anchor::middle:
            return "middle";
        case Anchor::end:
            break;
    }
    return "end";
}

}

std::vector<double> ticks(double low, double high, int count) {
    if (!(high > low)) {
        low -= 0.5;
        high = low + 1;
    }
    const double rough = (high - low) / std::max(1, count);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (rough <= factor * power * (1 + 1e-9)) {
            step = factor * power;
            break;
        }
    std::vector<double> out;
    const double first = std::floor(low / step + 1e-9);
    const double last = std::ceil(high / step - 1e-9);
    for (double i = first; i <= last; ++i) out.push_back(i * step);
    return out;
}

int decimals_for(const std::vector<double>& marks) {
    if (marks.size() < 2) return 1;
    const double step = marks[1] - marks[0];
    return step >= 1 ? 0 : std::min(6, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
}

std::string number(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    const bool zero = text.find_first_not_of("-0.") == std::string::npos;
    return zero && text.starts_with('-') ? text.substr(1) : text;
}

std::string coordinate(double value) {
    return number(value, 1);
}

Html svg_line(std::string_view css_class, double x1, double y1, double x2, double y2) {
    return Start("line")
        .classes({css_class})
        .set("x1", coordinate(x1))
        .set("y1", coordinate(y1))
        .set("x2", coordinate(x2))
        .set("y2", coordinate(y2))
        .around(Html{});
}

Html svg_rect(std::string_view css_class, double x, double y, double width, double height) {
    return Start("rect")
        .classes({css_class})
        .set("x", coordinate(x))
        .set("y", coordinate(y))
        .set("width", coordinate(std::max(0.0, width)))
        .set("height", coordinate(std::max(0.0, height)))
        .around(Html{});
}

Html svg_circle(std::string_view css_class, double x, double y, double radius) {
    return Start("circle")
        .classes({css_class})
        .set("cx", coordinate(x))
        .set("cy", coordinate(y))
        .set("r", coordinate(radius))
        .around(Html{});
}

Html svg_text(double x, double y, Anchor anchor, std::string_view words, std::string_view css_class) {
    return Start("text")
        .classes({css_class})
        .set("x", coordinate(x))
        .set("y", coordinate(y))
        .set("text-anchor", anchor_word(anchor))
        .around(Html::text(words));
}

Html svg_path(std::string_view css_class, const std::vector<std::pair<double, double>>& points, bool closed) {
    std::string path;
    for (const auto& [x, y] : points)
        path += (path.empty() ? "M" : " L") + coordinate(x) + " " + coordinate(y);
    if (closed) path += " Z";
    return Start("path").classes({css_class}).set("d", path).around(Html{});
}

Html value_axis(const Plot& plot, const Scale& scale, const std::vector<double>& marks) {
    const int decimals = decimals_for(marks);
    Html axis;
    for (const double mark : marks) {
        const double y = scale.at(mark);
        axis += svg_line("tarn-chart__grid", plot.left, y, plot.right, y) +
                svg_text(plot.left - 10, y + 5, Anchor::end, number(mark, decimals), "tarn-chart__quiet");
    }
    return axis;
}

Html chart(const ChartParts& p) {
    const std::string title_id = std::string{p.id} + "-title", text_id = std::string{p.id} + "-text";
    const std::string box = "0 0 " + coordinate(p.plot.width) + " " + coordinate(p.plot.height);
    const Html svg =
        Start("svg")
            .set("viewBox", box)
            .set("role", "img")
            .set("aria-labelledby", title_id + " " + text_id)
            .around(Start("title").set("id", title_id).around(Html::text(p.title)) +
                    Start("desc").set("id", text_id).around(Html::text(p.description)) + p.drawing);
    Html inside =
        Start("figcaption").classes({"govuk-heading-s", "tarn-chart__title"}).around(Html::text(p.title));
    inside += svg;
    if (!p.key.empty()) inside += Start("ul").classes({"tarn-key"}).around(p.key);
    if (!p.source.name.empty()) inside += source_note(p.source);
    const std::string name = "Table: " + std::string{p.title};
    inside +=
        details({.summary = Html::text("Show as a table") + visually_hidden(": " + std::string{p.title}),
                 .content = Start("div")
                                .classes({"tarn-scroll"})
                                .set("role", "region")
                                .set("aria-label", name)
                                .set("tabindex", "0")
                                .around(table(p.table))});
    return Start("figure").set("id", p.id).classes({"tarn-chart"}).around(inside);
}

Html key_item(const Html& sample, std::string_view words) {
    return Start("li").around(Start("svg")
                                  .set("viewBox", "0 0 28 14")
                                  .set("aria-hidden", "true")
                                  .set("focusable", "false")
                                  .around(sample) +
                              Html::text(words));
}

}
