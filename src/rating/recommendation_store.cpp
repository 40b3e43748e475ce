// Advisers' recommendations to the board.
#include <fmt/format.h>

#include "access/viewer.hpp"
#include "platform/storage/seals.hpp"
#include "rating/board.hpp"
#include "rating/board_store.hpp"

namespace tarn::rating {
namespace {

using access::Permission;

constexpr std::string_view select_recommendations =
    "SELECT r.id, r.urn, r.meeting_id, r.level, r.reason, r.proposed_level, r.made_by, p.name, r.made_at, "
    "m.title FROM recommendation r JOIN person p ON p.id = r.made_by LEFT JOIN meeting m ON m.id = "
    "r.meeting_id ";

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
    if (!row.is_null(9)) r.meeting_title = row.string(9);
    return r;
}

}

Result<RecommendationId> recommend(storage::Writer& db, const access::Viewer& viewer,
                                   const NewRecommendation& wanted, Instant now) {
    if (!viewer.may(Permission::recommend_level, wanted.urn, wanted.authority))
        return Error{"You can only recommend levels for schools in your own caseload.", {}};
    if (wanted.level == Level::not_enough_evidence) return Error{"Choose Green, Amber or Red.", {}};
    if (wanted.reason.find_first_not_of(" \t\r\n") == std::string::npos)
        return Error{"Enter why you recommend this level.", {}};
    if (wanted.meeting) {
        const auto found = board_meetings.record().without_viewer(
            db, "id = $1 AND kind = 'board' AND authority = $2", *wanted.meeting, viewer.authority());
        if (found.empty()) return Error{"There is no board meeting at this address.", {}};
        const Meeting& meeting = found.front();
        const Date today{std::chrono::floor<std::chrono::days>(now)};
        if (!is_open(meeting) || today > meeting.recommendations_by)
            return Error{
                fmt::format("Recommendations for this meeting closed on {}. Tell the chair of the board.",
                            meeting.recommendations_by.display()),
                {}};
    }
    return storage::insert_sealed<RecommendationId>(
        db, "recommendation",
        "INSERT INTO recommendation (authority, urn, meeting_id, level, reason, proposed_level, made_by, "
        "made_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        wanted.authority, wanted.urn, wanted.meeting, level_codes.code(wanted.level), wanted.reason,
        level_codes.code(wanted.proposed), viewer.person(), now);
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

namespace {

storage::Rows open_rows(storage::Reader& db, AuthorityCode authority, std::optional<Urn> urn) {
    kit::Sql sql{std::string{select_recommendations} + "WHERE r.authority = $1 ", authority};
    if (urn) sql += kit::Sql{"AND r.urn = $1 ", *urn};
    sql +=
        "AND NOT EXISTS (SELECT 1 FROM recommendation later WHERE later.urn = r.urn "
        "AND later.authority = r.authority AND later.id > r.id) "
        "AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.urn = r.urn AND d.authority = r.authority "
        "AND d.decided_at >= r.made_at) ORDER BY r.urn, r.id";
    return kit::query(db, sql);
}

}

std::vector<Recommendation> open_recommendations(storage::Reader& db, const access::Viewer& viewer,
                                                 std::optional<Urn> urn) {
    std::vector<Recommendation> found;
    for (const auto& row : open_rows(db, viewer.authority(), urn))
        if (viewer.may(Permission::rating_of_school, row.urn(1), viewer.authority()))
            found.push_back(read_recommendation(row));
    return found;
}

std::shared_ptr<const OpenRecommendations> OpenRecommendations::read(storage::Reader& db,
                                                                     AuthorityCode authority) {
    auto found = std::make_shared<OpenRecommendations>();
    found->authority_ = authority;
    for (const auto& row : open_rows(db, authority, {})) found->by_urn_.push_back(read_recommendation(row));
    return found;
}

std::int64_t OpenRecommendations::generation(storage::Reader& db) {
    return storage::changes(db, "recommendation") + storage::changes(db, "decision") +
           storage::changes(db, "person") + storage::changes(db, "meeting");
}

const Recommendation* OpenRecommendations::of(const access::Viewer& viewer, Urn school) const {
    if (!viewer.may(Permission::rating_of_school, school, authority_)) return nullptr;
    const auto at = std::ranges::lower_bound(by_urn_, school, {}, &Recommendation::urn);
    return at != by_urn_.end() && at->urn == school ? &*at : nullptr;
}

}
