#include "feature_kit/confirmation.hpp"

#include "platform/crypto/sign.hpp"
#include "platform/web/cookies.hpp"

namespace tarn::kit {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view cookie = "tarn_done";
constexpr auto shown_within = 2min;
// Browsers keep cookies of 4,096 bytes; encoding makes up to three of one.
constexpr std::size_t most_bytes = 600;

std::string purpose(std::string_view session) {
    return "confirmation in " + std::string{session};
}

std::string_view path_of(std::string_view location) {
    return location.substr(0, location.find_first_of("?#"));
}

/// Not in the middle of a character of UTF-8.
std::string_view cut(std::string_view words) {
    if (words.size() <= most_bytes) return words;
    std::size_t end = most_bytes;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xc0) == 0x80) --end;
    return words.substr(0, end);
}

}

std::string confirmation_cookie(const ConfirmedIn& in, std::string_view location, std::string_view words,
                                Instant now) {
    const std::string path = web::url_decode(path_of(location), false).value_or("");
    const std::string value = iso(now + shown_within) + "\n" + path + "\n" + std::string{cut(words)};
    return web::set_cookie({.name = web::cookie_name(cookie, in.secure),
                            .value = crypto::sign(in.key, purpose(in.session), value),
                            .max_age = shown_within,
                            .secure = in.secure});
}

std::optional<std::string> confirmation_in(const ConfirmedIn& in, const web::Request& request, Instant now) {
    const auto sent = request.cookie(web::cookie_name(cookie, in.secure));
    const auto value = sent ? crypto::verify_signed(in.key, purpose(in.session), *sent) : std::nullopt;
    if (!value) return std::nullopt;
    const auto first = value->find('\n'), second = value->find('\n', first + 1);
    if (second == std::string::npos) return std::nullopt;
    const auto until = parse_instant(std::string_view{*value}.substr(0, first));
    if (!until || now > *until || value->substr(first + 1, second - first - 1) != request.path)
        return std::nullopt;
    return value->substr(second + 1);
}

std::string confirmation_shown(bool secure) {
    return web::set_cookie(
        {.name = web::cookie_name(cookie, secure), .value = "", .max_age = 0s, .secure = secure});
}

}
