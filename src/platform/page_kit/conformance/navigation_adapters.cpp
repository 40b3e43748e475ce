#include "platform/page_kit/conformance/adapter.hpp"

namespace tarn::page_kit::conformance {
namespace {

Html render_back_link(const json& o) {
    BackLink p{.classes = text(o, "classes"), .attributes = attributes(o)};
    if (truthy(at(o, "href"))) p.href = text(o, "href");
    if (const Content words = content(o); !words.empty()) p.content = words;
    return back_link(p);
}

Html render_breadcrumbs(const json& o) {
    Breadcrumbs p{.collapse_on_mobile = truthy(at(o, "collapseOnMobile")),
                  .classes = text(o, "classes"),
                  .attributes = attributes(o)};
    if (truthy(at(o, "labelText"))) p.label = text(o, "labelText");
    for (const json& item : items(o, "items"))
        p.items.push_back(
            {.content = content(item), .href = text(item, "href"), .attributes = attributes(item)});
    return breadcrumbs(p);
}

Html render_skip_link(const json& o) {
    SkipLink p{.content = content(o), .classes = text(o, "classes"), .attributes = attributes(o)};
    if (truthy(at(o, "href"))) p.href = text(o, "href");
    return skip_link(p);
}

Html render_phase_banner(const json& o) {
    return phase_banner({.tag = tag_of(at(o, "tag")),
                         .content = content(o),
                         .classes = text(o, "classes"),
                         .attributes = attributes(o)});
}

std::optional<PaginationLink> arrow_of(const json& o) {
    if (!truthy(o)) return std::nullopt;
    return PaginationLink{.href = text(o, "href"),
                          .content = content(o),
                          .label = text(o, "labelText"),
                          .attributes = attributes(o)};
}

Html render_pagination(const json& o) {
    Pagination p{.previous = arrow_of(at(o, "previous")),
                 .next = arrow_of(at(o, "next")),
                 .classes = text(o, "classes"),
                 .attributes = attributes(o)};
    if (truthy(at(o, "landmarkLabel"))) p.landmark_label = text(o, "landmarkLabel");
    for (const json& item : items(o, "items")) {
        if (item.empty()) continue;
        p.items.push_back({.number = text(item, "number"),
                           .href = text(item, "href"),
                           .current = truthy(at(item, "current")),
                           .ellipsis = truthy(at(item, "ellipsis")),
                           .visually_hidden = text(item, "visuallyHiddenText"),
                           .attributes = attributes(item)});
    }
    return pagination(p);
}

Html render_generic_header(const json& o) {
    GenericHeader p{.logo = content(o, "logoText", "logoHtml"),
                    .classes = text(o, "classes"),
                    .attributes = attributes(o)};
    if (truthy(at(o, "url"))) p.href = text(o, "url");
    if (truthy(at(o, "containerClasses"))) p.container_classes = text(o, "containerClasses");
    return generic_header(p);
}

Html slot(const json& value) {
    if (value.is_string()) return Html::trusted(value.get<std::string>());
    return truthy(at(value, "html")) ? Html::trusted(at(value, "html").get<std::string>()) : Html{};
}

Html render_service_navigation(const json& o) {
    const json& slots = at(o, "slots");
    ServiceNavigation p{.service_name = text(o, "serviceName"),
                        .service_url = text(o, "serviceUrl"),
                        .collapse_on_mobile = maybe_bool(o, "collapseNavigationOnMobile"),
                        .menu_label = text(o, "menuButtonLabel"),
                        .navigation_label = text(o, "navigationLabel"),
                        .navigation_classes = text(o, "navigationClasses"),
                        .start = slot(at(slots, "start")),
                        .end = slot(at(slots, "end")),
                        .navigation_start = slot(at(slots, "navigationStart")),
                        .navigation_end = slot(at(slots, "navigationEnd")),
                        .end_inline = text(at(slots, "end"), "align") == "inline",
                        .classes = text(o, "classes"),
                        .attributes = attributes(o)};
    if (truthy(at(o, "menuButtonText"))) p.menu_text = text(o, "menuButtonText");
    if (truthy(at(o, "navigationId"))) p.navigation_id = text(o, "navigationId");
    if (!at(o, "ariaLabel").is_null()) p.aria_label = text(o, "ariaLabel");
    for (const json& item : items(o, "navigation"))
        p.items.push_back({.content = content(item),
                           .href = text(item, "href"),
                           .active = truthy(at(item, "active")),
                           .current = truthy(at(item, "current")),
                           .attributes = attributes(item)});
    return service_navigation(p);
}

std::vector<FooterLink> links_of(const json& o) {
    std::vector<FooterLink> out;
    for (const json& item : items(o, "items"))
        if (truthy(at(item, "href")) && truthy(at(item, "text")))
            out.push_back({text(item, "text"), text(item, "href"), attributes(item)});
    return out;
}

Html render_footer(const json& o) {
    Footer p{.crown = true,
             // GOV.UK leaves the licence out only for an explicit null.
             .licence = !(o.contains("contentLicence") && o["contentLicence"].is_null()),
             .licence_content = content(at(o, "contentLicence")),
             .copyright = true,
             .copyright_content = content(at(o, "copyright")),
             .classes = text(o, "classes"),
             .container_classes = text(o, "containerClasses"),
             .attributes = attributes(o)};
    for (const json& section : items(o, "navigation")) {
        p.navigation.push_back({.title = text(section, "title"),
                                .columns = maybe_int(section, "columns").value_or(0),
                                .items = links_of(section)});
        if (truthy(at(section, "width"))) p.navigation.back().width = text(section, "width");
    }
    if (const json& meta = at(o, "meta"); truthy(meta)) {
        p.meta = FooterMeta{.items = links_of(meta), .content = content(meta)};
        if (truthy(at(meta, "visuallyHiddenTitle")))
            p.meta->visually_hidden_title = text(meta, "visuallyHiddenTitle");
    }
    return footer(p);
}

}

std::map<std::string, Render> navigation_renderers() {
    return {{"back-link", render_back_link},
            {"breadcrumbs", render_breadcrumbs},
            {"skip-link", render_skip_link},
            {"phase-banner", render_phase_banner},
            {"pagination", render_pagination},
            {"generic-header", render_generic_header},
            {"service-navigation", render_service_navigation},
            {"footer", render_footer}};
}

}
