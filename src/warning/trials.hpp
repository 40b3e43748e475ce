#pragma once
// The trial of a model: the same way of fitting on the 14 months before its last outcome, school by school.
// The model itself carries the figures of it; this keeps what is needed to name schools and to see whom it
// wrongs.
#include <functional>
#include <optional>
#include <vector>

#include "warning/warning_store.hpp"

namespace tarn::warning {

struct TrialSchool {
    Urn urn;
    AuthorityCode authority;  ///< then
    double probability = 0;
    bool top_tenth = false;            ///< of England
    std::optional<Date> inspected_on;  ///< the first graded inspection in the window
    int grade = 0;                     ///< found by it; 0: none
    bool event() const { return grade >= engine::requires_improvement; }
};
struct CapturePoint {
    int percent = 0;   ///< of schools, the highest probabilities first
    double share = 0;  ///< of those judged less than good that are among them
};
struct Trial {
    std::vector<CapturePoint> capture;  ///< ascending
    std::vector<engine::FalseAlarms> false_alarms;
    std::optional<double> top_tenth_kept, lead_months;
    std::vector<TrialSchool> schools;  ///< in the top tenth, or judged less than good
};

/// `fit_to` of the model; an Error where the year before is too thin to learn from.
Result<Trial> try_out(const analytics::Snapshot& snapshot, Date fit_to, unsigned threads);

/// Instead of any that the model has.
void store_trial(storage::Writer& db, ModelId model, const Trial& trial, Instant now);
/// Schools of one authority only, highest probability first; empty when the model has not been tried.
std::optional<Trial> find_trial(storage::Reader& db, ModelId model, AuthorityCode authority);

}
