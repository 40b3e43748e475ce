// What clients that are slow, greedy or hostile see. Deadlines are short and waits long, so that a slow
// machine passes.
#include <algorithm>
#include <future>
#include <gtest/gtest.h>

#include "support/web_client.hpp"

namespace tarn::web {
namespace {

using test::Client;
using test::RunningServer;
using namespace std::chrono_literals;

std::vector<Route> routes() {
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
    const RunningServer server(impatient(), routes());
    Client client(server.port());
    client.send("GET /hello HTTP/1.1\r\nX-Slow: ");
    EXPECT_TRUE(dropped_while_dribbling(client));
}

TEST(SlowClients, AreDroppedInTheirBodies) {
    const RunningServer server(impatient(), routes());
    Client client(server.port());
    client.send("POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 9000\r\n\r\n");
    EXPECT_TRUE(dropped_while_dribbling(client));
}

TEST(SlowClients, AreDroppedWhenTheyDoNotReadTheirAnswer) {
    const RunningServer server(impatient(), routes());
    Client client(server.port());
    client.send("GET /huge HTTP/1.1\r\nHost: t\r\n\r\n");
    std::this_thread::sleep_for(1s);
    EXPECT_EQ(client.read().status, 0) << "the answer was cut short";
}

TEST(SlowClients, AreDroppedWhenTheyAskNothing) {
    const RunningServer server(impatient(), routes());
    Client silent(server.port());
    EXPECT_TRUE(silent.closed_within(15s));
    Client client(server.port());
    EXPECT_EQ(client.ask(hello).status, 200);
    EXPECT_TRUE(client.closed_within(15s));
}

TEST(Limits, RefuseLongHeaders) {
    const RunningServer server({}, routes());
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
    const RunningServer server({}, routes());
    EXPECT_EQ(Client(server.port())
                  .ask("POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 999999999999\r\n\r\n")
                  .status,
              413);
    EXPECT_EQ(
        Client(server.port()).ask("POST /nowhere HTTP/1.1\r\nHost: t\r\nContent-Length: 50\r\n\r\n").status,
        404);
}

TEST(Limits, RefuseLargeBodiesWithAnAnswerThatArrives) {
    const RunningServer server({}, routes());
    Client announced(server.port());
    announced.send("POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 2000000\r\n\r\n");
    announced.send(std::string(2'000'000, 'x'));
    EXPECT_EQ(announced.read().status, 413);
    Client chunked(server.port());
    chunked.send("POST /form HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 100; ++i) chunked.send("3E8\r\n" + std::string(1000, 'x') + "\r\n");
    EXPECT_EQ(chunked.read().status, 413);
}

TEST(Limits, LetARouteTakeMore) {
    const RunningServer server({}, routes());
    Client client(server.port());
    client.send("POST /big HTTP/1.1\r\nHost: t\r\nContent-Length: 5000000\r\n\r\n");
    client.send(std::string(5'000'000, 'x'));
    EXPECT_EQ(client.read().body, "5000000");
}

TEST(Limits, HoldForAllBodiesTogether) {
    ServerOptions options;
    options.body_budget = 12 << 20;
    const RunningServer server(options, routes());
    const std::string head =
        "POST /big HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 8000000\r\n\r\n";
    {
        Client first(server.port());
        EXPECT_EQ(first.ask(head).status, 100);
        EXPECT_EQ(Client(server.port()).ask(head).status, 503);
        EXPECT_EQ(Client(server.port()).ask(hello).status, 200);
    }
    int status = 0;  // the room is free again once the first is gone
    for (int i = 0; i < 500 && status != 100; ++i) status = Client(server.port()).ask(head).status;
    EXPECT_EQ(status, 100);
}

TEST(ManyClients, IdleOnesDoNotKeepActiveOnesWaiting) {
    const RunningServer server({}, routes());
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
    const RunningServer server({.io_threads = 2, .workers = 3}, routes());
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
    const RunningServer server(options, routes());
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
    std::vector<Route> table = routes();
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
