// What a form did is said once, on the page it leads to, to its sender, and never in a stranger's words.
#include "feature_kit/confirmation.hpp"

#include <gtest/gtest.h>

#include "feature_kit/only_asha_test.hpp"
#include "platform/crypto/sign.hpp"
#include "platform/web/cookies.hpp"
#include "support/test_database.hpp"

namespace tarn::kit {
namespace {

const Instant sent_at = *parse_instant("2026-03-02T09:00:00Z");
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
    return carrying(confirmation_cookie(hers, location, words, sent_at), std::move(path));
}

TEST(Confirmation, IsSaidOnThePageThatTheFormLeadsTo) {
    EXPECT_EQ(confirmation_in(hers, after("/visits?page=2#new", "/visits"), sent_at), words);
    EXPECT_EQ(confirmation_in(hers, after("/areas/North%20East", "/areas/North East"), sent_at), words);
}

TEST(Confirmation, IsSaidNowhereElseToNobodyElseAndNotLater) {
    EXPECT_FALSE(confirmation_in(hers, after("/visits", "/visits/1"), sent_at));
    EXPECT_FALSE(confirmation_in({.key = "key", .session = "b2"}, after("/visits", "/visits"), sent_at));
    EXPECT_FALSE(confirmation_in(hers, after("/visits", "/visits"), sent_at + std::chrono::minutes{3}));
    EXPECT_FALSE(confirmation_in(hers, carrying(confirmation_shown(false), "/visits"), sent_at));
    EXPECT_FALSE(confirmation_in(hers, web::Request{}, sent_at));
}

TEST(Confirmation, CannotBeForged) {
    auto request = after("/visits", "/visits");
    auto& sent = request.cookies.front().second;
    const auto at = sent.find("Brook");
    ASSERT_NE(at, std::string::npos);
    sent.replace(at, 5, "Hello");
    EXPECT_FALSE(confirmation_in(hers, request, sent_at));
    EXPECT_FALSE(confirmation_in({.key = "other", .session = "a1"}, after("/visits", "/visits"), sent_at));
    EXPECT_FALSE(confirmation_in({.key = "key", .session = "a1", .secure = true}, after("/visits", "/visits"),
                                 sent_at))
        << "behind TLS only the cookie that other hosts cannot set counts";
}

TEST(Confirmation, StaysWithinWhatBrowsersKeep) {
    std::string endless;
    while (endless.size() < 5000) endless += "é";
    const auto cookie = confirmation_cookie(hers, "/visits", endless, sent_at);
    EXPECT_LT(cookie.size(), 4096U);
    const auto shown = confirmation_in(hers, carrying(cookie, "/visits"), sent_at);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->size() % 2, 0U) << "no character is cut in two";
}

/// A form and the page it leads to, behind the gate, as one signed-in person's browser sees them.
class ConfirmationAtTheGate : public testing::Test {
  protected:
    ConfirmationAtTheGate() {
        const auto db = database->write();
        db->execute(
            "INSERT INTO person (id, name, email, added) VALUES (1, 'Asha Rahman', 'asha@fellshire.example', "
            "$1)",
            sent_at);
        db->commit();
    }
    web::Request request(web::Method method, std::string path) {
        web::Request made;
        made.method = method;
        made.path = std::move(path);
        made.cookies = cookies;
        return made;
    }
    web::Response send() {
        auto form = request(web::Method::post, "/offer");
        form.form = {{"csrf", "token"}};
        return posting.handler(form);
    }
    web::Response open() {
        auto page = request(web::Method::get, "/visits");
        return showing.handler(page);
    }
    /// Keeps cookies as a browser does.
    void keep(const web::Response& response) {
        for (const auto& [name, value] : response.headers) {
            if (name != "Set-Cookie") continue;
            cookies = web::parse_cookies(value.substr(0, value.find(';')));
            if (value.find("Max-Age=0") != std::string::npos) cookies.clear();
        }
    }

    test::TestDatabase database{test::Engine::sqlite};
    const FixedClock clock{sent_at};
    access::AuditWriter audit_writer{*database};
    OnlyAsha visitors;
    Gate gate{*database, clock, visitors, audit_writer, {.key = "key"}};
    web::Route posting = gate.guard(
        {web::Method::post, "/offer", access::Permission::signed_in, true, "visit.offered", [](Act& act) {
             act.confirmation = words;
             return web::Response::redirect("/visits");
         }});
    web::Route showing =
        gate.guard({web::Method::get, "/visits", access::Permission::signed_in, false, "",
                    [](Act& act) { return respond(act, {.title = "Visits"}, web::Html::text("The list")); }});
    web::Fields cookies;
};

TEST_F(ConfirmationAtTheGate, IsShownOnce) {
    const auto sent = send();
    ASSERT_EQ(sent.status, 303) << sent.body;
    keep(sent);
    ASSERT_EQ(cookies.size(), 1U);
    const auto first = open();
    EXPECT_NE(first.body.find("Visit offered to St Mary&#39;s; Brook &amp; Hill. £5"), std::string::npos)
        << first.body;
    EXPECT_NE(first.body.find("govuk-notification-banner--success"), std::string::npos);
    keep(first);
    EXPECT_TRUE(cookies.empty());
    EXPECT_EQ(open().body.find("govuk-notification-banner"), std::string::npos);
}

}
}
