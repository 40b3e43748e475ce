#include "base/ids.hpp"

#include <charconv>
#include <fmt/format.h>

namespace tarn {

std::optional<std::int64_t> parse_identifier(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || text.empty() || value < 0) return std::nullopt;
    std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        if (rest.empty() || rest.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
        return value;
    }
    return rest.empty() ? std::optional{value} : std::nullopt;
}

std::optional<Urn> Urn::parse(std::string_view text) {
    const auto value = parse_identifier(text);
    if (!value || *value < 100000 || *value > 999999) return std::nullopt;
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
