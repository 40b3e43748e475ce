#pragma once
// Civil dates, periods and the school calendar. No time zones: the service works in dates of England.
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tarn {

/// A civil date, held as days since 1970-01-01. Prints and parses as ISO 8601 "2020-09-01".
class Date {
  public:
    constexpr Date() = default;
    constexpr explicit Date(std::chrono::sys_days days)
        : days_(static_cast<std::int32_t>(days.time_since_epoch().count())) {}
    static constexpr Date from_days(std::int32_t days) {
        Date date;
        date.days_ = days;
        return date;
    }
    /// Empty when the day does not exist (31 February).
    static std::optional<Date> of(int year, unsigned month, unsigned day);
    /// "2020-09-01" only.
    static std::optional<Date> parse_iso(std::string_view text);
    /// What published files write: 2020-09-01, 01-09-2020, 01/09/2020, 20200901, with or without " 00:00:00".
    /// Day first.
    static std::optional<Date> parse_published(std::string_view text);

    constexpr std::int32_t days() const { return days_; }
    std::chrono::year_month_day ymd() const;
    int year() const;
    unsigned month() const;
    unsigned day() const;
    std::string iso() const;      ///< "2020-09-01"
    std::string display() const;  ///< GOV.UK style: "1 September 2020"
    constexpr Date operator+(std::int32_t n) const { return from_days(days_ + n); }
    constexpr Date operator-(std::int32_t n) const { return from_days(days_ - n); }
    /// Saturday or Sunday.
    constexpr bool is_weekend() const { return (days_ % 7 + 10) % 7 > 4; }  // 1 January 1970 was a Thursday
    constexpr std::int32_t operator-(Date other) const { return days_ - other.days_; }
    constexpr auto operator<=>(const Date&) const = default;

  private:
    std::int32_t days_ = 0;
};

/// Adds calendar months; a day that does not exist becomes the month's last (31 January + 1 month = 28 or 29
/// February).
Date add_months(Date date, int months);
Date easter_sunday(int year);  ///< Gregorian calendar (Anonymous algorithm, Meeus 1991)

/// The academic year 1 September - 31 August, named by its first calendar year: 2018 is 2018/19.
struct SchoolYear {
    int start = 0;
    static SchoolYear containing(Date date);
    /// "2018/19", "201819", "2018-19", "2018-2019".
    static std::optional<SchoolYear> parse(std::string_view text);
    Date first_day() const;
    Date last_day() const;
    std::string text() const;  ///< "2018/19"
    auto operator<=>(const SchoolYear&) const = default;
};

/// Valid from `from` to `to`, both inclusive; no `to` means still so.
struct DateRange {
    Date from;
    std::optional<Date> to;
    bool contains(Date date) const { return date >= from && (!to || date <= *to); }
    auto operator<=>(const DateRange&) const = default;
};

}
