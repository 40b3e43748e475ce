#pragma once
// Appointments for tests, recorded on their first day.
#include "schools/schools.hpp"
#include "support/days.hpp"

namespace tarn::schools {

inline Post appointed(Urn urn, PostKind kind, std::string holder, const char* from) {
    return {.urn = urn,
            .kind = kind,
            .holder = std::move(holder),
            .from = tarn::test::day(from),
            .recorded = tarn::test::day(from)};
}

}
