#pragma once
// Evidence's pages and panels, for the server to join.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "evidence/evidence.hpp"
#include "feature_kit/act.hpp"
#include "platform/jobs/jobs.hpp"
#include "schools/schools_panels.hpp"

namespace tarn::evidence {

/// What pages need beside the database; everything referred to lives as long as the server.
struct PageTools {
    schools::Registers& registers;
    Snapshots& snapshots;
    std::function<void()> wake;  ///< starts queued jobs; called after a commit
    std::size_t upload_bytes = std::size_t{64} << 20;
};

kit::Contribution contribution(const PageTools& tools);
std::vector<schools::Panel> panels(const PageTools& tools);
std::map<std::string, jobs::Worker> workers(storage::Database& database, const Clock& clock,
                                            const ImportLimits& limits);

}
