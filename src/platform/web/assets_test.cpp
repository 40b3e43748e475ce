#include "platform/web/assets.hpp"

#include <gtest/gtest.h>
#include <stdexcept>

#include "support/web_client.hpp"

namespace tarn::web {
namespace {

const std::string style(4000, 'a');

AssetSet assets(std::string_view script = "alert") {
    return AssetSet({{"css/main.css", style}, {"main.js", script}, {"images/dot.png", "\x89PNG"}});
}

TEST(Assets, ShareOneAddressThatFollowsTheirContent) {
    EXPECT_EQ(assets().url("css/main.css"), assets().prefix() + "/css/main.css");
    EXPECT_EQ(assets().prefix(), assets().prefix());
    EXPECT_NE(assets().prefix(), assets("other").prefix());
    EXPECT_NE(AssetSet({{"a", "1"}, {"b", "2"}}).prefix(), AssetSet({{"a", "2"}, {"b", "1"}}).prefix());
    EXPECT_THROW(assets().url("css/none.css"), std::out_of_range);
}

TEST(Assets, AreKeptForAYearAndSentCompressed) {
    const AssetSet set = assets();
    test::RunningServer server({}, set.routes());
    test::Client client(server.port());
    const std::string get = "GET " + set.url("css/main.css") + " HTTP/1.1\r\nHost: t\r\n";
    const auto plain = client.ask(get + "\r\n");
    EXPECT_EQ(plain.status, 200);
    EXPECT_EQ(plain.body, style);
    EXPECT_EQ(plain.headers.at("content-type"), "text/css; charset=utf-8");
    EXPECT_EQ(plain.headers.at("cache-control"), "public, max-age=31536000, immutable");
    const auto zipped = client.ask(get + "Accept-Encoding: gzip\r\n\r\n");
    EXPECT_EQ(zipped.headers.at("content-encoding"), "gzip");
    EXPECT_EQ(test::gunzip(zipped.body), style);
    EXPECT_NE(zipped.headers.at("etag"), plain.headers.at("etag"));
    EXPECT_EQ(client.ask(get + "If-None-Match: " + zipped.headers.at("etag") + "\r\n\r\n").status, 304);
}

TEST(Assets, PicturesAreNotCompressed) {
    const AssetSet set = assets();
    test::RunningServer server({}, set.routes());
    test::Client client(server.port());
    const auto png = client.ask("GET " + set.url("images/dot.png") +
                                " HTTP/1.1\r\nHost: t\r\nAccept-Encoding: gzip\r\n\r\n");
    EXPECT_EQ(png.headers.at("content-type"), "image/png");
    EXPECT_EQ(png.headers.count("content-encoding"), 0u);
    EXPECT_EQ(png.body, "\x89PNG");
}

}
}
