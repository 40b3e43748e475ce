#pragma once
#include <string_view>

namespace tarn::page_kit {

/// "h1" to "h6"; the text lives as long as the program.
constexpr std::string_view heading_tag(int level) {
    constexpr std::string_view tags[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    return tags[level < 1 ? 0 : level > 6 ? 5 : level - 1];
}

}
