#include "platform/web/router.hpp"

#include <gtest/gtest.h>
#include <stdexcept>

namespace tarn::web {
namespace {

Route route(Method method, std::string pattern) {
    return {.method = method, .pattern = std::move(pattern), .handler = [](Request&) { return Response{}; }};
}
Route get(std::string pattern) {
    return route(Method::get, std::move(pattern));
}

std::string found(const Router& router, const Segments& segments, Method method = Method::get) {
    const auto match = router.find(method, segments);
    return match.route ? match.route->pattern : match.allow.empty() ? "none" : "allow " + match.allow;
}

std::vector<Route> table() {
    std::vector<Route> routes;
    for (const char* pattern :
         {"/", "/schools", "/schools/{urn}", "/schools/find", "/schools/{urn}/rating", "/{page}/{part}"})
        routes.push_back(get(pattern));
    routes.push_back(route(Method::post, "/schools/{urn}/rating"));
    routes.push_back(route(Method::post, "/sign-out"));
    return routes;
}

TEST(Router, PrefersLiteralSegments) {
    const Router router(table());
    EXPECT_EQ(found(router, {}), "/");
    EXPECT_EQ(found(router, {"schools"}), "/schools");
    EXPECT_EQ(found(router, {"schools", "find"}), "/schools/find");
    EXPECT_EQ(found(router, {"schools", "100000"}), "/schools/{urn}");
    EXPECT_EQ(found(router, {"schools", "100000", "rating"}), "/schools/{urn}/rating");
    EXPECT_EQ(found(router, {"schools", "find", "rating"}), "/schools/{urn}/rating")
        << "the literal branch leads nowhere";
    EXPECT_EQ(found(router, {"help", "intro"}), "/{page}/{part}");
}

TEST(Router, NamesTheParameters) {
    const Router router(table());
    const Fields expected{{"page", "a/b"}, {"part", "c"}};
    EXPECT_EQ(router.find(Method::get, {"a/b", "c"}).parameters, expected);
}

TEST(Router, TellsAWrongMethodFromAnUnknownAddress) {
    const Router router(table());
    EXPECT_EQ(found(router, {"sign-out"}), "allow POST");
    EXPECT_EQ(found(router, {"schools"}, Method::post), "allow GET, HEAD");
    EXPECT_EQ(found(router, {"nowhere"}), "none");
    EXPECT_EQ(found(router, {"schools", ""}), "none") << "an empty segment is no name";
    EXPECT_EQ(found(router, {"schools", "1", "rating", "x"}), "none");
}

TEST(Router, RefusesToStartWithTwoRoutesForOneAddress) {
    EXPECT_THROW(Router({get("/a/{x}"), get("/a/{y}")}), std::invalid_argument);
    EXPECT_THROW(Router({get("/a"), get("/a")}), std::invalid_argument);
    EXPECT_NO_THROW(Router({get("/a"), route(Method::post, "/a"), get("/{a}")}));
}

TEST(Router, RefusesMalformedPatterns) {
    for (const char* pattern :
         {"", "a", "/a/", "//", "/{}", "/{a", "/a}", "/{a}/{a}", "/a?b", "/%41", "/x{y}"})
        EXPECT_THROW(Router({get(pattern)}), std::invalid_argument) << pattern;
    EXPECT_THROW(Router({Route{.pattern = "/no-handler"}}), std::invalid_argument);
}

}
}
