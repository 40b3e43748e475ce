#include "base/clock.hpp"

#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace tarn {

std::string iso(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time{instant - day};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", Date{day}.iso(), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        return std::nullopt;
    const auto day = Date::parse_iso(text.substr(0, 10));
    const auto two = [&](std::size_t at) {
        const int tens = text[at] - '0', units = text[at + 1] - '0';
        return tens < 0 || tens > 9 || units < 0 || units > 9 ? -1 : tens * 10 + units;
    };
    const int h = two(11), m = two(14), s = two(17);
    if (!day || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59) return std::nullopt;
    return std::chrono::sys_days{std::chrono::days{day->days()}} + std::chrono::hours{h} +
           std::chrono::minutes{m} + std::chrono::seconds{s};
}

std::uint64_t Random::next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

double Random::uniform() {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
    const auto span = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(span == 0 ? next() : next() % span);
}

double Random::normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

}
