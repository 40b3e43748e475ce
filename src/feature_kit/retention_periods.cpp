// Reads schemes/retention.toml. Every error names what it is about, since the file is edited by hand.
#include <fmt/format.h>
#include <map>
// One setting for the whole program: two would be two definitions of the same parser.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "embedded/tarn_retention_periods.hpp"
#include "feature_kit/record.hpp"
#include "feature_kit/stored.hpp"

namespace tarn::kit {
namespace {

constexpr int most = 1200, months_in_year = 12;

std::vector<Retention> declared(std::span<const Stored> features) {
    std::vector<Retention> all;
    for (const Stored& each : features) {
        for (const Retention& own : each.retention) all.push_back(own);
        for (const RecordBase* record : each.records)
            if (auto own = record->retention()) all.push_back(*std::move(own));
    }
    return all;
}

std::string words_of(std::int64_t number, std::string_view unit) {
    return fmt::format("{} {}", number, number == 1 ? unit.substr(0, unit.size() - 1) : unit);
}

Result<Period> period_of(const toml::table& entry) {
    Period period;
    std::string after;
    for (const auto& [key, value] : entry) {
        const std::string_view name = key.str();
        if ((name == "source" || name == "after") && value.is_string()) {
            (name == "after" ? after : period.source) = *value.value<std::string>();
            continue;
        }
        const auto number = value.is_integer() ? value.value<std::int64_t>().value_or(-1) : -1;
        if (name != "years" && name != "months" && name != "days")
            return Error{
                fmt::format("has '{}', which is none of years, months, days, after and source", name), {}};
        if (number < 0 || number > most)
            return Error{fmt::format("{} must be a whole number from 0 to {}", name, most), {}};
        if (!period.words.empty()) return Error{"names more than one of years, months and days", {}};
        period.words = words_of(number, name);
        if (name == "days") period.days = static_cast<int>(number);
        if (name == "months") period.months = static_cast<int>(number);
        if (name == "years") period.months = static_cast<int>(number) * months_in_year;
    }
    if (period.words.empty()) return Error{"needs years, months or days", {}};
    if (period.source.empty()) return Error{"needs a source: why it is kept this long", {}};
    if (after.empty()) return Error{"needs after: which day it is counted from, in words", {}};
    period.words =
        period.months == 0 && period.days == 0 ? "until " + after : period.words + " after " + after;
    return period;
}

Error wrong(std::string_view name, std::string_view why) {
    return {fmt::format("The periods of retention: [{}] {}.", name, why), {}};
}

}

std::string_view default_periods() {
    return tarn_retention_periods::files().front().bytes;
}

Result<std::vector<RetentionRule>> retention_rules(std::span<const Stored> features, std::string_view text) {
    const toml::parse_result read = toml::parse(text);
    if (!read)
        return Error{fmt::format("The periods of retention cannot be read: line {}: {}.",
                                 read.error().source().begin.line, read.error().description()),
                     {}};
    std::map<std::string, const toml::table*> entries;
    for (const auto& [name, value] : read.table()) {
        if (!value.is_table()) return wrong(name.str(), "is no section of its own");
        entries[std::string{name.str()}] = value.as_table();
    }
    std::vector<RetentionRule> rules;
    for (Retention& what : declared(features)) {
        const auto entry = entries.extract(what.name);
        if (entry.empty()) return wrong(what.name, "is missing: say how long " + what.table + " is kept");
        auto period = period_of(*entry.mapped());
        if (!period) return wrong(what.name, period.error().message);
        rules.push_back({std::move(what), *std::move(period)});
    }
    if (!entries.empty())
        return wrong(entries.begin()->first,
                     "is unknown: no record has this name. Remove it or mend its name");
    return rules;
}

std::vector<std::string> tables_with_retention(std::span<const Stored> features) {
    std::vector<std::string> tables;
    for (const Retention& what : declared(features)) {
        tables.push_back(what.table);
        for (const std::string& column : what.along) tables.push_back(column.substr(0, column.find('.')));
    }
    for (const Stored& each : features)
        for (const KeptForGood& kept : each.kept) tables.push_back(kept.table);
    return tables;
}

}
