// Dated examples of every kind of day, with the bank holidays that Tarn carries and two school years of term
// dates. The days due were counted one by one on a calendar, not with the code that is tested here.
#include <gtest/gtest.h>

#include "feature_kit/clocks.hpp"

namespace tarn::kit {
namespace {

Date example_day(const char* iso) {
    return *Date::parse_iso(iso);
}

struct Example {
    DayKind kind;
    int number;
    bool first_day_counts;
    const char* from;
    const char* due;
    const char* why;
};
constexpr Example examples[] = {
    {DayKind::working_days_ew, 1, false, "2026-12-24", "2026-12-29", "Christmas Eve to the Tuesday after"},
    {DayKind::working_days_ew, 5, false, "2026-12-18", "2026-12-29", "over Christmas"},
    {DayKind::working_days_ew, 10, false, "2026-12-18", "2027-01-06", ""},
    {DayKind::working_days_ew, 15, false, "2026-12-18", "2027-01-13", "over New Year"},
    {DayKind::working_days_ew, 20, false, "2014-12-19", "2015-01-21", ""},
    {DayKind::working_days_ew, 1, false, "2015-12-24", "2015-12-29", "Boxing Day on a Saturday"},
    {DayKind::working_days_ew, 1, false, "2016-12-23", "2016-12-28", "Christmas Day on a Sunday"},
    {DayKind::working_days_ew, 2, false, "2016-12-23", "2016-12-29", ""},
    {DayKind::working_days_ew, 3, false, "2021-12-23", "2021-12-30", "both days on a weekend"},
    {DayKind::working_days_ew, 5, false, "2021-12-24", "2022-01-05", ""},
    {DayKind::working_days_ew, 1, false, "2021-12-31", "2022-01-04", "New Year's Day on a Saturday"},
    {DayKind::working_days_ew, 1, false, "2022-12-23", "2022-12-28", ""},
    {DayKind::working_days_ew, 3, false, "2022-12-30", "2023-01-05", "New Year's Day on a Sunday"},
    {DayKind::working_days_ew, 10, false, "2020-05-01", "2020-05-18", "VE day moved to Friday 8 May"},
    {DayKind::working_days_ew, 1, false, "2020-05-07", "2020-05-11", ""},
    {DayKind::working_days_ew, 1, false, "2020-05-01", "2020-05-04", "Monday 4 May 2020 was a working day"},
    {DayKind::working_days_ew, 5, false, "2022-05-27", "2022-06-07", "30 May 2022 was a working day"},
    {DayKind::working_days_ew, 1, false, "2022-06-01", "2022-06-06", "two days of the jubilee"},
    {DayKind::working_days_ew, 2, false, "2022-05-30", "2022-06-01", ""},
    {DayKind::working_days_ew, 1, false, "2022-09-16", "2022-09-20", "the state funeral"},
    {DayKind::working_days_ew, 10, false, "2022-09-12", "2022-09-27", ""},
    {DayKind::working_days_ew, 1, false, "2023-05-05", "2023-05-09", "the coronation"},
    {DayKind::working_days_ew, 5, false, "2023-04-28", "2023-05-09", "two Mondays in a row"},
    {DayKind::working_days_ew, 10, false, "2023-04-28", "2023-05-16", ""},
    {DayKind::working_days_ew, 1, false, "2026-04-02", "2026-04-07", "Good Friday and Easter Monday"},
    {DayKind::working_days_ew, 5, false, "2026-03-31", "2026-04-09", ""},
    {DayKind::working_days_ew, 20, false, "2026-03-20", "2026-04-21", ""},
    {DayKind::working_days_ew, 1, false, "2024-03-28", "2024-04-02", "Easter in March"},
    {DayKind::working_days_ew, 10, false, "2019-04-15", "2019-05-01", "Easter in late April"},
    {DayKind::working_days_ew, 1, false, "2026-06-12", "2026-06-15", "no holiday in England and Wales"},
    {DayKind::working_days_ew, 1, false, "2026-02-27", "2026-03-02", ""},
    {DayKind::working_days_ew, 1, false, "2024-02-28", "2024-02-29", "leap day"},
    {DayKind::working_days_ew, 2, false, "2024-02-28", "2024-03-01", ""},
    {DayKind::working_days_ew, 20, false, "2026-08-14", "2026-09-14", "Summer bank holiday"},
    {DayKind::working_days_ew, 1, false, "2026-05-02", "2026-05-05", "from a Saturday before a bank holiday"},
    {DayKind::working_days_ew, 1, false, "2026-05-03", "2026-05-05", "from a Sunday"},
    {DayKind::working_days_ew, 0, false, "2026-05-03", "2026-05-03", "nothing to count"},
    {DayKind::working_days_ew, 15, false, "2016-04-18", "2016-05-10", ""},
    {DayKind::working_days_ew, 60, false, "2026-11-27", "2027-02-24", ""},
    {DayKind::working_days_ew, 250, false, "2026-01-02", "2026-12-29", "a year"},
    {DayKind::working_days_ew, 1000, false, "2026-01-02", "2029-12-13", "four years"},
    {DayKind::working_days_uk, 20, false, "2026-06-01", "2026-06-30", "Scotland's day on 15 June 2026"},
    {DayKind::working_days_uk, 1, false, "2026-06-12", "2026-06-16", ""},
    {DayKind::working_days_uk, 1, false, "2026-03-16", "2026-03-18", "St Patrick's Day"},
    {DayKind::working_days_uk, 20, false, "2026-03-02", "2026-03-31", ""},
    {DayKind::working_days_uk, 1, false, "2026-07-10", "2026-07-14", "12 July on a Sunday"},
    {DayKind::working_days_uk, 20, false, "2026-06-29", "2026-07-28", ""},
    {DayKind::working_days_uk, 1, false, "2026-07-31", "2026-08-04", "Scotland's summer holiday"},
    {DayKind::working_days_uk, 20, false, "2026-07-20", "2026-08-18", "three holidays"},
    {DayKind::working_days_uk, 1, false, "2026-11-27", "2026-12-01", "St Andrew's Day"},
    {DayKind::working_days_uk, 20, false, "2026-11-20", "2026-12-21", "St Andrew's Day and Christmas"},
    {DayKind::working_days_uk, 20, false, "2026-12-04", "2027-01-07", ""},
    {DayKind::working_days_uk, 1, false, "2026-12-31", "2027-01-05", "2 January"},
    {DayKind::working_days_uk, 1, false, "2022-12-30", "2023-01-04", "2 and 3 January"},
    {DayKind::working_days_uk, 1, false, "2021-12-31", "2022-01-05", "3 and 4 January"},
    {DayKind::working_days_uk, 1, false, "2027-12-31", "2028-01-05", ""},
    {DayKind::working_days_uk, 20, false, "2022-05-20", "2022-06-21", ""},
    {DayKind::working_days_uk, 20, false, "2020-04-20", "2020-05-19", ""},
    {DayKind::working_days_uk, 60, false, "2026-05-01", "2026-07-30", ""},
    {DayKind::working_days_uk, 20, false, "2024-11-29", "2025-01-03", "St Andrew's Day on a Saturday"},
    {DayKind::working_days_uk, 20, false, "2025-03-14", "2025-04-14", ""},
    {DayKind::school_days, 1, false, "2026-07-17", "2026-09-03", "INSET on the last day"},
    {DayKind::school_days, 15, false, "2026-07-10", "2026-09-16", "over the summer"},
    {DayKind::school_days, 20, false, "2026-10-16", "2026-11-23", "INSET and half term"},
    {DayKind::school_days, 15, false, "2026-12-11", "2027-01-18", ""},
    {DayKind::school_days, 1, false, "2026-12-18", "2027-01-05", "INSET on the first day"},
    {DayKind::school_days, 20, false, "2026-03-20", "2026-05-01", "over Easter"},
    {DayKind::school_days, 5, false, "2026-04-30", "2026-05-08", "May Day"},
    {DayKind::school_days, 10, false, "2026-05-20", "2026-06-11", ""},
    {DayKind::school_days, 190, false, "2025-09-02", "2026-07-17", "a school year"},
    {DayKind::school_days, 15, false, "2026-08-12", "2026-09-23", "from the holidays"},
    {DayKind::school_days, 1, false, "2026-02-13", "2026-02-23", ""},
    {DayKind::school_days, 20, false, "2027-02-08", "2027-03-15", ""},
    {DayKind::school_days, 3, false, "2026-09-02", "2026-09-07", "from an INSET day"},
    {DayKind::school_days, 0, false, "2026-09-05", "2026-09-05", ""},
    {DayKind::half_terms, 1, false, "2026-09-15", "2026-12-18", ""},
    {DayKind::half_terms, 1, false, "2026-10-28", "2026-12-18", "from a half-term holiday"},
    {DayKind::half_terms, 2, false, "2026-09-15", "2027-02-12", ""},
    {DayKind::half_terms, 1, false, "2026-05-26", "2026-07-17", ""},
    {DayKind::half_terms, 3, false, "2026-04-01", "2026-10-22", ""},
    {DayKind::half_terms, 1, false, "2026-06-15", "2026-10-22", "over the summer"},
    {DayKind::half_terms, 6, false, "2025-09-10", "2026-10-22", "a year of them"},
    {DayKind::half_terms, 1, false, "2026-08-20", "2026-10-22", "from the summer holiday"},
    {DayKind::half_terms, 0, false, "2026-09-15", "2026-10-22", "this one"},
    {DayKind::half_terms, 1, false, "2027-02-22", "2027-05-28", ""},
    {DayKind::terms, 1, false, "2026-09-15", "2027-03-25", ""},
    {DayKind::terms, 1, false, "2026-12-25", "2027-03-25", "from the holiday"},
    {DayKind::terms, 2, false, "2026-09-15", "2027-07-20", ""},
    {DayKind::terms, 1, false, "2026-06-15", "2026-12-18", ""},
    {DayKind::terms, 3, false, "2025-11-10", "2026-12-18", "a year of them"},
    {DayKind::terms, 0, false, "2026-05-05", "2026-07-17", "this one"},
    {DayKind::terms, 1, false, "2026-03-30", "2026-07-17", "from the Easter holiday"},
    {DayKind::terms, 1, false, "2027-01-04", "2027-07-20", ""},
    {DayKind::months, 1, false, "2026-01-31", "2026-02-28", "no 31 February"},
    {DayKind::months, 1, false, "2024-01-31", "2024-02-29", "leap year"},
    {DayKind::months, 1, false, "2026-03-31", "2026-04-30", "no 31 April"},
    {DayKind::months, 2, false, "2026-12-31", "2027-02-28", ""},
    {DayKind::months, 3, false, "2026-11-30", "2027-02-28", ""},
    {DayKind::months, 12, false, "2024-02-29", "2025-02-28", ""},
    {DayKind::months, 1, false, "2026-10-25", "2026-11-25", "clocks go back"},
    {DayKind::months, 1, false, "2026-03-29", "2026-04-29", "clocks go forward"},
    {DayKind::months, 6, false, "2026-08-31", "2027-02-28", ""},
    {DayKind::months, 1, false, "2026-12-15", "2027-01-15", "over New Year"},
    {DayKind::months, 0, false, "2026-05-03", "2026-05-03", ""},
    {DayKind::months, 48, false, "2024-02-29", "2028-02-29", "leap day to leap day"},
    {DayKind::weeks, 6, false, "2026-07-20", "2026-08-31", ""},
    {DayKind::weeks, 16, false, "2026-07-20", "2026-11-09", ""},
    {DayKind::weeks, 20, false, "2026-07-20", "2026-12-07", ""},
    {DayKind::weeks, 20, false, "2024-01-15", "2024-06-03", "over a leap day"},
    {DayKind::weeks, 1, false, "2026-10-24", "2026-10-31", "clocks go back"},
    {DayKind::weeks, 1, false, "2026-03-28", "2026-04-04", "clocks go forward"},
    {DayKind::weeks, 2, false, "2026-12-24", "2027-01-07", ""},
    {DayKind::weeks, 6, true, "2026-09-07", "2026-10-18", "day of receipt is day 1"},
    {DayKind::weeks, 20, true, "2026-09-07", "2027-01-24", ""},
    {DayKind::calendar_days, 15, false, "2026-12-18", "2027-01-02", "holidays count"},
    {DayKind::calendar_days, 14, false, "2024-02-20", "2024-03-05", ""},
    {DayKind::calendar_days, 3, false, "2026-10-23", "2026-10-26", ""},
    {DayKind::calendar_days, 0, false, "2026-05-03", "2026-05-03", ""},
    {DayKind::calendar_days, 365, false, "2026-01-01", "2027-01-01", ""},
    {DayKind::calendar_days, 366, false, "2024-01-01", "2025-01-01", ""},
    {DayKind::calendar_days, 15, true, "2026-09-07", "2026-09-21", "served day is day 1"},
    {DayKind::working_days_ew, 10, true, "2026-12-21", "2027-01-06", "first day counts"},
    {DayKind::working_days_ew, 1, true, "2026-12-25", "2026-12-29", "the first day is a holiday"},
    {DayKind::months, 1, true, "2026-03-01", "2026-03-31", ""},
    {DayKind::clear_days, 7, false, "2026-09-01", "2026-09-09", ""},
    {DayKind::clear_days, 7, false, "2026-12-20", "2026-12-28", "over Christmas"},
    {DayKind::clear_days, 5, false, "2026-02-26", "2026-03-04", ""},
    {DayKind::clear_days, 0, false, "2026-09-01", "2026-09-02", "the day after"},
    {DayKind::clear_working_days, 5, false, "2026-09-07", "2026-09-15", ""},
    {DayKind::clear_working_days, 5, false, "2026-09-04", "2026-09-14", "from a Friday"},
    {DayKind::clear_working_days, 5, false, "2026-12-17", "2026-12-31", "the Christmas break"},
    {DayKind::clear_working_days, 5, false, "2026-12-24", "2027-01-07", ""},
    {DayKind::clear_working_days, 5, false, "2021-12-17", "2021-12-31", ""},
    {DayKind::clear_working_days, 5, false, "2022-12-19", "2023-01-03", ""},
    {DayKind::clear_working_days, 5, false, "2026-03-26", "2026-04-09", "the Easter break"},
    {DayKind::clear_working_days, 5, false, "2026-04-01", "2026-04-15", ""},
    {DayKind::clear_working_days, 5, false, "2024-03-25", "2024-04-08", ""},
    {DayKind::clear_working_days, 5, false, "2026-04-27", "2026-05-06", "May Day"},
    {DayKind::clear_working_days, 5, false, "2023-04-28", "2023-05-10", "two bank holidays"},
    {DayKind::clear_working_days, 5, false, "2022-05-27", "2022-06-08", ""},
    {DayKind::month_only, 0, false, "2019-09-17", "2019-09-30", ""},
    {DayKind::month_only, 0, false, "2024-02-01", "2024-02-29", ""},
    {DayKind::month_only, 1, false, "2026-01-31", "2026-02-28", ""},
    {DayKind::month_only, 10, false, "2026-02-14", "2026-12-31", ""},
};

Calendars two_school_years() {
    Calendars all{bank_holidays()};
    std::vector<NamedDay> closed{
        {example_day("2025-09-02"), "INSET day"}, {example_day("2026-01-05"), "INSET day"},
        {example_day("2026-06-01"), "INSET day"}, {example_day("2026-07-20"), "INSET day"},
        {example_day("2026-09-02"), "INSET day"}, {example_day("2026-10-23"), "INSET day"},
        {example_day("2027-01-04"), "INSET day"}, {example_day("2027-06-07"), "INSET day"},
        {example_day("2027-07-21"), "INSET day"},
    };
    for (const NamedDay& holiday : bank_holidays().england_and_wales) closed.push_back(holiday);
    all.use(SchoolCalendar{{
                               {SchoolYear{2025}, 1, example_day("2025-09-02"), example_day("2025-10-24")},
                               {SchoolYear{2025}, 2, example_day("2025-11-03"), example_day("2025-12-19")},
                               {SchoolYear{2025}, 3, example_day("2026-01-05"), example_day("2026-02-13")},
                               {SchoolYear{2025}, 4, example_day("2026-02-23"), example_day("2026-03-27")},
                               {SchoolYear{2025}, 5, example_day("2026-04-13"), example_day("2026-05-22")},
                               {SchoolYear{2025}, 6, example_day("2026-06-01"), example_day("2026-07-20")},
                               {SchoolYear{2026}, 1, example_day("2026-09-02"), example_day("2026-10-23")},
                               {SchoolYear{2026}, 2, example_day("2026-11-02"), example_day("2026-12-18")},
                               {SchoolYear{2026}, 3, example_day("2027-01-04"), example_day("2027-02-12")},
                               {SchoolYear{2026}, 4, example_day("2027-02-22"), example_day("2027-03-25")},
                               {SchoolYear{2026}, 5, example_day("2027-04-12"), example_day("2027-05-28")},
                               {SchoolYear{2026}, 6, example_day("2027-06-07"), example_day("2027-07-21")},
                           },
                           closed});
    return all;
}

TEST(DayExamples, AreDueOnTheDayCountedByHand) {
    ASSERT_GE(std::size(examples), 120u);
    const Calendars all = two_school_years();
    for (const Example& each : examples) {
        const auto due =
            due_day({each.number, each.kind, each.first_day_counts}, example_day(each.from), all);
        ASSERT_TRUE(due) << due.error().message;
        ASSERT_TRUE(due->on);
        EXPECT_EQ(due->on->iso(), each.due)
            << each.number << " " << day_kinds.code(each.kind) << " from " << each.from << " " << each.why;
        EXPECT_FALSE(due->beyond_table) << each.from;
    }
}

}
}
