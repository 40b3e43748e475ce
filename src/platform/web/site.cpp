#include "platform/web/site.hpp"

#include <algorithm>
#include <random>

#include "platform/web/cookies.hpp"
#include "platform/web/forms.hpp"
#include "platform/web/headers.hpp"
#include "platform/web/log.hpp"
#include "platform/web/target.hpp"

namespace tarn::web {
namespace {

struct Wording {
    std::string_view title;
    std::string_view sentence;
};

Wording wording(int status) {
    switch (status) {
        case 400:
            return {"The request could not be read",
                    "Check the address, or go back and send the form again."};
        case 403:
            return {"This form came from another site",
                    "Open the page in Tarn and send the form from there."};
        case 404:
            return {"Page not found", "If you typed the address, check that it is correct."};
        case 405:
            return {"This page does not open on its own", "Go back and try again from the previous page."};
        case 413:
            return {"The file or form is too large", "Send a smaller file, or send it in parts."};
        case 417:
            return {"The request could not be met",
                    "The program that sent it expects what this server does not offer."};
        case 431:
            return {"The request is too long", "Delete this site's cookies in your browser and try again."};
        case 501:
            return {"The request could not be understood",
                    "The program that sent it uses what this server does not offer."};
        case 503:
            return {"Tarn is busy", "Wait a minute and try again. Nothing you sent has been saved."};
        default:
            return {"Sorry, there is a problem with the service", "Try again later."};
    }
}

Html plain_page(int, std::string_view title, std::string_view sentence) {
    return Html::raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>") +
           Html::text(title) + Html::raw("</title></head><body><h1>") + Html::text(title) +
           Html::raw("</h1><p>") + Html::text(sentence) + Html::raw("</p></body></html>\n");
}

/// Eight letters and digits that are hard to confuse when read out on the telephone.
std::string failure_reference() {
    constexpr std::string_view letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    std::random_device random;
    std::string reference;
    for (int i = 0; i < 8; ++i) reference += letters[random() % letters.size()];
    return reference;
}

bool all_text(const Fields& fields) {
    return std::ranges::all_of(
        fields, [](const auto& field) { return is_text(field.first) && is_text(field.second); });
}

bool is_true_method(std::string_view method) {
    return method == "GET" || method == "HEAD" || method == "POST";
}

}

Site::Site(ServerOptions options, std::vector<Route> routes, Handler not_found)
    : options_(std::move(options)), router_(std::move(routes)), not_found_(std::move(not_found)) {
    if (!options_.error_page) options_.error_page = plain_page;
    common_headers_ = security_headers(options_.behind_tls, options_.image_sources);
}

void Site::check(Exchange& exchange, const Arrival& arrival) const {
    if (const auto fault = framing_fault(exchange.request.headers, arrival.http_1_1)) {
        exchange.refusal = fault;
        return;
    }
    const auto expect = exchange.request.header("expect");
    if (expect && !equal_ignoring_case(*expect, "100-continue")) exchange.refusal = 417;
    const auto from = exchange.request.header("sec-fetch-site");
    const bool other_site = from == "cross-site" || from == "same-site";
    if (!exchange.refusal && other_site && exchange.request.method == Method::post && exchange.route &&
        !exchange.route->from_other_sites)
        exchange.refusal = 403;
}

std::string Site::client_of(const Fields& headers, std::string peer) const {
    const std::string chain = joined(headers, "x-forwarded-for");
    if (chain.empty()) return peer;
    if (options_.trust_forwarded_for) {
        std::string last = last_address(chain);
        return last.empty() ? peer : last;
    }
    if (!told_of_proxy_.exchange(true))
        log_warning(
            "requests carry X-Forwarded-For, but the setting trust-forwarded-for is off: everybody behind "
            "the proxy counts as its one address, in the audit trail and for wrong passwords. Set it to yes "
            "if a proxy of yours adds the header.");
    return peer;
}

void Site::route(Exchange& exchange, const Segments& segments) const {
    Router::Match match = router_.find(exchange.request.method, segments);
    exchange.route = match.route;
    exchange.request.parameters = std::move(match.parameters);
    exchange.allow = std::move(match.allow);
    if (!exchange.allow.empty()) exchange.refusal = 405;
}

Exchange Site::begin(Arrival arrival) const {
    Exchange exchange;
    exchange.method = arrival.method;
    exchange.head_only = arrival.method == "HEAD";
    exchange.http_1_1 = arrival.http_1_1;
    exchange.keep_alive = arrival.keep_alive;
    Request& request = exchange.request;
    request.method = arrival.method == "POST" ? Method::post : Method::get;
    request.headers = std::move(arrival.headers);
    request.client = std::move(arrival.client);
    auto target = parse_target(arrival.target);
    if (!target) {
        exchange.refusal = 400;
        return exchange;
    }
    request.path = std::move(target->path);
    request.query_text = std::move(target->query);
    request.query = parse_urlencoded(request.query_text);
    if (const auto cookies = request.header("cookie")) request.cookies = parse_cookies(*cookies);
    request.client = client_of(request.headers, std::move(request.client));
    route(exchange, target->segments);
    check(exchange, arrival);
    if (!all_text(request.query)) exchange.refusal = 400;
    if (!ends_connection(exchange.refusal.value_or(0)) && !is_true_method(arrival.method) &&
        (exchange.route || !exchange.allow.empty())) {
        exchange.refusal = 405;
        if (exchange.allow.empty()) exchange.allow = "GET, HEAD";
    }
    return exchange;
}

Exchange Site::begin(Request request) const {
    Exchange exchange;
    exchange.method = request.method == Method::post ? "POST" : "GET";
    if (request.query.empty()) request.query = parse_urlencoded(request.query_text);
    exchange.request = std::move(request);
    Segments segments;
    std::string_view path = exchange.request.path;
    while (path.size() > 1) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    route(exchange, segments);
    return exchange;
}

Response Site::error_page(int status, std::string_view sentence) const {
    const Wording words = wording(status);
    Response response = Response::page(
        options_.error_page(status, words.title, sentence.empty() ? words.sentence : sentence), status);
    if (status == 503) response.add("Retry-After", "30");
    return response;
}

Response Site::failure(const Exchange& exchange, std::string_view detail) const {
    const std::string reference = failure_reference();
    log_failure(reference, exchange.label(), detail);
    return error_page(500, "Try again later. If it happens again, report the reference " + reference + ".");
}

Response Site::run(Exchange& exchange, std::string body) const {
    if (exchange.refusal) {
        Response response = error_page(*exchange.refusal, exchange.refusal_sentence);
        if (!exchange.allow.empty()) response.add("Allow", exchange.allow);
        return response;
    }
    if (!exchange.route) return not_found_ ? not_found_(exchange.request) : error_page(404);
    if (!body.empty())
        if (const auto read = read_form(exchange.request, std::move(body), options_.form); !read)
            return error_page(400, read.error().message);
    return exchange.route->handler(exchange.request);
}

std::optional<Response> Site::admit(Exchange& exchange) const {
    try {
        return exchange.route->admit(exchange.request);
    } catch (const std::exception& thrown) {
        return failure(exchange, thrown.what());
    } catch (...) {
        return failure(exchange, "an exception of unknown type");
    }
}

Response Site::respond(Exchange& exchange, std::string body) const {
    try {
        Response response = run(exchange, std::move(body));
        if (const auto wrong = refused_header(response)) return failure(exchange, "refused header " + *wrong);
        return response;
    } catch (const std::exception& thrown) {
        return failure(exchange, thrown.what());
    } catch (...) {
        return failure(exchange, "an exception of unknown type");
    }
}

Outgoing Site::finish(const Exchange& exchange, Response response) const {
    std::string why = "an exception of unknown type";
    try {
        return assemble(exchange, std::move(response), common_headers_);
    } catch (const std::exception& thrown) {
        why = thrown.what();
    } catch (...) {
    }
    log_warning("an answer could not be put together at " + std::string{exchange.label()} + ": " + why);
    return {.status = 500,
            .head = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            .body = {},
            .static_body = {},
            .close = true};
}

}
