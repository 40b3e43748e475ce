#include <algorithm>

#include "platform/page_kit/chart_frame.hpp"

namespace tarn::page_kit {
namespace {

/// The bar against its own weight: the track is as long as the weight, all on one scale.
Html bar(const ContributionBar& item, double longest) {
    if (!item.value || longest <= 0) return {};
    const Scale x{0, longest, 0, 100};
    const double most = std::max(item.maximum, 0.0);
    return Start("svg")
        .classes({"tarn-bar"})
        .set("viewBox", "0 0 100 16")
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .set("focusable", "false")
        .around(svg_rect("tarn-bar__track", 0, 0, x.at(most), 16) +
                svg_rect("tarn-bar__value", 0, 0,
                         x.at(std::clamp(*item.value, 0.0, std::max(most, *item.value))), 16));
}

Html label(const ContributionBar& item) {
    Html words = Html::text(item.label);
    if (!item.detail.empty())
        words +=
            Html::raw(" ") + Start("span").classes({"tarn-bars__detail"}).around(Html::text(item.detail));
    return words;
}

}

Html contribution_bars(const ContributionBars& p) {
    double longest = 0, total = 0, maximum = 0;
    for (const ContributionBar& item : p.bars) {
        longest = std::max({longest, item.maximum, item.value.value_or(0)});
        if (!item.value) continue;
        total += *item.value;
        maximum += item.maximum;
    }
    Table out{.caption = p.title,
              .caption_classes = "govuk-table__caption--s",
              .head = {{.content = p.label_heading},
                       {.content = visually_hidden(p.value_heading + " as a bar")},
                       {.content = p.value_heading, .format = "numeric"},
                       {.content = "Out of", .format = "numeric"}},
              .first_cell_is_header = true,
              .classes = "tarn-table tarn-table--compact tarn-bars"};
    for (const ContributionBar& item : p.bars)
        out.rows.push_back({{.content = label(item)},
                            {.content = bar(item, longest), .classes = "tarn-bars__bar"},
                            {.content = item.value ? number(*item.value, p.decimals) : std::string{"Missing"},
                             .format = "numeric"},
                            {.content = number(item.maximum, p.decimals), .format = "numeric"}});
    if (!p.total_label.empty())
        out.rows.push_back(
            {{.content = p.total_label, .classes = "tarn-bars__total"},
             {.classes = "tarn-bars__total"},
             {.content = number(total, p.decimals), .format = "numeric", .classes = "tarn-bars__total"},
             {.content = number(maximum, p.decimals), .format = "numeric", .classes = "tarn-bars__total"}});
    return Start("div")
        .set("id", p.id)
        .classes({"tarn-scroll"})
        .set("role", "region")
        .set("aria-label", p.title)
        .set("tabindex", "0")
        .around(table(out));
}

}
