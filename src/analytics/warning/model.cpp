#include "analytics/warning/model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/parallel.hpp"
#include "analytics/warning/metrics.hpp"

namespace tarn::analytics::warning {
namespace {

std::vector<Monotone> orders(Question question) {
    std::vector<Monotone> out;
    for (std::size_t i = 0; i < feature_count; ++i) {
        const FeatureFact& one = fact(static_cast<Feature>(i));
        out.push_back(question == Question::outcome ? one.outcome : one.event);
    }
    return out;
}

Binned bin_with(const Matrix& matrix, const std::vector<Cuts>& cuts, unsigned threads) {
    Binned binned;
    binned.rows = matrix.rows;
    binned.cuts = cuts;
    binned.codes.resize(cuts.size());
    for_each_item(cuts.size(), threads, [&](std::size_t feature) {
        binned.codes[feature] = bin_column(matrix.columns[feature], cuts[feature]);
    });
    return binned;
}

Shapes boosted_shapes(const Binned& data, const TrainingRows& rows, BoostingOptions options, int bags,
                      Question question, unsigned threads) {
    options.threads = threads;
    Shapes sum = flat(data.cuts);
    for (int bag = 0; bag < bags; ++bag) {
        options.seed = 1000 * (static_cast<std::uint64_t>(question) + 1) + static_cast<std::uint64_t>(bag);
        add(sum, shapes_of(boost(data, rows.events, rows.weights, options), data.cuts), 1.0 / bags);
    }
    return sum;
}

/// Outcomes dealt anew among the rows, in an order that depends on nothing but their number.
void shuffle(std::vector<std::uint8_t>& events) {
    std::uint64_t state = 88172645463325252ULL;
    for (std::size_t i = events.size(); i > 1; --i) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        std::swap(events[i - 1], events[state % i]);
    }
}

std::vector<std::vector<double>> bin_shares(const Binned& data, std::span<const float> weights) {
    std::vector<std::vector<double>> shares;
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t feature = 0; feature < data.codes.size(); ++feature) {
        std::vector<double> share(data.cuts[feature].bins(), 0.0);
        for (std::size_t row = 0; row < data.rows; ++row) share[data.codes[feature][row]] += weights[row];
        for (double& one : share) one /= total;
        shares.push_back(std::move(share));
    }
    return shares;
}

/// Weighted cut points between tenths.
std::vector<double> tenths(const std::vector<double>& score, std::span<const float> weights) {
    std::vector<std::size_t> order(score.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return score[a] < score[b]; });
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> cuts;
    double below = 0;
    for (const std::size_t row : order) {
        below += weights[row];
        if (cuts.size() < 9 && below >= total * 0.1 * static_cast<double>(cuts.size() + 1))
            cuts.push_back(score[row]);
    }
    return cuts;
}

Landmarks landmarks_of(const FitRequest& request, Question question) {
    Landmarks marks;
    marks.fit_to = request.fit_to;
    marks.lag = request.lag;
    marks.schools_share = request.schools_share;
    marks.features = request.recipe.features;
    marks.threads = request.threads;
    marks.inspected_only = question == Question::outcome;
    marks.count =
        question == Question::outcome ? request.recipe.outcome_landmarks : request.recipe.event_landmarks;
    marks.keep_uneventful = question == Question::outcome ? 1 : request.recipe.keep_uneventful;
    return marks;
}

/// Moves the base until the mean probability is the share of events.
void anchor(Shapes& shapes, const Binned& data, const TrainingRows& rows, unsigned threads) {
    const std::vector<double> score = scores(shapes, data, threads);
    double events = 0, shift = 0;
    for (std::size_t row = 0; row < score.size(); ++row) events += rows.weights[row] * rows.events[row];
    for (int round = 0; round < 50; ++round) {
        double expected = 0, slope = 0;
        for (std::size_t row = 0; row < score.size(); ++row) {
            const double p = probability(score[row] + shift);
            expected += rows.weights[row] * p;
            slope += rows.weights[row] * p * (1 - p);
        }
        const double step = std::clamp((events - expected) / std::max(slope, 1e-12), -1.0, 1.0);
        shift += step;
        if (std::abs(step) < 1e-12) break;
    }
    shapes.base += shift;
}

/// Recent years teach most, but a county alone sees too few events in them: memory doubles until there are
/// enough.
TrainingRows enough_rows(const Snapshot& snapshot, const Histories& histories, const FitRequest& request,
                         Question question) {
    Landmarks marks = landmarks_of(request, question);
    TrainingRows rows = training_rows(snapshot, histories, marks);
    while (rows.event_count() < fewest_events && marks.count < request.recipe.most_landmarks) {
        marks.count = std::min(2 * marks.count, request.recipe.most_landmarks);
        rows = training_rows(snapshot, histories, marks);
    }
    return rows;
}

}

double probability(double log_odds) {
    return 1 / (1 + std::exp(-log_odds));
}

Result<Model> fit(const Snapshot& snapshot, const Histories& histories, const FitRequest& request) {
    TrainingRows event_rows = enough_rows(snapshot, histories, request, Question::event);
    TrainingRows outcome_rows = enough_rows(snapshot, histories, request, Question::outcome);
    if (std::min(event_rows.event_count(), outcome_rows.event_count()) < fewest_events)
        return Error{"Too few schools were judged less than good by that day to learn from: at least " +
                         std::to_string(fewest_events) + " are needed.",
                     {}};
    if (request.shuffle_outcomes) {
        shuffle(event_rows.events);
        shuffle(outcome_rows.events);
    }
    Recipe recipe = request.recipe;
    if (recipe.form == Form::logistic) recipe.logistic_share = 1, recipe.outcome_in_event = 0;
    if (recipe.form == Form::additive) recipe.outcome_trees.depth = recipe.event_trees.depth = 1;
    // An imposed order is knowledge of its own, which a trial with shuffled outcomes must do without.
    if (!request.shuffle_outcomes) {
        recipe.outcome_trees.monotone = orders(Question::outcome);
        recipe.event_trees.monotone = orders(Question::event);
    }
    const Binned event_data = bin(event_rows.matrix, recipe.bins, request.threads);
    const Binned outcome_data = bin_with(outcome_rows.matrix, event_data.cuts, request.threads);

    Model model;
    model.fit_to = request.fit_to;
    model.outcome_rows = outcome_rows.events.size();
    model.outcome_events = outcome_rows.event_count();
    model.event_rows = event_rows.events.size();
    model.event_events = event_rows.event_count();
    model.shares = bin_shares(event_data, event_rows.weights);

    model.outcome = flat(event_data.cuts);
    if (recipe.logistic_share > 0)
        add(model.outcome,
            fit_logistic(outcome_data, bin_means(outcome_rows.matrix, outcome_data), outcome_rows.events,
                         outcome_rows.weights, {.ridge = recipe.ridge, .threads = request.threads}),
            recipe.logistic_share);
    if (recipe.logistic_share < 1)
        add(model.outcome,
            boosted_shapes(outcome_data, outcome_rows, recipe.outcome_trees, recipe.bags, Question::outcome,
                           request.threads),
            1 - recipe.logistic_share);
    model.event = recipe.form == Form::logistic
                      ? fit_logistic(event_data, bin_means(event_rows.matrix, event_data), event_rows.events,
                                     event_rows.weights, {.ridge = recipe.ridge, .threads = request.threads})
                      : boosted_shapes(event_data, event_rows, recipe.event_trees, recipe.bags,
                                       Question::event, request.threads);
    add(model.event, model.outcome, recipe.outcome_in_event);
    // The outcome's model brings in a second time how many inspections are less than good.
    anchor(model.event, event_data, event_rows, request.threads);
    centre(model.outcome, outcome_data, outcome_rows.weights);
    centre(model.event, event_data, event_rows.weights);
    keep_strongest_pairs(model.outcome, outcome_data, outcome_rows.weights, recipe.pairs);
    keep_strongest_pairs(model.event, event_data, event_rows.weights, recipe.pairs);
    model.score_tenths = tenths(scores(model.event, event_data, request.threads), event_rows.weights);
    return model;
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
