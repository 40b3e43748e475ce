#include "feature_kit/clocks.hpp"

#include <gtest/gtest.h>
#include <set>

namespace tarn::kit {
namespace {

Date on_day(const char* iso) {
    return *Date::parse_iso(iso);
}
std::optional<Date> maybe(const char* iso) {
    return *iso ? std::optional{on_day(iso)} : std::nullopt;
}

const Calendars& calendars() {
    static const Calendars carried{bank_holidays()};
    return carried;
}

TEST(Clocks, StandWhereTheFactsPutThem) {
    struct Case {
        const char* started;
        const char* met;
        const char* ended;
        const char* today;
        ClockState state;
        const char* sentence;
    };
    const ClockRule& rule = *clock_rule(clock_rules(), "concern.letter", on_day("2026-11-02"));
    for (const Case& each : std::initializer_list<Case>{
             {"", "", "", "2026-11-03", ClockState::not_started, "Starts when the concern is decided."},
             {"2026-11-04", "", "", "2026-11-03", ClockState::not_started,
              "Starts when the concern is decided."},
             {"2026-11-02", "", "", "2026-11-09", ClockState::running,
              "5 working days from 2 November 2026, when the concern is decided: due 9 November 2026."},
             {"2026-11-02", "", "", "2026-11-10", ClockState::overdue,
              "5 working days from 2 November 2026, when the concern is decided: due 9 November 2026. 1 day "
              "overdue."},
             {"2026-11-02", "2026-11-09", "", "2026-11-30", ClockState::met,
              "5 working days from 2 November 2026, when the concern is decided: due 9 November 2026. Met on "
              "9 November "
              "2026."},
             {"2026-11-02", "2026-11-12", "", "2026-11-30", ClockState::met_late,
              "5 working days from 2 November 2026, when the concern is decided: due 9 November 2026. Met on "
              "12 November "
              "2026, 3 days late."},
             {"2026-11-02", "2026-11-12", "", "2026-11-11", ClockState::overdue,
              "5 working days from 2 November 2026, when the concern is decided: due 9 November 2026. 2 days "
              "overdue."},
             {"2026-11-02", "", "2026-11-05", "2026-11-30", ClockState::not_applicable,
              "5 working days from 2 November 2026, when the concern is decided: due 9 November 2026. It "
              "ended on 5 "
              "November 2026: the concern is withdrawn."},
             {"2026-11-02", "2026-11-04", "2026-11-05", "2026-11-30", ClockState::met,
              "5 working days from 2 November 2026, when the concern is decided: due 9 November 2026. Met on "
              "4 November "
              "2026."},
             {"2019-11-02", "", "", "2026-11-30", ClockState::not_applicable,
              "This rule does not apply to 2 November 2019."}}) {
        ClockFacts facts{maybe(each.started), maybe(each.met), {}};
        if (*each.ended) facts.ended = NamedDay{on_day(each.ended), "the concern is withdrawn"};
        const auto reading = read_clock(rule, facts, on_day(each.today), calendars());
        ASSERT_TRUE(reading);
        EXPECT_EQ(reading->state, each.state) << each.started << each.today;
        EXPECT_EQ(clock_sentence(rule, facts, *reading, on_day(each.today)), each.sentence);
    }
}

TEST(Clocks, TheSoonerOfTwoCountsIsDue) {
    Calendars with_school = calendars();
    const ClockRule& rule = *clock_rule(clock_rules(), "foi.school", on_day("2026-06-01"));
    const ClockFacts facts{on_day("2026-06-15"), {}, {}};
    const auto without = read_clock(rule, facts, on_day("2026-06-20"), with_school);
    ASSERT_TRUE(without);
    EXPECT_EQ(clock_sentence(rule, facts, *without, on_day("2026-06-20")),
              "60 working days from 15 June 2026, when the request is received: due 10 September 2026. It "
              "may be due "
              "sooner: 20 school days cannot be counted without term dates.");
    with_school.use(SchoolCalendar{{{SchoolYear{2025}, 6, on_day("2026-06-01"), on_day("2026-07-20")},
                                    {SchoolYear{2026}, 1, on_day("2026-09-02"), on_day("2026-10-23")}},
                                   {}});
    auto reading = read_clock(rule, facts, on_day("2026-06-20"), with_school);
    EXPECT_EQ(reading->due, on_day("2026-07-13"));
    EXPECT_EQ(clock_sentence(rule, facts, *reading, on_day("2026-06-20")),
              "20 school days from 15 June 2026, when the request is received: due 13 July 2026. That is "
              "sooner than 60 "
              "working days.");
    with_school.use(SchoolCalendar{{{SchoolYear{2025}, 6, on_day("2026-06-01"), on_day("2026-07-20")},
                                    {SchoolYear{2026}, 1, on_day("2026-11-02"), on_day("2026-12-18")}},
                                   {}});
    reading = read_clock(rule, {on_day("2026-07-20"), {}, {}}, on_day("2026-07-20"), with_school);
    EXPECT_TRUE(reading->by_second);
    EXPECT_EQ(reading->due, on_day("2026-10-14"));
}

TEST(Clocks, ARuleHoldsForTheTriggersOfItsTime) {
    EXPECT_EQ(clock_rule(clock_rules(), "warning.compliance", on_day("2016-04-17"))->valid.to,
              on_day("2016-04-17"));
    EXPECT_FALSE(clock_rule(clock_rules(), "warning.compliance", on_day("2016-04-18"))->valid.to);
    EXPECT_FALSE(clock_rule(clock_rules(), "warning.compliance", on_day("2007-03-31")));
    EXPECT_FALSE(clock_rule(clock_rules(), "no.such", on_day("2026-01-01")));
}

TEST(Clocks, EveryRuleThatTarnCarriesCanBeCountedAndStandsOnce) {
    std::set<std::pair<std::string, Date>> seen;
    for (const ClockRule& rule : clock_rules()) {
        EXPECT_TRUE(seen.emplace(rule.code, rule.valid.from).second) << rule.code;
        EXPECT_FALSE(words(rule.count).empty());
    }
    EXPECT_GE(seen.size(), 30u);
}

TEST(Clocks, AMistakeInAFileIsNamed) {
    const std::string good =
        "[[clock]]\ncode = \"a\"\ntitle = \"T\"\ntrigger = \"t\"\ncount = 5\nkind = \"weeks\"\nmet_by = "
        "\"m\"\n"
        "from = 2020-01-01\ncitation = \"c\"\n";
    ASSERT_TRUE(clock_rules_of(good));
    const auto with = [&](std::string_view from, std::string_view to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        const auto rules = clock_rules_of(text);
        return rules ? std::string{} : rules.error().message;
    };
    EXPECT_EQ(with("kind = \"weeks\"", "kind = \"fortnights\""),
              "Clock 'a' kind 'fortnights' is not a kind of day.");
    EXPECT_EQ(
        with("count = 5", "count = -5"),
        "Clock 'a' count must be a whole number from 0 to 10000, and left out without a kind that counts.");
    EXPECT_EQ(
        with("count = 5\n", ""),
        "Clock 'a' count must be a whole number from 0 to 10000, and left out without a kind that counts.");
    EXPECT_EQ(with("met_by", "metby"), "Clock 'a' needs met_by.");
    EXPECT_EQ(with("citation", "note = \"x\"\ncitation"), "Clock 'a' has 'note', which no clock has.");
    EXPECT_EQ(with("from = 2020-01-01", "from = 2020-01-01\nto = 2019-01-01"),
              "Clock 'a' to must be a date, not before from.");
    EXPECT_EQ(with("from = 2020-01-01", "from = \"2020-01-01\""), "Clock 'a' needs from, a date.");
    EXPECT_EQ(clock_rules_of(good + good).error().message, "Clock 'a' has two rules for the same day.");
    EXPECT_EQ(clock_rules_of("[clock]\n").error().message,
              "The clocks have 'clock': only [[clock]] may stand there.");
    EXPECT_TRUE(clock_rules_of("code = ").error().message.starts_with("The clocks cannot be read: line 1"));
}

TEST(Clocks, AMistakeInTheBankHolidaysIsNamed) {
    EXPECT_TRUE(bank_holidays_of(
        "from = 2026-01-01\nto = 2026-12-31\n[days]\n2026-12-25 = { E = \"Christmas Day\" }\n"));
    EXPECT_EQ(
        bank_holidays_of("from = 2026-01-01\nto = 2026-12-31\n[days]\n2027-12-25 = { E = \"C\" }\n")
            .error()
            .message,
        "The bank holiday '2027-12-25' is no day from 2026-01-01 to 2026-12-31 with a nation and a name.");
    EXPECT_EQ(bank_holidays_of("from = 2026-01-01\nto = 2026-12-31\n[days]\n2026-12-25 = { W = \"C\" }\n")
                  .error()
                  .message,
              "The bank holiday '2026-12-25' has 'W', which is none of E, S and N with a name.");
    EXPECT_FALSE(bank_holidays_of("from = 2026-01-01\n"));
}

TEST(Clocks, TheTableOfBankHolidaysIsWhole) {
    // Eight a year in England and Wales but for the years in which one was added.
    std::map<int, int> years;
    for (const NamedDay& each : bank_holidays().england_and_wales) ++years[each.on.year()];
    for (int year = 2014; year <= 2035; ++year)
        EXPECT_EQ(years[year], year == 2022 ? 10 : year == 2023 ? 9 : 8) << year;
    for (int year = 2014; year <= 2035; ++year) {
        const WorkingDays days{bank_holidays().from, bank_holidays().to, bank_holidays().england_and_wales};
        EXPECT_FALSE(days.counts(easter_sunday(year) - 2)) << year;
        EXPECT_FALSE(days.counts(easter_sunday(year) + 1)) << year;
    }
}

}
}
