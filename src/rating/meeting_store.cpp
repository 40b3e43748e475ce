// Meetings of the challenge board and advisers' recommendations to it.
#include <fmt/format.h>

#include "access/viewer.hpp"
#include "platform/storage/seals.hpp"
#include "rating/board.hpp"
#include "rating/board_store.hpp"

namespace tarn::rating {
namespace {

using access::Permission;

constexpr std::string_view select_meetings =
    "SELECT id, authority, title, held_on, evidence_as_at, recommendations_by, minutes, minutes_version, "
    "closed_at "
    "FROM board_meeting ";

Meeting read_meeting(const storage::Row& row) {
    Meeting m;
    m.id = row.id<MeetingId>(0);
    m.authority = row.authority(1);
    m.title = row.string(2);
    m.held_on = row.date(3);
    m.evidence_as_at = row.date(4);
    m.recommendations_by = row.date(5);
    m.minutes = row.string(6);
    m.minutes_version = row.integer(7);
    m.closed_at = row.maybe_instant(8);
    return m;
}

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Result<Meeting> open_for_changes(storage::Reader& db, const access::Viewer& viewer, MeetingId id) {
    if (!viewer.may(Permission::board_decide))
        return Error{"Only a member of the challenge board may do this.", {}};
    auto meeting = find_meeting(db, viewer, id);
    if (!meeting) return Error{"There is no such meeting of the board.", {}};
    if (meeting->closed_at) return Error{"This meeting is closed, so its record no longer changes.", {}};
    return *std::move(meeting);
}

constexpr std::string_view select_recommendations =
    "SELECT r.id, r.urn, r.meeting_id, r.level, r.reason, r.proposed_level, r.made_by, p.name, r.made_at "
    "FROM recommendation r JOIN person p ON p.id = r.made_by ";

Recommendation read_recommendation(const storage::Row& row) {
    Recommendation r;
    r.id = row.id<RecommendationId>(0);
    r.urn = row.urn(1);
    if (!row.is_null(2)) r.meeting = row.id<MeetingId>(2);
    r.level = stored_level(row.text(3));
    r.reason = row.string(4);
    r.proposed = stored_level(row.text(5));
    r.made_by = row.id<PersonId>(6);
    r.made_by_name = row.string(7);
    r.made_at = row.instant(8);
    return r;
}

}

Result<MeetingId> add_meeting(storage::Writer& db, const access::Viewer& viewer, const NewMeeting& meeting,
                              Instant now) {
    if (!viewer.may(Permission::board_decide))
        return Error{"Only a member of the challenge board may do this.", {}};
    if (blank(meeting.title)) return Error{"Enter what the meeting is called.", {}};
    if (meeting.recommendations_by > meeting.held_on)
        return Error{"Advisers must recommend on or before the day of the meeting.", {}};
    if (meeting.evidence_as_at > meeting.held_on)
        return Error{"The date of the evidence must not be after the meeting.", {}};
    return storage::insert_sealed<MeetingId>(
        db, "board_meeting",
        "INSERT INTO board_meeting (authority, title, held_on, evidence_as_at, recommendations_by, "
        "created_by, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        viewer.authority(), meeting.title, meeting.held_on, meeting.evidence_as_at,
        meeting.recommendations_by, viewer.person(), now);
}

std::vector<Meeting> meetings(storage::Reader& db, const access::Viewer& viewer) {
    std::vector<Meeting> found;
    if (!viewer.may(Permission::board_read)) return found;
    for (const auto& row :
         db.query(std::string{select_meetings} + "WHERE authority = $1 ORDER BY held_on DESC, id DESC",
                  viewer.authority()))
        found.push_back(read_meeting(row));
    return found;
}

std::optional<Meeting> find_meeting(storage::Reader& db, const access::Viewer& viewer, MeetingId id) {
    if (!viewer.may(Permission::board_read)) return std::nullopt;
    auto meeting = db.first(std::string{select_meetings} + "WHERE id = $1 AND authority = $2", read_meeting,
                            id, viewer.authority());
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
    auto meeting = db.first(std::string{select_meetings} +
                                "WHERE authority = $1 AND held_on >= $2 AND closed_at IS NULL "
                                "ORDER BY held_on, id LIMIT 1",
                            read_meeting, viewer.authority(), day);
    // An adviser learns when the board meets, not what it minuted.
    if (meeting && !viewer.may(Permission::board_read)) meeting->minutes.clear();
    return meeting;
}

Outcome save_minutes(storage::Writer& db, const access::Viewer& viewer, MeetingId id,
                     std::int64_t read_version, std::string_view minutes) {
    const auto meeting = open_for_changes(db, viewer, id);
    if (!meeting) return meeting.error();
    if (meeting->minutes_version != read_version)
        return Error{
            "Somebody else saved the minutes while you were writing. Your text is still here: compare it "
            "with "
            "theirs before you save again.",
            {}};
    storage::change(
        db, "board_meeting", "id = $1",
        [&] {
            db.execute(
                "UPDATE board_meeting SET minutes = $1, minutes_version = minutes_version + 1 WHERE id = $2",
                minutes, id);
        },
        id);
    return Done{};
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
    const auto meeting = open_for_changes(db, viewer, id);
    if (!meeting) return meeting.error();
    if (meeting->present.empty()) return Error{"Record who was present before you close the meeting.", {}};
    storage::change(
        db, "board_meeting", "id = $1",
        [&] {
            db.execute("UPDATE board_meeting SET closed_at = $1, closed_by = $2 WHERE id = $3", now,
                       viewer.person(), id);
        },
        id);
    return Done{};
}

Result<RecommendationId> recommend(storage::Writer& db, const access::Viewer& viewer,
                                   const NewRecommendation& wanted, Instant now) {
    if (!viewer.may(Permission::recommend_level, wanted.urn, wanted.authority))
        return Error{"You recommend levels for the schools of your own caseload only.", {}};
    if (wanted.level == Level::not_enough_evidence) return Error{"Choose Green, Amber or Red.", {}};
    if (blank(wanted.reason)) return Error{"Enter why you recommend this level.", {}};
    if (wanted.meeting) {
        const auto meeting = db.first(std::string{select_meetings} + "WHERE id = $1 AND authority = $2",
                                      read_meeting, *wanted.meeting, viewer.authority());
        if (!meeting) return Error{"There is no such meeting of the board.", {}};
        const Date today{std::chrono::floor<std::chrono::days>(now)};
        if (meeting->closed_at || today > meeting->recommendations_by)
            return Error{
                fmt::format("Recommendations for this meeting closed on {}. Tell the chair of the board.",
                            meeting->recommendations_by.display()),
                {}};
    }
    return storage::insert_sealed<RecommendationId>(
        db, "recommendation",
        "INSERT INTO recommendation (authority, urn, meeting_id, level, reason, proposed_level, made_by, "
        "made_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        wanted.authority, wanted.urn, wanted.meeting, level_code(wanted.level), wanted.reason,
        level_code(wanted.proposed), viewer.person(), now);
}

std::vector<Recommendation> recommendations_of(storage::Reader& db, const access::Viewer& viewer, Urn urn,
                                               AuthorityCode authority) {
    std::vector<Recommendation> found;
    if (!viewer.may(Permission::rating_of_school, urn, authority)) return found;
    for (const auto& row : db.query(
             std::string{select_recommendations} + "WHERE r.authority = $1 AND r.urn = $2 ORDER BY r.id DESC",
             authority, urn))
        found.push_back(read_recommendation(row));
    return found;
}

std::vector<Recommendation> open_recommendations(storage::Reader& db, const access::Viewer& viewer) {
    std::vector<Recommendation> found;
    for (const auto& row :
         db.query(std::string{select_recommendations} + "WHERE r.authority = $1 AND NOT EXISTS (SELECT 1 "
                                                        "FROM recommendation later WHERE later.urn = r.urn "
                                                        "AND later.authority = r.authority AND later.id > "
                                                        "r.id) AND NOT EXISTS (SELECT 1 FROM decision d "
                                                        "WHERE d.urn = r.urn AND d.authority = r.authority "
                                                        "AND d.decided_at >= r.made_at) ORDER BY r.urn, r.id",
                  viewer.authority())) {
        if (viewer.may(Permission::rating_of_school, row.urn(1), viewer.authority()))
            found.push_back(read_recommendation(row));
    }
    return found;
}

}
