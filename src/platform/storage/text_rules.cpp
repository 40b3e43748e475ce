#include "platform/storage/text_rules.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>

#include "platform/storage/storage.hpp"

namespace tarn::storage {
namespace {

bool ascii_without_nul(const unsigned char* at) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    constexpr std::uint64_t high = 0x8080808080808080U;
    constexpr std::uint64_t ones = 0x0101010101010101U;
    return ((word | ((word - ones) & ~word)) & high) == 0;  // the second term finds a zero byte [warren-2012]
}

/// Bytes of the character that starts here, or 0 when none does.
std::size_t character_length(const unsigned char* at, std::size_t left) {
    const unsigned char lead = at[0];
    if (lead == 0) return 0;
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || left < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((at[i] & 0xC0) != 0x80) return 0;
    const bool overlong = (lead == 0xE0 && at[1] < 0xA0) || (lead == 0xF0 && at[1] < 0x90);
    const bool surrogate = lead == 0xED && at[1] > 0x9F;
    const bool beyond = lead == 0xF4 && at[1] > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

}

void require_storable(std::string_view text) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.size() - at >= 8 && ascii_without_nul(bytes + at)) {
            at += 8;
            continue;
        }
        const std::size_t length = character_length(bytes + at, text.size() - at);
        if (length == 0)
            throw Failure("text to be stored is not UTF-8 or holds a NUL, at byte " + std::to_string(at));
        at += length;
    }
}

double storable(double value) {
    if (std::isnan(value)) throw Failure("a number to be stored is not a number (NaN)");
    return value == 0 ? 0.0 : value;
}

}
