#include "feature_kit/job_page.hpp"

#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

page_kit::WorkState work_state(jobs::State state) {
    switch (state) {
        case jobs::State::queued:
            return page_kit::WorkState::queued;
        case jobs::State::running:
            return page_kit::WorkState::running;
        case jobs::State::failed:
            return page_kit::WorkState::failed;
        case jobs::State::done:
            break;
    }
    return page_kit::WorkState::done;
}

}

web::Response job_page(const Act& act, const jobs::Job& job, page_kit::PageFrame frame,
                       const web::Html& finished) {
    frame.caption = job.subject;
    frame.refresh_seconds = job.state == jobs::State::queued || job.state == jobs::State::running ? 2 : 0;
    return respond(act, std::move(frame),
                   page_kit::progress({.label = job.subject,
                                       .percent = job.percent,
                                       .message = job.message,
                                       .state = work_state(job.state),
                                       .when_finished = finished}));
}

}
