#pragma once
// Facts of a school that the authority records itself, with the days from and to which they hold, the day
// they were known, their source and who entered them. Confidential: a Viewer sees those of schools whose
// rating they may see. The school itself neither reads nor enters them here.
#include "evidence/facts/facts_rules.hpp"
#include "feature_kit/dated.hpp"

namespace tarn::schools {
struct School;
}

namespace tarn::evidence {

using FactId = Id<struct FactTag>;

struct Fact {
    FactId id{};
    AuthorityCode authority{};
    Urn urn{};
    FactKind kind = FactKind::warning_notice;
    Date began_on{}, known_on{};
    std::string source{}, detail{};
    PersonId entered_by{};
    std::string entered_by_name{};
    Instant entered_at{};
    std::optional<Date> ended_on{};      ///< last day
    std::optional<Date> end_known_on{};  ///< a rating before this day still holds it to be so
    std::string end_reason{};
    std::optional<PersonId> ended_by{};
    std::optional<Date> withdrawn_on{};  ///< recorded by mistake: a rating before this day still uses it
    std::string withdrawn_reason{};
    std::optional<PersonId> withdrawn_by{};
    bool holds_on(Date day) const;
};
extern const kit::Record<Fact> facts;
extern const kit::Dated<Fact> fact_days;

/// Refused: a school out of scope, a kind that is concluded or does not reach academies, no source, days in
/// the future or in the wrong order, a fact of the kind that holds on one of its days. The end was known with
/// its last day or with the fact, whichever is later, unless it says otherwise.
Result<FactId> add_fact(storage::Writer& db, const access::Viewer& viewer, const schools::School& school,
                        Fact fact, Instant now);

struct FactEnd {
    Date last_day;
    std::string reason;
    std::optional<Date> known_on = {};  ///< the day the authority knew; empty: today
};
/// It was so until the last day; ratings before the day on which the end was known stand as they were.
Outcome end_fact(storage::Writer& db, const access::Viewer& viewer, FactId id, const FactEnd& end,
                 Instant now);

/// It was recorded by mistake. The row stays with the reason, ratings of days before too; another may be
/// recorded for its days.
Outcome withdraw_fact(storage::Writer& db, const access::Viewer& viewer, FactId id, const std::string& reason,
                      Instant now);

/// Those of a school, latest first, also ended and withdrawn ones.
std::vector<Fact> facts_of(storage::Reader& db, const access::Viewer& viewer, Urn urn,
                           AuthorityCode authority);
/// All that an authority records, for its proposals; no Viewer, since pages that show these are confidential
/// themselves. By URN, then key.
std::vector<Fact> recorded_facts(storage::Reader& db, AuthorityCode authority);
/// Those of them that were entered, ended or withdrawn on the day or later.
std::vector<Fact> facts_since(storage::Reader& db, AuthorityCode authority, Date day);
std::int64_t facts_generation(storage::Reader& db);  ///< rises with every entry, end, withdrawal or deletion

}
