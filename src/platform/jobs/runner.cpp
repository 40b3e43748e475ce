// The thread that does the queued work.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "platform/jobs/jobs.hpp"
#include "platform/jobs/live.hpp"
#include "platform/jobs/states.hpp"

namespace tarn::jobs {
namespace {

/// Another process, such as the command line, may queue work without waking this one.
constexpr std::chrono::seconds look_again_after{5};

struct Ending {
    State state;
    std::string message;
    std::string result;
};

Ending failed(std::string message) {
    return {State::failed, std::move(message), ""};
}

}

struct Runner::Impl {
    Impl(storage::Database& database_, const Clock& clock_, std::map<std::string, Worker> workers_)
        : database(database_), clock(clock_), workers(std::move(workers_)) {}

    /// Jobs that were running when the process died. Their transactions are wholly in the database or not at
    /// all.
    void give_up_interrupted() {
        const auto db = database.write();
        db->execute("UPDATE job SET state = $1, message = $2, finished = $3 WHERE state = $4",
                    code(State::failed), "Tarn was stopped while this was running. Ask for it again.",
                    clock.now(), code(State::running));
        db->commit();
    }

    std::optional<Job> claim_next() {
        {
            const auto db = database.read();  // an idle queue takes no turn of the writer's
            if (db->count("SELECT COUNT(*) FROM job WHERE state = $1", code(State::queued)) == 0)
                return std::nullopt;
        }
        const auto db = database.write();
        const auto next = db->first(
            "SELECT id FROM job WHERE state = $1 ORDER BY id LIMIT 1",
            [](const storage::Row& row) { return row.id<JobId>(0); }, code(State::queued));
        if (!next) return std::nullopt;
        db->execute("UPDATE job SET state = $1 WHERE id = $2", code(State::running), *next);
        auto job = find(*db, *next);
        db->commit();
        return job;
    }

    Ending attempt(const Job& job) {
        const auto worker = workers.find(job.kind);
        if (worker == workers.end()) return failed("This Tarn does not know how to do this work.");
        const Progress progress = [&job](int percent, std::string_view message) {
            set_live(job.id, {std::clamp(percent, 0, 100), std::string(message)});
        };
        try {
            return {State::done, "", worker->second(job, progress)};
        } catch (const Rejected& rejected) {
            return failed(rejected.what());
        } catch (const storage::Full& full) {
            complain(job, full);
            return failed("The disk is full. Nothing of this was kept.");
        } catch (const storage::Gone& gone) {
            complain(job, gone);
            // At COMMIT: whether the server had carried it out is not known.
            return failed(
                "The database could not be reached. It is not certain whether this was kept: look before you "
                "ask for it again.");
        } catch (const storage::Busy& busy) {
            complain(job, busy);
            return failed("The database was busy for too long. Nothing of this was kept; ask for it again.");
        } catch (const std::exception& failure) {
            complain(job, failure);
            return failed("Something went wrong. Nothing was saved. Try again, or tell your IT team.");
        }
    }
    static void complain(const Job& job, const std::exception& failure) {
        std::fprintf(stderr, "job %lld (%s) failed: %s\n", static_cast<long long>(job.id.value),
                     job.kind.c_str(), failure.what());
    }

    /// Once the work is over. Throws when the database is busy or gone; then it is tried again before other
    /// work.
    void finish_last() {
        const auto& [job, ending] = *unfinished;
        finish(job, ending);
        clear_live(job.id);
        unfinished.reset();
    }

    void finish(const Job& job, const Ending& ending) {
        const auto db = database.write();
        db->execute(
            "UPDATE job SET state = $1, percent = $2, message = $3, result = $4, finished = $5 WHERE id = $6",
            code(ending.state), ending.state == State::done ? 100 : 0, ending.message, ending.result,
            clock.now(), job.id);
        db->commit();
    }

    /// False when nothing is queued.
    bool do_one() {
        const std::lock_guard one_at_a_time(working);
        if (unfinished) finish_last();
        const auto job = claim_next();
        if (!job) return false;
        unfinished.emplace(*job, attempt(*job));
        finish_last();
        return true;
    }

    void loop() {
        std::unique_lock lock(mutex);
        while (!stopping) {
            woken = false;
            lock.unlock();
            try {
                while (!told_to_stop() && do_one()) {
                }
            } catch (const std::exception& failure) {
                std::fprintf(stderr, "the queue of jobs waits: %s\n", failure.what());
            }
            lock.lock();
            changed.wait_for(lock, look_again_after, [this] { return stopping || woken; });
        }
    }
    bool told_to_stop() {
        const std::lock_guard lock(mutex);
        return stopping;
    }

    storage::Database& database;
    const Clock& clock;
    const std::map<std::string, Worker> workers;
    std::mutex working;                                ///< held while a job is done
    std::optional<std::pair<Job, Ending>> unfinished;  ///< guarded by `working`
    std::mutex mutex;                                  ///< guards what follows
    std::condition_variable changed;
    bool woken = false;
    bool stopping = false;
    std::thread thread;
};

Runner::Runner(storage::Database& database, const Clock& clock, std::map<std::string, Worker> workers)
    : impl_(std::make_unique<Impl>(database, clock, std::move(workers))) {
    impl_->give_up_interrupted();
    impl_->thread = std::thread([impl = impl_.get()] { impl->loop(); });
}

Runner::~Runner() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->changed.notify_all();
    impl_->thread.join();
}

void Runner::wake() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->woken = true;
    }
    impl_->changed.notify_all();
}

void Runner::drain() {
    while (impl_->do_one()) {
    }
}

}
