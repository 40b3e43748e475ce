#pragma once
// An additive model as tables: one curve per feature and one table per pair of features, over bins. What a
// table holds is its contribution in log-odds, so a score is exactly the sum of what is shown [lou-2013].
#include <cstdint>
#include <span>
#include <vector>

#include "analytics/warning/bins.hpp"
#include "analytics/warning/boosting.hpp"

namespace tarn::analytics::warning {

struct Shapes {
    struct Pair {
        std::uint8_t first = 0, second = 0;  ///< features; first < second
        std::vector<double> table;           ///< bins of first times bins of second
    };
    double base = 0;
    std::vector<Cuts> cuts;                  ///< per feature
    std::vector<std::vector<double>> mains;  ///< per feature, per bin
    std::vector<Pair> pairs;                 ///< ascending

    double score(std::span<const std::uint8_t> bins) const;
    /// The terms of one row: mains by feature, then pairs; base and terms add up to score().
    std::vector<double> terms(std::span<const std::uint8_t> bins) const;
};

Shapes flat(std::vector<Cuts> cuts);
/// Exact; the trees must have at most two levels.
Shapes shapes_of(const Boosted& boosted, const std::vector<Cuts>& cuts);
/// Adds `weight` times `other`, which must have the same cuts.
void add(Shapes& shapes, const Shapes& other, double weight);
/// Moves what a pair says of one feature alone into that feature's curve, and the curves' means into the
/// base, so that a contribution is the difference from the average school of `data`. Scores stay.
void centre(Shapes& shapes, const Binned& data, std::span<const float> weights);
/// Leaves the `count` pairs that move scores most on `data`. Centre first: what is dropped is interaction
/// only.
void keep_strongest_pairs(Shapes& shapes, const Binned& data, std::span<const float> weights,
                          std::size_t count);
void scale(Shapes& shapes, double slope, double intercept);  ///< slope * score + intercept

/// Scores of all rows.
std::vector<double> scores(const Shapes& shapes, const Binned& data, unsigned threads = 2);

}
