#pragma once
// What follows from a type of establishment, and how files write it.
#include <optional>
#include <string_view>
#include <vector>

#include "schools/register_facts.hpp"

namespace tarn::schools {

/// What a type says of the kind of school; mainstream types leave the phase to the ages.
enum class Kind : std::uint8_t { unknown, mainstream, special, alternative, nursery, sixteen_plus };
Kind kind_of(Type type);
/// GIAS's own types are specific; "Maintained School" or "Special School" are not.
bool specific(Type type);

Type parse_type(std::string_view text);  ///< any wording of the register files; unknown when it says nothing
std::optional<Status> parse_status(std::string_view text);  ///< GIAS's wording, or codes 1 to 4
std::vector<Type> all_types();

/// In the wording of GIAS or of the performance tables. Registers leave both cells empty, or say that they do
/// not apply, for most schools to which they do not.
bool selects_by_ability(std::string_view admissions);
bool has_religious_character(std::string_view religion);

}
