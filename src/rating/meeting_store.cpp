// What the challenge board says of its meetings beyond what every meeting has.
#include "access/viewer.hpp"
#include "platform/storage/seals.hpp"
#include "rating/board.hpp"

namespace tarn::rating {
namespace {

using access::Permission;
using kit::MeetingState;

std::optional<Error> wrong_days(const Meeting& meeting) {
    if (meeting.recommendations_by > meeting.held_on)
        return Error{
            "Advisers must recommend on or before the day of the meeting.", {}, "recommendations_by"};
    if (meeting.evidence_as_at > meeting.held_on)
        return Error{"The date of the evidence must not be after the meeting.", {}, "evidence_as_at"};
    return std::nullopt;
}

void keep_days(storage::Writer& db, const Meeting& meeting) {
    const auto store = [&] {
        db.execute(
            "INSERT INTO board_meeting (meeting, evidence_as_at, recommendations_by) VALUES ($1, $2, $3) "
            "ON CONFLICT (meeting) DO UPDATE SET evidence_as_at = excluded.evidence_as_at, "
            "recommendations_by = excluded.recommendations_by",
            meeting.id, meeting.evidence_as_at, meeting.recommendations_by);
    };
    storage::change(db, "board_meeting", "meeting = $1", store, meeting.id);
}

std::optional<std::string> settled(storage::Reader& db, MeetingId id) {
    if (db.count("SELECT COUNT(*) FROM decision WHERE meeting_id = $1", id) == 0) return std::nullopt;
    return "You cannot call off this meeting or change its dates, because the board has decided levels at "
           "it.";
}

std::size_t quorum_needed(storage::Reader& db, AuthorityCode authority, Date day) {
    const auto set = quorum_on(db, authority, day);
    return static_cast<std::size_t>(set ? set->members : Quorum::suggested);
}

const kit::Lifecycle<MeetingState> board_life{
    "meeting",
    kit::meeting_states,
    {{"decide",
      {MeetingState::coming, MeetingState::held},
      Permission::board_decide,
      "Decide levels",
      "",
      "Only a member of the challenge board decides levels."},
     {"pack", {MeetingState::coming, MeetingState::held}, Permission::board_read, "Prepare a pack"}}};

}

const kit::Meetings<Meeting> board_meetings{
    {.code = "board",
     .noun = "meeting of the board",
     .seen = Permission::board_read,
     .written = Permission::board_decide,
     .refusal = "Only a member of the challenge board may do this.",
     .settled = settled,
     .quorum = quorum_needed},
    {kit::beside("board_meeting", kit::date("evidence_as_at", &Meeting::evidence_as_at, "Evidence as at")),
     kit::beside("board_meeting",
                 kit::date("recommendations_by", &Meeting::recommendations_by, "Recommendations by"))},
    {.objection = wrong_days, .keep = keep_days}};

Meeting meeting_to_arrange(std::string title, Date held_on, Date evidence_as_at, Date recommendations_by) {
    Meeting meeting;
    meeting.title = std::move(title);
    meeting.held_on = held_on;
    meeting.evidence_as_at = evidence_as_at;
    meeting.recommendations_by = recommendations_by;
    return meeting;
}

Outcome may_decide_at(const access::Viewer& viewer, const Meeting& meeting, Date today) {
    auto possible = board_life.check("decide", state_on(meeting, today), viewer);
    if (possible && today < meeting.held_on)
        return Error{
            "The board meets on " + meeting.held_on.display() + ". You can record decisions from that date.",
            {}};
    return possible;
}

Outcome may_record_decision(const access::Viewer& viewer, const Meeting& meeting, Date today) {
    auto possible = may_decide_at(viewer, meeting, today);
    if (possible && meeting.present.empty())
        return Error{"Record who is present first. Then the board can decide.", {}};
    return possible;
}

Outcome may_prepare_pack(const access::Viewer& viewer, const Meeting& meeting, Date today) {
    return board_life.check("pack", state_on(meeting, today), viewer);
}

std::optional<Meeting> next_meeting(storage::Reader& db, const access::Viewer& viewer, Date day) {
    if (!viewer.may(Permission::board_read) && !viewer.may(Permission::recommend_level)) return std::nullopt;
    for (Meeting& meeting : board_meetings.record().without_viewer(
             db, "kind = 'board' AND authority = $1 AND awaited_on >= $2 ORDER BY held_on, id LIMIT 1",
             viewer.authority(), day)) {
        // An adviser learns when the board meets, not what it minuted.
        if (!viewer.may(Permission::board_read)) meeting.minutes.clear();
        return std::move(meeting);
    }
    return std::nullopt;
}

}
