#include <algorithm>
#include <array>
#include <numeric>

#include "analytics/known.hpp"
#include "warning/trials.hpp"

namespace tarn::warning {
namespace {

// Points of the capture curve, in per cent of schools.
constexpr std::array shown{1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100};

/// The population of engine::Among::every_graded in a window of all England.
bool belongs(const analytics::Snapshot& snapshot, const engine::Histories& histories,
             analytics::SchoolIndex school, const engine::Window& window) {
    const analytics::School& facts = snapshot.schools[school];
    return analytics::open_on(facts, window.from) && histories.complete_to(facts.authority) >= window.to;
}

std::vector<TrialSchool> schools_of(const engine::Model& model, const analytics::Snapshot& snapshot,
                                    const engine::Histories& histories, const engine::Window& window,
                                    unsigned threads) {
    const auto scored = engine::score(model, snapshot, histories,
                                      {.day = window.from, .lag = {}, .horizon = horizon_days}, threads);
    std::vector<TrialSchool> all;
    for (std::size_t i = 0; i < scored.schools.size(); ++i) {
        const auto index = scored.schools[i];
        if (!belongs(snapshot, histories, index, window)) continue;
        TrialSchool& one = all.emplace_back();
        one.urn = snapshot.schools[index].urn;
        one.authority = snapshot.schools[index].authority;
        one.probability = engine::probability(scored.event[i]);
        if (const auto next = histories.first_after(index, window.from, window.to, engine::Counted::joined)) {
            one.inspected_on = next->held;
            one.grade = next->grade;
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const TrialSchool& a, const TrialSchool& b) {
        return a.probability > b.probability;
    });
    for (std::size_t i = 0; i < (all.size() + 5) / 10; ++i) all[i].top_tenth = true;
    std::erase_if(all, [](const TrialSchool& one) { return !one.top_tenth && !one.event(); });
    return all;
}

}

Result<Trial> try_out(const engine::Model& model, const analytics::Snapshot& snapshot,
                      const engine::Histories& histories, const engine::Window& window, unsigned threads) {
    engine::EvaluationRequest request;
    request.window = window;
    request.among = engine::Among::every_graded;
    request.samples = 1;  // intervals of the figures stand in the back-test
    request.threads = threads;
    const auto evaluation = engine::evaluate(model, snapshot, histories, request);
    if (!evaluation) return evaluation.error();
    Trial trial;
    trial.false_alarms = evaluation->false_alarms;
    trial.top_tenth_kept = evaluation->top_tenth_kept;
    trial.lead_months = evaluation->lead_months;
    for (const int percent : shown)
        if (static_cast<std::size_t>(percent) <= evaluation->capture_curve.size())
            trial.capture.push_back(
                {percent, evaluation->capture_curve[static_cast<std::size_t>(percent) - 1]});
    trial.schools = schools_of(model, snapshot, histories, window, threads);
    return trial;
}

}
