#pragma once
// A school closes and an academy opens within days, with the same number or at the same place, and no link
// says that they are one: which pairs that is true of. Never joined in silence.
#include <span>
#include <string>
#include <vector>

#include "base/code_table.hpp"
#include "schools/register_facts.hpp"

namespace tarn::schools {

enum class ConversionState : std::uint8_t { proposed, same, different };
inline constexpr CodeTable<ConversionState> conversion_states{
    {ConversionState::proposed, "proposed", "To decide"},
    {ConversionState::same, "same", "Same school"},
    {ConversionState::different, "different", "Not the same school"}};

using PossibleConversionId = Id<struct PossibleConversionTag>;
struct PossibleConversion {
    PossibleConversionId id{};
    AuthorityCode authority;  ///< of the academy
    Urn predecessor, urn;
    std::string predecessor_name, name;
    Date opened;
    std::string reasons;
    std::optional<Date> same_on, different_on;
    std::optional<PersonId> decided_by;
    std::string decided_by_name;
};
ConversionState state(const PossibleConversion& pair);

/// Pairs without any link, ascending by predecessor, then academy. `versions` and `lineage` as merged.
std::vector<PossibleConversion> possible_conversions(std::span<const School> versions,
                                                     std::span<const Lineage> lineage);
}
