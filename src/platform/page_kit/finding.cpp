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
