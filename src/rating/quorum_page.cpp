// The quorum of the board: what counts, since when, and setting another.
#include <fmt/format.h>

#include "feature_kit/form.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {

std::string quorum_words(storage::Reader& db, AuthorityCode authority, Date day) {
    if (const auto set = quorum_on(db, authority, day))
        return fmt::format("{} {}, set by {} from {}", set->members, set->members == 1 ? "person" : "people",
                           set->set_by_name, set->from_day.display());
    return fmt::format("{} people. This is a suggestion: the board has not set its quorum",
                       Quorum::suggested);
}

web::Response quorum_page(Runs&, kit::Act& act) {
    kit::Form f{act,
                {.title = "The quorum of the board",
                 .back_href = "/board/meetings",
                 .button = "Save the quorum",
                 .above = [&] {
                     const auto authority = act.viewer.authority();
                     const auto now = quorum_words(act.db, authority, act.today());
                     const auto later = quorum_words(act.db, authority, *Date::of(9999, 12, 31));
                     return page_kit::paragraph("Today's quorum: " + now + ".") +
                            (later == now ? Html{} : page_kit::paragraph("Later: " + later + "."));
                 }}};
    Quorum quorum;
    f.ask(quorums, quorum, {&Quorum::members, &Quorum::from_day});
    if (!f.accepted()) return f.page();
    const auto set = set_quorum(*act.writer, act.viewer, quorum, act.clock.now());
    if (!set) return f.refused(set.error());
    act.record("quorum.set", "authority:" + act.viewer.authority().text(),
               fmt::format("{} from {}", quorum.members, quorum.from_day.iso()));
    return f.done("The quorum is saved", "/board/quorum");
}

}
