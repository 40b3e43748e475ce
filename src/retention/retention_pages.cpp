// The room's routes, and the holds on what is due.
#include "retention/retention_pages.hpp"

#include <algorithm>
#include <iterator>

#include "feature_kit/list_record.hpp"
#include "feature_kit/row_acts.hpp"
#include "retention/holds.hpp"
#include "retention/schedule_page.hpp"

namespace tarn::retention {
namespace {

using namespace kit;

web::Response place_hold(Act& act, const access::SchoolLookup& school) {
    Form f{act, {.title = "Place a hold", .back_href = "/retention/holds", .button = "Place the hold"}};
    f.say(
        page_kit::paragraph("While the hold lasts, the school's notes, recorded facts, posts, allocations "
                            "and support meetings are not "
                            "deleted. Nor is any entry of the audit trail. Roles, accounts and saved lists "
                            "follow their own periods."));
    const std::string urn = f.text("urn", "What is the school's URN?", required("Enter the school's URN"),
                                   hint("5 or 6 digits, for example 100000"), width(10));
    Hold hold{
        .authority = act.viewer.authority(), .placed_on = act.today(), .placed_by = act.viewer.person()};
    f.ask(holds, hold, {&Hold::reason});
    const auto known = Urn::parse(urn);
    const auto found = known && school ? school(act.db, *known, act.today()) : std::nullopt;
    if (f.accepted() && (!found || found->authority != act.viewer.authority()))
        f.wrong("urn", "Enter the URN of a school of your authority");
    if (!f.accepted()) return f.page();
    hold.urn = *known;
    return f.ends(holds.add(*act.writer, act.viewer, hold), "hold.placed", "school:" + hold.urn.text(),
                  "The hold is placed on " + found->name, "/retention/holds");
}

const RowActs<Hold, HoldState> hold_acts{
    .record = holds,
    .life = hold_life,
    .state = state,
    .path = "/retention/holds/{hold}",
    .back = "/retention/holds",
    .caption = [](const Hold& hold) { return "School " + hold.urn.text(); },
    .pages = {{.act = "lift",
               .title = "Lifting a hold",
               .trail = "hold.lifted",
               .done = "The hold is lifted",
               .writes = {&Hold::lifted_on, &Hold::lifted_by},
               .also =
                   [](const Act& act, Hold& hold) {
                       hold.lifted_on = act.today();
                       hold.lifted_by = act.viewer.person();
                   },
               .warning =
                   "What is due to be deleted of this school can be deleted from now on, unless another hold "
                   "on it lasts.",
               .button = "Lift the hold"}}};

List hold_list() {
    using Column = ListColumn<Hold>;
    return list_of<Hold>(
        {.path = "/retention/holds",
         .title = "Holds",
         .noun = "hold",
         .nouns = "holds",
         .permission = retention_manage,
         .columns = {Column("urn", "School"), Column("reason"), Column("placed_on").largest_at_first(),
                     Column("placed_by_name"), Column("state"), Column("lifted_on").in_files_only(),
                     Column("id", "Next")
                         .shown_as([](const Hold& hold, Act& act) -> page_kit::Content {
                             return hold_acts.links(hold, act);
                         })
                         .not_sorted()
                         .on_the_page_only()},
         .filters = {"state"},
         .sort = "placed_on",
         .descending = true,
         .nothing = "There is no hold.",
         .audit = "holds.read",
         .back_href = "/retention",
         .button = NavItem{"Place a hold", "/retention/holds/new", retention_manage}},
        holds);
}

}

kit::Feature feature(Rules rules, std::vector<kit::KeptForGood> kept, access::SchoolLookup school) {
    Feature room{.routes = {{web::Method::get, "/retention", retention_manage, false, "retention.read",
                             [rules, kept](Act& act) { return schedule_page(act, rules, kept); },
                             "The retention schedule"}},
                 .menu = {{"Retention", "/retention", retention_manage}},
                 .work = {[rules](const Whose& whose) { return work_items(whose, rules); }}};
    for (auto routes : {hold_list().routes(), hold_acts.routes(),
                        form_routes("/retention/holds/new", "Placing a hold", retention_manage, "hold.placed",
                                    [school](Act& act) { return place_hold(act, school); }),
                        form_routes("/retention/{rule}/delete", "Deleting what is due", retention_manage,
                                    "retention.run", [rules](Act& act) { return delete_page(act, rules); })})
        std::ranges::move(routes, std::back_inserter(room.routes));
    return room;
}

}
