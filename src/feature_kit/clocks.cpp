#include "feature_kit/clocks.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace tarn::kit {
namespace {

/// The earlier of the rule's two days.
Result<ClockReading> due_of(const ClockRule& rule, Date started, const Calendars& calendars) {
    const auto first = due_day(rule.count, started, calendars);
    if (!rule.or_sooner) {
        if (!first) return first.error();
        return ClockReading{ClockState::running, first->on, first->beyond_table};
    }
    const auto second = due_day(*rule.or_sooner, started, calendars);
    if (!first && !second) return first.error();
    const bool by_second = !first || (second && second->on && (!first->on || *second->on < *first->on));
    const Due& due = by_second ? *second : *first;
    return ClockReading{ClockState::running, due.on, due.beyond_table, by_second, !first || !second};
}

std::optional<Date> known(std::optional<Date> day, Date today) {
    return day && *day <= today ? day : std::nullopt;
}

std::string days_words(int days) {
    return fmt::format("{} {}", days, days == 1 ? "day" : "days");
}

}

const ClockRule* clock_rule(std::span<const ClockRule> rules, std::string_view code, Date trigger) {
    const auto found = std::ranges::find_if(
        rules, [&](const ClockRule& rule) { return rule.code == code && rule.valid.contains(trigger); });
    return found == rules.end() ? nullptr : &*found;
}

Result<ClockReading> read_clock(const ClockRule& rule, const ClockFacts& facts, Date today,
                                const Calendars& calendars) {
    const auto started = known(facts.started, today), met = known(facts.met, today);
    if (!started) return ClockReading{};
    if (!rule.valid.contains(*started)) return ClockReading{.state = ClockState::not_applicable};
    auto reading = due_of(rule, *started, calendars);
    if (!reading) return reading;
    if (facts.ended && facts.ended->on <= today && (!met || facts.ended->on < *met))
        reading->state = ClockState::not_applicable;
    else if (met)
        reading->state = reading->due && *met > *reading->due ? ClockState::met_late : ClockState::met;
    else if (reading->due && today > *reading->due)
        reading->state = ClockState::overdue;
    return reading;
}

std::string clock_sentence(const ClockRule& rule, const ClockFacts& facts, const ClockReading& reading,
                           Date today) {
    if (reading.state == ClockState::not_started) return fmt::format("Starts when {}.", rule.trigger);
    if (!rule.valid.contains(*facts.started))
        return fmt::format("This rule does not apply to {}.", facts.started->display());
    const DayCount& count = reading.by_second ? *rule.or_sooner : rule.count;
    if (!reading.due) return fmt::format("Started on {}: {}.", facts.started->display(), words(count));
    std::string sentence = fmt::format("{} from {}, when {}: due {}.", words(count), facts.started->display(),
                                       rule.trigger, reading.due->display());
    if (reading.may_be_sooner)
        sentence += fmt::format(" It may be due sooner: {} cannot be counted without term dates.",
                                words(reading.by_second ? rule.count : *rule.or_sooner));
    else if (rule.or_sooner)
        sentence +=
            fmt::format(" That is sooner than {}.", words(reading.by_second ? rule.count : *rule.or_sooner));
    switch (reading.state) {
        case ClockState::met:
            sentence += fmt::format(" Met on {}.", facts.met->display());
            break;
        case ClockState::met_late:
            sentence += fmt::format(" Met on {}, {} late.", facts.met->display(),
                                    days_words(*facts.met - *reading.due));
            break;
        case ClockState::overdue:
            sentence += fmt::format(" {} overdue.", days_words(today - *reading.due));
            break;
        case ClockState::not_applicable:
            sentence += fmt::format(" It ended on {}: {}.", facts.ended->on.display(), facts.ended->name);
            break;
        default:
            break;
    }
    if (reading.beyond_table) sentence += " Bank holidays are not known that far ahead, so the day may move.";
    return sentence;
}

}
