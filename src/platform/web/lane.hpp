#pragma once
// I/O threads. A lane is one of them with its connections; nothing else touches these, and what waits
// (handlers, databases) is done by the workers.
#include <atomic>
#include <memory>

#include "platform/web/site.hpp"
#include "platform/web/workers.hpp"

namespace tarn::web {

/// What all lanes share.
struct Shared {
    const Site& site;
    Workers& workers;
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> connections{0};
    std::atomic<std::size_t> body_bytes{0};  ///< of all bodies being read
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
