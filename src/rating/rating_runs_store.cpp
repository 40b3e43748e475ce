#include <algorithm>
#include <fmt/format.h>
#include <functional>

#include "analytics/as_at.hpp"
#include "evidence/facts/facts.hpp"
#include "evidence/notes/note_facts.hpp"
#include "platform/storage/uncommitted.hpp"
#include "rating/rating_runs.hpp"

namespace tarn::rating {
namespace {

std::string measure_of(evidence::FactKind kind) {
    return fmt::format("fact.{}", evidence::fact_kinds.code(kind));
}

}

namespace {

void add_recorded(storage::Reader& db, AuthorityCode authority, Date as_at, std::vector<LocalFact>& facts) {
    for (const auto& fact : evidence::recorded_facts(db, authority))
        if (fact.known_on <= as_at)
            facts.push_back({.urn = fact.urn,
                             .measure = measure_of(fact.kind),
                             .from = fact.began_on,
                             .to = fact.ended_on,
                             .known_from = fact.known_on,
                             .severity = 1,
                             .source = fmt::format("{}; recorded by {}", fact.source, fact.entered_by_name),
                             .end_known_from = fact.end_known_on,
                             .withdrawn_on = fact.withdrawn_on});
}

void add_headships(storage::Reader& db, Date as_at, std::vector<LocalFact>& facts) {
    for (const auto& [headship, known_from] : schools::headships_as_known(db))
        if (known_from <= as_at)
            facts.push_back({.urn = headship.urn,
                             .measure = measure_of(evidence::FactKind::no_headteacher),
                             .from = headship.days.from,
                             .to = headship.days.to,
                             .known_from = known_from,
                             .severity = headship.held ? 0.0 : 1.0,
                             .source = "Posts as the authority records them",
                             .of_one_school = true});
}

}

std::vector<LocalFact> local_facts(storage::Reader& db, AuthorityCode authority, Date as_at, NotesFor whom) {
    std::vector<LocalFact> facts;
    add_recorded(db, authority, as_at, facts);
    add_headships(db, as_at, facts);
    for (const auto& note : evidence::note_facts(db, authority, as_at, whom))
        facts.push_back({.urn = note.urn,
                         .measure = fmt::format("soft.{}", evidence::note_categories.code(note.category)),
                         .from = note.from,
                         .to = note.to,
                         .known_from = note.known_from,
                         .severity = note.severity,
                         .source = fmt::format("Officer's note entered {}", note.known_from.display())});
    return facts;
}

Run rate(storage::Reader& db, const schools::Register& schools,
         std::shared_ptr<const analytics::Snapshot> snapshot, std::shared_ptr<const Scheme> scheme,
         std::optional<AuthorityCode> authority, Date as_at, NotesFor whom) {
    if (!authority)
        return propose(std::move(snapshot), std::move(scheme),
                       {.as_at = as_at, .authority = {}, .facts = {}, .calendars = &evidence::calendars()});
    const auto facts = local_facts(db, *authority, as_at, whom);
    const auto own = evidence::own_series(db, schools, *snapshot, *authority);
    return propose(std::move(snapshot), std::move(scheme),
                   {.as_at = as_at,
                    .authority = authority,
                    .facts = facts,
                    .own = own,
                    .calendars = &evidence::calendars()});
}

Runs::Runs(schools::Registers& registers, evidence::Snapshots& snapshots)
    : registers_(registers), snapshots_(snapshots), scheme_(default_scheme()) {}

Runs::Key Runs::key_of(storage::Reader& db, std::int64_t register_generation, AuthorityCode authority,
                       Date as_at, NotesFor whom) const {
    // Where the board keeps no note to itself there is one proposal, worked out once.
    if (!evidence::has_notes_of_board(db, authority)) whom = NotesFor::officers;
    return {evidence::generation(db),
            register_generation,
            evidence::notes_generation(db) + evidence::facts_generation(db) + schools::posts_generation(db),
            authority,
            as_at,
            whom};
}

std::shared_ptr<const std::map<Urn, Level>> Runs::levels_on(storage::Reader& db, AuthorityCode authority,
                                                            Date as_at, NotesFor whom) {
    const auto schools = registers_.current(db);
    const Key key = key_of(db, schools->generation(), authority, as_at, whom);
    const auto make = [&] {
        auto levels = std::make_shared<std::map<Urn, Level>>();
        const Run run =
            rate(db, *schools, snapshots_.in_passing(db, as_at), scheme_, authority, as_at, key.whom);
        for (const Proposal& proposal : run.proposals) levels->emplace(proposal.urn, proposal.level);
        return std::shared_ptr<const std::map<Urn, Level>>{std::move(levels)};
    };
    const auto make_where_changed = [&] {
        UnchangedKey same{key, local_facts(db, authority, as_at, key.whom)};
        same.but_entered.entered = 0;
        return levels_unchanged_.of(same, make);
    };
    if (!storage::uncommitted(db)) return levels_on_.of(key, make_where_changed);
    const auto known = levels_on_.known(key);
    return known ? known : make();
}

std::shared_ptr<const Run> Runs::of_authority(storage::Reader& db, AuthorityCode authority, Date as_at,
                                              NotesFor whom) {
    const auto schools = registers_.current(db);
    const Key key = key_of(db, schools->generation(), authority, as_at, whom);
    const auto make = [&] {
        return std::make_shared<const Run>(
            rate(db, *schools, snapshots_.current(db, as_at), scheme_, authority, as_at, key.whom));
    };
    if (!storage::uncommitted(db)) return held_.of(key, make);
    auto known = held_.known(key);
    return known ? known : make();
}

namespace {

// Days further back than these say little of a school now.
constexpr std::size_t days_tried = 6;

bool most_had_enough(const Run& run) {
    const auto lacking = std::count_if(run.proposals.begin(), run.proposals.end(), [](const Proposal& p) {
        return p.level == Level::not_enough_evidence;
    });
    return 2 * static_cast<std::size_t>(lacking) < run.proposals.size();
}

/// The last days on which a period known then still counted, newest first: evidence falls away on the day
/// after.
std::vector<Date> last_days(const Run& run) {
    std::vector<Date> days;
    for (const Indicator& indicator : run.scheme->indicators) {
        if (indicator.weight == Points{} || indicator.measure.empty()) continue;
        for (const auto& period :
             analytics::known_periods(run.view(), indicator.measure, run.as_at, indicator.comparable_from,
                                      indicator.year_ends_month)) {
            const Date last = add_months(period.dates.last, indicator.maximum_age_months);
            if (last < run.as_at) days.push_back(last);
        }
    }
    std::sort(days.begin(), days.end(), std::greater{});
    days.erase(std::unique(days.begin(), days.end()), days.end());
    if (days.size() > days_tried) days.resize(days_tried);
    return days;
}

}

std::optional<Date> Runs::supported_day(storage::Reader& db, AuthorityCode authority, Date today) {
    const auto schools = registers_.current(db);
    const Key key{evidence::generation(db), schools->generation(), 0, authority, today, NotesFor::officers};
    const auto find = [&] {
        const auto now = of_authority(db, authority, today, NotesFor::officers);
        if (!most_had_enough(*now))
            for (const Date day : last_days(*now))
                if (most_had_enough(rate(db, *schools, snapshots_.in_passing(db, day), scheme_, authority,
                                         day, NotesFor::officers)))
                    return std::make_shared<const std::optional<Date>>(day);
        return std::make_shared<const std::optional<Date>>();
    };
    if (!storage::uncommitted(db)) return *supported_.of(key, find);
    const auto known = supported_.known(key);
    return known ? *known : std::nullopt;
}

Run Runs::once(storage::Reader& db, AuthorityCode authority, Date as_at) {
    const auto schools = registers_.current(db);
    return rate(db, *schools, evidence::snapshot(db, *schools, as_at), scheme_, authority, as_at,
                NotesFor::officers);
}

std::shared_ptr<const DecidedLevels> Runs::decided(storage::Reader& db, AuthorityCode authority, Date day) {
    const LevelsKey key{DecidedLevels::generation(db), authority, day};
    const auto make = [&] { return DecidedLevels::read(db, authority, day); };
    if (!storage::uncommitted(db)) return levels_.of(key, make);
    auto known = levels_.known(key);
    return known ? known : make();
}

std::shared_ptr<const OpenRecommendations> Runs::recommended(storage::Reader& db, AuthorityCode authority) {
    const RecommendedKey key{OpenRecommendations::generation(db), authority};
    const auto make = [&] { return OpenRecommendations::read(db, authority); };
    if (!storage::uncommitted(db)) return recommended_.of(key, make);
    auto known = recommended_.known(key);
    return known ? known : make();
}

}
