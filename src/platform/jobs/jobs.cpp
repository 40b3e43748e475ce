// The queue as pages see it.
#include "platform/jobs/jobs.hpp"

#include <algorithm>

#include "platform/jobs/live.hpp"
#include "platform/jobs/states.hpp"

namespace tarn::jobs {
namespace {

constexpr auto columns =
    "id, kind, subject, input, asked_by, state, percent, message, result, asked, finished";

State state_of(std::string_view stored) {
    const auto found = std::find(state_codes.begin(), state_codes.end(), stored);
    if (found == state_codes.end()) throw storage::Failure("unknown state of a job: " + std::string(stored));
    return static_cast<State>(found - state_codes.begin());
}

Job read_job(const storage::Row& row) {
    Job job{.id = row.id<JobId>(0),
            .kind = row.string(1),
            .subject = row.string(2),
            .input = row.string(3),
            .asked_by = row.id<PersonId>(4),
            .state = state_of(row.text(5)),
            .percent = static_cast<int>(row.integer(6)),
            .message = row.string(7),
            .result = row.string(8),
            .asked = row.instant(9),
            .finished = row.maybe_instant(10)};
    if (job.state != State::running) return job;
    if (const auto live = live_of(job.id)) {
        job.percent = live->percent;
        job.message = live->message;
    }
    return job;
}

}

JobId enqueue(storage::Writer& db, std::string_view kind, std::string_view subject, std::string_view input,
              PersonId asked_by, Instant now) {
    return db.insert<JobId>(
        "INSERT INTO job (kind, subject, input, asked_by, state, asked) "
        "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        kind, subject, input, asked_by, code(State::queued), now);
}

std::optional<Job> find(storage::Reader& db, JobId id) {
    return db.first(std::string("SELECT ") + columns + " FROM job WHERE id = $1", read_job, id);
}

std::vector<Job> recent(storage::Reader& db, PersonId asked_by, int limit) {
    std::vector<Job> jobs;
    for (const storage::Row& row : db.query(
             std::string("SELECT ") + columns + " FROM job WHERE asked_by = $1 ORDER BY id DESC LIMIT $2",
             asked_by, limit))
        jobs.push_back(read_job(row));
    return jobs;
}

std::vector<Job> recent_of_kind(storage::Reader& db, std::string_view kind, std::string_view input_end,
                                int limit) {
    std::vector<Job> jobs;
    for (const storage::Row& row :
         db.query(std::string("SELECT ") + columns +
                      " FROM job WHERE kind = $1 AND input LIKE $2 ORDER BY id DESC LIMIT $3",
                  kind, "%" + std::string{input_end}, limit))
        jobs.push_back(read_job(row));
    return jobs;
}

}
