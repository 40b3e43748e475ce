#pragma once
// Connections wait here between transactions. Any thread may give back what another took.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/storage/storage.hpp"

namespace tarn::storage {

template <class Connection>
class Pool {
  public:
    using Make = std::function<std::unique_ptr<Connection>()>;

    Pool(std::size_t limit, std::chrono::milliseconds patience, Make make)
        : limit_(limit), patience_(patience), make_(std::move(make)) {}

    /// Throws Busy when none comes free within the patience: another thread's long work, or a transaction
    /// that was opened while the same thread still holds one.
    std::unique_ptr<Connection> take() { return take(patience_); }
    std::unique_ptr<Connection> take(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        const bool free =
            changed_.wait_for(lock, patience, [this] { return !idle_.empty() || made_ < limit_; });
        if (!free) throw Busy("no database connection came free");
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++made_;
        lock.unlock();
        try {
            return make_();
        } catch (...) {
            forget();
            throw;
        }
    }
    void give_back(std::unique_ptr<Connection> connection) {
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(std::move(connection));
        }
        changed_.notify_one();
    }
    /// A connection that was lost makes room for a new one.
    void forget() {
        {
            const std::lock_guard lock(mutex_);
            --made_;
        }
        changed_.notify_one();
    }

  private:
    const std::size_t limit_;
    const std::chrono::milliseconds patience_;
    const Make make_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t made_ = 0;
};

}
