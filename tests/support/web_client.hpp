#pragma once
// A raw client for tests of the server: sends any bytes, well formed or not, and reads what comes back.
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "platform/web/web.hpp"

namespace tarn::test {

using web::Route;
using web::Server;
using web::ServerOptions;

struct Answer {
    int status = 0;                              ///< 0: the connection ended without a whole answer
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

/// One TCP connection to 127.0.0.1.
class Client {
  public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(Client&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), pending_(std::move(other.pending_)) {}
    Client& operator=(Client&&) = delete;

    bool send(std::string_view bytes);  ///< false when the server closed before all was sent
    void half_close();                  ///< nothing more will be sent; answers can still be read
    /// The next answer; `to_head` for the answer to HEAD, which has a length but no body.
    Answer read(bool to_head = false);
    Answer ask(std::string_view bytes) {
        send(bytes);
        return read();
    }
    bool has_answer_within(std::chrono::milliseconds patience);  ///< or an end of the connection
    /// True when the server closes (or resets) within `patience`; bytes received until then are dropped.
    bool closed_within(std::chrono::milliseconds patience);

  private:
    bool fill();
    int socket_ = -1;
    std::string pending_;
};

bool can_connect(std::uint16_t port);
std::string gunzip(std::string_view bytes);

/// A server that runs in a thread of its own until the end of the test.
class RunningServer {
  public:
    RunningServer(ServerOptions options, std::vector<Route> routes);
    ~RunningServer();
    std::uint16_t port() const { return server_.port(); }
    Server& server() { return server_; }
    void join();  ///< after stop(): waits until run() has returned

  private:
    Server server_;
    std::thread thread_;
};

}
