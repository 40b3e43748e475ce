#pragma once
// What a column of a record and a question of a form say alike of a value.
#include <cstddef>
#include <string>
#include <string_view>

namespace tarn::kit {

struct Longest {
    std::size_t characters;
};
/// In characters as people count them, not bytes.
constexpr Longest longest(std::size_t characters) {
    return {characters};
}

struct Required {
    std::string sentence;
};
/// The sentence says what to do: "Enter the note".
inline Required required(std::string_view sentence) {
    return {std::string{sentence}};
}

std::size_t characters(std::string_view utf8);
bool blank(std::string_view text);  ///< nothing but spaces, tabs and line ends

}
