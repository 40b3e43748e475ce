#pragma once
// Fitting and comparing as jobs.
#include <map>
#include <optional>
#include <string>

#include "access/viewer.hpp"
#include "platform/jobs/jobs.hpp"
#include "warning/warning_runs.hpp"

namespace tarn::warning {

inline constexpr std::string_view fit_job = "warning_fit", compare_job = "warning_compare";

/// Queues a new model from everything imported, to the last day on which inspections are listed completely.
Result<JobId> ask_fit(storage::Writer& db, const access::Viewer& viewer, Instant now);
/// Queues the comparison of a model with the one in force.
Result<JobId> ask_comparison(storage::Writer& db, const access::Viewer& viewer, ModelId model, Instant now);
bool is_of_warning(const jobs::Job& job);
std::optional<ModelId> model_of(const jobs::Job& job);  ///< that a finished job made or compared

std::map<std::string, jobs::Worker> job_workers(storage::Database& database, const Clock& clock, Runs& runs);

}
