#pragma once
// A fixed number of threads that run handlers, and a queue that does not grow without end.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tarn::web {

class Workers {
  public:
    Workers(int threads, std::size_t queue_limit);
    ~Workers() { join(); }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    enum class Kind { quick, slow };
    /// False when the queue is full. Slow jobs run on at most half of the threads (and always on one), so
    /// that they never keep the quick ones waiting for each other. Jobs do not throw.
    bool try_post(Kind kind, std::function<void()> job);
    void join();  ///< runs what is queued and ends the threads

  private:
    using Job = std::function<void()>;
    void work();
    bool slow_may_run() const;
    bool idle() const { return quick_.empty() && !slow_may_run(); }
    std::pair<Kind, Job> take();

    const std::size_t queue_limit_;
    const std::size_t slow_limit_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> quick_, slow_;
    std::size_t slow_running_ = 0;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}
