#pragma once
// What one cell says: a number exactly as written, or a typed reason why there is none.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/snapshot.hpp"

namespace tarn::evidence {

enum class NumberKind : std::uint8_t {
    number,     ///< anything; a trailing % is dropped
    percent,    ///< 0 to 100, with or without %
    count,      ///< whole and not negative; "12.0" is 12
    money,      ///< pounds; "£1,234.50", "(1,234.50)" for a debt
    thousands,  ///< money in thousands of pounds: 1.5 is £1,500
};
std::optional<NumberKind> parse_number_kind(std::string_view code);

/// A decimal mantissa * 10^-scale, or a double where a decimal cannot hold the number, or a Missing.
struct Cell {
    static constexpr std::int8_t is_double = -1;
    std::int64_t mantissa = 0;  ///< the bits of the double when scale is is_double
    std::int8_t scale = 0;      ///< decimals without trailing zeros, 0..18
    analytics::Missing missing = analytics::Missing::blank;

    double value() const;  ///< NaN when missing
    bool operator==(const Cell&) const = default;
};
Cell missing_cell(analytics::Missing missing);
Cell double_cell(double value);           ///< a NaN becomes blank
Cell negated(const Cell& cell);           ///< a missing one stays as it is
Cell add(const Cell& a, const Cell& b);   ///< of two values, exact where a decimal can hold the sum
bool is_fraction(std::string_view text);  ///< "64.5", "480.333333"

/// Texts that stand for a missing value: "SUPP", "z", ... Blank and spaces are always blank.
class MissingCodes {
  public:
    void set(std::string text, analytics::Missing missing);  ///< a later one wins
    void add(const MissingCodes& others);                    ///< those not yet known
    /// Whatever its case, unless two codes that differ by case alone mean different things.
    std::optional<analytics::Missing> find(std::string_view text) const;

  private:
    std::vector<std::pair<std::string, analytics::Missing>> codes_;
};
std::optional<analytics::Missing> parse_missing(std::string_view code);  ///< "suppressed"

std::string_view trim(std::string_view text);  ///< spaces, tabs, line ends and no-break spaces

/// Empty when the text is neither a number of this kind nor a known code.
std::optional<Cell> parse_cell(std::string_view text, NumberKind kind, const MissingCodes& codes);
/// "1.90004E+05": digits may be lost, unlike in "1e+05".
bool rewritten_by_spreadsheet(std::string_view text);

}
