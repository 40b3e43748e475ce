// What a well-behaved client sees: pages, forms, refusals, keep-alive and pipelining, and the end of a
// server.
#include <atomic>
#include <future>
#include <gtest/gtest.h>

#include "support/web_client.hpp"

namespace tarn::web {
namespace {

using test::Client;
using test::RunningServer;
using namespace std::chrono_literals;

const std::string long_page(6000, 'p');

std::string form_as_text(const Request& request) {
    std::string out;
    for (const auto& [name, value] : request.form) out += name + "=" + value + ";";
    for (const Upload& upload : request.uploads)
        out += upload.field + ":" + upload.file_name + ":" + upload.content + ";";
    return out;
}

std::vector<Route> site_routes() {
    return {
        {Method::get, "/hello/{name}",
         [](Request& r) { return Response::text(200, "hello " + std::string{*r.parameter("name")}); }},
        {Method::get, "/query",
         [](Request& r) { return Response::text(200, std::string{r.query_value("q").value_or("none")}); }},
        {Method::get, "/client", [](Request& r) { return Response::text(200, r.client); }},
        {Method::get, "/long",
         [](Request&) { return Response::text(200, long_page).add("Cache-Control", "no-cache"); }},
        {Method::get, "/nothing", [](Request&) { return Response{.status = 204, .content_type = {}}; }},
        {Method::get, "/fails", [](Request&) -> Response { throw std::runtime_error("the secret detail"); }},
        {Method::get, "/fails-oddly", [](Request&) -> Response { throw 7; }},
        {Method::get, "/splits",
         [](Request& r) { return Response::redirect(std::string{r.query_value("to").value_or("")}); }},
        {.method = Method::get,
         .pattern = "/at-once",
         .handler = [](Request&) { return Response::text(200, "ok"); },
         .never_waits = true},
        {Method::post, "/form", [](Request& r) { return Response::text(200, form_as_text(r)); }, 1000},
        {.method = Method::post,
         .pattern = "/from-elsewhere",
         .handler = [](Request&) { return Response::text(200, "taken"); },
         .from_other_sites = true},
    };
}

std::string get_request(std::string_view target, std::string_view headers = {}) {
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: tarn\r\n" + std::string{headers} + "\r\n";
}
std::string post_request(std::string_view target, std::string_view body, std::string_view headers = {}) {
    return "POST " + std::string{target} +
           " HTTP/1.1\r\nHost: tarn\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
           "Content-Length: " + std::to_string(body.size()) + "\r\n" + std::string{headers} + "\r\n" +
           std::string{body};
}

class ServerTest : public ::testing::Test {
  protected:
    RunningServer server{{}, site_routes()};
    Client client{server.port()};
};

TEST_F(ServerTest, AnswersWithTheSecurityHeaders) {
    const auto answer = client.ask(get_request("/hello/Ann%20B"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "hello Ann B");
    EXPECT_EQ(
        answer.headers.at("content-security-policy"),
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    for (const char* name : {"x-content-type-options", "referrer-policy", "permissions-policy",
                             "cross-origin-opener-policy", "cross-origin-resource-policy", "date"})
        EXPECT_EQ(answer.headers.count(name), 1u) << name;
    EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
    EXPECT_EQ(answer.headers.count("strict-transport-security"), 0u);
}

TEST_F(ServerTest, RefusesWithASentence) {
    struct Case {
        const char* request;
        int status;
    };
    const Case cases[] = {
        {"GET /nowhere HTTP/1.1\r\nHost: t\r\n\r\n", 404},
        {"GET /form HTTP/1.1\r\nHost: t\r\n\r\n", 405},
        {"DELETE /long HTTP/1.1\r\nHost: t\r\n\r\n", 405},
        {"GET /hello/%zz HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"GET /hello/%00 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"GET /query?q=caf%E9 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"GET /long HTTP/1.1\r\n\r\n", 400},
        {"GET /long HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"GET long HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        {"NONSENSE\r\n\r\n", 400},
        {"GET /long HTTP/1.1\r\nHost: t\r\nBad Header: x\r\n\r\n", 400},
        {"POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 5, 6\r\n\r\nhello!", 400},
        {"POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400},
        {"POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400},
        {"POST /form HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
        {"POST /form HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
        {"GET /long HTTP/1.1\r\nHost: t\r\nExpect: magic\r\n\r\n", 417},
    };
    for (const auto& [request, status] : cases) {
        const auto answer = Client(server.port()).ask(request);
        EXPECT_EQ(answer.status, status) << request;
        EXPECT_NE(answer.body.find("<h1>"), std::string::npos) << request;
        EXPECT_EQ(answer.headers.count("content-security-policy"), 1u) << request;
    }
    EXPECT_EQ(client.ask(get_request("/form")).headers.at("allow"), "POST");
}

TEST_F(ServerTest, KeepsTheDetailOfAFailureToItself) {
    for (const char* path : {"/fails", "/fails-oddly"}) {
        const auto answer = client.ask(get_request(path));
        EXPECT_EQ(answer.status, 500);
        EXPECT_EQ(answer.body.find("secret"), std::string::npos);
        EXPECT_NE(answer.body.find("reference"), std::string::npos);
    }
    EXPECT_EQ(client.ask(get_request("/hello/x")).status, 200) << "the connection goes on";
}

TEST_F(ServerTest, DoesNotLetAHandlerSplitTheResponse) {
    const auto answer = client.ask(get_request("/splits?to=/a%0D%0ASet-Cookie:%20s=stolen"));
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.headers.count("set-cookie"), 0u);
    EXPECT_EQ(client.ask(get_request("/splits?to=/a")).headers.at("location"), "/a");
}

TEST_F(ServerTest, AnswersHeadLikeGetWithoutTheBody) {
    client.send("HEAD /long HTTP/1.1\r\nHost: t\r\n\r\n" + get_request("/hello/x"));
    const auto head = client.read(true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.headers.at("content-length"), "6000");
    EXPECT_EQ(client.read().body, "hello x") << "no byte of the page may follow the head";
}

TEST_F(ServerTest, AnswersWithNothing) {
    EXPECT_EQ(client.ask(get_request("/nothing")).status, 204);
    EXPECT_EQ(client.ask(get_request("/hello/x")).body, "hello x");
}

TEST_F(ServerTest, CompressesAndValidates) {
    const auto zipped = client.ask(get_request("/long", "Accept-Encoding: gzip, deflate\r\n"));
    EXPECT_EQ(zipped.headers.at("content-encoding"), "gzip");
    EXPECT_EQ(test::gunzip(zipped.body), long_page);
    const auto same =
        client.ask(get_request("/long", "If-None-Match: " + zipped.headers.at("etag") + "\r\n"));
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(client.ask(get_request("/hello/y")).body, "hello y") << "a 304 has no body";
}

TEST_F(ServerTest, ReadsForms) {
    EXPECT_EQ(client.ask(post_request("/form", "a=1&b=%C3%BC+x")).body, "a=1;b=\xC3\xBC x;");
    EXPECT_EQ(client.ask(post_request("/form", "")).body, "");
    const std::string chunked =
        "POST /form HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n4;ext=1\r\n&b=2\r\n0\r\nTrailer: x\r\n\r\n";
    EXPECT_EQ(client.ask(chunked).body, "a=1;b=2;");
    const std::string body =
        "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\nx,y\r\n--B--\r\n";
    EXPECT_EQ(client
                  .ask("POST /form HTTP/1.1\r\nHost: t\r\nContent-Type: multipart/form-data; "
                       "boundary=B\r\nContent-Length: " +
                       std::to_string(body.size()) + "\r\n\r\n" + body)
                  .body,
              "f:a.csv:x,y;");
    EXPECT_EQ(client.ask(post_request("/form", "a=%00")).status, 400);
}

TEST_F(ServerTest, RefusesFormsThatOtherSitesSend) {
    EXPECT_EQ(client.ask(post_request("/form", "a=1", "Sec-Fetch-Site: same-origin\r\n")).status, 200);
    EXPECT_EQ(client.ask(post_request("/from-elsewhere", "a=1", "Sec-Fetch-Site: cross-site\r\n")).status,
              200);
    EXPECT_EQ(client.ask(get_request("/hello/x", "Sec-Fetch-Site: cross-site\r\n")).status, 200)
        << "links may come from anywhere";
    for (const char* site : {"cross-site", "same-site"})
        EXPECT_EQ(Client(server.port())
                      .ask(post_request("/form", "a=1", "Sec-Fetch-Site: " + std::string{site} + "\r\n"))
                      .status,
                  403);
}

TEST_F(ServerTest, SaysContinueBeforeABodyItWants) {
    const std::string head =
        "POST /form HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Expect: 100-continue\r\nContent-Length: ";
    EXPECT_EQ(client.ask(head + "3\r\n\r\n").status, 100);
    EXPECT_EQ(client.ask("a=1").body, "a=1;");
    EXPECT_EQ(client.ask(head + "5000\r\n\r\n").status, 413) << "refused before it is sent";
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
    std::string requests;
    for (int i = 0; i < 100; ++i)
        requests += i % 3 == 0   ? get_request("/hello/" + std::to_string(i))
                    : i % 3 == 1 ? post_request("/form", "n=" + std::to_string(i))
                                 : get_request("/at-once");
    client.send(requests);
    for (int i = 0; i < 100; ++i) {
        const std::string number = std::to_string(i);
        EXPECT_EQ(client.read().body, i % 3 == 0   ? "hello " + number
                                      : i % 3 == 1 ? "n=" + number + ";"
                                                   : "ok");
    }
}

TEST_F(ServerTest, AnswersAClientThatHasClosedItsSide) {
    client.send(get_request("/hello/x"));
    client.half_close();
    EXPECT_EQ(client.read().body, "hello x");
    EXPECT_TRUE(client.closed_within(10s));
}

TEST_F(ServerTest, ClosesWhenTheClientWantsIt) {
    const auto answer = client.ask(get_request("/hello/x", "Connection: close\r\n"));
    EXPECT_EQ(answer.body, "hello x");
    EXPECT_EQ(answer.headers.at("connection"), "close");
    EXPECT_TRUE(client.closed_within(10s));
    Client old(server.port());
    EXPECT_EQ(old.ask("GET /hello/x HTTP/1.0\r\n\r\n").body, "hello x");
    EXPECT_TRUE(old.closed_within(10s));
}

TEST(ServerStart, RefusesAnAddressInUse) {
    const RunningServer server({}, site_routes());
    ServerOptions options;
    options.port = server.port();
    EXPECT_THROW(Server(options, {}, {}), std::runtime_error);
    options.address = "not an address";
    EXPECT_THROW(Server(options, {}, {}), std::runtime_error);
}

TEST(ServerAnswer, RunsTheSameRoutesWithoutASocket) {
    ServerOptions options;
    options.port = 0;
    const Server server(options, site_routes(),
                        [](Request& r) { return Response::text(404, "no " + r.path); });
    const auto answer = [&](std::string path, std::string query = {}) {
        Request request;
        request.path = std::move(path);
        request.query_text = std::move(query);
        return server.answer(request);
    };
    EXPECT_EQ(answer("/hello/Ann").body, "hello Ann");
    EXPECT_EQ(answer("/query", "q=a+b").body, "a b");
    EXPECT_EQ(answer("/fails").status, 500);
    EXPECT_EQ(answer("/form").status, 405);
    EXPECT_EQ(answer("/nowhere").body, "no /nowhere");
}

TEST(ServerProxy, TakesTheClientFromTheProxyOnlyWhenTold) {
    const std::string request = get_request("/client", "X-Forwarded-For: 6.6.6.6, 10.1.2.3\r\n");
    ServerOptions behind;
    behind.trust_forwarded_for = true;
    behind.behind_tls = true;
    const RunningServer trusting(behind, site_routes());
    const RunningServer direct({}, site_routes());
    const auto answer = Client(trusting.port()).ask(request);
    EXPECT_EQ(answer.body, "10.1.2.3");
    EXPECT_EQ(answer.headers.count("strict-transport-security"), 1u);
    EXPECT_EQ(Client(direct.port()).ask(request).body, "127.0.0.1");
}

bool refuses_soon(std::uint16_t port) {
    for (int i = 0; i < 500 && test::can_connect(port); ++i) std::this_thread::sleep_for(20ms);
    return !test::can_connect(port);
}

TEST(ServerStop, FinishesTheRequestInFlightAndRefusesNewOnes) {
    std::promise<void> entered, go_on;
    std::vector<Route> table = site_routes();
    table.push_back({Method::get, "/slow", [&](Request&) {
                         entered.set_value();
                         go_on.get_future().wait();
                         return Response::text(200, "done");
                     }});
    RunningServer server({.io_threads = 2}, table);
    Client idle(server.port());
    EXPECT_EQ(idle.ask(get_request("/hello/x")).status, 200);
    Client busy(server.port());
    busy.send(get_request("/slow") + get_request("/hello/too-late"));
    entered.get_future().wait();
    server.server().stop();
    EXPECT_TRUE(idle.closed_within(10s));
    EXPECT_TRUE(refuses_soon(server.port()));
    go_on.set_value();
    EXPECT_EQ(busy.read().body, "done");
    server.join();
}

TEST(ServerStop, EndsWhatIsStillOpenAtTheDeadline) {
    ServerOptions options;
    options.stop_deadline = 100ms;
    RunningServer server(options, site_routes());
    Client half(server.port());
    EXPECT_EQ(half.ask(get_request("/hello/x")).status, 200);
    half.send("GET /hello/y HTTP/1.1\r\nHo");
    server.server().stop();
    server.join();
    EXPECT_TRUE(half.closed_within(10s));
}

}
}
