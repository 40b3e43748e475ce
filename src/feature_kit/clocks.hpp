#pragma once
// Clocks that are data: what starts one, how many days of which kind it runs, what stops it, from when to
// when the rule holds, and which law, guidance or local choice says so. Read from schemes/clocks/*.toml;
// counted by base/day_count.hpp.
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/code_table.hpp"
#include "base/day_count.hpp"
#include "base/result.hpp"

namespace tarn::kit {

/// The bank holidays that Tarn carries: 2014 to 2035.
const BankHolidays& bank_holidays();
/// Reads a table of bank holidays, laid out as schemes/calendar/bank_holidays.toml.
Result<BankHolidays> bank_holidays_of(std::string_view text);

struct ClockRule {
    std::string code;     ///< "foi.school"
    std::string title;    ///< what is to be done: "Answer a request for information"
    std::string trigger;  ///< what starts it: "the request is received"
    DayCount count;
    std::optional<DayCount> or_sooner;  ///< a second count; the earlier day is due
    std::string met_by;                 ///< what stops it in time or late: "the answer is sent"
    std::vector<std::string> void_by;   ///< what ends it without an answer: "the request is withdrawn"
    DateRange valid;                    ///< for triggers of these days
    std::string citation;
};

/// Every rule of a text, in its order. An error names the clock and what is wrong with it. Two rules of one
/// code may not hold on the same day.
Result<std::vector<ClockRule>> clock_rules_of(std::string_view text);
/// The rules that Tarn carries.
const std::vector<ClockRule>& clock_rules();
/// The rule of that code for a trigger of that day; null when there is none.
const ClockRule* clock_rule(std::span<const ClockRule> rules, std::string_view code, Date trigger);

enum class ClockState : std::uint8_t { not_started, running, met, met_late, overdue, not_applicable };
inline constexpr CodeTable<ClockState> clock_states{
    {ClockState::not_started, "not_started", "Not started"},
    {ClockState::running, "running", "Running"},
    {ClockState::met, "met", "Met"},
    {ClockState::met_late, "met_late", "Met late"},
    {ClockState::overdue, "overdue", "Overdue"},
    {ClockState::not_applicable, "not_applicable", "Does not apply"}};

/// What is known of one case.
struct ClockFacts {
    std::optional<Date> started;
    std::optional<Date> met;
    /// What ended it otherwise, and when: counts only if it came before it was met.
    std::optional<NamedDay> ended;
};

struct ClockReading {
    ClockState state = ClockState::not_started;
    std::optional<Date> due;
    bool beyond_table = false;   ///< a bank holiday that is not known yet could move the day
    bool by_second = false;      ///< the day is that of `or_sooner`
    bool may_be_sooner = false;  ///< the other count needs a table that is not there
};
/// Where a clock stands on a day. Facts later than `today` are not known yet. An error says which table is
/// missing.
Result<ClockReading> read_clock(const ClockRule& rule, const ClockFacts& facts, Date today,
                                const Calendars& calendars);
/// Why: "20 working days after 4 May 2026, when the request is received: due 2 June 2026. ..."
std::string clock_sentence(const ClockRule& rule, const ClockFacts& facts, const ClockReading& reading,
                           Date today);

}
