#include "rating/board_rules.hpp"

#include <array>

namespace tarn::rating {
namespace {

struct ReasonText {
    std::string_view code;
    std::string_view title;
};
constexpr std::array<ReasonText, agenda_reason_count> reason_texts{{
    {"no_decided_level", "No level decided yet"},
    {"new_trigger", "New critical trigger"},
    {"differs_from_decided", "Proposal differs from the decided level"},
    {"adviser_differs", "Adviser differs from the proposal"},
    {"review_due", "Review date has come"},
    {"not_enough_evidence", "Not enough evidence"},
}};

}

std::string_view agenda_reason_code(AgendaReason reason) {
    return reason_texts[static_cast<std::size_t>(reason)].code;
}
std::string_view agenda_reason_title(AgendaReason reason) {
    return reason_texts[static_cast<std::size_t>(reason)].title;
}

std::optional<AgendaReason> parse_agenda_reason(std::string_view code) {
    for (std::size_t i = 0; i < reason_texts.size(); ++i)
        if (reason_texts[i].code == code) return static_cast<AgendaReason>(i);
    return std::nullopt;
}

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
