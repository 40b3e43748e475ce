// The list of visits, and a form for each thing that is done to one.
#include "example_room/visits.hpp"
#include "feature_kit/feature.hpp"
#include "feature_kit/list_record.hpp"
#include "feature_kit/row_acts.hpp"

namespace tarn::visits {
namespace {

using namespace kit;
using web::Response;

Response offer_visit(Act& act) {
    Form f{act, {.title = "Offer a visit", .caption = act.school->name, .back_href = "/visits"}};
    Visit v{.authority = act.school->authority, .school = act.school->urn, .adviser = act.viewer.person()};
    f.ask(visits, v, {&Visit::focus, &Visit::offered_on});
    if (!f.accepted()) return f.page();
    return f.ends(visits.add(*act.writer, act.viewer, v), "visit.offered", "",
                  "The visit is offered to " + act.school->name, "/visits");
}

const RowActs<Visit, VisitState> visit_acts{
    .record = visits,
    .life = visit_life,
    .state = state,
    .path = "/visits/{visit}",
    .back = "/visits",
    .caption = [](const Visit& v) { return v.focus; },
    .pages = {{.act = "agree",
               .title = "Agreeing a visit",
               .trail = "visit.agreed",
               .done = "The visit is agreed",
               .asks = {&Visit::agreed_for}},
              {.act = "hold",
               .title = "Recording that a visit was held",
               .trail = "visit.held",
               .done = "The visit is recorded as held",
               .asks = {&Visit::held_on}},
              {.act = "decline",
               .title = "Declining a visit",
               .trail = "visit.declined",
               .done = "The visit is declined",
               .asks = {&Visit::declined_reason},
               .writes = {&Visit::declined_on},
               .also = [](const Act& act, Visit& v) { v.declined_on = act.today(); }}}};

page_kit::Content next_steps(const Visit& v, Act& act) {
    return visit_acts.links(v, act);
}
List visit_list() {
    using Column = ListColumn<Visit>;
    using Filter = ListFilter<Visit>;
    return list_of<Visit>(
        {.path = "/visits",
         .title = "Visits",
         .noun = "visit",
         .nouns = "visits",
         .permission = visits_read,
         .columns = {Column("urn", "School"), Column("adviser_name", "Adviser"), Column("focus", "Focus"),
                     Column("agreed_for", "Agreed for"), Column("state", "State"),
                     Column("offered_on", "Offered on").in_files_only(),
                     Column("id", "Next").shown_as(next_steps).not_sorted().on_the_page_only()},
         .filters = {Filter::choice("state", "State", visit_states),
                     Filter::between("agreed_for", "Agreed for")},
         .sort = "offered_on",
         .audit = "visits.read"},
        visits);
}

}

Feature visits_room() {
    const auto hit = [](const Visit& v) {
        return SearchHit{v.focus, "/visits", "Offered by " + v.adviser_name};
    };
    Feature room{.routes = visit_list().routes(),
                 .menu = {{"Visits", "/visits", visits_read}},
                 .searches = {search_of(visits, "Visits", {&Visit::focus}, hit, "visits.read")}};
    for (auto routes : {form_routes("/schools/{urn}/visits/new", "Offering a visit", visits_write,
                                    "visit.offered", offer_visit),
                        visit_acts.routes()})
        std::ranges::move(routes, std::back_inserter(room.routes));
    return room;
}

}
