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

constexpr std::int64_t small = 5;  // pupils [dfe-small-numbers]

bool is_small(std::optional<std::int64_t> pupils) {
    return pupils && *pupils > 0 && *pupils <= small;
}

}

MeetingState state(const SupportMeeting& meeting) {
    return meeting.declined_on  ? MeetingState::declined
           : meeting.held_on    ? MeetingState::held
           : meeting.offered_on ? MeetingState::offered
                                : MeetingState::planned;
}
ActionState state(const MeetingAction& action) {
    return action.done_on ? ActionState::done : ActionState::open;
}

std::int64_t proposed_minutes(std::optional<double> persistent, std::optional<std::int64_t> roll) {
    if (!persistent || !roll) return usual;
    const double pupils = *persistent / 100 * static_cast<double>(*roll);
    const auto fits = std::ranges::find_if(lengths, [&](const Length& each) { return pupils < each.below; });
    const std::int64_t minutes = fits == std::end(lengths) ? longest : fits->minutes;
    return *persistent >= many ? std::max(minutes, where_many) : minutes;
}

Owed owed(std::span<const SupportMeeting> meetings, Term now, Term since) {
    const auto offered_in = [&](Term term) {
        return std::ranges::any_of(meetings, [&](const SupportMeeting& each) {
            return each.term() == term && state(each) != MeetingState::planned;
        });
    };
    if (now < since || offered_in(now)) return Owed::nothing;
    const Term last = now.before();
    return last >= since && !offered_in(last) ? Owed::overdue : Owed::this_term;
}

std::string disclosed(std::optional<std::int64_t> pupils) {
    if (!pupils) return {};
    return is_small(pupils) ? "1 to 5" : std::to_string(*pupils);
}

std::string disclosed(std::optional<std::int64_t> planned, std::optional<std::int64_t> pupils) {
    if (!planned) return {};
    // One who has none among many would be told by the difference.
    const bool differs_little = pupils && is_small(*pupils - *planned);
    return is_small(pupils) || differs_little ? "not told" : disclosed(planned);
}

}
