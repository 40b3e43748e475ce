#include "support/web_client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

namespace tarn::test {
namespace {

constexpr std::chrono::seconds longest_wait{20};  // a test that waits longer has failed

int connect_to(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
    ::close(socket);
    return -1;
}

bool readable(int socket, std::chrono::milliseconds patience) {
    pollfd wait{socket, POLLIN, 0};
    return ::poll(&wait, 1, static_cast<int>(patience.count())) == 1;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

Answer parse_head(std::string_view head) {
    Answer answer;
    const auto next_line = [&head] {
        const std::string_view line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(std::min(head.size(), line.size() + 2));
        return line;
    };
    answer.status = std::stoi(std::string{next_line().substr(9, 3)});
    while (!head.empty()) {
        const std::string_view line = next_line();
        const auto colon = line.find(": ");
        if (colon == std::string_view::npos) continue;
        std::string& value = answer.headers[lower(std::string{line.substr(0, colon)})];
        value += value.empty() ? "" : "\n";
        value += line.substr(colon + 2);
    }
    return answer;
}

}

Client::Client(std::uint16_t port) : socket_(connect_to(port)) {
    if (socket_ < 0) throw std::runtime_error("the server refuses connections");
}

Client::~Client() {
    if (socket_ >= 0) ::close(socket_);
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;  // the server has closed: read() will show it
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Client::half_close() {
    ::shutdown(socket_, SHUT_WR);
}

bool Client::fill() {
    std::array<char, 16 * 1024> block;
    if (!readable(socket_, longest_wait)) return false;
    const auto got = ::recv(socket_, block.data(), block.size(), 0);
    if (got > 0) pending_.append(block.data(), static_cast<std::size_t>(got));
    return got > 0;
}

Answer Client::read(bool to_head) {
    std::size_t end;
    while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
        if (!fill()) return {};
    Answer answer = parse_head(std::string_view{pending_}.substr(0, end));
    pending_.erase(0, end + 4);
    const auto length = answer.headers.find("content-length");
    const std::size_t wanted = to_head || length == answer.headers.end() ? 0 : std::stoul(length->second);
    while (pending_.size() < wanted)
        if (!fill()) return {};
    answer.body = pending_.substr(0, wanted);
    pending_.erase(0, wanted);
    return answer;
}

bool Client::has_answer_within(std::chrono::milliseconds patience) {
    return !pending_.empty() || readable(socket_, patience);
}

bool Client::closed_within(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    std::array<char, 4096> block;
    while (std::chrono::steady_clock::now() < until) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (readable(socket_, left) && ::recv(socket_, block.data(), block.size(), 0) <= 0) return true;
    }
    return false;
}

bool can_connect(std::uint16_t port) {
    const int socket = connect_to(port);
    if (socket >= 0) ::close(socket);
    return socket >= 0;
}

std::string gunzip(std::string_view bytes) {
    z_stream stream{};
    constexpr int any_wrapper = 15 + 32;
    inflateInit2(&stream, any_wrapper);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    std::array<char, 16 * 1024> block;
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = block.size();
        result = inflate(&stream, Z_NO_FLUSH);
        out.append(block.data(), block.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("not a whole gzip stream");
    return out;
}

RunningServer::RunningServer(ServerOptions options, std::vector<Route> routes)
    : server_(
          [&] {
              options.port = 0;
              options.access_log = false;
              return options;
          }(),
          std::move(routes), {}),
      thread_([this] { server_.run(); }) {}

RunningServer::~RunningServer() {
    server_.stop();
    join();
}

void RunningServer::join() {
    if (thread_.joinable()) thread_.join();
}

}
