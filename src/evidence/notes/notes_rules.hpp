#pragma once
// Soft intelligence as codes: what a note can be about, how serious it is, how well known, who sees it.
#include "base/code_table.hpp"

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
    attendance_and_exclusion
};
inline constexpr CodeTable<NoteCategory> note_categories{
    {NoteCategory::staff_mobility, "staff_mobility", "Staff mobility"},
    {NoteCategory::leadership_experience, "leadership_experience", "Leadership experience"},
    {NoteCategory::budget_volatility, "budget_volatility", "Volatility of the budget"},
    {NoteCategory::leadership_capacity, "leadership_capacity", "Leadership capacity or vacancy"},
    {NoteCategory::governance, "governance", "Governance"},
    {NoteCategory::safeguarding, "safeguarding", "Safeguarding"},
    {NoteCategory::teaching, "teaching", "Teaching and curriculum"},
    {NoteCategory::send, "send", "Special educational needs"},
    {NoteCategory::parental_concern, "parental_concern", "Parents' concerns"},
    {NoteCategory::pupil_voice, "pupil_voice", "Pupils' voice"},
    {NoteCategory::roll, "roll", "Pupil roll"},
    {NoteCategory::attendance_and_exclusion, "attendance_and_exclusion", "Attendance and exclusion"},
};

enum class Concern : std::uint8_t { strength, slight, moderate, serious };
inline constexpr CodeTable<Concern> concerns{{Concern::strength, "strength", "A strength"},
                                             {Concern::slight, "slight", "Slight concern"},
                                             {Concern::moderate, "moderate", "Moderate concern"},
                                             {Concern::serious, "serious", "Serious concern"}};

enum class Confidence : std::uint8_t { unverified, corroborated, verified };
inline constexpr CodeTable<Confidence> confidences{
    {Confidence::unverified, "unverified", "Heard once, not checked"},
    {Confidence::corroborated, "corroborated", "Corroborated by a second source"},
    {Confidence::verified, "verified", "Verified by an officer"}};

enum class NoteVisibility : std::uint8_t { caseload, board };
inline constexpr CodeTable<NoteVisibility> note_visibilities{
    {NoteVisibility::caseload, "caseload", "Officers who work with the school, and the board"},
    {NoteVisibility::board, "board", "The challenge board and the director only"}};

/// What a note becomes when it is confirmed.
enum class Confirmation : std::uint8_t { corroborated, verified };
inline constexpr CodeTable<Confirmation> confirmations{
    {Confirmation::corroborated, "corroborated", "Corroborated by a second source"},
    {Confirmation::verified, "verified", "Verified by an officer"}};

enum class NoteState : std::uint8_t { current, past, withdrawn };
inline constexpr CodeTable<NoteState> note_states{{NoteState::current, "current", "Current"},
                                                  {NoteState::past, "past", "Out of date"},
                                                  {NoteState::withdrawn, "withdrawn", "Withdrawn"}};

}
