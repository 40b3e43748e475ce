// Where support meetings and their actions are kept, who sees them, and for how long.
#include <fmt/format.h>
#include <utility>

#include "attendance/attendance.hpp"
#include "feature_kit/lifecycle.hpp"
#include "feature_kit/record.hpp"
#include "feature_kit/stored.hpp"

namespace tarn::attendance {
namespace {

using namespace kit;

constexpr const char* officers_only = "The attendance officer plans support meetings.";

std::optional<Error> more_planned(std::optional<std::int64_t> planned, std::optional<std::int64_t> pupils,
                                  std::string_view field) {
    if (!planned || (pupils && *planned <= *pupils)) return std::nullopt;
    return Error{"No more pupils can have a plan than there are", {}, std::string{field}};
}

Outcome days_are_sound(const SupportMeeting& m) {
    if (m.term_begins != m.term().first_day())
        return Error{"The meeting is for a day that begins no term", {}, "term_begins"};
    if (m.meets_on < m.term_begins || m.meets_on > m.term().last_day())
        return Error{"The day of the meeting must be in the " + m.term().words(), {}, "meets_on"};
    if (m.meets_on.is_weekend()) return Error{"The meeting must be on a weekday", {}, "meets_on"};
    if (m.held_on && Term::on(*m.held_on) != m.term())
        return Error{"The day it was held must be in the " + m.term().words(), {}, "held_on"};
    if (m.held_on && m.offered_on && *m.held_on < *m.offered_on)
        return Error{
            "The meeting was offered on " + m.offered_on->display() + ". Enter that day or a later one",
            {},
            "held_on"};
    if (m.held_on && m.review_on && (*m.review_on <= *m.held_on || *m.review_on > add_months(*m.held_on, 12)))
        return Error{"The next review must be after the meeting, and within a year of it", {}, "review_on"};
    return Done{};
}

Outcome sound(const SupportMeeting& m) {
    if (const auto days = days_are_sound(m); !days) return days;
    if (int{m.held_on.has_value()} + int{m.declined_on.has_value()} + int{m.called_off_on.has_value()} > 1)
        return Error{"A meeting is held, declined or called off, one of these alone", {}, "held_on"};
    for (const auto& [count, column] :
         {std::pair{m.below_half, "below_half"}, std::pair{m.below_half_planned, "below_half_planned"},
          std::pair{m.half_to_ninety, "half_to_ninety"},
          std::pair{m.half_to_ninety_planned, "half_to_ninety_planned"}})
        if (count.has_value() != m.held_on.has_value())
            return Error{"Pupils are counted in a meeting that was held, and in no other", {}, column};
    if (auto why = more_planned(m.below_half_planned, m.below_half, "below_half_planned")) return *why;
    if (auto why = more_planned(m.half_to_ninety_planned, m.half_to_ninety, "half_to_ninety_planned"))
        return *why;
    return Done{};
}

const auto pupils = from_to(0, 5000);
}

const Lifecycle<MeetingState> meeting_life{"meeting",
                                           meeting_states,
                                           {{.name = "change",
                                             .from = {MeetingState::planned, MeetingState::offered},
                                             .permission = attendance_write,
                                             .label = "Change the day or length"},
                                            {.name = "offer",
                                             .from = {MeetingState::planned},
                                             .permission = attendance_write,
                                             .label = "Offer it to the school"},
                                            {.name = "bring",
                                             .from = {MeetingState::offered},
                                             .permission = attendance_bring,
                                             .label = "Say what the school brings"},
                                            {.name = "hold",
                                             .from = {MeetingState::offered},
                                             .permission = attendance_write,
                                             .label = "Record the meeting"},
                                            {.name = "correct",
                                             .from = {MeetingState::held},
                                             .permission = attendance_write,
                                             .label = "Correct the record"},
                                            {.name = "decline",
                                             .from = {MeetingState::offered},
                                             .permission = attendance_bring,
                                             .label = "Decline the meeting"},
                                            {.name = "call-off",
                                             .from = {MeetingState::planned, MeetingState::offered},
                                             .permission = attendance_write,
                                             .label = "Call off the meeting"}}};

const Lifecycle<ActionState> action_life{"action",
                                         action_states,
                                         {{.name = "done",
                                           .from = {ActionState::open},
                                           .permission = attendance_answer,
                                           .label = "Mark it as done"}}};

const Record<SupportMeeting> support_meetings{
    "support_meeting",
    "Support meetings about attendance",
    {key("id", &SupportMeeting::id),
     owner("authority", &SupportMeeting::authority),
     school("urn", &SupportMeeting::urn),
     date("term_begins", &SupportMeeting::term_begins, "First day of the term"),
     date("meets_on", &SupportMeeting::meets_on, "Day", asks("When is the meeting?"),
          named("The day of the meeting")),
     number("minutes", &SupportMeeting::minutes, "Minutes", asks("How long will it take?"), units("minutes"),
            from_to(15, 240), named("The length")),
     person("officer", &SupportMeeting::officer),
     person_name("officer", &SupportMeeting::officer_name, "Attendance officer"),
     text("lead", &SupportMeeting::lead, "Attendance lead at the school", longest(100),
          asks("Who leads on attendance at the school?")),
     derived("state", static_cast<MeetingState (*)(const SupportMeeting&)>(state), meeting_states,
             "CASE WHEN called_off_on IS NOT NULL THEN 'called_off' "
             "WHEN declined_on IS NOT NULL THEN 'declined' WHEN held_on IS NOT NULL THEN 'held' "
             "WHEN offered_on IS NOT NULL THEN 'offered' ELSE 'planned' END"),
     date("offered_on", &SupportMeeting::offered_on, "Offered on"),
     date("moved_from", &SupportMeeting::moved_from, "Moved from"),
     date("moved_on", &SupportMeeting::moved_on, "Moved on"),
     text("reasons", &SupportMeeting::reasons, "Why pupils are absent, as the school sees it", lines(5),
          longest(2000), needed_when_asked("Enter why pupils are absent"),
          hint("Patterns and causes. Do not name pupils.")),
     text("strategies", &SupportMeeting::strategies, "What the school does about it", lines(5), longest(2000),
          needed_when_asked("Enter what the school does about it")),
     date("held_on", &SupportMeeting::held_on, "Held on", asks("When was it held?"), until_today(),
          named("The day it was held")),
     number("below_half", &SupportMeeting::below_half, "Pupils who attend less than half", pupils,
            asks("How many pupils attend less than 50% of sessions?"), named("The number of pupils"),
            needed_when_asked("Enter how many pupils attend less than 50%")),
     number("below_half_planned", &SupportMeeting::below_half_planned, "Less than half: with a plan", pupils,
            asks("How many of these have a plan?"), named("The number with a plan"),
            needed_when_asked("Enter how many of these have a plan")),
     number("half_to_ninety", &SupportMeeting::half_to_ninety,
            "Pupils who attend 50% to 90% and need several services", pupils,
            asks("How many pupils attend 50% to 90% and need several services?"),
            named("The number of pupils"),
            needed_when_asked("Enter how many pupils attend 50% to 90% and need several services")),
     number("half_to_ninety_planned", &SupportMeeting::half_to_ninety_planned, "50% to 90%: with a plan",
            pupils, asks("How many of those have a plan?"), named("The number with a plan"),
            needed_when_asked("Enter how many of those have a plan")),
     text("barriers", &SupportMeeting::barriers, "What keeps pupils away", lines(5), longest(2000),
          needed_when_asked("Enter what keeps pupils away"), hint("Do not name pupils.")),
     date("review_on", &SupportMeeting::review_on, "Next review", asks("When will you look at it again?"),
          named("The next review")),
     date("declined_on", &SupportMeeting::declined_on, "Declined on"),
     text("declined_reason", &SupportMeeting::declined_reason, "Why it was declined", longest(500),
          asks("Why does the school decline?"), needed_when_asked("Enter why the school declines")),
     date("called_off_on", &SupportMeeting::called_off_on, "Called off on"),
     text("called_off_reason", &SupportMeeting::called_off_reason, "Why it was called off", longest(500),
          asks("Why is it called off?"), needed_when_asked("Enter why it is called off"))},
    called("meeting"),
    seen_with(attendance_read),
    written_with(attendance_answer,
                 "Only the school and the attendance officer write about support meetings."),
    only_if([](const access::Viewer& viewer) {
        // A school sees a meeting from the day it is offered.
        return viewer.may(attendance_list) ? Sql{} : Sql{"offered_on IS NOT NULL"};
    }),
    consistent(sound),
    kept_after(latest_of("meets_on", "held_on", "review_on"))};

const Record<MeetingAction> meeting_actions{
    "support_meeting_action",
    "Actions agreed in support meetings",
    {key("id", &MeetingAction::id), owner("authority", &MeetingAction::authority),
     school("urn", &MeetingAction::urn), number("meeting", &MeetingAction::meeting, ""),
     text("what", &MeetingAction::what, "Action", asks("What was agreed?"), longest(500),
          required("Enter what was agreed")),
     text("owner", &MeetingAction::owner, "Who", asks("Who does it?"), longest(100),
          required("Enter who does it"), hint("A post, for example the deputy headteacher")),
     date("due", &MeetingAction::due, "By", asks("By when?"), named("The day it is due")),
     date("done_on", &MeetingAction::done_on, "Done on", asks("When was it done?"), until_today(),
          named("The day it was done")),
     derived("state", static_cast<ActionState (*)(const MeetingAction&)>(state), action_states,
             "CASE WHEN done_on IS NULL THEN 'open' ELSE 'done' END")},
    called("action"),
    seen_with(attendance_read),
    written_with(attendance_answer,
                 "Only the school and the attendance officer write about support meetings."),
    kept_after(latest_of("due", "done_on"))};

Outcome has_its_term(storage::Reader& db, const SupportMeeting& m) {
    for (const SupportMeeting& other :
         support_meetings.without_viewer(db,
                                         "authority = $1 AND urn = $2 AND term_begins = $3 AND declined_on "
                                         "IS NULL AND called_off_on IS NULL",
                                         m.authority, m.urn, m.term_begins))
        if (other.id != m.id)
            return Error{"The school has a meeting in the " + m.term().words() + " already", {}, "meets_on"};
    return Done{};
}

Result<SupportMeetingId> plan(storage::Writer& db, const access::Viewer& viewer,
                              const SupportMeeting& meeting) {
    if (!viewer.may(attendance_write, meeting.urn, meeting.authority)) return Error{officers_only, {}};
    if (const auto free = has_its_term(db, meeting); !free) return free.error();
    return support_meetings.add(db, viewer, meeting);
}

Stored stored() {
    const auto of_another_school = [](storage::Reader& db) {
        std::vector<std::string> faults;
        for (const storage::Row& row : db.query(
                 "SELECT a.id, a.meeting FROM support_meeting_action a JOIN support_meeting m ON m.id = "
                 "a.meeting "
                 "WHERE a.urn <> m.urn OR a.authority <> m.authority OR m.held_on IS NULL ORDER BY a.id"))
            faults.push_back(
                fmt::format("action {} is of another school than its meeting {}, or that was not held",
                            row.integer(0), row.integer(1)));
        return faults;
    };
    return {.records = {&support_meetings, &meeting_actions},
            .checks = {{"actions of support meetings", of_another_school}}};
}

}
