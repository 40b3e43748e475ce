#include "platform/web/headers.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <chrono>
#include <ctime>
#include <libdeflate.h>
#include <map>
#include <memory>
#include <stdexcept>

#include "platform/crypto/sign.hpp"

namespace tarn::web {
namespace {

constexpr std::size_t worth_compressing = 1024;  // bytes: below, a packet is a packet
constexpr int dynamic_level = 1;

std::string_view reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 413:
            return "Content Too Large";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:
            return "Response";
    }
}

const std::string* value_of(const Fields& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (equal_ignoring_case(key, name)) return &value;
    return nullptr;
}

void put(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

/// RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT", made once a second.
const std::string& http_date() {
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    thread_local std::time_t made = 0;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != made) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 64> line{};
        const auto index = [](int i) { return static_cast<std::size_t>(i); };
        std::snprintf(line.data(), line.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                      days.at(index(parts.tm_wday)), parts.tm_mday, months.at(index(parts.tm_mon)),
                      parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
        text = line.data();
        made = now;
    }
    return text;
}

bool compressible(std::string_view content_type) {
    return content_type.starts_with("text/") || content_type.starts_with("application/json") ||
           content_type.starts_with("application/geo+json") ||
           content_type.starts_with("application/javascript") || content_type.starts_with("image/svg+xml");
}

std::string_view next_in_list(std::string_view& list) {
    std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), item.size() + 1));
    const auto from = item.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    return item.substr(from, item.find_last_not_of(" \t") - from + 1);
}

std::string_view without_gzip_mark(std::string_view etag) {
    if (etag.starts_with("W/")) etag.remove_prefix(2);
    if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') etag = etag.substr(1, etag.size() - 2);
    if (etag.ends_with("-gzip")) etag.remove_suffix(5);
    return etag;
}

bool is_token_char(unsigned char c) {
    return std::isalnum(c) ||
           std::string_view{"!#$%&'*+-.^_`|~"}.find(static_cast<char>(c)) != std::string_view::npos;
}

bool servers_own(std::string_view name) {
    static constexpr std::array names{"Content-Length", "Transfer-Encoding", "Connection", "Date",
                                      "Content-Type"};
    return std::ranges::any_of(names, [&](std::string_view own) { return equal_ignoring_case(own, name); });
}

bool clean_value(std::string_view value) {
    return std::ranges::none_of(value, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7F; });
}

/// Adds Cache-Control and, for what may be stored, an ETag. Pages are not stored unless their handler says
/// so: they hold confidential judgements and are read on shared machines.
void add_caching(const Exchange& exchange, Response& response) {
    const std::string* cache = value_of(response.headers, "Cache-Control");
    if (!cache) {
        response.add("Cache-Control", "no-store");
        return;
    }
    const bool storable = cache->find("no-store") == std::string::npos;
    if (storable && !response.one_time && response.status == 200 && exchange.request.method == Method::get &&
        !value_of(response.headers, "ETag"))
        response.add("ETag",
                     etag_of(response.static_body ? *response.static_body : std::string_view{response.body}));
}

bool not_modified(const Exchange& exchange, const Response& response) {
    const auto wanted = exchange.request.header("if-none-match");
    const std::string* etag = value_of(response.headers, "ETag");
    return wanted && etag && response.status == 200 && exchange.request.method == Method::get &&
           matches_etag(*wanted, *etag);
}

void compress(const Exchange& exchange, Response& response) {
    if (response.static_body || value_of(response.headers, "Content-Encoding") ||
        !compressible(response.content_type))
        return;
    if (!value_of(response.headers, "Vary")) response.add("Vary", "Accept-Encoding");
    const auto accepted = exchange.request.header("accept-encoding");
    if (response.body.size() < worth_compressing || !accepted || !accepts_gzip(*accepted)) return;
    response.body = gzip(response.body, dynamic_level);
    response.add("Content-Encoding", "gzip");
    // A strong validator names one sequence of bytes: the compressed form needs its own.
    for (auto& [name, value] : response.headers)
        if (equal_ignoring_case(name, "ETag") && value.ends_with('"'))
            value.insert(value.size() - 1, "-gzip");
}

void put_head(Outgoing& out, const Exchange& exchange, const Response& response,
              const Fields& common_headers) {
    std::string& head = out.head;
    head.reserve(1024);
    head.append(exchange.http_1_1 ? "HTTP/1.1 " : "HTTP/1.0 ").append(std::to_string(response.status));
    head.append(" ").append(reason(response.status)).append("\r\n");
    put(head, "Date", http_date());
    const bool no_content = response.status == 204 || response.status == 304;
    if (!no_content) {
        if (!response.content_type.empty()) put(head, "Content-Type", response.content_type);
        put(head, "Content-Length", std::to_string(out.content().size()));
    }
    if (out.close) put(head, "Connection", "close");
    if (!out.close && !exchange.http_1_1) put(head, "Connection", "keep-alive");
    for (const auto& [name, value] : common_headers)
        if (!value_of(response.headers, name)) put(head, name, value);
    for (const auto& [name, value] : response.headers) put(head, name, value);
    head += "\r\n";
}

}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string joined(const Fields& headers, std::string_view name) {
    std::string list;
    for (const auto& [key, value] : headers) {
        if (key != name) continue;
        if (!list.empty()) list += ", ";
        list += value;
    }
    return list;
}

std::string last_address(std::string_view forwarded_for) {
    std::string_view last;
    while (!forwarded_for.empty()) last = next_in_list(forwarded_for);
    if (last.starts_with('['))  // "[2001:db8::1]:443"
        last = last.substr(1, last.find(']') - 1);
    else if (last.find(':') == last.rfind(':'))  // "192.0.2.1:443"
        last = last.substr(0, last.find(':'));
    const std::string address{last};
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    const bool real = inet_pton(AF_INET, address.c_str(), bytes.data()) == 1 ||
                      inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1;
    return real ? address : std::string{};
}

std::optional<int> framing_fault(const Fields& headers, bool http_1_1) {
    const auto count = [&](std::string_view name) {
        return std::ranges::count(headers, name, [](const auto& h) { return std::string_view{h.first}; });
    };
    if (count("host") > 1 || (http_1_1 && count("host") == 0) || count("content-length") > 1) return 400;
    if (joined(headers, "content-length").find_first_not_of("0123456789") != std::string::npos) return 400;
    if (count("transfer-encoding") == 0) return std::nullopt;
    if (!http_1_1 || count("content-length") > 0) return 400;
    const std::string coding = joined(headers, "transfer-encoding");
    if (equal_ignoring_case(coding, "chunked")) return std::nullopt;
    // Other codings under chunked end where they say, but nobody here can read them; the rest has no end.
    std::string_view list = coding, last;
    while (!list.empty()) last = next_in_list(list);
    return equal_ignoring_case(last, "chunked") ? 501 : 400;
}

bool ends_connection(int status) {
    return status == 400 || status == 411 || status == 413 || status == 501;
}

bool accepts_gzip(std::string_view accept_encoding) {
    while (!accept_encoding.empty()) {
        std::string_view item = next_in_list(accept_encoding);
        const std::string_view coding = item.substr(0, item.find_first_of("; \t"));
        if (!equal_ignoring_case(coding, "gzip")) continue;
        const auto q = item.find("q=");
        if (q == std::string_view::npos) return true;
        return item.substr(q + 2).find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
    while (!if_none_match.empty()) {
        const std::string_view item = next_in_list(if_none_match);
        if (item == "*" || (!item.empty() && without_gzip_mark(item) == without_gzip_mark(etag))) return true;
    }
    return false;
}

Fields security_headers(bool behind_tls, std::string_view image_sources) {
    std::string images = "img-src 'self' data:";
    if (!image_sources.empty()) images.append(" ").append(image_sources);
    Fields headers{
        {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; " + images +
                                        "; font-src 'self'; connect-src 'self'; form-action 'self'; "
                                        "frame-ancestors 'none'; base-uri 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
    };
    if (behind_tls) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    return headers;
}

std::optional<std::string> refused_header(const Response& response) {
    if (!clean_value(response.content_type)) return "Content-Type";
    for (const auto& [name, value] : response.headers) {
        const bool token = !name.empty() && std::ranges::all_of(name, is_token_char);
        if (!token) return "with a name that is no token";
        if (servers_own(name) || !clean_value(value)) return name;
    }
    return std::nullopt;
}

std::string gzip(std::string_view bytes, int level) {
    using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;
    // Making one costs more than compressing a page.
    thread_local std::map<int, Compressor> compressors;
    auto found = compressors.find(level);
    if (found == compressors.end())
        found =
            compressors
                .emplace(level, Compressor{libdeflate_alloc_compressor(level), &libdeflate_free_compressor})
                .first;
    libdeflate_compressor* compressor = found->second.get();
    if (!compressor) throw std::runtime_error("there is no memory to compress with");
    std::string out(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
    out.resize(libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
    if (out.empty()) throw std::runtime_error("a body could not be compressed");
    return out;
}

std::string etag_of(std::string_view body) {
    return '"' + crypto::sha256_hex(body).substr(0, 32) + '"';
}

Outgoing assemble(const Exchange& exchange, Response response, const Fields& common_headers) {
    Outgoing out;
    out.close = !exchange.keep_alive || ends_connection(response.status);
    add_caching(exchange, response);
    if (not_modified(exchange, response)) {
        response.status = 304;
        response.body.clear();
        response.static_body.reset();
    } else {
        compress(exchange, response);
    }
    out.status = response.status;
    out.body = std::move(response.body);
    out.static_body = response.static_body;
    put_head(out, exchange, response, common_headers);
    if (exchange.head_only || response.status == 204) {
        out.body.clear();
        out.static_body.reset();
    }
    return out;
}

}
