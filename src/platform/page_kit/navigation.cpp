#include "platform/page_kit/navigation.hpp"

#include "platform/page_kit/markup.hpp"

namespace tarn::page_kit {

Html back_link(const BackLink& p) {
    return Start("a")
        .set("href", p.href)
        .classes({"govuk-back-link", p.classes})
        .extra(p.attributes)
        .around(p.content);
}

Html breadcrumbs(const Breadcrumbs& p) {
    Html items;
    for (const Breadcrumb& item : p.items) {
        Start li{"li"};
        li.classes({"govuk-breadcrumbs__list-item"});
        if (item.href.empty())
            items += li.set("aria-current", "page").around(item.content);
        else
            items += li.around(Start("a")
                                   .classes({"govuk-breadcrumbs__link"})
                                   .set("href", item.href)
                                   .extra(item.attributes)
                                   .around(item.content));
    }
    return Start("nav")
        .classes({"govuk-breadcrumbs", p.classes,
                  p.collapse_on_mobile ? "govuk-breadcrumbs--collapse-on-mobile" : ""})
        .extra(p.attributes)
        .set("aria-label", p.label)
        .around(Start("ol").classes({"govuk-breadcrumbs__list"}).around(items));
}

Html skip_link(const SkipLink& p) {
    return Start("a")
        .set("href", p.href)
        .classes({"govuk-skip-link", p.classes})
        .extra(p.attributes)
        .set("data-module", "govuk-skip-link")
        .around(p.content);
}

Html phase_banner(const PhaseBanner& p) {
    const Html phase =
        tag({.content = p.tag.content, .classes = ids({"govuk-phase-banner__content__tag", p.tag.classes})});
    return Start("div")
        .classes({"govuk-phase-banner", "govuk-width-container", p.classes})
        .extra(p.attributes)
        .around(Start("p")
                    .classes({"govuk-phase-banner__content"})
                    .around(phase + Start("span").classes({"govuk-phase-banner__text"}).around(p.content)));
}

namespace {

Html previous_arrow() {
    return Html::raw(
        R"(<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" )"
        R"(height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path )"
        R"(d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293)"
        R"(-1.414-1.414z"></path></svg>)");
}

Html next_arrow() {
    return Html::raw(
        R"(<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" )"
        R"(height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path )"
        R"(d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062)"
        R"(-6.7246-6.7266z"></path></svg>)");
}

Html page_words(const char* word) {
    return Html::text(word) + visually_hidden(" page");
}

Html arrow_link(const PaginationLink& link, bool previous, bool block) {
    const bool bare = block && link.label.empty();
    const Html words =
        !link.content.empty() ? link.content.html() : page_words(previous ? "Previous" : "Next");
    const Html title =
        Start("span")
            .classes({"govuk-pagination__link-title", bare ? "govuk-pagination__link-title--decorated" : ""})
            .around(words);
    Html label;
    if (block && !link.label.empty())
        label = Html::raw(R"(<span class="govuk-visually-hidden">:</span> )") +
                Start("span").classes({"govuk-pagination__link-label"}).around(Html::text(link.label));
    const Html arrow = previous ? previous_arrow() : next_arrow();
    const bool arrow_first = block || previous;
    return Start("div")
        .classes({previous ? "govuk-pagination__prev" : "govuk-pagination__next"})
        .around(Start("a")
                    .classes({"govuk-link", "govuk-pagination__link"})
                    .set("href", link.href)
                    .set("rel", previous ? "prev" : "next")
                    .extra(link.attributes)
                    .around(arrow_first ? arrow + title + label : title + label + arrow));
}

Html page_item(const PaginationItem& item) {
    Html inside = Html::raw("&ctdot;");
    if (!item.ellipsis)
        inside = Start("a")
                     .classes({"govuk-link", "govuk-pagination__link"})
                     .set("href", item.href)
                     .set("aria-label",
                          item.visually_hidden.empty() ? "Page " + item.number : item.visually_hidden)
                     .maybe("aria-current", item.current ? "page" : "")
                     .extra(item.attributes)
                     .around(Html::text(item.number));
    return Start("li")
        .classes({"govuk-pagination__item", item.current ? "govuk-pagination__item--current" : "",
                  item.ellipsis ? "govuk-pagination__item--ellipsis" : ""})
        .around(inside);
}

}

Html pagination(const Pagination& p) {
    const bool block = p.items.empty() && (p.previous || p.next);
    Html inside;
    if (p.previous && !p.previous->href.empty()) inside += arrow_link(*p.previous, true, block);
    if (!p.items.empty()) {
        Html items;
        for (const PaginationItem& item : p.items) items += page_item(item);
        inside += Start("ul").classes({"govuk-pagination__list"}).around(items);
    }
    if (p.next && !p.next->href.empty()) inside += arrow_link(*p.next, false, block);
    return Start("nav")
        .classes({"govuk-pagination", block ? "govuk-pagination--block" : "", p.classes})
        .set("aria-label", p.landmark_label)
        .extra(p.attributes)
        .around(inside);
}

}
