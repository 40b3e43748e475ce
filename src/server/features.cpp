#include "server/features.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>

#include "attendance/attendance_pages.hpp"
#include "evidence/evidence_pages.hpp"
#include "feature_kit/act.hpp"
#include "people/entrance_pages.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/page_kit/page_kit.hpp"
#include "rating/rating_pages.hpp"
#include "retention/retention_pages.hpp"
#include "schools/schools_panels.hpp"
#include "server/stored.hpp"
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
          features(made(settings)),
          runner(database, clock, jobs_of(features)) {}

    /// A new feature is a line here, in the order of the menu.
    std::vector<kit::Feature> made(const Settings& settings) {
        const kit::Running running{database, clock, [this] { runner.wake(); }};
        const access::Lookups known{schools::school_lookup(registers), schools::area_lookup()};
        std::vector<kit::Feature> all;
        std::vector<rating::Panel> voices = warning::panels(warnings);
        voices.insert(voices.begin(), [this](kit::Act& act, const schools::School& school, Date as_at) {
            const auto snapshot = snapshots.current(act.db, act.today());
            return page_kit::heading(2, "Ofsted inspections") +
                   evidence::category_check(*snapshot, school.urn, as_at) +
                   evidence::inspections_html(*snapshot, school.urn, as_at);
        });
        all.push_back(rating::feature(running, ratings, std::move(voices)));
        all.push_back(warning::feature(running, warnings));
        all.push_back(attendance::feature({registers, snapshots}));
        all.push_back(
            evidence::feature({registers, snapshots, running, import_limits(settings), upload_bytes(settings),
                               [this](storage::Reader& db, AuthorityCode authority) {
                                   return rating::level_titles(*ratings.of_authority(
                                       db, authority, clock.today(), evidence::NotesFor::officers));
                               }}));
        all.push_back(people::feature(known));
        all.push_back(
            retention::feature(retention_rules(settings.retention_periods), kept_for_good(), known.school));
        std::vector<kit::Panel> panels;
        for (kit::Feature& each : all) std::ranges::move(each.panels, std::back_inserter(panels));
        all.insert(all.begin(), schools::feature(registers, std::move(panels)));
        return all;
    }
    static std::map<std::string, jobs::Worker> jobs_of(const std::vector<kit::Feature>& features) {
        std::map<std::string, jobs::Worker> all;
        for (const kit::Feature& each : features) all.insert(each.jobs.begin(), each.jobs.end());
        return all;
    }

    storage::Database& database;
    const Clock& clock;
    schools::Registers registers;
    evidence::Snapshots snapshots;
    rating::Runs ratings;
    warning::Runs warnings;
    std::vector<kit::Feature> features;
    jobs::Runner runner;
    std::atomic<bool> warm = false;
};

Features::Features(storage::Database& database, const Clock& clock, const Settings& settings)
    : impl_(std::make_unique<Impl>(database, clock, settings)) {}
Features::~Features() = default;

std::vector<kit::Feature> Features::all() {
    return std::move(impl_->features);
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
    for (const people::Authority& authority : people::authorities(*db)) {
        impl_->ratings.of_authority(*db, authority.code, impl_->clock.today(), evidence::NotesFor::officers);
        impl_->ratings.supported_day(*db, authority.code, impl_->clock.today());
        impl_->ratings.levels_on(*db, authority.code, rating::a_week_before(impl_->clock.today()),
                                 evidence::NotesFor::officers);
        // The menu shows early warning once it is known that the model speaks.
        impl_->warnings.of_authority(*db, authority.code, impl_->clock.today());
    }
    impl_->warm = true;
}

bool Features::warm() const {
    return impl_->warm;
}

}
