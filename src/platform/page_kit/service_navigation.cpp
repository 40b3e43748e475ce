#include "platform/page_kit/markup.hpp"
#include "platform/page_kit/navigation.hpp"

namespace tarn::page_kit {
namespace {

Html service_name(const ServiceNavigation& p) {
    if (p.service_name.empty()) return {};
    const Html words = Html::text(p.service_name);
    const Html inside =
        p.service_url.empty()
            ? Start("span").classes({"govuk-service-navigation__text"}).around(words)
            : Start("a").set("href", p.service_url).classes({"govuk-service-navigation__link"}).around(words);
    return Start("span").classes({"govuk-service-navigation__service-name"}).around(inside);
}

Html navigation_item(const NavigationItem& item) {
    const bool here = item.active || item.current;
    // Active links are also bold, for people who override colours.
    const Html words =
        here ? Start("strong").classes({"govuk-service-navigation__active-fallback"}).around(item.content)
             : item.content.html();
    const std::string_view current = item.current ? "page" : here ? "true" : "";
    Html inside;
    if (!item.href.empty())
        inside = Start("a")
                     .classes({"govuk-service-navigation__link"})
                     .set("href", item.href)
                     .maybe("aria-current", current)
                     .extra(item.attributes)
                     .around(words);
    else if (!item.content.empty())
        inside = Start("span")
                     .classes({"govuk-service-navigation__text"})
                     .maybe("aria-current", current)
                     .around(words);
    return Start("li")
        .classes({"govuk-service-navigation__item", here ? "govuk-service-navigation__item--active" : ""})
        .around(inside);
}

Html menu_button(const ServiceNavigation& p) {
    if (!p.collapse_on_mobile.value_or(p.items.size() > 1)) return {};
    return Start("button")
        .set("type", "button")
        .classes({"govuk-service-navigation__toggle", "govuk-js-service-navigation-toggle"})
        .set("aria-controls", p.navigation_id)
        .maybe("aria-label", p.menu_label == p.menu_text ? "" : p.menu_label)
        .flag("hidden", true)
        .set("aria-hidden", "true")
        .around(Html::text(p.menu_text));
}

Html navigation_list(const ServiceNavigation& p) {
    if (p.items.empty() && p.navigation_start.empty() && p.navigation_end.empty()) return {};
    Html items = p.navigation_start;
    for (const NavigationItem& item : p.items) items += navigation_item(item);
    items += p.navigation_end;
    return Start("nav")
        .set("aria-label", p.navigation_label.empty() ? p.menu_text : p.navigation_label)
        .classes({"govuk-service-navigation__wrapper", p.navigation_classes})
        .around(
            menu_button(p) +
            Start("ul").classes({"govuk-service-navigation__list"}).set("id", p.navigation_id).around(items));
}

}

Html service_navigation(const ServiceNavigation& p) {
    const bool inlining = p.end_inline;
    const Html container = Start("div")
                               .classes({"govuk-width-container",
                                         inlining ? "govuk-service-navigation__inlining-container" : ""})
                               .around(p.start +
                                       Start("div")
                                           .classes({"govuk-service-navigation__container"})
                                           .around(service_name(p) + navigation_list(p)) +
                                       p.end);
    const bool landmark = !p.service_name.empty() || !p.start.empty() || !p.end.empty();
    Start outer{landmark ? "section" : "div"};
    if (landmark) outer.set("aria-label", p.aria_label);
    return outer.classes({"govuk-service-navigation", p.classes})
        .set("data-module", "govuk-service-navigation")
        .extra(p.attributes)
        .around(container);
}

Html generic_header(const GenericHeader& p) {
    const Html link =
        Start("a").set("href", p.href).classes({"govuk-generic-header__homepage-link"}).around(p.logo);
    return Start("div")
        .classes({"govuk-generic-header", p.classes})
        .extra(p.attributes)
        .around(Start("div")
                    .classes({"govuk-generic-header__container", p.container_classes})
                    .around(Start("div").classes({"govuk-generic-header__logo"}).around(link)));
}

}
