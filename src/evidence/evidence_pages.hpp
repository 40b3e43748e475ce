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

/// Ofsted's inspections of a school as known on a day: the report card, and apart from it the older grades.
web::Html inspections_html(const analytics::Snapshot& snapshot, Urn urn, Date as_at);
/// For officers: says when the grades of the report card do not lead to the category that is in force.
web::Html category_check(const analytics::Snapshot& snapshot, Urn urn, Date as_at);

}
