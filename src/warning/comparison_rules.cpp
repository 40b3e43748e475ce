// Chooses the months and who answers, and compares.
#include <algorithm>
#include <cmath>

#include "warning/comparisons.hpp"

namespace tarn::warning {
namespace {

struct Answering {
    Contender contender;
    const engine::Model* model = nullptr;
};

Result<Answering> answering(const Candidate& candidate, Date from) {
    if (candidate.model->fit_to < from)
        return Answering{{candidate.id, StandIn::itself, candidate.model->fit_to}, candidate.model};
    if (*candidate.back_test && (*candidate.back_test)->tried.fit_to < from) {
        const engine::Model& tried = (*candidate.back_test)->tried;
        return Answering{{candidate.id, StandIn::its_trial, tried.fit_to}, &tried};
    }
    return Error{
        (candidate.id.value ? "Model " + std::to_string(candidate.id.value) : std::string{"The new model"}) +
            " knows outcomes of the months from " + from.display() +
            ", and there was too little before them to try its way of fitting on.",
        {}};
}

void turn(engine::PairedFigures& pair) {
    std::swap(pair.first, pair.second);
    engine::Figures& d = pair.difference;
    for (auto* figure :
         {&d.auc, &d.average_precision, &d.brier, &d.slope, &d.intercept, &d.top_tenth, &d.top_fifth})
        if (*figure) *figure = engine::Figure{-(*figure)->value, -(*figure)->high, -(*figure)->low};
}

}

Candidate candidate(const StoredModel& stored) {
    return {stored.facts.id, &stored.model, &stored.back_test};
}

Result<ModelComparison> compare(const analytics::Snapshot& snapshot, const Candidate& model,
                                const Candidate& with, const ComparisonOptions& options) {
    const engine::Histories histories{snapshot};
    const Date to = histories.complete_to(), from = to + 1 - horizon_days;
    if (to == Date{}) return Error{"No file that lists every inspection has been imported.", {}};
    const auto first = answering(model, from), second = answering(with, from);
    if (!first) return first.error();
    if (!second) return second.error();
    engine::EvaluationRequest request;
    request.window = {std::max(first->contender.fit_to, second->contender.fit_to), from, to};
    request.among = engine::Among::every_graded;
    request.samples = options.samples;
    request.threads = options.threads;
    auto compared = engine::compare(*first->model, *second->model, snapshot, histories, request);
    if (!compared) return compared.error();
    return ModelComparison{.model = first->contender,
                           .with = second->contender,
                           .from = from,
                           .to = to,
                           .outcome = std::move(compared->outcome),
                           .event = std::move(compared->event)};
}

ModelComparison turned(ModelComparison comparison) {
    std::swap(comparison.model, comparison.with);
    turn(comparison.outcome);
    turn(comparison.event);
    return comparison;
}

}
