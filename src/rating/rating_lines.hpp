#pragma once
// One line per school for lists, agendas and sheets: the proposal beside what was decided and recommended.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/viewer.hpp"
#include "rating/board.hpp"
#include "rating/board_rules.hpp"
#include "rating/rating_runs.hpp"

namespace tarn::rating {

enum class Movement : std::uint8_t { first, same, better, worse };
inline constexpr CodeTable<Movement> movements{{Movement::first, "first", "First level"},
                                               {Movement::same, "same", "Same"},
                                               {Movement::better, "better", "Better"},
                                               {Movement::worse, "worse", "Worse"}};
/// Of the proposed level since the last rating date before the run's day.
Movement movement(const Proposal& proposal);

/// For sorting the most worrying first: Red before Amber before Green before not enough evidence; within a
/// level the larger share of what the score could be.
double worry_of(const Proposal& proposal);

struct Line {
    const schools::School* school = nullptr;
    const Proposal* proposal = nullptr;       ///< null when the school is not in the run (16-plus)
    std::shared_ptr<const Decision> decided;  ///< also one made for the URN it had before a conversion
    std::shared_ptr<const Recommendation> recommended;
};
struct Lines {
    std::shared_ptr<const schools::Register> schools;
    std::shared_ptr<const Run> run;
    std::vector<Line> lines;  ///< schools open that day whose rating the viewer may see, by URN
    const Line* find(Urn urn) const;
};
Lines lines_of(storage::Reader& db, const access::Viewer& viewer, Runs& runs, Date as_at);
/// The line of one school alone.
Lines line_of(storage::Reader& db, const access::Viewer& viewer, Runs& runs, Date as_at, Urn urn);

/// The school's own URN first, then those it had before conversions, newest first.
std::vector<Urn> urns_of(const schools::Register& schools, Urn urn);
std::vector<Urn> earlier_urns(const schools::Register& schools, Urn urn);  ///< the same without its own

/// The rule has a reason why this meeting looks at the school.
bool on_agenda(const Line& line, const Run& run, const Meeting& meeting);
/// The school is on the agenda of the meeting, which has not decided it, and its adviser has said nothing.
bool owes_recommendation(const Line& line, const Run& run, const Meeting& meeting);
AgendaFacts agenda_facts(const Line& line, const Run& run);

}
