// Reading rows of a record: the viewer's scope, clauses above it, lists.
#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

#include "feature_kit/record.hpp"

namespace tarn::kit {
namespace {

bool starts_with_order(std::string_view clause) {
    return clause.starts_with("ORDER BY") || clause.starts_with("LIMIT");
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// For LIKE with the escape '\': the text anywhere, its own % and _ meaning themselves.
std::string anywhere(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += lower(c);
    }
    return pattern + "%";
}

bool is_textual(const Column& column) {
    return column.kind == Kind::text || column.kind == Kind::date || column.kind == Kind::instant ||
           column.kind == Kind::code;
}

Sql one_of(const Column& column, const Condition& condition) {
    std::vector<Cell> values;
    for (const Cell& value : condition.values) {
        const auto* whole = std::get_if<std::int64_t>(&value);
        values.push_back(whole && column.kind == Kind::real ? Cell{static_cast<double>(*whole)} : value);
        const bool fits = column.kind == Kind::real ? std::holds_alternative<double>(values.back())
                          : is_textual(column)      ? std::holds_alternative<std::string>(value)
                                                    : whole != nullptr;
        if (!fits)
            throw std::invalid_argument("a condition on " + column.name + " has a value of another type");
    }
    return in_list(column.name, values);
}

Sql between(const Column& column, const Condition& condition) {
    if (column.kind != Kind::date && column.kind != Kind::instant)
        throw std::invalid_argument(column.name + " is no day, so nothing is between days of it");
    Sql sql{column.name + " IS NOT NULL"};
    std::optional<Date> from, to;
    from_cell(from, condition.values.at(0));
    from_cell(to, condition.values.at(1));
    if (from) sql += Sql{" AND " + column.name + " COLLATE \"C\" >= $1", *from};
    // The last day that is written with four digits of a year; the one behind it would sort before all
    // others.
    if (to && *to < *Date::of(9999, 12, 31))
        sql += Sql{" AND " + column.name + " COLLATE \"C\" < $1", *to + 1};
    return sql;
}

Sql condition_sql(const Column& column, const Condition& condition) {
    switch (condition.test) {
        case Condition::Test::one_of:
            return one_of(column, condition);
        case Condition::Test::between:
            return between(column, condition);
        case Condition::Test::contains: {
            if (column.kind != Kind::text)
                throw std::invalid_argument(column.name + " is no text to search in");
            const auto& wanted = std::get<std::string>(condition.values.at(0));
            return {"LOWER(" + column.name + " COLLATE \"C\") LIKE $1 ESCAPE '\\'", anywhere(wanted)};
        }
        case Condition::Test::is_set:
        case Condition::Test::is_not_set:
            break;
    }
    const std::string filled =
        column.kind == Kind::text ? "COALESCE(" + column.name + ", '') <> ''" : column.name + " IS NOT NULL";
    return Sql{condition.test == Condition::Test::is_set ? filled : "NOT (" + filled + ")"};
}

std::string order_of(const Column& column) {
    if (column.kind == Kind::text) return "NULLIF(" + column.name + ", '') COLLATE \"C\"";
    if (column.kind == Kind::date || column.kind == Kind::instant) return column.name + " COLLATE \"C\"";
    if (column.kind != Kind::code) return column.name;
    std::string order = "CASE " + column.name;
    for (std::size_t i = 0; i < column.words.size(); ++i)
        order += fmt::format(" WHEN '{}' THEN {}", column.words[i].code, i);
    return order + " END";
}

std::int64_t index_of(const Column& column, const Cell& code) {
    const auto& text = std::get<std::string>(code);
    const auto found = std::ranges::find(column.words, text, &CodeWord::code);
    if (found == column.words.end())
        throw storage::Failure(column.name + " holds the unknown code '" + text + "'");
    return found - column.words.begin();
}

}

Cell cell_in(const storage::Row& row, int at, Kind kind) {
    if (row.is_null(at)) return {};
    switch (kind) {
        case Kind::text:
        case Kind::date:
        case Kind::instant:
        case Kind::code:
            return row.string(at);
        case Kind::real:
            return row.real(at);
        default:
            return row.integer(at);
    }
}

/// The condition on the table's own columns that leaves the rows the viewer may see.
Sql RecordBase::scope(const access::Viewer& viewer) const {
    const access::Permission permission = rules_.seen->permission;
    if (!viewer.may(permission)) return Sql{"1 = 0"};
    Sql sql{"1 = 1"};
    const auto of_kind = [&](Kind kind) { return std::ranges::find(columns_, kind, &Column::kind); };
    const bool for_everyone = viewer.may(permission, Urn{}, AuthorityCode{});
    const bool whole_authority = viewer.may(permission, Urn{}, viewer.authority());
    if (!for_everyone) {
        const auto owner = of_kind(Kind::authority), school = of_kind(Kind::school);
        if (owner == columns_.end()) return Sql{"1 = 0"};
        sql += Sql{" AND " + (owner->kept() ? owner->name : "(" + owner->sql + ")") + " = $1",
                   viewer.authority()};
        if (!whole_authority && school == columns_.end() && !rules_.only_if) return Sql{"1 = 0"};
        if (!whole_authority && school != columns_.end()) {
            std::vector<Cell> own;
            for (const Urn urn : viewer.schools()) own.push_back(to_cell(urn));
            sql += " AND ";
            sql += in_list(school->name, own);
        }
    }
    if (const Sql further = rules_.only_if ? rules_.only_if(viewer) : Sql{}; !further.text.empty()) {
        sql += " AND (";
        sql += further;
        sql += ")";
    }
    return sql;
}

Sql RecordBase::visible(const access::Viewer& viewer) const {
    Sql sql{everything_ + " WHERE "};
    sql += scope(viewer);
    return sql;
}

Sql RecordBase::select(const Sql& from, const Sql& clause) const {
    Sql sql{"SELECT " + member_names_ + " FROM ("};
    sql += from;
    sql += ") AS " + table_;
    if (clause.text.empty()) return sql;
    sql += starts_with_order(clause.text) ? " " : " WHERE ";
    sql += clause;
    return sql;
}

storage::Rows RecordBase::open(storage::Reader& db, const access::Viewer& viewer, const Sql& clause) const {
    return query(db, select(visible(viewer), clause));
}
storage::Rows RecordBase::open_without_viewer(storage::Reader& db, const Sql& clause) const {
    return query(db, select(Sql{everything_}, clause));
}

Sql RecordBase::matching(const ListQuery& list) const {
    Sql sql{"1 = 1"};
    for (const Condition& condition : list.conditions) {
        const Column* asked = column(condition.column);
        require(asked, "there is no column " + condition.column + " to filter by");
        sql += " AND (";
        sql += condition_sql(*asked, condition);
        sql += ")";
    }
    return sql;
}

storage::Rows RecordBase::open_page(storage::Reader& db, const access::Viewer& viewer,
                                    const ListQuery& list) const {
    const Column* sorted = list.sort.empty() ? &key_column() : column(list.sort);
    require(sorted, "there is no column " + list.sort + " to sort by");
    const char* direction = list.descending ? "DESC" : "ASC";
    Sql clause = matching(list);
    clause += fmt::format(" ORDER BY {} {} NULLS LAST, {} {}", order_of(*sorted), direction,
                          key_column().name, direction);
    const auto all = std::numeric_limits<std::int64_t>::max();
    clause +=
        Sql{" LIMIT $1 OFFSET $2", list.limit > 0 ? list.limit : all, std::max<std::int64_t>(list.offset, 0)};
    return query(db, select(visible(viewer), clause));
}

std::int64_t RecordBase::count_matching(storage::Reader& db, const access::Viewer& viewer,
                                        const ListQuery& list) const {
    Sql sql{"SELECT COUNT(*) FROM ("};
    sql += visible(viewer);
    sql += ") AS " + table_ + " WHERE ";
    sql += matching(list);
    return count(db, sql);
}

void RecordBase::put(const Column& column, const Cell& cell, void* row) {
    const bool is_code = column.kind == Kind::code && !std::holds_alternative<std::monostate>(cell);
    column.member.set(static_cast<char*>(row) + column.member.offset,
                      is_code ? Cell{index_of(column, cell)} : cell);
}

void RecordBase::read(const storage::Row& from, void* row) const {
    int at = 0;
    for (const Column& column : columns_)
        if (column.member.set) put(column, cell_in(from, at++, column.kind), row);
}

/// As it is stored. Throws std::invalid_argument for a value that is not in its table of codes.
Cell RecordBase::cell_of(const Column& column, const void* row) const {
    Cell cell = column.derive ? column.derive(row)
                              : column.member.get(static_cast<const char*>(row) + column.member.offset);
    if (column.kind != Kind::code || std::holds_alternative<std::monostate>(cell)) return cell;
    const auto index = static_cast<std::size_t>(std::get<std::int64_t>(cell));
    require(index < column.words.size(), column.name + " holds a value that is not among its codes");
    return std::string{column.words[index].code};
}

}
