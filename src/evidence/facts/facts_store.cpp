#include <algorithm>
#include <fmt/format.h>

#include "access/viewer.hpp"
#include "base/text.hpp"
#include "evidence/evidence.hpp"
#include "evidence/facts/facts.hpp"
#include "platform/storage/seals.hpp"
#include "schools/schools.hpp"

namespace tarn::evidence {
namespace {

using access::Permission;
using access::Viewer;

constexpr std::string_view select_facts =
    "SELECT f.id, f.authority, f.urn, f.kind, f.began_on, f.known_on, f.source, f.detail, p.name, "
    "f.entered_at, "
    "f.ended_on, f.end_known_on, f.end_reason FROM school_fact f JOIN person p ON p.id = f.entered_by ";

Fact read_fact(const storage::Row& row) {
    Fact fact;
    fact.id = row.id<FactId>(0);
    fact.authority = row.authority(1);
    fact.urn = row.urn(2);
    const auto kind = parse_fact_kind(row.text(3));
    if (!kind) throw storage::Failure("a fact of an unknown kind is stored");
    fact.kind = *kind;
    fact.began_on = row.date(4);
    fact.known_on = row.date(5);
    fact.source = row.string(6);
    fact.detail = row.string(7);
    fact.entered_by = row.string(8);
    fact.entered_at = row.instant(9);
    fact.ended_on = row.maybe_date(10);
    fact.end_known_on = row.maybe_date(11);
    fact.end_reason = row.maybe_string(12).value_or("");
    return fact;
}

/// In the order in which days are entered, so that the first thing wrong is the one told.
std::optional<Error> objection_to_end(const FactEnd& end, Date began_on, Date fact_known_on,
                                      Date end_known_on, Date today) {
    if (end.last_day < began_on) return Error{"The last day must not be before the first.", {}};
    if (end.last_day > today) return Error{"The last day must not be in the future.", {}};
    if (end_known_on > today) return Error{"The day its end was known must not be in the future.", {}};
    if (end_known_on < fact_known_on)
        return Error{"The day its end was known must not be before the day it was known itself.", {}};
    if (blank(end.reason)) return Error{"Enter why it is no longer so.", {}};
    return std::nullopt;
}

Date end_known_on(const NewFact& fact) {
    return fact.end->known_on.value_or(std::max(fact.end->last_day, fact.known_on));
}

void store_end(storage::Writer& db, const Viewer& viewer, FactId id, const FactEnd& end, Date known_on) {
    const auto update = [&] {
        db.execute(
            "UPDATE school_fact SET ended_on = $1, end_known_on = $2, end_reason = $3, ended_by = $4 "
            "WHERE id = $5 AND ended_on IS NULL",
            end.last_day, known_on, end.reason, viewer.person(), id);
    };
    storage::change(db, "school_fact", "id = $1", update, id);
}

std::optional<Error> overlap(storage::Reader& db, const schools::School& school, const NewFact& fact) {
    constexpr std::string_view overlapping =
        "SELECT COUNT(*) FROM school_fact WHERE authority = $1 AND urn = $2 AND kind = $3 AND "
        "(ended_on IS NULL OR ended_on >= $4) AND began_on <= $5";
    const Date open_ended = *Date::of(9999, 12, 31);
    if (db.count(overlapping, school.authority, school.urn, fact_code(fact.kind), fact.began_on,
                 fact.end ? fact.end->last_day : open_ended) == 0)
        return std::nullopt;
    return Error{fmt::format("{} is already recorded for {} on {}.", fact_title(fact.kind), school.name,
                             fact.end ? "one of those days" : "that day or a later one"),
                 {}};
}

std::optional<Error> objection(storage::Reader& db, const Viewer& viewer, const schools::School& school,
                               const NewFact& fact, Date today) {
    if (!viewer.may(Permission::facts_write, school.urn, school.authority))
        return Error{"You record facts on the schools of your own caseload or authority only.", {}};
    if (!is_typed(fact.kind))
        return Error{"A vacancy follows from the posts that are recorded. End the post instead.", {}};
    if (maintained_only(fact.kind) && !school.maintained())
        return Error{fmt::format("{} is not a maintained school: this power does not reach it.", school.name),
                     {}};
    if (blank(fact.source)) return Error{"Enter the letter, report or minute that says so.", {}};
    if (fact.began_on.year() < 1900) return Error{"The first day must not be before 1900.", {}};
    if (fact.began_on > today) return Error{"The first day must not be in the future.", {}};
    if (fact.known_on > today) return Error{"The day it was known must not be in the future.", {}};
    if (fact.known_on < fact.began_on)
        return Error{"The day it was known must not be before its first day.", {}};
    if (fact.end)
        if (auto why = objection_to_end(*fact.end, fact.began_on, fact.known_on, end_known_on(fact), today))
            return why;
    return overlap(db, school, fact);
}

}

bool Fact::holds_on(Date day) const {
    return known_on <= day && began_on <= day && (!ended_on || day <= *ended_on || day < *end_known_on);
}

Result<FactId> add_fact(storage::Writer& db, const Viewer& viewer, const schools::School& school,
                        const NewFact& fact, Instant now) {
    if (auto why = objection(db, viewer, school, fact, day_of(now))) return *why;
    const auto id = storage::insert_sealed<FactId>(
        db, "school_fact",
        "INSERT INTO school_fact (authority, urn, kind, began_on, known_on, source, detail, entered_by, "
        "entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        school.authority, school.urn, fact_code(fact.kind), fact.began_on, fact.known_on, fact.source,
        fact.detail, viewer.person(), now);
    if (fact.end) store_end(db, viewer, id, *fact.end, end_known_on(fact));
    return id;
}

Outcome end_fact(storage::Writer& db, const Viewer& viewer, FactId id, const FactEnd& end, Instant now) {
    const auto fact = find_fact(db, viewer, id);
    if (!fact) return Error{"There is no such fact.", {}};
    if (!viewer.may(Permission::facts_write, fact->urn, fact->authority))
        return Error{"You record facts on the schools of your own caseload or authority only.", {}};
    if (fact->ended_on) return Error{"This was already ended.", {}};
    const Date today = day_of(now), known_on = end.known_on.value_or(today);
    if (auto why = objection_to_end(end, fact->began_on, fact->known_on, known_on, today)) return *why;
    store_end(db, viewer, id, end, known_on);
    return Done{};
}

std::vector<Fact> facts_of(storage::Reader& db, const Viewer& viewer, Urn urn, AuthorityCode authority) {
    std::vector<Fact> facts;
    if (!viewer.may(Permission::rating_of_school, urn, authority)) return facts;
    for (const auto& row :
         db.query(std::string{select_facts} + "WHERE f.authority = $1 AND f.urn = $2 ORDER BY "
                                              "f.began_on COLLATE \"C\" DESC, f.id DESC",
                  authority, urn))
        facts.push_back(read_fact(row));
    return facts;
}

std::optional<Fact> find_fact(storage::Reader& db, const Viewer& viewer, FactId id) {
    auto fact = db.first(std::string{select_facts} + "WHERE f.id = $1", read_fact, id);
    if (fact && !viewer.may(Permission::rating_of_school, fact->urn, fact->authority)) fact.reset();
    return fact;
}

std::vector<Fact> recorded_facts(storage::Reader& db, AuthorityCode authority) {
    std::vector<Fact> facts;
    for (const auto& row :
         db.query(std::string{select_facts} + "WHERE f.authority = $1 ORDER BY f.urn, f.id", authority))
        facts.push_back(read_fact(row));
    return facts;
}

std::int64_t facts_generation(storage::Reader& db, AuthorityCode authority) {
    return db.count("SELECT COUNT(*) + COUNT(ended_on) FROM school_fact WHERE authority = $1", authority);
}

std::vector<std::string> verify_entered(storage::Reader& db) {
    std::vector<std::string> faults;
    for (const auto& [table, what] : {std::pair{"soft_note", "note"}, std::pair{"school_fact", "fact"}})
        for (const auto& row :
             db.query(fmt::format("SELECT id, urn FROM {} t WHERE NOT EXISTS (SELECT 1 FROM "
                                  "school_version v WHERE v.urn = t.urn) ORDER BY id",
                                  table)))
            faults.push_back(fmt::format("{} {} names school {}, which no register knows", what,
                                         row.integer(0), row.integer(1)));
    for (const auto& row : db.query("SELECT id, kind, began_on, ended_on FROM school_fact ORDER BY id")) {
        if (!parse_fact_kind(row.text(1)))
            faults.push_back(fmt::format("fact {} is of an unknown kind", row.integer(0)));
        if (!row.is_null(3) && row.date(3) < row.date(2))
            faults.push_back(fmt::format("fact {} ends before it begins", row.integer(0)));
    }
    return faults;
}

}
