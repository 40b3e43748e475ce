#include "feature_kit/list_record.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace tarn::kit {
namespace {

using FilterKind = ListFilterSpec::Kind;

[[noreturn]] void wrong(const ListSpec& spec, std::string_view what, std::string_view which) {
    throw std::invalid_argument(fmt::format("the list {}: {} {}", spec.path, what, which));
}

Cell cell_in(const Column& column, const void* row) {
    if (column.derive) return column.derive(row);
    return column.member.get(static_cast<const char*>(row) + column.member.offset);
}

documents::Cell code_words(const Column& column, const Cell& cell) {
    const auto* at = std::get_if<std::int64_t>(&cell);
    if (!at) return {};
    return std::string{column.words[static_cast<std::size_t>(*at)].title};
}

/// As a file holds it: codes by their titles, days as days.
documents::Cell value_in(const Column& column, const void* row) {
    const Cell cell = cell_in(column, row);
    if (column.kind == Kind::code) return code_words(column, cell);
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        if (column.kind == Kind::flag) return file_cell(*whole != 0);
        return *whole;
    }
    if (const auto* real = std::get_if<double>(&cell)) return file_cell(*real);
    const auto* text = std::get_if<std::string>(&cell);
    if (!text) return {};
    if (column.kind == Kind::date)
        if (const auto day = Date::parse_iso(*text)) return *day;
    if (column.kind == Kind::instant)
        if (const auto at = parse_instant(*text)) return file_cell(*at);
    return file_cell(*text);
}

/// What was typed as the column holds it; what it cannot hold is found nowhere.
Condition is(const Column& column, const std::string& typed) {
    const bool number = column.kind != Kind::code && column.kind != Kind::text && column.kind != Kind::date &&
                        column.kind != Kind::instant;
    if (!number) return Condition::equals(column.name, typed);
    if (const auto value = parse_identifier(typed)) return Condition::equals(column.name, *value);
    return Condition::one_of(column.name, std::vector<std::int64_t>{});
}

std::optional<Condition> condition_of(const RecordBase& record, Act& act, const ListFilterSpec& filter,
                                      const std::string& typed, const std::string& typed_to) {
    if (filter.by_source || (typed.empty() && typed_to.empty())) return std::nullopt;
    if (filter.condition) return filter.condition(act, typed);
    if (filter.kind == FilterKind::contains) return Condition::contains(filter.key, typed);
    if (filter.kind != FilterKind::between) return is(*record.column(filter.key), typed);
    const auto from = Date::parse_iso(typed), to = Date::parse_iso(typed_to);
    if (!from && !to) return std::nullopt;
    return Condition::between(filter.key, from, to);
}

void complete(const RecordBase& record, const ListSpec& spec, ListColumnSpec& column) {
    const Column* kept = record.column(column.key);
    if (!kept) {
        if (!column.value) wrong(spec, "the record has no column", column.key);
        column.sorts = false;
        return;
    }
    if (column.title.empty()) column.title = kept->title;
    if (column.value) {
        // Rows would stand in an order that no reader of the page can see.
        column.sorts = column.sorts && column.sorts_by_column;
        return;
    }
    if (!kept->derive && !kept->member.get) wrong(spec, "no member of a row holds the column", column.key);
    column.value.cell = [kept](const void* row, Act&) { return value_in(*kept, row); };
    column.numeric = kept->kind == Kind::number || kept->kind == Kind::real;
}

void complete(const RecordBase& record, const ListSpec& spec, ListFilterSpec& filter) {
    const Column* column = record.column(filter.key);
    if (!column) wrong(spec, "the record has no column", filter.key);
    if (filter.title.empty()) filter.title = column->title;
    if (column->kind == Kind::date || column->kind == Kind::instant)
        filter.kind = FilterKind::between;
    else if (column->kind == Kind::text)
        filter.kind = FilterKind::contains;
    else if (column->kind != Kind::code)
        wrong(spec, "say which answers there are for the filter", filter.key);
    for (const CodeWord& word : column->words)
        filter.answers.push_back({std::string{word.code}, std::string{word.title}});
}

bool is_day(const Column& column) {
    return column.kind == Kind::date || column.kind == Kind::instant;
}

void check_answers(const ListSpec& spec, const ListFilterSpec& filter, const Column& column) {
    if (is_day(column)) wrong(spec, "days are asked for with a first and a last one:", filter.key);
    for (const Answer& answer : filter.answers) {
        const bool known = column.kind == Kind::text ? true
                           : column.kind == Kind::code
                               ? std::ranges::count(column.words, answer.code, &CodeWord::code) > 0
                               : parse_identifier(answer.code).has_value();
        if (!known) wrong(spec, "the column " + filter.key + " never holds", "\"" + answer.code + "\"");
    }
}

/// What would be thrown, or found nowhere, when the filter is used.
void check_kind(const RecordBase& record, const ListSpec& spec, const ListFilterSpec& filter) {
    const Column* column = record.column(filter.key);
    if (!column) wrong(spec, "the record has no column", filter.key);
    switch (filter.kind) {
        case FilterKind::contains:
            if (column->kind != Kind::text) wrong(spec, "words are sought in texts only:", filter.key);
            break;
        case FilterKind::between:
            if (!is_day(*column)) wrong(spec, "nothing but days lies between two days:", filter.key);
            break;
        case FilterKind::tick:
            wrong(spec, "say with where() what is asked of the record by", filter.key);
        case FilterKind::choice:
            check_answers(spec, filter, *column);
            break;
        case FilterKind::day:
            break;
    }
}

void add_the_rest(const RecordBase& record, ListSpec& spec) {
    for (const Column& column : record.columns()) {
        const bool stands = std::ranges::count(spec.columns, column.name, &ListColumnSpec::key) > 0;
        if (stands || column.title.empty() || column.kind == Kind::key) continue;
        ListColumnSpec rest{.key = column.name};
        rest.where = ListColumnSpec::Where::file;
        spec.columns.push_back(std::move(rest));
    }
}

}

ListSpec with_columns_of(const RecordBase& record, ListSpec spec) {
    if (spec.noun.empty()) spec.noun = record.noun();
    if (spec.whole_in_files) add_the_rest(record, spec);
    for (ListFilterSpec& filter : spec.filters)
        if (filter.of_column) complete(record, spec, filter);
    for (ListColumnSpec& column : spec.columns) {
        complete(record, spec, column);
        if (column.order) wrong(spec, "SQL sorts by the record's column, not by a function:", column.key);
    }
    for (const ListFilterSpec& filter : spec.filters) {
        if (filter.value || filter.test) wrong(spec, "rows in SQL are not looked at one by one:", filter.key);
        if (!filter.by_source && !filter.condition) check_kind(record, spec, filter);
    }
    return spec;
}

ListQuery query_of(const RecordBase& record, Act& act, const ListSpec& spec, const ListSought& sought) {
    ListQuery query;
    for (std::size_t i = 0; i < spec.filters.size(); ++i)
        if (auto one = condition_of(record, act, spec.filters[i], sought.typed[i], sought.typed_to[i]))
            query.conditions.push_back(std::move(*one));
    if (sought.sort) query.sort = sought.sort->key;
    query.descending = sought.descending;
    query.offset = static_cast<std::int64_t>(sought.offset);
    query.limit = static_cast<std::int64_t>(sought.limit);
    return query;
}

}
