#include "evidence/notes/notes_rules.hpp"

#include <array>

namespace tarn::evidence {
namespace {

struct Text {
    std::string_view code;
    std::string_view title;
};
constexpr std::array<Text, 12> category_texts{{
    {"staff_mobility", "Staff mobility"},
    {"leadership_experience", "Leadership experience"},
    {"budget_volatility", "Volatility of the budget"},
    {"leadership_capacity", "Leadership capacity or vacancy"},
    {"governance", "Governance"},
    {"safeguarding", "Safeguarding"},
    {"teaching", "Teaching and curriculum"},
    {"send", "Special educational needs"},
    {"parental_concern", "Parents' concerns"},
    {"pupil_voice", "Pupils' voice"},
    {"roll", "Pupil roll"},
    {"attendance_and_exclusion", "Attendance and exclusion"},
}};
constexpr std::array<Text, 4> concern_texts{{
    {"strength", "A strength"},
    {"slight", "Slight concern"},
    {"moderate", "Moderate concern"},
    {"serious", "Serious concern"},
}};
constexpr std::array<Text, 3> confidence_texts{{
    {"unverified", "Heard once, not verified"},
    {"corroborated", "Corroborated by a second source"},
    {"verified", "Verified by an officer"},
}};
constexpr std::array<Text, 2> visibility_texts{{
    {"caseload", "Officers who work with the school"},
    {"board", "The challenge board and the director only"},
}};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<Text, N>& texts, std::string_view code) {
    for (std::size_t i = 0; i < N; ++i)
        if (texts[i].code == code) return static_cast<Enum>(i);
    return std::nullopt;
}

template <std::size_t N, class Enum>
const Text& text_of(const std::array<Text, N>& texts, Enum value) {
    return texts[static_cast<std::size_t>(value)];
}

}

std::span<const NoteCategory> note_categories() {
    static constexpr auto all = [] {
        std::array<NoteCategory, category_texts.size()> categories{};
        for (std::size_t i = 0; i < categories.size(); ++i) categories[i] = static_cast<NoteCategory>(i);
        return categories;
    }();
    return all;
}
std::string_view note_category_code(NoteCategory category) {
    return text_of(category_texts, category).code;
}
std::string_view note_category_title(NoteCategory category) {
    return text_of(category_texts, category).title;
}
std::optional<NoteCategory> parse_note_category(std::string_view code) {
    return parse<NoteCategory>(category_texts, code);
}

std::string_view concern_code(Concern concern) {
    return text_of(concern_texts, concern).code;
}
std::string_view concern_title(Concern concern) {
    return text_of(concern_texts, concern).title;
}
std::optional<Concern> parse_concern(std::string_view code) {
    return parse<Concern>(concern_texts, code);
}

std::string_view confidence_code(Confidence confidence) {
    return text_of(confidence_texts, confidence).code;
}
std::string_view confidence_title(Confidence confidence) {
    return text_of(confidence_texts, confidence).title;
}
std::optional<Confidence> parse_confidence(std::string_view code) {
    return parse<Confidence>(confidence_texts, code);
}

std::string_view note_visibility_code(NoteVisibility visibility) {
    return text_of(visibility_texts, visibility).code;
}
std::string_view note_visibility_title(NoteVisibility visibility) {
    return text_of(visibility_texts, visibility).title;
}
std::optional<NoteVisibility> parse_note_visibility(std::string_view code) {
    return parse<NoteVisibility>(visibility_texts, code);
}

double note_severity(Concern concern, Confidence confidence) {
    static constexpr std::array<double, 4> seriousness{0, 0.3, 0.6, 1};
    static constexpr std::array<double, 3> weight{1.0 / 3, 2.0 / 3, 1};
    return seriousness[static_cast<std::size_t>(concern)] * weight[static_cast<std::size_t>(confidence)];
}

}
