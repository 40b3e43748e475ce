#include "analytics/warning/shapes.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/parallel.hpp"

namespace tarn::analytics::warning {
namespace {

bool goes_left(const Tree::Node& node, std::size_t bin) {
    return bin == 0 ? node.missing_left : bin <= node.last_left;
}

Shapes::Pair& pair_of(Shapes& shapes, std::uint8_t first, std::uint8_t second) {
    const auto at = std::lower_bound(shapes.pairs.begin(), shapes.pairs.end(), std::pair{first, second},
                                     [](const Shapes::Pair& pair, const auto& wanted) {
                                         return std::pair{pair.first, pair.second} < wanted;
                                     });
    if (at != shapes.pairs.end() && at->first == first && at->second == second) return *at;
    return *shapes.pairs.insert(
        at,
        {first, second, std::vector<double>(shapes.cuts[first].bins() * shapes.cuts[second].bins(), 0.0)});
}

/// One side of a tree: the bins of the root's feature on that side, and the child there.
void add_side(Shapes& shapes, const Tree& tree, bool left) {
    const Tree::Node& root = tree.nodes[0];
    const std::size_t child_at = left ? 1 : 2;
    const Tree::Node& child = tree.nodes[child_at];
    const auto root_feature = static_cast<std::uint8_t>(root.feature);
    const std::size_t root_bins = shapes.cuts[root_feature].bins();
    if (child.feature < 0 || child.feature == root.feature) {
        for (std::size_t bin = 0; bin < root_bins; ++bin) {
            if (goes_left(root, bin) != left) continue;
            shapes.mains[root_feature][bin] +=
                child.feature < 0 ? child.value
                                  : tree.nodes[2 * child_at + (goes_left(child, bin) ? 1 : 2)].value;
        }
        return;
    }
    const auto child_feature = static_cast<std::uint8_t>(child.feature);
    Shapes::Pair& pair =
        pair_of(shapes, std::min(root_feature, child_feature), std::max(root_feature, child_feature));
    const std::size_t width = shapes.cuts[pair.second].bins(), child_bins = shapes.cuts[child_feature].bins();
    for (std::size_t r = 0; r < root_bins; ++r) {
        if (goes_left(root, r) != left) continue;
        for (std::size_t c = 0; c < child_bins; ++c)
            pair.table[root_feature < child_feature ? r * width + c : c * width + r] +=
                tree.nodes[2 * child_at + (goes_left(child, c) ? 1 : 2)].value;
    }
}

/// Joint weight of the bins of a pair.
std::vector<double> weights_of(const Shapes::Pair& pair, const Shapes& shapes, const Binned& data,
                               std::span<const float> weights) {
    const std::size_t width = shapes.cuts[pair.second].bins();
    std::vector<double> joint(pair.table.size(), 0.0);
    for (std::size_t row = 0; row < data.rows; ++row)
        joint[data.codes[pair.first][row] * width + data.codes[pair.second][row]] += weights[row];
    return joint;
}

/// Weighted row and column means move out of the table until little is left [lengerich-2020].
void purify(Shapes& shapes, Shapes::Pair& pair, const std::vector<double>& joint) {
    const std::size_t height = shapes.cuts[pair.first].bins(), width = shapes.cuts[pair.second].bins();
    const auto sweep = [&](std::size_t lines, std::size_t length, std::size_t line_step, std::size_t step,
                           std::vector<double>& main) {
        for (std::size_t line = 0; line < lines; ++line) {
            double sum = 0, weight = 0;
            for (std::size_t k = 0; k < length; ++k) {
                const std::size_t cell = line * line_step + k * step;
                sum += joint[cell] * pair.table[cell];
                weight += joint[cell];
            }
            if (weight <= 0) continue;
            const double mean = sum / weight;
            main[line] += mean;
            for (std::size_t k = 0; k < length; ++k) pair.table[line * line_step + k * step] -= mean;
        }
    };
    for (int round = 0; round < 8; ++round) {
        sweep(height, width, width, 1, shapes.mains[pair.first]);
        sweep(width, height, 1, width, shapes.mains[pair.second]);
    }
}

}

double Shapes::score(std::span<const std::uint8_t> bins) const {
    double sum = base;
    for (std::size_t feature = 0; feature < mains.size(); ++feature) sum += mains[feature][bins[feature]];
    for (const Pair& pair : pairs)
        sum += pair.table[bins[pair.first] * cuts[pair.second].bins() + bins[pair.second]];
    return sum;
}

std::vector<double> Shapes::terms(std::span<const std::uint8_t> bins) const {
    std::vector<double> out;
    out.reserve(mains.size() + pairs.size());
    for (std::size_t feature = 0; feature < mains.size(); ++feature)
        out.push_back(mains[feature][bins[feature]]);
    for (const Pair& pair : pairs)
        out.push_back(pair.table[bins[pair.first] * cuts[pair.second].bins() + bins[pair.second]]);
    return out;
}

Shapes flat(std::vector<Cuts> cuts) {
    Shapes shapes;
    for (const Cuts& one : cuts) shapes.mains.emplace_back(one.bins(), 0.0);
    shapes.cuts = std::move(cuts);
    return shapes;
}

Shapes shapes_of(const Boosted& boosted, const std::vector<Cuts>& cuts) {
    Shapes shapes = flat(cuts);
    shapes.base = boosted.base;
    for (const Tree& tree : boosted.trees) {
        if (tree.nodes[0].feature < 0) {
            shapes.base += tree.nodes[0].value;
            continue;
        }
        add_side(shapes, tree, true);
        add_side(shapes, tree, false);
    }
    return shapes;
}

void add(Shapes& shapes, const Shapes& other, double weight) {
    shapes.base += weight * other.base;
    for (std::size_t feature = 0; feature < other.mains.size(); ++feature)
        for (std::size_t bin = 0; bin < other.mains[feature].size(); ++bin)
            shapes.mains[feature][bin] += weight * other.mains[feature][bin];
    for (const Shapes::Pair& pair : other.pairs) {
        Shapes::Pair& mine = pair_of(shapes, pair.first, pair.second);
        for (std::size_t cell = 0; cell < pair.table.size(); ++cell)
            mine.table[cell] += weight * pair.table[cell];
    }
}

void centre(Shapes& shapes, const Binned& data, std::span<const float> weights) {
    for (Shapes::Pair& pair : shapes.pairs) purify(shapes, pair, weights_of(pair, shapes, data, weights));
    for (std::size_t feature = 0; feature < shapes.mains.size(); ++feature) {
        double sum = 0, weight = 0;
        for (std::size_t row = 0; row < data.rows; ++row) {
            sum += weights[row] * shapes.mains[feature][data.codes[feature][row]];
            weight += weights[row];
        }
        if (weight <= 0) continue;
        const double mean = sum / weight;
        for (double& value : shapes.mains[feature]) value -= mean;
        shapes.base += mean;
    }
}

void keep_strongest_pairs(Shapes& shapes, const Binned& data, std::span<const float> weights,
                          std::size_t count) {
    if (shapes.pairs.size() <= count) return;
    std::vector<std::pair<double, std::size_t>> strength;
    for (std::size_t at = 0; at < shapes.pairs.size(); ++at) {
        const auto joint = weights_of(shapes.pairs[at], shapes, data, weights);
        double sum = 0;
        for (std::size_t cell = 0; cell < joint.size(); ++cell)
            sum += joint[cell] * shapes.pairs[at].table[cell] * shapes.pairs[at].table[cell];
        strength.emplace_back(-sum, at);
    }
    std::sort(strength.begin(), strength.end());
    strength.resize(count);
    std::sort(strength.begin(), strength.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    std::vector<Shapes::Pair> kept;
    for (const auto& [unused, at] : strength) kept.push_back(std::move(shapes.pairs[at]));
    shapes.pairs = std::move(kept);
}

void scale(Shapes& shapes, double slope, double intercept) {
    shapes.base = slope * shapes.base + intercept;
    for (auto& main : shapes.mains)
        for (double& value : main) value *= slope;
    for (auto& pair : shapes.pairs)
        for (double& value : pair.table) value *= slope;
}

std::vector<double> scores(const Shapes& shapes, const Binned& data, unsigned threads) {
    std::vector<double> out(data.rows, shapes.base);
    for_each_range(data.rows, 4096, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t feature = 0; feature < shapes.mains.size(); ++feature) {
            const auto& main = shapes.mains[feature];
            const auto& codes = data.codes[feature];
            for (std::size_t row = begin; row < end; ++row) out[row] += main[codes[row]];
        }
        for (const Shapes::Pair& pair : shapes.pairs) {
            const std::size_t width = shapes.cuts[pair.second].bins();
            const auto &first = data.codes[pair.first], &second = data.codes[pair.second];
            for (std::size_t row = begin; row < end; ++row)
                out[row] += pair.table[first[row] * width + second[row]];
        }
    });
    return out;
}

}
