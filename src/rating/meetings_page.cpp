// The challenge board's meetings: the kit's pages, with the board's own days and its agenda.
#include <algorithm>

#include "feature_kit/meeting_pages.hpp"
#include "people/people.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

std::vector<kit::Present> members_and_directors(kit::Act& act) {
    std::vector<kit::Present> people;
    for (const auto role : {access::Role::board_member, access::Role::director})
        for (const auto& person : people::holders(act.db, act.viewer.authority(), role, act.today()))
            people.push_back({person.id, person.name});
    return people;
}

void questions(kit::Form& f, Meeting& m, bool fresh) {
    const auto as_it_is = [&](Date day) { return kit::starts_on(fresh ? std::nullopt : std::optional{day}); };
    m.evidence_as_at =
        f.date("evidence_as_at", "Evidence as at", kit::named("The date of the evidence"),
               kit::hint("Proposals use only evidence known on this date"), as_it_is(m.evidence_as_at));
    m.recommendations_by =
        f.date("recommendations_by", "Last day for advisers' recommendations",
               kit::named("The last day for recommendations"),
               kit::hint("On or before the day of the meeting"), as_it_is(m.recommendations_by));
}

}

kit::MeetingPages<Meeting> board_pages(Runs& runs) {
    using Column = kit::ListColumn<Meeting>;
    return {
        .meetings = board_meetings,
        .path = "/board/meetings",
        .title = "Challenge board",
        .may_be_present = members_and_directors,
        .questions = questions,
        .columns = {Column("evidence_as_at"), Column("recommendations_by", "Recommend by")},
        .view = [&runs](kit::Act& act, const Meeting& meeting) { return agenda_view(runs, act, meeting); },
        .before_closing = [&runs](kit::Act& act,
                                  const Meeting& meeting) { return undecided_html(runs, act, meeting); },
        .on_record = [&runs](kit::Act& act,
                             const Meeting& meeting) { return decided_on_paper(runs, act, meeting); },
        .confidential = true,
        .audit = "agenda.read"};
}

}
