#pragma once
// The page of long work: how far it is, then what came of it.
#include "feature_kit/act.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/page_kit/page.hpp"

namespace tarn::kit {

/// Read again every two seconds until the job ends; `finished` stands under the progress. The job's subject
/// is the caption.
web::Response job_page(const Act& act, const jobs::Job& job, page_kit::PageFrame frame,
                       const web::Html& finished);

}
