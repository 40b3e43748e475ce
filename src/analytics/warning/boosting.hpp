#pragma once
// Shallow trees fitted one after another to what the ones before left unexplained: gradient boosting of the
// logistic loss with Newton steps [friedman-2001] [chen-guestrin-2016]. Trees of two levels are sums of
// tables over pairs of features, so they can be explained exactly (`shapes.hpp`).
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "analytics/warning/bins.hpp"

namespace tarn::analytics::warning {

/// -1: the log-odds may only fall with the feature, 1: only rise, 0: free. Missing stands outside the order.
using Monotone = std::int8_t;

struct BoostingOptions {
    int trees = 300;
    int depth = 2;  ///< levels of splits, 1..4
    double rate = 0.05;
    double ridge = 10;          ///< added to the curvature of a leaf
    double smallest_leaf = 30;  ///< sum of row weights
    double least_gain = 0;
    double rows_share = 1;      ///< of the rows, drawn anew for each tree
    double features_share = 1;  ///< of the features, drawn anew for each tree
    std::uint64_t seed = 1;
    unsigned threads = 2;            ///< the answer does not depend on it
    std::vector<Monotone> monotone;  ///< one per feature, or empty
};

/// A complete binary tree: node i has children 2i+1 and 2i+2. A node that was not split has feature -1, and
/// its value stands in itself.
struct Tree {
    struct Node {
        std::int16_t feature = -1;
        std::uint8_t last_left = 0;  ///< bins 1..last_left go left
        bool missing_left = false;
        double value = 0;  ///< log-odds, used where the node is a leaf
    };
    std::array<Node, 31> nodes{};
    template <class BinOf>
    double value(const BinOf& bin_of) const {
        std::size_t at = 0;
        while (nodes[at].feature >= 0) {
            const std::uint8_t bin = bin_of(nodes[at].feature);
            const bool left = bin == 0 ? nodes[at].missing_left : bin <= nodes[at].last_left;
            at = 2 * at + (left ? 1 : 2);
        }
        return nodes[at].value;
    }
};

struct Boosted {
    double base = 0;  ///< log-odds of the weighted share of events
    std::vector<Tree> trees;
    double score(std::span<const std::uint8_t> bins) const;  ///< log-odds for one row's bins by feature
};

/// `events` 0 or 1, `weights` above 0; one per row. Deterministic to the last bit.
Boosted boost(const Binned& data, std::span<const std::uint8_t> events, std::span<const float> weights,
              const BoostingOptions& options);

}
