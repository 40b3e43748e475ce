// Levels that an authority already held before Tarn, as a table.
#include <fmt/format.h>

#include "feature_kit/table_import.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

Result<bool> take(kit::Act& act, const schools::Register& schools, const HeldLevel& held) {
    const std::string day = held.effective_on.display();
    const auto* school = schools.find(held.urn, held.effective_on);
    if (!school)
        return Error{fmt::format("No school with URN {} was open on {}", held.urn.text(), day), {}, "URN"};
    if (school->authority != act.viewer.authority())
        return Error{
            fmt::format("{} did not belong to this authority on {}", held.urn.text(), day), {}, "URN"};
    const auto added =
        import_level(*act.writer, act.viewer.authority(), act.viewer.person(), held, act.clock.now());
    if (!added) return added.error();
    return true;
}

}

std::vector<kit::Route> import_levels_routes(Runs& runs) {
    using Column = kit::ImportColumn<HeldLevel>;
    kit::TableImport<HeldLevel> levels{
        .address = "/levels/import", .title = "Import past levels", .back_href = "/levels"};
    levels.noun = "level";
    levels.nouns = "levels";
    levels.about =
        "Add one row for each past level. Put each school's rows in date order. The school will see the "
        "reason.";
    levels.label = "levels.imported";
    levels.permission = access::Permission::import_levels;
    levels.columns = {
        Column("URN", &HeldLevel::urn).needed().saying("The school's number").example("100000"),
        Column("level", &HeldLevel::level, decidable_levels).needed().example("amber"),
        Column("date", &HeldLevel::effective_on)
            .needed()
            .saying("First day of the level")
            .example("2025-09-01"),
        Column("reason", &HeldLevel::reason)
            .needed()
            .saying("The school will see this")
            .example("Results fell"),
        Column("review", &HeldLevel::review_on).saying("Next review date").example("2026-09-01")};
    levels.storing = [&runs](kit::Act& act) {
        return [&act, schools = runs.register_of(act.db)](const HeldLevel& held) {
            return take(act, *schools, held);
        };
    };
    return levels.routes();
}

}
