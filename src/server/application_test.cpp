#include "server/application.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <thread>

#include "feature_kit/act.hpp"
#include "support/relay.hpp"
#include "support/test_database.hpp"
#include "support/web_client.hpp"

namespace tarn::server {
namespace {

using namespace std::chrono_literals;

std::size_t upload_limit(int megabytes) {
    test::TestDatabase database{test::Engine::sqlite};
    const FixedClock clock{*Date::of(2026, 3, 2)};
    const Application application{
        *database, clock, {.settings = {.port = 0, .upload_megabytes = megabytes, .access_log = false}}};
    const auto& routes = application.routes();
    const auto route = std::find_if(routes.begin(), routes.end(), [](const kit::Route& each) {
        return each.method == web::Method::post && each.pattern == "/evidence/imports";
    });
    return route == routes.end() ? 0 : route->body_limit;
}

TEST(Application, TakesUploadsAsLargeAsTheSettingSays) {
    const std::size_t three = upload_limit(3), hundred = upload_limit(100);
    EXPECT_GE(three, std::size_t{3} << 20);
    EXPECT_LT(three, std::size_t{4} << 20) << "the form's own text is small";
    EXPECT_GE(hundred, std::size_t{100} << 20);
}

TEST(Application, ReadsTheEvidenceAheadOnceADatabaseThatWasGoneIsBack) {
    if (!test::postgres_available()) GTEST_SKIP() << "NOT TESTED: needs PostgreSQL";
    test::TestDatabase direct{test::Engine::postgres};
    test::Relay relay(direct.address());
    const auto database = storage::Database::open(relay.address());
    const FixedClock clock{*Date::of(2026, 3, 2)};
    Application application{*database, clock, {.settings = {.port = 0, .access_log = false}}};
    relay.cut();
    std::thread serving([&] { application.run(); });
    const auto ready = [&] {
        return test::Client(application.server().port()).ask("GET /ready HTTP/1.1\r\nHost: t\r\n\r\n").status;
    };
    std::this_thread::sleep_for(500ms);  // in which the first reading fails
    EXPECT_EQ(ready(), 503);
    relay.restore();
    const auto until = std::chrono::steady_clock::now() + 30s;
    while (ready() != 200 && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(100ms);
    EXPECT_EQ(ready(), 200);
    application.server().stop();
    serving.join();
}

TEST(Application, GivesEveryRouteATitleOfItsOwn) {
    test::TestDatabase database{test::Engine::sqlite};
    const FixedClock clock{*Date::of(2026, 3, 2)};
    const Application application{*database, clock, {.settings = {.port = 0, .access_log = false}}};
    std::map<std::string, std::string> titles;
    for (const kit::Route& route : application.routes()) {
        EXPECT_FALSE(route.title.empty()) << route.pattern << " has no title";
        const auto dot = route.pattern.rfind('.');
        const std::string ending = dot == std::string::npos ? "" : route.pattern.substr(dot);
        const std::string key =
            (route.method == web::Method::post ? "form " : "page ") + route.title + ending;
        const auto [other, fresh] = titles.emplace(key, route.pattern);
        EXPECT_TRUE(fresh) << route.pattern << " and " << other->second << " are both " << key;
    }
}

TEST(Application, RefusesAFileFromTheShareOfRejectedRowsThatTheSettingSays) {
    EXPECT_DOUBLE_EQ(import_limits({}).max_rejected_percent, 10);
    EXPECT_DOUBLE_EQ(import_limits({.reject_share = 0.025}).max_rejected_percent, 2.5);
}

}
}
