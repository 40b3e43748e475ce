#include "platform/web/workers.hpp"

#include <algorithm>

namespace tarn::web {
namespace {

constexpr int kept_for_quick_jobs = 2;

}

Workers::Workers(int threads, std::size_t queue_limit)
    : queue_limit_(queue_limit),
      slow_limit_(static_cast<std::size_t>(std::max(threads / 2, 1))),
      patient_limit_(static_cast<std::size_t>(std::max(threads - kept_for_quick_jobs, 1))) {
    for (int i = 0; i < std::max(threads, 1); ++i) threads_.emplace_back([this] { work(); });
}

void Workers::join() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

std::deque<Workers::Job>& Workers::queue_of(Kind kind) {
    if (kind == Kind::quick) return quick_;
    return kind == Kind::in_turn ? in_turn_ : slow_;
}

bool Workers::try_post(Kind kind, Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (quick_.size() + in_turn_.size() + slow_.size() >= queue_limit_) return false;
        queue_of(kind).push_back(std::move(job));
    }
    ready_.notify_one();
    return true;
}

std::optional<Workers::Kind> Workers::next() const {
    if (!quick_.empty()) return Kind::quick;
    if (slow_running_ + in_turn_running_ >= patient_limit_) return std::nullopt;
    if (!in_turn_.empty()) return Kind::in_turn;
    if (!slow_.empty() && slow_running_ < slow_limit_) return Kind::slow;
    return std::nullopt;
}

void Workers::run_one(Kind kind, std::unique_lock<std::mutex>& lock) {
    std::deque<Job>& queue = queue_of(kind);
    Job job = std::move(queue.front());
    queue.pop_front();
    slow_running_ += kind == Kind::slow;
    in_turn_running_ += kind == Kind::in_turn;
    lock.unlock();
    job();
    job = nullptr;
    lock.lock();
    if (kind == Kind::quick) return;
    slow_running_ -= kind == Kind::slow;
    in_turn_running_ -= kind == Kind::in_turn;
    if (next() || ending_) ready_.notify_all();
}

void Workers::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        ready_.wait(lock, [this] { return next() || (ending_ && all_taken()); });
        const auto kind = next();
        if (!kind) return;
        run_one(*kind, lock);
    }
}

}
