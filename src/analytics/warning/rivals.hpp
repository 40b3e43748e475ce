#pragma once
// Kinds of model that are tried beside the one that ships and never kept, for they cannot be told as tables.
#include <span>
#include <variant>
#include <vector>

#include "analytics/warning/boosting.hpp"
#include "analytics/warning/hazard.hpp"

namespace tarn::analytics::warning {

/// Boosted trees of three levels for both questions; the mean of several in log-odds.
struct DeepTrees {
    std::vector<Boosted> outcome, event;
};
std::vector<double> scores(std::span<const Boosted> bags, const Binned& data, unsigned threads);

/// A hazard alone, with the outcome's tables.
using Rival = std::variant<std::monostate, DeepTrees, Hazard>;

}
