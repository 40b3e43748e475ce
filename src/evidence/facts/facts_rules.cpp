#include "evidence/facts/facts_rules.hpp"

namespace tarn::evidence {

std::string_view fact_meaning(FactKind kind) {
    static constexpr std::array<std::string_view, 4> meanings{
        "A notice under section 60 of the Education and Inspections Act 2006: standards unacceptably low, a "
        "serious breakdown of management or governance, or safety threatened.",
        "An inspection or audit found that safeguarding is not effective or that its standard is not met.",
        "A deficit that the authority has not agreed under its scheme for financing schools.",
        "The post of headteacher ended and no successor is recorded."};
    return meanings[static_cast<std::size_t>(kind)];
}
bool is_typed(FactKind kind) {
    return typed_fact_kinds.parse(fact_kinds.code(kind)).has_value();
}
bool maintained_only(FactKind kind) {
    return kind == FactKind::warning_notice || kind == FactKind::unlicensed_deficit;
}

}
