#pragma once
// Fitting as a job.
#include <map>
#include <optional>
#include <string>

#include "platform/jobs/jobs.hpp"
#include "warning/warning_runs.hpp"

namespace tarn::warning {

inline constexpr std::string_view fit_job = "warning_fit";

/// Queues a new model from everything imported, to the last day on which inspections are listed completely.
Result<JobId> ask_fit(storage::Writer& db, const people::Viewer& viewer, Instant now);
bool is_of_warning(const jobs::Job& job);
std::optional<ModelId> model_of(const jobs::Job& job);  ///< that a finished job made

std::map<std::string, jobs::Worker> job_workers(storage::Database& database, const Clock& clock, Runs& runs);

}
