#include "platform/web/router.hpp"

#include <functional>
#include <set>
#include <stdexcept>

namespace tarn::web {
namespace {

constexpr std::size_t slot(Method method) {
    return method == Method::get ? 0 : 1;
}

struct PatternSegment {
    std::string text;  ///< the literal, or the name without its braces
    bool named = false;
};

[[noreturn]] void refuse(const Route& route, std::string_view why) {
    throw std::invalid_argument("route " + route.pattern + ": " + std::string{why});
}

PatternSegment pattern_segment(const Route& route, std::string_view text) {
    const bool named = text.size() > 2 && text.front() == '{' && text.back() == '}';
    if (named) text = text.substr(1, text.size() - 2);
    if (text.empty() || text.find_first_of("{}%?#") != std::string_view::npos)
        refuse(route, "a segment is malformed");
    return {std::string{text}, named};
}

std::vector<PatternSegment> parse_pattern(const Route& route) {
    if (route.pattern.empty() || route.pattern.front() != '/') refuse(route, "a pattern starts with /");
    std::vector<PatternSegment> segments;
    std::set<std::string> names;
    std::string_view rest = std::string_view{route.pattern}.substr(1);
    while (!rest.empty()) {
        const std::size_t end = rest.find('/');
        segments.push_back(pattern_segment(route, rest.substr(0, end)));
        if (segments.back().named && !names.insert(segments.back().text).second)
            refuse(route, "a name stands twice");
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
        if (rest.empty()) refuse(route, "a pattern does not end with /");
    }
    return segments;
}

}

struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> named;
    std::array<const Route*, 2> routes{};  ///< by slot(method)

    bool answers() const { return routes[0] || routes[1]; }
    Node& child(const PatternSegment& segment) {
        auto& next = segment.named ? named : literals[segment.text];
        if (!next) next = std::make_unique<Node>();
        return *next;
    }
};

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)), root_(std::make_unique<Node>()) {
    for (const Route& route : routes_) insert(route);
}

Router::~Router() = default;

void Router::insert(const Route& route) {
    if (!route.handler) refuse(route, "no handler");
    Node* node = root_.get();
    for (const PatternSegment& segment : parse_pattern(route)) node = &node->child(segment);
    const Route*& place = node->routes[slot(route.method)];
    if (place) refuse(route, "the same address is declared by " + place->pattern);
    place = &route;
}

const Router::Node* Router::walk(const Node& node, const Segments& segments, std::size_t at) const {
    if (at == segments.size()) return node.answers() ? &node : nullptr;
    if (const auto literal = node.literals.find(segments[at]); literal != node.literals.end())
        if (const Node* found = walk(*literal->second, segments, at + 1)) return found;
    if (node.named && !segments[at].empty()) return walk(*node.named, segments, at + 1);
    return nullptr;
}

Router::Match Router::find(Method method, const Segments& segments) const {
    const Node* node = walk(*root_, segments, 0);
    if (!node) return {};
    Match match;
    match.route = node->routes[slot(method)];
    if (!match.route) {
        match.allow = node->routes[slot(Method::get)] ? "GET, HEAD" : "POST";
        return match;
    }
    std::size_t at = 0;
    for (const PatternSegment& segment : parse_pattern(*match.route)) {
        if (segment.named) match.parameters.emplace_back(segment.text, segments[at]);
        ++at;
    }
    return match;
}

}
