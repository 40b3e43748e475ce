// The list of visits, and a form for each thing that is done to one.
#include "example_room/visits.hpp"
#include "feature_kit/form.hpp"
#include "feature_kit/list_record.hpp"

namespace tarn::visits {
namespace {

using namespace kit;
using web::Response;

Response offer_visit(Act& act) {
    Form f{act, {.title = "Offer a visit", .caption = act.school->name, .back_href = "/visits"}};
    Visit v{.authority = act.school->authority, .school = act.school->urn, .adviser = act.viewer.person()};
    v.focus = f.text("focus", "What will the visit look at?", required("Enter what the visit will look at"),
                     longest(500));
    v.offered_on = f.date("offered_on", "When is it offered?", not_before(act.today()));
    if (!f.accepted()) return f.page();
    if (const auto added = visits.add(*act.writer, act.viewer, v); !added) return f.refused(added.error());
    act.record("visit.offered", "school:" + v.school.text());
    return f.done("The visit is offered to " + act.school->name, "/visits");
}

/// What the form changed is kept, and the list says so.
Response saved(Act& act, Form& f, const Visit& v, std::initializer_list<Field<Visit>> changed,
               std::string_view label, std::string words) {
    if (const auto kept = visits.update(*act.writer, act.viewer, v, changed); !kept)
        return f.refused(kept.error());
    act.record(label, "school:" + v.school.text());
    return f.done(std::move(words), "/visits");
}
Response agree_visit(Act& act, Visit v) {
    Form f{act, {.title = "Agree a date", .caption = v.focus, .back_href = "/visits"}};
    v.agreed_for = f.date("agreed_for", "Which day suits the school?", not_before(act.today()));
    if (!f.accepted()) return f.page();
    return saved(act, f, v, {&Visit::agreed_for}, "visit.agreed", "The visit is agreed");
}
Response hold_visit(Act& act, Visit v) {
    Form f{act, {.title = "Record that it was held", .caption = v.focus, .back_href = "/visits"}};
    v.held_on = f.date("held_on", "When was it held?", not_after(act.today()));
    if (!f.accepted()) return f.page();
    return saved(act, f, v, {&Visit::held_on}, "visit.held", "The visit is recorded as held");
}
Response decline_visit(Act& act, Visit v) {
    Form f{act, {.title = "Decline the visit", .caption = v.focus, .back_href = "/visits"}};
    v.declined_reason = f.text("declined_reason", "Why?", required("Enter why"), longest(500));
    v.declined_on = act.today();
    if (!f.accepted()) return f.page();
    return saved(act, f, v, {&Visit::declined_on, &Visit::declined_reason}, "visit.declined",
                 "The visit is declined");
}

/// The visit of the address, if the viewer sees it and this can be done to it now.
ActHandler on_visit(std::string_view name, Response (*page)(Act&, Visit)) {
    return [name, page](Act& act) {
        const auto id = parse_identifier(act.request.parameter("visit").value_or(""));
        const auto v = id ? visits.find(act.db, act.viewer, VisitId{*id}) : std::nullopt;
        if (!v) return not_found(act, "There is no such visit.");
        const auto may = visit_life.check(name, state(*v), act.viewer, v->school, v->authority);
        return may ? page(act, *v) : not_done(act, may.error().message, "/visits");
    };
}

/// What can be done next, as links.
page_kit::Content next_steps(const Visit& v) {
    web::Html links;
    for (const auto& each : visit_life.acts())
        if (std::ranges::count(each.from, state(v)) > 0)
            links += page_kit::paragraph(
                page_kit::link_to("/visits/" + std::to_string(v.id.value) + "/" + each.name, each.label));
    return links;
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

Contribution visits_room() {
    Contribution room{.routes = visit_list().routes(), .nav = {{"Visits", "/visits", visits_read}}};
    const auto form = [&](std::string pattern, std::string title, access::Permission may, std::string label,
                          const ActHandler& page) {
        room.routes.push_back({web::Method::get, pattern, may, false, "", page, title});
        room.routes.push_back({web::Method::post, pattern, may, true, label, page, title});
    };
    form("/schools/{urn}/visits/new", "Offering a visit", visits_write, "visit.offered", offer_visit);
    form("/visits/{visit}/agree", "Agreeing a visit", visits_answer, "visit.agreed",
         on_visit("agree", agree_visit));
    form("/visits/{visit}/hold", "Recording that a visit was held", visits_write, "visit.held",
         on_visit("hold", hold_visit));
    form("/visits/{visit}/decline", "Declining a visit", visits_answer, "visit.declined",
         on_visit("decline", decline_visit));
    return room;
}

}
