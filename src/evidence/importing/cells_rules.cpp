#include "evidence/importing/cells_rules.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/ids.hpp"
#include "evidence/importing/header_rules.hpp"

namespace tarn::evidence {
namespace {

constexpr std::array<double, 19> powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                        1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// Digits with at most one point, at most 18 of them; the common case, done in one pass.
bool plain_decimal(std::string_view text, bool negative, Cell& cell) {
    std::int64_t mantissa = 0;
    int digits = 0, decimals = -1;
    for (char c : text) {
        if (digit(c)) {
            mantissa = mantissa * 10 + (c - '0');
            ++digits;
            decimals += decimals >= 0;
        } else if (c == '.' && decimals < 0) {
            decimals = 0;
        } else {
            return false;
        }
        if (digits > 18) return false;
    }
    if (digits == 0) return false;
    for (; decimals > 0 && mantissa % 10 == 0; --decimals) mantissa /= 10;
    cell = {negative ? -mantissa : mantissa, static_cast<std::int8_t>(std::max(decimals, 0)),
            analytics::Missing::none};
    return true;
}

/// Exponents and more than 18 digits.
bool scientific(std::string_view text, bool negative, Cell& cell) {
    if (text.empty() || !(digit(text.front()) || text.front() == '.')) return false;
    if (const auto whole = parse_identifier(text)) {
        cell = {negative ? -*whole : *whole, 0, analytics::Missing::none};
        return true;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return false;
    cell = double_cell(negative ? -value : value);
    return true;
}

/// "1,234,567.5" without its commas; empty when they are not where thousands end.
std::string without_thousands(std::string_view text) {
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != ',') {
            out += text[i];
        } else if (i == 0 || i > point || (point - i) % 4 != 0) {
            return {};
        }
    }
    return out;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool parse_number(std::string_view text, Cell& cell) {
    bool negative = false;
    if (text.front() == '(' && text.back() == ')' && text.size() > 2) {
        negative = true;
        text = text.substr(1, text.size() - 2);
    }
    if (take_prefix(text, "-") || take_prefix(text, "\xe2\x88\x92")) {
        if (negative) return false;
        negative = true;
    } else {
        take_prefix(text, "+");
    }
    if (take_prefix(text, "\xc2\xa3")) text = trim(text);
    if (text.ends_with('%')) text = trim(text.substr(0, text.size() - 1));
    if (plain_decimal(text, negative, cell)) return true;
    if (text.find(',') != std::string_view::npos)
        return plain_decimal(without_thousands(text), negative, cell);
    return scientific(text, negative, cell);
}

void times_thousand(Cell& cell) {
    std::int64_t mantissa = 0;
    if (cell.scale >= 3)
        cell.scale = static_cast<std::int8_t>(cell.scale - 3);
    else if (cell.scale == Cell::is_double || __builtin_mul_overflow(cell.mantissa,
                                                                     cell.scale == 0   ? 1000
                                                                     : cell.scale == 1 ? 100
                                                                                       : 10,
                                                                     &mantissa))
        cell = double_cell(cell.value() * 1000);
    else
        cell = {mantissa, 0, cell.missing};
}

/// "<0.5", "< 5": publishers say how low, not what.
bool too_low_to_say(std::string_view text) {
    Cell cell;
    return take_prefix(text, "<") && !trim(text).empty() && parse_number(trim(text), cell);
}

bool fits(const Cell& cell, NumberKind kind) {
    switch (kind) {
        case NumberKind::percent:
            return cell.value() >= 0 && cell.value() <= 100;
        case NumberKind::count:
            return cell.scale == 0 && cell.mantissa >= 0;
        case NumberKind::number:
        case NumberKind::money:
        case NumberKind::thousands:
            return true;
    }
    return true;
}

}

double Cell::value() const {
    if (missing != analytics::Missing::none) return std::numeric_limits<double>::quiet_NaN();
    if (scale == is_double) return std::bit_cast<double>(mantissa);
    return static_cast<double>(mantissa) / powers[static_cast<std::size_t>(scale)];
}

Cell missing_cell(analytics::Missing missing) {
    return {0, 0, missing};
}
Cell double_cell(double value) {
    if (std::isnan(value)) return missing_cell(analytics::Missing::blank);
    return {std::bit_cast<std::int64_t>(value), Cell::is_double, analytics::Missing::none};
}

Cell negated(const Cell& cell) {
    if (cell.missing != analytics::Missing::none) return cell;
    if (cell.scale == Cell::is_double) return double_cell(-cell.value());
    return {-cell.mantissa, cell.scale, cell.missing};
}

Cell add(const Cell& a, const Cell& b) {
    const Cell& fine = a.scale >= b.scale ? a : b;
    const Cell& coarse = a.scale >= b.scale ? b : a;
    std::int64_t sum = coarse.mantissa;
    bool exact = coarse.scale != Cell::is_double;
    for (int i = coarse.scale; exact && i < fine.scale; ++i)
        exact = !__builtin_mul_overflow(sum, std::int64_t{10}, &sum);
    exact = exact && !__builtin_add_overflow(sum, fine.mantissa, &sum);
    if (!exact) return double_cell(a.value() + b.value());
    Cell cell{sum, fine.scale, analytics::Missing::none};
    for (; cell.scale > 0 && cell.mantissa % 10 == 0; --cell.scale) cell.mantissa /= 10;
    return cell;
}

bool is_fraction(std::string_view text) {
    Cell cell;
    text = trim(text);
    return !text.empty() && parse_number(text, cell) && cell.scale != 0 && cell.value() > 0;
}

std::optional<NumberKind> parse_number_kind(std::string_view code) {
    constexpr std::array<std::string_view, 5> codes{"number", "percent", "count", "money", "thousands"};
    const auto at = std::find(codes.begin(), codes.end(), code);
    if (at == codes.end()) return std::nullopt;
    return static_cast<NumberKind>(at - codes.begin());
}

std::optional<analytics::Missing> parse_missing(std::string_view code) {
    for (int i = 1; i <= static_cast<int>(analytics::Missing::stale); ++i)
        if (analytics::missing_code(static_cast<analytics::Missing>(i)) == code)
            return static_cast<analytics::Missing>(i);
    return std::nullopt;
}

void MissingCodes::set(std::string text, analytics::Missing missing) {
    for (auto& [known, value] : codes_)
        if (known == text) {
            value = missing;
            return;
        }
    codes_.emplace_back(std::move(text), missing);
}

void MissingCodes::add(const MissingCodes& others) {
    for (const auto& code : others.codes_)
        if (std::none_of(codes_.begin(), codes_.end(),
                         [&](const auto& known) { return known.first == code.first; }))
            codes_.push_back(code);
}

std::optional<analytics::Missing> MissingCodes::find(std::string_view text) const {
    for (const auto& [code, missing] : codes_)
        if (code == text) return missing;
    std::optional<analytics::Missing> found;
    for (const auto& [code, missing] : codes_) {
        if (!same_word(code, text)) continue;
        if (found && *found != missing) return std::nullopt;
        found = missing;
    }
    return found;
}

std::string_view trim(std::string_view text) {
    const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    for (;;) {
        if (!text.empty() && space(text.front()))
            text.remove_prefix(1);
        else if (!text.empty() && space(text.back()))
            text.remove_suffix(1);
        else if (text.starts_with("\xc2\xa0"))
            text.remove_prefix(2);
        else if (text.ends_with("\xc2\xa0"))
            text.remove_suffix(2);
        else
            return text;
    }
}

std::optional<Cell> parse_cell(std::string_view text, NumberKind kind, const MissingCodes& codes) {
    text = trim(text);
    if (text.empty()) return missing_cell(analytics::Missing::blank);
    Cell cell;
    if (parse_number(text, cell) && fits(cell, kind)) {
        if (kind == NumberKind::thousands) times_thousand(cell);
        return cell;
    }
    if (const auto missing = codes.find(text)) return missing_cell(*missing);
    if (too_low_to_say(text)) return missing_cell(analytics::Missing::low);
    return std::nullopt;
}

bool rewritten_by_spreadsheet(std::string_view text) {
    const auto e = text.find_first_of("eE");
    Cell cell;
    return e != std::string_view::npos && scientific(text, false, cell);
}

}
