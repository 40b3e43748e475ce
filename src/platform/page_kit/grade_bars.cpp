#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "platform/page_kit/chart_frame.hpp"

namespace tarn::page_kit {
namespace {

constexpr double bar_height = 24, row_height = 32, heading_height = 30;
// Narrower parts have no room for their number on a wide screen; on a phone none has.
constexpr double least_for_number = 34;

long sum(const GradeRow& row) {
    return std::accumulate(row.counts.begin(), row.counts.end(), 0L);
}

double percent(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * double(part) / double(whole);
}

std::string_view scale_word(GradeScale scale) {
    switch (scale) {
        case GradeScale::overall:
            return "overall";
        case GradeScale::report_card:
            return "card";
        case GradeScale::level:
            break;
    }
    return "level";
}

/// A sample for the key and the part of a bar: of a scale of its own, so that no colour stands for two words.
std::string part_class(const GradeBars& p, std::size_t grade) {
    return fmt::format("tarn-grade tarn-grade--{}-{}", scale_word(p.scale), grade + 1);
}

Html bar(const GradeBars& p, const GradeRow& row, const Plot& plot, double y) {
    const long all = sum(row);
    if (all == 0) return svg_text(plot.left + 6, y + 17, Anchor::start, "none", "tarn-chart__quiet");
    Html out;
    double x = plot.left;
    for (std::size_t grade = 0; grade < row.counts.size(); ++grade) {
        const double wide =
            (plot.right - plot.left) * static_cast<double>(row.counts[grade]) / static_cast<double>(all);
        if (wide > 0) out += svg_rect(part_class(p, grade), x, y, wide, bar_height);
        if (wide >= least_for_number)
            out += svg_text(
                x + wide / 2, y + 17, Anchor::middle, number(percent(row.counts[grade], all), 0),
                fmt::format("tarn-chart__spare tarn-grade-text--{}-{}", scale_word(p.scale), grade + 1));
        x += wide;
    }
    return out;
}

Html drawing(const GradeBars& p, Plot& plot) {
    Html out = svg_text(plot.right + 8, 14, Anchor::start, "n", "tarn-chart__quiet");
    double y = 24;
    std::string_view group;
    for (const GradeRow& row : p.rows) {
        if (!row.group.empty() && row.group != group)
            out += svg_text(0, (y += heading_height) - 8, Anchor::start, row.group, "tarn-chart__strong");
        group = row.group;
        out += svg_text(plot.left - 10, y + 18, Anchor::end, row.label, "tarn-chart__quiet") +
               bar(p, row, plot, y) +
               svg_text(plot.right + 8, y + 18, Anchor::start, with_thousands(sum(row)), "tarn-chart__quiet");
        y += row_height;
    }
    plot.height = y + 4;
    return out;
}

std::string description(const GradeBars& p) {
    std::string text = fmt::format("Shares of {}, in per cent.", p.of_words);
    for (const GradeRow& row : p.rows) {
        text += fmt::format(" {}{}{}, n = {}:", row.group, row.group.empty() ? "" : ", ", row.label,
                            with_thousands(sum(row)));
        for (std::size_t grade = 0; grade < row.counts.size(); ++grade)
            text += fmt::format("{} {} {}%", grade == 0 ? "" : ",", p.grades[grade],
                                number(percent(row.counts[grade], sum(row)), 0));
        text += '.';
    }
    return text;
}

Table figures(const GradeBars& p) {
    const bool grouped = std::ranges::any_of(p.rows, [](const GradeRow& row) { return !row.group.empty(); });
    const bool without = !p.without_words.empty();
    Table out{.first_cell_is_header = true};
    if (grouped) out.head.push_back({.content = p.group_words});
    out.head.push_back({.content = "Schools"});
    for (const std::string& grade : p.grades) out.head.push_back({.content = grade, .format = "numeric"});
    out.head.push_back({.content = "All (n)", .format = "numeric"});
    if (without) out.head.push_back({.content = p.without_words, .format = "numeric"});
    for (const GradeRow& row : p.rows) {
        std::vector<Cell> cells;
        if (grouped) cells.push_back({.content = row.group});
        cells.push_back({.content = row.label});
        for (const long count : row.counts)
            cells.push_back({.content = with_share(count, sum(row)), .format = "numeric"});
        cells.push_back({.content = with_thousands(sum(row)), .format = "numeric"});
        if (without) cells.push_back({.content = with_thousands(row.without), .format = "numeric"});
        out.rows.push_back(std::move(cells));
    }
    return out;
}

}

Html grade_bars(const GradeBars& p) {
    if (p.rows.empty()) return {};
    Plot plot{.left = 190, .right = 620};
    const Html drawn = drawing(p, plot);
    Html key;
    for (std::size_t grade = 0; grade < p.grades.size(); ++grade)
        key += key_item(svg_rect(part_class(p, grade), 0, 0, 28, 14), p.grades[grade]);
    return chart({.id = p.id,
                  .title = p.title,
                  .description = description(p),
                  .plot = plot,
                  .drawing = drawn,
                  .key = key,
                  .source = p.source,
                  .table = figures(p)});
}

}
