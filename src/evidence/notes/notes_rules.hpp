#pragma once
// Soft intelligence as codes and weights: what a note can be about, and how much it may count.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tarn::evidence {

/// What a note is about. The first three are the ones Lancashire named in 2020 [lancashire-scrutiny-2020];
/// the others are common triggers of English authorities' published schemes [gloucestershire-triggers].
enum class NoteCategory : std::uint8_t {
    staff_mobility,
    leadership_experience,
    budget_volatility,
    leadership_capacity,
    governance,
    safeguarding,
    teaching,
    send,
    parental_concern,
    pupil_voice,
    roll,
    attendance_and_exclusion,
};
std::span<const NoteCategory> note_categories();
std::string_view note_category_code(NoteCategory category);   ///< "staff_mobility"
std::string_view note_category_title(NoteCategory category);  ///< "Staff mobility"
std::optional<NoteCategory> parse_note_category(std::string_view code);

enum class Concern : std::uint8_t { strength, slight, moderate, serious };
std::string_view concern_code(Concern concern);
std::string_view concern_title(Concern concern);  ///< "Serious concern"
std::optional<Concern> parse_concern(std::string_view code);

enum class Confidence : std::uint8_t { unverified, corroborated, verified };
std::string_view confidence_code(Confidence confidence);
std::string_view confidence_title(Confidence confidence);  ///< "Corroborated by a second source"
std::optional<Confidence> parse_confidence(std::string_view code);

enum class NoteVisibility : std::uint8_t { caseload, board };
std::string_view note_visibility_code(NoteVisibility visibility);
std::string_view note_visibility_title(NoteVisibility visibility);
std::optional<NoteVisibility> parse_note_visibility(std::string_view code);

/// 0..1: how serious the concern is, times how well it is known. An unverified note counts a third, so that
/// hearsay alone cannot carry an indicator to its full weight; a strength counts nothing rather than making
/// up for a concern.
double note_severity(Concern concern, Confidence confidence);

}
