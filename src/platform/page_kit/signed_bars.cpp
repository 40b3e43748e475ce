#include <algorithm>
#include <cmath>

#include "platform/page_kit/chart_frame.hpp"

namespace tarn::page_kit {
namespace {

constexpr double width = 100, height = 16;

Html bar(double value, double longest) {
    const Scale x{-longest, longest, 0, width};
    const double zero = x.at(0), end = x.at(value);
    return Start("svg")
        .classes({"tarn-bar"})
        .set("viewBox", "0 0 100 16")
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .set("focusable", "false")
        .around(svg_rect(value < 0 ? "tarn-bar__value tarn-bar__value--lowers" : "tarn-bar__value",
                         std::min(zero, end), 0, std::abs(end - zero), height) +
                svg_line("tarn-bar__zero", zero, 0, zero, height));
}

/// "+0.42", "-0.10", "0.00".
std::string with_sign(double value, int decimals) {
    const std::string text = number(value, decimals);
    const bool zero = text.find_first_not_of("0.") == std::string::npos;
    return text.starts_with('-') || zero ? text : "+" + text;
}

/// As printed: what is shown must add up to what is shown.
double rounded(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

std::vector<Cell> row(const std::string& label, const Html& drawing, const std::string& value,
                      const std::string& classes = {}) {
    return {{.content = label, .classes = classes},
            {.content = drawing, .classes = classes.empty() ? "tarn-bars__bar" : classes},
            {.content = value, .format = "numeric", .classes = classes}};
}

}

Html signed_bars(const SignedBars& p) {
    double rest = rounded(p.total, p.decimals) - rounded(p.base, p.decimals), longest = 0;
    for (const SignedBar& item : p.bars) {
        rest -= rounded(item.value, p.decimals);
        longest = std::max(longest, std::abs(item.value));
    }
    if (!p.rest_label.empty()) longest = std::max(longest, std::abs(rest));
    if (longest == 0) longest = 1;
    Table out{.caption = p.title,
              .caption_classes = "govuk-table__caption--s",
              .head = {{.content = p.label_heading},
                       {.content = visually_hidden(p.value_heading + " as a bar")},
                       {.content = p.value_heading, .format = "numeric"}},
              .first_cell_is_header = true,
              .classes = "tarn-table tarn-table--compact tarn-bars"};
    if (!p.base_label.empty()) out.rows.push_back(row(p.base_label, {}, with_sign(p.base, p.decimals)));
    for (const SignedBar& item : p.bars)
        out.rows.push_back(row(item.label, bar(item.value, longest), with_sign(item.value, p.decimals)));
    if (!p.rest_label.empty())
        out.rows.push_back(row(p.rest_label, bar(rest, longest), with_sign(rest, p.decimals)));
    if (!p.total_label.empty())
        out.rows.push_back(row(p.total_label, {}, with_sign(p.total, p.decimals), "tarn-bars__total"));
    return Start("div")
        .set("id", p.id)
        .classes({"tarn-scroll"})
        .set("role", "region")
        .set("aria-label", p.title)
        .set("tabindex", "0")
        .around(table(out));
}

}
