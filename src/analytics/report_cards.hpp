#pragma once
// The words of Ofsted's report cards, published since 10 November 2025: grades by area on a scale of their
// own. No earlier grade can be set beside them, and nothing here turns one into the other.
#include <array>
#include <chrono>
#include <cstdint>

#include "base/code_table.hpp"
#include "base/date.hpp"

namespace tarn::analytics {

inline constexpr Date report_cards_began{std::chrono::sys_days{std::chrono::year{2025} / 11 / 10}};

/// What a report card grades; safeguarding is met or not met.
enum class CardArea : std::uint8_t {
    inclusion,
    curriculum_and_teaching,
    achievement,
    attendance_and_behaviour,
    personal_development_and_wellbeing,
    early_years,
    post_16,
    leadership_and_governance,
    safeguarding,
};
inline constexpr CodeTable<CardArea> card_areas{
    {CardArea::inclusion, "inclusion", "Inclusion"},
    {CardArea::curriculum_and_teaching, "curriculum_and_teaching", "Curriculum and teaching"},
    {CardArea::achievement, "achievement", "Achievement"},
    {CardArea::attendance_and_behaviour, "attendance_and_behaviour", "Attendance and behaviour"},
    {CardArea::personal_development_and_wellbeing, "personal_development_and_wellbeing",
     "Personal development and wellbeing"},
    {CardArea::early_years, "early_years", "Early years"},
    {CardArea::post_16, "post_16", "Post-16 provision"},
    {CardArea::leadership_and_governance, "leadership_and_governance", "Leadership and governance"},
    {CardArea::safeguarding, "safeguarding", "Safeguarding standards"}};
inline constexpr std::size_t card_area_count = 9;

/// The numbers are stored. Only the five grades have an order; none of the others is a grade or zero.
enum class CardGrade : std::uint8_t {
    not_known,
    exceptional,
    strong_standard,
    expected_standard,
    needs_attention,
    urgent_improvement,
    not_applicable,  ///< no such provision, for example no sixth form
    not_judged,
    met,  ///< of safeguarding alone
    not_met,
};
inline constexpr CodeTable<CardGrade> card_grades{
    {CardGrade::not_known, "not_known", "Not known"},
    {CardGrade::exceptional, "exceptional", "Exceptional"},
    {CardGrade::strong_standard, "strong_standard", "Strong standard"},
    {CardGrade::expected_standard, "expected_standard", "Expected standard"},
    {CardGrade::needs_attention, "needs_attention", "Needs attention"},
    {CardGrade::urgent_improvement, "urgent_improvement", "Urgent improvement"},
    {CardGrade::not_applicable, "not_applicable", "Not applicable"},
    {CardGrade::not_judged, "not_judged", "Not judged"},
    {CardGrade::met, "met", "Met"},
    {CardGrade::not_met, "not_met", "Not met"}};
inline constexpr std::size_t card_scale = 5;  ///< grades on the scale, from exceptional on
constexpr bool on_scale(CardGrade grade) {
    return grade >= CardGrade::exceptional && grade <= CardGrade::urgent_improvement;
}

/// Ofsted's finding under section 44 of the Education Act 2005 [education-act-2005]. The numbers are stored.
enum class Category : std::uint8_t {
    none,
    unnamed,  ///< the file does not say which
    special_measures,
    requires_significant_improvement,
    serious_weaknesses,
    notice_to_improve,
    not_said,  ///< the file has no column for it
};
inline constexpr CodeTable<Category> categories{
    {Category::none, "none", "No category of concern"},
    {Category::unnamed, "category", "A category of concern"},
    {Category::special_measures, "special_measures", "Special measures"},
    {Category::requires_significant_improvement, "requires_significant_improvement",
     "Requires significant improvement"},
    {Category::serious_weaknesses, "serious_weaknesses", "Serious weaknesses"},
    {Category::notice_to_improve, "notice_to_improve", "Notice to improve"},
    {Category::not_said, "not_said", "Not said"}};

using CardGrades = std::array<CardGrade, card_area_count>;
constexpr CardGrade grade_of(const CardGrades& grades, CardArea area) {
    return grades[static_cast<std::size_t>(area)];
}
/// The category that the grades lead to by Ofsted's own rule [ofsted-report-card]: special measures where
/// leadership needs urgent improvement and so does another area, or safeguarding is not met; significant
/// improvement where any area needs it urgently or safeguarding is not met. The declared category is what
/// counts: this only checks it.
constexpr Category expected_category(const CardGrades& grades) {
    const bool unsafe = grade_of(grades, CardArea::safeguarding) == CardGrade::not_met;
    const bool led_badly =
        grade_of(grades, CardArea::leadership_and_governance) == CardGrade::urgent_improvement;
    int urgent = 0;
    for (const CardGrade grade : grades) urgent += grade == CardGrade::urgent_improvement;
    if (led_badly && (urgent > 1 || unsafe)) return Category::special_measures;
    return urgent > 0 || unsafe ? Category::requires_significant_improvement : Category::none;
}

}
