#include "analytics/traits.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace tarn::analytics {
namespace {

constexpr std::array<TraitFacts, trait_count> facts{{
    {Trait::selective, "selective", "Selects by ability", "", Scale::yes_no, ""},
    {Trait::faith, "faith", "Religious character", "", Scale::yes_no, ""},
    {Trait::pupils, "pupils", "Pupils on roll", "census.pupils", Scale::root, ""},
    {Trait::fsm_ever, "fsm_ever", "Free school meals in the last six years", "census.fsm_ever", Scale::root,
     "%"},
    {Trait::eal, "eal", "English as an additional language", "census.eal", Scale::root, "%"},
    {Trait::sen_support, "sen_support", "SEN support", "census.sen_support", Scale::root, "%"},
    {Trait::ehc_plans, "ehc_plans", "EHC plans", "census.ehc_plans", Scale::root, "%"},
    {Trait::nearby, "nearby", "State-funded schools within 5 km", "", Scale::root, ""},
    {Trait::prior_attainment, "prior_attainment", "Points at key stage 1 of the last cohort",
     "ks2.official.tks1average", Scale::plain, "points"},
}};

using Place = std::array<std::int32_t, 2>;
constexpr std::int32_t cell_metres = 5000;

bool known(const Place& place) {
    return place[0] != 0 || place[1] != 0;
}
bool near(const Place& a, const Place& b) {
    const std::int64_t east = a[0] - b[0], north = a[1] - b[1];
    return east * east + north * north <= std::int64_t{cell_metres} * cell_metres;
}

TraitValue yes_no(bool yes) {
    return {yes ? 1.0 : 0.0, Missing::none};
}

void read_register(const Snapshot& snapshot, const Population& population, std::vector<TraitValues>& rows) {
    std::vector<Place> places(population.size());
    for (std::size_t member = 0; member < population.size(); ++member) {
        const School& school = snapshot.schools[population.school(member)];
        rows[member][static_cast<std::size_t>(Trait::selective)] = yes_no(school.selective);
        rows[member][static_cast<std::size_t>(Trait::faith)] = yes_no(school.faith);
        places[member] = {school.easting, school.northing};
    }
    const std::vector<int> nearby = count_nearby(places);
    for (std::size_t member = 0; member < population.size(); ++member)
        if (nearby[member] < 0)
            rows[member][static_cast<std::size_t>(Trait::nearby)].missing = Missing::blank;
        else
            rows[member][static_cast<std::size_t>(Trait::nearby)] = {static_cast<double>(nearby[member]),
                                                                     Missing::none};
}

}

std::span<const TraitFacts, trait_count> all_traits() {
    return facts;
}
const TraitFacts& facts_of(Trait trait) {
    return facts[static_cast<std::size_t>(trait)];
}

std::vector<int> count_nearby(std::span<const Place> places) {
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<Place>> cells;
    for (const Place& place : places)
        if (known(place)) cells[{place[0] / cell_metres, place[1] / cell_metres}].push_back(place);
    // Each finds itself as well, which the start at -1 takes away.
    std::vector<int> counts(places.size(), -1);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!known(places[i])) continue;
        const std::int32_t column = places[i][0] / cell_metres, row = places[i][1] / cell_metres;
        for (std::int32_t c = column - 1; c <= column + 1; ++c)
            for (std::int32_t r = row - 1; r <= row + 1; ++r)
                if (const auto cell = cells.find({c, r}); cell != cells.end())
                    counts[i] += static_cast<int>(
                        std::count_if(cell->second.begin(), cell->second.end(),
                                      [&](const Place& other) { return near(places[i], other); }));
    }
    return counts;
}

std::vector<TraitSource> trait_sources(const Snapshot& snapshot, Date as_at) {
    std::vector<TraitSource> sources;
    for (const TraitFacts& fact : facts) {
        if (fact.measure.empty()) continue;
        auto periods = known_periods(snapshot, fact.measure, as_at);
        if (!periods.empty())
            sources.push_back({fact.trait, std::move(periods.front())});
        else if (fact.trait == Trait::pupils)
            return {};
    }
    return sources;
}

std::vector<TraitValues> read_traits(const Snapshot& snapshot, const Population& population,
                                     std::span<const TraitSource> sources) {
    std::vector<TraitValues> rows(population.size());
    read_register(snapshot, population, rows);
    for (const TraitSource& source : sources)
        for (std::size_t member = 0; member < population.size(); ++member) {
            const Cell cell = value_as_at(snapshot, source.period, population.line(member));
            rows[member][static_cast<std::size_t>(source.trait)] = {cell.value, cell.missing};
        }
    return rows;
}

}
