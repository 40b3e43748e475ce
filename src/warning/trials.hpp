#pragma once
// The back-test school by school, to name hits and misses and to see whom the model wrongs. Its figures are
// part of the model itself.
#include <optional>
#include <vector>

#include "platform/storage/storage.hpp"
#include "warning/warning.hpp"

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

/// Of a model fitted to window.fit_to; an Error where the window leaves nothing to measure.
Result<Trial> try_out(const engine::Model& model, const analytics::Snapshot& snapshot,
                      const engine::Histories& histories, const engine::Window& window, unsigned threads);

/// Instead of any that the model has.
void store_trial(storage::Writer& db, ModelId model, const Trial& trial, Instant now);
/// Schools of one authority only, highest probability first; empty where there was too little to try it on.
std::optional<Trial> find_trial(storage::Reader& db, ModelId model, AuthorityCode authority);

}
