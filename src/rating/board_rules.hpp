#pragma once
// Why a school is on the challenge board's agenda: one pure rule from facts.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "rating/rating.hpp"

namespace tarn::rating {

enum class AgendaReason : std::uint8_t {
    no_decided_level,
    new_trigger,
    differs_from_decided,
    adviser_differs,
    review_due,
    not_enough_evidence,
};
/// Stored with a decision; the order is that of the agenda.
inline constexpr CodeTable<AgendaReason> agenda_reason_codes{
    {AgendaReason::no_decided_level, "no_decided_level", "No level decided yet"},
    {AgendaReason::new_trigger, "new_trigger", "New critical trigger"},
    {AgendaReason::differs_from_decided, "differs_from_decided",
     "Proposed level is different from the current level"},
    {AgendaReason::adviser_differs, "adviser_differs", "Adviser disagrees with the proposal"},
    {AgendaReason::review_due, "review_due", "Review is due"},
    {AgendaReason::not_enough_evidence, "not_enough_evidence", "Not enough evidence"}};

/// What the rule looks at for one school on the day of a meeting.
struct AgendaFacts {
    struct Decided {
        Level level = Level::green;
        std::optional<Level> proposed_then;  ///< empty: whoever looks is not told
        std::string
            trigger_then;  ///< code of the indicator whose trigger held when it was decided; empty: none
        std::optional<Date> review_on;
    };
    Level proposed = Level::not_enough_evidence;
    std::string trigger;  ///< code of the indicator whose critical trigger holds now; empty: none
    std::optional<Decided> decided;
    std::optional<Level> recommended;  ///< by the adviser since the last decision
};

/// In the order of the enumeration; empty when the board need not look at the school. A school without enough
/// evidence is looked at once: again only when its review date comes or something else changes.
std::vector<AgendaReason> agenda_reasons(const AgendaFacts& facts, Date meeting);

}
