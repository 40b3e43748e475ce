#include <algorithm>
#include <fmt/format.h>
#include <span>

#include "access/audit.hpp"
#include "people/people.hpp"
#include "warning/warning_jobs.hpp"
#include "warning/warning_store.hpp"

namespace tarn::warning {
namespace {

constexpr unsigned threads = 2;

/// The person as a data officer, if they still are one on the day the work is done.
access::Viewer viewer_of(storage::Reader& db, const jobs::Job& job, Date today) {
    const auto person = people::find_person(db, job.asked_by);
    for (const auto& grant : people::grants_of(db, job.asked_by)) {
        if (!person || !grant.usable_on(today)) continue;
        access::Viewer viewer{person->id, person->name, grant.role, grant.authority, {}};
        if (viewer.may(access::Permission::import_data)) return viewer;
    }
    throw jobs::Rejected("You no longer have the role you used to ask for this.");
}

std::string fit_anew(storage::Database& database, const Clock& clock, Runs& runs, const jobs::Job& job,
                     const jobs::Progress& progress) {
    std::optional<Fitted> fitted;
    access::Viewer viewer;
    {
        const auto db = database.read();
        viewer = viewer_of(*db, job, clock.today());
        progress(5, "Reading the evidence");
        const auto snapshot = runs.snapshot_of(*db, clock.today());
        const Date fit_to = engine::Histories{*snapshot}.complete_to();
        const auto begun = [&](FitStep step) {
            switch (step) {
                case FitStep::learning:
                    return progress(20, "Learning from inspections up to " + fit_to.display());
                case FitStep::trying:
                    return progress(50, "Testing the model on the last 14 months");
                case FitStep::comparing:
                    return progress(85, "Comparing it with the model in force");
            }
        };
        auto result = fit(*db, *snapshot, {.fit_to = fit_to, .lag = {}, .threads = threads, .begun = begun});
        if (!result) throw jobs::Rejected(result.error().message);
        fitted = std::move(result).value();
    }
    progress(95, "Keeping the model");
    const auto db = database.write();
    const auto id = keep(*db, *fitted, clock.now());
    const access::AuditEntry entry{"warning.fitted", fmt::format("warning-model:{}", id.value), {}, {}};
    access::write_audit(*db, viewer, std::span{&entry, 1}, clock.now());
    db->commit();
    return std::to_string(id.value);
}

std::string compare_again(storage::Database& database, const Clock& clock, Runs& runs, const jobs::Job& job,
                          const jobs::Progress& progress) {
    std::optional<ModelComparison> compared;
    {
        const auto db = database.read();
        viewer_of(*db, job, clock.today());
        progress(5, "Reading the evidence");
        const auto snapshot = runs.snapshot_of(*db, clock.today());
        const auto id = parse_identifier(job.input);
        const auto model = id ? runs.model(*db, ModelId{*id}) : nullptr, current = runs.in_force(*db);
        if (!current) throw jobs::Rejected("The model in force cannot be read, so nothing compares with it.");
        if (!model || model == current)
            throw jobs::Rejected("This is the model in force now. There is nothing to compare it with.");
        progress(20, "Comparing with the model in force");
        auto result = compare(*snapshot, candidate(*model), candidate(*current), {.threads = threads});
        if (!result) throw jobs::Rejected(result.error().message);
        compared = std::move(result).value();
    }
    const auto db = database.write();
    store_comparison(*db, *compared, clock.now());
    db->commit();
    return job.input;
}

}

Result<JobId> ask_fit(storage::Writer& db, const access::Viewer& viewer, Instant now) {
    if (!viewer.may(access::Permission::import_data)) return Error{"Only a data officer fits a model.", {}};
    return jobs::enqueue(db, fit_job, "New early-warning model", "", viewer.person(), now);
}

Result<JobId> ask_comparison(storage::Writer& db, const access::Viewer& viewer, ModelId model, Instant now) {
    if (!viewer.may(access::Permission::import_data))
        return Error{"Only a data officer compares models.", {}};
    const auto current = current_model(db);
    const auto all = models(db);
    const bool kept =
        std::ranges::any_of(all, [&](const ModelFacts& one) { return one.id == model && one.readable; });
    if (!current || *current == model || !kept)
        return Error{"Choose a model that is kept and not in force", {}};
    return jobs::enqueue(db, compare_job,
                         fmt::format("Early-warning model {} compared with the one in force", model.value),
                         std::to_string(model.value), viewer.person(), now);
}

bool is_of_warning(const jobs::Job& job) {
    return job.kind == fit_job || job.kind == compare_job;
}

std::optional<ModelId> model_of(const jobs::Job& job) {
    const bool done = is_of_warning(job) && job.state == jobs::State::done;
    const auto id = done ? parse_identifier(job.result) : std::nullopt;
    return id ? std::optional{ModelId{*id}} : std::nullopt;
}

std::map<std::string, jobs::Worker> job_workers(storage::Database& database, const Clock& clock, Runs& runs) {
    return {{std::string{fit_job},
             [&](const jobs::Job& job, const jobs::Progress& progress) {
                 return fit_anew(database, clock, runs, job, progress);
             }},
            {std::string{compare_job}, [&](const jobs::Job& job, const jobs::Progress& progress) {
                 return compare_again(database, clock, runs, job, progress);
             }}};
}

}
