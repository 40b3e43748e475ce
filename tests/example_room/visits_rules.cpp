// What state a visit is in, what can happen to it, and who may. Pure.
#include "example_room/visits.hpp"

namespace tarn::visits {

VisitState state(const Visit& visit) {
    return visit.declined_on  ? VisitState::declined
           : visit.held_on    ? VisitState::held
           : visit.agreed_for ? VisitState::agreed
                              : VisitState::offered;
}

const kit::Lifecycle<VisitState> visit_life{
    "visit",
    visit_states,
    {{"agree", {VisitState::offered}, visits_answer, "Agree a date"},
     {"hold", {VisitState::agreed}, visits_write, "Record that it was held"},
     {"decline", {VisitState::offered, VisitState::agreed}, visits_answer, "Decline"}}};

}
