// Meetings of the challenge board.
#include "access/viewer.hpp"
#include "platform/storage/seals.hpp"
#include "rating/board.hpp"
#include "rating/board_store.hpp"

namespace tarn::rating {
namespace {

using access::Permission;
constexpr const char* members_only = "Only a member of the challenge board may do this.";

Result<Meeting> open_for_changes(storage::Reader& db, const access::Viewer& viewer, MeetingId id) {
    if (!viewer.may(Permission::board_decide)) return Error{members_only, {}};
    auto meeting = find_meeting(db, viewer, id);
    if (!meeting) return Error{"There is no such meeting of the board.", {}};
    if (meeting->closed_at) return Error{"This meeting is closed, so its record no longer changes.", {}};
    return *std::move(meeting);
}

}

const kit::Record<Meeting> board_meetings{
    "board_meeting",
    "Meetings of the challenge board",
    {kit::key("id", &Meeting::id), kit::owner("authority", &Meeting::authority),
     kit::text("title", &Meeting::title, "Meeting", kit::required("Enter what the meeting is called")),
     kit::date("held_on", &Meeting::held_on, "Day"),
     kit::date("evidence_as_at", &Meeting::evidence_as_at, "Evidence as at"),
     kit::date("recommendations_by", &Meeting::recommendations_by, "Recommendations by"),
     kit::text("minutes", &Meeting::minutes, "Minutes"),
     kit::number("minutes_version", &Meeting::minutes_version, ""),
     kit::person("created_by", &Meeting::created_by), kit::instant("created_at", &Meeting::created_at, ""),
     kit::person("closed_by", &Meeting::closed_by), kit::instant("closed_at", &Meeting::closed_at, "Closed")},
    kit::called("meeting of the board"),
    kit::seen_with(Permission::board_read),
    kit::written_with(Permission::board_decide, members_only)};

MeetingState state_on(const Meeting& meeting, Date today) {
    if (meeting.closed_at) return MeetingState::closed;
    return meeting.held_on < today ? MeetingState::held : MeetingState::coming;
}

Result<MeetingId> add_meeting(storage::Writer& db, const access::Viewer& viewer, Meeting meeting,
                              Instant now) {
    if (meeting.recommendations_by > meeting.held_on)
        return Error{
            "Advisers must recommend on or before the day of the meeting.", {}, "recommendations_by"};
    if (meeting.evidence_as_at > meeting.held_on)
        return Error{"The date of the evidence must not be after the meeting.", {}, "evidence_as_at"};
    if (day_of(now) - meeting.held_on > 366)
        return Error{"The day of the meeting must not be more than a year ago.", {}, "held_on"};
    meeting.authority = viewer.authority();
    if (board_meetings.where(db, viewer, "held_on = $1 AND title = $2", meeting.held_on, meeting.title)
            .size() > 0)
        return Error{"A meeting of this name is already arranged for that day.", {}, "title"};
    meeting.created_by = viewer.person();
    meeting.created_at = now;
    return board_meetings.add(db, viewer, meeting);
}

std::vector<Meeting> meetings(storage::Reader& db, const access::Viewer& viewer) {
    return board_meetings.where(db, viewer, "ORDER BY held_on DESC, id DESC");
}

std::optional<Meeting> find_meeting(storage::Reader& db, const access::Viewer& viewer, MeetingId id) {
    auto meeting = board_meetings.find(db, viewer, id);
    if (!meeting) return std::nullopt;
    for (const auto& row :
         db.query("SELECT p.id, p.name, p.email FROM board_attendance a JOIN person p ON p.id = a.person_id "
                  "WHERE a.meeting_id = $1 ORDER BY p.name COLLATE \"C\", p.id",
                  id))
        meeting->present.push_back({row.id<PersonId>(0), row.string(1), row.string(2)});
    return meeting;
}

std::optional<Meeting> next_meeting(storage::Reader& db, const access::Viewer& viewer, Date day) {
    if (!viewer.may(Permission::board_read) && !viewer.may(Permission::recommend_level)) return std::nullopt;
    for (Meeting& meeting : board_meetings.without_viewer(
             db, "authority = $1 AND held_on >= $2 AND closed_at IS NULL ORDER BY held_on, id LIMIT 1",
             viewer.authority(), day)) {
        // An adviser learns when the board meets, not what it minuted.
        if (!viewer.may(Permission::board_read)) meeting.minutes.clear();
        return std::move(meeting);
    }
    return std::nullopt;
}

Outcome save_minutes(storage::Writer& db, const access::Viewer& viewer, MeetingId id,
                     std::int64_t read_version, std::string_view minutes) {
    auto meeting = open_for_changes(db, viewer, id);
    if (!meeting) return meeting.error();
    if (meeting->minutes_version != read_version)
        return Error{
            "Somebody else saved the minutes while you were writing. Your text is still here: compare it "
            "with theirs before you save again.",
            {},
            "minutes"};
    meeting->minutes = minutes;
    ++meeting->minutes_version;
    return board_meetings.update(db, viewer, *meeting, {&Meeting::minutes, &Meeting::minutes_version});
}

Outcome set_present(storage::Writer& db, const access::Viewer& viewer, MeetingId id,
                    std::span<const PersonId> members) {
    const auto meeting = open_for_changes(db, viewer, id);
    if (!meeting) return meeting.error();
    const auto replace = [&] {
        db.execute("DELETE FROM board_attendance WHERE meeting_id = $1", id);
        for (const auto member : members)
            db.execute(
                "INSERT INTO board_attendance (meeting_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                id, member);
    };
    storage::change(db, "board_attendance", "meeting_id = $1", replace, id);
    return Done{};
}

Outcome close_meeting(storage::Writer& db, const access::Viewer& viewer, MeetingId id, Instant now) {
    auto meeting = open_for_changes(db, viewer, id);
    if (!meeting) return meeting.error();
    if (day_of(now) < meeting->held_on)
        return Error{
            "The board meets on " + meeting->held_on.display() + ". Close the meeting on that day or later.",
            {}};
    if (meeting->present.empty()) return Error{"Record who was present before you close the meeting.", {}};
    meeting->closed_at = now;
    meeting->closed_by = viewer.person();
    return board_meetings.update(db, viewer, *meeting, {&Meeting::closed_at, &Meeting::closed_by});
}

}
