#pragma once
// When a school will be inspected, interval by interval: a discrete-time hazard [singer-willett-2003]. Joined
// with the chance that an inspection finds less than good it answers the event question for any horizon, from
// the last year alone; rows with a whole horizon behind them are at least that old.
#include <span>
#include <vector>

#include "analytics/warning/landmarks.hpp"
#include "analytics/warning/shapes.hpp"

namespace tarn::analytics::warning {

/// Log-odds of a graded inspection within the next interval, given what is known at its beginning.
struct Hazard {
    Shapes inspected;
};
inline constexpr int hazard_interval_days = 61;

/// What a hazard learns from: the six intervals of the last year, so that each season counts once. Life
/// tables and the days looked ahead, which speak of the whole horizon, are left out.
Landmarks hazard_landmarks(Landmarks landmarks);

/// Log-odds of being inspected and judged less than good within `horizon` days, one interval after the other.
/// `known` are the facts of schools on the first day, row by row as `outcome`: the log-odds of less than good
/// given an inspection. As intervals pass, times since go on; nothing else does.
std::vector<double> event_scores(const Hazard& hazard, const Matrix& known, std::span<const double> outcome,
                                 int horizon, unsigned threads);

/// What that says of all schools that can be scored on a day, as rows to learn from: each school twice, with
/// its chance as weight of the event and the rest as weight of none.
TrainingRows hazard_rows(const Hazard& hazard, const Shapes& outcome, const Snapshot& snapshot,
                         const Histories& histories, const FeatureRequest& request, unsigned threads);

}
