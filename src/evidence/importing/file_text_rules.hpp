#pragma once
// From the bytes of a file to text: gzip, byte-order marks, cp1252. Memory stays within the limits given.
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tarn::evidence {

struct TextLimits {
    std::size_t max_bytes = std::size_t{256} << 20;
    std::size_t max_expansion = 400;  ///< times the compressed size, once past 64 MiB
};

bool is_gzip(std::string_view bytes);
/// The whole of a gzip file (all its members). An Error says whether it is truncated, damaged or too large.
Result<std::string> gunzip(std::string_view bytes, const TextLimits& limits);

/// Valid UTF-8 without a byte-order mark. Text that is not UTF-8 is read as cp1252 where that is possible and
/// plausible; UTF-16 and binary content are refused. The Error names the line, of which `lines_before` stand
/// in earlier pieces of the file.
Result<std::string> to_utf8(std::string bytes, std::size_t lines_before = 0);

/// Offset of the first byte that is not UTF-8, or npos. Surrogates and overlong forms are not UTF-8.
std::size_t find_invalid_utf8(std::string_view text);
/// At most `limit` bytes, cut between characters.
std::string_view clip(std::string_view text, std::size_t limit);

}
