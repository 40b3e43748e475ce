#pragma once
// The pages of support meetings, for the server to join.
#include "attendance/attendance.hpp"
#include "evidence/evidence.hpp"
#include "feature_kit/feature.hpp"
#include "schools/schools.hpp"

namespace tarn::attendance {

/// What pages need beside the database; it lives as long as the server.
struct PageTools {
    schools::Registers& registers;
    evidence::Snapshots& snapshots;
};

kit::Feature feature(const PageTools& tools);

}
