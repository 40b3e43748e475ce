#include "analytics/warning/hazard.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analytics/warning/model.hpp"
#include "analytics/warning/situations.hpp"

namespace tarn::analytics::warning {
namespace {

/// Facts that grow as time passes without an inspection.
constexpr std::array growing{
    Feature::months_since,
    Feature::months_since_outstanding,
    Feature::months_since_good,
    Feature::months_since_below_good,
    Feature::months_since_last_below_good,
    Feature::months_since_conversion,
};

}

Landmarks hazard_landmarks(Landmarks landmarks) {
    landmarks.count = 6;
    landmarks.days_apart = landmarks.longest_window = landmarks.shortest_window = hazard_interval_days;
    landmarks.event = LandmarkEvent::inspected;
    for (const Feature whole_horizon : {Feature::due, Feature::due_below_good, Feature::horizon})
        landmarks.features.reset(static_cast<std::size_t>(whole_horizon));
    return landmarks;
}

std::vector<double> event_scores(const Hazard& hazard, const Matrix& known, std::span<const double> outcome,
                                 int horizon, unsigned threads) {
    Matrix now = known;
    Binned bins = bin_with(now, hazard.inspected.cuts, threads);
    std::vector<double> waiting(known.rows, 1.0), below_good(known.rows, 0.0);
    for (int passed = 0; passed < horizon; passed += hazard_interval_days) {
        for (const Feature feature : growing) {
            const auto at = static_cast<std::size_t>(feature);
            for (std::size_t row = 0; row < now.rows; ++row)
                now.columns[at][row] = known.columns[at][row] + static_cast<float>(passed / days_in_month);
            bins.codes[at] = bin_column(now.columns[at], hazard.inspected.cuts[at]);
        }
        const std::vector<double> log_odds = scores(hazard.inspected, bins, threads);
        // The last interval may end beyond the horizon.
        const double part = std::min(1.0, double(horizon - passed) / hazard_interval_days);
        for (std::size_t row = 0; row < now.rows; ++row) {
            const double inspected = 1 - std::pow(1 - probability(log_odds[row]), part);
            below_good[row] += waiting[row] * inspected * probability(outcome[row]);
            waiting[row] *= 1 - inspected;
        }
    }
    for (double& one : below_good) one = std::log(one / (1 - one));
    return below_good;
}

TrainingRows hazard_rows(const Hazard& hazard, const Shapes& outcome, const Snapshot& snapshot,
                         const Histories& histories, const FeatureRequest& request, unsigned threads) {
    const Matrix all = features(snapshot, histories, request, threads);
    const auto& grade = all.columns[static_cast<std::size_t>(Feature::grade)];
    std::vector<SchoolIndex> chosen;
    for (SchoolIndex school = 0; school < all.rows; ++school)
        if (can_be_scored(snapshot.schools[school], grade[school], request.day)) chosen.push_back(school);
    const Matrix known = rows_of(all, chosen);
    const auto judged = scores(outcome, bin_with(known, outcome.cuts, threads), threads);
    const auto log_odds = event_scores(hazard, known, judged, request.horizon, threads);
    TrainingRows rows;
    for (const bool event : {false, true})
        for (const double one : log_odds) {
            rows.events.push_back(event);
            rows.weights.push_back(static_cast<float>(event ? probability(one) : probability(-one)));
        }
    for (int copy = 0; copy < 2; ++copy)
        rows.schools.insert(rows.schools.end(), chosen.begin(), chosen.end());
    rows.matrix = known;
    for (auto& column : rows.matrix.columns) {
        const auto once = static_cast<std::ptrdiff_t>(column.size());
        column.resize(2 * column.size());
        std::copy_n(column.begin(), once, column.begin() + once);
    }
    rows.matrix.rows = rows.events.size();
    return rows;
}

}
