#pragma once
// Targeting support meetings: the authority talks with each school, once a term, about pupils who miss much
// of it, as the statutory guidance asks [dfe-attendance-2024]. One meeting for a school and term: planned by
// the attendance officer, offered to the school, held with counts of pupils and agreed actions, or declined.
#include <optional>
#include <string>
#include <vector>

#include "access/permission.hpp"
#include "base/code_table.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/terms.hpp"

namespace tarn::kit {
struct Stored;
template <class T>
class Record;
template <class S>
class Lifecycle;
}
namespace tarn::storage {
class Reader;
class Writer;
}
namespace tarn::access {
class Viewer;
}

namespace tarn::attendance {

inline constexpr access::Permission attendance_list{"attendance_list"}, attendance_read{"attendance_read"},
    attendance_answer{"attendance_answer"}, attendance_bring{"attendance_bring"},
    attendance_write{"attendance_write"}, attendance_county{"attendance_county"};

enum class MeetingState : std::uint8_t { planned, offered, held, declined, called_off };
inline constexpr CodeTable<MeetingState> meeting_states{
    {MeetingState::planned, "planned", "Planned"},
    {MeetingState::offered, "offered", "Offered"},
    {MeetingState::held, "held", "Held"},
    {MeetingState::declined, "declined", "Declined"},
    {MeetingState::called_off, "called_off", "Called off"}};
using SupportMeetingId = Id<struct SupportMeetingTag>;
struct SupportMeeting {
    SupportMeetingId id{};
    AuthorityCode authority{};
    Urn urn{};
    Date term_begins{};  ///< first day of the term it is for
    PersonId officer{};
    std::string officer_name{};
    std::int64_t minutes = 0;
    Date meets_on{};
    std::string lead{};  ///< who leads on attendance at the school
    std::optional<Date> offered_on{}, held_on{}, declined_on{}, called_off_on{}, review_on{};
    std::optional<Date> moved_from{}, moved_on{};  ///< of one that had been offered: the day before this one
    std::string declined_reason{}, called_off_reason{}, reasons{}, strategies{}, barriers{};
    /// Pupils who attend less than half of their sessions, and those who attend half to nine tenths.
    std::optional<std::int64_t> below_half{}, below_half_planned{}, half_to_ninety{},
        half_to_ninety_planned{};
    Term term() const { return Term::on(term_begins); }
};
MeetingState state(const SupportMeeting& meeting);
extern const kit::Lifecycle<MeetingState> meeting_life;
extern const kit::Record<SupportMeeting> support_meetings;

enum class ActionState : std::uint8_t { open, done };
inline constexpr CodeTable<ActionState> action_states{{ActionState::open, "open", "Open"},
                                                      {ActionState::done, "done", "Done"}};
using MeetingActionId = Id<struct MeetingActionTag>;
struct MeetingAction {
    MeetingActionId id{};
    AuthorityCode authority{};
    Urn urn{};
    SupportMeetingId meeting{};
    std::string what{}, owner{};
    Date due{};
    std::optional<Date> done_on{};
};
ActionState state(const MeetingAction& action);
extern const kit::Lifecycle<ActionState> action_life;
extern const kit::Record<MeetingAction> meeting_actions;

/// Refused: a second meeting of a school in the term of `meeting`, unless the first was declined or called
/// off.
Outcome has_its_term(storage::Reader& db, const SupportMeeting& meeting);
Result<SupportMeetingId> plan(storage::Writer& db, const access::Viewer& viewer,
                              const SupportMeeting& meeting);

kit::Stored stored();

}
