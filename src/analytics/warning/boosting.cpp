#include "analytics/warning/boosting.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analytics/parallel.hpp"

namespace tarn::analytics::warning {
namespace {

struct Sums {
    double gradient = 0, curvature = 0, weight = 0;
    Sums& operator+=(const Sums& other) {
        gradient += other.gradient;
        curvature += other.curvature;
        weight += other.weight;
        return *this;
    }
    friend Sums operator-(Sums a, const Sums& b) {
        a.gradient -= b.gradient;
        a.curvature -= b.curvature;
        a.weight -= b.weight;
        return a;
    }
};

struct Row {
    float gradient, curvature, weight;
};

struct Split {
    double gain = 0;
    std::int16_t feature = -1;
    std::uint8_t last_left = 0;
    bool missing_left = false;
    double left_value = 0, right_value = 0;
};

struct Bounds {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

/// A node while its tree grows: the rows it holds and how far its values may go.
struct Open {
    std::size_t node = 0;
    std::vector<std::uint32_t> rows;
    Sums sums;
    Bounds bounds;
};

// SplitMix64 [steele-2014]: the same stream on every machine.
std::uint64_t next_random(std::uint64_t& state) {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}
double unit_random(std::uint64_t& state) {
    return static_cast<double>(next_random(state) >> 11) * 0x1.0p-53;
}

class Grower {
  public:
    Grower(const Binned& data, const BoostingOptions& options) : data_(data), options_(options) {
        allowed_.assign(data.codes.size(), 1);
    }

    Tree grow(const std::vector<Row>& rows, std::vector<std::uint32_t> chosen, std::vector<char> allowed) {
        rows_ = &rows;
        allowed_ = std::move(allowed);
        Tree tree;
        std::vector<Open> level(1);
        level[0].rows = std::move(chosen);
        for (const std::uint32_t row : level[0].rows)
            level[0].sums += {rows[row].gradient, rows[row].curvature, rows[row].weight};
        tree.nodes[0].value = leaf(level[0].sums, level[0].bounds);
        for (int depth = 0; depth < options_.depth; ++depth) {
            std::vector<Open> next;
            for (Open& open : level) split(tree, open, next);
            level = std::move(next);
        }
        return tree;
    }

  private:
    double leaf(const Sums& sums, const Bounds& bounds) const {
        const double value = -sums.gradient / (sums.curvature + options_.ridge);
        return std::clamp(value, bounds.low, bounds.high);
    }
    /// Fall of the loss when a node takes `value`.
    double worth(const Sums& sums, double value) const {
        return -(sums.gradient * value + 0.5 * (sums.curvature + options_.ridge) * value * value);
    }

    void split(Tree& tree, Open& open, std::vector<Open>& next) const {
        if (open.sums.weight < 2 * options_.smallest_leaf) return;
        std::vector<Split> best(data_.codes.size());
        for_each_item(data_.codes.size(), options_.threads, [&](std::size_t feature) {
            if (allowed_[feature]) best[feature] = best_split(open, feature);
        });
        // The first of equal gains, so that the number of threads changes nothing.
        const auto chosen = std::max_element(best.begin(), best.end(),
                                             [](const Split& a, const Split& b) { return a.gain < b.gain; });
        if (chosen == best.end() || chosen->feature < 0 || chosen->gain <= options_.least_gain) return;
        Tree::Node& node = tree.nodes[open.node];
        node.feature = chosen->feature;
        node.last_left = chosen->last_left;
        node.missing_left = chosen->missing_left;
        divide(tree, open, *chosen, next);
    }

    void divide(Tree& tree, Open& open, const Split& by, std::vector<Open>& next) const {
        const auto& codes = data_.codes[static_cast<std::size_t>(by.feature)];
        std::array<Open, 2> parts;
        for (const std::uint32_t row : open.rows) {
            const std::uint8_t bin = codes[row];
            const bool left = bin == 0 ? by.missing_left : bin <= by.last_left;
            Open& part = parts[left ? 0 : 1];
            part.rows.push_back(row);
            part.sums += {(*rows_)[row].gradient, (*rows_)[row].curvature, (*rows_)[row].weight};
        }
        const Monotone order = monotone(by.feature);
        const double middle = 0.5 * (by.left_value + by.right_value);
        for (std::size_t side = 0; side < 2; ++side) {
            Open& part = parts[side];
            part.node = 2 * open.node + 1 + side;
            part.bounds = open.bounds;
            if (order != 0) ((order > 0) == (side == 0) ? part.bounds.high : part.bounds.low) = middle;
            tree.nodes[part.node].value = side == 0 ? by.left_value : by.right_value;
            next.push_back(std::move(part));
        }
    }

    Monotone monotone(std::int16_t feature) const {
        return options_.monotone.empty() ? Monotone{0} : options_.monotone[static_cast<std::size_t>(feature)];
    }

    Split best_split(const Open& open, std::size_t feature) const {
        std::array<Sums, 256> bins{};
        const auto& codes = data_.codes[feature];
        for (const std::uint32_t row : open.rows) {
            const Row& r = (*rows_)[row];
            Sums& sums = bins[codes[row]];
            sums.gradient += r.gradient;
            sums.curvature += r.curvature;
            sums.weight += r.weight;
        }
        Split best;
        const double now = worth(open.sums, leaf(open.sums, open.bounds));
        const std::size_t count = data_.cuts[feature].bins();
        const bool has_missing = bins[0].weight > 0;
        for (int side = 0; side < (has_missing ? 2 : 1); ++side) {
            const bool missing_left = side == 1;
            Sums left = missing_left ? bins[0] : Sums{};
            // With missing on the left, splitting "missing" from "known" is last_left = 0; on the right it is
            // the last cut.
            if (missing_left) consider(open, feature, 0, true, left, now, best);
            for (std::size_t bin = 1; bin + 1 < count; ++bin) {
                left += bins[bin];
                consider(open, feature, static_cast<std::uint8_t>(bin), missing_left, left, now, best);
            }
        }
        return best;
    }

    void consider(const Open& open, std::size_t feature, std::uint8_t last_left, bool missing_left,
                  const Sums& left, double now, Split& best) const {
        const Sums right = open.sums - left;
        if (left.weight < options_.smallest_leaf || right.weight < options_.smallest_leaf) return;
        const double left_value = leaf(left, open.bounds), right_value = leaf(right, open.bounds);
        const Monotone order = last_left == 0 ? Monotone{0} : monotone(static_cast<std::int16_t>(feature));
        if (order * (right_value - left_value) < 0) return;
        const double gain = worth(left, left_value) + worth(right, right_value) - now;
        if (gain > best.gain)
            best = {gain,       static_cast<std::int16_t>(feature), last_left, missing_left, left_value,
                    right_value};
    }

    const Binned& data_;
    const BoostingOptions& options_;
    const std::vector<Row>* rows_ = nullptr;
    std::vector<char> allowed_;
};

}

double Boosted::score(std::span<const std::uint8_t> bins) const {
    double sum = base;
    for (const Tree& tree : trees)
        sum += tree.value([&](std::int16_t feature) { return bins[static_cast<std::size_t>(feature)]; });
    return sum;
}

Boosted boost(const Binned& data, std::span<const std::uint8_t> events, std::span<const float> weights,
              const BoostingOptions& options) {
    Boosted boosted;
    double weight = 0, hits = 0;
    for (std::size_t row = 0; row < data.rows; ++row)
        weight += weights[row], hits += events[row] ? weights[row] : 0;
    if (hits <= 0 || hits >= weight) return boosted;
    boosted.base = std::log(hits / (weight - hits));
    std::vector<double> score(data.rows, boosted.base);
    std::vector<Row> rows(data.rows);
    std::uint64_t state = options.seed;
    Grower grower{data, options};
    for (int round = 0; round < options.trees; ++round) {
        for_each_range(data.rows, 8192, options.threads, [&](std::size_t begin, std::size_t end) {
            for (std::size_t row = begin; row < end; ++row) {
                const double p = 1 / (1 + std::exp(-score[row]));
                rows[row] = {static_cast<float>(weights[row] * (p - events[row])),
                             static_cast<float>(weights[row] * p * (1 - p)), weights[row]};
            }
        });
        std::vector<std::uint32_t> chosen;
        chosen.reserve(data.rows);
        for (std::size_t row = 0; row < data.rows; ++row)
            if (options.rows_share >= 1 || unit_random(state) < options.rows_share)
                chosen.push_back(static_cast<std::uint32_t>(row));
        std::vector<char> allowed(data.codes.size(), 1);
        if (options.features_share < 1)
            for (char& one : allowed) one = unit_random(state) < options.features_share;
        Tree tree = grower.grow(rows, std::move(chosen), std::move(allowed));
        for (Tree::Node& node : tree.nodes) node.value *= options.rate;
        for_each_range(data.rows, 8192, options.threads, [&](std::size_t begin, std::size_t end) {
            for (std::size_t row = begin; row < end; ++row)
                score[row] += tree.value(
                    [&](std::int16_t feature) { return data.codes[static_cast<std::size_t>(feature)][row]; });
        });
        boosted.trees.push_back(std::move(tree));
    }
    return boosted;
}

}
