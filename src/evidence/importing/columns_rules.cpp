#include "evidence/importing/columns_rules.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace tarn::evidence {

static_assert(std::endian::native == std::endian::little,
              "packed columns are stored as the machine holds them");

namespace {

/// Room below the values for the numbers of analytics::Missing.
constexpr std::int64_t gap_room = 16;
constexpr std::uint64_t quiet_nan = 0x7ff8000000000000u;

/// mantissa * 10^(to - scale); false on overflow.
bool rescale(const Cell& cell, int to, std::int64_t& out) {
    out = cell.mantissa;
    for (int i = cell.scale; i < to; ++i)
        if (__builtin_mul_overflow(out, std::int64_t{10}, &out)) return false;
    return true;
}

struct Shape {
    int scale = 0;
    bool decimal = true;  ///< every value fits a 64-bit integer at this scale
    std::int64_t low = 0, high = 0;
};

Shape shape_of(std::span<const Cell> cells) {
    Shape shape;
    for (const Cell& cell : cells) {
        if (cell.missing != analytics::Missing::none) continue;
        if (cell.scale == Cell::is_double) return {0, false, 0, 0};
        shape.scale = std::max<int>(shape.scale, cell.scale);
    }
    for (const Cell& cell : cells) {
        std::int64_t value = 0;
        if (cell.missing != analytics::Missing::none) continue;
        if (!rescale(cell, shape.scale, value)) return {0, false, 0, 0};
        shape.low = std::min(shape.low, value);
        shape.high = std::max(shape.high, value);
    }
    if (shape.low < std::numeric_limits<std::int64_t>::min() + gap_room) shape.decimal = false;
    return shape;
}

template <class Int>
bool holds(const Shape& shape) {
    return shape.low >= std::numeric_limits<Int>::min() + gap_room &&
           shape.high <= std::numeric_limits<Int>::max();
}

template <class Int>
std::string pack_integers(std::span<const Cell> cells, int scale) {
    std::string bytes(cells.size() * sizeof(Int), '\0');
    char* out = bytes.data();
    for (const Cell& cell : cells) {
        std::int64_t value = 0;
        if (cell.missing != analytics::Missing::none)
            value = std::int64_t{std::numeric_limits<Int>::min()} + static_cast<int>(cell.missing);
        else
            rescale(cell, scale, value);
        const Int narrow = static_cast<Int>(value);
        std::memcpy(out, &narrow, sizeof narrow);
        out += sizeof narrow;
    }
    return bytes;
}

std::string pack_doubles(std::span<const Cell> cells) {
    std::string bytes(cells.size() * sizeof(double), '\0');
    char* out = bytes.data();
    for (const Cell& cell : cells) {
        const std::uint64_t bits = cell.missing == analytics::Missing::none
                                       ? std::bit_cast<std::uint64_t>(cell.value())
                                       : quiet_nan | static_cast<std::uint64_t>(cell.missing);
        std::memcpy(out, &bits, sizeof bits);
        out += sizeof bits;
    }
    return bytes;
}

template <class Int>
Cell integer_cell(const char* at, int scale) {
    Int stored;
    std::memcpy(&stored, at, sizeof stored);
    constexpr std::int64_t lowest = std::numeric_limits<Int>::min();
    if (stored < lowest + gap_room) return missing_cell(static_cast<analytics::Missing>(stored - lowest));
    return {stored, static_cast<std::int8_t>(scale), analytics::Missing::none};
}

}

std::size_t width(Encoding encoding) {
    return encoding == Encoding::float64 ? sizeof(double) : static_cast<std::size_t>(encoding);
}

std::optional<Encoding> parse_encoding(std::int64_t stored) {
    for (Encoding known :
         {Encoding::int8, Encoding::int16, Encoding::int32, Encoding::int64, Encoding::float64})
        if (stored == static_cast<std::int64_t>(known)) return known;
    return std::nullopt;
}

PackedColumn pack(std::span<const Cell> cells) {
    const Shape shape = shape_of(cells);
    if (!shape.decimal) return {Encoding::float64, 0, pack_doubles(cells)};
    if (holds<std::int8_t>(shape))
        return {Encoding::int8, shape.scale, pack_integers<std::int8_t>(cells, shape.scale)};
    if (holds<std::int16_t>(shape))
        return {Encoding::int16, shape.scale, pack_integers<std::int16_t>(cells, shape.scale)};
    if (holds<std::int32_t>(shape))
        return {Encoding::int32, shape.scale, pack_integers<std::int32_t>(cells, shape.scale)};
    return {Encoding::int64, shape.scale, pack_integers<std::int64_t>(cells, shape.scale)};
}

Cell ColumnView::cell(std::size_t row) const {
    const char* at = bytes_.data() + row * width(encoding_);
    switch (encoding_) {
        case Encoding::int8:
            return integer_cell<std::int8_t>(at, scale_);
        case Encoding::int16:
            return integer_cell<std::int16_t>(at, scale_);
        case Encoding::int32:
            return integer_cell<std::int32_t>(at, scale_);
        case Encoding::int64:
            return integer_cell<std::int64_t>(at, scale_);
        case Encoding::float64:
            break;
    }
    std::uint64_t bits;
    std::memcpy(&bits, at, sizeof bits);
    if ((bits & quiet_nan) == quiet_nan) return missing_cell(static_cast<analytics::Missing>(bits & 0xf));
    return double_cell(std::bit_cast<double>(bits));
}

std::string pack_int32(std::span<const std::int32_t> values) {
    return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}
std::vector<std::int32_t> unpack_int32(std::string_view bytes) {
    std::vector<std::int32_t> values(bytes.size() / sizeof(std::int32_t));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(std::int32_t));
    return values;
}

}
