#include "platform/page_kit/finding.hpp"

#include "platform/page_kit/buttons.hpp"
#include "platform/page_kit/inputs.hpp"
#include "platform/page_kit/markup.hpp"
#include "platform/page_kit/messages.hpp"

namespace tarn::page_kit {
namespace {

Html active_filters(const FilterPanel& p) {
    if (p.active.empty()) return {};
    Html items;
    for (const ActiveFilter& filter : p.active)
        items += Start("li").around(Start("a")
                                        .classes({"tarn-filter-tag"})
                                        .set("href", filter.remove_href)
                                        .around(visually_hidden("Remove filter ") + Html::text(filter.text)));
    Html clear;
    if (!p.clear_href.empty())
        clear = Start("p").classes({"govuk-body-s"}).around(link_to(p.clear_href, "Clear all filters"));
    return Start("div")
        .classes({"tarn-active-filters"})
        .around(Start("ul")
                    .classes({"govuk-list", "tarn-filter-tags"})
                    .set("aria-label", "Filters in use")
                    .around(items) +
                clear);
}

}

Html filter_panel(const FilterPanel& p) {
    const Html fields = p.fields + button({.content = "Apply filters"});
    if (!p.open && p.search.empty() && p.active.empty())
        return details(
            {.summary = p.heading, .content = search_form(p.action, fields), .classes = "tarn-filter"});
    Html head, search;
    if (p.open) head = Start("h2").classes({"govuk-heading-m"}).around(Html::text(p.heading));
    if (!p.search.empty()) search = Start("div").classes({"tarn-search"}).around(p.search);
    return Start("div")
        .classes({"tarn-filter"})
        .around(head + active_filters(p) +
                search_form(p.action,
                            search + (p.open ? fields : details({.summary = p.heading, .content = fields}))));
}

Html filtered_list(const Html& panel, const Html& list) {
    std::string page;
    page.reserve(panel.markup().size() + list.markup().size() + 200);
    Start both{page, "div"};
    both.classes({"tarn-filtered"}).open();
    Start{page, "div"}.classes({"tarn-filtered__panel"}).hold(panel);
    Start{page, "div"}.classes({"tarn-filtered__list"}).hold(list);
    both.close();
    return Html::trusted(std::move(page));
}

Html search_box(const SearchBox& p) {
    const Html label = Start("label")
                           .classes({"govuk-visually-hidden"})
                           .set("for", "find-anything")
                           .around(Html::text(p.label));
    const Html field = Start("input")
                           .classes({"govuk-input", "tarn-find__input"})
                           .set("id", "find-anything")
                           .set("name", "q")
                           .set("type", "search")
                           .set("value", p.value)
                           .set("placeholder", p.label)
                           .set("autocomplete", "off")
                           .set("spellcheck", "false")
                           .alone();
    const Html send = Html::raw("<button type=\"submit\" class=\"tarn-find__button\">Search</button>");
    return Start("form")
        .classes({"tarn-find"})
        .set("method", "get")
        .set("action", p.action)
        .set("role", "search")
        .set("data-tarn-suggest", "q")
        .around(label + field + send + Html::raw("<div class=\"tarn-find__found\"></div>"));
}

Html suggestion_list(const Suggestions& kind) {
    Html items;
    for (const Suggestion& one : kind.found) {
        Html words = link_to(one.href, one.text);
        if (!one.detail.empty())
            words += Html::raw(" ") +
                     Start("span").classes({"tarn-suggestions__detail"}).around(Html::text(one.detail));
        items += Start("li").around(words);
    }
    return Start("ul")
        .classes({"govuk-list", "tarn-suggestions"})
        .set("aria-label", kind.title)
        .around(items);
}

Html suggestions(const std::vector<Suggestions>& kinds, std::string_view none_sentence) {
    Html all;
    for (const Suggestions& kind : kinds)
        all += Start("p").classes({"tarn-suggestions__kind"}).around(Html::text(kind.title)) +
               suggestion_list(kind);
    if (!kinds.empty()) return all;
    return Start("p").classes({"govuk-body", "tarn-suggestions__none"}).around(Html::text(none_sentence));
}

}
