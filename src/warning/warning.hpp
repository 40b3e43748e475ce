#pragma once
// Early warning as other rooms use it: fitted models with where they came from, scores of schools with their
// reasons, and how often they were right. A model is one more voice beside the scheme's level: it proposes
// nothing and decides nothing.
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/statistics.hpp"
#include "analytics/warning/evaluate.hpp"
#include "analytics/warning/model.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace tarn::warning {

namespace engine = analytics::warning;

using ModelId = Id<struct WarningModelTag>;

/// 14 months, the horizon of every probability shown to people.
inline constexpr int horizon_days = 426;
/// Names the way of fitting and of storing; rises when either changes what a model says.
inline constexpr std::string_view code_version = "warning-2";

// ------------------------------------------------------------------------------------------ models in store

/// A release whose figures could enter the fit.
struct SourceRelease {
    ReleaseId id;
    std::string title;
    std::string sha256;  ///< of its content
};

/// How the same way of fitting did on the last 14 months before `fit_to`, which it was not shown.
struct BackTest {
    Date fit_to, from, to;
    engine::Model tried;  ///< that was tried; answers for the model where that one knows the outcomes
    engine::Figures outcome, event;
    std::vector<engine::CalibrationBand> outcome_bands, event_bands;
};

struct ModelFacts {
    ModelId id{};
    Date fit_to;
    Instant fitted_at{};
    std::string code_version;
    std::string checksum;                 ///< SHA-256 of the stored content
    std::vector<SourceRelease> releases;  ///< ascending by id
    std::int64_t outcome_rows = 0, outcome_events = 0, event_rows = 0, event_events = 0;
    bool readable = true;  ///< its content has the form of this version
};
struct StoredModel {
    ModelFacts facts;
    engine::Model model;
    std::optional<BackTest> back_test;
};

// ------------------------------------------------------------------------------------------------- scoring

/// One term of a score. Base and terms add up to the log-odds exactly.
struct Term {
    std::vector<engine::Feature> features;  ///< one, or two that speak together
    double log_odds = 0;
    std::string text;  ///< "Months since it was judged good: 47.0"
};
struct SchoolWarning {
    analytics::SchoolIndex school = 0;
    Urn urn;
    std::string_view name;  ///< lives in the snapshot
    analytics::Phase phase = analytics::Phase::unknown;
    double event = 0;    ///< probability of being judged less than good within 14 months
    double outcome = 0;  ///< probability of less than good, given that a graded inspection takes place
    double event_log_odds = 0;
    /// Where schools with such a probability ended up in the back-test, with its 95 % interval.
    std::optional<analytics::Limits> interval;
    std::optional<engine::CalibrationBand> band;
    /// The same for the outcome, among schools that were inspected.
    std::optional<analytics::Limits> outcome_interval;
    std::optional<engine::CalibrationBand> outcome_band;
    std::array<float, engine::feature_count> known{};  ///< by Feature; NaN: not known
};
struct WarningRun {
    std::shared_ptr<const analytics::Snapshot> snapshot;
    std::shared_ptr<const StoredModel> stored;
    Date as_at;
    engine::Drift drift;
    std::vector<SchoolWarning> schools;  ///< of the authority, highest probability first, then by URN
    std::vector<Urn> not_scored;         ///< open that day, but no graded inspection is known
    engine::Scored scored;               ///< all England, for terms()
};
struct ScoreRequest {
    Date as_at;
    std::optional<AuthorityCode> authority;  ///< empty: all England
    unsigned threads = 2;
};
/// Refused where the model has seen outcomes of the day itself, or where the schools of the day have drifted
/// too far (Drift::too_far).
Result<WarningRun> score(std::shared_ptr<const analytics::Snapshot> snapshot,
                         std::shared_ptr<const StoredModel> stored, const ScoreRequest& request);
/// The terms of a school's event score, largest first by size; `base` is what the average school has.
struct Explanation {
    double base = 0;
    std::vector<Term> terms;
};
Explanation explain(const WarningRun& run, const SchoolWarning& school);

/// What the terms of one group tell of a school, in a sentence without full stop. Features that speak
/// together share what they say equally, as Shapley values do [lundberg-2020].
struct Reason {
    engine::FeatureGroup group = engine::FeatureGroup::record;
    double log_odds = 0;
    std::string text;  ///< "Progress 8: -0.50 in the latest results, -0.40 over the years"
};
/// `base` is what the average school has when 14 months are looked ahead; base and reasons add up to the
/// event score. Largest first by size.
struct PlainExplanation {
    double base = 0;
    std::vector<Reason> reasons;
};
PlainExplanation explain_plainly(const WarningRun& run, const SchoolWarning& school);

// ------------------------------------------------------------------------------------------------ listings

std::string to_json(const WarningRun& run);
std::string to_table(const WarningRun& run);
std::string to_json(const std::vector<engine::Evaluation>& evaluations);
/// Markdown, as it stands in docs/early-warning.md.
std::string to_table(const std::vector<engine::Evaluation>& evaluations);

}
