#pragma once
// What can be the case at a school that no published file carries: the kinds, where each rests in law or
// practice, and which of them are typed.
#include "base/code_table.hpp"

namespace tarn::evidence {

enum class FactKind : std::uint8_t {
    warning_notice,        ///< section 60: the governing body has been warned in writing [eia-2006]
    safeguarding_not_met,  ///< an inspection found safeguarding not effective [ofsted-report-card]
    unlicensed_deficit,    ///< outside the authority's scheme: no recovery plan is agreed [ssfa-1998]
    no_headteacher,  ///< concluded from the posts that the authority records, never typed [authority-returns]
};
/// "warning_notice" is stored, and "fact.warning_notice" stands in schemes.
inline constexpr CodeTable<FactKind> fact_kinds{
    {FactKind::warning_notice, "warning_notice", "Warning notice in force"},
    {FactKind::safeguarding_not_met, "safeguarding_not_met", "Safeguarding not effective"},
    {FactKind::unlicensed_deficit, "unlicensed_deficit", "Deficit without an agreed recovery plan"},
    {FactKind::no_headteacher, "no_headteacher", "No headteacher in post"}};
/// What an officer may enter: what is offered on pages and in files is what is accepted.
inline constexpr CodeTable<FactKind> typed_fact_kinds = fact_kinds.up_to(FactKind::unlicensed_deficit);
std::string_view fact_meaning(FactKind kind);  ///< a sentence for the person who enters it

bool is_typed(FactKind kind);
/// Powers of intervention and the scheme for financing reach maintained schools only; of an academy the
/// authority writes to the trust and the Department.
bool maintained_only(FactKind kind);

}
