#pragma once
// Counting days as statutes count them: calendar days, working days, school days, clear days, terms. No I/O:
// the tables of bank holidays and term dates come from whoever reads them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/code_table.hpp"
#include "base/date.hpp"
#include "base/result.hpp"
#include "base/school_calendar.hpp"

namespace tarn {

enum class DayKind : std::uint8_t {
    calendar_days,
    weeks,
    months,
    working_days_ew,
    working_days_uk,
    school_days,
    clear_days,
    clear_working_days,
    half_terms,
    terms,
    month_only,
    ongoing,
    none
};
inline constexpr CodeTable<DayKind> day_kinds{
    {DayKind::calendar_days, "calendar_days", "days"},
    {DayKind::weeks, "weeks", "weeks"},
    {DayKind::months, "months", "months"},
    {DayKind::working_days_ew, "working_days_ew", "working days"},
    {DayKind::working_days_uk, "working_days_uk", "working days (bank holidays of all the UK left out)"},
    {DayKind::school_days, "school_days", "school days"},
    {DayKind::clear_days, "clear_days", "clear days"},
    {DayKind::clear_working_days, "clear_working_days", "clear working days"},
    {DayKind::half_terms, "half_terms", "half terms"},
    {DayKind::terms, "terms", "terms"},
    {DayKind::month_only, "month_only", "months, to the end of the month"},
    {DayKind::ongoing, "ongoing", "no end"},
    {DayKind::none, "none", "no date"}};

/// Monday to Friday but for the days left out. Beyond the table of those it counts every weekday, and says
/// so.
class WorkingDays {
  public:
    /// `left_out` in any order, also days of a weekend; known without gaps from `from` to `to`.
    WorkingDays(Date from, Date to, std::vector<NamedDay> left_out);

    bool covers(Date first, Date last) const { return first >= from_ && last <= to_; }
    bool counts(Date day) const { return !day.is_weekend() && !name_of(day); }
    /// The n-th working day after `start`, n from 1; `start` itself for 0.
    Date nth_after(Date start, int n) const;
    /// Why a weekday does not count; null for one that does.
    const std::string* name_of(Date day) const;

  private:
    int left_out_up_to(Date day) const;

    Date from_, to_;
    std::vector<Date> weekdays_left_out_;  ///< sorted, in step with names_
    std::vector<std::string> names_;
};

struct BankHolidays {
    Date from, to;  ///< the table is whole between them
    std::vector<NamedDay> england_and_wales, united_kingdom;
};

/// The breaks around Christmas and Easter in which a council's clear days do not run, both ends included:
/// from the last weekday before 25 December to the first weekday after it that is no bank holiday; from the
/// Thursday before to the Tuesday after Easter Day. Local Government Act 1972, section 243.
std::vector<NamedDay> council_breaks(const BankHolidays& holidays);

/// Every table that a count may need.
class Calendars {
  public:
    /// `breaks`: whether clear working days leave the breaks of section 243 out.
    explicit Calendars(const BankHolidays& holidays, bool breaks = true);
    void use(SchoolCalendar calendar) { school_ = std::move(calendar); }

    const WorkingDays& england_and_wales() const { return england_and_wales_; }
    const WorkingDays& united_kingdom() const { return united_kingdom_; }
    const WorkingDays& council() const { return council_; }
    const std::optional<SchoolCalendar>& school() const { return school_; }
    /// The table that a kind of working day is counted by; null for other kinds.
    const WorkingDays* working_days(DayKind kind) const;

  private:
    WorkingDays england_and_wales_, united_kingdom_, council_;
    std::optional<SchoolCalendar> school_;
};

struct DayCount {
    int number = 0;
    DayKind kind = DayKind::none;
    bool trigger_day_counts = false;  ///< the day that starts the count is day 1
    auto operator<=>(const DayCount&) const = default;
};
std::string words(const DayCount& count);  ///< "20 working days", "1 month"

struct Due {
    std::optional<Date> on;     ///< none: ongoing, or no date
    bool beyond_table = false;  ///< bank holidays are not known as far as this
};
/// The day by which it must be done. For clear days the first day on which a meeting may be held; for half
/// terms and terms the last school day of the n-th one after the one that holds `trigger`. An error says
/// which table is missing or ends.
Result<Due> due_day(const DayCount& count, Date trigger, const Calendars& calendars);

/// The days between `trigger` and `due` that were not counted, and why, in order.
std::vector<NamedDay> days_not_counted(const DayCount& count, Date trigger, Date due,
                                       const Calendars& calendars);

}
