// Fits a model, tries the same way of fitting on the year before, and notes which releases it read.
#include <algorithm>
#include <set>

#include "evidence/evidence.hpp"
#include "warning/warning_store.hpp"

namespace tarn::warning {
namespace {

// About 150 schools each: fine enough at the top, where tenths would mix a third with two thirds.
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

std::optional<BackTest> back_test(const analytics::Snapshot& snapshot, const engine::Histories& histories,
                                  const FitOptions& options) {
    BackTest test;
    test.to = options.fit_to;
    test.from = options.fit_to + 1 - horizon_days;
    test.fit_to = test.from - 1;
    const auto model =
        engine::fit(snapshot, histories,
                    {.fit_to = test.fit_to, .lag = options.lag, .recipe = {}, .threads = options.threads});
    if (!model) return std::nullopt;
    engine::EvaluationRequest request;
    request.window = {test.fit_to, test.from, test.to};
    request.lag = options.lag;
    request.among = engine::Among::every_graded;
    request.breakdowns = false;
    request.bands = fine_bands;
    request.threads = options.threads;
    const auto evaluation = engine::evaluate(*model, snapshot, histories, request);
    if (!evaluation) return std::nullopt;
    test.outcome = evaluation->find(engine::Asked::outcome, engine::Scorer::model)->figures;
    test.event = evaluation->find(engine::Asked::event, engine::Scorer::model)->figures;
    test.outcome_bands = evaluation->outcome_bands;
    test.event_bands = evaluation->event_bands;
    return test;
}

}

Result<Fitted> fit(storage::Reader& db, const analytics::Snapshot& snapshot, const FitOptions& options) {
    const engine::Histories histories{snapshot};
    if (options.fit_to > histories.complete_to())
        return Error{"Graded inspections are listed completely only to " + histories.complete_to().display() +
                         ". A model fitted to a later day would take missing inspections for good news.",
                     {}};
    auto model =
        engine::fit(snapshot, histories,
                    {.fit_to = options.fit_to, .lag = options.lag, .recipe = {}, .threads = options.threads});
    if (!model) return model.error();
    Fitted fitted;
    fitted.model = std::move(model).value();
    fitted.back_test = back_test(snapshot, histories, options);
    fitted.releases = releases_read(db, snapshot, options.fit_to);
    return fitted;
}

}
