#pragma once
// When two spellings are one name, and the words that a search looks for.
#include <string>
#include <string_view>
#include <vector>

namespace tarn::schools {

/// Lower-case ASCII words of a name: "St. Mary's C.E. (VA) Primary School" is st, marys, ce, va, primary,
/// school. "saint" becomes "st", "&" becomes "and", accents are dropped.
std::vector<std::string> words_of(std::string_view text);

/// Registers spell, shorten and lengthen names without any renaming. Two names differ only when no word of
/// weight, such as a place or a saint, stands in both.
bool same_name(std::string_view a, std::string_view b);

}
