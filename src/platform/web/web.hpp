#pragma once
// Requests, responses and the server. Handlers are plain synchronous functions run by a worker pool.
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/web/html.hpp"

namespace tarn::web {

enum class Method { get, post };  ///< HEAD is answered by the GET route without a body

using Fields = std::vector<std::pair<std::string, std::string>>;  ///< in the order sent; a name may repeat

struct Upload {
    std::string field;
    std::string file_name;  ///< as sent, for display only
    std::string content;
};

struct Request {
    Method method = Method::get;
    std::string path;   ///< decoded, without the query: "/schools/100000"
    std::string query_text;
    Fields parameters;  ///< from the route's {names}: /schools/{urn}
    Fields query;
    Fields form;        ///< urlencoded or multipart text fields
    std::vector<Upload> uploads;
    Fields headers;     ///< names in lower case
    Fields cookies;
    std::string client;  ///< address, for rate limits and the audit trail

    std::optional<std::string_view> parameter(std::string_view name) const;
    std::optional<std::string_view> query_value(std::string_view name) const;   ///< first of that name
    std::optional<std::string_view> form_value(std::string_view name) const;
    std::vector<std::string_view> form_values(std::string_view name) const;
    std::vector<std::string_view> query_values(std::string_view name) const;
    std::optional<std::string_view> header(std::string_view lower_case_name) const;
    std::optional<std::string_view> cookie(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string body;
    Fields headers;                ///< beside those the server adds to every response
    /// A body that lives as long as the program (embedded assets); sent instead of `body` when set.
    std::optional<std::string_view> static_body;

    static Response page(Html html, int status = 200);
    static Response redirect(std::string location);  ///< 303: the browser follows with GET
    static Response text(int status, std::string message);
    static Response download(std::string file_name, std::string content_type, std::string body);
};

using Handler = std::function<Response(Request&)>;

struct Route {
    Method method = Method::get;
    std::string pattern;  ///< "/schools/{urn}/rating"; literal segments win over {names}
    Handler handler;
    std::size_t body_limit = 1 << 20;  ///< bytes; larger bodies are refused with 413 before they are read whole
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: any free port
    int io_threads = 1;
    int workers = 4;
    std::size_t header_limit = 16 * 1024;
    std::size_t connections = 4000;
    std::chrono::milliseconds header_deadline{10'000};  ///< from the first byte to the end of the headers
    std::chrono::milliseconds body_deadline{60'000};
    std::chrono::milliseconds idle_deadline{60'000};    ///< between requests of one connection
    std::chrono::milliseconds write_deadline{60'000};
    std::chrono::milliseconds stop_deadline{20'000};    ///< for requests in flight at stop()
};

class Server {
  public:
    /// Binds at once (throws std::runtime_error with a sentence when the address is taken); serves from run().
    Server(ServerOptions options, std::vector<Route> routes, Handler not_found);
    ~Server();
    std::uint16_t port() const;
    void run();   ///< returns after stop() once requests in flight are answered
    void stop();  ///< safe from any thread
    /// Answers a request without a socket, through the same routing; for tests.
    Response answer(Request& request) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

std::string url_encode(std::string_view text);            ///< one path segment or query value
std::optional<std::string> url_decode(std::string_view text, bool plus_is_space);
Fields parse_urlencoded(std::string_view body);           ///< malformed escapes are kept as they stand

}
