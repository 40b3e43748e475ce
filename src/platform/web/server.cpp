#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <future>
#include <stdexcept>
#include <sys/resource.h>
#include <thread>

#include "platform/web/lane.hpp"
#include "platform/web/log.hpp"

namespace tarn::web {
namespace {

namespace net = boost::asio;
using net::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr std::chrono::milliseconds accept_pause{100};  // after running out of descriptors

/// A connection is a file descriptor; systems start programs with 1,024 of them and allow many more.
void allow_descriptors(std::size_t connections) {
    constexpr rlim_t reserve = 256;  // database, log, libraries
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= connections + reserve) return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, connections + reserve);
    setrlimit(RLIMIT_NOFILE, &limit);
}

tcp::acceptor listen_on(net::io_context& loop, const ServerOptions& options) {
    const std::string place = options.address + ":" + std::to_string(options.port);
    try {
        const tcp::endpoint endpoint(net::ip::make_address(options.address), options.port);
        tcp::acceptor acceptor(loop);
        acceptor.open(endpoint.protocol());
        acceptor.set_option(tcp::acceptor::reuse_address(true));
        acceptor.bind(endpoint);
        acceptor.listen(net::socket_base::max_listen_connections);
        return acceptor;
    } catch (const boost::system::system_error& failure) {
        throw std::runtime_error("Cannot listen on " + place + ": " + failure.code().message() + ".");
    }
}

}

/// Listens, and hands each client to a lane in turn.
struct Server::Impl {
    Impl(ServerOptions options, std::vector<Route> routes, Handler not_found)
        : site(std::move(options), std::move(routes), std::move(not_found)),
          workers(site.options().workers, site.options().queue),
          shared{site, workers,
                 BodyRoom{site.options().upload_budget, site.options().form_budget,
                          site.options().uploads_per_client}},
          acceptor(listen_on(loop, site.options())),
          port(acceptor.local_endpoint().port()),
          v6(acceptor.local_endpoint().protocol() == tcp::v6()) {
        allow_descriptors(site.options().connections);
        for (int i = 0; i < std::max(site.options().io_threads, 1); ++i) lanes.emplace_back(shared);
    }

    void accept() {
        acceptor.async_accept([this](ErrorCode error, tcp::socket socket) {
            if (shared.stopping || error == net::error::operation_aborted) return;
            if (error) return accept_later();
            if (shared.connections < site.options().connections)
                lanes[next_lane++ % lanes.size()].take(socket.release(), v6);
            else
                turn_away(std::move(socket));
            accept();
        });
    }

    void accept_later() {
        log_warning("no connection can be accepted; trying again");
        pause.expires_after(accept_pause);
        pause.async_wait([this](ErrorCode error) {
            if (!error && !shared.stopping) accept();
        });
    }

    /// One attempt to say why, without waiting for it.
    void turn_away(tcp::socket socket) {
        Exchange exchange;
        exchange.keep_alive = false;
        const Outgoing out = site.finish(exchange, site.error_page(503));
        ErrorCode ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(net::buffer(out.head + out.body), ignored);
    }

    void run() {
        if (site.options().stop_on_signals) wait_for_signals();
        accept();
        std::vector<std::thread> threads;
        for (Lane& lane : lanes) threads.emplace_back([&lane] { lane.run(); });
        loop.run();
        for (std::thread& thread : threads) thread.join();
        // A job's last act touches the loop of its lane: lanes must outlive it.
        workers.join();
        shared.holders.wait_for_all();
    }

    void wait_for_signals() {
        signals.add(SIGINT);
        signals.add(SIGTERM);
        signals.async_wait([this](ErrorCode error, int) {
            if (!error) stop();
        });
    }

    void stop() {
        if (shared.stopping.exchange(true)) return;
        net::post(loop, [this] {
            ErrorCode ignored;
            acceptor.close(ignored);
            pause.cancel();
            signals.cancel(ignored);
            guard.reset();
        });
        for (Lane& lane : lanes) lane.wind_down();
    }

    Site site;
    Workers workers;
    Shared shared;
    std::vector<Lane> lanes;
    std::size_t next_lane = 0;
    net::io_context loop{1};
    net::executor_work_guard<net::io_context::executor_type> guard{loop.get_executor()};
    tcp::acceptor acceptor;
    std::uint16_t port;
    bool v6;
    net::steady_timer pause{loop};
    net::signal_set signals{loop};
};

Server::Server(ServerOptions options, std::vector<Route> routes, Handler not_found)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(routes), std::move(not_found))) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return impl_->port;
}
void Server::run() {
    impl_->run();
}
void Server::stop() {
    impl_->stop();
}

Response Server::answer(Request& request) const {
    Exchange exchange = impl_->site.begin(std::move(request));
    Response response = impl_->site.respond(exchange, {});
    if (const auto hold = std::exchange(response.held_back, nullptr)) {
        const auto let_go = std::make_shared<std::promise<std::unique_ptr<Response>>>();
        hold([let_go](std::unique_ptr<Response> instead) { let_go->set_value(std::move(instead)); });
        if (const auto instead = let_go->get_future().get()) response = std::move(*instead);
    }
    request = std::move(exchange.request);
    return response;
}

}
