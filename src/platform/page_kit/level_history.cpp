#include <algorithm>
#include <array>

#include "platform/page_kit/chart_frame.hpp"

namespace tarn::page_kit {
namespace {

/// Rows from most to least concern: the height says the level, the colour repeats it.
constexpr std::array<LevelTag, 4> rows{LevelTag::red, LevelTag::amber, LevelTag::green,
                                       LevelTag::not_enough_evidence};
constexpr double row_height = 46;

std::string_view step_class(LevelTag level) {
    switch (level) {
        case LevelTag::red:
            return "tarn-step--red";
        case LevelTag::amber:
            return "tarn-step--amber";
        case LevelTag::green:
            return "tarn-step--green";
        case LevelTag::not_enough_evidence:
            return "tarn-step--unknown";
        case LevelTag::none:
            break;
    }
    return "tarn-step--none";
}

std::optional<double> row_of(LevelTag level, const Plot& plot) {
    const auto found = std::find(rows.begin(), rows.end(), level);
    if (found == rows.end()) return std::nullopt;
    return plot.top + row_height * (static_cast<double>(found - rows.begin()) + 0.5);
}

Html row_labels(const Plot& plot) {
    Html out;
    for (const LevelTag level : rows) {
        const double y = *row_of(level, plot);
        out += svg_line("tarn-chart__grid", plot.left, y, plot.right, y);
        if (level == LevelTag::not_enough_evidence)
            out += svg_text(plot.left - 12, y - 3, Anchor::end, "Not enough") +
                   svg_text(plot.left - 12, y + 21, Anchor::end, "evidence");
        else
            out += svg_text(plot.left - 12, y + 5, Anchor::end, level_words(level));
    }
    return out;
}

Html year_axis(const Plot& plot, const Scale& x, Date first, Date last) {
    Html out = svg_line("tarn-chart__axis", plot.left, plot.bottom, plot.right, plot.bottom);
    if (first.year() == last.year())  // no New Year's Day on the axis: its two ends instead
        return out +
               svg_text(plot.left, plot.bottom + 30, Anchor::start, first.display(), "tarn-chart__quiet") +
               svg_text(plot.right, plot.bottom + 30, Anchor::end, (last - 1).display(), "tarn-chart__quiet");
    const int every = std::max(1, (last.year() - first.year()) / 6);
    for (int year = first.year() + 1; year <= last.year(); ++year) {
        if ((last.year() - year) % every != 0) continue;
        const double place = x.at(Date::of(year, 1, 1)->days());
        out += svg_line("tarn-chart__axis", place, plot.bottom, place, plot.bottom + 6) +
               svg_text(place, plot.bottom + 30, Anchor::middle, std::to_string(year), "tarn-chart__quiet");
    }
    return out;
}

/// The day a step ends: the next one's beginning, or where the chart ends.
Date end_of(const LevelHistory& p, std::size_t step) {
    return step + 1 < p.steps.size() ? p.steps[step + 1].from : std::max(p.until, p.steps[step].from);
}

Html step_bars(const LevelHistory& p, const Plot& plot, const Scale& x) {
    Html out;
    for (std::size_t i = 0; i < p.steps.size(); ++i) {
        const auto y = row_of(p.steps[i].level, plot);
        if (!y) continue;
        const double from = x.at(p.steps[i].from.days()), to = x.at(end_of(p, i).days());
        out += svg_rect(step_class(p.steps[i].level), from, *y - 9, std::max(3.0, to - from), 18);
    }
    return out;
}

Table figures(const LevelHistory& p) {
    Table out{.head = {{.content = "From"}, {.content = "Level"}, {.content = "Reason"}},
              .first_cell_is_header = true};
    for (auto step = p.steps.rbegin(); step != p.steps.rend(); ++step)
        out.rows.push_back({{.content = step->from.display()},
                            {.content = level_tag(step->level)},
                            {.content = step->reason.empty() ? "None recorded" : step->reason.c_str()}});
    return out;
}

std::string description(const LevelHistory& p) {
    std::string text;
    for (const LevelStep& step : p.steps)
        text += (text.empty() ? "" : ", then ") + std::string{level_words(step.level)} + " from " +
                step.from.display();
    return text + ".";
}

}

Html level_history(const LevelHistory& params) {
    if (params.steps.empty()) return {};
    Plot plot{.left = 170, .top = 10};
    plot.bottom = plot.top + row_height * static_cast<double>(rows.size());
    plot.height = plot.bottom + 44;
    const Date first = params.steps.front().from;
    const Date last = std::max(params.until, params.steps.back().from) + 1;
    const Scale x{static_cast<double>(first.days()), static_cast<double>(last.days()), plot.left, plot.right};
    return chart({.id = params.id,
                  .title = params.title,
                  .description = description(params),
                  .plot = plot,
                  .drawing = row_labels(plot) + year_axis(plot, x, first, last) + step_bars(params, plot, x),
                  .table = figures(params)});
}

}
