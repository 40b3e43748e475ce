#pragma once
// Fitting and trying out as jobs.
#include <map>
#include <optional>
#include <string>

#include "platform/jobs/jobs.hpp"
#include "warning/warning_runs.hpp"

namespace tarn::warning {

inline constexpr std::string_view fit_job = "warning_fit";
inline constexpr std::string_view trial_job = "warning_trial";

/// Queues a new model from everything imported, to the last day on which inspections are listed completely.
Result<JobId> ask_fit(storage::Writer& db, const people::Viewer& viewer, Instant now);
/// Queues the trial of a model that has none, such as one fitted on the command line.
Result<JobId> ask_trial(storage::Writer& db, const people::Viewer& viewer, ModelId model, Instant now);
bool is_of_warning(const jobs::Job& job);
std::optional<ModelId> model_of(const jobs::Job& job);  ///< that a finished job made or tried

std::map<std::string, jobs::Worker> job_workers(storage::Database& database, const Clock& clock, Runs& runs);

}
