#include "warning/warning_jobs.hpp"

#include <fmt/format.h>
#include <span>

#include "warning/trials.hpp"

namespace tarn::warning {
namespace {

constexpr unsigned threads = 2;

/// The person as a data officer, if they still are one on the day the work is done.
people::Viewer viewer_of(storage::Reader& db, const jobs::Job& job, Date today) {
    const auto person = people::find_person(db, job.asked_by);
    for (const auto& grant : people::grants_of(db, job.asked_by)) {
        if (!person || !grant.valid.contains(today)) continue;
        people::Viewer viewer{person->id, person->name, grant.role, grant.authority, {}};
        if (viewer.may(people::Permission::import_data)) return viewer;
    }
    throw jobs::Rejected("The role in which this was asked for has ended.");
}

void keep_trial(storage::Writer& db, ModelId model, const Result<Trial>& trial, Instant now) {
    if (trial) store_trial(db, model, *trial, now);
}

std::string fit_anew(storage::Database& database, const Clock& clock, Runs& runs, const jobs::Job& job,
                     const jobs::Progress& progress) {
    std::optional<Fitted> fitted;
    std::optional<Result<Trial>> trial;
    people::Viewer viewer;
    {
        const auto db = database.read();
        viewer = viewer_of(*db, job, clock.today());
        progress(5, "Reading the evidence");
        const auto snapshot = runs.snapshot_of(*db, clock.today());
        const Date fit_to = engine::Histories{*snapshot}.complete_to();
        if (fit_to == Date{}) throw jobs::Rejected("No file that lists every inspection has been imported.");
        progress(20, "Learning from inspections up to " + fit_to.display());
        auto result = fit(*db, *snapshot, {.fit_to = fit_to, .lag = {}, .threads = threads});
        if (!result) throw jobs::Rejected(result.error().message);
        fitted = std::move(result).value();
        progress(65, "Trying it on the year it was not shown");
        trial = try_out(*snapshot, fit_to, threads);
    }
    progress(95, "Keeping the model");
    const auto db = database.write();
    const auto id = store_model(*db, fitted->model, fitted->back_test, fitted->releases, clock.now());
    keep_trial(*db, id, *trial, clock.now());
    const people::AuditEntry entry{"warning.fitted", fmt::format("warning-model:{}", id.value), {}, {}};
    people::write_audit(*db, viewer, std::span{&entry, 1}, clock.now());
    db->commit();
    return std::to_string(id.value);
}

std::string try_again(storage::Database& database, const Clock& clock, Runs& runs, const jobs::Job& job,
                      const jobs::Progress& progress) {
    const auto asked = parse_identifier(job.input);
    std::shared_ptr<const StoredModel> stored;
    std::optional<Result<Trial>> trial;
    {
        const auto db = database.read();
        viewer_of(*db, job, clock.today());
        stored = asked ? runs.model(*db, ModelId{*asked}) : nullptr;
        if (!stored) throw jobs::Rejected("There is no such model.");
        progress(20, "Trying it on the year it was not shown");
        trial = try_out(*runs.snapshot_of(*db, clock.today()), stored->facts.fit_to, threads);
    }
    if (!*trial) throw jobs::Rejected(trial->error().message);
    const auto db = database.write();
    keep_trial(*db, stored->facts.id, *trial, clock.now());
    db->commit();
    return std::to_string(stored->facts.id.value);
}

}

Result<JobId> ask_fit(storage::Writer& db, const people::Viewer& viewer, Instant now) {
    if (!viewer.may(people::Permission::import_data)) return Error{"Only a data officer fits a model.", {}};
    return jobs::enqueue(db, fit_job, "Early-warning model from everything imported", "", viewer.person(),
                         now);
}

Result<JobId> ask_trial(storage::Writer& db, const people::Viewer& viewer, ModelId model, Instant now) {
    if (!viewer.may(people::Permission::import_data)) return Error{"Only a data officer tries a model.", {}};
    return jobs::enqueue(db, trial_job, fmt::format("Trial of early-warning model {}", model.value),
                         std::to_string(model.value), viewer.person(), now);
}

bool is_of_warning(const jobs::Job& job) {
    return job.kind == fit_job || job.kind == trial_job;
}

std::optional<ModelId> model_of(const jobs::Job& job) {
    const bool done = is_of_warning(job) && job.state == jobs::State::done;
    const auto id = done ? parse_identifier(job.result) : std::nullopt;
    return id ? std::optional{ModelId{*id}} : std::nullopt;
}

std::map<std::string, jobs::Worker> job_workers(storage::Database& database, const Clock& clock, Runs& runs) {
    const auto bind = [&](auto work) {
        return [&database, &clock, &runs, work](const jobs::Job& job, const jobs::Progress& progress) {
            return work(database, clock, runs, job, progress);
        };
    };
    return {{std::string{fit_job}, bind(fit_anew)}, {std::string{trial_job}, bind(try_again)}};
}

}
