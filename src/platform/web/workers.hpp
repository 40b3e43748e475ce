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

    bool try_post(std::function<void()> job);  ///< false when the queue is full; jobs do not throw
    void join();                               ///< runs what is queued and ends the threads

  private:
    void work();

    std::size_t queue_limit_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> queue_;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}
