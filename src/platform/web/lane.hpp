#pragma once
// I/O threads. A lane is one of them with its connections; nothing else touches these, and what waits
// (handlers, databases) is done by the workers.
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "platform/web/body_room.hpp"
#include "platform/web/site.hpp"
#include "platform/web/workers.hpp"

namespace tarn::web {

/// Threads of others that hold an answer back. They touch a lane when they let it go, so lanes outlive them.
class Holders {
  public:
    std::shared_ptr<void> one();  ///< counted until the last copy is gone
    void wait_for_all();

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int count_ = 0;
};

/// What all lanes share.
struct Shared {
    const Site& site;
    Workers& workers;
    BodyRoom room;
    Holders holders{};
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> connections{0};
};

class Lane {
  public:
    explicit Lane(Shared& shared);
    ~Lane();
    Lane(Lane&&) noexcept;
    void run();                      ///< until wind_down() and until the last connection is done
    void take(int socket, bool v6);  ///< a new client; from any thread
    /// After Shared::stopping is set, from any thread: idle connections end now, the others after their
    /// answer or at the stop deadline.
    void wind_down();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}
