#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "people/audit.hpp"
#include "people/people_rules.hpp"

namespace tarn::people {
namespace {

std::string key_of(const Trace& trace) {
    return std::to_string(trace.actor.person ? trace.actor.person->value : 0) + '\n' + trace.entry.action +
           '\n' + trace.entry.object;
}

/// What is waiting to be written together.
struct Group {
    std::vector<Trace> reads;
    std::map<std::string, Instant> seen;
    bool done = false;
    std::string failure;
};

}

struct Scribe::Impl {
    explicit Impl(storage::Database& db) : database(db), thread([this] { run(); }) {}

    void write(Group& group) {
        const auto db = database.write();
        append_traces(*db, group.reads);
        for (const auto& [token_hash, at] : group.seen)
            db->execute("UPDATE session SET last_seen = $2 WHERE token_hash = $1 AND last_seen < $2",
                        token_hash, at);
        db->commit();
    }

    void run() {
        std::unique_lock lock(mutex);
        while (true) {
            changed.wait(lock, [this] { return stopping || !next->reads.empty() || !next->seen.empty(); });
            if (next->reads.empty() && next->seen.empty()) return;
            const auto group = std::exchange(next, std::make_shared<Group>());
            lock.unlock();
            try {
                write(*group);
            } catch (const std::exception& failure) {
                group->failure = failure.what();
            }
            lock.lock();
            finish(*group);
        }
    }

    void finish(Group& group) {
        group.done = true;
        ++commits;
        if (group.failure.empty())
            for (const Trace& trace : group.reads)
                if (quarter_of_hour(trace.at) == quarter) noted.insert(key_of(trace));
        changed.notify_all();
    }

    storage::Database& database;
    std::mutex mutex;
    std::condition_variable changed;
    std::shared_ptr<Group> next = std::make_shared<Group>();
    Instant quarter{};                      ///< what `noted` is about
    std::unordered_set<std::string> noted;  ///< reads already durable in this quarter of an hour
    std::uint64_t commits = 0;
    bool stopping = false;
    std::thread thread;
};

Scribe::Scribe(storage::Database& database) : impl_(std::make_unique<Impl>(database)) {}
Scribe::~Scribe() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->changed.notify_all();
    impl_->thread.join();
}

void Scribe::record_reads(const Viewer& viewer, std::span<const AuditEntry> entries, Instant now) {
    std::unique_lock lock(impl_->mutex);
    if (quarter_of_hour(now) != impl_->quarter) {
        impl_->quarter = quarter_of_hour(now);
        impl_->noted.clear();
    }
    const auto group = impl_->next;
    bool waits = false;
    for (const AuditEntry& entry : entries) {
        Trace trace{Actor::of(viewer), entry, now, true};
        if (impl_->noted.contains(key_of(trace))) continue;
        group->reads.push_back(std::move(trace));
        waits = true;
    }
    if (!waits) return;
    impl_->changed.notify_all();
    impl_->changed.wait(lock, [&] { return group->done; });
    if (!group->failure.empty())
        throw storage::Failure("the audit trail could not be written: " + group->failure);
}

void Scribe::session_seen(std::string token_hash, Instant now) {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->next->seen[std::move(token_hash)] = now;
    }
    impl_->changed.notify_all();
}

std::uint64_t Scribe::commits() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->commits;
}

}
