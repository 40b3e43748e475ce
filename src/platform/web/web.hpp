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
    std::string path;  ///< decoded, without the query: "/schools/100000"
    std::string query_text;
    Fields parameters;  ///< from the route's {names}: /schools/{urn}
    Fields query;
    Fields form;  ///< urlencoded or multipart text fields
    std::vector<Upload> uploads;
    std::string body;  ///< as sent, when it is neither kind of form
    Fields headers;    ///< names in lower case
    Fields cookies;
    std::string client;                   ///< address, for rate limits and the audit trail
    std::chrono::milliseconds queued{0};  ///< how long it waited for a worker
    // Whatever arrives in path, query and form is UTF-8 without NUL: anything else was refused with 400
    // before.

    std::optional<std::string_view> parameter(std::string_view name) const;
    std::optional<std::string_view> query_value(std::string_view name) const;  ///< first of that name
    std::optional<std::string_view> form_value(std::string_view name) const;
    std::vector<std::string_view> form_values(std::string_view name) const;
    std::optional<std::string_view> header(std::string_view lower_case_name) const;
    std::optional<std::string_view> cookie(std::string_view name) const;
};

struct Response;
/// Lets an answer that was held back leave, or `instead` when it must not. Called once, from any thread.
using Release = std::function<void(std::unique_ptr<Response> instead)>;

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string body;
    Fields headers;  ///< beside those the server adds to every response
    /// A body that lives as long as the program (embedded assets); sent instead of `body` when set.
    std::optional<std::string_view> static_body;
    bool one_time = false;  ///< holds a token that is masked anew each time: no ETag could ever match
    /// Set: the answer is held back until its Release is called; the request lives until then. No worker
    /// waits for it meanwhile. Does not throw.
    std::function<void(Release)> held_back{};

    static Response page(Html html, int status = 200);
    static Response redirect(std::string location);  ///< 303: the browser follows with GET
    static Response text(int status, std::string message);
    static Response download(std::string file_name, std::string content_type, std::string body);

    /// Adds a header. A value with a line break or another control character makes the server answer 500
    /// instead.
    Response& add(std::string name, std::string value);
};

using Handler = std::function<Response(Request&)>;
/// Looks at a request of which only the head has come; an answer refuses it.
using Admission = std::function<std::optional<Response>(Request& head)>;

/// Bytes. A body up to here is an ordinary form; a larger one carries files and is admitted by its route
/// first.
inline constexpr std::size_t ordinary_body = 1 << 20;

struct Route {
    Method method = Method::get;
    std::string pattern;  ///< "/schools/{urn}/rating"; literal segments win over {names}
    Handler handler{};
    std::size_t body_limit =
        ordinary_body;         ///< bytes; larger bodies are refused with 413 before they are read whole
    bool never_waits = false;  ///< assets, /health: answered at once, without a worker
    bool takes_long = false;   ///< uploads, passwords, reports: at most half of the workers run such at once
    /// May wait for what one alone can have at a time. Together with what takes long, such handlers leave
    /// two workers free.
    bool waits_its_turn = false;
    bool from_other_sites = false;  ///< a POST that a page of another site may send; else those get 403
    /// Asked on a worker before a body larger than an ordinary form is read; none lets everybody send one.
    Admission admit{};
};

/// What one form may hold; more is refused with 400.
struct FormLimits {
    std::size_t fields = 2000;
    std::size_t field_bytes = 256 * 1024;  ///< one text field
    std::size_t uploads = 20;
};

/// How the server's own refusals look (400, 405, 413, 431, 500, 503): a title and one sentence in the site's
/// layout.
using ErrorPage = std::function<Html(int status, std::string_view title, std::string_view sentence)>;

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: any free port
    int io_threads = 1;
    int workers = 4;
    std::size_t queue = 512;  ///< requests waiting for a worker; the next is answered 503
    std::size_t header_limit = 16 * 1024;
    std::size_t connections = 4000;
    // Bytes of the bodies that are in memory at once, counted as they arrive; what finds no room is answered
    // 503. Forms have room of their own, so that uploads keep nobody from signing in.
    std::size_t upload_budget = 512 << 20;
    std::size_t form_budget = 64 << 20;
    int uploads_per_client = 4;  ///< bodies larger than an ordinary form, at once, of one address
    FormLimits form{};
    std::chrono::milliseconds header_deadline{10'000};  ///< from the first byte to the end of the headers
    std::chrono::milliseconds body_deadline{60'000};
    std::chrono::milliseconds idle_deadline{60'000};  ///< between requests of one connection
    std::chrono::milliseconds write_deadline{60'000};
    std::chrono::milliseconds stop_deadline{20'000};  ///< for requests in flight at stop()
    std::size_t slowest_rate = 16 * 1024;  ///< bytes per second that extend the two deadlines of large bodies
    bool behind_tls = false;  ///< a proxy in front speaks HTTPS: Strict-Transport-Security is sent
    bool trust_forwarded_for =
        false;                     ///< a proxy in front sets X-Forwarded-For: its last address is the client
    bool stop_on_signals = false;  ///< SIGINT and SIGTERM call stop() while run() runs
    bool access_log = true;        ///< one line per request: method, route pattern, status, bytes, time
    std::string image_sources{};   ///< added to img-src: the address of map tiles
    ErrorPage error_page{};        ///< empty: a plain page
};

class Server {
  public:
    /// Binds at once (throws std::runtime_error with a sentence when the address is taken); serves from
    /// run().
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

std::string url_encode(std::string_view text);  ///< one path segment or query value
std::optional<std::string> url_decode(std::string_view text, bool plus_is_space);
Fields parse_urlencoded(std::string_view body);  ///< malformed escapes are kept as they stand
bool is_text(std::string_view bytes);            ///< UTF-8 without NUL
/// True for an address inside this site ("/schools?q=a"), so that redirecting there cannot leave it.
bool is_local_address(std::string_view address);

}
