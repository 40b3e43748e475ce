#include "base/day_count.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace tarn {
namespace {

constexpr int days_in_week = 7, weekdays_in_week = 5, most_number = 10'000;

/// Monday to Friday from 1 January 1970 to `day`, also for days before it.
int weekdays_up_to(Date day) {
    const int since_monday = day.days() + 3;  // Monday 29 December 1969 is 0
    const int week = since_monday >= 0 ? since_monday / days_in_week : (since_monday - 6) / days_in_week;
    return week * weekdays_in_week + std::min(since_monday - week * days_in_week + 1, weekdays_in_week);
}

/// The weekday up to which weekdays_up_to() counts `number`.
Date weekday_numbered(int number) {
    const int week =
        number > 0 ? (number - 1) / weekdays_in_week : (number - weekdays_in_week) / weekdays_in_week;
    return Date::from_days(week * days_in_week + (number - week * weekdays_in_week) - 1 - 3);
}

Error no_school_calendar(DayKind kind) {
    return {fmt::format("Counting {} needs the term dates of the authority or the school. None are recorded.",
                        day_kinds.title(kind)),
            {}};
}

Error calendar_ends(const SchoolCalendar& school, Date trigger) {
    if (school.half_terms().empty()) return {"No term dates are recorded.", {}};
    const HalfTerm &first = school.half_terms().front(), &last = school.half_terms().back();
    if (trigger < first.first)
        return {fmt::format("Term dates are recorded from {} only.", first.first.display()), {}};
    return {fmt::format("Term dates are recorded up to {}. Add the dates after it.", last.last.display()),
            {}};
}

Result<Due> due_by_school(const DayCount& count, Date trigger, const Calendars& calendars) {
    if (!calendars.school()) return no_school_calendar(count.kind);
    const SchoolCalendar& school = *calendars.school();
    const bool first_counts = count.trigger_day_counts && school.is_school_day(trigger);
    const auto due = count.kind == DayKind::school_days
                         ? school.nth_after(trigger, std::max(count.number - (first_counts ? 1 : 0), 0))
                     : count.kind == DayKind::half_terms ? school.half_term_end(trigger, count.number)
                                                         : school.term_end(trigger, count.number);
    if (!due) return calendar_ends(school, trigger);
    return Due{*due};
}

Date end_of_month(Date day) {
    return add_months(*Date::of(day.year(), day.month(), 1), 1) - 1;
}

}

WorkingDays::WorkingDays(Date from, Date to, std::vector<NamedDay> left_out) : from_{from}, to_{to} {
    std::ranges::sort(left_out);
    for (NamedDay& each : left_out) {
        if (each.on.is_weekend() || (!weekdays_left_out_.empty() && weekdays_left_out_.back() == each.on))
            continue;
        weekdays_left_out_.push_back(each.on);
        names_.push_back(std::move(each.name));
    }
}

int WorkingDays::left_out_up_to(Date day) const {
    return static_cast<int>(std::ranges::upper_bound(weekdays_left_out_, day) - weekdays_left_out_.begin());
}

Date WorkingDays::nth_after(Date start, int n) const {
    if (n <= 0) return start;
    const int first = weekdays_up_to(start) + n, before = left_out_up_to(start);
    Date due = weekday_numbered(first);
    for (int skipped = 0;;) {
        const int now = left_out_up_to(due) - before;
        if (now == skipped) return due;
        skipped = now;
        due = weekday_numbered(first + skipped);
    }
}

const std::string* WorkingDays::name_of(Date day) const {
    const auto found = std::ranges::lower_bound(weekdays_left_out_, day);
    if (found == weekdays_left_out_.end() || *found != day) return nullptr;
    return &names_[static_cast<std::size_t>(found - weekdays_left_out_.begin())];
}

std::vector<NamedDay> council_breaks(const BankHolidays& holidays) {
    std::set<Date> bank;
    for (const NamedDay& each : holidays.england_and_wales) bank.insert(each.on);
    std::vector<NamedDay> days;
    for (int year = holidays.from.year(); year <= holidays.to.year(); ++year) {
        const Date christmas = *Date::of(year, 12, 25), easter = easter_sunday(year);
        Date first = christmas - 1, last = christmas + 1;
        while (first.is_weekend()) first = first - 1;
        while (last.is_weekend() || bank.contains(last)) last = last + 1;
        for (Date day = first; day <= last; day = day + 1) days.push_back({day, "Christmas break"});
        for (Date day = easter - 3; day <= easter + 2; day = day + 1) days.push_back({day, "Easter break"});
    }
    return days;
}

Calendars::Calendars(const BankHolidays& holidays, bool breaks)
    : england_and_wales_{holidays.from, holidays.to, holidays.england_and_wales},
      united_kingdom_{holidays.from, holidays.to, holidays.united_kingdom},
      council_{holidays.from, holidays.to, [&] {
                   // The name of the holiday stands where a day is both: names sort after the days, so it is
                   // put first.
                   auto days = holidays.england_and_wales;
                   if (!breaks) return days;
                   std::set<Date> named;
                   for (const NamedDay& each : days) named.insert(each.on);
                   for (NamedDay& each : council_breaks(holidays))
                       if (!named.contains(each.on)) days.push_back(std::move(each));
                   return days;
               }()} {}

const WorkingDays* Calendars::working_days(DayKind kind) const {
    switch (kind) {
        case DayKind::working_days_ew:
            return &england_and_wales_;
        case DayKind::working_days_uk:
            return &united_kingdom_;
        case DayKind::clear_working_days:
            return &council_;
        default:
            return nullptr;
    }
}

std::string words(const DayCount& count) {
    constexpr std::array<std::string_view, 13> one{
        "day",         "week",       "month",     "working day",
        "working day", "school day", "clear day", "clear working day",
        "half term",   "term",       "month",     "no end",
        "no date"};
    constexpr std::array<std::string_view, 13> many{
        "days",         "weeks",       "months",     "working days",
        "working days", "school days", "clear days", "clear working days",
        "half terms",   "terms",       "months",     "no end",
        "no date"};
    const auto kind = static_cast<std::size_t>(count.kind);
    if (count.kind == DayKind::ongoing || count.kind == DayKind::none) return std::string{one[kind]};
    return fmt::format("{} {}", count.number, count.number == 1 ? one[kind] : many[kind]);
}

Result<Due> due_day(const DayCount& count, Date trigger, const Calendars& calendars) {
    if (count.number < 0 || count.number > most_number)
        return Error{fmt::format("A count must be from 0 to {}.", most_number), {}};
    const int counted = count.number, whole = counted - (count.trigger_day_counts ? 1 : 0);
    switch (count.kind) {
        case DayKind::ongoing:
        case DayKind::none:
            return Due{};
        case DayKind::calendar_days:
            return Due{trigger + std::max(whole, 0)};
        case DayKind::weeks:
            return Due{trigger + std::max(counted * days_in_week - (count.trigger_day_counts ? 1 : 0), 0)};
        case DayKind::months:
            return Due{add_months(trigger, counted) - (count.trigger_day_counts && counted > 0 ? 1 : 0)};
        case DayKind::month_only:
            return Due{end_of_month(add_months(trigger, counted))};
        case DayKind::clear_days:
            return Due{trigger + counted + 1};
        case DayKind::school_days:
        case DayKind::half_terms:
        case DayKind::terms:
            return due_by_school(count, trigger, calendars);
        case DayKind::working_days_ew:
        case DayKind::working_days_uk:
        case DayKind::clear_working_days:
            break;
    }
    const WorkingDays& days = *calendars.working_days(count.kind);
    const bool clear = count.kind == DayKind::clear_working_days;
    const Date due = days.nth_after(trigger, clear                                              ? counted + 1
                                             : count.trigger_day_counts && days.counts(trigger) ? whole
                                                                                                : counted);
    return Due{due, !days.covers(trigger, due)};
}

std::vector<NamedDay> days_not_counted(const DayCount& count, Date trigger, Date due,
                                       const Calendars& calendars) {
    const WorkingDays* working = calendars.working_days(count.kind);
    const SchoolCalendar* school =
        count.kind == DayKind::school_days && calendars.school() ? &*calendars.school() : nullptr;
    std::vector<NamedDay> days;
    if (!working && !school) return days;
    for (Date day = trigger + 1; day < due; day = day + 1) {
        if (day.is_weekend()) {
            days.push_back({day, (day + 1).is_weekend() ? "Saturday" : "Sunday"});
        } else if (working) {
            if (const std::string* name = working->name_of(day)) days.push_back({day, *name});
        } else if (std::string why = school->why_not(day); !why.empty()) {
            days.push_back({day, std::move(why)});
        }
    }
    return days;
}

}
