// Requests whose end two programs may see in two places: what follows them on the connection must never be
// taken for a request (RFC 9112, 11.2).
#include <gtest/gtest.h>

#include "platform/web/headers.hpp"
#include "support/web_client.hpp"

namespace tarn::web {
namespace {

using test::Client;
using test::RunningServer;
using namespace std::chrono_literals;

std::vector<Route> routes() {
    return {{Method::get, "/page", [](Request&) { return Response::text(200, "page"); }},
            {Method::get, "/smuggled", [](Request&) { return Response::text(200, "smuggled"); }},
            {Method::get, "/bad", [](Request&) { return Response::text(400, "bad"); }},
            {Method::post, "/form", [](Request& r) { return Response::text(200, r.body); }, 1000}};
}

struct Case {
    const char* head;  ///< without the empty line
    const char* body;
    int status;
};

class Framing : public ::testing::TestWithParam<Case> {};

TEST_P(Framing, EndsTheConnection) {
    const RunningServer server({}, routes());
    const auto& [head, body, status] = GetParam();
    Client client(server.port());
    client.send(std::string{head} + "\r\n" + body + "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto answer = client.read();
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(answer.headers.count("connection") ? answer.headers.at("connection") : "", "close");
    EXPECT_EQ(answer.body.find("smuggled"), std::string::npos);
    EXPECT_EQ(client.read().status, 0) << "what followed was taken for a request";
}

#define POST "POST /form HTTP/1.1\r\nHost: t\r\n"
#define GET "GET /page HTTP/1.1\r\nHost: t\r\n"
INSTANTIATE_TEST_SUITE_P(
    Requests, Framing,
    testing::Values(
        Case{POST "Transfer-Encoding: gzip\r\n", "", 400},
        Case{POST "Transfer-Encoding: identity\r\n", "", 400}, Case{POST "Transfer-Encoding: \r\n", "", 400},
        Case{POST "Transfer-Encoding: xchunked\r\n", "", 400},
        Case{POST "Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n", 400},
        Case{POST "Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n", 400},
        Case{POST "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n", 400},
        Case{POST "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n", 501},
        Case{POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 400},
        Case{POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n", 400},
        Case{POST "Transfer-Encoding : chunked\r\n", "0\r\n\r\n", 400},
        Case{POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n", 400},
        Case{POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", 400},
        Case{POST "Content-Length: 0\r\nTransfer-Encoding: gzip\r\n", "", 400},
        Case{"POST /form HTTP/1.0\r\nHost: t\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n",
             "0\r\n\r\n", 400},
        Case{POST "Transfer-Encoding: chunked\r\n", "zz\r\n\r\n", 400},
        Case{POST "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n\r\n", 400},
        Case{POST "Content-Length: 5\r\nContent-Length: 6\r\n", "hello!", 400},
        Case{POST "Content-Length: 5\r\nContent-Length: 5\r\n", "hello", 400},
        Case{POST "Content-Length: 5, 5\r\n", "hello", 400},
        Case{POST "Content-Length: +5\r\n", "hello", 400}, Case{POST "Content-Length: -5\r\n", "hello", 400},
        Case{POST "Content-Length: 0x5\r\n", "hello", 400},
        Case{POST "Content-Length: 5 5\r\n", "hello", 400},
        Case{POST "Content-Length: 99999999999999999999999\r\n", "", 400},
        Case{POST "Content-Length: 2000\r\n", "", 413}, Case{GET "Content-Length: 5\r\n", "hello", 200},
        Case{GET "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", 200},
        Case{GET "Transfer-Encoding: gzip\r\n", "", 400}, Case{GET "Host: u\r\n", "", 400},
        Case{"GET /page HTTP/1.1\r\n", "", 400}, Case{"GET /page%zz HTTP/1.1\r\nHost: t\r\n", "", 400},
        Case{"GET /page?q=%FF HTTP/1.1\r\nHost: t\r\n", "", 400},
        Case{"PUT /page HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\n", "", 400},
        Case{"GET /bad HTTP/1.1\r\nHost: t\r\n", "", 400}, Case{GET "Folded\x0b: x\r\n", "", 400},
        Case{GET "Bare: a\rb\r\n", "", 400}, Case{"GET /page HTTP/9.9\r\nHost: t\r\n", "", 400}));

TEST(WellFormed, RequestsAreReadOneAfterTheOther) {
    const RunningServer server({}, routes());
    Client client(server.port());
    client.send(POST "Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" POST
                     "Content-Length: 5\r\n\r\nagain" GET "\r\nGET /nowhere HTTP/1.1\r\nHost: t\r\n\r\n" GET
                     "\r\n");
    EXPECT_EQ(client.read().body, "hello");
    EXPECT_EQ(client.read().body, "again");
    EXPECT_EQ(client.read().body, "page");
    EXPECT_EQ(client.read().status, 404);
    EXPECT_EQ(client.read().body, "page");
}
#undef POST
#undef GET

TEST(ForwardedFor, TheLastOfAllLinesIsTheClient) {
    struct Line {
        std::vector<std::string> lines;
        std::string client;
    };
    const Line cases[] = {
        {{"192.0.2.1"}, "192.0.2.1"},
        {{"203.0.113.9, 192.0.2.1"}, "192.0.2.1"},
        {{"203.0.113.9", "192.0.2.1"}, "192.0.2.1"},
        {{"203.0.113.9, 203.0.113.8", "203.0.113.7", "192.0.2.1"}, "192.0.2.1"},
        {{"192.0.2.1:52144"}, "192.0.2.1"},
        {{"2001:db8::7"}, "2001:db8::7"},
        {{"[2001:db8::7]:443"}, "2001:db8::7"},
        {{"203.0.113.9", "unknown"}, "127.0.0.1"},
        {{""}, "127.0.0.1"},
    };
    const RunningServer server(
        {.trust_forwarded_for = true},
        {{Method::get, "/client", [](Request& r) { return Response::text(200, r.client); }}});
    for (const auto& [lines, client] : cases) {
        std::string request = "GET /client HTTP/1.1\r\nHost: t\r\n";
        for (const auto& line : lines) request += "X-Forwarded-For: " + line + "\r\n";
        EXPECT_EQ(Client(server.port()).ask(request + "\r\n").body, client) << request;
    }
}

TEST(ForwardedFor, IsWarnedOfOnceWhenNobodyTrustsIt) {
    const RunningServer server(
        {}, {{Method::get, "/client", [](Request& r) { return Response::text(200, r.client); }}});
    const std::string request = "GET /client HTTP/1.1\r\nHost: t\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n";
    testing::internal::CaptureStderr();
    EXPECT_EQ(Client(server.port()).ask("GET /client HTTP/1.1\r\nHost: t\r\n\r\n").body, "127.0.0.1");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    testing::internal::CaptureStderr();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(Client(server.port()).ask(request).body, "127.0.0.1");
    const std::string log = testing::internal::GetCapturedStderr();
    const auto first = log.find("trust-forwarded-for");
    EXPECT_NE(first, std::string::npos);
    EXPECT_EQ(log.find("trust-forwarded-for", first + 1), std::string::npos);
}

}
}
