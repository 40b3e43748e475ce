#include "platform/web/headers.hpp"

#include <gtest/gtest.h>

#include "support/web_client.hpp"

namespace tarn::web {
namespace {

Exchange get_with(Fields headers) {
    Exchange exchange;
    exchange.request.headers = std::move(headers);
    return exchange;
}

std::string header_of(const Outgoing& out, std::string_view name) {
    const auto at = out.head.find("\r\n" + std::string{name} + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 4;
    return out.head.substr(from, out.head.find("\r\n", from) - from);
}

Response cacheable(std::string body) {
    Response response = Response::text(200, std::move(body));
    response.add("Cache-Control", "private, no-cache");
    return response;
}

TEST(AcceptEncoding, IsReadWithItsWeights) {
    for (const char* yes : {"gzip", "deflate, gzip", "GZIP;q=0.1", "br;q=1.0, gzip;q=0.8, *;q=0.1"})
        EXPECT_TRUE(accepts_gzip(yes)) << yes;
    for (const char* no : {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "xgzip"})
        EXPECT_FALSE(accepts_gzip(no)) << no;
}

TEST(IfNoneMatch, ComparesWeaklyAndIgnoresTheCompression) {
    for (const char* yes : {"*", "\"a\"", "W/\"a\"", "\"b\", \"a\"", "\"a-gzip\""})
        EXPECT_TRUE(matches_etag(yes, "\"a\"")) << yes;
    for (const char* no : {"", "\"b\"", "\"aa\"", ",", "\"\""}) EXPECT_FALSE(matches_etag(no, "\"a\"")) << no;
    EXPECT_TRUE(matches_etag("\"a\"", "\"a-gzip\""));
}

TEST(Assemble, DoesNotStorePagesUnlessTheHandlerSaysSo) {
    const Outgoing page = assemble(get_with({}), Response::text(200, "x"), {});
    EXPECT_EQ(header_of(page, "Cache-Control"), "no-store");
    EXPECT_EQ(header_of(page, "ETag"), "");
    const Outgoing kept = assemble(get_with({}), cacheable("x"), {});
    EXPECT_EQ(header_of(kept, "Cache-Control"), "private, no-cache");
    EXPECT_EQ(header_of(kept, "ETag"), etag_of("x"));
}

TEST(Assemble, GivesNoValidatorToAPageThatIsNeverTheSameAgain) {
    Response form = cacheable("a form with a masked token");
    form.one_time = true;
    const Outgoing sent = assemble(get_with({{"if-none-match", "*"}}), std::move(form), {});
    EXPECT_EQ(sent.status, 200);
    EXPECT_EQ(header_of(sent, "ETag"), "");
    EXPECT_EQ(header_of(sent, "Cache-Control"), "private, no-cache");
}

TEST(Assemble, AnswersAnUnchangedPageWith304) {
    const Outgoing same = assemble(get_with({{"if-none-match", etag_of("x")}}), cacheable("x"), {});
    EXPECT_EQ(same.status, 304);
    EXPECT_TRUE(same.content().empty());
    EXPECT_EQ(header_of(same, "ETag"), etag_of("x"));
    EXPECT_EQ(header_of(same, "Content-Length"), "");
    EXPECT_EQ(assemble(get_with({{"if-none-match", etag_of("x")}}), cacheable("y"), {}).status, 200);
    Response failed = cacheable("x");
    failed.status = 404;
    EXPECT_EQ(assemble(get_with({{"if-none-match", etag_of("x")}}), failed, {}).status, 404);
}

TEST(Assemble, CompressesTextAboveAPacket) {
    const std::string text(5000, 'x');
    const Outgoing zipped = assemble(get_with({{"accept-encoding", "gzip"}}), cacheable(text), {});
    EXPECT_EQ(header_of(zipped, "Content-Encoding"), "gzip");
    EXPECT_EQ(test::gunzip(zipped.content()), text);
    EXPECT_EQ(header_of(zipped, "Content-Length"), std::to_string(zipped.content().size()));
    EXPECT_EQ(header_of(zipped, "Vary"), "Accept-Encoding");
    EXPECT_NE(header_of(zipped, "ETag"), etag_of(text)) << "other bytes need another strong validator";

    EXPECT_EQ(header_of(assemble(get_with({{"accept-encoding", "gzip"}}), Response::text(200, "short"), {}),
                        "Content-Encoding"),
              "");
    EXPECT_EQ(assemble(get_with({}), Response::text(200, text), {}).content(), text);
    Response picture;
    picture.content_type = "image/png";
    picture.body = text;
    EXPECT_EQ(assemble(get_with({{"accept-encoding", "gzip"}}), picture, {}).content(), text);
}

TEST(Assemble, LetsAHandlerReplaceACommonHeader) {
    Response response = Response::text(200, "x");
    response.add("referrer-policy", "no-referrer");
    const Outgoing out = assemble(get_with({}), response, security_headers(true, "https://tiles.example"));
    EXPECT_EQ(header_of(out, "Referrer-Policy"), "");
    EXPECT_EQ(header_of(out, "referrer-policy"), "no-referrer");
    EXPECT_NE(header_of(out, "Content-Security-Policy").find("img-src 'self' data: https://tiles.example;"),
              std::string::npos);
    EXPECT_EQ(header_of(out, "Strict-Transport-Security"), "max-age=31536000");
}

TEST(SecurityHeaders, AllowNothingInlineAndPromiseTlsOnlyBehindIt) {
    for (const auto& [name, value] : security_headers(false, "")) {
        EXPECT_EQ(value.find("unsafe"), std::string::npos) << name;
        EXPECT_NE(name, "Strict-Transport-Security");
    }
}

TEST(RefusedHeader, FindsResponseSplitting) {
    const auto with = [](std::string name, std::string value) {
        Response response;
        response.add(std::move(name), std::move(value));
        return refused_header(response).has_value();
    };
    EXPECT_FALSE(with("X-Note", "plain\ttext \xC3\xBB"));
    EXPECT_TRUE(with("X-Note", "a\r\nSet-Cookie: s=1"));
    EXPECT_TRUE(with("X-Note", "a\nb"));
    EXPECT_TRUE(with("X-Note", std::string("a\0b", 3)));
    EXPECT_TRUE(with("X Note", "a"));
    EXPECT_TRUE(with("", "a"));
    EXPECT_TRUE(with("X:Y", "a"));
    EXPECT_TRUE(with("content-length", "5"));
    EXPECT_TRUE(with("Transfer-Encoding", "chunked"));
    EXPECT_TRUE(refused_header(Response::redirect("/a\r\nX: y")).has_value());
    Response typed;
    typed.content_type = "text/html\r\nX: y";
    EXPECT_TRUE(refused_header(typed).has_value());
}

TEST(Download, NamesTheFileForOldAndNewPrograms) {
    const Response response = Response::download("Ffl\xC3\xBBr \"1\"\r\n.csv", "text/csv", "x");
    EXPECT_FALSE(refused_header(response).has_value());
    EXPECT_EQ(response.headers.front().second,
              "attachment; filename=\"Ffl__r _1___.csv\"; filename*=UTF-8''Ffl%C3%BBr%20%221%22%0D%0A.csv");
}

TEST(ForwardedFor, BelievesOnlyTheLastAddress) {
    EXPECT_EQ(last_address("6.6.6.6, 10.0.0.1"), "10.0.0.1");
    EXPECT_EQ(last_address("10.0.0.2"), "10.0.0.2");
    EXPECT_EQ(last_address(""), "");
}

}
}
