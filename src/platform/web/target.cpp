#include "platform/web/target.hpp"

#include <algorithm>

#include "platform/web/web.hpp"

namespace tarn::web {
namespace {

std::optional<std::string_view> origin_form(std::string_view target) {
    if (target.starts_with("http://") || target.starts_with("https://")) {
        target.remove_prefix(target.find("//") + 2);
        const std::size_t slash = target.find_first_of("/?");
        if (slash == std::string_view::npos) return "/";
        target.remove_prefix(slash);
    }
    if (target.empty() || target.front() != '/') return std::nullopt;
    return target;
}

}

std::optional<Target> parse_target(std::string_view text) {
    const auto origin = origin_form(text);
    if (!origin || origin->find('#') != std::string_view::npos) return std::nullopt;
    const std::size_t question = std::min(origin->find('?'), origin->size());
    Target target;
    std::string_view path = origin->substr(0, question);
    if (question < origin->size()) target.query = origin->substr(question + 1);
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        auto segment = url_decode(path.substr(0, end), false);
        if (!segment || !is_text(*segment)) return std::nullopt;
        target.path += '/';
        target.path += *segment;
        target.segments.push_back(std::move(*segment));
        path.remove_prefix(end);
    }
    if (target.segments.size() == 1 && target.segments.front().empty()) target.segments.clear();
    if (target.path.empty()) target.path = "/";
    return target;
}

}
