#pragma once
// How far apart two schools of one phase are: the Mahalanobis distance with a shrunk correlation matrix, in
// coordinates of which each belongs to one characteristic.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analytics/traits.hpp"

namespace tarn::analytics {

/// A school in the coordinates of its phase's metric. Squared differences of coordinates are the
/// characteristics' shares of the squared distance [garthwaite-koch-2016].
struct Placement {
    std::array<double, trait_count> at{};
    std::uint16_t absent = 0;  ///< bit set of used traits without a value
    int absent_count() const;
    bool lacks(Trait trait) const { return (absent >> static_cast<unsigned>(trait)) & 1u; }
};

/// Symmetric. Where a value is missing it is the one to expect under a normal model: the missing coordinate
/// stands where the known ones put it, and each missing value adds the one unit of squared distance that is
/// not known.
double squared_distance(const Placement& a, const Placement& b);
/// One characteristic's share; the shares sum to the squared distance.
double share_of_distance(const Placement& a, const Placement& b, Trait trait);

/// Means, spreads and correlations of a phase, from the schools that have every value in use.
class PhaseMetric {
  public:
    /// Values that half of the schools lack, that do not differ, and yes or no with fewer than twenty schools
    /// on either side are left out. Empty when fewer than two schools have all the rest.
    static std::optional<PhaseMetric> fit(std::span<const TraitValues> schools);

    bool uses(Trait trait) const { return used_[static_cast<std::size_t>(trait)]; }
    std::size_t complete() const { return complete_; }  ///< schools behind the correlations
    double shrinkage() const { return shrinkage_; }  ///< 0 as observed, 1 no correlation [ledoit-wolf-2004]
    double correlation(Trait a, Trait b) const;      ///< after shrinking
    /// Empty when the roll is not known or fewer than half of the values in use are.
    std::optional<Placement> place(const TraitValues& school) const;

  private:
    using Matrix = std::array<std::array<double, trait_count>, trait_count>;
    using Row = std::array<double, trait_count>;
    void choose(std::span<const TraitValues> schools);
    void drop_constant(const std::vector<Row>& rows);
    void standardise(std::vector<Row>& rows);
    void correlate(const std::vector<Row>& rows);
    void whiten();
    void fill(Row& values, std::uint16_t absent) const;

    std::array<bool, trait_count> used_{};
    Row mean_{}, spread_{};
    Matrix correlation_{};  ///< shrunk
    Matrix precision_{};    ///< its inverse
    Matrix root_{};         ///< the symmetric root of the inverse
    std::size_t complete_ = 0;
    double shrinkage_ = 0;
};

}
