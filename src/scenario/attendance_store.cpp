// Support meetings about attendance and what was agreed in them.
#include "feature_kit/record.hpp"
#include "scenario/scenario.hpp"

namespace tarn::scenario {

using attendance::support_meetings;

attendance::SupportMeetingId support_meeting(Writer& db, Instant now, const Viewer& officer,
                                             const SupportMeeting& meeting) {
    using M = attendance::SupportMeeting;
    const Date day = meeting.meets_on == Date{} ? day_of(now) : meeting.meets_on;
    M m{.authority = officer.authority(),
        .urn = meeting.urn,
        .term_begins = Term::on(day).first_day(),
        .officer = officer.person(),
        .minutes = meeting.minutes,
        .meets_on = day};
    m.id = must(attendance::plan(db, officer, m));
    if (!meeting.offered) return m.id;
    constexpr int notice = 14;  // days
    m.offered_on = std::min(std::max(m.term_begins, day - notice), day_of(now));
    m.reasons = meeting.reasons;
    m.strategies = meeting.strategies;
    must(support_meetings.update(db, officer, m, {&M::offered_on, &M::reasons, &M::strategies}));
    if (!meeting.declined_reason.empty()) {
        m.declined_on = *m.offered_on;
        m.declined_reason = meeting.declined_reason;
        must(support_meetings.update(db, officer, m, {&M::declined_on, &M::declined_reason}));
    } else if (!meeting.barriers.empty()) {
        m.held_on = day;
        m.barriers = meeting.barriers;
        m.below_half = meeting.below_half;
        m.below_half_planned = meeting.below_half_planned;
        m.half_to_ninety = meeting.half_to_ninety;
        m.half_to_ninety_planned = meeting.half_to_ninety_planned;
        m.review_on = meeting.review_on;
        must(support_meetings.update(db, officer, m,
                                     {&M::held_on, &M::barriers, &M::below_half, &M::below_half_planned,
                                      &M::half_to_ninety, &M::half_to_ninety_planned, &M::review_on}));
    }
    return m.id;
}

attendance::MeetingActionId support_action(Writer& db, const Viewer& officer,
                                           attendance::SupportMeetingId meeting, std::string what,
                                           std::string owner, Date due, std::optional<Date> done_on) {
    const auto of = support_meetings.find(db, officer, meeting).value();
    return must(attendance::meeting_actions.add(db, officer,
                                                {.authority = of.authority,
                                                 .urn = of.urn,
                                                 .meeting = meeting,
                                                 .what = std::move(what),
                                                 .owner = std::move(owner),
                                                 .due = due,
                                                 .done_on = done_on}));
}

}
