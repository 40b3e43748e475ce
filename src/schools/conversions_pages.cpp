// The list of possible conversions, and what a data officer decides of each.
#include "feature_kit/list_record.hpp"
#include "feature_kit/row_acts.hpp"
#include "schools/conversions.hpp"
#include "schools/local_pages.hpp"

namespace tarn::schools {
namespace {

using namespace kit;
using Pair = PossibleConversion;
const std::string decisions = "/possible-conversions";

void decided(const Act& act, Pair& pair) {
    pair.decided_by = act.viewer.person();
}
/// The register is merged again with what was decided.
void merge_again(const Act& act, const Pair&) {
    act.writer->execute("UPDATE register_state SET stored = stored + 1 WHERE id = 1");
    rebuild(*act.writer);
}

const RowActs<Pair, ConversionState> conversion_acts{
    .record = conversions,
    .life = conversion_life,
    .state = state,
    .path = decisions + "/{conversion}",
    .back = decisions,
    .caption =
        [](const Pair& pair) {
            return pair.predecessor_name + " (" + pair.predecessor.text() + ") and " + pair.name + " (" +
                   pair.urn.text() + ")";
        },
    .pages = {
        {.act = "same",
         .title = "Deciding that two schools are one",
         .trail = "conversion.same",
         .done = "The schools are joined. The academy has the history of the school that closed",
         .writes = {&Pair::same_on, &Pair::decided_by},
         .also = [](const Act& act, Pair& pair) { decided(act, pair), pair.same_on = act.today(); },
         .says = "The academy takes over the history and results of the school that closed, for every "
                 "authority. You can undo it.",
         .button = "Join them",
         .then = merge_again},
        {.act = "different",
         .title = "Deciding that two schools are not one",
         .trail = "conversion.different",
         .done = "The schools stay apart. They are not proposed again",
         .writes = {&Pair::different_on, &Pair::decided_by},
         .also = [](const Act& act, Pair& pair) { decided(act, pair), pair.different_on = act.today(); },
         .says = "They are not proposed again. You can undo it.",
         .button = "Keep them apart"},
        {.act = "undo",
         .title = "Undoing a decision on two schools",
         .trail = "conversion.undone",
         .done = "The decision is undone",
         .writes = {&Pair::same_on, &Pair::different_on, &Pair::decided_by},
         .also =
             [](const Act&, Pair& pair) {
                 pair.same_on = pair.different_on = std::nullopt;
                 pair.decided_by = std::nullopt;
             },
         .says = "The schools are proposed again. If they were joined, they are apart again.",
         .button = "Undo the decision",
         .then = merge_again}}};

List conversion_list() {
    using Column = ListColumn<Pair>;
    const auto school_page = [](Urn Pair::*urn) {
        return [urn](const Pair& pair) { return "/schools/" + (pair.*urn).text(); };
    };
    return list_of(
        ListPage<Pair>{
            .path = decisions,
            .title = "Possible conversions",
            .noun = "pair of schools",
            .nouns = "pairs of schools",
            .permission = access::Permission::local_register,
            .columns = {Column("predecessor_name").linked(school_page(&Pair::predecessor)),
                        Column("predecessor").in_files_only(), Column("name").linked(school_page(&Pair::urn)),
                        Column("urn").in_files_only(), Column("opened").in_files_only(), "reasons", "state",
                        "decided_by_name", Column("same_on").in_files_only(),
                        Column("different_on").in_files_only(),
                        Column("id", "Next")
                            .shown_as([](const Pair& pair, Act& act) -> page_kit::Content {
                                return conversion_acts.links(pair, act);
                            })
                            .not_sorted()
                            .on_the_page_only()},
            .filters = {"state"},
            .sort = "opened",
            .descending = true,
            .nothing = "No academy of your authority seems to lack the link to its school."},
        conversions);
}

}

std::vector<Route> conversion_routes() {
    auto routes = conversion_list().routes();
    std::ranges::move(conversion_acts.routes(), std::back_inserter(routes));
    return routes;
}

std::vector<WorkItem> conversion_work(const Whose& whose) {
    const auto count = [&](std::vector<Condition> conditions) {
        return conversions.page(whose.db, whose.viewer, {.conditions = std::move(conditions), .limit = 1})
            .total;
    };
    const auto open = count({Condition::equals("state", "proposed")});
    if (open > 0)
        return {{Urgency::due,
                 std::to_string(open) + (open == 1 ? " academy" : " academies") + " may continue a school",
                 decisions + "?state=proposed",
                 "No link joins them to the school that closed. Decide whether they are one",
                 {}}};
    if (count({}) == 0) return {};
    return {{Urgency::standing, "Possible conversions", decisions, "See or undo what was decided", {}}};
}

}
