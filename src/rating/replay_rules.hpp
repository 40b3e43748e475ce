#pragma once
// The rule of two dates: what turns the raw levels of a few rating dates into the level proposed today.
#include <span>

#include "rating/rating.hpp"

namespace tarn::rating {

/// A proposal replays this many rating dates up to its day, and the day itself.
inline constexpr std::size_t replayed_dates = 3;

/// Fills `level` of every step from `raw`, `rating_date` and `triggered`; steps ascend.
///   - The first date with enough evidence takes its raw level.
///   - A worse level needs two rating dates in a row that say so, or a critical trigger on the day; the level
///   is
///     then the better of the two that both dates support.
///   - A better level needs two clear rating dates; the level is then the worse of the two.
///   - A day that is no rating date changes nothing but by a trigger.
///   - A date without enough evidence shows so and neither confirms nor clears.
void replay(std::span<Step> steps);

}
