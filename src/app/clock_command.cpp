// tarn clock: by when something must be done, and why.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "base/clock.hpp"
#include "feature_kit/clocks.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::app {
namespace {

struct ClockArguments {
    std::string rule, kind, from, met, today, format = "table";
    int count = 0;
    bool first_day_counts = false, list = false;
};

Date day_of(const std::string& text, const char* option) {
    const auto day = Date::parse_iso(text);
    if (!day) throw storage::Failure(fmt::format("{} needs a day as 2026-09-01, not '{}'.", option, text));
    return *day;
}

bool needs_term_dates(const DayCount& count) {
    return count.kind == DayKind::school_days || count.kind == DayKind::half_terms ||
           count.kind == DayKind::terms;
}

void list_rules() {
    for (const kit::ClockRule& rule : kit::clock_rules())
        fmt::print(
            "{:28} {}{}{}. {} From {}{}. {}\n", rule.code, words(rule.count),
            rule.or_sooner ? " or " + words(*rule.or_sooner) + " if sooner" : "",
            needs_term_dates(rule.count) ? " (needs term dates, which this command does not read yet)" : "",
            rule.title + ".", rule.valid.from.iso(), rule.valid.to ? " to " + rule.valid.to->iso() : "",
            rule.citation);
}

kit::ClockRule counted(const ClockArguments& arguments, Date from) {
    if (!arguments.rule.empty()) {
        if (const auto* rule = kit::clock_rule(kit::clock_rules(), arguments.rule, from)) return *rule;
        throw storage::Failure(fmt::format("There is no clock '{}' for {}. tarn clock --list names them.",
                                           arguments.rule, from.iso()));
    }
    const auto kind = day_kinds.parse(arguments.kind);
    if (!kind) {
        std::string known;
        for (const CodeWord& word : day_kinds.words())
            known += (known.empty() ? "" : ", ") + std::string{word.code};
        throw storage::Failure(fmt::format("'{}' is no kind of day. Known: {}.", arguments.kind, known));
    }
    return {.code = {},
            .title = {},
            .trigger = "it starts",
            .count = {arguments.count, *kind, arguments.first_day_counts},
            .or_sooner = {},
            .met_by = {},
            .void_by = {},
            .valid = {from, {}},
            .citation = {}};
}

void clock(const ClockArguments& arguments) {
    if (arguments.list) return list_rules();
    if (arguments.from.empty()) throw storage::Failure("--from must say on which day the clock starts.");
    if (arguments.rule.empty() == arguments.kind.empty())
        throw storage::Failure("Give the code of a clock, or --kind and --count.");
    const Date from = day_of(arguments.from, "--from");
    const Date today =
        arguments.today.empty() ? std::max(SystemClock{}.today(), from) : day_of(arguments.today, "--today");
    const Calendars calendars{kit::bank_holidays()};
    const kit::ClockRule rule = counted(arguments, from);
    kit::ClockFacts facts{.started = from, .met = {}, .ended = {}};
    if (!arguments.met.empty()) facts.met = day_of(arguments.met, "--met");
    const auto reading = kit::read_clock(rule, facts, today, calendars);
    if (!reading) throw storage::Failure(reading.error().message);
    const auto sentence = kit::clock_sentence(rule, facts, *reading, today);
    std::vector<NamedDay> skipped;
    if (reading->due)
        skipped = days_not_counted(reading->by_second ? *rule.or_sooner : rule.count, from, *reading->due,
                                   calendars);
    if (arguments.format == "json") {
        nlohmann::ordered_json json{{"due", nullptr},
                                    {"state", std::string{kit::clock_states.code(reading->state)}},
                                    {"sentence", sentence},
                                    {"beyond_table", reading->beyond_table},
                                    {"skipped", nlohmann::ordered_json::array()}};
        if (reading->due) json["due"] = reading->due->iso();
        if (!rule.citation.empty()) json["citation"] = rule.citation;
        for (const NamedDay& day : skipped)
            json["skipped"].push_back({{"on", day.on.iso()}, {"why", day.name}});
        fmt::print("{}\n", json.dump(2));
        return;
    }
    fmt::print("{}\n", sentence);
    if (!rule.citation.empty()) fmt::print("{}.\n", rule.citation);
    for (const NamedDay& day : skipped) fmt::print("Not counted: {}, {}\n", day.on.iso(), day.name);
}

}

void add_clock_command(CLI::App& tarn) {
    const auto arguments = std::make_shared<ClockArguments>();
    auto& command = *tarn.add_subcommand("clock", "Say by when something must be done, and why");
    command.add_option("rule", arguments->rule, "Code of a clock, as in foi.council; --list names them");
    command.add_flag("--list", arguments->list, "Name every clock and stop");
    command.add_option("--kind", arguments->kind, "Count days of this kind instead, as in working_days_ew");
    command.add_option("--count", arguments->count, "How many")->check(CLI::Range(0, 10'000));
    command.add_flag("--first-day-counts", arguments->first_day_counts,
                     "With --kind: the day it starts is day 1");
    command.add_option("--from", arguments->from, "The day it starts: 2026-09-01");
    command.add_option("--met", arguments->met, "The day on which it was done");
    command.add_option("--today", arguments->today, "Read it as on this day; today when left out");
    command.add_option("--format", arguments->format, "table or json")
        ->check(CLI::IsMember({"table", "json"}));
    command.callback([arguments] { clock(*arguments); });
}

}
