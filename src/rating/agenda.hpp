#pragma once
// The agenda of a meeting of the challenge board, made from facts each time it is read.
#include <string>
#include <vector>

#include "access/viewer.hpp"
#include "rating/board.hpp"
#include "rating/rating_lines.hpp"

namespace tarn::rating {

struct AgendaItem {
    Line line;
    std::vector<AgendaReason> reasons;
    std::optional<Decision> taken;  ///< what this meeting decided
};
struct Agenda {
    Meeting meeting;
    Lines lines;
    std::vector<AgendaItem> open;     ///< still to decide: by first reason, then URN
    std::vector<AgendaItem> decided;  ///< by this meeting, by URN
};
Agenda agenda_of(storage::Reader& db, const access::Viewer& viewer, Runs& runs, Meeting meeting);

/// One school before a meeting, on its agenda or not.
struct BeforeBoard {
    Lines lines;  ///< of this school alone
    AgendaItem item;
};
/// Empty when the school is not open on the day of the evidence, or not the viewer's. Reads this school
/// alone.
std::optional<BeforeBoard> before_board(storage::Reader& db, const access::Viewer& viewer, Runs& runs,
                                        const Meeting& meeting, Urn urn);

/// " for Spring term, on 2 March 2026" of a recommendation that was made for another meeting or for none;
/// else empty.
std::string made_before(const Recommendation& recommendation, MeetingId meeting);
std::string reasons_text(const AgendaItem& item);  ///< "No decided level; the adviser differs"

/// What a decision keeps of the proposal it was taken on.
NewDecision decision_on(const AgendaItem& item, const Run& run, MeetingId meeting);

}
