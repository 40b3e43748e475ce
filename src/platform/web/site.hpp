#pragma once
// Everything between the bytes of a request and the bytes of its answer, without sockets.
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/web/router.hpp"
#include "platform/web/web.hpp"

namespace tarn::web {

/// The head of a request as it came from the wire.
struct Arrival {
    std::string method;
    std::string target;
    Fields headers;  ///< names in lower case
    std::string client;
    bool http_1_1 = true;
    bool keep_alive = true;
};

/// One request on its way to its answer.
struct Exchange {
    Request request;
    std::string method;  ///< as sent, for the log
    const Route* route = nullptr;
    std::string allow;             ///< for 405
    std::optional<int> refusal;    ///< status to refuse with, before any handler
    std::string refusal_sentence;  ///< replaces the usual sentence of that status
    bool head_only = false;
    bool http_1_1 = true;
    bool keep_alive = true;
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();

    std::size_t body_limit() const { return route && !refusal ? route->body_limit : 0; }
    /// For the log: the pattern, never the address, which may hold a name or a token.
    std::string_view label() const { return route ? std::string_view{route->pattern} : "-"; }
};

struct Outgoing {
    int status = 200;
    std::string head;
    std::string body;
    std::optional<std::string_view> static_body;
    bool close = false;

    std::string_view content() const { return static_body ? *static_body : std::string_view{body}; }
};

class Site {
  public:
    Site(ServerOptions options, std::vector<Route> routes, Handler not_found);

    const ServerOptions& options() const { return options_; }
    Exchange begin(Arrival arrival) const;
    Exchange begin(Request request) const;  ///< for a request made by a test: path and perhaps query_text
    Response respond(Exchange& exchange,
                     std::string body) const;  ///< never throws: a failing handler gives a 500 page
    /// The answer that refuses a large body of which only the head has come. Never throws.
    std::optional<Response> admit(Exchange& exchange) const;
    /// Also where it cannot be put together: then an empty 500 that ends the connection.
    Outgoing finish(const Exchange& exchange, Response response) const;
    Response error_page(int status, std::string_view sentence = {}) const;

  private:
    void route(Exchange& exchange, const Segments& segments) const;
    void check(Exchange& exchange, const Arrival& arrival) const;
    std::string client_of(const Fields& headers, std::string peer) const;
    Response run(Exchange& exchange, std::string body) const;
    Response failure(const Exchange& exchange, std::string_view detail) const;

    ServerOptions options_;
    Router router_;
    Handler not_found_;
    Fields common_headers_;
    mutable std::atomic<bool> told_of_proxy_{false};
};

}
