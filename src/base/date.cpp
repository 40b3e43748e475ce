#include "base/date.hpp"

#include <array>
#include <charconv>
#include <fmt/format.h>

namespace tarn {
namespace {

/// As many as an int holds for certain; nothing that is read here has more.
std::optional<int> digits(std::string_view text) {
    constexpr std::size_t most = 9;
    int value = 0;
    if (text.empty() || text.size() > most) return std::nullopt;
    for (char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Date> from_parts(std::string_view y, std::string_view m, std::string_view d) {
    const auto year = digits(y), month = digits(m), day = digits(d);
    if (!year || !month || !day || y.size() != 4) return std::nullopt;
    return Date::of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

}

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
    const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month},
                                          std::chrono::day{day}};
    if (!ymd.ok()) return std::nullopt;
    return Date{std::chrono::sys_days{ymd}};
}

std::optional<Date> Date::parse_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    return from_parts(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
}

std::optional<Date> Date::parse_published(std::string_view text) {
    if (text.size() > 10 && (text[10] == ' ' || text[10] == 'T')) text = text.substr(0, 10);
    if (text.size() == 8 && digits(text))
        return from_parts(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
    if (text.size() != 10) return std::nullopt;
    if (text[4] == '-') return parse_iso(text);
    const char separator = text[2];
    if ((separator != '-' && separator != '/') || text[5] != separator) return std::nullopt;
    return from_parts(text.substr(6, 4), text.substr(3, 2), text.substr(0, 2));
}

std::chrono::year_month_day Date::ymd() const {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days_}}};
}
int Date::year() const {
    return static_cast<int>(ymd().year());
}
unsigned Date::month() const {
    return static_cast<unsigned>(ymd().month());
}
unsigned Date::day() const {
    return static_cast<unsigned>(ymd().day());
}

std::string Date::iso() const {
    const auto d = ymd();
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                       static_cast<unsigned>(d.day()));
}

std::string Date::display() const {
    static constexpr std::array names{"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};
    return fmt::format("{} {} {}", day(), names[month() - 1], year());
}

Date add_months(Date date, int months) {
    const auto ymd = date.ymd();
    const auto target = std::chrono::year_month{ymd.year(), ymd.month()} + std::chrono::months{months};
    const auto last =
        std::chrono::year_month_day_last{target.year(), std::chrono::month_day_last{target.month()}};
    return Date{std::chrono::sys_days{target / std::min(ymd.day(), last.day())}};
}

Date easter_sunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return *Date::of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

SchoolYear SchoolYear::containing(Date date) {
    return {date.month() >= 9 ? date.year() : date.year() - 1};
}

std::optional<SchoolYear> SchoolYear::parse(std::string_view text) {
    if (text.size() < 6) return std::nullopt;
    const auto start = digits(text.substr(0, 4));
    auto rest = text.substr(4);
    if (rest.front() == '/' || rest.front() == '-') rest.remove_prefix(1);
    const auto end = digits(rest);
    if (!start || !end) return std::nullopt;
    const bool follows =
        (rest.size() == 2 && *end == (*start + 1) % 100) || (rest.size() == 4 && *end == *start + 1);
    return follows ? std::optional{SchoolYear{*start}} : std::nullopt;
}

Date SchoolYear::first_day() const {
    return *Date::of(start, 9, 1);
}
Date SchoolYear::last_day() const {
    return *Date::of(start + 1, 8, 31);
}
std::string SchoolYear::text() const {
    return fmt::format("{:04}/{:02}", start, (start + 1) % 100);
}

}
