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
    const Html apply = button({.content = "Apply filters"});
    const Html body = active_filters(p) + search_form(p.action, p.fields + apply);
    if (!p.open) return details({.summary = p.heading, .content = body, .classes = "tarn-filter"});
    return Start("div")
        .classes({"tarn-filter"})
        .around(Start("h2").classes({"govuk-heading-m"}).around(Html::text(p.heading)) + body);
}

Html filtered_list(Html panel, Html list) {
    return Start("div")
        .classes({"tarn-filtered"})
        .around(Start("div").classes({"tarn-filtered__panel"}).around(panel) +
                Start("div").classes({"tarn-filtered__list"}).around(list));
}

Html search_box(const SearchBox& p) {
    const std::string id = "search-" + p.name;
    const Html field =
        input({.name = p.name,
               .id = id,
               .label = {.content = p.label, .classes = p.large ? "govuk-label--m" : ""},
               .hint = {.content = p.hint},
               .value = p.value,
               .type = "search",
               .autocomplete = "off",
               .spellcheck = false,
               .group = {.after_input = button({.content = "Search", .classes = "tarn-search__button"})}});
    Start form{"form"};
    form.classes({"tarn-search"}).set("method", "get").set("action", p.action).set("role", "search");
    if (p.suggest) form.set("data-tarn-suggest", p.name);
    return form.around(field + Html::raw("<div class=\"tarn-search__found\"></div>"));
}

Html suggestions(const std::vector<Suggestion>& found, std::string_view none_sentence) {
    if (found.empty())
        return Start("p").classes({"govuk-body", "tarn-suggestions__none"}).around(Html::text(none_sentence));
    Html items;
    for (const Suggestion& one : found) {
        Html words = link_to(one.href, one.text);
        if (!one.detail.empty())
            words += Html::raw(" ") +
                     Start("span").classes({"tarn-suggestions__detail"}).around(Html::text(one.detail));
        items += Start("li").around(words);
    }
    return Start("ul").classes({"govuk-list", "tarn-suggestions"}).around(items);
}

}
