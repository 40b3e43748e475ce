#pragma once
// What must hold for any input; a target that only waits for crashes finds half.
#include <cstddef>
#include <cstdint>
#include <string_view>

inline void require(bool holds) {
    if (!holds) __builtin_trap();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}
