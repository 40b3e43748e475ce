#pragma once
// A column of cells as bytes: the smallest integers that hold every value exactly, with typed gaps.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "evidence/importing/cells_rules.hpp"

namespace tarn::evidence {

/// Stored in evidence_column.encoding: never renumber. Integers are little-endian; the lowest value of the
/// width plus the number of an analytics::Missing stands for a gap (in doubles: a quiet NaN with that number
/// as payload).
enum class Encoding : std::uint8_t { int8 = 1, int16 = 2, int32 = 4, int64 = 8, float64 = 9 };

struct PackedColumn {
    Encoding encoding = Encoding::int8;
    int scale = 0;      ///< decimals of every value
    std::string bytes;  ///< width times rows
};
/// Width in bytes of one value.
std::size_t width(Encoding encoding);
std::optional<Encoding> parse_encoding(std::int64_t stored);

PackedColumn pack(std::span<const Cell> cells);

/// A stored column, read in place.
class ColumnView {
  public:
    ColumnView(Encoding encoding, int scale, std::string_view bytes)
        : encoding_(encoding), scale_(scale), bytes_(bytes) {}
    std::size_t rows() const { return bytes_.size() / width(encoding_); }
    Cell cell(std::size_t row) const;

  private:
    Encoding encoding_;
    int scale_;
    std::string_view bytes_;
};

/// 32-bit integers as little-endian bytes and back.
std::string pack_int32(std::span<const std::int32_t> values);
std::vector<std::int32_t> unpack_int32(std::string_view bytes);

}
