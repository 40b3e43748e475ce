#pragma once
// What rules ask of text that a person typed.
#include <string_view>

namespace tarn {

/// Nothing but spaces, tabs and line ends.
inline bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}
