#include <algorithm>
#include <fmt/format.h>

#include "base/text.hpp"
#include "evidence/comparing/comparators.hpp"
#include "evidence/evidence.hpp"
#include "evidence/facts/facts.hpp"
#include "evidence/notes/notes.hpp"
#include "feature_kit/stored.hpp"
#include "platform/storage/seals.hpp"
#include "schools/schools.hpp"

namespace tarn::evidence {
namespace {

using access::Permission;
using access::Viewer;

std::optional<Error> objection_to_end(const Fact& fact, Date today) {
    if (!fact.ended_on) return std::nullopt;
    if (*fact.ended_on > today) return Error{"The last day must not be in the future.", {}, "ended_on"};
    if (*fact.end_known_on > today)
        return Error{"The day its end was known must not be in the future.", {}, "end_known_on"};
    if (blank(fact.end_reason)) return Error{"Enter why it has ended.", {}, "end_reason"};
    return std::nullopt;
}

std::optional<Error> objection(const schools::School& school, const Fact& fact, Date today) {
    if (!is_typed(fact.kind))
        return Error{"A vacancy follows from the posts that are recorded. End the post instead.", {}, "kind"};
    if (maintained_only(fact.kind) && !school.maintained())
        return Error{
            fmt::format("{} is not a maintained school, so the authority cannot give it this notice.",
                        school.name),
            {},
            "kind"};
    if (fact.began_on.year() < 1900) return Error{"The first day must not be before 1900.", {}, "began_on"};
    if (fact.began_on > today) return Error{"The first day must not be in the future.", {}, "began_on"};
    if (fact.known_on > today)
        return Error{"The day it was known must not be in the future.", {}, "known_on"};
    if (fact.known_on < fact.began_on)
        return Error{"The day it was known must not be before its first day.", {}, "known_on"};
    return objection_to_end(fact, today);
}

}

const kit::Record<Fact> facts = [] {
    using namespace kit;
    return Record<Fact>{
        "school_fact",
        "A fact that the authority records of a school",
        {key("id", &Fact::id), owner("authority", &Fact::authority), school("urn", &Fact::urn),
         coded("kind", &Fact::kind, fact_kinds, "Fact"),
         date("began_on", &Fact::began_on, "Since", asks("First day it applies"), named("The first day"),
              hint("For example, the date of the notice: 3 3 2026")),
         date("known_on", &Fact::known_on, "Known"),
         text("source", &Fact::source, "Source", hint("For example, a letter, report or minutes"),
              required("Enter the letter, report or minute that says so")),
         text("detail", &Fact::detail, "What it says", lines(5),
              hint("For a warning notice, enter the concerns, the action needed and the deadline")),
         date("ended_on", &Fact::ended_on, "Last day", asks("Last day it applied, if it has ended"),
              named("The last day"),
              hint("Leave empty while it applies. The end counts from this day, or from the day the "
                   "authority knew of it, if later.")),
         date("end_known_on", &Fact::end_known_on, "End known", asks("When did the authority know?"),
              named("The day its end was known"),
              hint("Ratings before this day still count it. Leave empty for today.")),
         text("end_reason", &Fact::end_reason, "Why it ended", asks("Why has it ended?")),
         person("entered_by", &Fact::entered_by),
         person_name("entered_by", &Fact::entered_by_name, "Entered by"),
         instant("entered_at", &Fact::entered_at, "Entered"), person("ended_by", &Fact::ended_by),
         date("withdrawn_on", &Fact::withdrawn_on, "Withdrawn on"),
         text("withdrawn_reason", &Fact::withdrawn_reason, "Why it was withdrawn",
              asks("What was wrong with it?")),
         person("withdrawn_by", &Fact::withdrawn_by)},
        called("fact"),
        seen_with(Permission::rating_of_school),
        written_with(Permission::facts_write,
                     "You can only record facts about schools in your own caseload or authority."),
        kept_after(latest_of("ended_on", "end_known_on", "entered_at"))};
}();

const kit::Dated<Fact> fact_days{facts,
                                 {"authority", "urn", "kind"},
                                 "This is already recorded for one of those days.",
                                 {.from = "began_on",
                                  .to = "ended_on",
                                  .recorded = "known_on",
                                  .end_recorded = "end_known_on",
                                  .withdrawn = "withdrawn_on"}};

bool Fact::holds_on(Date day) const {
    return fact_days.span(*this).in_force(day, day);
}

Result<FactId> add_fact(storage::Writer& db, const Viewer& viewer, const schools::School& school, Fact fact,
                        Instant now) {
    fact.urn = school.urn;
    fact.authority = school.authority;
    fact.entered_by = viewer.person();
    fact.entered_at = now;
    if (fact.ended_on) {
        fact.ended_by = viewer.person();
        if (!fact.end_known_on) fact.end_known_on = std::max(*fact.ended_on, fact.known_on);
    }
    if (auto why = objection(school, fact, day_of(now))) return *why;
    return fact_days.begin(db, viewer, fact);
}

Outcome end_fact(storage::Writer& db, const Viewer& viewer, FactId id, const FactEnd& end, Instant now) {
    auto fact = facts.find(db, viewer, id);
    if (!fact) return Error{"There is no such fact.", {}};
    if (fact->ended_on) return Error{"This was already ended.", {}};
    fact->ended_on = end.last_day;
    fact->end_known_on = end.known_on.value_or(day_of(now));
    fact->end_reason = end.reason;
    fact->ended_by = viewer.person();
    if (auto why = objection_to_end(*fact, day_of(now))) return *why;
    return fact_days.end(db, viewer, *fact, {&Fact::end_reason, &Fact::ended_by});
}

Outcome withdraw_fact(storage::Writer& db, const Viewer& viewer, FactId id, const std::string& reason,
                      Instant now) {
    auto fact = facts.find(db, viewer, id);
    if (!fact) return Error{"There is no such fact.", {}};
    if (blank(reason)) return Error{"Enter what was wrong with it.", {}, "withdrawn_reason"};
    fact->withdrawn_reason = reason;
    fact->withdrawn_by = viewer.person();
    return fact_days.withdraw(db, viewer, *fact, day_of(now), {&Fact::withdrawn_reason, &Fact::withdrawn_by});
}

std::vector<Fact> facts_of(storage::Reader& db, const Viewer& viewer, Urn urn, AuthorityCode authority) {
    return facts.where(db, viewer,
                       "authority = $1 AND urn = $2 ORDER BY began_on COLLATE \"C\" DESC, id DESC", authority,
                       urn);
}

std::vector<Fact> recorded_facts(storage::Reader& db, AuthorityCode authority) {
    return facts.without_viewer(db, "authority = $1 ORDER BY urn, id", authority);
}

std::vector<Fact> facts_since(storage::Reader& db, AuthorityCode authority, Date day) {
    return facts.without_viewer(
        db,
        "authority = $1 AND (substr(entered_at, 1, 10) >= $2 OR end_known_on >= $2 OR "
        "withdrawn_on >= $2) ORDER BY urn, id",
        authority, day);
}

std::int64_t facts_generation(storage::Reader& db) {
    return storage::changes(db, "school_fact");
}

kit::Stored stored() {
    return {.records = {&notes, &facts, &comparator_records},
            .checks = {{"published figures", verify},
                       {"recorded facts by day", [](storage::Reader& db) { return fact_days.verify(db); }}},
            .retention = {unverified_notes(),
                          {.name = "upload",
                           .table = "upload",
                           .title = "Uploaded files that were not imported",
                           .counted_from = "substr(upload.uploaded_at, 1, 10)"}},
            .kept = {{"evidence_release", "Who imported a file answers for what it says."}}};
}

}
