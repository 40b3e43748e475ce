// The only file that reads TOML of profiles. A word it does not know is an error, so that a typing mistake
// cannot pass for a default.
#include <algorithm>
#include <fmt/format.h>
#include <initializer_list>
#include <set>
#include <utility>
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "evidence/importing/profile_rules.hpp"

namespace tarn::evidence {
namespace {

/// Carries the sentence of the first mistake out of the readers below.
struct Mistake {
    std::string text;
};

[[noreturn]] void fail(const toml::node& at, const std::string& text) {
    throw Mistake{fmt::format("line {}: {}", at.source().begin.line, text)};
}

void only(const toml::table& table, std::initializer_list<std::string_view> known) {
    for (const auto& [key, node] : table)
        if (std::find(known.begin(), known.end(), key.str()) == known.end())
            fail(node, fmt::format("'{}' is not a word that profiles know here", key.str()));
}

std::string text(const toml::table& table, std::string_view key, std::string otherwise = {}) {
    const toml::node* node = table.get(key);
    if (!node) return otherwise;
    if (const auto* value = node->as_string()) return value->get();
    fail(*node, fmt::format("'{}' must be text", key));
}

std::string needed(const toml::table& table, std::string_view key) {
    std::string value = text(table, key);
    if (value.empty()) fail(table, fmt::format("'{}' is missing", key));
    return value;
}

bool flag(const toml::table& table, std::string_view key, bool otherwise = false) {
    const toml::node* node = table.get(key);
    if (!node) return otherwise;
    if (const auto* value = node->as_boolean()) return value->get();
    fail(*node, fmt::format("'{}' must be true or false", key));
}

int number(const toml::table& table, std::string_view key, int otherwise) {
    const toml::node* node = table.get(key);
    if (!node) return otherwise;
    if (const auto* value = node->as_integer()) return static_cast<int>(value->get());
    fail(*node, fmt::format("'{}' must be a whole number", key));
}

std::vector<std::string> texts(const toml::table& table, std::string_view key) {
    std::vector<std::string> values;
    const toml::node* node = table.get(key);
    if (!node) return values;
    const auto* array = node->as_array();
    if (!array) fail(*node, fmt::format("'{}' must be a list of texts", key));
    for (const toml::node& item : *array) {
        if (!item.is_string()) fail(item, fmt::format("'{}' must be a list of texts", key));
        values.push_back(item.as_string()->get());
    }
    return values;
}

Date to_date(const toml::node& node) {
    if (const auto* value = node.as_date()) {
        const toml::date d = value->get();
        if (const auto date = Date::of(d.year, d.month, d.day)) return *date;
    }
    if (const auto* value = node.as_string())
        if (const auto date = Date::parse_iso(value->get())) return *date;
    fail(node, "a date is written 2019-12-13");
}

std::optional<Date> date(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (!node) return std::nullopt;
    return to_date(*node);
}

std::optional<std::regex> pattern(const toml::table& table, std::string_view key) {
    const std::string value = text(table, key);
    if (value.empty()) return std::nullopt;
    try {
        std::regex made{value, std::regex::ECMAScript | std::regex::icase};
        if (made.mark_count() < 1) fail(*table.get(key), fmt::format("'{}' needs a group in brackets", key));
        return made;
    } catch (const std::regex_error&) {
        fail(*table.get(key), fmt::format("'{}' is no regular expression", key));
    }
}

const toml::table* section(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (!node) return nullptr;
    if (const auto* found = node->as_table()) return found;
    fail(*node, fmt::format("'{}' must be a table", key));
}

template <class F>
void each_section(const toml::table& table, std::string_view key, F read) {
    const toml::node* node = table.get(key);
    if (!node) return;
    const auto* array = node->as_array();
    if (!array) fail(*node, fmt::format("'{0}' is written [[{0}]]", key));
    for (const toml::node& item : *array) {
        if (!item.is_table()) fail(item, fmt::format("'{0}' is written [[{0}]]", key));
        read(*item.as_table());
    }
}

template <class Enum, std::size_t N>
Enum choice(const toml::table& table, std::string_view key, const std::array<std::string_view, N>& words,
            Enum otherwise) {
    const std::string value = text(table, key);
    if (value.empty()) return otherwise;
    for (std::size_t i = 0; i < N; ++i)
        if (words[i] == value) return static_cast<Enum>(i);
    fail(*table.get(key), fmt::format("'{}' is not a {} that profiles know", value, key));
}

constexpr std::array<std::string_view, 6> kinds{"school", "area",      "inspection",
                                                "links",  "postcodes", "boundaries"};
constexpr std::array<std::string_view, 7> forms{"end-year", "start-year", "school-year", "year",
                                                "month",    "january",    "as-written"};

ColumnRule column_rule(const toml::table& table) {
    only(table, {"measure", "n", "kind", "public_from", "field", "date", "ignore", "halves"});
    ColumnRule rule;
    rule.measure = text(table, "measure");
    rule.n_column = text(table, "n");
    rule.field = text(table, "field");
    rule.ignore = text(table, "ignore");
    rule.is_date = flag(table, "date");
    rule.public_from = date(table, "public_from");
    const std::string halves = text(table, "halves");
    if (!halves.empty() && halves != "blank") fail(table, "'halves' can only be \"blank\"");
    rule.halves_blank = !halves.empty();
    const auto kind = parse_number_kind(text(table, "kind", "number"));
    if (!kind) fail(table, "'kind' is number, percent, count, money or thousands");
    rule.kind = *kind;
    if (rule.measure.empty() && rule.field.empty() && rule.ignore.empty())
        fail(table, "a column has a measure, a field or a reason why it is left out");
    return rule;
}

std::map<std::string, ColumnRule, std::less<>> column_rules(const toml::table& table) {
    std::map<std::string, ColumnRule, std::less<>> rules;
    std::set<std::string> names;
    for (const auto& [key, node] : table) {
        const auto* rule = node.as_table();
        if (!rule) fail(node, "a column is written \"Name\" = { measure = ... }");
        if (!names.insert(plain_name(key.str())).second)
            fail(node, fmt::format("the column '{}' stands twice: case and blanks do not count", key.str()));
        rules.emplace(std::string{key.str()}, column_rule(*rule));
    }
    return rules;
}

void read_also(const toml::table& root, Profile& profile) {
    const auto* table = section(root, "also");
    if (!table) return;
    for (const auto& [other, node] : *table) {
        const auto* known = node.as_string();
        if (!known) fail(node, "a further name is written \"name in some file\" = \"name in this profile\"");
        if (profile.columns.contains(other.str()))
            fail(node, fmt::format("'{}' is a column already and cannot be another's name", other.str()));
        profile.also.emplace_back(std::string{other.str()}, known->get());
    }
}

void read_parts(const toml::table& root, Profile& profile) {
    each_section(root, "part", [&](const toml::table& table) {
        only(table, {"when", "columns"});
        PartRule part;
        const auto* when = section(table, "when");
        const auto* columns = section(table, "columns");
        if (!when || when->empty() || !columns || columns->empty())
            fail(table, "a part says 'when' a row belongs to it and which 'columns' are read then");
        for (const auto& [column, node] : *when)
            part.when.emplace_back(std::string{column.str()}, node.is_string()
                                                                  ? std::vector{node.as_string()->get()}
                                                                  : texts(*when, column.str()));
        part.columns = column_rules(*columns);
        for (const auto& [column, rule] : part.columns)
            if (rule.measure.empty()) fail(table, fmt::format("'{}' has no measure in a part", column));
        profile.parts.push_back(std::move(part));
    });
    if (!profile.parts.empty() && profile.kind != Kind::school)
        fail(root, "only a file of schools has parts");
}

void read_columns(const toml::table& root, Profile& profile) {
    if (const auto* columns = section(root, "columns")) profile.columns = column_rules(*columns);
    read_also(root, profile);
    read_parts(root, profile);
    each_section(root, "sum", [&](const toml::table& table) {
        only(table, {"column", "of", "minus"});
        profile.sums.push_back({needed(table, "column"), texts(table, "of"), texts(table, "minus")});
        if (profile.sums.back().of.empty()) fail(table, "'of' names the columns that are added up");
    });
    if (const auto* others = section(root, "others")) profile.others = column_rule(*others);
    each_section(root, "derived", [&](const toml::table& table) {
        only(table, {"measure", "percent", "of", "decimals"});
        profile.derived.push_back({needed(table, "measure"), needed(table, "percent"), needed(table, "of"),
                                   number(table, "decimals", 2)});
    });
}

void read_period(const toml::table& root, Profile& profile) {
    if (const auto* table = section(root, "period")) {
        only(*table, {"column", "file_name", "form", "years_before", "fixed", "latest_month"});
        profile.period.column = text(*table, "column");
        profile.period.file_name = pattern(*table, "file_name");
        profile.period.form = choice(*table, "form", forms, PeriodForm::as_written);
        profile.period.years_before = number(*table, "years_before", 0);
        profile.period.fixed = text(*table, "fixed");
        profile.period.latest_month = flag(*table, "latest_month");
    }
    if (const auto* table = section(root, "public_from"))
        for (const auto& [key, node] : *table)
            profile.public_from.emplace(std::string{key.str()}, to_date(node));
}

void read_key(const toml::table& root, Profile& profile) {
    const auto* key = section(root, "key");
    if (!key) return;
    only(*key, {"urn", "authority", "establishment", "linked", "type", "date", "postcode", "easting",
                "northing", "district", "ward", "code", "name", "kind"});
    profile.urn_column = text(*key, "urn");
    profile.authority_column = text(*key, "authority");
    profile.establishment_column = text(*key, "establishment");
    for (const auto& [role, node] : *key)
        if (node.is_string()) profile.special.emplace(std::string{role.str()}, node.as_string()->get());
}

void read_aggregates(const toml::table& root, Profile& profile) {
    each_section(root, "aggregate", [&](const toml::table& table) {
        only(table, {"column", "equals", "level", "authority"});
        profile.aggregates.push_back({needed(table, "column"), texts(table, "equals"), needed(table, "level"),
                                      text(table, "authority")});
    });
}

void read_leave_out(const toml::table& root, Profile& profile) {
    each_section(root, "leave_out", [&](const toml::table& table) {
        only(table, {"column", "equals", "except", "because"});
        profile.leave_out.push_back({needed(table, "column"), texts(table, "equals"), texts(table, "except"),
                                     needed(table, "because")});
    });
}

std::vector<CardAreaRule> card_areas_of(const toml::table& table) {
    std::vector<CardAreaRule> rules;
    const auto* areas = section(table, "areas");
    if (!areas) return rules;
    for (const auto& [code, node] : *areas) {
        const auto area = analytics::card_areas.parse(code.str());
        if (!area) fail(node, fmt::format("'{}' is no area of a report card", code.str()));
        if (const auto* column = node.as_string()) {
            rules.push_back({*area, column->get(), {}});
            continue;
        }
        const auto* columns = node.as_table();
        if (!columns) fail(node, "an area is written { grade = \"column\", dated = \"column\" }");
        only(*columns, {"grade", "dated"});
        rules.push_back({*area, needed(*columns, "grade"), text(*columns, "dated")});
    }
    return rules;
}

InspectionRule inspection_rule(const toml::table& table) {
    only(table, {"urn", "held", "known", "known_after_days", "overall", "quality_of_education", "behaviour",
                 "personal_development", "leadership", "category", "in_force", "graded", "report_card",
                 "published_only", "areas"});
    InspectionRule rule{needed(table, "urn"),
                        needed(table, "held"),
                        text(table, "known"),
                        text(table, "overall"),
                        text(table, "quality_of_education"),
                        text(table, "behaviour"),
                        text(table, "personal_development"),
                        text(table, "leadership"),
                        text(table, "category"),
                        text(table, "in_force"),
                        number(table, "known_after_days", 0),
                        flag(table, "graded", true),
                        flag(table, "report_card"),
                        flag(table, "published_only"),
                        card_areas_of(table)};
    if (rule.report_card == rule.areas.empty())
        fail(table, "a report card has areas, and no other inspection has");
    return rule;
}

/// Words of a file and what each stands for.
template <class E>
std::map<std::string, E> words_of(const toml::table& root, std::string_view key, const CodeTable<E>& codes) {
    std::map<std::string, E> words;
    if (const auto* table = section(root, key))
        for (const auto& [word, node] : *table) {
            const auto value = codes.parse(node.value_or(std::string_view{}));
            if (!value) fail(node, fmt::format("this is no code of '{}'", key));
            words.emplace(std::string{word.str()}, *value);
        }
    return words;
}

void read_inspections(const toml::table& root, Profile& profile) {
    each_section(root, "inspection",
                 [&](const toml::table& table) { profile.inspections.push_back(inspection_rule(table)); });
    if (const auto* grades = section(root, "grades"))
        for (const auto& [word, node] : *grades) {
            const auto* grade = node.as_integer();
            if (!grade || grade->get() < 0 || grade->get() > 4)
                fail(node, "a grade is 1 to 4, or 0 for not judged");
            profile.grades.emplace(std::string{word.str()}, static_cast<int>(grade->get()));
        }
    profile.categories = words_of(root, "categories", analytics::categories);
    profile.card_grades = words_of(root, "card_grades", analytics::card_grades);
}

void read_area(const toml::table& root, Profile& profile) {
    const auto* table = section(root, "area");
    if (!table) return;
    only(*table, {"level", "levels", "authority", "authority_name", "region", "breakdown", "area_codes"});
    profile.area.level_column = text(*table, "level");
    profile.area.authority_column = text(*table, "authority");
    profile.area.authority_name_column = text(*table, "authority_name");
    profile.area.region_column = text(*table, "region");
    profile.area.breakdown_columns = texts(*table, "breakdown");
    if (const auto* levels = section(*table, "levels"))
        for (const auto& [word, node] : *levels)
            profile.area.levels.emplace(std::string{word.str()}, node.value_or(std::string{}));
    if (const auto* codes = section(*table, "area_codes"))
        for (const auto& [code, node] : *codes)
            profile.area.area_codes.emplace(std::string{code.str()}, node.value_or(std::string{}));
}

void read_register(const toml::table& root, Profile& profile) {
    const auto* table = section(root, "register");
    if (!table) return;
    only(*table, {"source", "snapshot", "file_name", "days", "end_of_period", "census_day", "school_keys"});
    profile.reg.source = needed(*table, "source");
    profile.reg.snapshot = date(*table, "snapshot");
    profile.reg.file_name = pattern(*table, "file_name");
    if (const auto* days = section(*table, "days"))
        for (const auto& [said, node] : *days)
            profile.reg.days.emplace(std::string{said.str()}, to_date(node));
    profile.reg.end_of_period = flag(*table, "end_of_period");
    profile.reg.census_day = flag(*table, "census_day");
    profile.reg.keys_are_school_keys = flag(*table, "school_keys");
}

void read_missing(const toml::table& root, MissingCodes& codes) {
    const auto* table = section(root, "missing");
    if (!table) return;
    for (const auto& [code, node] : *table) {
        const auto missing = parse_missing(node.value_or(std::string_view{}));
        if (!missing)
            fail(node,
                 "a missing value is suppressed, not_published, not_applicable, low_coverage, new_school, "
                 "low or blank");
        codes.set(std::string{code.str()}, *missing);
    }
}

Profile read_profile(std::string_view name, const toml::table& root) {
    only(root, {"title",       "publisher", "source",     "about",     "kind",       "precedence",
                "recognise",   "key",       "aggregate",  "leave_out", "period",     "public_from",
                "register",    "missing",   "blank",      "columns",   "others",     "derived",
                "inspection",  "grades",    "categories", "area",      "short_rows", "long_rows",
                "latest_only", "own",       "also",       "part",      "sum",        "card_grades"});
    Profile profile;
    profile.name = name;
    profile.title = needed(root, "title");
    profile.publisher = needed(root, "publisher");
    profile.source = text(root, "source");
    profile.about = text(root, "about");
    profile.kind = choice(root, "kind", kinds, Kind::school);
    profile.precedence = number(root, "precedence", 50);
    profile.short_rows = flag(root, "short_rows");
    profile.latest_only = flag(root, "latest_only");
    profile.own = flag(root, "own");
    profile.long_rows = flag(root, "long_rows");
    profile.blank_texts = texts(root, "blank");
    if (const auto* table = section(root, "recognise")) {
        only(*table, {"columns", "without", "code_prefix"});
        profile.required = texts(*table, "columns");
        profile.forbidden = texts(*table, "without");
        profile.code_prefix = text(*table, "code_prefix");
    }
    if (profile.required.empty() && profile.kind != Kind::boundaries)
        fail(root, "[recognise] names no columns");
    read_key(root, profile);
    read_aggregates(root, profile);
    read_leave_out(root, profile);
    read_period(root, profile);
    read_missing(root, profile.missing);
    read_columns(root, profile);
    read_inspections(root, profile);
    if (!profile.parts.empty() && !profile.inspections.empty())
        fail(root, "inspections stand in no long layout");
    read_area(root, profile);
    read_register(root, profile);
    return profile;
}

}

Result<Profile> parse_profile(std::string_view name, std::string_view source) {
    const toml::parse_result parsed = toml::parse(source);
    if (!parsed)
        return Error{fmt::format("Profile {}, line {}: {}", name, parsed.error().source().begin.line,
                                 parsed.error().description()),
                     "toml"};
    try {
        return read_profile(name, parsed.table());
    } catch (const Mistake& mistake) {
        return Error{fmt::format("Profile {}, {}.", name, mistake.text), "profile"};
    }
}

Outcome read_missing_codes(std::string_view source, MissingCodes& codes) {
    const toml::parse_result parsed = toml::parse(source);
    if (!parsed)
        return Error{"The table of missing codes cannot be read.", std::string{parsed.error().description()}};
    try {
        read_missing(parsed.table(), codes);
    } catch (const Mistake& mistake) {
        return Error{"The table of missing codes cannot be read.", mistake.text};
    }
    return Done{};
}

}
