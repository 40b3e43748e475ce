// The pages that the kit makes, on a few pages of their own: a list, a form, an upload, each also when
// something is wrong. What the browser tests walk through when they judge the kit itself. Prints its address;
// stops on SIGTERM.
#include <cstdio>

#include "base/code_table.hpp"
#include "feature_kit/form.hpp"
#include "feature_kit/list_page.hpp"
#include "feature_kit/table_import.hpp"
#include "platform/page_kit/assets.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "support/program.hpp"

namespace {

using namespace tarn;
using namespace tarn::kit;

enum class State : std::uint8_t { offered, agreed, held, declined };
constexpr CodeTable<State> states{{State::offered, "offered", "Offered"},
                                  {State::agreed, "agreed", "Agreed"},
                                  {State::held, "held", "Held"},
                                  {State::declined, "declined", "Declined by the school"}};
enum class Focus : std::uint8_t { phonics, reading, maths, attendance, behaviour, send, governance };
constexpr CodeTable<Focus> focuses{{Focus::phonics, "phonics", "Phonics"},
                                   {Focus::reading, "reading", "Reading across the curriculum"},
                                   {Focus::maths, "maths", "Mathematics"},
                                   {Focus::attendance, "attendance", "Attendance"},
                                   {Focus::behaviour, "behaviour", "Behaviour"},
                                   {Focus::send, "send", "Special educational needs"},
                                   {Focus::governance, "governance", "Governance"}};

struct Visit {
    int number = 0;
    std::string school, adviser, note;
    Focus focus{};
    State state{};
    Date offered;
    std::optional<Date> agreed;
    std::int64_t days = 1;
};

std::vector<Visit> visits() {
    const char* schools[]{"Brook Primary School", "Hill and Dale Church of England Infant School",
                          "St Mary Magdalene Catholic Academy", "Fell High School", "Moor Nursery"};
    const char* advisers[]{"Asha Rahman", "Ben Carter", "Cara Lund"};
    std::vector<Visit> all;
    for (int i = 0; i < 130; ++i) {
        const auto offered = *Date::of(2026, 1, 5) + i;
        const auto state = static_cast<State>(i % 4);
        all.push_back({i, schools[i % 5], advisers[i % 3], i % 7 == 0 ? "=A1" : "Bring last year's plan",
                       static_cast<Focus>(i % 7), state, offered,
                       state == State::offered ? std::nullopt : std::optional{offered + 14}, 1 + i % 3});
    }
    return all;
}

page_kit::Html state_tag(const Visit& visit) {
    return page_kit::tag({.content = states.title(visit.state), .classes = "govuk-tag--grey"});
}

List list(std::string path, std::vector<Visit> rows) {
    using Column = ListColumn<Visit>;
    using Filter = ListFilter<Visit>;
    return List{
        ListPage<Visit>{
            .path = std::move(path),
            .title = "Visits",
            .noun = "visit",
            .nouns = "visits",
            .permission = access::Permission::signed_in,
            .columns = {Column("school", "School", &Visit::school).linked([](const Visit&) {
                            return "/visits/new";
                        }),
                        Column("adviser", "Adviser", &Visit::adviser),
                        Column("focus", "Focus", &Visit::focus, focuses),
                        Column("state", "State", &Visit::state, states).shown_as(state_tag),
                        Column("offered", "Offered on", &Visit::offered).largest_at_first(),
                        Column("agreed", "Agreed for", &Visit::agreed), Column("days", "Days", &Visit::days),
                        Column("note", "Note", &Visit::note).in_files_only()},
            .filters = {Filter::contains("q", "School", &Visit::school),
                        Filter::occurring("adviser", "Adviser", &Visit::adviser),
                        Filter::choice("state", "State", states, &Visit::state),
                        Filter::between("agreed", "Agreed", &Visit::agreed)},
            .sort = "offered",
            .descending = true,
            .nothing = "No visit has been offered yet.",
            .note = "Recorded by the advisers of the authority."},
        [rows = std::move(rows)](Act&) { return rows; }};
}

web::Response offer(Act& act) {
    struct Adviser {
        PersonId id;
        std::string name;
    };
    Form f{act,
           {.title = "Offer a visit",
            .caption = "Brook Primary School",
            .back_href = "/visits",
            .button = "Offer the visit",
            .cancel_href = "/visits",
            .action = "/visits/new"}};
    f.person("adviser", "Which adviser?", std::vector<Adviser>{{{1}, "Asha Rahman"}, {{2}, "Ben Carter"}},
             required("Choose the adviser"));
    f.school("urn", "Which school?", {{{900001}, "Brook Primary School"}, {{900002}, "Fell High School"}});
    f.choice("focus", "What will it look at?", focuses, required("Choose what it will look at"));
    f.text("head", "Who is met?", hint("The headteacher or who stands for them"),
           required("Enter who is met"));
    f.long_text("plan", "What is planned?", longest(300), hint("The school reads this."));
    f.date("offered", "When is it offered?", named("The day of the offer"), hint("For example, 27 3 2026"),
           starts_on(act.today()));
    f.maybe_date("agreed", "Which day is agreed?");
    f.number("days", "How many days?", named("The number of days"), units("days"), from_to(1, 5));
    f.many("also", "Who else comes?", Answers{{"governor", "A governor"}, {"officer", "Another officer"}});
    f.tick("told", "The school was told by telephone");
    return f.accepted() ? f.done("The visit is offered", "/visits") : f.page();
}

struct Row {
    Urn urn;
    Focus focus{};
    Date offered;
    std::string note;
};
std::vector<kit::Route> import() {
    using Column = ImportColumn<Row>;
    return TableImport<Row>{
        .address = "/visits/import",
        .title = "Offer visits from a CSV file",
        .back_href = "/visits",
        .noun = "visit",
        .nouns = "visits",
        .about = "One row for each visit that is offered.",
        .label = "visits.imported",
        .columns =
            {Column("URN", &Row::urn).needed().saying("The school's number").example("900001"),
             Column("focus", &Row::focus, focuses).needed().example("maths"),
             Column("offered", &Row::offered).needed().saying("The day of the offer").example("2026-03-02"),
             Column("note", &Row::note).saying("What the school should prepare")},
        .storing = [](Act&) { return [](const Row&) -> Result<bool> { return true; }; }}
        .routes();
}

/// A request that the walk, which only follows links, cannot make itself.
web::Request sent(std::string path, web::Fields form) {
    web::Request request;
    request.method = web::Method::post;
    request.path = std::move(path);
    request.form = std::move(form);
    return request;
}

class Gallery {
  public:
    explicit Gallery(storage::Database& database) : database_(database) {
        for (auto& route : list("/visits", visits()).routes()) add(std::move(route));
        for (auto& route : list("/nothing", {}).routes()) add(std::move(route));
        for (auto& route : import()) add(std::move(route));
        add({web::Method::get, "/visits/new", Permission::anyone, false, "", offer});
        add({web::Method::post, "/visits/new", Permission::anyone, true, "", offer});
        show("/", [](Act& act) {
            return kit::respond(
                act, {.title = "The kit"},
                page_kit::bullet_list(
                    {page_kit::link_to("/visits", "List"), page_kit::link_to("/nothing", "Empty"),
                     page_kit::link_to("/visits/new", "Form"),
                     page_kit::link_to("/wrong", "Form with errors"), page_kit::link_to("/done", "Form sent"),
                     page_kit::link_to("/visits/import", "Upload"),
                     page_kit::link_to("/rejected", "Upload with rejected rows"),
                     page_kit::link_to("/checked", "Upload checked")}));
        });
        for (const char* path : {"/account", "/accessibility", "/privacy"})
            show(path, [](Act& act) {
                return kit::respond(act, {.title = "Not part of the gallery"},
                                    page_kit::link_to("/", "Back"));
            });
        show("/done", [](Act& act) {
            act.confirmed = "The visit is offered";
            act.request.path = "/visits";
            return list("/visits", visits()).page(act);
        });
        again("/wrong", "/visits/new", {{"days", "9"}, {"agreed-day", "31"}, {"agreed-month", "2"}});
        again("/rejected", "/visits/import",
              {{"csv",
                "URN,focus,offered\n12,maths,2026-03-02\n900001,chess,soon\n900002,maths,2026-03-02\n"}});
        again("/checked", "/visits/import", {{"csv", "URN,focus,offered\n900001,maths,2026-03-02\n"}});
    }
    std::vector<web::Route> routes() { return std::move(routes_); }

  private:
    void add(kit::Route route) {
        const auto handler = std::move(route.handler);
        if (route.method == web::Method::post) posts_.emplace_back(route.pattern, handler);
        routes_.push_back({.method = route.method,
                           .pattern = route.pattern,
                           .handler = [this, handler](web::Request& r) { return answer(r, handler); }});
    }
    void show(const char* path, kit::ActHandler handler) {
        add({web::Method::get, path, Permission::anyone, false, "", std::move(handler)});
    }
    /// What a POST answers, where a link leads to it.
    void again(const char* path, std::string to, web::Fields form) {
        routes_.push_back(
            {.method = web::Method::get, .pattern = path, .handler = [this, to, form](web::Request&) {
                 web::Request request = sent(to, form);
                 for (const auto& [pattern, handler] : posts_)
                     if (pattern == to) {
                         auto response = answer(request, handler);
                         response.status = 200;
                         return response;
                     }
                 return web::Response::text(500, "no such form");
             }});
    }
    web::Response answer(web::Request& request, const kit::ActHandler& handler) {
        const access::Viewer asha{PersonId{1}, "Asha Rahman", access::Role::adviser, {901}, {}};
        const FixedClock clock{*Date::of(2026, 3, 2)};
        const auto db = database_.read();
        Act act{.request = request, .viewer = asha, .clock = clock, .db = *db};
        act.csrf = "token";
        return handler(act);
    }

    storage::Database& database_;
    std::vector<std::pair<std::string, kit::ActHandler>> posts_;
    std::vector<web::Route> routes_;
};

}

int main() {
    const test::TemporaryFolder folder;
    const auto database = storage::Database::open("sqlite:" + folder.path() + "/kit.db");
    Gallery gallery{*database};
    auto routes = gallery.routes();
    for (auto& route : page_kit::assets().routes()) routes.push_back(std::move(route));
    routes.push_back({.method = web::Method::post, .pattern = "/drafts", .handler = [](web::Request&) {
                          return web::Response{.status = 204};
                      }});
    web::ServerOptions options;
    options.port = 0;
    options.workers = 2;
    options.stop_on_signals = true;
    options.access_log = false;
    web::Server server(options, std::move(routes),
                       [](web::Request&) { return web::Response::text(404, "There is no such page."); });
    std::printf("http://127.0.0.1:%d\n", static_cast<int>(server.port()));
    std::fflush(stdout);
    server.run();
}
