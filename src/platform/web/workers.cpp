#include "platform/web/workers.hpp"

#include <algorithm>

namespace tarn::web {

Workers::Workers(int threads, std::size_t queue_limit)
    : queue_limit_(queue_limit), slow_limit_(static_cast<std::size_t>(std::max(threads / 2, 1))) {
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

bool Workers::try_post(Kind kind, Job job) {
    {
        const std::lock_guard lock(mutex_);
        if (quick_.size() + slow_.size() >= queue_limit_) return false;
        (kind == Kind::quick ? quick_ : slow_).push_back(std::move(job));
    }
    ready_.notify_one();
    return true;
}

bool Workers::slow_may_run() const {
    return !slow_.empty() && slow_running_ < slow_limit_;
}

std::pair<Workers::Kind, Workers::Job> Workers::take() {
    const Kind kind = quick_.empty() ? Kind::slow : Kind::quick;
    auto& queue = kind == Kind::quick ? quick_ : slow_;
    std::pair<Kind, Job> taken{kind, std::move(queue.front())};
    queue.pop_front();
    if (kind == Kind::slow) ++slow_running_;
    return taken;
}

void Workers::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        ready_.wait(lock, [this] { return !idle() || (ending_ && slow_.empty()); });
        if (idle()) return;
        {
            auto [kind, job] = take();
            lock.unlock();
            job();
            job = nullptr;
            lock.lock();
            if (kind == Kind::quick) continue;
        }
        --slow_running_;
        if (slow_may_run() || ending_) ready_.notify_all();
    }
}

}
