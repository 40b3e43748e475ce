#include "rating/board_rules.hpp"

namespace tarn::rating {

std::vector<AgendaReason> agenda_reasons(const AgendaFacts& facts, Date meeting) {
    const auto& decided = facts.decided;
    const bool enough = facts.proposed != Level::not_enough_evidence;
    std::vector<AgendaReason> reasons;
    if (!decided) reasons.push_back(AgendaReason::no_decided_level);
    if (!facts.trigger.empty() && (!decided || decided->trigger_then != facts.trigger))
        reasons.push_back(AgendaReason::new_trigger);
    if (decided && enough && facts.proposed != decided->level)
        reasons.push_back(AgendaReason::differs_from_decided);
    if (facts.recommended && *facts.recommended != facts.proposed)
        reasons.push_back(AgendaReason::adviser_differs);
    if (decided && decided->review_on && *decided->review_on <= meeting)
        reasons.push_back(AgendaReason::review_due);
    if (!enough && (!decided || decided->proposed_then.value_or(Level::not_enough_evidence) !=
                                    Level::not_enough_evidence))
        reasons.push_back(AgendaReason::not_enough_evidence);
    return reasons;
}

}
