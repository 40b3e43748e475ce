#pragma once
// GOV.UK navigation: back link, breadcrumbs, pagination, skip link, phase banner, header, service navigation,
// footer.
#include "platform/page_kit/messages.hpp"

namespace tarn::page_kit {

struct BackLink {
    std::string href = "#";
    Content content = "Back";
    std::string classes{};
    Attributes attributes{};
};
Html back_link(const BackLink& params);

struct Breadcrumb {
    Content content{};
    std::string href{};  ///< none: the page itself
    Attributes attributes{};
};
struct Breadcrumbs {
    std::vector<Breadcrumb> items{};
    bool collapse_on_mobile = false;
    std::string label = "Breadcrumb";
    std::string classes{};
    Attributes attributes{};
};
Html breadcrumbs(const Breadcrumbs& params);

struct SkipLink {
    Content content{};
    std::string href = "#content";
    std::string classes{};
    Attributes attributes{};
};
Html skip_link(const SkipLink& params);

struct PhaseBanner {
    Tag tag{};
    Content content{};
    std::string classes{};
    Attributes attributes{};
};
Html phase_banner(const PhaseBanner& params);

struct PaginationLink {
    std::string href{};
    Content content{};    ///< empty: "Previous page", "Next page"
    std::string label{};  ///< what that page holds
    Attributes attributes{};
};
struct PaginationItem {
    std::string number{};
    std::string href{};
    bool current = false;
    bool ellipsis = false;
    std::string visually_hidden{};  ///< empty: "Page 2"
    Attributes attributes{};
};
struct Pagination {
    std::optional<PaginationLink> previous{};
    std::optional<PaginationLink> next{};
    std::vector<PaginationItem> items{};
    std::string landmark_label = "Pagination";
    std::string classes{};
    Attributes attributes{};
};
Html pagination(const Pagination& params);
/// The usual pagination of a list: `href(page)` gives each page's address; pages count from 1. Empty for one
/// page.
template <class Href>
Html pagination_of(int current, int pages, const Href& href) {
    Pagination params;
    if (pages < 2) return {};
    if (current > 1) params.previous = PaginationLink{.href = href(current - 1)};
    if (current < pages) params.next = PaginationLink{.href = href(current + 1)};
    int last = 0;
    for (int page = 1; page <= pages; ++page) {
        const bool near = page >= current - 1 && page <= current + 1;
        if (page != 1 && page != pages && !near) continue;
        if (page > last + 1) params.items.push_back({.ellipsis = true});
        params.items.push_back(
            {.number = std::to_string(page), .href = href(page), .current = page == current});
        last = page;
    }
    return pagination(params);
}

struct GenericHeader {
    Content logo{};
    std::string href = "/";
    std::string classes{};
    std::string container_classes = "govuk-width-container";
    Attributes attributes{};
};
Html generic_header(const GenericHeader& params);

struct NavigationItem {
    Content content{};
    std::string href{};
    bool active = false;   ///< the section the page is in
    bool current = false;  ///< the page itself
    Attributes attributes{};
};
struct ServiceNavigation {
    std::string service_name{};
    std::string service_url{};
    std::vector<NavigationItem> items{};
    std::optional<bool> collapse_on_mobile{};  ///< none: when there is more than one item
    std::string menu_text = "Menu";
    std::string menu_label{};
    std::string navigation_label{};
    std::string navigation_id = "navigation";
    std::string navigation_classes{};
    std::string aria_label = "Service information";
    Html start{}, end{}, navigation_start{}, navigation_end{};
    bool end_inline = false;
    std::string classes{};
    Attributes attributes{};
};
Html service_navigation(const ServiceNavigation& params);

struct FooterLink {
    std::string text{};
    std::string href{};
    Attributes attributes{};
};
struct FooterSection {
    std::string title{};
    std::string width = "full";
    int columns = 0;
    std::vector<FooterLink> items{};
};
struct FooterMeta {
    std::string visually_hidden_title = "Support links";
    std::vector<FooterLink> items{};
    Content content{};
};
struct Footer {
    std::vector<FooterSection> navigation{};
    std::optional<FooterMeta> meta{};
    bool crown = false;         ///< only a service on GOV.UK may show it
    bool licence = false;       ///< the Open Government Licence line
    Content licence_content{};  ///< empty: GOV.UK's words
    bool copyright = false;     ///< the Crown copyright line
    Content copyright_content{};
    std::string classes{};
    std::string container_classes{};
    Attributes attributes{};
};
Html footer(const Footer& params);

}
