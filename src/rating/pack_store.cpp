#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "access/viewer.hpp"
#include "platform/storage/seals.hpp"
#include "rating/brief.hpp"
#include "rating/packs.hpp"

namespace tarn::rating {
namespace {

using nlohmann::json;

constexpr std::size_t most_reasons = 5;
constexpr std::string_view select_packs =
    "SELECT k.id, k.meeting_id, k.school_count, p.name, k.made_at FROM board_pack k JOIN person p ON p.id = "
    "k.made_by ";

Pack read_pack(const storage::Row& row) {
    return {row.id<PackId>(0), row.id<MeetingId>(1), row.integer(2), row.string(3), row.instant(4)};
}

PackSchool school_of(const Agenda& agenda, const AgendaItem& item) {
    PackSchool school{.urn = item.line.school->urn,
                      .name = std::string{item.line.school->name},
                      .phase = std::string{analytics::phase_title(item.line.school->phase)},
                      .why = reasons_text(item),
                      .adviser = {},
                      .rationale = {}};
    if (const auto* proposal = item.line.proposal) {
        school.proposed = proposal->level;
        school.reasons = grounds(*agenda.lines.run, *proposal, most_reasons, true);
    }
    if (item.line.decided) school.decided = item.line.decided->level;
    if (item.taken) {
        school.decided = item.taken->level;
        school.rationale = item.taken->rationale;
    }
    if (const auto& made = item.line.recommended)
        school.adviser =
            fmt::format("{} recommends {}{}: {}", made->made_by_name, level_codes.title(made->level),
                        made_before(*made, agenda.meeting.id), made->reason);
    return school;
}

json to_json(const std::vector<PackSchool>& schools) {
    json list = json::array();
    for (const auto& s : schools)
        list.push_back({{"urn", s.urn.value},
                        {"name", s.name},
                        {"phase", s.phase},
                        {"proposed", level_codes.code(s.proposed)},
                        {"decided", s.decided ? level_codes.code(*s.decided) : ""},
                        {"why", s.why},
                        {"reasons", s.reasons},
                        {"adviser", s.adviser},
                        {"rationale", s.rationale}});
    return list;
}

std::vector<PackSchool> schools_in(const json& list) {
    std::vector<PackSchool> schools;
    for (const json& s : list) {
        auto& school = schools.emplace_back();
        school.urn = {s.at("urn").get<std::int32_t>()};
        school.name = s.at("name");
        school.phase = s.at("phase");
        school.proposed =
            level_codes.parse(s.at("proposed").get<std::string>()).value_or(Level::not_enough_evidence);
        school.decided = level_codes.parse(s.at("decided").get<std::string>());
        school.why = s.at("why");
        school.reasons = s.at("reasons").get<std::vector<std::string>>();
        school.adviser = s.at("adviser");
        school.rationale = s.at("rationale");
    }
    return schools;
}

Date day_in(const json& value) {
    return Date::parse_iso(value.get<std::string>()).value_or(Date{});
}

}

PackBody pack_of(const Agenda& agenda, const std::function<void(std::size_t, std::size_t)>& progress) {
    const auto& meeting = agenda.meeting;
    PackBody body{.title = meeting.title,
                  .held_on = meeting.held_on,
                  .evidence_as_at = meeting.evidence_as_at,
                  .recommendations_by = meeting.recommendations_by,
                  .closed = meeting.closed_at.has_value(),
                  .minutes = meeting.minutes,
                  .open = {},
                  .decided = {}};
    const std::size_t all = agenda.open.size() + agenda.decided.size();
    std::size_t written = 0;
    const auto write = [&](const std::vector<AgendaItem>& items, std::vector<PackSchool>& schools) {
        for (const auto& item : items) {
            schools.push_back(school_of(agenda, item));
            if (progress) progress(++written, all);
        }
    };
    write(agenda.open, body.open);
    write(agenda.decided, body.decided);
    return body;
}

std::string to_text(const PackBody& body) {
    return json{{"title", body.title},
                {"held_on", body.held_on.iso()},
                {"evidence_as_at", body.evidence_as_at.iso()},
                {"recommendations_by", body.recommendations_by.iso()},
                {"closed", body.closed},
                {"minutes", body.minutes},
                {"open", to_json(body.open)},
                {"decided", to_json(body.decided)}}
        .dump();
}

PackBody pack_from(std::string_view text) {
    try {
        const json parsed = json::parse(text);
        return {.title = parsed.at("title"),
                .held_on = day_in(parsed.at("held_on")),
                .evidence_as_at = day_in(parsed.at("evidence_as_at")),
                .recommendations_by = day_in(parsed.at("recommendations_by")),
                .closed = parsed.at("closed"),
                .minutes = parsed.at("minutes"),
                .open = schools_in(parsed.at("open")),
                .decided = schools_in(parsed.at("decided"))};
    } catch (const json::exception& broken) {
        throw storage::Failure(std::string{"a kept pack cannot be read: "} + broken.what());
    }
}

Result<PackId> keep_pack(storage::Writer& db, const access::Viewer& viewer, MeetingId meeting,
                         const PackBody& body, Instant now) {
    const auto found = board_meetings.find(db, viewer, meeting);
    if (!found) return Error{"There is no board meeting at this address.", {}};
    if (const auto may = may_prepare_pack(viewer, *found, day_of(now)); !may) return may.error();
    return storage::insert_sealed<PackId>(
        db, "board_pack",
        "INSERT INTO board_pack (meeting_id, school_count, body, made_by, made_at) VALUES ($1, $2, $3, $4, "
        "$5) "
        "RETURNING id",
        meeting, static_cast<std::int64_t>(body.open.size() + body.decided.size()), to_text(body),
        viewer.person(), now);
}

std::vector<Pack> packs_of(storage::Reader& db, const access::Viewer& viewer, MeetingId meeting) {
    std::vector<Pack> packs;
    if (!board_meetings.find(db, viewer, meeting)) return packs;
    for (const auto& row :
         db.query(std::string{select_packs} + "WHERE k.meeting_id = $1 ORDER BY k.id DESC", meeting))
        packs.push_back(read_pack(row));
    return packs;
}

std::optional<KeptPack> find_pack(storage::Reader& db, const access::Viewer& viewer, PackId id) {
    const auto pack = db.first(std::string{select_packs} + "WHERE k.id = $1", read_pack, id);
    if (!pack || !board_meetings.find(db, viewer, pack->meeting)) return std::nullopt;
    const auto body = db.first(
        "SELECT body FROM board_pack WHERE id = $1", [](const storage::Row& row) { return row.string(0); },
        id);
    return KeptPack{*pack, pack_from(*body)};
}

}
