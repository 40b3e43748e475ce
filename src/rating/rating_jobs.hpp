#pragma once
// Long work of rating that runs as jobs: the pack of a meeting, and a rating run over several rating dates.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/viewer.hpp"
#include "platform/jobs/jobs.hpp"
#include "rating/packs.hpp"

namespace tarn::rating {

inline constexpr std::string_view pack_job = "pack";
inline constexpr std::string_view run_job = "rating_run";

/// Queues the pack of a meeting that the viewer may read.
Result<JobId> ask_pack(storage::Writer& db, const access::Viewer& viewer, MeetingId meeting, Instant now);
std::optional<MeetingId> meeting_of(const jobs::Job& job);  ///< empty for another kind of job
std::optional<PackId> pack_of(const jobs::Job& job);        ///< of a finished one

/// Queues proposals for every school of the viewer's authority at its scheme's latest rating dates and
/// `until`.
Result<JobId> ask_run(storage::Writer& db, const access::Viewer& viewer, Date until, Instant now);
/// The runs of the viewer's authority, whoever asked, latest first.
std::vector<jobs::Job> recent_runs(storage::Reader& db, const access::Viewer& viewer, int limit);
/// The authority whose schools a run is about; empty for another kind of job.
std::optional<AuthorityCode> authority_of_run(const jobs::Job& job);
/// What a finished run found: a level for each school and date, empty where the school was not open.
struct RunOverDates {
    std::vector<Date> dates;  ///< ascending
    struct School {
        Urn urn;
        std::vector<std::optional<Level>> levels;  ///< one for each date
    };
    std::vector<School> schools;  ///< by URN
};
std::optional<RunOverDates> run_of(const jobs::Job& job);

std::map<std::string, jobs::Worker> job_workers(storage::Database& database, const Clock& clock, Runs& runs);

}
