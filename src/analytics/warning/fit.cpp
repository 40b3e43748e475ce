// How a model is learnt: rows of past days, a curve for each feature and tables for pairs, for both
// questions.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/warning/hazard.hpp"
#include "analytics/warning/logistic.hpp"
#include "analytics/warning/model.hpp"

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

constexpr int a_year = 364;

struct Lesson {
    TrainingRows rows;
    Binned data;
};

/// The mean of several boosted models with other draws of rows and features.
Shapes boosted_shapes(const Lesson& lesson, BoostingOptions options, int bags, Question question,
                      unsigned threads) {
    options.threads = threads;
    Shapes sum = flat(lesson.data.cuts);
    for (int bag = 0; bag < bags; ++bag) {
        options.seed = 1000 * (static_cast<std::uint64_t>(question) + 1) + static_cast<std::uint64_t>(bag);
        const Boosted one = boost(lesson.data, lesson.rows.events, lesson.rows.weights, options);
        add(sum, shapes_of(one, lesson.data.cuts), 1.0 / bags);
    }
    return sum;
}

Shapes logistic_shapes(const Lesson& lesson, const FitRequest& request) {
    return fit_logistic(lesson.data, bin_means(lesson.rows.matrix, lesson.data), lesson.rows.events,
                        lesson.rows.weights, {.ridge = request.recipe.ridge, .threads = request.threads});
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
                         Landmarks marks) {
    TrainingRows rows = training_rows(snapshot, histories, marks);
    while (rows.event_count() < fewest_events && marks.count < request.recipe.most_landmarks) {
        marks.count = std::min(2 * marks.count, request.recipe.most_landmarks);
        rows = training_rows(snapshot, histories, marks);
    }
    return rows;
}

void append(TrainingRows& rows, const TrainingRows& more) {
    rows.matrix.columns.resize(feature_count);
    for (std::size_t feature = 0; feature < feature_count; ++feature)
        rows.matrix.columns[feature].insert(rows.matrix.columns[feature].end(),
                                            more.matrix.columns[feature].begin(),
                                            more.matrix.columns[feature].end());
    rows.events.insert(rows.events.end(), more.events.begin(), more.events.end());
    rows.weights.insert(rows.weights.end(), more.weights.begin(), more.weights.end());
    rows.schools.insert(rows.schools.end(), more.schools.begin(), more.schools.end());
    rows.matrix.rows = rows.events.size();
}

/// The recipe with what is known beforehand: which way each result points.
Recipe settled(const FitRequest& request) {
    Recipe recipe = request.recipe;
    // An imposed order is knowledge of its own, which a trial with shuffled outcomes must do without.
    if (!request.shuffle_outcomes) {
        recipe.outcome_trees.monotone = orders(Question::outcome);
        recipe.event_trees.monotone = orders(Question::event);
    }
    return recipe;
}

class Fitting {
  public:
    Fitting(const Snapshot& snapshot, const Histories& histories, const FitRequest& request)
        : snapshot_(snapshot), histories_(histories), request_(request) {
        request_.recipe = settled(request);
    }

    Result<Model> model() {
        event_.rows = learnt_from(landmarks_of(request_, Question::event));
        outcome_.rows = learnt_from(landmarks_of(request_, Question::outcome));
        if (std::min(event_.rows.event_count(), outcome_.rows.event_count()) < fewest_events)
            return Error{"Too few schools were judged less than good by that day to learn from: at least " +
                             std::to_string(fewest_events) + " are needed.",
                         {}};
        event_.data = bin(event_.rows.matrix, recipe().bins, request_.threads);
        outcome_.data = bin_with(outcome_.rows.matrix, event_.data.cuts, request_.threads);
        Model model;
        model.fit_to = request_.fit_to;
        model.outcome_rows = outcome_.rows.events.size();
        model.outcome_events = outcome_.rows.event_count();
        model.event_rows = event_.rows.events.size();
        model.event_events = event_.rows.event_count();
        model.shares = bin_shares(event_.data, event_.rows.weights);
        learn(model);
        return model;
    }

  private:
    const Recipe& recipe() const { return request_.recipe; }

    TrainingRows learnt_from(const Landmarks& marks) const {
        TrainingRows rows = enough_rows(snapshot_, histories_, request_, marks);
        if (request_.shuffle_outcomes) shuffle(rows.events);
        return rows;
    }

    void learn(Model& model) const {
        model.outcome = outcome_shapes();
        learn_event(model);
        finish(model.outcome, outcome_);
    }

    Shapes bagged_shapes(const Lesson& lesson, const BoostingOptions& options, Question question) const {
        return boosted_shapes(lesson, options, recipe().bags, question, request_.threads);
    }

    Shapes outcome_shapes() const {
        Shapes shapes = flat(outcome_.data.cuts);
        const double logistic = recipe().logistic_share;
        add(shapes, logistic_shapes(outcome_, request_), logistic);
        add(shapes, bagged_shapes(outcome_, recipe().outcome_trees, Question::outcome), 1 - logistic);
        return shapes;
    }

    void learn_event(Model& model) const {
        model.event = bagged_shapes(event_, recipe().event_trees, Question::event);
        add(model.event, model.outcome, recipe().outcome_in_event);
        scale(model.event, 1 - recipe().hazard_share, 0);
        add(model.event, hazard_shapes(model.outcome), recipe().hazard_share);
        // The outcome's model brings in a second time how many inspections are less than good.
        anchor(model.event, event_.data, event_.rows, request_.threads);
        finish(model.event, event_);
        model.score_tenths = tenths(scores(model.event, event_.data, request_.threads), event_.rows.weights);
    }

    Hazard hazard() const {
        Lesson lesson;
        lesson.rows = learnt_from(hazard_landmarks(landmarks_of(request_, Question::event)));
        lesson.data = bin(lesson.rows.matrix, recipe().bins, request_.threads);
        BoostingOptions trees = recipe().event_trees;
        trees.monotone.clear();  // no order of results makes an inspection later by nature
        return {bagged_shapes(lesson, trees, Question::event)};
    }

    /// What the hazard says of the schools of the last day of the outcomes, learnt by tables, so that it can
    /// be explained like the rest. Nothing of a later day: the same fit made later must read the same facts.
    Shapes hazard_shapes(const Shapes& outcome) const {
        const Hazard inspected = hazard();
        Lesson lesson;
        for (const int horizon : {a_year, Landmarks{}.longest_window})
            append(lesson.rows, hazard_rows(inspected, outcome, snapshot_, histories_,
                                            {.day = request_.fit_to, .lag = request_.lag, .horizon = horizon},
                                            request_.threads));
        lesson.data = bin_with(lesson.rows.matrix, event_.data.cuts, request_.threads);
        BoostingOptions trees = recipe().event_trees;
        trees.trees = recipe().hazard_trees;
        // Chances carry no noise that several draws would have to even out.
        return boosted_shapes(lesson, trees, 1, Question::event, request_.threads);
    }

    void finish(Shapes& shapes, const Lesson& lesson) const {
        centre(shapes, lesson.data, lesson.rows.weights);
        keep_strongest_pairs(shapes, lesson.data, lesson.rows.weights, recipe().pairs);
    }

    const Snapshot& snapshot_;
    const Histories& histories_;
    FitRequest request_;
    Lesson event_, outcome_;
};

}

Result<Model> fit(const Snapshot& snapshot, const Histories& histories, const FitRequest& request) {
    return Fitting{snapshot, histories, request}.model();
}

}
