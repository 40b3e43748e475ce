#include "people/known_browser_pages.hpp"

#include "people/people_rules.hpp"
#include "platform/crypto/sign.hpp"
#include "platform/web/cookies.hpp"

namespace tarn::people {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view known_name = "tarn_known";
constexpr auto known_for = 24h * 90;

std::string purpose(std::string_view email) {
    return "known browser of " + lower_email(email);
}

}

std::string known_browser_cookie(std::string_view key, std::string_view email, bool secure) {
    return web::set_cookie({.name = web::cookie_name(known_name, secure),
                            .value = crypto::sign(key, purpose(email), crypto::random_token()),
                            .max_age = known_for,
                            .secure = secure});
}

std::optional<std::string> known_browser(std::string_view key, std::string_view email,
                                         const web::Request& request, bool secure) {
    const auto sent = request.cookie(web::cookie_name(known_name, secure));
    const auto number = sent ? crypto::verify_signed(key, purpose(email), *sent) : std::nullopt;
    return number ? std::optional{std::string{*number}} : std::nullopt;
}

}
