#pragma once
// When two spellings are one name.
#include <string_view>

namespace tarn::schools {

/// Registers spell, shorten and lengthen names without any renaming. Two names differ only when no word of
/// weight, such as a place or a saint, stands in both.
bool same_name(std::string_view a, std::string_view b);

}
