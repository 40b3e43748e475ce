#pragma once
// A fixed number of threads that run handlers, and a queue that does not grow without end.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace tarn::web {

class Workers {
  public:
    Workers(int threads, std::size_t queue_limit);
    ~Workers() { join(); }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// Slow jobs run on at most half of the threads. Jobs in turn may wait for something that one alone can
    /// have; together with the slow ones they leave two threads to the quick ones, which so never wait for
    /// either. One of them can always run.
    enum class Kind { quick, in_turn, slow };
    /// False when the queue is full. Jobs do not throw.
    bool try_post(Kind kind, std::function<void()> job);
    void join();  ///< runs what is queued and ends the threads

  private:
    using Job = std::function<void()>;
    void work();
    /// The kind that a free thread takes now.
    std::optional<Kind> next() const;
    std::deque<Job>& queue_of(Kind kind);
    bool all_taken() const { return quick_.empty() && in_turn_.empty() && slow_.empty(); }
    void run_one(Kind kind, std::unique_lock<std::mutex>& lock);

    const std::size_t queue_limit_;
    const std::size_t slow_limit_;
    const std::size_t patient_limit_;  ///< of slow ones and those in turn together
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Job> quick_, in_turn_, slow_;
    std::size_t slow_running_ = 0, in_turn_running_ = 0;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}
