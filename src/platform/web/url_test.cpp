#include <gtest/gtest.h>

#include "platform/web/cookies.hpp"
#include "platform/web/target.hpp"
#include "platform/web/web.hpp"

namespace tarn::web {
namespace {

TEST(Url, EncodesWhatIsNotUnreserved) {
    EXPECT_EQ(url_encode("St Mary's & All/Saints"), "St%20Mary%27s%20%26%20All%2FSaints");
    EXPECT_EQ(url_encode("Ystrad Fflûr"), "Ystrad%20Ffl%C3%BBr");
    EXPECT_EQ(url_encode(std::string{"\0\r\n", 3}), "%00%0D%0A");
}

TEST(Url, DecodesAndRefusesMalformedEscapes) {
    EXPECT_EQ(url_decode("a%2Fb+c", false), "a/b+c");
    EXPECT_EQ(url_decode("a%2fb+c", true), "a/b c");
    for (const char* text : {"%", "%4", "%zz", "a%2", "%%41", "%+1"})
        EXPECT_FALSE(url_decode(text, true)) << text;
}

TEST(Url, DecodingUndoesEncoding) {
    std::string every;
    for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
    EXPECT_EQ(url_decode(url_encode(every), true), every);
    EXPECT_EQ(url_decode(url_encode(every), false), every);
}

TEST(Urlencoded, KeepsOrderRepeatsAndMalformedEscapes) {
    const Fields expected{{"a", "1"},    {"a", "2 3"},    {"b", ""}, {"c", ""},
                          {"d=", "e=f"}, {"rate", "50%"}, {"", "x"}};
    EXPECT_EQ(parse_urlencoded("a=1&a=2+3&b=&c&&d%3D=e=f&rate=50%&=x&"), expected);
    EXPECT_TRUE(parse_urlencoded("").empty());
}

TEST(Text, IsUtf8WithoutNul) {
    for (const char* text : {"", "plain", "Ffl\xC3\xBBr", "\xE2\x82\xAC", "\xF0\x9F\x8F\xAB", "\xED\x9F\xBF",
                             "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(is_text(text)) << text;
    // Overlong forms, a surrogate, beyond U+10FFFF, cut sequences, cp1252.
    for (const char* bytes : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                              "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xC3", "\x80", "caf\xE9"})
        EXPECT_FALSE(is_text(bytes)) << bytes;
    EXPECT_FALSE(is_text(std::string_view{"a\0b", 3}));
}

TEST(LocalAddress, CannotLeaveTheSite) {
    for (const char* address : {"/", "/schools/100000?tab=results#top", "/a//b"})
        EXPECT_TRUE(is_local_address(address));
    for (const char* address :
         {"", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "schools",
          "/\t/evil.example", "/a\r\nSet-Cookie: x=y"})
        EXPECT_FALSE(is_local_address(address)) << address;
}

TEST(Target, IsSplitBeforeItIsDecoded) {
    const auto target = parse_target("/schools/a%2Fb/rating?as-at=2020-09-01&q=%zz");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->segments, (Segments{"schools", "a/b", "rating"}));
    EXPECT_EQ(target->path, "/schools/a/b/rating");
    EXPECT_EQ(target->query, "as-at=2020-09-01&q=%zz");
}

TEST(Target, KnowsTheRootAndAbsoluteForms) {
    EXPECT_TRUE(parse_target("/")->segments.empty());
    EXPECT_TRUE(parse_target("http://tarn.example")->segments.empty());
    EXPECT_EQ(parse_target("http://tarn.example/a?b")->segments, Segments{"a"});
    EXPECT_EQ(parse_target("/a/")->segments, (Segments{"a", ""}));
    EXPECT_EQ(parse_target("//")->segments, (Segments{"", ""}));
}

TEST(Target, RefusesWhatIsNoPath) {
    for (const char* target : {"", "*", "schools", "/%", "/%4", "/a%00b", "/caf%E9", "/a#b", "ftp://x/"})
        EXPECT_FALSE(parse_target(target)) << target;
}

TEST(Cookies, AreReadLeniently) {
    const Fields expected{{"a", "1"}, {"b", "x y"}, {"c", "q"}, {"e", "=="}};
    EXPECT_EQ(parse_cookies("a=1; b=x%20y;c=\"q\" ; d; =z; bad=%zz; nul=%00; e==="), expected);
    EXPECT_TRUE(parse_cookies("").empty());
    EXPECT_TRUE(parse_cookies(";;;").empty());
}

TEST(Cookies, AreHiddenFromScriptsAndOtherSites) {
    EXPECT_EQ(set_cookie({.name = "s", .value = "a;b\r\nX: y"}),
              "s=a%3Bb%0D%0AX%3A%20y; Path=/; HttpOnly; SameSite=Lax");
    EXPECT_EQ(set_cookie({.name = "s", .value = "v", .max_age = std::chrono::hours{1}, .secure = true}),
              "s=v; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax");
    EXPECT_THROW(set_cookie({.name = "a=b", .value = ""}), std::invalid_argument);
    EXPECT_THROW(set_cookie({.name = "a", .value = "", .path = "/; Domain=x"}), std::invalid_argument);
}

TEST(Cookies, SurviveTheRoundTrip) {
    const std::string value = "Ffl\xC3\xBBr; a=\"b\" %41";
    const std::string header = set_cookie({.name = "n", .value = value});
    EXPECT_EQ(parse_cookies(header).front(), (std::pair<std::string, std::string>{"n", value}));
}

}
}
