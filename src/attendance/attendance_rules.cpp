#include "attendance/attendance_rules.hpp"

#include <algorithm>

namespace tarn::attendance {
namespace {

struct Length {
    double below;  ///< pupils who are persistently absent
    std::int64_t minutes;
};
constexpr Length lengths[] = {{20, 30}, {60, 45}, {150, 60}};
constexpr std::int64_t longest = 90, usual = 45, where_many = 60;
constexpr double many = 30;  // per cent

}

MeetingState state(const SupportMeeting& meeting) {
    return meeting.called_off_on ? MeetingState::called_off
           : meeting.declined_on ? MeetingState::declined
           : meeting.held_on     ? MeetingState::held
           : meeting.offered_on  ? MeetingState::offered
                                 : MeetingState::planned;
}
ActionState state(const MeetingAction& action) {
    return action.done_on ? ActionState::done : ActionState::open;
}

std::int64_t proposed_minutes(std::optional<double> persistent, std::optional<std::int64_t> roll) {
    const auto pupils = absent_pupils(persistent, roll);
    if (!pupils) return usual;
    const auto fits = std::ranges::find_if(lengths, [&](const Length& each) { return *pupils < each.below; });
    const std::int64_t minutes = fits == std::end(lengths) ? longest : fits->minutes;
    return *persistent >= many ? std::max(minutes, where_many) : minutes;
}

std::optional<double> absent_pupils(std::optional<double> persistent, std::optional<std::int64_t> roll) {
    if (!persistent || !roll) return std::nullopt;
    return *persistent / 100 * static_cast<double>(*roll);
}

Owed owed(std::span<const SupportMeeting> meetings, Term now, Term since) {
    const auto offered_in = [&](Term term) {
        return std::ranges::any_of(meetings, [&](const SupportMeeting& each) {
            return each.term() == term && each.offered_on && *each.offered_on <= term.last_day() &&
                   !each.called_off_on;
        });
    };
    if (now < since || offered_in(now)) return Owed::nothing;
    const Term last = now.before();
    return last >= since && !offered_in(last) ? Owed::overdue : Owed::this_term;
}

Term first_whole_term(Date opened) {
    const Term term = Term::on(opened);
    return opened == term.first_day() ? term : term.after();
}

const SupportMeeting* meeting_of(std::span<const SupportMeeting> meetings, Term term) {
    const SupportMeeting* found = nullptr;
    for (const SupportMeeting& each : meetings) {
        if (each.term() != term) continue;
        if (!each.declined_on && !each.called_off_on) return &each;
        found = &each;
    }
    return found;
}

bool goes_first(const Standing& one, const Standing& other) {
    if (one.owed != other.owed) return one.owed > other.owed;
    return one.absent.value_or(-1) > other.absent.value_or(-1);
}

std::string words_of(const SupportMeeting& meeting) {
    switch (state(meeting)) {
        case MeetingState::called_off:
            return "Called off on " + meeting.called_off_on->display();
        case MeetingState::declined:
            return "Declined on " + meeting.declined_on->display();
        case MeetingState::held:
            return "Held on " + meeting.held_on->display();
        case MeetingState::offered:
            return "Offered for " + meeting.meets_on.display() +
                   (meeting.moved_from ? ", moved from " + meeting.moved_from->display() : "");
        case MeetingState::planned:
            break;
    }
    return "Planned for " + meeting.meets_on.display();
}

}
