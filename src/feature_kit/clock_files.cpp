// Reads schemes/clocks/*.toml and schemes/calendar/bank_holidays.toml. Every error names what it is about,
// since the files are edited by hand.
#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>
// One setting for the whole program: two would be two definitions of the same parser.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "embedded/tarn_calendars.hpp"
#include "feature_kit/clocks.hpp"

namespace tarn::kit {
namespace {

constexpr std::string_view holidays_file = "calendar/bank_holidays.toml";

Error unreadable(std::string_view what, const toml::parse_error& error) {
    return {
        fmt::format("{} cannot be read: line {}: {}.", what, error.source().begin.line, error.description()),
        {}};
}

std::optional<Date> date_of(const toml::node* node) {
    const auto date = node ? node->value<toml::date>() : std::nullopt;
    return date ? Date::of(date->year, date->month, date->day) : std::nullopt;
}

/// A clock's table, read key by key; what is left over is a spelling mistake.
struct Reader {
    const toml::table& table;
    std::string wrong{};

    void say(std::string why) {
        if (wrong.empty()) wrong = std::move(why);
    }
    std::string text(std::string_view key) {
        const auto value = table[key].value<std::string>();
        if (!value || value->empty()) say(fmt::format("needs {}", key));
        return value.value_or("");
    }
    std::vector<std::string> texts(std::string_view key) {
        std::vector<std::string> all;
        if (const toml::array* array = table[key].as_array())
            for (const auto& each : *array) all.push_back(each.value<std::string>().value_or(""));
        if (table.contains(key) && (all.empty() || std::ranges::count(all, "") > 0))
            say(fmt::format("{} must be a list of texts", key));
        return all;
    }
    DayCount count(std::string_view number, std::string_view kind) {
        DayCount count;
        const auto code = table[kind].value<std::string>().value_or("");
        const auto found = day_kinds.parse(code);
        if (!found) say(fmt::format("{} '{}' is not a kind of day", kind, code));
        count.kind = found.value_or(DayKind::none);
        const bool counts = count.kind != DayKind::none && count.kind != DayKind::ongoing;
        const auto value = table[number].value<std::int64_t>();
        constexpr std::int64_t most = 10'000;
        if (counts != value.has_value() || (value && (*value < 0 || *value > most)))
            say(fmt::format("{} must be a whole number from 0 to {}, and left out without a kind that counts",
                            number, most));
        count.number = static_cast<int>(std::clamp<std::int64_t>(value.value_or(0), 0, most));
        count.trigger_day_counts = table["trigger_day_counts"].value<bool>().value_or(false);
        return count;
    }
};

constexpr std::array<std::string_view, 13> keys{
    "code",   "title",   "trigger", "count", "kind",    "trigger_day_counts", "or_count", "or_kind",
    "met_by", "void_by", "from",    "to",    "citation"};

Result<ClockRule> rule_of(const toml::table& table) {
    Reader read{table};
    ClockRule rule{.code = read.text("code"),
                   .title = read.text("title"),
                   .trigger = read.text("trigger"),
                   .count = read.count("count", "kind"),
                   .or_sooner = {},
                   .met_by = read.text("met_by"),
                   .void_by = read.texts("void_by"),
                   .valid = {},
                   .citation = read.text("citation")};
    if (table.contains("or_kind")) rule.or_sooner = read.count("or_count", "or_kind");
    const auto from = date_of(table.get("from"));
    if (!from) read.say("needs from, a date");
    rule.valid.from = from.value_or(Date{});
    if (table.contains("to")) {
        rule.valid.to = date_of(table.get("to"));
        if (!rule.valid.to || *rule.valid.to < rule.valid.from)
            read.say("to must be a date, not before from");
    }
    for (const auto& [key, value] : table)
        if (std::ranges::find(keys, std::string_view{key.str()}) == keys.end())
            read.say(fmt::format("has '{}', which no clock has", key.str()));
    if (!read.wrong.empty()) return Error{fmt::format("Clock '{}' {}.", rule.code, read.wrong), {}};
    return rule;
}

bool meet(const DateRange& a, const DateRange& b) {
    return (!a.to || *a.to >= b.from) && (!b.to || *b.to >= a.from);
}

std::vector<ClockRule> carried_rules() {
    std::vector<ClockRule> all;
    for (const auto& file : tarn_calendars::files()) {
        if (file.path == holidays_file) continue;
        auto rules = clock_rules_of(file.bytes);
        if (!rules) throw std::logic_error{fmt::format("{}: {}", file.path, rules.error().message)};
        std::ranges::move(*rules, std::back_inserter(all));
    }
    return all;
}

BankHolidays carried_holidays() {
    const auto files = tarn_calendars::files();
    const auto file = std::ranges::find(files, holidays_file, &tarn_calendars::EmbeddedFile::path);
    auto holidays = bank_holidays_of(file->bytes);
    if (!holidays) throw std::logic_error{holidays.error().message};
    return *std::move(holidays);
}

}

Result<BankHolidays> bank_holidays_of(std::string_view text) {
    const toml::parse_result read = toml::parse(text);
    if (!read) return unreadable("The table of bank holidays", read.error());
    const auto from = date_of(read.table().get("from")), to = date_of(read.table().get("to"));
    const toml::table* days = read.table()["days"].as_table();
    if (!from || !to || !days || *to < *from)
        return Error{"The table of bank holidays needs from, to and days.", {}};
    BankHolidays holidays{*from, *to, {}, {}};
    for (const auto& [key, value] : *days) {
        const auto on = Date::parse_iso(key.str());
        const toml::table* nations = value.as_table();
        if (!on || *on < *from || *on > *to || !nations || nations->empty())
            return Error{
                fmt::format("The bank holiday '{}' is no day from {} to {} with a nation and a name.",
                            key.str(), from->iso(), to->iso()),
                {}};
        std::string name;
        for (const auto& [nation, named] : *nations) {
            const auto words = named.value<std::string>();
            if ((nation != "E" && nation != "S" && nation != "N") || !words || words->empty())
                return Error{
                    fmt::format("The bank holiday '{}' has '{}', which is none of E, S and N with a name.",
                                key.str(), nation.str()),
                    {}};
            if (name.empty() || nation == "E") name = *words;
            if (nation == "E") holidays.england_and_wales.push_back({*on, *words});
        }
        holidays.united_kingdom.push_back({*on, name});
    }
    std::ranges::sort(holidays.england_and_wales);
    std::ranges::sort(holidays.united_kingdom);
    return holidays;
}

Result<std::vector<ClockRule>> clock_rules_of(std::string_view text) {
    const toml::parse_result read = toml::parse(text);
    if (!read) return unreadable("The clocks", read.error());
    std::vector<ClockRule> rules;
    for (const auto& [key, value] : read.table()) {
        const toml::array* all = value.as_array();
        if (key != "clock" || !all)
            return Error{fmt::format("The clocks have '{}': only [[clock]] may stand there.", key.str()), {}};
        for (const auto& each : *all) {
            if (!each.is_table()) return Error{"A clock must be a table: [[clock]].", {}};
            auto rule = rule_of(*each.as_table());
            if (!rule) return rule.error();
            for (const ClockRule& other : rules)
                if (other.code == rule->code && meet(other.valid, rule->valid))
                    return Error{fmt::format("Clock '{}' has two rules for the same day.", rule->code), {}};
            rules.push_back(*std::move(rule));
        }
    }
    return rules;
}

const BankHolidays& bank_holidays() {
    static const BankHolidays carried = carried_holidays();
    return carried;
}

const std::vector<ClockRule>& clock_rules() {
    static const std::vector<ClockRule> carried = carried_rules();
    return carried;
}

}
