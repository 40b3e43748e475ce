#pragma once
// What is judged about support meetings: how long one takes, when a school is owed one, what may be shown.
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

/// A count of pupils for people who do not work with the school: 1 to 5 is "1 to 5" (disclosure control).
std::string disclosed(std::optional<std::int64_t> pupils);
/// The same for those of them who have a plan, which is kept back with a small count.
std::string disclosed(std::optional<std::int64_t> planned, std::optional<std::int64_t> pupils);

}
