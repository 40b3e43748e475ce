// Decided levels: each row supersedes the one before it, so the chain of a school is its history.
#include <algorithm>
#include <fmt/format.h>

#include "access/viewer.hpp"
#include "feature_kit/stored.hpp"
#include "platform/storage/seals.hpp"
#include "rating/board.hpp"
#include "rating/board_store.hpp"
#include "rating/figure_queries.hpp"

namespace tarn::rating {
namespace {

using access::Permission;

constexpr std::string_view select_decisions =
    "SELECT d.id, d.authority, d.urn, d.meeting_id, d.kind, d.level, d.rationale, d.effective_on, "
    "d.review_on, "
    "d.proposed_level, d.scheme, d.trigger_code, d.evidence, d.agenda_reasons, p.name, d.decided_at "
    "FROM decision d LEFT JOIN person p ON p.id = d.decided_by ";

DecisionKind read_kind(std::string_view code) {
    const auto kind = decision_kinds.parse(code);
    if (!kind) throw storage::Failure("a decision of an unknown kind is stored");
    return *kind;
}

Decision read_decision(const storage::Row& row) {
    Decision d;
    d.id = row.id<DecisionId>(0);
    d.authority = row.authority(1);
    d.urn = row.urn(2);
    if (!row.is_null(3)) d.meeting = row.id<MeetingId>(3);
    d.kind = read_kind(row.text(4));
    d.level = stored_level(row.text(5));
    d.rationale = row.string(6);
    d.effective_on = row.date(7);
    d.review_on = row.maybe_date(8);
    if (!row.is_null(9)) d.proposed = stored_level(row.text(9));
    d.scheme = row.string(10);
    d.trigger = row.string(11);
    d.evidence = row.string(12);
    d.agenda_reasons = row.string(13);
    d.decided_by = row.maybe_string(14).value_or("");
    d.decided_at = row.instant(15);
    return d;
}

/// The decision as the viewer may know it. What was proposed can tell of the board's own notes, by being
/// there or not; no note can be a critical trigger.
Decision told_to(const access::Viewer& viewer, Decision d) {
    if (viewer.may(Permission::board_read)) return d;
    if (d.kind != DecisionKind::imported) d.kind = DecisionKind::decided;
    d.proposed.reset();
    d.evidence.clear();
    d.agenda_reasons.clear();
    return d;
}

std::optional<Decision> newest(storage::Reader& db, AuthorityCode authority, Urn urn) {
    return db.first(
        std::string{select_decisions} + "WHERE d.authority = $1 AND d.urn = $2 ORDER BY d.id DESC LIMIT 1",
        read_decision, authority, urn);
}

std::optional<Error> objection(const access::Viewer& viewer, const NewDecision& wanted,
                               const std::optional<Meeting>& meeting, Date today) {
    if (!viewer.may(Permission::board_decide) || wanted.authority != viewer.authority())
        return Error{"Only a member of the challenge board decides levels.", {}};
    if (!meeting) return Error{"There is no board meeting at this address.", {}};
    if (const auto may = may_record_decision(viewer, *meeting, today); !may) return may.error();
    if (wanted.level == Level::not_enough_evidence) return Error{"Choose Green, Amber or Red.", {}, "level"};
    if (wanted.rationale.find_first_not_of(" \t\r\n") == std::string::npos)
        return Error{"Enter the board's rationale. The school will read it.", {}, "rationale"};
    if (wanted.review_on && *wanted.review_on <= meeting->held_on)
        return Error{"The review date must be after the meeting.", {}, "review_on"};
    return std::nullopt;
}

DecisionId store(storage::Writer& db, const NewDecision& wanted, const Meeting& meeting, PersonId by,
                 const std::optional<Decision>& current, Instant now) {
    const bool agreed = wanted.proposed && *wanted.proposed == wanted.level;
    return storage::insert_sealed<DecisionId>(
        db, "decision",
        "INSERT INTO decision (authority, urn, meeting_id, kind, level, rationale, effective_on, review_on, "
        "proposed_level, scheme, trigger_code, evidence, agenda_reasons, decided_by, decided_at, supersedes) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id",
        wanted.authority, wanted.urn, meeting.id,
        decision_kinds.code(agreed ? DecisionKind::agreed : DecisionKind::changed),
        level_codes.code(wanted.level), wanted.rationale, meeting.held_on, wanted.review_on,
        wanted.proposed ? std::optional{level_codes.code(*wanted.proposed)} : std::nullopt, wanted.scheme,
        wanted.trigger, wanted.evidence, wanted.agenda_reasons, by, now,
        current ? std::optional{current->id} : std::nullopt);
}

}

Level stored_level(std::string_view code) {
    const auto level = level_codes.parse(code);
    if (!level) throw storage::Failure("an unknown level is stored");
    return *level;
}

std::variant<DecisionId, Refusal> decide(storage::Writer& db, const access::Viewer& viewer,
                                         const NewDecision& wanted, Instant now) {
    const auto meeting = board_meetings.find(db, viewer, wanted.meeting);
    if (auto why = objection(viewer, wanted, meeting, day_of(now))) return Refusal{*why, {}};
    const auto current = newest(db, wanted.authority, wanted.urn);
    // Before anything else: no comparing and sending again helps against a later level.
    if (current && current->effective_on > meeting->held_on)
        return Refusal{{fmt::format("The school already has a level from {}, after this meeting.",
                                    current->effective_on.display()),
                        {},
                        "level"},
                       {}};
    if ((current ? current->id : DecisionId{}) != wanted.seen && current)
        return Refusal{{"Another board member has just decided this school's level. Your entry is below. "
                        "Compare it with theirs before you send it.",
                        {},
                        "level"},
                       current};
    return store(db, wanted, *meeting, viewer.person(), current, now);
}

Result<DecisionId> import_level(storage::Writer& db, AuthorityCode authority, std::optional<PersonId> by,
                                const HeldLevel& held, Instant now) {
    if (held.level == Level::not_enough_evidence)
        return Error{"The level must be green, amber or red.", {}, "level"};
    if (held.reason.find_first_not_of(" \t\r\n") == std::string::npos)
        return Error{"The reason is empty.", {}, "reason"};
    if (held.effective_on.year() < 1900) return Error{"The level cannot begin before 1900.", {}, "date"};
    // In England it may be a day later than in UTC.
    if (held.effective_on > Date{std::chrono::floor<std::chrono::days>(now)} + 1)
        return Error{"A level held before cannot begin in the future.", {}, "date"};
    if (held.review_on && *held.review_on <= held.effective_on)
        return Error{"The review date must be after the level's date.", {}, "review"};
    const auto current = newest(db, authority, held.urn);
    if (current && current->effective_on >= held.effective_on)
        return Error{fmt::format("The school already has a level from {}.", current->effective_on.display()),
                     {},
                     "date"};
    return storage::insert_sealed<DecisionId>(
        db, "decision",
        "INSERT INTO decision (authority, urn, kind, level, rationale, effective_on, review_on, decided_by, "
        "decided_at, "
        "supersedes) VALUES ($1, $2, 'imported', $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        authority, held.urn, level_codes.code(held.level), held.reason, held.effective_on, held.review_on, by,
        now, current ? std::optional{current->id} : std::nullopt);
}

std::vector<Decision> decided_levels(storage::Reader& db, const access::Viewer& viewer, Date day) {
    std::vector<Decision> levels;
    for (const auto& row :
         db.query(std::string{select_decisions} + "WHERE d.authority = $1 AND d.effective_on <= $2 "
                                                  "ORDER BY d.urn, d.effective_on, d.id",
                  viewer.authority(), day)) {
        if (!viewer.may(Permission::level_of_school, row.urn(2), row.authority(1))) continue;
        if (!levels.empty() && levels.back().urn == row.urn(2)) levels.pop_back();
        levels.push_back(told_to(viewer, read_decision(row)));
    }
    return levels;
}

std::int64_t DecidedLevels::generation(storage::Reader& db) {
    return storage::changes(db, "decision");
}

std::shared_ptr<const DecidedLevels> DecidedLevels::read(storage::Reader& db, AuthorityCode authority,
                                                         Date day) {
    auto found = std::make_shared<DecidedLevels>();
    found->authority_ = authority;
    auto& levels = found->levels_;
    for (const auto& row :
         db.query("SELECT id, authority, urn, meeting_id, kind, level, rationale, effective_on, review_on, "
                  "proposed_level, scheme, trigger_code, '', agenda_reasons, NULL, decided_at "
                  "FROM decision WHERE authority = $1 AND effective_on <= $2 ORDER BY urn, effective_on, id",
                  authority, day)) {
        if (!levels.empty() && levels.back().urn == row.urn(2)) levels.pop_back();
        levels.push_back(read_decision(row));
    }
    for (const Decision& level : levels) found->told_.push_back(told_to({}, level));
    return found;
}

const Decision* DecidedLevels::newest(std::span<const Decision> levels, Urn urn) {
    const auto at = std::lower_bound(levels.begin(), levels.end(), urn,
                                     [](const Decision& d, Urn wanted) { return d.urn < wanted; });
    return at != levels.end() && at->urn == urn ? &*at : nullptr;
}

const Decision* DecidedLevels::of(const access::Viewer& viewer, Urn school,
                                  const std::function<std::vector<Urn>()>& earlier) const {
    if (!viewer.may(Permission::level_of_school, school, authority_)) return nullptr;
    return inherited(viewer.may(Permission::board_read) ? levels_ : told_, school, earlier);
}

std::optional<Level> DecidedLevels::counted(const access::Viewer& viewer, Urn school,
                                            const std::function<std::vector<Urn>()>& earlier) const {
    if (!viewer.may(Permission::level_counts) || viewer.authority() != authority_) return std::nullopt;
    const Decision* found = inherited(told_, school, earlier);
    return found ? std::optional{found->level} : std::nullopt;
}

const Decision* DecidedLevels::inherited(std::span<const Decision> levels, Urn school,
                                         const std::function<std::vector<Urn>()>& earlier) {
    const Decision* found = newest(levels, school);
    if (found) return found;
    for (const Urn urn : earlier()) {
        const Decision* before = newest(levels, urn);
        if (before && (!found || std::pair{found->effective_on, found->id} <
                                     std::pair{before->effective_on, before->id}))
            found = before;
    }
    return found;
}

std::optional<Decision> decided_level(storage::Reader& db, const access::Viewer& viewer, Urn urn,
                                      AuthorityCode authority, Date day) {
    if (!viewer.may(Permission::level_of_school, urn, authority)) return std::nullopt;
    return db.first(
        std::string{select_decisions} +
            "WHERE d.authority = $1 AND d.urn = $2 AND d.effective_on <= $3 "
            "ORDER BY d.effective_on DESC, d.id DESC LIMIT 1",
        [&](const storage::Row& row) { return told_to(viewer, read_decision(row)); }, authority, urn, day);
}

std::vector<Decision> decision_history(storage::Reader& db, const access::Viewer& viewer,
                                       std::span<const Urn> urns, AuthorityCode authority) {
    std::vector<Decision> history;
    if (urns.empty() || !viewer.may(Permission::level_of_school, urns.front(), authority)) return history;
    for (const auto urn : urns)
        for (const auto& row :
             db.query(std::string{select_decisions} + "WHERE d.authority = $1 AND d.urn = $2 ORDER BY d.id",
                      authority, urn))
            history.push_back(told_to(viewer, read_decision(row)));
    std::sort(history.begin(), history.end(), [](const Decision& a, const Decision& b) {
        return std::pair{a.effective_on, a.id} > std::pair{b.effective_on, b.id};
    });
    return history;
}

Date evidence_day(storage::Reader& db, const Decision& decision) {
    if (!decision.meeting) return decision.effective_on;
    return db
        .first(
            "SELECT evidence_as_at FROM board_meeting WHERE meeting = $1",
            [](const storage::Row& row) { return row.date(0); }, *decision.meeting)
        .value_or(decision.effective_on);
}

std::vector<Decision> decisions_of_meeting(storage::Reader& db, const access::Viewer& viewer, MeetingId id) {
    std::vector<Decision> decisions;
    if (!viewer.may(Permission::board_read)) return decisions;
    for (const auto& row :
         db.query(std::string{select_decisions} + "WHERE d.authority = $1 AND d.meeting_id = $2 "
                                                  "ORDER BY d.urn, d.id",
                  viewer.authority(), id))
        decisions.push_back(read_decision(row));
    return decisions;
}

kit::Stored stored() {
    return {
        .records = {&figure_queries, &quorums},
        .checks = {{"decided levels", verify_board}, {"figures said to be wrong", verify_figure_queries}},
        .kept = {{"decision",
                  "Who decided which level of a school, and why, is the authority's record. A later decision "
                  "builds on an earlier one."},
                 {"recommendation", "What the board was told before it decided is part of the decision."},
                 {"board_quorum", "Which quorum counted for a meeting is part of its record."},
                 {"board_pack", "What the board had before it is part of the decision."}}};
}

std::vector<std::string> verify_board(storage::Reader& db) {
    auto faults = kit::verify_meetings(db);
    for (const auto& row :
         db.query("SELECT m.id FROM meeting m LEFT JOIN board_meeting b ON b.meeting = m.id "
                  "WHERE m.kind = 'board' AND (b.meeting IS NULL OR b.recommendations_by > m.held_on) ORDER "
                  "BY m.id"))
        faults.push_back(fmt::format("meeting {} of the board lacks the days before it, or has them after it",
                                     row.integer(0)));
    for (const auto& row :
         db.query("SELECT d.id, d.urn FROM decision d JOIN decision before ON before.id = d.supersedes "
                  "WHERE before.urn <> d.urn OR before.authority <> d.authority "
                  "OR before.effective_on > d.effective_on OR before.id >= d.id ORDER BY d.id"))
        faults.push_back(fmt::format("decision {} on school {} supersedes a decision that it cannot follow",
                                     row.integer(0), row.integer(1)));
    for (const auto& row :
         db.query("SELECT d.id, d.urn FROM decision d JOIN meeting m ON m.id = d.meeting_id "
                  "WHERE m.authority <> d.authority OR m.kind <> 'board' ORDER BY d.id"))
        faults.push_back(fmt::format("decision {} on school {} belongs to another authority's meeting",
                                     row.integer(0), row.integer(1)));
    return faults;
}

}
