#pragma once
// What a school reads of the evidence behind its level: each figure and finding that it may hear of, never
// a sum, of notes the kinds alone; what has come since; what governors may ask about it.
#include <string>
#include <vector>

#include "rating/rating.hpp"

namespace tarn::rating {

struct HeardFigure {
    std::string code;   ///< of the indicator
    std::string title;  ///< "Progress in reading, key stage 2"
    std::string yours;  ///< the figure, or what was found as a sentence
    std::string compared;
    std::string points;  ///< "1.20 of 2.00", "Enough alone for Red"
    std::string source;  ///< with its period and the day from which it was known
};
struct Heard {
    std::vector<HeardFigure> counts;  ///< critical triggers first, then the largest
    std::vector<HeardFigure> adds_nothing;
    /// The kinds of soft intelligence that count, without how many notes there are, how much they add, what
    /// they say, whose they are and of when. Of a run for officers: notes kept to the board are not in it.
    std::vector<std::string> kinds_of_notes;
};
Heard heard_by_school(const Run& run, const Proposal& proposal);

/// A figure that has come, changed or gone since an earlier run, so that it adds more or less.
struct HeardChange {
    std::string title, then, now, points;
};
/// The largest change of points first; figures that the school may not hear of and notes are left out.
std::vector<HeardChange> come_since(const Run& then_run, const Proposal& then, const Run& now_run,
                                    const Proposal& now);

/// Five, of what counts most first, then such as suit any school.
inline constexpr std::size_t governors_questions = 5;
std::vector<std::string> questions_for_governors(const Run& run, const Proposal& proposal);
/// What governors may ask about an indicator; one of a scheme that names none is asked about by its title.
std::string question_about(const Indicator& indicator);
bool has_question(const Indicator& indicator);  ///< of its own

}
