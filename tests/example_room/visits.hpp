#pragma once
// Visits that advisers offer to schools: the room's contract.
#include "base/code_table.hpp"
#include "feature_kit/lifecycle.hpp"
#include "feature_kit/record.hpp"

namespace tarn::kit {
struct Feature;
}

namespace tarn::visits {

// A room of src/ declares codes of its own here, and gives each its line in src/access/permission.cpp.
inline constexpr access::Permission visits_read = access::Permission::level_of_school,
                                    visits_answer = access::Permission::level_of_school,
                                    visits_write = access::Permission::recommend_level;

enum class VisitState : std::uint8_t { offered, agreed, held, declined };
inline constexpr CodeTable<VisitState> visit_states{{VisitState::offered, "offered", "Offered"},
                                                    {VisitState::agreed, "agreed", "Agreed"},
                                                    {VisitState::held, "held", "Held"},
                                                    {VisitState::declined, "declined", "Declined"}};
using VisitId = Id<struct VisitTag>;
struct Visit {
    VisitId id{};
    AuthorityCode authority;
    Urn school;
    PersonId adviser{};
    std::string adviser_name, focus;
    Date offered_on;
    std::optional<Date> agreed_for, held_on, declined_on;
    std::string declined_reason;
};

VisitState state(const Visit& visit);
extern const kit::Lifecycle<VisitState> visit_life;
extern const kit::Record<Visit> visits;

/// Menu and routes, as server/features.cpp joins them.
kit::Feature visits_room();

}
