#pragma once
// What can be the case at a school that no published file carries: the kinds, where each rests in law or
// practice, and which of them are typed.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tarn::evidence {

enum class FactKind : std::uint8_t {
    warning_notice,        ///< section 60: the governing body has been warned in writing [eia-2006]
    safeguarding_not_met,  ///< an inspection found safeguarding not effective [ofsted-report-card]
    unlicensed_deficit,    ///< outside the authority's scheme: no recovery plan is agreed [ssfa-1998]
    no_headteacher,        ///< concluded from the posts that the authority records, never typed
};
std::span<const FactKind> fact_kinds();
std::string_view fact_code(
    FactKind kind);  ///< "warning_notice": stored, and "fact.warning_notice" in schemes
std::string_view fact_title(FactKind kind);     ///< "Warning notice in force"
std::string_view fact_meaning(FactKind kind);   ///< a sentence for the person who enters it
std::string_view fact_citation(FactKind kind);  ///< key in docs/sources.md
std::optional<FactKind> parse_fact_kind(std::string_view code);

bool is_typed(FactKind kind);
/// Powers of intervention and the scheme for financing reach maintained schools only; of an academy the
/// authority writes to the trust and the Department.
bool maintained_only(FactKind kind);

}
