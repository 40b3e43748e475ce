// Fits a model, tries the same way of fitting on the year before, compares it with the one in force, and
// notes which releases it read.
#include <algorithm>
#include <set>

#include "evidence/evidence.hpp"
#include "warning/warning_store.hpp"

namespace tarn::warning {
namespace {

// About 150 schools of England each: fine enough at the top, where tenths would mix a third with two thirds.
constexpr std::size_t fine_bands = 100;

std::vector<SourceRelease> releases_read(storage::Reader& db, const analytics::Snapshot& snapshot,
                                         Date fit_to) {
    std::set<ReleaseId> ids;
    for (const std::uint32_t series : engine::series_read(snapshot, fit_to))
        ids.insert(snapshot.series[series].release);
    for (const analytics::Inspection& inspection : snapshot.inspections)
        if (inspection.graded && inspection.listed_from == Date{} && inspection.held <= fit_to)
            ids.insert(inspection.release);
    std::vector<SourceRelease> out;
    for (const ReleaseId id : ids)
        if (const auto release = evidence::find_release(db, id))
            out.push_back({id, release->title, release->sha256});
    return out;
}

/// The same way of fitting, on the 14 months before, into `fitted`.
void try_on_the_time_before(const analytics::Snapshot& snapshot, const engine::Histories& histories,
                            const FitOptions& options, Fitted& fitted) {
    const Date from = options.fit_to + 1 - horizon_days;
    const engine::Window window{from - 1, from, options.fit_to};
    auto model =
        engine::fit(snapshot, histories,
                    {.fit_to = window.fit_to, .lag = options.lag, .recipe = {}, .threads = options.threads});
    if (!model) return;
    engine::EvaluationRequest request;
    request.window = window;
    request.lag = options.lag;
    request.among = engine::Among::every_graded;
    request.breakdowns = false;
    request.bands = fine_bands;
    request.threads = options.threads;
    const auto evaluation = engine::evaluate(*model, snapshot, histories, request);
    auto trial = try_out(*model, snapshot, histories, window, options.threads);
    if (!evaluation || !trial) return;
    fitted.back_test =
        BackTest{.fit_to = window.fit_to,
                 .from = window.from,
                 .to = window.to,
                 .tried = std::move(model).value(),
                 .outcome = evaluation->find(engine::Asked::outcome, engine::Scorer::model)->figures,
                 .event = evaluation->find(engine::Asked::event, engine::Scorer::model)->figures,
                 .outcome_bands = evaluation->outcome_bands,
                 .event_bands = evaluation->event_bands};
    fitted.trial = std::move(trial).value();
}

void compare_with_current(storage::Reader& db, const analytics::Snapshot& snapshot, const FitOptions& options,
                          Fitted& fitted) {
    const auto current = current_model(db);
    std::shared_ptr<const StoredModel> stored;
    try {
        stored = current ? load_model(db, *current) : nullptr;
    } catch (const DamagedModel&) {
        return;  // a new model is just what is needed then
    }
    if (!stored) return;
    options.begun(FitStep::comparing);
    auto compared = compare(snapshot, {{}, &fitted.model, &fitted.back_test}, candidate(*stored),
                            {.threads = options.threads});
    if (compared) fitted.comparison = std::move(compared).value();
}

}

Result<Fitted> fit(storage::Reader& db, const analytics::Snapshot& snapshot, const FitOptions& options) {
    const engine::Histories histories{snapshot};
    if (histories.complete_to() == Date{})
        return Error{"No file that lists every inspection has been imported.", {}};
    if (options.fit_to > histories.complete_to())
        return Error{"Graded inspections are listed completely only to " + histories.complete_to().display() +
                         ". A model fitted to a later day would take missing inspections for good news.",
                     {}};
    options.begun(FitStep::learning);
    auto model =
        engine::fit(snapshot, histories,
                    {.fit_to = options.fit_to, .lag = options.lag, .recipe = {}, .threads = options.threads});
    if (!model) return model.error();
    Fitted fitted;
    fitted.model = std::move(model).value();
    options.begun(FitStep::trying);
    try_on_the_time_before(snapshot, histories, options, fitted);
    compare_with_current(db, snapshot, options, fitted);
    fitted.releases = releases_read(db, snapshot, options.fit_to);
    return fitted;
}

}
