#pragma once
// A small queue of long work (import, rating run, pack) in the database, with progress that pages show.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::jobs {

enum class State { queued, running, done, failed };

struct Job {
    JobId id;
    std::string kind;     ///< "import", "rating_run", "pack"
    std::string subject;  ///< for the page: "england_census_2019.csv.gz"
    std::string input;    ///< the worker's own text, often JSON
    PersonId asked_by;
    State state = State::queued;
    int percent = 0;
    std::string message;  ///< what it is doing, or the sentence that says why it failed
    std::string result;   ///< the worker's own text
    Instant asked;
    std::optional<Instant> finished;
};

/// Puts a job into the queue within the caller's transaction; it starts after the commit.
JobId enqueue(storage::Writer& db, std::string_view kind, std::string_view subject, std::string_view input,
              PersonId asked_by, Instant now);
std::optional<Job> find(storage::Reader& db, JobId id);
std::vector<Job> recent(storage::Reader& db, PersonId asked_by, int limit);
/// Of one kind and with an input that ends so, whoever asked; latest first. `input_end` holds no % or _.
std::vector<Job> recent_of_kind(storage::Reader& db, std::string_view kind, std::string_view input_end,
                                int limit);

/// Thrown by a worker to fail with a sentence for the person who asked. Of any other exception the person is
/// only told that something went wrong; its text goes to the log.
class Rejected : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Told by the worker, as often as it likes, also while its transaction is open. find() and recent() show it.
using Progress = std::function<void(int percent, std::string_view message)>;
/// Does the work in transactions of its own and returns the result text; throws to fail.
using Worker = std::function<std::string(const Job& job, const Progress& progress)>;

/// Runs queued jobs one at a time on a thread of its own. A job found running at start (after a crash)
/// becomes failed: each worker's transaction is whole or absent, so the person can ask again.
class Runner {
  public:
    Runner(storage::Database& database, const Clock& clock, std::map<std::string, Worker> workers);
    ~Runner();     ///< waits for the job in hand
    void wake();   ///< call after a commit that enqueued
    void drain();  ///< runs everything queued on the calling thread; for tests and the command line

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}
