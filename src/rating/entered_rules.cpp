#include <algorithm>
#include <set>

#include "rating/readings_rules.hpp"

namespace tarn::rating {

using analytics::Missing;

namespace {

bool live(const LocalFact& fact, Date as_at) {
    const bool ended = fact.to && as_at > *fact.to && (!fact.end_known_from || as_at >= *fact.end_known_from);
    const bool withdrawn = fact.withdrawn_on && as_at >= *fact.withdrawn_on;
    return fact.known_from <= as_at && fact.from <= as_at && !ended && !withdrawn;
}

void take(const LocalFact& fact, std::size_t index, bool event, Column& column, Reading& reading) {
    if (reading.missing == Missing::none && reading.severity >= rounded(fact.severity)) return;
    reading.missing = Missing::none;
    reading.value = reading.position = fact.severity;
    reading.severity = rounded(std::clamp(fact.severity, 0.0, 1.0));
    reading.until = fact.from;
    reading.has_day = true;
    reading.current = event;
    reading.years = 1;
    reading.origin = column.origin({.release = {}, .fact = static_cast<std::uint32_t>(index)});
}

}

Column entered_column(const Setting& setting, const Audience& audience, std::size_t index,
                      std::span<const LocalFact> facts, Date as_at) {
    const Indicator& indicator = setting.scheme.indicators[index];
    const bool event = indicator.kind == SeverityKind::event;
    Column column;
    column.readings.resize(audience.members.size());
    std::set<AuthorityCode> keepers;
    for (std::size_t f = 0; f < facts.size(); ++f) {
        if (!indicator.takes(facts[f].measure) || facts[f].known_from > as_at) continue;
        const auto school = setting.snapshot.find(facts[f].urn);
        if (!school) continue;
        if (!facts[f].of_one_school) keepers.insert(setting.snapshot.schools[*school].authority);
        if (!live(facts[f], as_at)) continue;
        const auto schools = setting.population.schools();
        const auto at = std::lower_bound(schools.begin(), schools.end(), *school);
        if (at == schools.end() || *at != *school) continue;
        const std::uint32_t slot = audience.slot[static_cast<std::size_t>(at - schools.begin())];
        if (slot != nowhere) take(facts[f], f, event, column, column.readings[slot]);
    }
    if (indicator.kind == SeverityKind::soft_intelligence) return column;
    for (std::size_t slot = 0; slot < column.readings.size(); ++slot) {
        const auto& school = setting.snapshot.schools[setting.population.school(audience.members[slot])];
        Reading& reading = column.readings[slot];
        if (reading.missing == Missing::none || !keepers.contains(school.authority)) continue;
        reading.missing = Missing::none;
        reading.value = 0;
        reading.until = as_at;
        reading.origin = column.origin({});
    }
    return column;
}

}
