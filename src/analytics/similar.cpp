#include "analytics/similar.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/nearest.hpp"

namespace tarn::analytics {
namespace {

constexpr std::size_t pupils = static_cast<std::size_t>(Trait::pupils);

/// The smallest value that at least this share of all do not exceed.
double quantile(std::vector<double>& values, double share) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// What the files say of the first figure that a school would need and lacks.
Missing reason_of(const PhaseMetric& metric, const TraitValues& traits) {
    for (const TraitFacts& fact : all_traits())
        if (const auto& value = traits[static_cast<std::size_t>(fact.trait)];
            metric.uses(fact.trait) && !value)
            return value.missing;
    return Missing::not_applicable;
}

NearestPoint point_of(const Placement& placement) {
    NearestPoint point;
    for (std::size_t d = 0; d < trait_count; ++d) point.at[d] = static_cast<float>(placement.at[d]);
    point.extra = static_cast<float>(placement.absent_count());
    return point;
}

}

static_assert(trait_count <= most_dimensions);

SimilarSchools::SimilarSchools(const Snapshot& snapshot, const Population& population, Date as_at,
                               SimilarOptions options)
    : count_(std::max<std::size_t>(options.count, 1)),
      missing_(population.size(), Missing::no_release),
      sources_(trait_sources(snapshot, as_at)),
      traits_(read_traits(snapshot, population, sources_)),
      placements_(population.size()) {
    std::array<std::vector<std::uint32_t>, phase_count> members;
    for (std::uint32_t member = 0; member < population.size(); ++member) {
        phases_.push_back(population.phase(member));
        if (sources_.empty()) continue;
        missing_[member] = traits_[member][pupils].missing;
        if (missing_[member] == Missing::none)
            members[static_cast<std::size_t>(phases_[member])].push_back(member);
    }
    if (sources_.empty()) return;
    period_ = sources_.front().period.period;
    neighbours_.resize(population.size() * count_);
    for (std::size_t p = 0; p < phase_count; ++p) {
        place(by_phase_[p], members[p]);
        search(by_phase_[p], options.threads);
    }
}

void SimilarSchools::place(OnePhase& phase, std::span<const std::uint32_t> members) {
    std::vector<TraitValues> rows;
    for (const std::uint32_t member : members) rows.push_back(traits_[member]);
    phase.metric = PhaseMetric::fit(rows);
    for (const std::uint32_t member : members) {
        const auto placement = phase.metric ? phase.metric->place(traits_[member]) : std::nullopt;
        missing_[member] = placement      ? Missing::none
                           : phase.metric ? reason_of(*phase.metric, traits_[member])
                                          : Missing::not_applicable;
        if (!placement) continue;
        placements_[member] = *placement;
        phase.placed.push_back(member);
    }
    if (phase.placed.size() > count_) return;
    for (const std::uint32_t member : phase.placed) missing_[member] = Missing::not_applicable;
    phase.placed.clear();
    phase.metric.reset();
}

void SimilarSchools::search(OnePhase& phase, unsigned threads) {
    if (phase.placed.empty()) return;
    std::vector<NearestPoint> points;
    for (const std::uint32_t member : phase.placed) points.push_back(point_of(placements_[member]));
    const auto nearest = nearest_of_all(points, count_, threads);
    std::vector<double> last;
    for (std::size_t i = 0; i < phase.placed.size(); ++i) {
        const std::uint32_t member = phase.placed[i];
        for (std::size_t rank = 0; rank < count_; ++rank)
            neighbours_[member * count_ + rank] = phase.placed[nearest[i * count_ + rank]];
        last.push_back(distance(member, neighbours_[member * count_ + count_ - 1]));
    }
    phase.far = quantile(last, 0.95);
    phase.usual = quantile(last, 0.8);
}

const SimilarSchools::OnePhase& SimilarSchools::phase_of(std::size_t member) const {
    return by_phase_[static_cast<std::size_t>(phases_[member])];
}

const PhaseMetric* SimilarSchools::metric(Phase phase) const {
    const auto& metric = by_phase_[static_cast<std::size_t>(phase)].metric;
    return metric ? &*metric : nullptr;
}

double SimilarSchools::distance(std::size_t one, std::size_t other) const {
    return std::sqrt(squared_distance(placements_[one], placements_[other]));
}

bool SimilarSchools::comparable(std::size_t one, std::size_t other) const {
    return missing_[one] == Missing::none && missing_[other] == Missing::none &&
           phases_[one] == phases_[other];
}

Comparison SimilarSchools::compare(std::size_t one, std::size_t other) const {
    Comparison comparison;
    for (const TraitFacts& fact : all_traits()) {
        if (!phase_of(one).metric->uses(fact.trait)) continue;
        const auto d = static_cast<std::size_t>(fact.trait);
        comparison.differences.push_back(
            {fact.trait, traits_[one][d], traits_[other][d],
             share_of_distance(placements_[one], placements_[other], fact.trait)});
    }
    comparison.distance = distance(one, other);
    return comparison;
}

bool SimilarSchools::is_far(std::size_t one, std::size_t other) const {
    return distance(one, other) > phase_of(one).far;
}

bool SimilarSchools::is_thin(std::size_t member) const {
    const auto neighbours = of(member);
    if (neighbours.empty()) return false;
    const std::uint32_t middle = neighbours[(count_ - 1) / 2];
    return distance(member, middle) > phase_of(member).usual;
}

}
