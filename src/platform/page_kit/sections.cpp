#include "platform/page_kit/headings.hpp"
#include "platform/page_kit/lists.hpp"
#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {
namespace {

/// Plain words become a paragraph; markup brings its own.
Html prose(const Content& content) {
    return content.is_text() && !content.empty() ? paragraph(content) : content.html();
}

std::string tab_id(const Tabs& p, std::size_t index) {
    const Tab& tab = p.items[index];
    return tab.id.empty() ? p.id_prefix + "-" + std::to_string(index + 1) : tab.id;
}

Html tab_name(const Tabs& p, std::size_t index) {
    const Html link = Start("a")
                          .classes({"govuk-tabs__tab"})
                          .set("href", "#" + tab_id(p, index))
                          .extra(p.items[index].attributes)
                          .around(Html::text(p.items[index].label));
    return Start("li")
        .classes({"govuk-tabs__list-item", index == 0 ? "govuk-tabs__list-item--selected" : ""})
        .around(link);
}

Html tab_panel(const Tabs& p, std::size_t index) {
    return Start("div")
        .classes({"govuk-tabs__panel", index > 0 ? "govuk-tabs__panel--hidden" : ""})
        .set("id", tab_id(p, index))
        .extra(p.items[index].panel_attributes)
        .around(prose(p.items[index].content));
}

}

Html tabs(const Tabs& p) {
    Html names, panels;
    for (std::size_t i = 0; i < p.items.size(); ++i) {
        names += tab_name(p, i);
        panels += tab_panel(p, i);
    }
    Html inside = Start("h2").classes({"govuk-tabs__title"}).around(Html::text(p.title));
    if (!p.items.empty()) inside += Start("ul").classes({"govuk-tabs__list"}).around(names) + panels;
    return Start("div")
        .maybe("id", p.id)
        .classes({"govuk-tabs", p.classes})
        .extra(p.attributes)
        .set("data-module", "govuk-tabs")
        .around(inside);
}

}
