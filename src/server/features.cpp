#include "server/features.hpp"

#include <atomic>

#include "evidence/evidence_pages.hpp"
#include "people/gate.hpp"
#include "platform/jobs/jobs.hpp"
#include "rating/rating_pages.hpp"
#include "schools/schools.hpp"

namespace tarn::server {

struct Features::Impl {
    Impl(storage::Database& opened, const Clock& ticking)
        : database(opened),
          clock(ticking),
          snapshots(registers),
          ratings(registers, snapshots),
          runner(database, clock, evidence::workers(database, clock)) {}

    evidence::PageTools evidence_tools() {
        return {registers, snapshots, [this] { runner.wake(); }};
    }

    storage::Database& database;
    const Clock& clock;
    schools::Registers registers;
    evidence::Snapshots snapshots;
    rating::Runs ratings;
    jobs::Runner runner;
    std::atomic<bool> warm = false;
};

Features::Features(storage::Database& database, const Clock& clock)
    : impl_(std::make_unique<Impl>(database, clock)) {}
Features::~Features() = default;

std::vector<people::Contribution> Features::contributions() {
    std::vector<people::Contribution> list;
    std::vector<schools::Panel> panels = evidence::panels(impl_->evidence_tools());
    for (schools::Panel& panel : rating::panels(impl_->ratings)) panels.push_back(std::move(panel));
    list.push_back(schools::contribution(impl_->registers, std::move(panels)));
    list.push_back(rating::contribution(impl_->ratings));
    list.push_back(evidence::contribution(impl_->evidence_tools()));
    list.push_back(people::contribution(lookups()));
    return list;
}

people::Lookups Features::lookups() const {
    const people::SchoolLookup find = [registers = &impl_->registers](storage::Reader& db, Urn urn,
                                                        Date day) -> std::optional<people::SchoolFact> {
        const auto register_now = registers->current(db);
        const schools::School* school = register_now->find(urn, day);
        if (!school) school = register_now->latest(urn);
        if (!school) return std::nullopt;
        return people::SchoolFact{std::string{school->name}, school->authority};
    };
    return {find, schools::area_lookup()};
}

void Features::warm_up() {
    const auto db = impl_->database.read();
    // The first search builds its index.
    impl_->registers.current(*db)->search("school", {.as_at = impl_->clock.today(), .limit = 1});
    impl_->snapshots.current(*db, impl_->clock.today());
    for (const people::Authority& authority : people::authorities(*db))
        impl_->ratings.of_authority(*db, authority.code, impl_->clock.today());
    impl_->warm = true;
}

bool Features::warm() const {
    return impl_->warm;
}

}
