#include "stories/covered.hpp"

#include <algorithm>
#include <mutex>
#include <set>

#include "stories/fill_in.hpp"

namespace tarn::stories {
namespace {

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

/// The file that an upload page gives to begin with has the title of the upload, and is no list.
bool is_file_of_a_list(const server::RouteLine& route, const std::vector<server::RouteLine>& routes) {
    if (route.method != "GET" || (!route.pattern.ends_with(".csv") && !route.pattern.ends_with(".xlsx")))
        return false;
    return std::ranges::none_of(routes, [&](const server::RouteLine& other) {
        return other.method == "POST" && other.title == route.title;
    });
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
    for (const server::RouteLine& route : routes) {
        const bool file = is_file_of_a_list(route, routes);
        if ((route.method != "POST" && !file) || told.contains(&route)) continue;
        faults.push_back("No story " + std::string{file ? "downloads" : "sends"} + " \"" + route.title +
                         "\": " + route.method + " " + route.pattern);
    }
    return faults;
}

}
