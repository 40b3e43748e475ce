#pragma once
// Each feature, built once and asked for what it gives to the server. A new feature is a line in
// features.cpp.
#include <memory>
#include <vector>

#include "evidence/evidence.hpp"
#include "feature_kit/feature.hpp"
#include "platform/storage/storage.hpp"
#include "server/settings.hpp"

namespace tarn::server {

evidence::ImportLimits import_limits(const Settings& settings);
std::size_t upload_bytes(const Settings& settings);

class Features {
  public:
    Features(storage::Database& database, const Clock& clock, const Settings& settings);
    ~Features();

    /// Once, for the server to join.
    std::vector<kit::Feature> all();
    access::Lookups lookups() const;
    /// Reads what the first pages need; runs beside the server so that it answers at once.
    void warm_up();
    /// True once warm_up() is done.
    bool warm() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}
