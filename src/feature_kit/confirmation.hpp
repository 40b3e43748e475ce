#pragma once
// "The visit is offered": said once, on the page that a form leads to. It travels in a signed cookie rather
// than in the address, so that no link can put words into the service's mouth and no log or history keeps
// them.
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "platform/web/web.hpp"

namespace tarn::kit {

/// For whom and where a confirmation is meant.
struct ConfirmedIn {
    std::string_view key;      ///< the installation's, which signs
    std::string_view session;  ///< of the person who sent the form
    bool secure = false;       ///< behind TLS
};
/// Set-Cookie beside a redirect to `location`; good for two minutes.
std::string confirmation_cookie(const ConfirmedIn& in, std::string_view location, std::string_view words,
                                Instant now);
/// The words, when this request is for the page they are meant for, in the session they were said to.
std::optional<std::string> confirmation_in(const ConfirmedIn& in, const web::Request& request, Instant now);
/// Set-Cookie of a page that has shown them.
std::string confirmation_shown(bool secure);

}
