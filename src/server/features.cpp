#include "server/features.hpp"

#include <atomic>
#include <cstdio>

#include "evidence/evidence_pages.hpp"
#include "feature_kit/act.hpp"
#include "people/entrance_pages.hpp"
#include "platform/jobs/jobs.hpp"
#include "rating/rating_pages.hpp"
#include "schools/schools_panels.hpp"
#include "warning/warning_pages.hpp"

namespace tarn::server {

evidence::ImportLimits import_limits(const Settings& settings) {
    evidence::ImportLimits limits;
    limits.max_rejected_percent = 100 * settings.reject_share;
    return limits;
}

std::size_t upload_bytes(const Settings& settings) {
    return static_cast<std::size_t>(settings.upload_megabytes) << 20;
}

struct Features::Impl {
    Impl(storage::Database& opened, const Clock& ticking, const Settings& settings)
        : database(opened),
          clock(ticking),
          snapshots(registers),
          ratings(registers, snapshots),
          warnings(registers, snapshots),
          most_upload(upload_bytes(settings)),
          runner(database, clock, all_workers(settings)) {}

    std::map<std::string, jobs::Worker> all_workers(const Settings& settings) {
        auto workers = evidence::workers(database, clock, import_limits(settings));
        workers.merge(rating::workers(database, clock, ratings));
        workers.merge(warning::workers(database, clock, warnings));
        return workers;
    }
    evidence::PageTools evidence_tools() {
        return {registers, snapshots, [this] { runner.wake(); }, most_upload};
    }

    storage::Database& database;
    const Clock& clock;
    schools::Registers registers;
    evidence::Snapshots snapshots;
    rating::Runs ratings;
    warning::Runs warnings;
    std::size_t most_upload;
    jobs::Runner runner;
    std::atomic<bool> warm = false;
};

Features::Features(storage::Database& database, const Clock& clock, const Settings& settings)
    : impl_(std::make_unique<Impl>(database, clock, settings)) {}
Features::~Features() = default;

std::vector<kit::Contribution> Features::contributions() {
    std::vector<kit::Contribution> list;
    std::vector<schools::Panel> panels = evidence::panels(impl_->evidence_tools());
    for (schools::Panel& panel : rating::panels(impl_->ratings)) panels.push_back(std::move(panel));
    list.push_back(schools::contribution(impl_->registers, std::move(panels)));
    const auto wake = [impl = impl_.get()] { impl->runner.wake(); };
    list.push_back(rating::contribution(impl_->ratings, wake, warning::panels(impl_->warnings)));
    list.push_back(warning::contribution(impl_->warnings, wake));
    list.push_back(evidence::contribution(impl_->evidence_tools()));
    list.push_back(people::contribution(lookups()));
    return list;
}

access::Lookups Features::lookups() const {
    return {schools::school_lookup(impl_->registers), schools::area_lookup()};
}

namespace {

/// An import that was interrupted, perhaps with the server, left register files unmerged.
void merge_left_over(storage::Database& database) {
    try {
        schools::merge_what_is_stored(database);
    } catch (const storage::Failure& failure) {
        // An import that is running merges at its end; without room the schools stay as they were.
        std::fprintf(stderr,
                     "tarn: register files wait to be merged into the schools; the next import or tarn "
                     "migrate does it: %s\n",
                     failure.what());
    }
}

}

void Features::warm_up() {
    merge_left_over(impl_->database);
    const auto db = impl_->database.read();
    // The first search builds its index.
    impl_->registers.current(*db)->search("school", {.as_at = impl_->clock.today(), .limit = 1});
    impl_->snapshots.current(*db, impl_->clock.today());
    for (const people::Authority& authority : people::authorities(*db))
        impl_->ratings.of_authority(*db, authority.code, impl_->clock.today(), evidence::NotesFor::officers);
    impl_->warm = true;
}

bool Features::warm() const {
    return impl_->warm;
}

}
