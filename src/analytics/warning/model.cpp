#include "analytics/warning/model.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/parallel.hpp"
#include "analytics/warning/metrics.hpp"

namespace tarn::analytics::warning {
double probability(double log_odds) {
    return 1 / (1 + std::exp(-log_odds));
}

Drift drift(const Model& model, const Scored& scored, const std::vector<char>& counted) {
    Drift out;
    std::vector<double> now(model.score_tenths.size() + 1, 0.0);
    double rows = 0;
    for (std::size_t row = 0; row < scored.event.size(); ++row) {
        if (!counted[row]) continue;
        const auto& cuts = model.score_tenths;
        now[static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), scored.event[row]) -
                                     cuts.begin())] += 1;
        rows += 1;
    }
    if (rows == 0) return out;
    for (double& one : now) one /= rows;
    out.of_scores =
        stability_index(std::vector<double>(now.size(), 1.0 / static_cast<double>(now.size())), now);
    for (std::size_t feature = 0; feature < model.shares.size(); ++feature) {
        std::vector<double> share(model.shares[feature].size(), 0.0);
        for (std::size_t row = 0; row < scored.event.size(); ++row)
            if (counted[row]) share[scored.bins.codes[feature][row]] += 1 / rows;
        out.of_features.push_back(stability_index(model.shares[feature], share));
    }
    return out;
}

Scored score(const Model& model, const Snapshot& snapshot, const Histories& histories,
             const FeatureRequest& request, unsigned threads) {
    Scored scored;
    scored.facts = features(snapshot, histories, request, threads);
    const Matrix& all = scored.facts;
    const auto& grade = all.columns[static_cast<std::size_t>(Feature::grade)];
    for (SchoolIndex school = 0; school < all.rows; ++school)
        if (!std::isnan(grade[school])) scored.schools.push_back(school);
    scored.bins.rows = scored.schools.size();
    scored.bins.cuts = model.event.cuts;
    scored.bins.codes.resize(feature_count);
    for_each_item(feature_count, threads, [&](std::size_t feature) {
        auto& codes = scored.bins.codes[feature];
        codes.resize(scored.bins.rows);
        const Cuts& cuts = scored.bins.cuts[feature];
        for (std::size_t row = 0; row < codes.size(); ++row)
            codes[row] = cuts.bin_of(all.columns[feature][scored.schools[row]]);
    });
    scored.outcome = scores(model.outcome, scored.bins, threads);
    scored.event = scores(model.event, scored.bins, threads);
    return scored;
}

}
