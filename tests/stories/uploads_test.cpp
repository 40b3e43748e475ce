// Files on their way in, before and after somebody may send them; and the cookies that say who does. Over
// HTTP.
#include <gtest/gtest.h>

#include "stories/cast.hpp"
#include "support/web_client.hpp"

namespace tarn::stories {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::Engine;

constexpr std::size_t large = 60 << 20;

class Uploads : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        if (GetParam() == Engine::postgres && !test::postgres_available())
            GTEST_SKIP() << "NOT TESTED ON POSTGRESQL";
        cast.emplace(GetParam());
        cast->add_person("Dev", "data officer");
        cast->add_person("Dora", "director");
    }
    void TearDown() override { cast.reset(); }

    /// The address with the token that the page's upload form leads to.
    std::string action(const std::string& name) {
        for (const Form& form : forms_of(cast->signed_in(name).open("/evidence/imports")))
            if (form.action.starts_with("/evidence/imports?")) return form.action;
        return "none";
    }
    /// What the head of a large upload gets, of which not one byte follows.
    Answer head(const std::string& address, const web::Fields& cookies, const std::string& headers = {}) {
        std::string request = "POST " + address + " HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n";
        request += "Referer: http://127.0.0.1/evidence/imports\r\n" + headers;
        request += "Content-Length: " + std::to_string(large) + "\r\nCookie: ";
        for (const auto& [cookie, value] : cookies) request += cookie + "=" + value + "; ";
        return test::Client(cast->port()).ask(request + "a=b\r\n\r\n");
    }
    std::int64_t refusals() {
        return cast->database().read()->count("SELECT COUNT(*) FROM audit WHERE action = 'refused'");
    }

    std::optional<Cast> cast;
};
TARN_ON_EACH_DATABASE(Uploads);

TEST_P(Uploads, AreAdmittedByTheirHead) {
    const std::string mine = action("Dev");
    const auto cookies = cast->browser("Dev").cookies();
    EXPECT_EQ(head(mine, cookies).status, 100);
    const std::string token = mine.substr(mine.find("csrf=") + 5);
    EXPECT_EQ(
        head("/evidence/imports", cookies, "X-CSRF-Token: " + *web::url_decode(token, false) + "\r\n").status,
        100);
}

TEST_P(Uploads, OfStrangersLeadToTheSignInBeforeTheyAreRead) {
    const auto answer = head("/evidence/imports", {});
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.headers.at("location"), "/sign-in?file=1&next=%2Fevidence%2Fimports");
    EXPECT_EQ(answer.headers.at("connection"), "close");
}

TEST_P(Uploads, WithoutTheTokenOfTheSignInAreRefusedBeforeTheyAreRead) {
    const std::string mine = action("Dev");
    cast->signed_in("Dora").open("/people/new");
    std::string others;
    for (const Form& form : forms_of(cast->browser("Dora").page()))
        for (const auto& [name, value] : form.fields)
            if (name == "csrf") others = value;
    const auto cookies = cast->browser("Dev").cookies();
    EXPECT_EQ(head("/evidence/imports", cookies).status, 403);
    EXPECT_EQ(head("/evidence/imports?csrf=", cookies).status, 403);
    EXPECT_EQ(head("/evidence/imports?csrf=" + web::url_encode(others), cookies).status, 403);
}

TEST_P(Uploads, OfWhoMayNotAreRefusedAndNotedBeforeTheyAreRead) {
    cast->signed_in("Dora").open("/people/new");
    std::string token;
    for (const Form& form : forms_of(cast->browser("Dora").page()))
        for (const auto& [name, value] : form.fields)
            if (name == "csrf") token = value;
    const auto cookies = cast->browser("Dora").cookies();
    EXPECT_EQ(head("/evidence/imports?csrf=" + web::url_encode(token), cookies).status, 403);
    EXPECT_EQ(refusals(), 1);
}

TEST_P(Uploads, AfterTheEndOfTheSignInLeadBackToIt) {
    const std::string mine = action("Dev");
    cast->pass(3h);
    EXPECT_EQ(head(mine, cast->browser("Dev").cookies()).headers.at("location"),
              "/sign-in?file=1&next=%2Fevidence%2Fimports");
    const auto page =
        cast->browser("Dev").send_file("/evidence/imports", "roll.csv", std::string(2 << 20, 'x'));
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(text_of(page.body).find("signed out before the file was sent"), std::string::npos);
    const auto small = cast->browser("Dev").open("/sign-in?file=1");
    EXPECT_NE(text_of(small.body).find("Sign in and send it again"), std::string::npos);
}

TEST_P(Uploads, ArriveWithoutScripts) {
    action("Dev");
    const auto page =
        cast->browser("Dev").send_file("/evidence/imports", "roll.csv", std::string(2 << 20, 'x'));
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.address.starts_with("/evidence/imports/")) << page.address;
}

TEST_P(Uploads, LeaveTheirTokenInNoAddressOfAPage) {
    const std::string mine = action("Dev");
    cast->pass(3h);
    // The page that a refused file left in front of its sender has the token in its address.
    const std::string request = "POST /drafts HTTP/1.1\r\nHost: 127.0.0.1\r\nReferer: http://127.0.0.1" +
                                mine + "\r\nContent-Length: 0\r\n\r\n";
    EXPECT_EQ(test::Client(cast->port()).ask(request).status, 401);
    const auto answer = test::Client(cast->port())
                            .ask("POST /people HTTP/1.1\r\nHost: 127.0.0.1\r\nReferer: http://127.0.0.1" +
                                 mine + "\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(answer.headers.at("location"), "/sign-in?lost=1&next=%2Fevidence%2Fimports");
}

class Cookies : public Uploads {
  protected:
    /// The Set-Cookie line that signing in gives.
    std::string signing_in() {
        const auto page = test::Client(cast->port()).ask("GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        before = page.headers.at("set-cookie");
        std::string token;
        for (const Form& form : forms_of({200, "/sign-in", page.body, {}}))
            if (form.action == "/sign-in/persona")
                for (const auto& [name, value] : form.fields)
                    if (name == "csrf") token = value;
        const std::string body = "csrf=" + web::url_encode(token) + "&email=dev%40fellshire.example";
        return test::Client(cast->port())
            .ask("POST /sign-in/persona HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " +
                 before.substr(0, before.find(';')) +
                 "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                 std::to_string(body.size()) + "\r\n\r\n" + body)
            .headers.at("set-cookie");
    }
    int account(const std::string& cookie) {
        return test::Client(cast->port())
            .ask("GET /account HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n\r\n")
            .status;
    }
    std::string before;
};
INSTANTIATE_TEST_SUITE_P(Only, Cookies, testing::Values(Engine::sqlite));

TEST_P(Cookies, AreBoundToTheHostBehindTls) {
    cast->settings().behind_tls = true;
    const std::string cookie = signing_in();
    EXPECT_TRUE(before.starts_with("__Host-tarn_before=")) << before;
    EXPECT_TRUE(cookie.starts_with("__Host-tarn_session=")) << cookie;
    for (const std::string& line : {before, cookie}) {
        EXPECT_NE(line.find("; Path=/;"), std::string::npos) << line;
        EXPECT_NE(line.find("; Secure"), std::string::npos) << line;
        EXPECT_NE(line.find("; HttpOnly"), std::string::npos) << line;
        EXPECT_EQ(line.find("Domain"), std::string::npos) << line;
    }
    const std::string pair = cookie.substr(0, cookie.find(';'));
    EXPECT_EQ(account(pair), 200);
    EXPECT_EQ(account(pair.substr(std::string{"__Host-"}.size())), 303)
        << "the name that another host could set";
    const auto words = test::Client(cast->port()).ask("GET /cookies HTTP/1.1\r\nHost: t\r\n\r\n").body;
    EXPECT_NE(words.find("__Host-tarn_session"), std::string::npos);
}

TEST_P(Cookies, HaveTheirPlainNamesWithoutTls) {
    const std::string cookie = signing_in();
    EXPECT_TRUE(cookie.starts_with("tarn_session=")) << cookie;
    EXPECT_EQ(cookie.find("Secure"), std::string::npos);
    EXPECT_EQ(account(cookie.substr(0, cookie.find(';'))), 200);
}

TEST_P(Cookies, LiveNoLongerThanTheSession) {
    cast->settings().session_hours = 2;
    const std::string cookie = signing_in();
    EXPECT_NE(cookie.find("; Max-Age=7200;"), std::string::npos) << cookie;
    const auto words = test::Client(cast->port()).ask("GET /cookies HTTP/1.1\r\nHost: t\r\n\r\n").body;
    EXPECT_NE(words.find("After 2 hours"), std::string::npos);
}

}
}
