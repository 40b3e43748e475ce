#pragma once
// Schools that are alike before anything is said of their results: same phase, nearest across England by what
// is known that day of their pupils, size, character and surroundings.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analytics/phase_metric.hpp"

namespace tarn::analytics {

inline constexpr std::size_t similar_count = 30;
inline constexpr std::size_t phase_count = 11;

struct SimilarOptions {
    std::size_t count = similar_count;  ///< neighbours of each school, at least 1
    unsigned threads = 2;
};

/// One characteristic of two schools side by side. Reads the same from either.
struct TraitDifference {
    Trait trait;
    TraitValue one, other;
    double share = 0;  ///< of the squared distance; the shares of a comparison sum to it
};
struct Comparison {
    std::vector<TraitDifference> differences;  ///< in the order of the traits, those in use
    double distance = 0;
};

/// The nearest of each member of a population: never the school itself, and not symmetric, while distances
/// are.
class SimilarSchools {
  public:
    /// From the newest census known on the day; later ones do not exist for it.
    SimilarSchools(const Snapshot& snapshot, const Population& population, Date as_at,
                   SimilarOptions options = {});
    std::size_t count() const { return count_; }
    /// Members, nearest first, equally near ones by URN; empty when the school could not be placed.
    std::span<const std::uint32_t> of(std::size_t member) const {
        if (missing_[member] != Missing::none) return {};
        return std::span{neighbours_}.subspan(member * count_, count_);
    }
    /// Why a school has no neighbours: before any census no_release, in a phase of too few schools
    /// not_applicable, else what the files say of the roll, or of the first figure where it lacks more than
    /// half of those in use.
    Missing missing(std::size_t member) const { return missing_[member]; }
    const TraitValues& traits(std::size_t member) const { return traits_[member]; }
    std::string_view period() const { return period_; }  ///< of the census
    std::span<const TraitSource> sources() const { return sources_; }
    /// Null where the phase has too few schools.
    const PhaseMetric* metric(Phase phase) const;

    /// Zero between equals; the unit is the usual spread of one characteristic in the phase. Both must be
    /// placed and of one phase.
    double distance(std::size_t one, std::size_t other) const;
    Comparison compare(std::size_t one, std::size_t other) const;
    bool comparable(std::size_t one, std::size_t other) const;

    /// Low confidence: further than where the last neighbour lies of 95 in 100 schools of the phase.
    bool is_far(std::size_t one, std::size_t other) const;
    /// A thin neighbourhood: fewer than half of its neighbours are as near as the last neighbour of 80 in 100
    /// schools of the phase.
    bool is_thin(std::size_t member) const;
    double far_from(Phase phase) const { return by_phase_[static_cast<std::size_t>(phase)].far; }
    double usual_reach(Phase phase) const { return by_phase_[static_cast<std::size_t>(phase)].usual; }

  private:
    struct OnePhase {
        std::optional<PhaseMetric> metric;
        std::vector<std::uint32_t> placed;
        double far = 0, usual = 0;
    };
    void place(OnePhase& phase, std::span<const std::uint32_t> members);
    void search(OnePhase& phase, unsigned threads);
    const OnePhase& phase_of(std::size_t member) const;

    std::size_t count_;
    std::vector<Phase> phases_;
    std::vector<Missing> missing_;
    std::vector<TraitSource> sources_;
    std::vector<TraitValues> traits_;
    std::vector<Placement> placements_;
    std::vector<std::uint32_t> neighbours_;
    std::array<OnePhase, phase_count> by_phase_;
    std::string_view period_;
};

}
