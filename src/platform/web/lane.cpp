#include "platform/web/lane.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <limits>
#include <optional>
#include <string>
#include <unordered_set>

#include "platform/web/headers.hpp"
#include "platform/web/log.hpp"

namespace tarn::web {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::size_t first_read = 4096;  // bytes: most requests come whole
constexpr std::size_t longest_drain =
    4 * 1024 * 1024;  // bytes read and dropped so that a refusal is not lost
constexpr std::chrono::seconds drain_deadline{5};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Header values are bytes; the ones that are not text become '?', so that a store never meets them.
std::string header_text(beast::string_view value) {
    std::string out{value};
    if (!is_text(out))
        for (char& c : out)
            if (static_cast<unsigned char>(c) >= 0x80 || c == '\0') c = '?';
    return out;
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

Arrival arrival_of(const http::request_parser<http::empty_body>& parser, const std::string& client) {
    const auto& message = parser.get();
    Arrival arrival;
    arrival.method = view(message.method_string());
    arrival.target = view(message.target());
    arrival.http_1_1 = message.version() == 11;
    arrival.keep_alive = message.keep_alive();
    arrival.client = client;
    for (const auto& field : message)
        arrival.headers.emplace_back(lower(view(field.name_string())), header_text(field.value()));
    return arrival;
}

class Connection;
using WorkGuard = net::executor_work_guard<net::io_context::executor_type>;

struct Loop {
    std::unordered_set<Connection*> connections;
    net::io_context context{1};
    WorkGuard guard{context.get_executor()};
    net::steady_timer last_call{context};  ///< ends what is still open when the stop deadline has passed
};

/// A connection in the hands of another thread. The guard keeps its loop running while only that thread
/// knows of it.
struct Errand {
    std::shared_ptr<Connection> connection;
    WorkGuard guard;
};

/// One client: reads a request, has it answered, writes the answer, and again.
class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(net::ip::tcp::socket socket, Loop& loop, Shared& shared);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start();
    void stop();   ///< closes at once when no request has begun, else after its answer
    void abort();  ///< closes whatever is under way

  private:
    using Error = beast::error_code;
    template <class Body>
    using Parser = http::request_parser<Body>;

    void wait_for_request();
    void read_head();
    void on_head(Error error);
    void begin_exchange();
    void go_on_with_body();
    void ask_for_admission();
    void take_body();
    void send_continue();
    void read_body();
    void read_more_of_body();
    void on_body(Error error);
    void refuse(int status, std::string sentence = {});
    void answer();
    void hand_to_worker();
    Outgoing compute();
    Errand errand();
    /// By another thread: writes the answer, once nobody holds it back.
    static void bring_home(Errand errand, Response response);
    /// By another thread: goes on with `next` on the connection's own.
    template <class Next>
    static void go_home(Errand errand, Next next);
    void write(Outgoing out);
    void on_written();
    void begin_drain();
    void drain();
    void close();
    std::chrono::milliseconds with_rate(std::chrono::milliseconds base, std::size_t bytes) const;
    const ServerOptions& options() const { return shared_.site.options(); }

    beast::tcp_stream stream_;
    Loop& loop_;
    Shared& shared_;
    std::string client_;
    beast::flat_buffer buffer_;
    std::optional<Parser<http::empty_body>> head_;
    std::optional<Parser<http::string_body>> with_body_;
    Exchange exchange_;
    std::string body_;
    Outgoing out_;
    BodyRoom::Share room_;
    std::size_t body_size_ = 0;                          ///< as announced, else the most that its route takes
    std::chrono::steady_clock::time_point phase_began_;  ///< of reading a body, of draining
    /// A browser reads no answer before it has sent its file, so the whole of one that may come is read.
    std::size_t drained_ = 0, most_drained_ = longest_drain;
    bool idle_ = true;          ///< no byte of the next request has come
    bool unread_body_ = false;  ///< the client may still be sending: close gently after the answer
};

Connection::Connection(net::ip::tcp::socket socket, Loop& loop, Shared& shared)
    : stream_(std::move(socket)), loop_(loop), shared_(shared), room_(shared.room) {
    loop_.connections.insert(this);
}

Connection::~Connection() {
    --shared_.connections;
    loop_.connections.erase(this);
    if (shared_.stopping && loop_.connections.empty()) loop_.last_call.cancel();
}

void Connection::start() {
    Error error;
    stream_.socket().set_option(net::ip::tcp::no_delay(true), error);
    const auto peer = stream_.socket().remote_endpoint(error);
    if (error) return;
    client_ = peer.address().to_string();
    wait_for_request();
}

void Connection::stop() {
    if (idle_) close();
}

void Connection::abort() {
    stream_.close();
}

void Connection::wait_for_request() {
    if (buffer_.size() > 0) return read_head();
    if (shared_.stopping) return close();
    idle_ = true;
    stream_.expires_after(options().idle_deadline);
    stream_.async_read_some(buffer_.prepare(first_read),
                            [self = shared_from_this()](Error error, std::size_t bytes) {
                                if (error) return;
                                self->buffer_.commit(bytes);
                                self->read_head();
                            });
}

void Connection::read_head() {
    idle_ = false;
    most_drained_ = longest_drain;
    head_.emplace();
    head_->header_limit(static_cast<std::uint32_t>(options().header_limit));
    // Each route has its own limit, looked at once the head is known. Boost 1.74 takes `none` for zero.
    head_->body_limit(std::numeric_limits<std::uint64_t>::max());
    stream_.expires_after(options().header_deadline);
    http::async_read_header(stream_, buffer_, *head_,
                            [self = shared_from_this()](Error error, std::size_t) { self->on_head(error); });
}

void Connection::on_head(Error error) {
    if (!error) return begin_exchange();
    exchange_ = Exchange{};
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return refuse(431);
    if (error == http::error::end_of_stream || error == http::error::partial_message) return close();
    if (error.category() == http::make_error_code(http::error::bad_method).category()) return refuse(400);
    close();  // the deadline has passed or the client is gone
}

void Connection::begin_exchange() {
    exchange_ = shared_.site.begin(arrival_of(*head_, client_));
    body_.clear();
    if (head_->is_done()) {
        answer();
    } else if (exchange_.refusal || !exchange_.route || exchange_.request.method != Method::post) {
        unread_body_ = true;
        exchange_.keep_alive = false;
        answer();
    } else {
        go_on_with_body();
    }
}

void Connection::go_on_with_body() {
    std::optional<std::size_t> announced;
    if (const auto length = head_->content_length()) announced = static_cast<std::size_t>(*length);
    body_size_ = announced.value_or(exchange_.body_limit());
    most_drained_ = std::min(body_size_, exchange_.body_limit()) + longest_drain;
    if (body_size_ > exchange_.body_limit()) return refuse(413);
    if (body_size_ > ordinary_body && exchange_.route->admit) return ask_for_admission();
    take_body();
}

void Connection::ask_for_admission() {
    stream_.expires_never();
    auto job = [errand = errand()]() mutable {
        Connection& connection = *errand.connection;
        auto refusal = connection.shared_.site.admit(connection.exchange_);
        if (!refusal) return go_home(std::move(errand), [](Connection& admitted) { admitted.take_body(); });
        connection.exchange_.keep_alive = false;
        connection.unread_body_ = true;
        bring_home(std::move(errand), std::move(*refusal));
    };
    if (!shared_.workers.try_post(Workers::Kind::quick, std::move(job))) refuse(503);
}

void Connection::take_body() {
    if (body_size_ > ordinary_body && !room_.begin_upload(exchange_.request.client))
        return refuse(503,
                      "Other files are being sent from your address. Wait until they have arrived, then send "
                      "this one again.");
    if (exchange_.request.header("expect")) return send_continue();
    read_body();
}

void Connection::send_continue() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    stream_.expires_after(options().write_deadline);
    net::async_write(stream_, net::buffer(go_on.data(), go_on.size()),
                     [self = shared_from_this()](Error error, std::size_t) {
                         if (!error) self->read_body();
                     });
}

void Connection::read_body() {
    with_body_.emplace(std::move(*head_));
    with_body_->body_limit(exchange_.body_limit());
    with_body_->eager(true);
    phase_began_ = std::chrono::steady_clock::now();
    read_more_of_body();
}

/// Each byte that came gives a little more time, so a silent client is dropped soon, whatever it announced.
void Connection::read_more_of_body() {
    stream_.expires_at(phase_began_ + with_rate(options().body_deadline, with_body_->get().body().size()));
    http::async_read_some(stream_, buffer_, *with_body_,
                          [self = shared_from_this()](Error error, std::size_t) { self->on_body(error); });
}

void Connection::on_body(Error error) {
    if (error == http::error::body_limit) return refuse(413);
    if (error == http::error::bad_chunk || error == http::error::bad_chunk_extension) return refuse(400);
    if (error) return close();
    if (!room_.hold(with_body_->get().body().size())) return refuse(503);
    if (!with_body_->is_done()) return read_more_of_body();
    body_ = std::move(with_body_->get().body());
    answer();
}

void Connection::refuse(int status, std::string sentence) {
    exchange_.refusal = status;
    exchange_.refusal_sentence = std::move(sentence);
    exchange_.keep_alive = false;
    unread_body_ = true;
    answer();
}

void Connection::answer() {
    head_.reset();
    with_body_.reset();
    stream_.expires_never();
    if (exchange_.refusal || (exchange_.route && exchange_.route->never_waits)) return write(compute());
    hand_to_worker();
}

Errand Connection::errand() {
    return {shared_from_this(), net::make_work_guard(loop_.context)};
}

Workers::Kind kind_of(const Route* route) {
    if (!route) return Workers::Kind::quick;
    if (route->takes_long) return Workers::Kind::slow;
    return route->waits_its_turn ? Workers::Kind::in_turn : Workers::Kind::quick;
}

void Connection::hand_to_worker() {
    auto job = [errand = errand(), posted = std::chrono::steady_clock::now()]() mutable {
        Connection& connection = *errand.connection;
        connection.exchange_.request.queued =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - posted);
        Response response =
            connection.shared_.site.respond(connection.exchange_, std::move(connection.body_));
        bring_home(std::move(errand), std::move(response));
    };
    if (shared_.workers.try_post(kind_of(exchange_.route), std::move(job))) return;
    exchange_.refusal = 503;
    write(compute());
}

Outgoing Connection::compute() {
    Response response = shared_.site.respond(exchange_, std::move(body_));
    return shared_.site.finish(exchange_, std::move(response));
}

void Connection::bring_home(Errand errand, Response response) {
    struct Held {
        std::shared_ptr<void> holder;  // given back last: until then the lane stays
        Errand errand;
        Outgoing out;
    };
    const auto send = [](Errand& back, Outgoing& whole) {
        go_home(std::move(back),
                [answer = std::move(whole)](Connection& own) mutable { own.write(std::move(answer)); });
    };
    Connection& connection = *errand.connection;
    Shared& shared = connection.shared_;
    const auto hold = std::exchange(response.held_back, nullptr);
    Outgoing out = shared.site.finish(connection.exchange_, std::move(response));
    if (!hold) return send(errand, out);
    const auto held = std::make_shared<Held>(Held{shared.holders.one(), std::move(errand), std::move(out)});
    hold([held, send, &shared](std::unique_ptr<Response> instead) {
        if (instead) held->out = shared.site.finish(held->errand.connection->exchange_, std::move(*instead));
        send(held->errand, held->out);
    });
}

template <class Next>
void Connection::go_home(Errand errand, Next next) {
    auto& context = errand.connection->loop_.context;
    // Moved, so that this thread's share is gone before the loop sees it: a connection always ends on its own
    // thread.
    net::post(context,
              [errand = std::move(errand), next = std::move(next)]() mutable { next(*errand.connection); });
}

void Connection::write(Outgoing out) {
    out_ = std::move(out);
    exchange_.request = Request{};  // with what was uploaded, before its room is given to others
    room_.release();
    stream_.expires_after(with_rate(options().write_deadline, out_.content().size()));
    const std::array<net::const_buffer, 2> buffers{net::buffer(out_.head),
                                                   net::buffer(out_.content().data(), out_.content().size())};
    net::async_write(stream_, buffers, [self = shared_from_this()](Error error, std::size_t) {
        if (!error) self->on_written();
    });
}

void Connection::on_written() {
    if (options().access_log)
        log_request(exchange_.method, exchange_.label(), out_.status, out_.content().size(),
                    std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                          exchange_.begun));
    const bool ends = out_.close;
    const bool refused = out_.status >= 400;  // the client may have sent the next request already
    out_ = Outgoing{};
    if (!ends) return wait_for_request();
    if (!unread_body_ && !refused) return close();
    begin_drain();
}

void Connection::begin_drain() {
    Error ignored;
    stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
    phase_began_ = std::chrono::steady_clock::now();
    drain();
}

/// Closing with unread bytes makes the kernel send a reset, which can overtake the answer (RFC 9112, 9.6).
void Connection::drain() {
    buffer_.clear();
    const bool whole_body = most_drained_ > longest_drain;
    stream_.expires_at(phase_began_ + with_rate(drain_deadline, whole_body ? drained_ : 0));
    stream_.async_read_some(buffer_.prepare(16 * 1024),
                            [self = shared_from_this()](Error error, std::size_t bytes) {
                                self->drained_ += bytes;
                                if (!error && self->drained_ < self->most_drained_ && !self->shared_.stopping)
                                    self->drain();
                            });
}

void Connection::close() {
    Error ignored;
    stream_.socket().shutdown(net::ip::tcp::socket::shutdown_both, ignored);
    stream_.close();
}

std::chrono::milliseconds Connection::with_rate(std::chrono::milliseconds base, std::size_t bytes) const {
    return base + std::chrono::milliseconds(bytes * 1000 / std::max<std::size_t>(options().slowest_rate, 1));
}

}

std::shared_ptr<void> Holders::one() {
    {
        const std::lock_guard lock(mutex_);
        ++count_;
    }
    return {this, [](Holders* all) {
                const std::lock_guard lock(all->mutex_);
                --all->count_;
                all->changed_.notify_all();
            }};
}

void Holders::wait_for_all() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return count_ == 0; });
}

struct Lane::Impl {
    explicit Impl(Shared& all) : shared(all) {}

    void wind_down() {
        loop.guard.reset();
        for (Connection* connection : open()) connection->stop();
        if (loop.connections.empty()) return;
        loop.last_call.expires_after(shared.site.options().stop_deadline);
        loop.last_call.async_wait([this](beast::error_code error) {
            if (error) return;
            for (Connection* connection : open()) connection->abort();
        });
    }

    std::vector<Connection*> open() const { return {loop.connections.begin(), loop.connections.end()}; }

    Shared& shared;
    Loop loop;
};

Lane::Lane(Shared& shared) : impl_(std::make_unique<Impl>(shared)) {}
Lane::~Lane() = default;
Lane::Lane(Lane&&) noexcept = default;

void Lane::run() {
    impl_->loop.context.run();
}

void Lane::take(int socket, bool v6) {
    ++impl_->shared.connections;
    net::ip::tcp::socket owned(impl_->loop.context, v6 ? net::ip::tcp::v6() : net::ip::tcp::v4(), socket);
    net::post(impl_->loop.context, [impl = impl_.get(), client = std::move(owned)]() mutable {
        const auto connection = std::make_shared<Connection>(std::move(client), impl->loop, impl->shared);
        if (!impl->shared.stopping) connection->start();
    });
}

void Lane::wind_down() {
    net::post(impl_->loop.context, [impl = impl_.get()] { impl->wind_down(); });
}

}
