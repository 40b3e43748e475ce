#include <algorithm>
#include <fmt/format.h>

#include "platform/page_kit/chart_frame.hpp"

namespace tarn::page_kit {
namespace {

double edge(const Distribution& p, std::size_t bin) {
    return p.from + p.bin_width * static_cast<double>(bin);
}

/// The bin that holds the marker; the last one also holds its upper edge.
std::optional<std::size_t> marked_bin(const Distribution& p) {
    if (!p.marker || p.counts.empty()) return std::nullopt;
    for (std::size_t bin = 0; bin < p.counts.size(); ++bin) {
        const bool last = bin + 1 == p.counts.size();
        if (*p.marker >= edge(p, bin) &&
            (*p.marker < edge(p, bin + 1) || (last && *p.marker <= edge(p, bin + 1))))
            return bin;
    }
    return std::nullopt;
}

Html bars(const Distribution& p, const Plot& plot, const Scale& x) {
    const long most = std::max<long>(1, *std::max_element(p.counts.begin(), p.counts.end()));
    const Scale height{0, static_cast<double>(most), 0, plot.bottom - plot.top - 24};
    const auto marked = marked_bin(p);
    Html out;
    for (std::size_t bin = 0; bin < p.counts.size(); ++bin) {
        const double tall = height.at(static_cast<double>(p.counts[bin]));
        out += svg_rect(bin == marked ? "tarn-chart__bin tarn-chart__bin--marked" : "tarn-chart__bin",
                        x.at(edge(p, bin)), plot.bottom - tall, x.at(edge(p, bin + 1)) - x.at(edge(p, bin)),
                        tall);
    }
    return out;
}

Html axis(const Plot& plot, const Scale& x) {
    Html out = svg_line("tarn-chart__axis", plot.left, plot.bottom, plot.right, plot.bottom);
    const std::vector<double> marks = ticks(x.from, x.to, 5);
    const int decimals = decimals_for(marks);
    for (const double mark : marks) {
        if (mark < x.from - 1e-9 || mark > x.to + 1e-9) continue;
        out += svg_line("tarn-chart__axis", x.at(mark), plot.bottom, x.at(mark), plot.bottom + 6) +
               svg_text(x.at(mark), plot.bottom + 32, Anchor::middle, number(mark, decimals),
                        "tarn-chart__quiet");
    }
    return out;
}

Html marker(const Distribution& p, const Plot& plot, const Scale& x) {
    if (!p.marker) return {};
    const double place = std::clamp(x.at(*p.marker), plot.left, plot.right);
    const bool right_half = place > (plot.left + plot.right) / 2;
    return svg_line("tarn-chart__marker", place, plot.top - 4, place, plot.bottom) +
           svg_text(right_half ? place - 8 : place + 8, plot.top + 10,
                    right_half ? Anchor::end : Anchor::start,
                    p.marker_words + ": " + number(*p.marker, p.decimals), "tarn-chart__marker-text");
}

std::string description(const Distribution& p) {
    long schools = 0, below = 0;
    const auto marked = marked_bin(p);
    for (std::size_t bin = 0; bin < p.counts.size(); ++bin) {
        schools += p.counts[bin];
        if (marked && bin < *marked) below += p.counts[bin];
    }
    std::string text = fmt::format("{} in all, between {} and {}.", schools, number(p.from, p.decimals),
                                   number(edge(p, p.counts.size()), p.decimals));
    if (p.marker)
        text += fmt::format(" {} is at {}: {} stand in lower bars.", p.marker_words,
                            number(*p.marker, p.decimals), below);
    return text;
}

Table figures(const Distribution& p) {
    Table out{.head = {{.content = p.unit.empty() ? "Value" : p.unit.c_str()},
                       {.content = "Count", .format = "numeric"}},
              .first_cell_is_header = true};
    const auto marked = marked_bin(p);
    for (std::size_t bin = 0; bin < p.counts.size(); ++bin) {
        std::string range = number(edge(p, bin), p.decimals) + " to " + number(edge(p, bin + 1), p.decimals);
        if (bin == marked) range += " (" + p.marker_words + ")";
        out.rows.push_back(
            {{.content = range}, {.content = std::to_string(p.counts[bin]), .format = "numeric"}});
    }
    return out;
}

}

Html distribution(const Distribution& params) {
    Plot plot{.left = 20, .bottom = 180, .height = 226};
    if (params.counts.empty()) return {};
    const Scale x{edge(params, 0), edge(params, params.counts.size()), plot.left, plot.right};
    return chart({.id = params.id,
                  .title = params.title,
                  .description = description(params),
                  .plot = plot,
                  .drawing = bars(params, plot, x) + axis(plot, x) + marker(params, plot, x),
                  .source = params.source,
                  .table = figures(params)});
}

}
