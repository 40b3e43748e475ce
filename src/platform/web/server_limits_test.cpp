// What clients that are slow, greedy or hostile see. Deadlines are short and waits long, so that a slow
// machine passes.
#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <gtest/gtest.h>

#include "support/web_client.hpp"

namespace tarn::web {
namespace {

using test::Client;
using test::RunningServer;
using namespace std::chrono_literals;

std::vector<Route> limited_routes() {
    return {
        {Method::get, "/hello", [](Request&) { return Response::text(200, "hello"); }},
        {Method::get, "/huge", [](Request&) { return Response::text(200, std::string(64 << 20, 'x')); }},
        {Method::post, "/form", [](Request& r) { return Response::text(200, std::to_string(r.form.size())); },
         10'000},
        {Method::post, "/big", [](Request& r) { return Response::text(200, std::to_string(r.body.size())); },
         8 << 20},
    };
}

ServerOptions impatient() {
    ServerOptions options;
    options.header_deadline = 300ms;
    options.body_deadline = 300ms;
    options.idle_deadline = 300ms;
    options.write_deadline = 300ms;
    options.slowest_rate = 1 << 30;
    return options;
}

const std::string hello = "GET /hello HTTP/1.1\r\nHost: t\r\n\r\n";

/// Sends one byte every 20 ms until the server closes.
bool dropped_while_dribbling(Client& client) {
    for (int i = 0; i < 500; ++i) {
        client.send("x");
        if (client.closed_within(20ms)) return true;
    }
    return false;
}

TEST(SlowClients, AreDroppedInTheirHeaders) {
    const RunningServer server(impatient(), limited_routes());
    Client client(server.port());
    client.send("GET /hello HTTP/1.1\r\nX-Slow: ");
    EXPECT_TRUE(dropped_while_dribbling(client));
}

TEST(SlowClients, AreDroppedInTheirBodies) {
    const RunningServer server(impatient(), limited_routes());
    Client client(server.port());
    client.send("POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 9000\r\n\r\n");
    EXPECT_TRUE(dropped_while_dribbling(client));
}

TEST(SlowClients, AreDroppedWhenTheyDoNotReadTheirAnswer) {
    const RunningServer server(impatient(), limited_routes());
    Client client(server.port());
    client.send("GET /huge HTTP/1.1\r\nHost: t\r\n\r\n");
    std::this_thread::sleep_for(1s);
    EXPECT_EQ(client.read().status, 0) << "the answer was cut short";
}

TEST(SlowClients, AreDroppedWhenTheyAskNothing) {
    const RunningServer server(impatient(), limited_routes());
    Client silent(server.port());
    EXPECT_TRUE(silent.closed_within(15s));
    Client client(server.port());
    EXPECT_EQ(client.ask(hello).status, 200);
    EXPECT_TRUE(client.closed_within(15s));
}

TEST(Limits, RefuseLongHeaders) {
    const RunningServer server({}, limited_routes());
    const auto with_header = [&](std::size_t length) {
        return Client(server.port())
            .ask("GET /hello HTTP/1.1\r\nHost: t\r\nX-Long: " + std::string(length, 'x') + "\r\n\r\n")
            .status;
    };
    EXPECT_EQ(with_header(15'000), 200);
    EXPECT_EQ(with_header(20'000), 431);
    EXPECT_EQ(with_header(2'000'000), 431);
    EXPECT_EQ(
        Client(server.port()).ask("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n").status,
        431);
}

TEST(Limits, RefuseLargeBodiesBeforeTheyAreSent) {
    const RunningServer server({}, limited_routes());
    EXPECT_EQ(Client(server.port())
                  .ask("POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 999999999999\r\n\r\n")
                  .status,
              413);
    EXPECT_EQ(
        Client(server.port()).ask("POST /nowhere HTTP/1.1\r\nHost: t\r\nContent-Length: 50\r\n\r\n").status,
        404);
}

TEST(Limits, RefuseLargeBodiesWithAnAnswerThatArrives) {
    const RunningServer server({}, limited_routes());
    Client announced(server.port());
    announced.send("POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 2000000\r\n\r\n");
    announced.send(std::string(2'000'000, 'x'));
    EXPECT_EQ(announced.read().status, 413);
    Client chunked(server.port());
    chunked.send("POST /form HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 100; ++i) chunked.send("3E8\r\n" + std::string(1000, 'x') + "\r\n");
    EXPECT_EQ(chunked.read().status, 413);
}

/// A file of 40 MB that the route would take, sent whole before the answer is read, as browsers do.
test::Answer refused_file(const ServerOptions& options) {
    constexpr std::size_t bytes = 40 << 20;
    const RunningServer server(
        options, {{Method::post, "/file", [](Request&) { return Response::text(200, "kept"); }, bytes}});
    Client client(server.port());
    client.send("POST /file HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n");
    EXPECT_TRUE(client.send(std::string(bytes, 'x'))) << "a browser would show this and not the answer";
    return client.read();
}

TEST(Limits, RefuseFilesForWantOfRoomWithAnAnswerThatArrives) {
    ServerOptions none_at_once, small_budget;
    none_at_once.uploads_per_client = 0;
    const auto refused = refused_file(none_at_once);
    EXPECT_EQ(refused.status, 503);
    EXPECT_NE(refused.body.find("Other files are being sent"), std::string::npos);
    small_budget.upload_budget = 1 << 20;
    EXPECT_EQ(refused_file(small_budget).status, 503);
}

TEST(Limits, LetARouteTakeMore) {
    const RunningServer server({}, limited_routes());
    Client client(server.port());
    client.send("POST /big HTTP/1.1\r\nHost: t\r\nContent-Length: 5000000\r\n\r\n");
    client.send(std::string(5'000'000, 'x'));
    EXPECT_EQ(client.read().body, "5000000");
}

std::string upload_head(std::size_t bytes, std::string_view headers = {}) {
    return "POST /big HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(bytes) + "\r\n" +
           std::string{headers} + "\r\n";
}
std::string form(std::size_t bytes) {
    return "POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n" +
           std::string(bytes, 'x');
}

/// Asks again until the status comes: what another client gave up is free a moment later.
bool comes(std::uint16_t port, const std::string& request, int status) {
    for (int i = 0; i < 500; ++i)
        if (Client(port).ask(request).status == status) return true;
    return false;
}

/// Whether `other` finds no room while `first`, sent but for its last byte, lies in memory, and `small` does.
/// When bytes arrive is not ours to say, so the scene is set up again until it stands.
bool one_fits_and_the_other_not(std::uint16_t port, std::string_view first, const std::string& other,
                                const std::string& small) {
    for (int attempt = 1; attempt <= 20; ++attempt) {
        Client sending(port);
        sending.send(first.substr(0, first.size() - 1));
        std::this_thread::sleep_for(attempt * 20ms);
        const bool refused = Client(port).ask(other).status == 503;
        const bool small_taken = Client(port).ask(small).status == 200;
        if (sending.ask(first.substr(first.size() - 1)).status == 200 && refused && small_taken) return true;
    }
    return false;
}

TEST(Limits, HoldForAllUploadsTogetherAndNeverForForms) {
    ServerOptions options;
    options.upload_budget = 12 << 20;
    const RunningServer server(options, limited_routes());
    const std::string whole = upload_head(8'000'000) + std::string(8'000'000, 'x');
    EXPECT_TRUE(one_fits_and_the_other_not(server.port(), whole, whole, form(9'000)));
    EXPECT_TRUE(comes(server.port(), whole, 200)) << "and the room is free again";
}

TEST(Limits, SilentConnectionsTakeNoRoomFromAnybody) {
    ServerOptions options;
    options.upload_budget = 12 << 20;
    options.uploads_per_client = 100;
    const RunningServer server(options, limited_routes());
    std::vector<Client> silent;
    for (int i = 0; i < 8; ++i) {
        silent.emplace_back(server.port());
        EXPECT_EQ(silent.back().ask(upload_head(8'000'000, "Expect: 100-continue\r\n")).status, 100);
    }
    EXPECT_EQ(Client(server.port()).ask(form(9'000)).status, 200);
    EXPECT_EQ(Client(server.port()).ask(upload_head(8'000'000) + std::string(8'000'000, 'x')).status, 200);
}

TEST(Limits, SilentConnectionsAreDroppedWhateverTheyAnnounced) {
    ServerOptions options;
    options.body_deadline = 300ms;  // and 64 s for eight megabytes at the lowest rate
    options.slowest_rate = 128 * 1024;
    const RunningServer server(options, limited_routes());
    Client client(server.port());
    client.send(upload_head(8'000'000));
    EXPECT_TRUE(client.closed_within(10s));
}

TEST(Limits, OneClientSendsFewUploadsAtOnce) {
    ServerOptions options;
    options.uploads_per_client = 2;
    const RunningServer server(options, limited_routes());
    const std::string asks = upload_head(8'000'000, "Expect: 100-continue\r\n");
    std::vector<Client> sending;
    for (int i = 0; i < 2; ++i) {
        sending.emplace_back(server.port());
        EXPECT_EQ(sending.back().ask(asks).status, 100);
    }
    const auto refused = Client(server.port()).ask(asks);
    EXPECT_EQ(refused.status, 503);
    EXPECT_NE(refused.body.find("Other files are being sent from your address"), std::string::npos);
    EXPECT_EQ(Client(server.port()).ask(form(9'000)).status, 200);
    sending.clear();
    EXPECT_TRUE(comes(server.port(), asks, 100));
}

TEST(Limits, ThereIsAlwaysRoomForASmallForm) {
    ServerOptions options;
    options.form_budget = 400'000;
    std::vector<Route> table = limited_routes();
    table.push_back({Method::post, "/long",
                     [](Request& r) { return Response::text(200, std::to_string(r.body.size())); }});
    const RunningServer server(options, table);
    const std::string long_form =
        "POST /long HTTP/1.1\r\nHost: t\r\nContent-Length: 300000\r\n\r\n" + std::string(300'000, 'x');
    EXPECT_TRUE(one_fits_and_the_other_not(server.port(), long_form, long_form, form(9'000)));
    EXPECT_TRUE(comes(server.port(), long_form, 200));
}

/// Kilobytes; the highest since the process began.
std::size_t most_memory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6));
    return 0;
}

class Admission : public ::testing::Test {
  protected:
    static constexpr std::size_t upload = 64 << 20;
    std::atomic<int> handled = 0;
    std::vector<Route> table() {
        Route guarded{.method = Method::post,
                      .pattern = "/guarded",
                      .handler =
                          [this](Request& r) {
                              ++handled;
                              return Response::text(200, std::to_string(r.body.size()));
                          },
                      .body_limit = upload};
        guarded.admit = [](Request& head) -> std::optional<Response> {
            if (head.query_value("key") == "right") return std::nullopt;
            if (head.query_value("key") == "fails") throw std::runtime_error("the secret detail");
            return Response::redirect("/sign-in");
        };
        return {guarded};
    }
    static std::string head(std::string_view key, std::size_t bytes) {
        return "POST /guarded?key=" + std::string{key} +
               " HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n";
    }
};

TEST_F(Admission, IsAskedBeforeALargeBodyIsRead) {
    const RunningServer server({}, table());
    const auto refused = Client(server.port()).ask(head("wrong", upload));
    EXPECT_EQ(refused.status, 303);
    EXPECT_EQ(refused.headers.at("location"), "/sign-in");
    EXPECT_EQ(refused.headers.at("connection"), "close");
    EXPECT_EQ(Client(server.port()).ask(head("fails", upload)).status, 500);
    EXPECT_EQ(Client(server.port())
                  .ask("POST /guarded HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n")
                  .status,
              303)
        << "a body of unknown length may be large";
    EXPECT_EQ(handled, 0);
    EXPECT_EQ(Client(server.port()).ask(head("right", 2'000'000) + std::string(2'000'000, 'x')).body,
              "2000000");
    EXPECT_EQ(Client(server.port()).ask(head("wrong", 1000) + std::string(1000, 'x')).body, "1000")
        << "an ordinary form is the handler's own to judge";
}

TEST_F(Admission, RefusesAWholeFileWithAnAnswerThatArrivesAndWithoutKeepingIt) {
    const RunningServer server({}, table());
    const std::string piece(1 << 20, 'x');
    std::vector<Client> clients;
    const std::size_t before = most_memory();
    for (int i = 0; i < 7; ++i) {
        clients.emplace_back(server.port());
        clients.back().send(head("wrong", upload));
    }
    for (std::size_t sent = 0; sent < upload; sent += piece.size())
        for (Client& client : clients) client.send(piece);
    for (Client& client : clients) EXPECT_EQ(client.read().status, 303);
    EXPECT_LT(most_memory() - before, 64U * 1024) << "kilobytes";
    EXPECT_EQ(handled, 0);
}

/// A table with "/held", whose answer leaves when the test says so, and "/hello".
class HeldBack : public ::testing::Test {
  protected:
    std::promise<Release> asked;
    std::vector<Route> table() {
        std::vector<Route> all = limited_routes();
        all.push_back({Method::get, "/held", [this](Request&) {
                           Response response = Response::text(200, "at last");
                           response.held_back = [this](Release release) {
                               asked.set_value(std::move(release));
                           };
                           return response;
                       }});
        return all;
    }
};

TEST_F(HeldBack, AnswersKeepNoWorker) {
    const RunningServer server({.workers = 1}, table());
    Client patient(server.port());
    patient.send("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
    const Release release = asked.get_future().get();
    EXPECT_EQ(Client(server.port()).ask(hello).body, "hello");
    EXPECT_FALSE(patient.has_answer_within(50ms));
    release(nullptr);
    EXPECT_EQ(patient.read().body, "at last");
    EXPECT_EQ(patient.ask(hello).body, "hello");
}

TEST_F(HeldBack, AnswersMayBeReplaced) {
    const RunningServer server({.workers = 1}, table());
    Client patient(server.port());
    patient.send("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
    asked.get_future().get()(std::make_unique<Response>(Response::text(503, "not now")));
    const auto answer = patient.read();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.body, "not now");
}

TEST_F(HeldBack, AnswersAreWaitedForWhenTheServerStops) {
    RunningServer server({.workers = 1}, table());
    Client patient(server.port());
    patient.send("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
    auto release = std::make_unique<Release>(asked.get_future().get());
    server.server().stop();
    std::this_thread::sleep_for(50ms);
    (*release)(nullptr);
    EXPECT_EQ(patient.read().body, "at last");
    release.reset();
    server.join();
}

TEST_F(HeldBack, AnswersReachATestWithoutASocket) {
    const Server server({.port = 0}, table(), {});
    std::thread other([this] { asked.get_future().get()(nullptr); });
    Request request;
    request.path = "/held";
    EXPECT_EQ(server.answer(request).body, "at last");
    other.join();
}

TEST(ManyClients, IdleOnesDoNotKeepActiveOnesWaiting) {
    const RunningServer server({}, limited_routes());
    std::vector<Client> idle, slow;
    for (int i = 0; i < 200; ++i) {
        idle.emplace_back(server.port());
        EXPECT_EQ(idle.back().ask(hello).status, 200);
        slow.emplace_back(server.port());
        slow.back().send("GET /hel");
    }
    for (int i = 0; i < 50; ++i) EXPECT_EQ(Client(server.port()).ask(hello).body, "hello");
    for (Client& client : idle) EXPECT_EQ(client.ask(hello).body, "hello");
    for (Client& client : slow) EXPECT_EQ(client.ask("lo HTTP/1.1\r\nHost: t\r\n\r\n").body, "hello");
}

TEST(ManyClients, AreServedTogetherOnSeveralThreads) {
    const RunningServer server({.io_threads = 2, .workers = 3}, limited_routes());
    std::vector<std::future<int>> clients;
    for (int i = 0; i < 8; ++i)
        clients.push_back(std::async(std::launch::async, [&] {
            int served = 0;
            Client client(server.port());
            for (int n = 0; n < 100; ++n) served += client.ask(hello).body == "hello";
            return served;
        }));
    for (auto& client : clients) EXPECT_EQ(client.get(), 100);
}

TEST(ManyClients, AboveTheLimitAreToldSo) {
    ServerOptions options;
    options.connections = 3;
    const RunningServer server(options, limited_routes());
    {
        std::vector<Client> open;
        for (int i = 0; i < 3; ++i) {
            open.emplace_back(server.port());
            EXPECT_EQ(open.back().ask(hello).status, 200);
        }
        Client extra(server.port());
        EXPECT_EQ(extra.read().status, 503);
        EXPECT_TRUE(extra.closed_within(10s));
        EXPECT_EQ(open[0].ask(hello).status, 200);
    }
    int status = 0;
    for (int i = 0; i < 500 && status != 200; ++i) status = Client(server.port()).ask(hello).status;
    EXPECT_EQ(status, 200);
}

TEST(ManyRequests, AboveTheQueueAreToldToComeBack) {
    std::promise<void> go_on;
    const auto gate = go_on.get_future().share();
    std::vector<Route> table = limited_routes();
    table.push_back({Method::get, "/gate", [gate](Request&) {
                         gate.wait();
                         return Response::text(200, "through");
                     }});
    const RunningServer server({.workers = 1, .queue = 2}, table);
    std::vector<Client> clients;
    for (int i = 0; i < 6; ++i) {
        clients.emplace_back(server.port());
        clients.back().send("GET /gate HTTP/1.1\r\nHost: t\r\n\r\n");
    }
    // One runs and two wait: at least three of six are turned away while the gate is shut.
    const auto answered = [&] {
        return std::ranges::count_if(clients, [](Client& c) { return c.has_answer_within(1ms); });
    };
    for (int i = 0; i < 5000 && answered() < 3; ++i) std::this_thread::sleep_for(2ms);
    EXPECT_GE(answered(), 3);
    go_on.set_value();
    int turned_away = 0;
    for (Client& client : clients) {
        const auto answer = client.read();
        if (answer.status != 503) {
            EXPECT_EQ(answer.body, "through");
            continue;
        }
        EXPECT_EQ(answer.headers.at("retry-after"), "30");
        ++turned_away;
    }
    EXPECT_GE(turned_away, 3);
    EXPECT_LE(turned_away, 4) << "the worker may not have taken its first before the queue was full";
}

}
}
