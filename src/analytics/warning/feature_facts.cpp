#include <algorithm>

#include "analytics/warning/features.hpp"

namespace tarn::analytics::warning {
namespace {

using F = Feature;
using G = FeatureGroup;

// Better results, or a better balance, may only lower the log-odds; neither model may learn otherwise by
// chance. What depends on the inspectorate's habits is free.
constexpr std::array<FeatureFact, feature_count> facts{{
    {F::grade, "grade", "Latest graded inspection", G::record, 0, 0},
    {F::previous_grade, "previous_grade", "Grade before the latest", G::record, 0, 0},
    {F::third_grade, "third_grade", "Grade before the last two", G::record, 0, 0},
    {F::months_since, "months_since", "Months since the latest graded inspection", G::timing, 0, 0},
    {F::months_since_outstanding, "months_since_outstanding", "Months since it was judged outstanding",
     G::timing, 0, 0},
    {F::months_since_good, "months_since_good", "Months since it was judged good", G::timing, 0, 0},
    {F::months_since_below_good, "months_since_below_good", "Months since it was judged less than good",
     G::timing, 0, 0},
    {F::months_between, "months_between", "Months between the last two graded inspections", G::timing, 0, 0},
    {F::inspections, "inspections", "Number of graded inspections", G::record, 0, 0},
    {F::mean_grade, "mean_grade", "Mean of all grades", G::record, 0, 0},
    {F::share_below_good, "share_below_good", "Share of inspections that were less than good", G::record, 0,
     0},
    {F::run_below_good, "run_below_good", "Latest inspections in a row less than good", G::record, 0, 0},
    {F::months_since_last_below_good, "months_since_last_below_good",
     "Months since it was last less than good", G::record, 0, 0},
    {F::due, "due", "How often schools with this grade and time since were inspected last year", G::timing, 0,
     1},
    {F::due_below_good, "due_below_good",
     "How often schools with this grade and time since were judged less than good last year", G::timing, 1,
     1},
    {F::authority_below_good, "authority_below_good",
     "Other inspections in the authority in two years: share less than good", G::authority, 0, 0},
    {F::authority_inspected, "authority_inspected", "Share of the authority's schools inspected in two years",
     G::authority, 0, 0},
    {F::authority_now_below_good, "authority_now_below_good",
     "Share of the authority's other schools now less than good", G::authority, 0, 0},
    {F::secondary, "secondary", "Secondary school", G::kind, 0, 0},
    {F::special, "special", "Special school", G::kind, 0, 0},
    {F::alternative, "alternative", "Alternative provision", G::kind, 0, 0},
    {F::nursery, "nursery", "Nursery school", G::kind, 0, 0},
    {F::infant, "infant", "Infant or first school", G::kind, 0, 0},
    {F::junior, "junior", "Junior or middle school", G::kind, 0, 0},
    {F::independent, "independent", "Not state-funded", G::kind, 0, 0},
    {F::academy, "academy", "Academy or free school", G::kind, 0, 0},
    {F::months_since_conversion, "months_since_conversion", "Months since it became an academy", G::kind, 0,
     0},
    {F::ks2_expected, "ks2_expected", "Reading, writing and maths at the expected standard, against England",
     G::attainment_ks2, -1, -1},
    {F::ks2_expected_pooled, "ks2_expected_pooled",
     "Reading, writing and maths at the expected standard over the years, against England", G::attainment_ks2,
     -1, -1},
    {F::ks2_expected_trend, "ks2_expected_trend", "Change of that gap in a year", G::attainment_ks2, 0, 0},
    {F::ks2_higher, "ks2_higher", "Reading, writing and maths at the higher standard, against England",
     G::attainment_ks2, -1, -1},
    {F::ks2_progress, "ks2_progress", "Progress from key stage 1 to 2, mean of the subjects", G::progress_ks2,
     -1, -1},
    {F::ks2_progress_pooled, "ks2_progress_pooled", "Progress from key stage 1 to 2 over the years",
     G::progress_ks2, -1, -1},
    {F::ks2_progress_trend, "ks2_progress_trend", "Change of progress in a year", G::progress_ks2, 0, 0},
    {F::ks2_progress_lowest, "ks2_progress_lowest", "Progress in the weakest subject", G::progress_ks2, -1,
     -1},
    {F::ks2_reading, "ks2_reading", "Progress in reading", G::progress_ks2, -1, -1},
    {F::ks2_writing, "ks2_writing", "Progress in writing", G::progress_ks2, -1, -1},
    {F::ks2_maths, "ks2_maths", "Progress in maths", G::progress_ks2, -1, -1},
    {F::ks2_pupils, "ks2_pupils", "Pupils at the end of key stage 2", G::size, 0, 0},
    {F::ks4_progress8, "ks4_progress8", "Progress 8", G::results_ks4, -1, -1},
    {F::ks4_progress8_pooled, "ks4_progress8_pooled", "Progress 8 over the years", G::results_ks4, -1, -1},
    {F::ks4_progress8_trend, "ks4_progress8_trend", "Change of Progress 8 in a year", G::results_ks4, 0, 0},
    {F::ks4_attainment8, "ks4_attainment8", "Attainment 8, against England", G::results_ks4, -1, -1},
    {F::ks4_basics, "ks4_basics", "English and maths at grade 5, against England", G::results_ks4, -1, -1},
    {F::ks4_pupils, "ks4_pupils", "Pupils at the end of key stage 4", G::size, 0, 0},
    {F::absence, "absence", "Absence, against schools of its kind", G::absence, 1, 1},
    {F::balance, "balance", "In-year balance as a share of income", G::finance, 0, 0},
    {F::balance_mean, "balance_mean", "Mean in-year balance over the years", G::finance, 0, 0},
    {F::balance_spread, "balance_spread", "How much the balance swings from year to year", G::finance, 0, 0},
    {F::deficits, "deficits", "Years in deficit", G::finance, 0, 0},
    {F::free_meals, "free_meals", "Pupils ever eligible for free meals", G::pupils, 0, 0},
    {F::sen_support, "sen_support", "Pupils with SEN support", G::pupils, 0, 0},
    {F::ehc_plans, "ehc_plans", "Pupils with EHC plans", G::pupils, 0, 0},
    {F::english_additional, "english_additional", "Pupils with English as an additional language", G::pupils,
     0, 0},
    {F::roll, "roll", "Pupils on roll", G::size, 0, 0},
    {F::horizon, "horizon", "Days looked ahead", G::horizon, 0, 1},
}};

}

const FeatureFact& fact(Feature feature) {
    return facts[static_cast<std::size_t>(feature)];
}

std::optional<Feature> parse_feature(std::string_view code) {
    for (const FeatureFact& one : facts)
        if (one.code == code) return one.feature;
    return std::nullopt;
}

}
