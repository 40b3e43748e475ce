#pragma once
// A browser in which the owner of an account has signed in before is told from a stranger's behind the same
// proxy, by a cookie of its own [owasp-device-cookies].
#include <optional>
#include <string>
#include <string_view>

#include "platform/web/web.hpp"

namespace tarn::people {

/// Set-Cookie after a password was right. It opens nothing: it only keeps the tries of this browser apart. Of
/// the account it holds no trace, since it can be checked for one that is named alone.
std::string known_browser_cookie(std::string_view key, std::string_view email, bool secure);
/// The browser's number, when it is known for the account.
std::optional<std::string> known_browser(std::string_view key, std::string_view email,
                                         const web::Request& request, bool secure);

}
