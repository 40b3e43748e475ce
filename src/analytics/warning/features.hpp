#pragma once
// What is known of a school on a day that may say something of its next graded inspection. Nothing that
// became public later can enter; what is not known is missing (NaN) and stays so.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analytics/warning/bins.hpp"
#include "analytics/warning/boosting.hpp"
#include "analytics/warning/histories.hpp"

namespace tarn::analytics::warning {

enum class Feature : std::uint8_t {
    grade,
    previous_grade,
    third_grade,
    months_since,
    months_since_outstanding,
    months_since_good,
    months_since_below_good,
    months_between,
    inspections,
    mean_grade,
    share_below_good,
    run_below_good,
    months_since_last_below_good,
    due,
    due_below_good,
    authority_below_good,
    authority_inspected,
    authority_now_below_good,
    secondary,
    special,
    alternative,
    nursery,
    infant,
    junior,
    independent,
    academy,
    months_since_conversion,
    ks2_expected,
    ks2_expected_pooled,
    ks2_expected_trend,
    ks2_higher,
    ks2_progress,
    ks2_progress_pooled,
    ks2_progress_trend,
    ks2_progress_lowest,
    ks2_reading,
    ks2_writing,
    ks2_maths,
    ks2_pupils,
    ks4_progress8,
    ks4_progress8_pooled,
    ks4_progress8_trend,
    ks4_attainment8,
    ks4_basics,
    ks4_pupils,
    absence,
    balance,
    balance_mean,
    balance_spread,
    deficits,
    free_meals,
    sen_support,
    ehc_plans,
    english_additional,
    roll,
    horizon,
};
inline constexpr std::size_t feature_count = 56;

/// The groups under which reasons are told.
enum class FeatureGroup : std::uint8_t {
    timing,
    record,
    authority,
    kind,
    attainment_ks2,
    progress_ks2,
    results_ks4,
    absence,
    finance,
    pupils,
    size,
    horizon,
};
inline constexpr std::size_t group_count = 12;

struct FeatureFact {
    Feature feature;
    std::string_view code;   ///< "ks2_expected": stored with models
    std::string_view title;  ///< "Reading, writing and maths at the expected standard, against England"
    FeatureGroup group;
    Monotone outcome;  ///< order imposed where a graded inspection takes place
    Monotone event;    ///< order imposed on the chance of being judged less than good within the horizon
};
const FeatureFact& fact(Feature feature);
std::optional<Feature> parse_feature(std::string_view code);

/// Facts of schools on one day.
struct FeatureRequest {
    Date day;
    Lag lag;
    int horizon = 426;  ///< days looked ahead from `day`; 14 months
};
/// Rows in the order of Snapshot::schools, one column per Feature.
Matrix features(const Snapshot& snapshot, const Histories& histories, const FeatureRequest& request,
                unsigned threads = 2);

/// Series the features of a day read: their releases are stored with a fitted model.
std::vector<std::uint32_t> series_read(const Snapshot& snapshot, Date day);

}
