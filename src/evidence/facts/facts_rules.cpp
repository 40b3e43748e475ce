#include "evidence/facts/facts_rules.hpp"

#include <array>

namespace tarn::evidence {
namespace {

struct Words {
    FactKind kind;
    std::string_view code, title, meaning, citation;
    bool typed, maintained_only;
};
constexpr std::array words{
    Words{
        FactKind::warning_notice, "warning_notice", "Warning notice in force",
        "A notice under section 60 of the Education and Inspections Act 2006: standards unacceptably low, a "
        "serious breakdown of management or governance, or safety threatened.",
        "eia-2006", true, true},
    Words{FactKind::safeguarding_not_met, "safeguarding_not_met", "Safeguarding not effective",
          "An inspection or audit found that safeguarding is not effective or that its standard is not met.",
          "ofsted-report-card", true, false},
    Words{FactKind::unlicensed_deficit, "unlicensed_deficit", "Deficit without an agreed recovery plan",
          "A deficit that the authority has not agreed under its scheme for financing schools.", "ssfa-1998",
          true, true},
    Words{FactKind::no_headteacher, "no_headteacher", "No headteacher in post",
          "The post of headteacher ended and no successor is recorded.", "authority-returns", false, false},
};
constexpr bool in_order() {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (static_cast<std::size_t>(words[i].kind) != i) return false;
    return true;
}
static_assert(in_order());

const Words& words_of(FactKind kind) {
    return words[static_cast<std::size_t>(kind)];
}

}

std::span<const FactKind> fact_kinds() {
    static constexpr auto all = [] {
        std::array<FactKind, words.size()> kinds{};
        for (std::size_t i = 0; i < kinds.size(); ++i) kinds[i] = words[i].kind;
        return kinds;
    }();
    return all;
}
std::string_view fact_code(FactKind kind) {
    return words_of(kind).code;
}
std::string_view fact_title(FactKind kind) {
    return words_of(kind).title;
}
std::string_view fact_meaning(FactKind kind) {
    return words_of(kind).meaning;
}
std::string_view fact_citation(FactKind kind) {
    return words_of(kind).citation;
}
std::optional<FactKind> parse_fact_kind(std::string_view code) {
    for (const Words& each : words)
        if (each.code == code) return each.kind;
    return std::nullopt;
}
bool is_typed(FactKind kind) {
    return words_of(kind).typed;
}
bool maintained_only(FactKind kind) {
    return words_of(kind).maintained_only;
}

}
