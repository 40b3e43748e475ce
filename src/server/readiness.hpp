#pragma once
// Whether the service can do its work now: for /ready.
#include <chrono>
#include <mutex>
#include <string>

#include "platform/storage/storage.hpp"

namespace tarn::server {

/// Looks whether the database can be read and written within a short time. One request at a time looks; who
/// asks meanwhile, or a moment later, is told what it found, so that asking often holds up neither workers
/// nor writers.
class Readiness {
  public:
    explicit Readiness(storage::Database& database) : database_(database) {}
    /// What stands in the way, for an operator; empty when nothing does.
    std::string fault();

  private:
    std::string look();

    storage::Database& database_;
    std::mutex looking_, found_guard_;
    std::string found_ = "the database has not been looked at yet";
    std::chrono::steady_clock::time_point looked_{};
};

}
