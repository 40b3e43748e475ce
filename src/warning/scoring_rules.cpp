#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "analytics/as_at.hpp"
#include "analytics/chance.hpp"
#include "warning/warning.hpp"

namespace tarn::warning {
namespace {

const engine::CalibrationBand* band_of(const std::vector<engine::CalibrationBand>& bands,
                                       double probability) {
    const engine::CalibrationBand* nearest = nullptr;
    for (const auto& band : bands)
        if (!nearest || std::abs(band.expected - probability) < std::abs(nearest->expected - probability))
            nearest = &band;
    return nearest;
}

SchoolWarning warning_of(const WarningRun& run, std::size_t row) {
    const analytics::School& school = run.snapshot->schools[run.scored.schools[row]];
    SchoolWarning out;
    out.school = run.scored.schools[row];
    out.urn = school.urn;
    out.name = school.name;
    out.phase = school.phase;
    out.event_log_odds = run.scored.event[row];
    for (std::size_t feature = 0; feature < engine::feature_count; ++feature)
        out.known[feature] = run.scored.facts.columns[feature][out.school];
    out.event = engine::probability(run.scored.event[row]);
    out.outcome = engine::probability(run.scored.outcome[row]);
    if (!run.stored->back_test) return out;
    const auto fared = [](const auto& bands, double probability, auto& kept, auto& interval) {
        if (const auto* band = band_of(bands, probability)) {
            kept = *band;
            interval =
                analytics::wilson_interval(band->observed, static_cast<double>(band->n), analytics::alert_z);
        }
    };
    fared(run.stored->back_test->event_bands, out.event, out.band, out.interval);
    fared(run.stored->back_test->outcome_bands, out.outcome, out.outcome_band, out.outcome_interval);
    return out;
}

/// What a bin holds, in words: "47 to 51", "below 12", "not known".
std::string bin_text(const engine::Cuts& cuts, std::uint8_t bin) {
    if (bin == 0) return "not known";
    const auto number = [](float value) {
        std::string text = fmt::format("{:.2f}", value);
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
        return text;
    };
    if (cuts.at.empty()) return "known";
    if (bin == 1) return "below " + number(cuts.at.front());
    if (bin == cuts.bins() - 1) return number(cuts.at.back()) + " or more";
    return number(cuts.at[bin - 2u]) + " to under " + number(cuts.at[bin - 1u]);
}

}

Result<WarningRun> score(std::shared_ptr<const analytics::Snapshot> snapshot,
                         std::shared_ptr<const StoredModel> stored, const ScoreRequest& request) {
    if (request.as_at <= stored->model.fit_to)
        return Error{"This model has learnt from outcomes up to " + stored->model.fit_to.display() +
                         ". It can only answer for later days.",
                     {}};
    WarningRun run;
    run.snapshot = std::move(snapshot);
    run.stored = std::move(stored);
    run.as_at = request.as_at;
    const engine::Histories histories{*run.snapshot};
    run.scored = engine::score(run.stored->model, *run.snapshot, histories,
                               {.day = request.as_at, .lag = {}, .horizon = horizon_days}, request.threads);
    std::vector<char> counted;
    for (const analytics::SchoolIndex index : run.scored.schools) {
        const analytics::School& school = run.snapshot->schools[index];
        counted.push_back(school.state_funded && analytics::open_on(school, request.as_at));
    }
    run.drift = engine::drift(run.stored->model, run.scored, counted);
    const analytics::Population population{*run.snapshot, request.as_at};
    std::size_t row = 0;
    for (const analytics::SchoolIndex index : population.schools()) {
        while (row < run.scored.schools.size() && run.scored.schools[row] < index) ++row;
        const analytics::School& school = run.snapshot->schools[index];
        if (request.authority && school.authority != *request.authority) continue;
        if (row < run.scored.schools.size() && run.scored.schools[row] == index)
            run.schools.push_back(warning_of(run, row));
        else
            run.not_scored.push_back(school.urn);
    }
    run.scored.facts = {};  // each school has its own; a run is held for long
    if (run.schools.empty())
        return Error{"No open school there has a graded inspection that was known on that day.", {}};
    std::stable_sort(run.schools.begin(), run.schools.end(),
                     [](const SchoolWarning& a, const SchoolWarning& b) { return a.event > b.event; });
    if (run.drift.too_far())
        return Error{
            "Schools have changed too much since this model was made, so we cannot rely on it. "
            "A data officer can make a new one.",
            {}};
    return run;
}

Explanation explain(const WarningRun& run, const SchoolWarning& school) {
    const auto at = std::lower_bound(run.scored.schools.begin(), run.scored.schools.end(), school.school);
    const auto row = static_cast<std::size_t>(at - run.scored.schools.begin());
    const engine::Shapes& shapes = run.stored->model.event;
    std::vector<std::uint8_t> bins;
    for (const auto& codes : run.scored.bins.codes) bins.push_back(codes[row]);
    const auto values = shapes.terms(bins);
    Explanation out;
    out.base = shapes.base;
    const auto name = [&](std::size_t feature) {
        return fmt::format("{}: {}", engine::fact(static_cast<engine::Feature>(feature)).title,
                           bin_text(shapes.cuts[feature], bins[feature]));
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == 0) continue;
        Term term;
        term.log_odds = values[i];
        if (i < engine::feature_count) {
            term.features = {static_cast<engine::Feature>(i)};
            term.text = name(i);
        } else {
            const auto& pair = shapes.pairs[i - engine::feature_count];
            term.features = {static_cast<engine::Feature>(pair.first),
                             static_cast<engine::Feature>(pair.second)};
            term.text = name(pair.first) + ", together with " + name(pair.second);
        }
        out.terms.push_back(std::move(term));
    }
    std::stable_sort(out.terms.begin(), out.terms.end(), [](const Term& a, const Term& b) {
        return std::abs(a.log_odds) > std::abs(b.log_odds);
    });
    return out;
}

}
