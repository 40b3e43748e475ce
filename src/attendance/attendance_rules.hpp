#pragma once
// What is judged about support meetings: how long one takes, when a school is owed one, which
// school goes first.
#include <optional>
#include <span>
#include <string>

#include "attendance/attendance.hpp"

namespace tarn::attendance {

/// Minutes to set aside, by how many pupils are persistently absent (share in per cent, times the roll): 30
/// below 20 pupils, 45 below 60, 60 below 150, else 90; at least 60 where they are three in ten of the
/// school. 45 where either figure is not known.
std::int64_t proposed_minutes(std::optional<double> persistent, std::optional<std::int64_t> roll);

enum class Owed : std::uint8_t { nothing, this_term, overdue };
inline constexpr CodeTable<Owed> owed_words{{Owed::nothing, "nothing", "No"},
                                            {Owed::this_term, "this_term", "This term"},
                                            {Owed::overdue, "overdue", "Overdue"}};
/// `meetings`: of one school. A term counts once the school was offered a meeting in it. Overdue: a term has
/// passed without one and neither has this term one. Terms before `since` do not count: the authority did
/// not offer meetings yet, or the school was not open.
Owed owed(std::span<const SupportMeeting> meetings, Term now, Term since);

/// The first term that lies whole in a school's life.
Term first_whole_term(Date opened);

/// The meeting of a term: the one that stands, else the last that was declined or called off; null for none.
const SupportMeeting* meeting_of(std::span<const SupportMeeting> meetings, Term term);

/// Pupils who are persistently absent: the share in per cent of the roll.
std::optional<double> absent_pupils(std::optional<double> persistent, std::optional<std::int64_t> roll);

/// Which school is offered a meeting first: overdue, then due this term, then the others; among equals where
/// more pupils are persistently absent, schools without figures last.
struct Standing {
    Owed owed = Owed::nothing;
    std::optional<double> absent;  ///< pupils
};
bool goes_first(const Standing& one, const Standing& other);

/// "Offered for 4 December 2026", "Held on 4 December 2026": the day that belongs to the state.
std::string words_of(const SupportMeeting& meeting);

}
