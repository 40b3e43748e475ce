#pragma once
// How often the model is right, on outcomes that lie after everything it was fitted on.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/warning/metrics.hpp"
#include "analytics/warning/model.hpp"

namespace tarn::analytics::warning {

enum class Among : std::uint8_t {
    with_results,  ///< in the latest year's key stage 2 or 4 tables, graded before under the same URN
    every_graded,  ///< open and graded before, under this URN or a predecessor's; successors' outcomes count
};
std::string_view among_code(Among among);  ///< "with-results"
std::string_view among_title(Among among);

enum class Asked : std::uint8_t {
    outcome,  ///< given that a graded inspection takes place: is it less than good?
    event,    ///< among all: judged less than good within the window?
    decline,  ///< among schools good or outstanding: judged less than good within the window?
};
std::string_view asked_code(Asked asked);
std::string_view asked_title(Asked asked);

enum class Scorer : std::uint8_t {
    model,
    baseline,  ///< the last grade alone, the worst first: what anyone knows without a model
};
std::string_view scorer_code(Scorer scorer);
std::string_view scorer_title(Scorer scorer);

struct Window {
    Date fit_to;  ///< the model knows no outcome after this day
    Date from;    ///< features as known on this day; outcomes from it on
    Date to;
};

struct EvaluationRequest {
    Window window;
    Lag lag;
    Among among = Among::with_results;
    std::vector<AuthorityCode> authorities;  ///< empty: those whose outcomes are complete to the window's end
    int samples = 200;
    bool breakdowns = true;
    std::size_t bands = 10;  ///< at most, of equal size and 50 schools or more: expected against observed
    unsigned threads = 2;
};

struct Measured {
    Asked asked = Asked::event;
    Scorer scorer = Scorer::model;
    std::string breakdown, group;  ///< empty for all; "Phase", "Primary"
    Figures figures;
};

/// Among schools to which nothing happened: the share of each group that stood in the top tenth.
struct FalseAlarms {
    std::string breakdown, group;
    std::size_t uneventful = 0;
    double share = 0;
};

struct CalibrationBand {
    double expected = 0, observed = 0;  ///< means
    std::size_t n = 0, events = 0;
};

struct Evaluation {
    EvaluationRequest request;
    std::vector<Measured> measured;  ///< all first, then by breakdown
    std::vector<FalseAlarms> false_alarms;
    std::vector<CalibrationBand> outcome_bands, event_bands;  ///< ascending
    std::vector<double> capture_curve;     ///< event: share of events among the top 1 %, 2 %, ... 100 %
    std::optional<double> top_tenth_kept;  ///< share of the top tenth that is still in it half a year later
    std::optional<double> lead_months;  ///< median from the day to the inspection, of events in the top tenth
    const Measured* find(Asked asked, Scorer scorer, std::string_view breakdown = {},
                         std::string_view group = {}) const;
};

/// An Error where the request leaves nothing to measure.
Result<Evaluation> evaluate(const Model& model, const Snapshot& snapshot, const Histories& histories,
                            const EvaluationRequest& request);

/// Two models asked about the same schools on the same day, and what followed.
struct Comparison {
    PairedFigures outcome, event;
};
/// `request.breakdowns` and `bands` are not looked at. An Error where either model knows
/// outcomes of the window, or where there is nothing to measure.
Result<Comparison> compare(const Model& first, const Model& second, const Snapshot& snapshot,
                           const Histories& histories, const EvaluationRequest& request);

}
