#pragma once
// A model of early warning that knows grades alone, for tests of pages: whoever includes this uses `warning`.
#include "warning/warning_store.hpp"

namespace tarn::test {

/// Tried on a thousand schools, of which it caught six of ten in its first tenth; every grade raises the answer.
inline warning::Fitted model_by_grade(Date fit_to, double raise = 1) {
    namespace engine = warning::engine;
    warning::Fitted fitted;
    std::vector<engine::Cuts> cuts(engine::feature_count);
    cuts[static_cast<std::size_t>(engine::Feature::grade)].at = {2, 3, 4};
    engine::Model& model = fitted.model;
    model.fit_to = fit_to;
    model.event = engine::flat(cuts);
    model.event.base = -4;
    model.event.mains[static_cast<std::size_t>(engine::Feature::grade)] = {0, raise, raise, raise, raise};
    model.outcome = model.event;
    for (const auto& one : cuts) model.shares.emplace_back(one.bins(), 1.0 / static_cast<double>(one.bins()));
    warning::BackTest& test = fitted.back_test.emplace();
    test.fit_to = fit_to - warning::horizon_days;
    test.tried = model;
    test.tried.fit_to = test.fit_to;
    test.from = test.fit_to + 1;
    test.to = fit_to;
    test.event.n = 1000;
    test.event.events = 40;
    test.event.top_tenth = engine::Figure{0.6, 0.5, 0.7};
    test.event.top_fifth = engine::Figure{0.75, 0.65, 0.85};
    test.event_bands.assign(10, {.expected = 0.04, .observed = 0.04, .n = 100, .events = 4});
    test.outcome_bands = test.event_bands;
    fitted.trial.emplace();
    return fitted;
}

}
