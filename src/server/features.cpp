#include "server/features.hpp"

#include <atomic>

#include "people/gate.hpp"

namespace tarn::server {

struct Features::Impl {
    storage::Database& database;
    const Clock& clock;
    const Settings& settings;
    std::atomic<bool> warm = false;
};

Features::Features(storage::Database& database, const Clock& clock, const Settings& settings)
    : impl_(new Impl{database, clock, settings}) {}
Features::~Features() = default;

std::vector<people::Contribution> Features::contributions() {
    std::vector<people::Contribution> list;
    list.push_back(people::contribution(school_lookup()));
    return list;
}

people::SchoolLookup Features::school_lookup() const {
    return [](storage::Reader&, Urn, Date) { return std::optional<people::SchoolFact>{}; };
}

void Features::warm_up() {
    impl_->warm = true;
}
bool Features::warm() const {
    return impl_->warm;
}

}
