#pragma once
// Evidence's pages, panels and jobs, for the server to join.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "evidence/evidence.hpp"
#include "evidence/importing/reach.hpp"
#include "feature_kit/feature.hpp"
#include "schools/schools_panels.hpp"

namespace tarn::evidence {

/// What pages need beside the database; everything referred to lives as long as the server.
struct PageTools {
    schools::Registers& registers;
    Snapshots& snapshots;
    kit::Running running;
    ImportLimits limits{};
    std::size_t upload_bytes = std::size_t{64} << 20;
    LevelsNow levels_now{};  ///< empty: an import does not say which levels moved by it
};

kit::Feature feature(const PageTools& tools);

}
