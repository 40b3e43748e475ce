// The page behind the search box in the head of every page, and its suggestions while somebody types.
#include <algorithm>
#include <set>

#include "feature_kit/search.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "server/pages.hpp"

namespace tarn::server {
namespace {

using kit::SearchHit;
using kit::SearchSource;
using page_kit::Html;

constexpr std::size_t shown = 20;          // of each kind on the page
constexpr std::size_t suggested = 4;       // of each kind while typing
constexpr std::size_t suggested_all = 10;  // of all kinds

struct Found {
    std::string title;
    std::vector<SearchHit> hits{};
    bool more = false;  ///< than are shown
};

/// Keeps the best `limit` of a kind.
void cut(Found& kind, const SearchText& typed, std::size_t limit) {
    std::ranges::stable_sort(kind.hits, std::greater<>{},
                             [&](const SearchHit& hit) { return kit::rank_of(hit, typed); });
    kind.more = kind.hits.size() > limit;
    if (kind.more) kind.hits.resize(limit);
}

/// The kinds of which something is found, the one with the best answer first.
std::vector<Found> found_in(const std::vector<SearchSource>& sources, kit::Act& act, const SearchText& typed,
                            std::size_t limit) {
    std::vector<Found> all;
    if (typed.too_short()) return all;
    for (const SearchSource& source : sources) {
        if (!act.viewer.may(source.permission)) continue;
        auto hits = source.find(act, typed, limit + 1);
        if (hits.empty()) continue;
        auto kind = std::ranges::find(all, source.title, &Found::title);
        if (kind == all.end()) kind = all.insert(all.end(), {source.title});
        std::ranges::move(hits, std::back_inserter(kind->hits));
    }
    for (Found& kind : all) cut(kind, typed, limit);
    std::ranges::stable_sort(all, std::greater<>{},
                             [&](const Found& kind) { return kit::rank_of(kind.hits.front(), typed); });
    return all;
}

/// What is left of the kinds when no more than `limit` lines are shown of all of them.
void cut_all(std::vector<Found>& all, std::size_t limit) {
    for (Found& kind : all) {
        kind.hits.resize(std::min(kind.hits.size(), limit));
        limit -= kind.hits.size();
    }
    std::erase_if(all, [](const Found& kind) { return kind.hits.empty(); });
}

/// As a page shows them; whoever reads confidential words here has read them as on the page they stand on.
page_kit::Suggestions lines_of(const Found& kind, kit::Act& act, const SearchText& typed) {
    page_kit::Suggestions lines{.title = kind.title};
    for (const SearchHit& hit : kind.hits) {
        if (!hit.audit.empty()) act.record(hit.audit, hit.object);
        std::string detail = hit.detail;
        if (!hit.text.empty()) detail += (detail.empty() ? "" : ". ") + typed.excerpt(hit.text);
        lines.found.push_back({.text = hit.title, .detail = std::move(detail), .href = hit.href});
    }
    return lines;
}

std::string none_for(const SearchText& typed) {
    return typed.too_short() ? "Type at least 2 letters or digits."
                             : "Nothing you can open matches \"" + typed.typed() + "\".";
}

web::Response fragment(const std::vector<SearchSource>& sources, kit::Act& act, const SearchText& typed) {
    auto found = found_in(sources, act, typed, suggested);
    cut_all(found, suggested_all);
    std::vector<page_kit::Suggestions> kinds;
    for (const Found& kind : found) kinds.push_back(lines_of(kind, act, typed));
    return web::Response::page(page_kit::suggestions(kinds, none_for(typed)));
}

/// Before anything was typed: what there is to find.
Html help(const std::vector<SearchSource>& sources, const kit::Act& act) {
    std::vector<page_kit::Content> kinds;
    std::set<std::string> told;
    for (const SearchSource& source : sources)
        if (act.viewer.may(source.permission) && told.insert(source.title).second)
            kinds.emplace_back(source.title);
    return page_kit::paragraph(
               "Type a name, a number or a few words in the box at the top of the page. You can find:") +
           page_kit::bullet_list(kinds);
}

web::Response page(const std::vector<SearchSource>& sources, kit::Act& act, const SearchText& typed) {
    page_kit::PageFrame frame{.title = "Search", .sought = typed.typed()};
    if (typed.typed().empty()) return kit::respond(act, frame, page_kit::two_thirds(help(sources, act)));
    frame.title = "Search results: " + typed.typed();
    const auto found = found_in(sources, act, typed, shown);
    Html content;
    for (const Found& kind : found) {
        content += page_kit::heading(2, kind.title) + page_kit::suggestion_list(lines_of(kind, act, typed));
        if (kind.more)
            content += page_kit::paragraph("Only the best " + std::to_string(shown) +
                                           " are shown. Type more words to find others.");
    }
    if (found.empty())
        content =
            page_kit::paragraph(none_for(typed)) +
            (typed.too_short() ? Html{} : page_kit::paragraph("Check the spelling, or type fewer words."));
    return kit::respond(act, frame, page_kit::two_thirds(std::move(content)));
}

struct Place {
    SearchHit hit;
    access::Permission permission;
    std::function<bool(const kit::Act&)> shown;  ///< of the menu's line under which it stands
};

std::function<bool(const kit::Act&)> shown_under(const std::vector<kit::NavItem>& menu,
                                                 std::string_view path) {
    for (const kit::NavItem& item : menu)
        if (item.shown && path.starts_with(item.href + "/")) return item.shown;
    return {};
}

/// Pages that can be opened without naming a thing, under the menu's words where it leads there.
std::vector<Place> places(const std::vector<kit::Route>& routes, const std::vector<kit::NavItem>& menu) {
    std::vector<Place> all;
    std::set<std::string> hrefs;
    for (const kit::NavItem& item : menu)
        if (hrefs.insert(item.href).second)
            all.push_back({{item.title, item.href}, item.permission, item.shown});
    for (const kit::Route& route : routes) {
        const bool page = route.method == web::Method::get && !route.title.empty() &&
                          route.pattern.find_first_of("{.") == std::string::npos;
        if (page && hrefs.insert(route.pattern).second)
            all.push_back({{route.title, route.pattern}, route.permission, shown_under(menu, route.pattern)});
    }
    return all;
}

SearchSource page_search(std::vector<Place> places) {
    const auto find = [places = std::move(places)](kit::Act& act, const SearchText& typed,
                                                   std::size_t limit) {
        std::vector<SearchHit> open;
        for (const Place& place : places)
            if (act.viewer.may(place.permission) && (!place.shown || place.shown(act)))
                open.push_back(place.hit);
        return kit::best_hits(std::move(open), typed, limit);
    };
    return {.title = "Pages", .find = find};
}

}

std::vector<kit::Route> search_routes(std::vector<SearchSource> sources, const std::vector<kit::Route>& pages,
                                      const std::vector<kit::NavItem>& menu) {
    sources.push_back(page_search(places(pages, menu)));
    const auto answer = [sources = std::move(sources)](kit::Act& act) {
        const SearchText typed{act.request.query_value("q").value_or("")};
        return act.request.query_value("fragment") ? fragment(sources, act, typed)
                                                   : page(sources, act, typed);
    };
    // Where schools alone were found once; links to it are about.
    const auto moved = [](kit::Act& act) {
        return web::Response::redirect(std::string{search_href} +
                                       "?q=" + web::url_encode(act.request.query_value("q").value_or("")));
    };
    using access::Permission, web::Method;
    return {{Method::get, search_href, Permission::signed_in, false, "", answer, "Searching"},
            {Method::get, "/schools/find", Permission::signed_in, false, "", moved, "Finding a school"}};
}

}
