// What people see while the database is held by another writer, full or gone, and how the service goes on:
// over HTTP, on both databases. A second way to the same database holds the writer, as an import by another
// process would.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <gtest/gtest.h>
#include <optional>

#include "stories/cast.hpp"
#include "support/relay.hpp"
#include "support/web_client.hpp"

namespace tarn::stories {
namespace {

using namespace std::chrono_literals;
using test::Answer;
using test::Engine;

constexpr int schools = 8;

std::string cookie_line(const web::Fields& cookies) {
    std::string line;
    for (const auto& [name, value] : cookies) line += (line.empty() ? "" : "; ") + name + "=" + value;
    return line.empty() ? "" : "Cookie: " + line + "\r\n";
}

Answer ask(std::uint16_t port, const std::string& request_line, const web::Fields& cookies = {},
           const std::string& headers = {}, const std::string& body = {}) {
    return test::Client(port).ask(request_line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" +
                                  cookie_line(cookies) + headers + "\r\n" + body);
}

Answer post(std::uint16_t port, const std::string& path, const web::Fields& cookies,
            const web::Fields& fields) {
    std::string body;
    for (const auto& [name, value] : fields)
        body += (body.empty() ? "" : "&") + web::url_encode(name) + "=" + web::url_encode(value);
    return ask(port, "POST " + path, cookies,
               "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n",
               body);
}

std::string notes_of(int school) {
    return "/schools/" + std::to_string(910000 + school) + "/notes";
}

web::Fields new_person(const std::string& token, int number) {
    const std::string digit = std::to_string(number);
    return {{"csrf", token},
            {"name", "Person " + digit},
            {"email", "person" + digit + "@fellshire.example"},
            {"role", "data_officer"}};
}

/// Asks until the status comes.
bool comes(std::uint16_t port, const std::string& request_line, int status, const web::Fields& cookies = {}) {
    const auto until = std::chrono::steady_clock::now() + 30s;
    while (std::chrono::steady_clock::now() < until) {
        if (ask(port, request_line, cookies).status == status) return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

class WithDirector : public testing::TestWithParam<Engine> {
  protected:
    void SetUp() override {
        if (GetParam() == Engine::postgres && !test::postgres_available())
            GTEST_SKIP() << "NOT TESTED ON POSTGRESQL";
    }
    void begin(storage::Options options = {}) {
        cast.emplace(GetParam(), options);
        cast->add_everyday_schools(schools);
        cast->add_person("Dora", "director");
        way_in();
        dora = &cast->signed_in("Dora");
        port = cast->port();
        // What the first pages read ahead is not what is measured here.
        ASSERT_TRUE(comes(port, "GET /ready", 200));
    }
    virtual void way_in() {}

    /// Another process begins to write and does not end.
    void hold() {
        other = storage::Database::open(cast->database_address(), test::sharing_key(cast->database()));
        holding = other->write();
    }
    void let_go() { holding.reset(); }

    std::string token() {
        for (const Form& form : forms_of(dora->open("/people/new")))
            if (form.action == "/people")
                for (const auto& [name, value] : form.fields)
                    if (name == "csrf") return value;
        return {};
    }
    std::chrono::milliseconds slowest_public_page() {
        std::chrono::milliseconds slowest{0};
        for (int i = 0; i < 10; ++i) {
            const auto begun = std::chrono::steady_clock::now();
            EXPECT_EQ(ask(port, "GET /accessibility").status, 200);
            slowest = std::max(slowest, std::chrono::duration_cast<std::chrono::milliseconds>(
                                            std::chrono::steady_clock::now() - begun));
        }
        return slowest;
    }

    std::unique_ptr<test::Relay> relay;
    std::unique_ptr<storage::Database> through_relay;
    std::optional<Cast> cast;
    std::unique_ptr<storage::Database> other;
    std::unique_ptr<storage::Writer> holding;
    Browser* dora = nullptr;
    std::uint16_t port = 0;
};

class HeldWriter : public WithDirector {};
TARN_ON_EACH_DATABASE(HeldWriter);

TEST_P(HeldWriter, LetsConfidentialPagesWaitWithoutStoppingOthers) {
    begin();
    hold();
    std::vector<std::future<Answer>> reads;
    for (int i = 1; i <= schools; ++i)
        reads.push_back(std::async(std::launch::async, [this, i, cookies = dora->cookies()] {
            return ask(port, "GET " + notes_of(i), cookies);
        }));
    std::this_thread::sleep_for(300ms);
    EXPECT_LT(slowest_public_page(), 1s);
    for (auto& read : reads)
        EXPECT_EQ(read.wait_for(0s), std::future_status::timeout) << "read, and not noted";
    let_go();
    for (auto& read : reads) EXPECT_EQ(read.get().status, 200);
    EXPECT_EQ(cast->database().read()->count("SELECT COUNT(*) FROM audit WHERE action = 'notes.read'"),
              schools);
}

TEST_P(HeldWriter, LetsFormsWaitWithoutStoppingOthers) {
    begin();
    const std::string csrf = token();
    hold();
    std::vector<std::future<Answer>> forms;
    for (int i = 1; i <= 8; ++i)
        forms.push_back(std::async(std::launch::async, [this, i, csrf, cookies = dora->cookies()] {
            return post(port, "/people", cookies, new_person(csrf, i));
        }));
    std::this_thread::sleep_for(300ms);
    EXPECT_LT(slowest_public_page(), 1s);
    let_go();
    for (auto& form : forms) EXPECT_EQ(form.get().status, 303);
    EXPECT_EQ(cast->database().read()->count("SELECT COUNT(*) FROM person"), 9);
}

TEST_P(HeldWriter, IsToldToWhoReads) {
    begin({.busy = 300ms});
    hold();
    const auto answer = ask(port, "GET " + notes_of(1), dora->cookies());
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.headers.count("retry-after"), 1U);
    EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
    EXPECT_NE(answer.body.find("This page cannot be shown yet"), std::string::npos);
    EXPECT_NE(answer.body.find("href=\"" + notes_of(1) + "\""), std::string::npos);
    let_go();
    EXPECT_EQ(ask(port, "GET " + notes_of(1), dora->cookies()).status, 200);
}

TEST_P(HeldWriter, GivesTheFormBackAsItWasTyped) {
    begin({.busy = 300ms});
    dora->open("/people/new");
    dora->fill("name", "Cara \"C\" Lund & Sons");
    dora->fill("email", "cara@fellshire.example");
    dora->fill("role", "data_officer");
    hold();
    const Page refused = dora->send_filled();
    EXPECT_EQ(refused.status, 503);
    EXPECT_NE(text_of(refused.body).find("your change was not saved"), std::string::npos);
    EXPECT_EQ(dora->send_filled().status, 503) << "and again";
    let_go();
    EXPECT_EQ(dora->send_filled().status, 200);
    EXPECT_EQ(cast->database().read()->count("SELECT COUNT(*) FROM person WHERE name = $1",
                                             "Cara \"C\" Lund & Sons"),
              1);
    dora->send_again();
    EXPECT_EQ(cast->database().read()->count("SELECT COUNT(*) FROM person"), 2)
        << "the same form, sent twice";
}

TEST_P(HeldWriter, KeepsTheAddressOfWhoSignsInAndNotThePassword) {
    begin({.busy = 300ms});
    Browser stranger(port);
    web::Fields fields;
    for (const Form& form : forms_of(stranger.open("/sign-in")))
        if (form.action == "/sign-in") fields = form.fields;
    set_field(fields, "email", "cara@fellshire.example");
    set_field(fields, "password", "three random words");
    hold();
    const Page page = stranger.send("/sign-in", fields);
    EXPECT_EQ(page.status, 503);
    EXPECT_NE(page.body.find("cara@fellshire.example"), std::string::npos);
    EXPECT_NE(text_of(page.body).find("Wait a minute, then enter your password again"), std::string::npos);
    EXPECT_EQ(page.body.find("three random words"), std::string::npos);
}

TEST_P(HeldWriter, IsToldToTheScriptThatKeepsDrafts) {
    begin({.busy = 300ms});
    const std::string csrf = token();
    hold();
    EXPECT_EQ(
        post(port, "/drafts", dora->cookies(), {{"csrf", csrf}, {"draft_key", "k"}, {"draft_body", "a=b"}})
            .status,
        503);
}

TEST_P(HeldWriter, IsToldByReady) {
    begin();
    hold();
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_TRUE(comes(port, "GET /ready", 503));
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
    EXPECT_TRUE(ask(port, "GET /ready").body.starts_with("held: "));
    EXPECT_EQ(ask(port, "GET /health").status, 200);
    let_go();
    EXPECT_TRUE(comes(port, "GET /ready", 200));
}

class ServerGone : public WithDirector {
  protected:
    void way_in() override {
        relay = std::make_unique<test::Relay>(cast->database_address());
        through_relay = storage::Database::open(relay->address(), test::sharing_key(cast->database()));
        cast->serve_from(*through_relay);
    }
};
INSTANTIATE_TEST_SUITE_P(Only, ServerGone, testing::Values(Engine::postgres));

TEST_P(ServerGone, IsToldInASentenceAndFoundAgain) {
    begin();
    dora->open("/people/new");
    dora->fill("name", "Cara Lund");
    dora->fill("email", "cara@fellshire.example");
    dora->fill("role", "data_officer");
    const auto cookies = dora->cookies();
    relay->cut();
    for (const std::string& page : {notes_of(1), std::string{"/accessibility"}, std::string{"/nowhere"}}) {
        const auto answer = ask(port, "GET " + page, cookies);
        EXPECT_EQ(answer.status, 503) << page;
        EXPECT_NE(answer.body.find("cannot reach its database"), std::string::npos) << page;
    }
    const Page refused = dora->send_filled();
    EXPECT_EQ(refused.status, 503);
    EXPECT_NE(refused.body.find("Cara Lund"), std::string::npos);
    EXPECT_EQ(ask(port, "GET /sign-in").status, 200);
    EXPECT_TRUE(comes(port, "GET /ready", 503));
    EXPECT_TRUE(ask(port, "GET /ready").body.starts_with("gone: "));
    EXPECT_EQ(ask(port, "GET /health").status, 200);
    relay->restore();
    EXPECT_TRUE(comes(port, "GET " + notes_of(1), 200, cookies));
    EXPECT_TRUE(comes(port, "GET /ready", 200));
    EXPECT_EQ(dora->send_filled().status, 200);
    EXPECT_EQ(cast->database().read()->count("SELECT COUNT(*) FROM person WHERE name = 'Cara Lund'"), 1);
}

TEST_P(ServerGone, WhilePagesAreReadIsNoFaultOfTarn) {
    begin();
    std::atomic<bool> ending = false;
    std::atomic<int> shown = 0, told = 0, otherwise = 0;
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 4; ++reader)
        readers.emplace_back([&, reader, cookies = dora->cookies()] {
            for (int i = 0; !ending; ++i) {
                const int status = ask(port, "GET " + notes_of((reader + i) % schools + 1), cookies).status;
                ++(status == 200 ? shown : status == 503 ? told : otherwise);
            }
        });
    for (int i = 0; i < 5; ++i) {
        std::this_thread::sleep_for(200ms);
        relay->cut();
        std::this_thread::sleep_for(50ms);
        relay->restore();
        EXPECT_TRUE(comes(port, "GET " + notes_of(1), 200, dora->cookies()));
    }
    ending = true;
    for (std::thread& reader : readers) reader.join();
    EXPECT_GT(shown, 0);
    EXPECT_GT(told, 0);
    EXPECT_EQ(otherwise, 0);
}

/// The file may not grow beyond what it is when the server starts, but for a few free pages.
class FullDisk : public WithDirector {
  protected:
    void way_in() override {
        cast->add_everyday_schools(60);
        for (const char* sql : {"INSERT INTO server_secret (name, value) VALUES ('filling', $1)",
                                "DELETE FROM server_secret WHERE name = 'filling' AND value = $1"}) {
            const auto db = cast->database().write();
            db->execute(sql, std::string(100'000, 'x'));
            db->commit();
        }
        narrow = storage::Database::open(cast->database_address(),
                                         test::sharing_key(cast->database(), {.max_pages = 1}));
        cast->serve_from(*narrow);
    }
    std::unique_ptr<storage::Database>& narrow = through_relay;
};
INSTANTIATE_TEST_SUITE_P(Only, FullDisk, testing::Values(Engine::sqlite));

TEST_P(FullDisk, IsToldToWhoSendsAndToWhoReads) {
    begin();
    const std::string csrf = token();
    Answer sent{.status = 303, .headers = {}, .body = {}};
    for (int i = 1; i <= 1000 && sent.status == 303; ++i)
        sent = post(port, "/people", dora->cookies(), new_person(csrf, i));
    EXPECT_EQ(sent.status, 507);
    EXPECT_NE(sent.body.find("disk is full, so nothing was saved"), std::string::npos);
    EXPECT_NE(sent.body.find("What you typed is kept on this page"), std::string::npos);
    Answer read{.status = 200, .headers = {}, .body = {}};
    for (int school = 1; school <= 60 && read.status == 200; ++school)
        read = ask(port, "GET " + notes_of(school), dora->cookies());
    EXPECT_EQ(read.status, 507);
    EXPECT_NE(read.body.find("This page cannot be shown"), std::string::npos);
    EXPECT_EQ(ask(port, "GET /accessibility").status, 200);
}

}
}
