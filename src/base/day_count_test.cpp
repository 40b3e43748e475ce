#include "base/day_count.hpp"

#include <gtest/gtest.h>

namespace tarn {
namespace {

Date on_day(const char* iso) {
    return *Date::parse_iso(iso);
}

BankHolidays two_days() {
    return {on_day("2026-01-01"),
            on_day("2026-12-31"),
            {{on_day("2026-12-25"), "Christmas Day"}, {on_day("2026-12-28"), "Boxing Day (substitute day)"}},
            {{on_day("2026-12-25"), "Christmas Day"},
             {on_day("2026-12-28"), "Boxing Day (substitute day)"},
             {on_day("2026-11-30"), "St Andrew's Day"}}};
}

TEST(DayCount, WorkingDaysAgreeWithStepsOfOneDay) {
    // A century of weekdays with holidays here and there, also on weekends, twice and before the first day
    // counted.
    std::vector<NamedDay> holidays;
    for (int i = -400; i < 40'000; i += 17) holidays.push_back({Date::from_days(i), "Holiday"});
    holidays.push_back(holidays[5]);
    const WorkingDays days{Date::from_days(-400), Date::from_days(40'000), holidays};
    for (int start = -500; start < 3'000; start += 13) {
        Date stepped = Date::from_days(start);
        for (int n = 1; n < 120; ++n) {
            do stepped = stepped + 1;
            while (!days.counts(stepped));
            ASSERT_EQ(days.nth_after(Date::from_days(start), n), stepped) << start << " " << n;
        }
    }
}

TEST(DayCount, BeyondTheTableWeekdaysCountAndItIsSaid) {
    const Calendars calendars{two_days()};
    const auto inside = due_day({3, DayKind::working_days_ew}, on_day("2026-12-24"), calendars);
    EXPECT_EQ(inside->on, on_day("2026-12-31"));
    EXPECT_FALSE(inside->beyond_table);
    const auto beyond = due_day({4, DayKind::working_days_ew}, on_day("2026-12-24"), calendars);
    EXPECT_EQ(beyond->on, on_day("2027-01-01"));
    EXPECT_TRUE(beyond->beyond_table);
    EXPECT_TRUE(due_day({1, DayKind::working_days_ew}, on_day("2025-12-31"), calendars)->beyond_table);
}

TEST(DayCount, WhatIsNotCountedIsNamedInOrder) {
    const Calendars calendars{two_days()};
    const DayCount two{2, DayKind::working_days_ew};
    EXPECT_EQ(days_not_counted(two, on_day("2026-12-24"), on_day("2026-12-30"), calendars),
              (std::vector<NamedDay>{{on_day("2026-12-25"), "Christmas Day"},
                                     {on_day("2026-12-26"), "Saturday"},
                                     {on_day("2026-12-27"), "Sunday"},
                                     {on_day("2026-12-28"), "Boxing Day (substitute day)"}}));
    EXPECT_TRUE(days_not_counted({2, DayKind::months}, on_day("2026-10-24"), on_day("2026-12-24"), calendars)
                    .empty());
}

TEST(DayCount, TheBreaksOfACouncilRunFromWeekdayToWeekday) {
    std::vector<std::string> days;
    for (const NamedDay& each : council_breaks(two_days())) days.push_back(each.on.iso() + " " + each.name);
    EXPECT_EQ(days,
              (std::vector<std::string>{
                  "2026-12-24 Christmas break", "2026-12-25 Christmas break", "2026-12-26 Christmas break",
                  "2026-12-27 Christmas break", "2026-12-28 Christmas break", "2026-12-29 Christmas break",
                  "2026-04-02 Easter break", "2026-04-03 Easter break", "2026-04-04 Easter break",
                  "2026-04-05 Easter break", "2026-04-06 Easter break", "2026-04-07 Easter break"}));
    const Calendars without{two_days(), false};
    EXPECT_EQ(due_day({1, DayKind::clear_working_days}, on_day("2026-12-23"), without)->on,
              on_day("2026-12-29"));
    const Calendars with{two_days()};
    EXPECT_EQ(due_day({1, DayKind::clear_working_days}, on_day("2026-12-23"), with)->on,
              on_day("2026-12-31"));
}

TEST(DayCount, WithoutTermDatesSchoolDaysAreRefused) {
    Calendars calendars{two_days()};
    EXPECT_EQ(due_day({1, DayKind::school_days}, on_day("2026-09-01"), calendars).error().message,
              "Counting school days needs the term dates of the authority or the school. None are recorded.");
    calendars.use(SchoolCalendar{{{SchoolYear{2026}, 1, on_day("2026-09-02"), on_day("2026-10-23")}}, {}});
    EXPECT_EQ(due_day({60, DayKind::school_days}, on_day("2026-09-02"), calendars).error().message,
              "Term dates are recorded up to 23 October 2026. Add the dates after it.");
    EXPECT_EQ(due_day({1, DayKind::school_days}, on_day("2026-09-01"), calendars).error().message,
              "Term dates are recorded from 2 September 2026 only.");
    EXPECT_FALSE(due_day({1, DayKind::half_terms}, on_day("2026-09-02"), calendars));
    EXPECT_FALSE(due_day({0, DayKind::terms}, on_day("2026-09-02"), calendars))
        << "its second half is not recorded";
    EXPECT_EQ(due_day({0, DayKind::half_terms}, on_day("2026-09-02"), calendars)->on, on_day("2026-10-23"));
}

TEST(DayCount, NoEndAndNoDateAreNeverDue) {
    const Calendars calendars{two_days()};
    EXPECT_FALSE(due_day({0, DayKind::ongoing}, on_day("2026-09-01"), calendars)->on);
    EXPECT_FALSE(due_day({0, DayKind::none}, on_day("2026-09-01"), calendars)->on);
    EXPECT_FALSE(due_day({-1, DayKind::months}, on_day("2026-09-01"), calendars));
    EXPECT_FALSE(due_day({10'001, DayKind::months}, on_day("2026-09-01"), calendars));
}

TEST(DayCount, IsSaidInWords) {
    EXPECT_EQ(words({20, DayKind::working_days_uk}), "20 working days");
    EXPECT_EQ(words({1, DayKind::months}), "1 month");
    EXPECT_EQ(words({1, DayKind::clear_working_days}), "1 clear working day");
    EXPECT_EQ(words({2, DayKind::half_terms}), "2 half terms");
    EXPECT_EQ(words({0, DayKind::ongoing}), "no end");
}

}
}
