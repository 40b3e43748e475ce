#pragma once
// Files sent through the upload page: kept, checked by a dry run, imported on confirmation, then forgotten.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/viewer.hpp"
#include "base/clock.hpp"
#include "evidence/evidence.hpp"
#include "evidence/importing/reach.hpp"
#include "platform/jobs/jobs.hpp"

namespace tarn::evidence {

using UploadId = Id<struct UploadTag>;

/// What a person says of a file that does not say it itself; empty: the profile says.
struct FileSaid {
    std::string period;
    std::optional<Date> public_from;
};
struct UploadOptions {
    std::string file_name;
    FileSaid said;
    bool own_data = false;  ///< of the viewer's authority; else published data
};
/// Keeps the file and queues its dry run. Uploads older than a day are deleted.
Result<JobId> keep_upload(storage::Writer& db, const access::Viewer& viewer, const UploadOptions& options,
                          std::string_view content, Instant now);
/// Queues the import of a file whose dry run the viewer asked for. Refused when the upload is gone, and when
/// the dry run found too few schools and the viewer has not said that the file is `partial`.
Result<JobId> confirm_upload(storage::Writer& db, const access::Viewer& viewer, const jobs::Job& dry_run,
                             bool partial, Instant now);

/// Whether the file of the job is still here.
bool upload_kept(storage::Reader& db, const jobs::Job& job);
/// Queues another dry run of a refused file, with what the file itself may not have said.
Result<JobId> check_again(storage::Writer& db, const access::Viewer& viewer, const jobs::Job& dry_run,
                          const FileSaid& said, Instant now);
FileSaid said_of(storage::Reader& db, const jobs::Job& job);  ///< what the job read the file with

/// What a finished job says. Empty for a job that has not finished or is not an import.
struct UploadOutcome {
    bool dry_run = false;
    bool refused = false;
    std::string sentence;        ///< the summary line, or why the file was refused
    ImportReport report;         ///< counts, notes and at most 1,000 rejected rows
    std::optional<Reach> reach;  ///< for the authority in whose name the file was sent
};
std::optional<UploadOutcome> outcome_of(const jobs::Job& job);
/// An import that the viewer asked for, in the authority for which they act now: its report holds rows as
/// they were sent.
bool is_import_of(const jobs::Job& job, const access::Viewer& viewer);
bool is_dry_run(const jobs::Job& job);

inline constexpr std::string_view import_job = "import";
jobs::Worker import_worker(storage::Database& database, const Clock& clock, const ImportLimits& limits,
                           LevelsNow levels_now = {});

}
