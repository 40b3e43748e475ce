#include "stories/covered.hpp"

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <set>

#include "stories/fill_in.hpp"

namespace tarn::stories {
namespace {

struct Exception {
    std::string_view route, why;
};
constexpr Exception exceptions[] = {
    {"POST /areas/manage/{area}", "not yet"},
    {"POST /areas/import", "not yet"},
    {"POST /schools/{urn}/posts/end", "not yet"},
    {"POST /posts/import", "not yet"},
    {"POST /schools/{urn}/notes", "not yet"},
    {"POST /schools/{urn}/notes/{note}/end", "not yet"},
    {"POST /schools/{urn}/facts", "not yet"},
    {"POST /schools/{urn}/facts/{fact}/end", "not yet"},
    {"POST /evidence/facts/import", "not yet"},
    {"POST /comparators/{list}", "not yet"},
    {"POST /comparators/{list}/remove", "not yet"},
    {"POST /board/meetings/{meeting}/agree", "not yet"},
    {"POST /board/meetings/{meeting}/minutes", "not yet"},
    {"POST /board/meetings/{meeting}/present", "not yet"},
    {"POST /board/meetings/{meeting}/close", "not yet"},
    {"POST /board/meetings/{meeting}/packs", "not yet"},
    {"POST /levels/runs", "not yet"},
};

struct Seen {
    std::mutex mutex;
    std::set<std::string> sent, opened;  ///< addresses that answered below 400, without their query
};
Seen& seen() {
    static Seen all;
    return all;
}

std::ptrdiff_t unknown_parts(const std::string& pattern) {
    return std::ranges::count(pattern, '{');
}

/// The route that an address belongs to: the one with the fewest placeholders, as the server chooses.
const server::RouteLine* route_of(const std::vector<server::RouteLine>& routes, std::string_view method,
                                  const std::string& address) {
    const server::RouteLine* found = nullptr;
    for (const server::RouteLine& route : routes)
        if (route.method == method && fits(route.pattern, {}, address) &&
            (!found || unknown_parts(route.pattern) < unknown_parts(found->pattern)))
            found = &route;
    return found;
}

bool is_file_of_a_list(const server::RouteLine& route) {
    return route.method == "GET" && (route.pattern.ends_with(".csv") || route.pattern.ends_with(".xlsx"));
}

}

void note_answer(std::string_view method, const std::string& address, int status) {
    if (status >= 400) return;
    const std::lock_guard lock(seen().mutex);
    (method == "POST" ? seen().sent : seen().opened).insert(address.substr(0, address.find('?')));
}

std::vector<std::string> without_story(const std::vector<server::RouteLine>& routes) {
    const std::lock_guard lock(seen().mutex);
    std::set<const server::RouteLine*> told;
    for (const std::string& address : seen().sent) told.insert(route_of(routes, "POST", address));
    for (const std::string& address : seen().opened) told.insert(route_of(routes, "GET", address));
    std::vector<std::string> faults;
    std::set<std::string_view> needed;
    for (const server::RouteLine& route : routes) {
        const bool file = is_file_of_a_list(route);
        if ((route.method != "POST" && !file) || told.contains(&route)) continue;
        const std::string line = route.method + " " + route.pattern;
        const auto* excepted = std::ranges::find(exceptions, line, &Exception::route);
        if (excepted != std::end(exceptions))
            needed.insert(excepted->route);
        else
            faults.push_back("No story " + std::string{file ? "downloads" : "sends"} + " \"" + route.title +
                             "\": " + line);
    }
    for (const Exception& each : exceptions)
        if (!needed.contains(each.route))
            std::printf("%s has a story or is no route: its exception in covered.cpp can go\n",
                        std::string{each.route}.c_str());
    return faults;
}

}
