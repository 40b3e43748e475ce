#include "platform/web/cookies.hpp"

#include <algorithm>
#include <stdexcept>

namespace tarn::web {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

bool is_token(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
}

}

std::string cookie_name(std::string_view name, bool secure) {
    return (secure ? "__Host-" : "") + std::string{name};
}

std::string set_cookie(const Cookie& cookie) {
    if (!is_token(cookie.name)) throw std::invalid_argument("a cookie's name is letters, digits, - and _");
    if (cookie.path.find_first_of(";\r\n") != std::string::npos)
        throw std::invalid_argument("a cookie's path has no ;");
    std::string out = cookie.name + "=" + url_encode(cookie.value) + "; Path=" + cookie.path;
    if (cookie.max_age) out += "; Max-Age=" + std::to_string(cookie.max_age->count());
    if (cookie.secure) out += "; Secure";
    return out + "; HttpOnly; SameSite=Lax";
}

Fields parse_cookies(std::string_view header) {
    Fields cookies;
    while (!header.empty()) {
        const std::string_view pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(header.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        const std::string_view name = trimmed(pair.substr(0, equals));
        std::string_view value = trimmed(pair.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        auto decoded = url_decode(value, false);
        if (name.empty() || !decoded || !is_text(*decoded)) continue;
        cookies.emplace_back(name, std::move(*decoded));
    }
    return cookies;
}

}
