#include "support/relay.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tarn::test {
namespace {

constexpr int look_again_after = 10;  // milliseconds
constexpr std::string_view socket_name = "/.s.PGSQL.5432";
/// What a server says that stops at once: a NoticeResponse of WARNING 57P02. Read before the end of the
/// connection is seen, it hides that end from a client's library.
constexpr std::string_view farewell{"N\0\0\0\x1eSWARNING\0C57P02\0Mgoodbye\0\0", 31};

sockaddr_un place(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("too long for a socket: " + path);
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

int socket_at(const std::string& path, int (*use)(int, const sockaddr*, socklen_t)) {
    const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = place(path);
    if (use(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return made;
    ::close(made);
    throw std::runtime_error("no socket at " + path);
}

/// False when either side has closed.
bool pass_on(int from, int to) {
    std::array<char, 16 * 1024> block;
    const auto got = ::recv(from, block.data(), block.size(), 0);
    for (ssize_t sent = 0; sent < got;) {
        const auto more = ::send(to, block.data() + sent, static_cast<std::size_t>(got - sent), MSG_NOSIGNAL);
        if (more <= 0) return false;
        sent += more;
    }
    return got > 0;
}

struct Pair {
    int client, server;
};

bool serve(const Pair& pair, const pollfd& client, const pollfd& server) {
    if (client.revents != 0 && !pass_on(pair.client, pair.server)) return false;
    return server.revents == 0 || pass_on(pair.server, pair.client);
}

void close_both(const Pair& pair) {
    ::close(pair.client);
    ::close(pair.server);
}

}

Relay::Relay(const std::string& database_address)
    : own_socket_(folder_.path() + std::string{socket_name}), address_(database_address) {
    constexpr std::string_view key = "host=";
    const auto at = database_address.find(key);
    if (at == std::string::npos) throw std::runtime_error("no unix socket in " + database_address);
    const auto from = at + key.size();
    const auto end = std::min(database_address.find('&', from), database_address.size());
    server_socket_ = database_address.substr(from, end - from) + std::string{socket_name};
    address_.replace(from, end - from, folder_.path());
    restore();
}

void Relay::restore() {
    cut();
    silent_ = ending_ = false;
    listening_ = socket_at(own_socket_, ::bind);
    ::listen(listening_, 64);
    thread_ = std::thread([this] { run(); });
}

void Relay::cut() {
    ending_ = true;
    if (thread_.joinable()) thread_.join();
    if (listening_ >= 0) ::close(std::exchange(listening_, -1));
    ::unlink(own_socket_.c_str());
}

void Relay::run() {
    std::vector<Pair> pairs;
    while (!ending_) {
        std::vector<pollfd> watched{{listening_, POLLIN, 0}};
        for (const Pair& pair : pairs) {
            watched.push_back({pair.client, POLLIN, 0});
            watched.push_back({pair.server, POLLIN, 0});
        }
        if (silent_) watched.resize(1);
        if (::poll(watched.data(), watched.size(), look_again_after) <= 0) continue;
        std::vector<Pair> open;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const bool goes_on = silent_ || 2 * i + 2 >= watched.size() ||
                                 serve(pairs[i], watched[2 * i + 1], watched[2 * i + 2]);
            if (goes_on)
                open.push_back(pairs[i]);
            else
                close_both(pairs[i]);
        }
        pairs = std::move(open);
        if (watched[0].revents != 0)
            pairs.push_back({::accept(listening_, nullptr, nullptr), socket_at(server_socket_, ::connect)});
    }
    for (const Pair& pair : pairs) {
        ::send(pair.client, farewell.data(), farewell.size(), MSG_NOSIGNAL);
        close_both(pair);
    }
}

}
