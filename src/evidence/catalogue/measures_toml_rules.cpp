// Reads schemes/measures.toml, the catalogue of what measures mean.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <stdexcept>
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "analytics/as_at.hpp"
#include "embedded/tarn_evidence_data.hpp"
#include "evidence/comparing/headlines_rules.hpp"
#include "evidence/evidence.hpp"

namespace tarn::evidence {
namespace {

constexpr std::array<std::string_view, 7> units{"percent", "points", "pupils", "pounds",
                                                "days",    "count",  "number"};
constexpr std::array<std::string_view, 4> samplings{"share", "mean", "whole", "unknown"};
constexpr std::array<std::string_view, 3> directions{"higher", "lower", "neither"};

template <std::size_t N>
std::size_t position(const std::array<std::string_view, N>& words, std::string_view word,
                     std::string_view code) {
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end())
        throw std::logic_error(fmt::format("measures.toml: {}: '{}' is not known", code, word));
    return static_cast<std::size_t>(at - words.begin());
}

void set_limits(Measure& measure, const toml::table& table, const toml::table& limits) {
    const std::string_view level = measure.level == Level::authority ? "authority" : "school";
    const toml::array* own = table["limits"].as_array();
    if (!own) own = limits[level][units[static_cast<std::size_t>(measure.unit)]].as_array();
    if (!own || own->size() != 2)
        throw std::logic_error("measures.toml: " + measure.code + ": neither it nor its unit has limits");
    measure.low = (*own)[0].value<double>().value_or(0);
    measure.high = (*own)[1].value<double>().value_or(0);
    if (!(measure.low < measure.high))
        throw std::logic_error("measures.toml: " + measure.code + ": its limits are out of order");
}

/// One group of periods that a measure names: [not_calculated.NAME].
void add_gaps(analytics::Calendar& calendar, const std::string& name, const toml::table& file) {
    const toml::table* group = file["not_calculated"][name].as_table();
    const toml::array* periods = group ? (*group)["periods"].as_array() : nullptr;
    const std::string because = group ? (*group)["because"].value_or(std::string{}) : std::string{};
    const std::string source = group ? (*group)["source"].value_or(std::string{}) : std::string{};
    if (!periods || periods->empty() || because.empty() || source.empty())
        throw std::logic_error("measures.toml: not_calculated." + name +
                               " needs periods, because and source");
    for (const auto& period : *periods) {
        const std::string written = period.value_or(std::string{});
        if (!analytics::period_dates(written))
            throw std::logic_error(
                fmt::format("measures.toml: not_calculated.{}: '{}' is no period", name, written));
        calendar.gaps.push_back({written, because, source});
    }
}

void read_calendar(Measure& measure, const toml::table& table, const toml::table& file) {
    measure.calendar.published_after_months =
        static_cast<int>(table["published_after_months"].value_or(std::int64_t{0}));
    if (const toml::array* groups = table["not_calculated"].as_array())
        for (const auto& name : *groups) add_gaps(measure.calendar, name.value_or(std::string{}), file);
}

std::vector<analytics::Phase> read_phases(const toml::table& table, const std::string& code) {
    std::vector<analytics::Phase> all;
    if (const auto* phases = table["phases"].as_array())
        for (const auto& node : *phases) {
            const auto phase = analytics::parse_phase(node.value_or(std::string_view{}));
            if (!phase) throw std::logic_error("measures.toml: " + code + ": no such phase");
            all.push_back(*phase);
        }
    return all;
}

Measure read_measure(const toml::table& table, const toml::table& limits, const toml::table& file) {
    Measure measure;
    measure.code = table["code"].value_or(std::string{});
    measure.name = table["name"].value_or(std::string{});
    measure.meaning = table["meaning"].value_or(std::string{});
    measure.source = table["source"].value_or(std::string{});
    measure.unit = static_cast<Unit>(position(units, table["unit"].value_or(std::string{}), measure.code));
    measure.decimals = static_cast<int>(table["decimals"].value_or(std::int64_t{0}));
    measure.direction = static_cast<Direction>(
        position(directions, table["better"].value_or(std::string{"neither"}), measure.code));
    measure.level =
        table["level"].value_or(std::string{"school"}) == "authority" ? Level::authority : Level::school;
    set_limits(measure, table, limits);
    measure.chance.pupil_sd = table["pupil_sd"].value_or(0.0);
    measure.chance.sampling = static_cast<analytics::Sampling>(
        position(samplings, table["chance"].value_or(std::string{"unknown"}), measure.code));
    if ((measure.chance.sampling == analytics::Sampling::mean) != (measure.chance.pupil_sd > 0))
        throw std::logic_error("measures.toml: " + measure.code +
                               ": a mean, and only a mean, needs pupil_sd");
    measure.progress_bands = table["progress_bands"].value_or(false);
    measure.in_snapshot = table["snapshot"].value_or(false);
    read_calendar(measure, table, file);
    if (const auto* breaks = table["breaks"].as_array())
        for (const auto& node : *breaks) measure.breaks.push_back(node.value_or(std::string{}));
    measure.phases = read_phases(table, measure.code);
    if (measure.code.empty() || measure.name.empty() || measure.meaning.empty() || measure.source.empty())
        throw std::logic_error("measures.toml: a measure needs code, name, meaning and source: " +
                               measure.code);
    return measure;
}

}

namespace {

const toml::table& measures_file() {
    static const toml::table file = [] {
        for (const data::EmbeddedFile& each : data::files()) {
            if (each.path != "measures.toml") continue;
            toml::parse_result parsed = toml::parse(each.bytes);
            if (!parsed)
                throw std::logic_error(fmt::format("measures.toml: {}", parsed.error().description()));
            return std::move(parsed).table();
        }
        throw std::logic_error("measures.toml is missing");
    }();
    return file;
}

std::vector<Measure> read_measure_catalogue() {
    std::vector<Measure> all;
    const toml::table& file = measures_file();
    const toml::table* limits = file["limits"].as_table();
    if (!limits) throw std::logic_error("measures.toml: the table of limits is missing");
    if (const auto* list = file["measure"].as_array())
        for (const auto& node : *list)
            if (const auto* table = node.as_table()) all.push_back(read_measure(*table, *limits, file));
    std::sort(all.begin(), all.end(), [](const Measure& a, const Measure& b) { return a.code < b.code; });
    return all;
}

Headline read_headline(const toml::table& table) {
    const std::string code = table["measure"].value_or(std::string{});
    Headline headline{.measure = find_measure(code)};
    if (!headline.measure || !headline.measure->in_snapshot)
        throw std::logic_error("measures.toml: headline '" + code + "' is no measure held in memory");
    headline.name = table["name"].value_or(headline.measure->name);
    headline.phases = table.contains("phases") ? read_phases(table, code) : headline.measure->phases;
    headline.judged = table["judged"].value_or(true);
    headline.stands_in = table["stands_in"].value_or(std::string{});
    headline.weighed_by = table["weighed_by"].value_or(std::string{});
    for (const std::string& by : {headline.stands_in, headline.weighed_by}) {
        const auto* counts = by.empty() ? headline.measure : find_measure(by);
        if (!counts || !counts->in_snapshot)
            throw std::logic_error("measures.toml: headline '" + code + "': nothing counts '" + by + "'");
    }
    return headline;
}

std::vector<Headline> read_headlines() {
    std::vector<Headline> all;
    if (const auto* list = measures_file()["headline"].as_array())
        for (const auto& node : *list)
            if (const auto* table = node.as_table()) all.push_back(read_headline(*table));
    return all;
}

}

std::span<const Measure> measures() {
    static const std::vector<Measure> all = read_measure_catalogue();
    return all;
}

std::span<const Headline> headlines() {
    static const std::vector<Headline> all = read_headlines();
    return all;
}

const analytics::Calendars& calendars() {
    static const analytics::Calendars all = [] {
        analytics::Calendars found;
        for (const Measure& measure : measures())
            if (!measure.calendar.gaps.empty()) found.emplace(measure.code, measure.calendar);
        return found;
    }();
    return all;
}

const Measure* find_measure(std::string_view code) {
    const auto all = measures();
    const auto at = std::lower_bound(all.begin(), all.end(), code,
                                     [](const Measure& m, std::string_view c) { return m.code < c; });
    if (at != all.end() && at->code == code) return &*at;
    // A family, "sen2.requests.*", speaks for every measure named after a column of one file.
    const Measure* family = nullptr;
    for (const Measure& measure : all)
        if (measure.code.ends_with('*') &&
            code.starts_with(std::string_view{measure.code}.substr(0, measure.code.size() - 1)))
            family = &measure;
    return family;
}

}
