#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/web/web.hpp"

namespace tarn::web {

/// A cookie that scripts cannot read and other sites' forms cannot send.
struct Cookie {
    std::string name;
    std::string value;  ///< letters, digits and -._~ as they are; the rest percent-encoded
    std::optional<std::chrono::seconds> max_age{};  ///< none: until the browser closes; 0 deletes
    bool secure = false;                            ///< true behind TLS
    std::string path = "/";
};

/// Behind TLS "__Host-" before the name: browsers refuse such a cookie from another host or without HTTPS
/// (RFC 6265bis, 4.1.3.2).
std::string cookie_name(std::string_view name, bool secure);

/// The value of a Set-Cookie header: `response.add("Set-Cookie", set_cookie({...}))`. HttpOnly and
/// SameSite=Lax always.
std::string set_cookie(const Cookie& cookie);

/// The pairs of a Cookie header, values percent-decoded; a pair that is not name=value is passed over.
Fields parse_cookies(std::string_view header);

}
