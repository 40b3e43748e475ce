#include "base/ids.hpp"

#include <charconv>
#include <fmt/format.h>

namespace tarn {

namespace {

bool zeros(std::string_view text) {
    return text.find_first_not_of('0') == std::string_view::npos;
}

/// "100,049": a comma before every three digits.
std::optional<std::int64_t> with_thousands(std::string_view text) {
    if (text.size() % 4 == 0) return std::nullopt;
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool comma = i > 0 && (text.size() - i) % 4 == 0;
        if ((text[i] == ',') != comma) return std::nullopt;
        if (!comma) digits += text[i];
    }
    return parse_identifier(digits);
}

/// "1e+05" and "1.00E+05" have lost nothing: only a 1 with zeros says exactly one number.
std::optional<std::int64_t> power_of_ten(std::string_view exponent) {
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    int power = 0;
    const auto [end, error] = std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
    if (error != std::errc{} || end != exponent.data() + exponent.size() || power < 0 || power > 18)
        return std::nullopt;
    std::int64_t value = 1;
    for (; power > 0; --power) value *= 10;
    return value;
}

}

std::optional<std::int64_t> parse_identifier(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || text.empty() || value < 0) return std::nullopt;
    std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
    if (rest.empty()) return value;
    if (rest.front() == ',') return with_thousands(text);
    if (const auto e = rest.find_first_of("eE"); e != std::string_view::npos) {
        const std::string_view decimals = rest.substr(0, e);
        const bool one =
            value == 1 && (decimals.empty() || (decimals.front() == '.' && zeros(decimals.substr(1))));
        return one ? power_of_ten(rest.substr(e + 1)) : std::nullopt;
    }
    const bool whole = rest.front() == '.' && rest.size() > 1 && zeros(rest.substr(1));
    return whole ? std::optional{value} : std::nullopt;
}

std::optional<Urn> Urn::parse(std::string_view text) {
    const auto value = parse_identifier(text);
    if (!value || *value < 10000 || *value > 999999) return std::nullopt;
    return Urn{static_cast<std::int32_t>(*value)};
}

std::optional<AuthorityCode> AuthorityCode::parse(std::string_view text) {
    const auto value = parse_identifier(text);
    if (!value || *value < 1 || *value > 999) return std::nullopt;
    return AuthorityCode{static_cast<std::int16_t>(*value)};
}
std::string AuthorityCode::text() const {
    return fmt::format("{:03}", value);
}

std::optional<Laestab> Laestab::parse(std::string_view text) {
    if (const auto slash = text.find('/'); slash != std::string_view::npos) {
        const auto authority = AuthorityCode::parse(text.substr(0, slash));
        const auto establishment = parse_identifier(text.substr(slash + 1));
        if (!authority || !establishment || *establishment > 9999) return std::nullopt;
        return of(*authority, static_cast<int>(*establishment));
    }
    const auto value = parse_identifier(text);
    if (!value || *value < 1000000 || *value > 9999999) return std::nullopt;
    return Laestab{static_cast<std::int32_t>(*value)};
}
Laestab Laestab::of(AuthorityCode authority, int establishment) {
    return {authority.value * 10000 + establishment};
}
std::string Laestab::text() const {
    return fmt::format("{:03}/{:04}", value / 10000, value % 10000);
}

}
