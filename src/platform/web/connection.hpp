#pragma once
// One client's connection: reads a request, has it answered, writes the answer, and again. Only the thread of
// its lane touches it; a worker gets the request and gives back bytes.
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "platform/web/site.hpp"
#include "platform/web/workers.hpp"

namespace tarn::web {

class Connection;

/// One I/O thread's loop and the connections that live on it.
struct Lane {
    std::unordered_set<Connection*> connections;
    boost::asio::io_context loop{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard{loop.get_executor()};
    boost::asio::steady_timer last_call{loop};  ///< ends what is still open when the stop deadline has passed
};

/// What all connections share.
struct Shared {
    const Site& site;
    Workers& workers;
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> connections{0};
    std::atomic<std::size_t> body_bytes{0};  ///< of all bodies being read
};

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(boost::asio::ip::tcp::socket socket, Lane& lane, Shared& shared);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start();
    void stop();   ///< closes at once when no request has begun, else after its answer
    void abort();  ///< closes whatever is under way

  private:
    using Error = boost::beast::error_code;
    template <class Body>
    using Parser = boost::beast::http::request_parser<Body>;

    void wait_for_request();
    void read_head();
    void on_head(Error error);
    void begin_exchange();
    void go_on_with_body();
    bool reserve_body(std::optional<std::size_t> announced);
    void send_continue();
    void read_body();
    void on_body(Error error);
    void refuse(int status);
    void answer();
    void hand_to_worker();
    Outgoing compute();
    void write(Outgoing out);
    void on_written();
    void drain();
    void close();
    std::chrono::milliseconds with_rate(std::chrono::milliseconds base, std::size_t bytes) const;
    const ServerOptions& options() const { return shared_.site.options(); }

    boost::beast::tcp_stream stream_;
    Lane& lane_;
    Shared& shared_;
    std::string client_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser<boost::beast::http::empty_body>> head_;
    std::optional<Parser<boost::beast::http::string_body>> with_body_;
    Exchange exchange_;
    std::string body_;
    Outgoing out_;
    std::size_t reserved_ = 0;  ///< of shared_.body_bytes
    std::size_t drained_ = 0;
    bool idle_ = true;          ///< no byte of the next request has come
    bool unread_body_ = false;  ///< the client may still be sending: close gently after the answer
};

}
