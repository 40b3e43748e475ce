#pragma once
// The early-warning model: two additive models over the same bins.
//   outcome: given that a graded inspection takes place, is it less than good?
//   event:   will the school be judged less than good within the horizon?
// Contributions are in log-odds and add up to the score exactly.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analytics/warning/boosting.hpp"
#include "analytics/warning/landmarks.hpp"
#include "analytics/warning/shapes.hpp"
#include "base/result.hpp"

namespace tarn::analytics::warning {

enum class Question : std::uint8_t { outcome, event };

/// How a model is fitted; chosen on windows before those on which it is judged (docs/early-warning.md).
struct Recipe {
    int outcome_landmarks = 12, event_landmarks = 8;
    int most_landmarks = 60;  ///< ten years: as far as memory grows where there are too few events
    double keep_uneventful = 0.25;
    std::size_t bins = 32;
    int bags = 4;  ///< boosted models with other draws of rows and features, averaged
    BoostingOptions outcome_trees{.trees = 300,
                                  .depth = 2,
                                  .rate = 0.06,
                                  .ridge = 20,
                                  .smallest_leaf = 60,
                                  .rows_share = 0.5,
                                  .features_share = 0.3};
    BoostingOptions event_trees{.trees = 300,
                                .depth = 2,
                                .rate = 0.08,
                                .ridge = 20,
                                .smallest_leaf = 100,
                                .rows_share = 0.5,
                                .features_share = 0.3};
    double ridge = 60;
    double logistic_share = 0.5;    ///< of the outcome model; the rest is boosted
    double outcome_in_event = 0.4;  ///< times the outcome model, added to the event model
    double hazard_share = 0.5;      ///< of the event model
    int hazard_trees = 800;         ///< of the tables that tell the hazard
    std::size_t pairs = 40;         ///< kept of each model, the strongest
};

struct FitRequest {
    Date fit_to;
    Lag lag;
    Recipe recipe;
    bool shuffle_outcomes = false;  ///< to show that nothing is learnt from nothing
    unsigned threads = 2;           ///< the answer does not depend on it
};

struct Model {
    Shapes outcome, event;
    Date fit_to;
    std::size_t outcome_rows = 0, outcome_events = 0, event_rows = 0, event_events = 0;
    /// Share of the training rows in each bin of each feature: what later inputs are compared with.
    std::vector<std::vector<double>> shares;
    /// Event log-odds below which each further tenth of the training rows lies, ascending: nine numbers.
    std::vector<double> score_tenths;
    const Shapes& of(Question question) const { return question == Question::outcome ? outcome : event; }
};

/// Fewest events to learn from; below it there is no model.
inline constexpr std::size_t fewest_events = 200;
Result<Model> fit(const Snapshot& snapshot, const Histories& histories, const FitRequest& request);

/// Every school with an earlier graded inspection known on the day, open or not, in ascending order.
struct Scored {
    std::vector<SchoolIndex> schools;
    Matrix facts;  ///< what was known of every school of the snapshot, by SchoolIndex
    Binned bins;
    std::vector<double> outcome, event;  ///< log-odds
};
Scored score(const Model& model, const Snapshot& snapshot, const Histories& histories,
             const FeatureRequest& request, unsigned threads = 2);

double probability(double log_odds);

/// How far the schools of a day have moved from those the model was fitted on.
struct Drift {
    double of_scores = 0;             ///< stability index over tenths of the score
    std::vector<double> of_features;  ///< by Feature
    /// Above a quarter the model is looking at another population [siddiqi-2006].
    bool too_far() const { return of_scores > 0.25; }
};
Drift drift(const Model& model, const Scored& scored, const std::vector<char>& counted);

}
