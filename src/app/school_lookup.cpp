#include "app/school_lookup.hpp"

#include "schools/schools.hpp"

namespace tarn::app {

people::Lookups register_lookups(storage::Database& database) {
    const auto registered = std::make_shared<schools::Registers>()->current(*database.read());
    if (registered->all().empty()) return {{}, schools::area_lookup()};
    const people::SchoolLookup find = [registered](storage::Reader&, Urn urn,
                                                   Date day) -> std::optional<people::SchoolFact> {
        const schools::School* school = registered->find(urn, day);
        if (!school) school = registered->latest(urn);
        if (!school) return std::nullopt;
        return people::SchoolFact{std::string{school->name}, school->authority};
    };
    return {find, schools::area_lookup()};
}

}
