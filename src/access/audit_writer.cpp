#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <utility>

#include "access/audit.hpp"

namespace tarn::access {
namespace {

std::string key_of(const Trace& trace) {
    return std::to_string(trace.actor.person ? trace.actor.person->value : 0) + '\n' + trace.entry.action +
           '\n' + trace.entry.object;
}

/// What is waiting to be written together.
struct Group {
    std::vector<Trace> reads;
    std::map<std::string, Instant> seen;
    std::vector<AuditWriter::Then> waiting;
};

/// Pages that may wait for one commit; each lies in memory meanwhile.
constexpr std::size_t most_waiting = 500;

}

struct AuditWriter::Impl {
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
            const auto group = std::exchange(next, std::make_unique<Group>());
            lock.unlock();
            const std::exception_ptr failure = attempt(*group);
            if (!failure) note(*group);
            for (Then& then : group->waiting) tell(std::exchange(then, nullptr), failure);
            lock.lock();
        }
    }

    std::exception_ptr attempt(Group& group) {
        try {
            write(group);
            return nullptr;
        } catch (...) {
            return std::current_exception();
        }
    }

    /// What goes wrong with one page ends neither the others nor the program.
    static void tell(const Then then, const std::exception_ptr& failure) noexcept {
        try {
            then(failure);
        } catch (...) {
            std::fputs("tarn: a page that waited for the audit trail could not be answered\n", stderr);
        }
    }

    void note(const Group& group) {
        const std::lock_guard lock(mutex);
        ++commits;
        for (const Trace& trace : group.reads)
            if (quarter_of_hour(trace.at) == quarter) noted.insert(key_of(trace));
    }

    storage::Database& database;
    std::mutex mutex;
    std::condition_variable changed;
    std::unique_ptr<Group> next = std::make_unique<Group>();
    Instant quarter{};                      ///< what `noted` is about
    std::unordered_set<std::string> noted;  ///< reads already durable in this quarter of an hour
    std::uint64_t commits = 0;
    bool stopping = false;
    std::thread thread;
};

AuditWriter::AuditWriter(storage::Database& database) : impl_(std::make_unique<Impl>(database)) {}
AuditWriter::~AuditWriter() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
    }
    impl_->changed.notify_all();
    impl_->thread.join();
}

std::vector<Trace> AuditWriter::unwritten(const Viewer& viewer, std::span<const AuditEntry> entries,
                                          Instant now) {
    std::vector<Trace> traces;
    const std::lock_guard lock(impl_->mutex);
    if (quarter_of_hour(now) != impl_->quarter) {
        impl_->quarter = quarter_of_hour(now);
        impl_->noted.clear();
    }
    for (const AuditEntry& entry : entries) {
        Trace trace{Actor::of(viewer), entry, now, true};
        if (!impl_->noted.contains(key_of(trace))) traces.push_back(std::move(trace));
    }
    return traces;
}

void AuditWriter::write(std::vector<Trace> traces, Then then) {
    {
        const std::lock_guard lock(impl_->mutex);
        Group& group = *impl_->next;
        if (group.waiting.size() < most_waiting) {
            std::ranges::move(traces, std::back_inserter(group.reads));
            group.waiting.push_back(std::exchange(then, nullptr));
        }
    }
    if (then) return then(std::make_exception_ptr(storage::Busy("too many pages wait for the audit trail")));
    impl_->changed.notify_all();
}

void AuditWriter::session_seen(std::string token_hash, Instant now) {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->next->seen[std::move(token_hash)] = now;
    }
    impl_->changed.notify_all();
}

std::uint64_t AuditWriter::commits() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->commits;
}

}
