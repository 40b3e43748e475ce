#include "server/application.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <set>

#include "feature_kit/act.hpp"
#include "platform/page_kit/assets.hpp"
#include "server/pages.hpp"
#include "server/stored.hpp"

namespace tarn::server {
namespace {

constexpr std::chrono::seconds warm_up_again_after{2};

/// The first so many segments of a path, each encoded.
std::string first_segments(std::string_view path, std::ptrdiff_t many) {
    std::string kept;
    while (many-- > 0) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        kept += "/" + web::url_encode(path.substr(0, end));
        path.remove_prefix(end);
    }
    return kept.empty() ? "/" : kept;
}

/// A form that was refused stands at the address it was sent to. Where no page answers there, whoever opens
/// the address again is led to the form, else to the nearest page above.
std::vector<web::Route> ways_back(const std::vector<web::Route>& routes) {
    std::set<std::string, std::less<>> pages;
    for (const auto& route : routes)
        if (route.method == web::Method::get) pages.insert(route.pattern);
    std::vector<web::Route> ways;
    for (const auto& route : routes) {
        if (route.method != web::Method::post || pages.contains(route.pattern)) continue;
        const std::string ending = pages.contains(route.pattern + "/new") ? "/new" : "";
        std::string above = route.pattern;
        if (ending.empty()) above.resize(above.rfind('/'));
        while (ending.empty() && !above.empty() && !pages.contains(above)) above.resize(above.rfind('/'));
        const auto many = std::ranges::count(above, '/');
        ways.push_back({.method = web::Method::get,
                        .pattern = route.pattern,
                        .handler = [many, ending](web::Request& request) {
                            return web::Response::redirect(first_segments(request.path, many) + ending);
                        }});
    }
    return ways;
}

struct Joined {
    std::vector<kit::Route> routes;
    std::vector<kit::NavItem> nav{{"Your work", "/", access::Permission::signed_in}};
    std::vector<kit::WorkSource> work;
    std::vector<kit::HomePart> home;
    std::vector<kit::SearchSource> searches;
};

Joined join(std::vector<kit::Feature> features, const Settings& settings) {
    Joined joined;
    for (kit::Feature& each : features) {
        std::ranges::move(each.routes, std::back_inserter(joined.routes));
        std::ranges::move(each.menu, std::back_inserter(joined.nav));
        std::ranges::move(each.work, std::back_inserter(joined.work));
        std::ranges::move(each.home, std::back_inserter(joined.home));
        std::ranges::move(each.searches, std::back_inserter(joined.searches));
    }
    std::ranges::stable_sort(joined.home, {}, &kit::HomePart::order);
    joined.routes.push_back({web::Method::get, "/", access::Permission::signed_in, false, "",
                             home_page(joined.work, joined.home), "Your work"});
    std::ranges::move(statement_routes(settings), std::back_inserter(joined.routes));
    std::ranges::move(search_routes(std::move(joined.searches), joined.routes, joined.nav),
                      std::back_inserter(joined.routes));
    return joined;
}

page_kit::Site site_of(const ApplicationOptions& options) {
    page_kit::Site site{.service_name = options.settings.service_name,
                        .govuk_brand = options.settings.govuk_brand,
                        .search_href = search_href,
                        .banner = options.banner,
                        .tile_address = options.settings.tile_address,
                        .tile_credit = options.settings.tile_credit};
    site.footer_links.push_back({"Cookies", "/cookies", {}});
    return site;
}

people::SessionRule session_rule(const Settings& settings) {
    return {std::chrono::minutes{settings.session_idle_minutes}, std::chrono::hours{settings.session_hours}};
}

/// "https://tiles.example" of a tile address: what the Content-Security-Policy lets images come from.
std::string tile_host(const std::string& address) {
    const auto scheme = address.find("://");
    if (scheme == std::string::npos) return {};
    return address.substr(0, address.find('/', scheme + 3));
}

web::ServerOptions server_options(const ApplicationOptions& options) {
    const Settings& settings = options.settings;
    web::ServerOptions server;
    server.address = settings.address;
    server.port = static_cast<std::uint16_t>(settings.port);
    server.workers = settings.workers;
    server.behind_tls = settings.behind_tls;
    server.trust_forwarded_for = settings.trust_forwarded_for;
    server.stop_on_signals = options.stop_on_signals;
    server.access_log = settings.access_log;
    // Two of the largest uploads at once, and never less than the server's own budget.
    server.upload_budget = std::max(server.upload_budget, 2 * upload_bytes(settings));
    server.image_sources = tile_host(settings.tile_address);
    return server;
}

web::Route health() {
    return {.method = web::Method::get,
            .pattern = "/health",
            .handler = [](web::Request&) { return web::Response::text(200, "ok"); },
            .never_waits = true};
}

web::Route ready(Readiness& readiness, const Features& features) {
    const auto answer = [&](web::Request&) {
        if (const std::string fault = readiness.fault(); !fault.empty())
            return web::Response::text(503, fault);
        return features.warm() ? web::Response::text(200, "ready")
                               : web::Response::text(503, "still reading the evidence");
    };
    return {.method = web::Method::get, .pattern = "/ready", .handler = answer};
}

}

Application::Application(storage::Database& database, const Clock& clock, ApplicationOptions options)
    : database_(database),
      clock_(clock),
      options_(std::move(options)),
      audit_writer_(database),
      features_(database, clock, options_.settings),
      readiness_(database) {
    kit::check_declarations(stored(), *database_.read());
    std::vector<kit::Feature> all = features_.all();
    std::ranges::copy(options_.further, std::back_inserter(all));
    Joined joined = join(std::move(all), options_.settings);
    routes_ = std::move(joined.routes);
    const access::Lookups known = features_.lookups();
    entrance_ = std::make_unique<people::Entrance>(
        database_, clock_, audit_writer_,
        people::EntranceOptions{.secure_cookies = options_.settings.behind_tls,
                                .sessions = session_rule(options_.settings),
                                .areas = known.areas,
                                .personas = options_.personas});
    gate_ =
        std::make_unique<kit::Gate>(database_, clock_, entrance_->visitors(), audit_writer_,
                                    kit::GateOptions{.site = site_of(options_),
                                                     .nav = std::move(joined.nav),
                                                     .school = known.school,
                                                     .key = people::server_secret(database_, "confirmations"),
                                                     .secure_cookies = options_.settings.behind_tls});
    web::ServerOptions server = server_options(options_);
    server.error_page = [gate = gate_.get()](int status, std::string_view title, std::string_view sentence) {
        return gate->error_page(status, title, sentence);
    };
    server_ = std::make_unique<web::Server>(
        std::move(server), web_routes(),
        [gate = gate_.get()](web::Request& request) { return gate->no_such_page(request); });
}

Application::~Application() = default;

std::vector<web::Route> Application::web_routes() {
    std::vector<web::Route> all = page_kit::assets().routes();
    own_routes_ = entrance_->routes(*gate_);
    own_routes_.push_back(gate_->drafts_route());
    std::ranges::copy(own_routes_, std::back_inserter(all));
    for (const kit::Route& route : routes_) all.push_back(gate_->guard(route));
    all.push_back(health());
    all.push_back(ready(readiness_, features_));
    std::ranges::move(ways_back(all), std::back_inserter(all));
    return all;
}

/// Until it is done or the server stops. Meanwhile the pages read what they need themselves.
void Application::warm_up(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any pause;
    std::unique_lock lock(mutex);
    std::string told;
    while (!stop.stop_requested() && !features_.warm()) {
        try {
            features_.warm_up();
        } catch (const std::exception& failure) {
            if (told != failure.what())
                std::fprintf(stderr, "tarn: the evidence could not be read ahead; this is tried again: %s\n",
                             failure.what());
            told = failure.what();
            pause.wait_for(lock, stop, warm_up_again_after, [] { return false; });
        }
    }
}

void Application::run() {
    const std::jthread warming([this](const std::stop_token& stop) { warm_up(stop); });
    server_->run();
}

std::vector<RouteLine> Application::route_lines() const {
    const auto word = [](web::Method method) { return method == web::Method::get ? "GET" : "POST"; };
    std::vector<RouteLine> lines;
    for (const kit::Route& route : routes_)
        lines.push_back({word(route.method), route.pattern, std::string{route.permission.code},
                         route.audit_label, route.title, route.writes});
    for (const web::Route& route : own_routes_)
        lines.push_back(
            {word(route.method), route.pattern, "session", {}, {}, route.method == web::Method::post});
    return lines;
}

}
