#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <stdexcept>
#include <sys/resource.h>
#include <thread>

#include "platform/web/connection.hpp"
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

struct Server::Impl {
    Impl(ServerOptions options, std::vector<Route> routes, Handler not_found)
        : site(std::move(options), std::move(routes), std::move(not_found)),
          lanes(static_cast<std::size_t>(std::max(site.options().io_threads, 1))),
          acceptor(listen_on(first_loop(), site.options())),
          port(acceptor.local_endpoint().port()),
          pause(first_loop()),
          signals(first_loop()),
          workers(site.options().workers, site.options().queue),
          shared{site, workers} {
        allow_descriptors(site.options().connections);
    }

    net::io_context& first_loop() { return lanes.front().loop; }

    void accept() {
        Lane& lane = lanes[next_lane++ % lanes.size()];
        acceptor.async_accept(lane.loop, [this, &lane](ErrorCode error, tcp::socket socket) {
            if (shared.stopping || error == net::error::operation_aborted) return;
            if (error) return accept_later();
            take(lane, std::move(socket));
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

    void take(Lane& lane, tcp::socket socket) {
        if (shared.connections >= site.options().connections) return turn_away(std::move(socket));
        ++shared.connections;
        net::post(lane.loop, [this, &lane, socket = std::move(socket)]() mutable {
            const auto connection = std::make_shared<Connection>(std::move(socket), lane, shared);
            if (!shared.stopping) connection->start();
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
        for (std::size_t i = 1; i < lanes.size(); ++i)
            threads.emplace_back([this, i] { lanes[i].loop.run(); });
        // Each loop runs until stop() has dropped its guard and its last connection is done.
        first_loop().run();
        for (std::thread& thread : threads) thread.join();
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
        net::post(first_loop(), [this] {
            ErrorCode ignored;
            acceptor.close(ignored);
            pause.cancel();
            signals.cancel(ignored);
        });
        for (Lane& lane : lanes) net::post(lane.loop, [this, &lane] { wind_down(lane); });
    }

    void wind_down(Lane& lane) {
        lane.guard.reset();
        const std::vector<Connection*> open(lane.connections.begin(), lane.connections.end());
        for (Connection* connection : open) connection->stop();
        if (lane.connections.empty()) return;
        lane.last_call.expires_after(site.options().stop_deadline);
        lane.last_call.async_wait([&lane](ErrorCode error) {
            if (error) return;
            const std::vector<Connection*> left(lane.connections.begin(), lane.connections.end());
            for (Connection* connection : left) connection->abort();
        });
    }

    Site site;
    std::vector<Lane> lanes;
    tcp::acceptor acceptor;
    std::uint16_t port;
    net::steady_timer pause;
    net::signal_set signals;
    std::size_t next_lane = 0;
    Workers workers;
    Shared shared;
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
    request = std::move(exchange.request);
    return response;
}

}
