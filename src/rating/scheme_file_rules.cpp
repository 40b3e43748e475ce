// Reads a scheme. Every error names the line and the field, since schemes are edited by hand.
#include <fmt/format.h>
#include <map>
#include <set>
#include <span>
// One setting for the whole program: two would be two definitions of the same parser.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "analytics/statistics.hpp"
#include "embedded/tarn_rating_schemes.hpp"
#include "rating/rating.hpp"

namespace tarn::rating {
namespace {

constexpr double most_weight = 20;
constexpr int most_months = 600;
constexpr int most_pooled = 6;

/// Thrown inside this file only; parse_scheme turns it into an Error.
struct Wrong {
    std::string sentence;
};

template <class Value>
struct Name {
    std::string_view text;
    Value value;
};
constexpr std::array<Name<Unit>, 8> unit_names{{{"number", Unit::number},
                                                {"percent", Unit::percent},
                                                {"points", Unit::points},
                                                {"percentage-points", Unit::percentage_points},
                                                {"grade", Unit::grade},
                                                {"years", Unit::years},
                                                {"inspections", Unit::inspections},
                                                {"area-grade", Unit::card_grade}}};

/// One table of the file, with the words to complain about it.
class Table {
  public:
    Table(const toml::table& table, std::string label) : table_(table), label_(std::move(label)) {}

    [[noreturn]] void wrong(std::string_view field, std::string_view rule) const {
        const toml::node* node = table_.get(field);
        const auto line = (node ? node->source() : table_.source()).begin.line;
        throw Wrong{fmt::format("line {}: {}{}{} {}", line, label_, label_.empty() ? "" : ": ", field, rule)};
    }
    const toml::node* get(std::string_view field) {
        used_.insert(std::string{field});
        return table_.get(field);
    }
    std::string text(std::string_view field, std::optional<std::string> otherwise = std::nullopt) {
        const toml::node* node = get(field);
        if (!node && otherwise) return *otherwise;
        const auto value = node ? node->value<std::string>() : std::nullopt;
        if (!value || !node->is_string() || (value->empty() && !otherwise)) wrong(field, "must be a text");
        return *value;
    }
    double number(std::string_view field, double low, double high,
                  std::optional<double> otherwise = std::nullopt) {
        const toml::node* node = get(field);
        if (!node && otherwise) return *otherwise;
        const auto value = node && node->is_number() ? node->value<double>() : std::nullopt;
        if (!value || !(*value >= low && *value <= high))
            wrong(field, fmt::format("must be a number from {} to {}", low, high));
        return *value;
    }
    int whole(std::string_view field, int low, int high, std::optional<int> otherwise = std::nullopt) {
        const toml::node* node = get(field);
        if (!node && otherwise) return *otherwise;
        const auto value = node && node->is_integer() ? node->value<int>() : std::nullopt;
        if (!value || *value < low || *value > high)
            wrong(field, fmt::format("must be a whole number from {} to {}", low, high));
        return *value;
    }
    bool flag(std::string_view field) {
        const toml::node* node = get(field);
        if (!node) return false;
        if (!node->is_boolean()) wrong(field, "must be true or false");
        return *node->value<bool>();
    }
    std::vector<std::string> texts(std::string_view field) {
        const toml::node* node = get(field);
        std::vector<std::string> found;
        if (const toml::array* array = node ? node->as_array() : nullptr) {
            for (const toml::node& item : *array) {
                if (!item.is_string()) wrong(field, "must hold texts only");
                found.push_back(*item.value<std::string>());
            }
        } else {
            found.push_back(text(field));
        }
        if (found.empty()) wrong(field, "must not be empty");
        return found;
    }
    Table table(std::string_view field) {
        const toml::node* node = get(field);
        if (!node || !node->is_table()) wrong(field, "must be a table { ... }");
        return {*node->as_table(),
                label_.empty() ? std::string{field} : fmt::format("{}: {}", label_, field)};
    }
    bool has(std::string_view field) { return get(field) != nullptr; }
    void nothing_else() const {
        for (const auto& [key, node] : table_)
            if (!used_.contains(std::string{key.str()})) wrong(key.str(), "is not a field of a scheme");
    }

  private:
    const toml::table& table_;
    std::string label_;
    std::set<std::string> used_;
};

using PhaseSets = std::map<std::string, std::vector<analytics::Phase>>;

std::vector<analytics::Phase> read_phases(Table& table, std::string_view field, const PhaseSets& sets) {
    std::vector<analytics::Phase> phases;
    for (const std::string& name : table.texts(field)) {
        if (const auto set = sets.find(name); set != sets.end())
            phases.insert(phases.end(), set->second.begin(), set->second.end());
        else if (const auto phase = analytics::parse_phase(name))
            phases.push_back(*phase);
        else
            table.wrong(field, fmt::format("names \"{}\", which is no phase and no set of [phases]", name));
    }
    return phases;
}

Group read_group(Table& table) {
    const std::string code = table.text("group");
    for (std::size_t i = 0; i < group_count; ++i)
        if (group_code(static_cast<Group>(i)) == code) return static_cast<Group>(i);
    table.wrong("group", fmt::format("\"{}\" is no group", code));
}

SeverityKind read_kind(Table& severity) {
    const std::string code = severity.text("kind");
    for (int i = 0; i <= static_cast<int>(SeverityKind::all_below); ++i)
        if (severity_kind_code(static_cast<SeverityKind>(i)) == code) return static_cast<SeverityKind>(i);
    severity.wrong("kind", fmt::format("\"{}\" is no kind of severity", code));
}

Unit read_unit(Table& table) {
    const std::string name = table.text("unit", "number");
    for (const auto& unit : unit_names)
        if (unit.text == name) return unit.value;
    table.wrong("unit", fmt::format("\"{}\" is no unit", name));
}

void read_grades(Table& severity, Indicator& indicator, std::size_t grades) {
    const toml::node* node = severity.get("grades");
    const toml::array* array = node ? node->as_array() : nullptr;
    if (!array || array->size() != grades)
        severity.wrong("grades", fmt::format("must hold {} severities, from the best grade on", grades));
    for (std::size_t i = 0; i < grades; ++i) {
        const auto value = array->get(i)->is_number() ? array->get(i)->value<double>() : std::nullopt;
        if (!value || *value < 0 || *value > 1) severity.wrong("grades", "must be numbers from 0 to 1");
        indicator.grades[i + 1] = *value;
    }
}

void read_below_each(Table& severity, Indicator& indicator) {
    const toml::node* node = severity.get("below");
    const toml::array* array = node ? node->as_array() : nullptr;
    if (!array || array->size() != indicator.also.size() + 1)
        severity.wrong("below", "must hold a number for each measure");
    for (const toml::node& item : *array) {
        const auto value = item.is_number() ? item.value<double>() : std::nullopt;
        if (!value) severity.wrong("below", "must hold numbers only");
        indicator.below_each.push_back(*value);
    }
}

/// So few pupils that the figure does not score, and what is said then.
void read_small(Table& table, Indicator& indicator) {
    if (!table.has("small")) return;
    Table small = table.table("small");
    indicator.small_up_to = small.number("up_to", 1, 1000);
    indicator.small_sentence = small.text("sentence");
    small.nothing_else();
}

void read_severity(Table& table, Indicator& indicator) {
    Table severity = table.table("severity");
    indicator.kind = read_kind(severity);
    switch (indicator.kind) {
        case SeverityKind::grade:
            read_grades(severity, indicator, 4);
            break;
        case SeverityKind::area_grade:
            read_grades(severity, indicator, analytics::card_scale);
            break;
        case SeverityKind::all_below:
            read_below_each(severity, indicator);
            break;
        case SeverityKind::event:
        case SeverityKind::soft_intelligence:
            break;
        default:
            indicator.ramp.none_from = severity.number("none_from", -1e6, 1e6);
            indicator.ramp.full_at = severity.number("full_at", -1e6, 1e6);
            if (indicator.ramp.none_from == indicator.ramp.full_at)
                severity.wrong("full_at", "must differ from none_from");
    }
    if (indicator.kind == SeverityKind::run_below) indicator.below = severity.number("below", -1e6, 1e6);
    severity.nothing_else();
}

/// k of n / (n + k): from rho, the share of variance between schools, or from both standard deviations.
void read_reliability(Table& table, Indicator& indicator) {
    if (!table.has("reliability")) return;
    Table reliability = table.table("reliability");
    auto& chance = indicator.chance;
    chance.sampling = analytics::Sampling::unknown;
    if (reliability.has("rho")) {
        indicator.k = analytics::k_from_rho(reliability.number("rho", 0.001, 0.999));
    } else {
        chance.sampling = analytics::Sampling::mean;
        chance.pupil_sd = reliability.number("pupil_sd", 0.001, 1000);
        indicator.k = analytics::k_from_spread(chance.pupil_sd, reliability.number("school_sd", 0.001, 1000));
    }
    if (reliability.flag("share")) chance.sampling = analytics::Sampling::share;
    reliability.nothing_else();
}

void read_trigger(Table& table, Indicator& indicator) {
    if (!table.has("trigger")) return;
    indicator.trigger = level_codes.parse(table.text("trigger"));
    if (indicator.trigger != Level::amber && indicator.trigger != Level::red)
        table.wrong("trigger", "must be \"amber\" or \"red\"");
    // Hearsay alone proposes no level; and what the board keeps to itself must not show by one.
    if (indicator.kind == SeverityKind::soft_intelligence)
        table.wrong("trigger", "must not stand with notes of soft intelligence");
    if (indicator.officers_only) table.wrong("trigger", "must not stand with officers_only");
}

void read_since(Table& table, Indicator& indicator) {
    if (!table.has("since")) return;
    indicator.since = Date::parse_iso(table.text("since"));
    if (!indicator.since) table.wrong("since", "must be a date such as \"2026-09-01\"");
}

Indicator read_indicator(const toml::table& node, const PhaseSets& sets) {
    const auto code = node["code"].value<std::string>();
    Table table{node, fmt::format("indicator {}", code.value_or("without a code"))};
    Indicator indicator;
    indicator.code = table.text("code");
    indicator.group = read_group(table);
    indicator.title = table.text("title");
    indicator.phases = read_phases(table, "phases", sets);
    indicator.maintained_only = table.flag("maintained_only");
    auto measures = table.texts("measure");
    indicator.measure = measures.front();
    indicator.also.assign(measures.begin() + 1, measures.end());
    indicator.cohort_measure = table.text("cohort_measure", "");
    indicator.pool_years = table.whole("pool_years", 1, most_pooled, 1);
    indicator.comparable_from = table.text("comparable_from", "");
    read_severity(table, indicator);
    read_reliability(table, indicator);
    indicator.weight = Points::of(table.number("weight", 0, most_weight));
    indicator.maximum_age_months = table.whole("maximum_age_months", 1, most_months, 36);
    indicator.year_ends_month = static_cast<unsigned>(table.whole("year_ends_month", 1, 12, 8));
    indicator.officers_only = table.flag("officers_only");
    read_trigger(table, indicator);
    read_since(table, indicator);
    indicator.optional = table.flag("optional");
    read_small(table, indicator);
    indicator.unit = read_unit(table);
    indicator.decimals = table.whole("decimals", 0, 3, 0);
    indicator.sentence = table.text("sentence");
    indicator.otherwise = table.text("otherwise", "");
    indicator.listed = table.text("listed", "");
    indicator.unlisted = table.text("unlisted", "");
    indicator.better = table.text("better");
    indicator.source = table.text("source");
    table.nothing_else();
    return indicator;
}

std::vector<RatingDay> read_rating_days(Table& table) {
    std::vector<RatingDay> days;
    for (const std::string& written : table.texts("rating_days")) {
        RatingDay day;
        if (written.starts_with("easter")) {
            const std::string offset = written.substr(6);
            if (!offset.empty() && offset.find_first_not_of("+-0123456789") == std::string::npos &&
                offset.size() <= 4)
                day.days_after_easter = std::atoi(offset.c_str());
            else if (!offset.empty())
                table.wrong("rating_days", fmt::format("has \"{}\"; write \"easter+1\"", written));
        } else {
            // 2023 is no leap year, so that the day exists in every year.
            const auto date = Date::parse_iso("2023-" + written);
            if (!date)
                table.wrong("rating_days",
                            fmt::format("has \"{}\"; write \"09-01\" or \"easter+1\"", written));
            day.month = date->month();
            day.day = date->day();
        }
        days.push_back(day);
    }
    return days;
}

PhaseSets read_phase_sets(Table& table) {
    PhaseSets sets;
    if (!table.has("phases")) return sets;
    Table named = table.table("phases");
    for (const auto& [name, node] : *table.get("phases")->as_table())
        sets[std::string{name.str()}] = read_phases(named, name.str(), {});
    return sets;
}

Scheme read_scheme(const toml::table& file) {
    Table table{file, ""};
    Scheme scheme;
    scheme.code = table.text("code");
    scheme.version = table.text("version");
    scheme.title = table.text("title");
    const auto valid_from = Date::parse_iso(table.text("valid_from"));
    if (!valid_from) table.wrong("valid_from", "must be a date such as \"2020-09-01\"");
    scheme.valid_from = *valid_from;
    scheme.basis = table.text("basis");
    scheme.amber_at = table.number("amber_at", 0.01, 0.99);
    scheme.red_at = table.number("red_at", 0.01, 0.99);
    if (scheme.red_at <= scheme.amber_at) table.wrong("red_at", "must be above amber_at");
    scheme.coverage_floor = table.number("coverage_floor", 0, 1);
    scheme.rating_days = read_rating_days(table);
    const PhaseSets sets = read_phase_sets(table);
    const toml::node* list = table.get("indicator");
    if (!list || !list->is_array_of_tables())
        table.wrong("indicator", "must be given at least once as [[indicator]]");
    for (const toml::node& node : *list->as_array()) {
        scheme.indicators.push_back(read_indicator(*node.as_table(), sets));
        if (*scheme.find(scheme.indicators.back().code) + 1 != scheme.indicators.size())
            Table{*node.as_table(), "indicator"}.wrong("code", "stands twice");
    }
    table.nothing_else();
    return scheme;
}

}

Result<Scheme> parse_scheme(std::string_view text) {
    const toml::parse_result file = toml::parse(text);
    if (!file)
        return Error{fmt::format("line {}: {}", file.error().source().begin.line, file.error().description()),
                     ""};
    try {
        return read_scheme(file.table());
    } catch (const Wrong& wrong) {
        return Error{wrong.sentence, ""};
    }
}

std::shared_ptr<const Scheme> default_scheme() {
    static const auto scheme =
        std::make_shared<const Scheme>(parse_scheme(tarn_rating_schemes::files().front().bytes).value());
    return scheme;
}

}
