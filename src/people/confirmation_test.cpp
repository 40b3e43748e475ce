// What a form did is said once, on the page it leads to, to its sender, and never in a stranger's words.
#include "people/confirmation.hpp"

#include <gtest/gtest.h>

#include "platform/web/cookies.hpp"

namespace tarn::people {
namespace {

const Instant now = *parse_instant("2026-03-02T09:00:00Z");
const ConfirmedIn hers{.key = "key", .session = "a1"};
constexpr std::string_view words = "Visit offered to St Mary's; Brook & Hill. £5";

/// As a browser sends it with its next request.
web::Request carrying(const std::string& set_cookie, std::string path) {
    web::Request request;
    request.path = std::move(path);
    request.cookies = web::parse_cookies(set_cookie.substr(0, set_cookie.find(';')));
    return request;
}
web::Request after(std::string_view location, std::string path) {
    return carrying(confirmation_cookie(hers, location, words, now), std::move(path));
}

TEST(Confirmation, IsSaidOnThePageThatTheFormLeadsTo) {
    EXPECT_EQ(confirmation_in(hers, after("/visits?page=2#new", "/visits"), now), words);
    EXPECT_EQ(confirmation_in(hers, after("/areas/North%20East", "/areas/North East"), now), words);
}

TEST(Confirmation, IsSaidNowhereElseToNobodyElseAndNotLater) {
    EXPECT_FALSE(confirmation_in(hers, after("/visits", "/visits/1"), now));
    EXPECT_FALSE(confirmation_in({.key = "key", .session = "b2"}, after("/visits", "/visits"), now));
    EXPECT_FALSE(confirmation_in(hers, after("/visits", "/visits"), now + std::chrono::minutes{3}));
    EXPECT_FALSE(confirmation_in(hers, carrying(confirmation_shown(false), "/visits"), now));
    EXPECT_FALSE(confirmation_in(hers, web::Request{}, now));
}

TEST(Confirmation, CannotBeForged) {
    auto request = after("/visits", "/visits");
    auto& sent = request.cookies.front().second;
    const auto at = sent.find("Brook");
    ASSERT_NE(at, std::string::npos);
    sent.replace(at, 5, "Hello");
    EXPECT_FALSE(confirmation_in(hers, request, now));
    EXPECT_FALSE(confirmation_in({.key = "other", .session = "a1"}, after("/visits", "/visits"), now));
    EXPECT_FALSE(
        confirmation_in({.key = "key", .session = "a1", .secure = true}, after("/visits", "/visits"), now))
        << "behind TLS only the cookie that other hosts cannot set counts";
}

TEST(Confirmation, StaysWithinWhatBrowsersKeep) {
    std::string endless;
    while (endless.size() < 5000) endless += "é";
    const auto cookie = confirmation_cookie(hers, "/visits", endless, now);
    EXPECT_LT(cookie.size(), 4096U);
    const auto shown = confirmation_in(hers, carrying(cookie, "/visits"), now);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->size() % 2, 0U) << "no character is cut in two";
}

}
}
