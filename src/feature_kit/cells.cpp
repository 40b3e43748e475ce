#include "feature_kit/cells.hpp"

#include <algorithm>
#include <bit>
#include <cctype>

#include "feature_kit/limits.hpp"

namespace tarn::kit {
namespace {

template <class Wanted>
const Wanted& held(const Cell& cell, const char* what) {
    if (const auto* value = std::get_if<Wanted>(&cell)) return *value;
    throw storage::Failure(std::string{"a stored value is not "} + what);
}

std::vector<storage::Value> bound(const Sql& sql) {
    std::vector<storage::Value> values;
    values.reserve(sql.values.size());
    for (const Cell& cell : sql.values)
        values.push_back(std::visit([](const auto& value) { return storage::bind(value); }, cell));
    return values;
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// Appends `sql` with `by` added to each number of a parameter; what stands in quotes is left alone.
void append_renumbered(std::string& out, std::string_view sql, std::size_t by) {
    if (by == 0) {
        out += sql;
        return;
    }
    bool quoted = false;
    while (!sql.empty()) {
        const std::size_t next = std::min(sql.find_first_of("$'"), sql.size() - 1);
        const char found = sql[next];
        out += sql.substr(0, next + 1);
        sql.remove_prefix(next + 1);
        quoted ^= found == '\'';
        if (quoted || found != '$') continue;
        std::size_t number = 0;
        for (; !sql.empty() && digit(sql.front()); sql.remove_prefix(1))
            number = number * 10 + static_cast<std::size_t>(sql.front() - '0');
        out += std::to_string(number + by);
    }
}

}

std::int64_t integer_in(const Cell& cell) {
    return held<std::int64_t>(cell, "a number");
}
void from_cell(bool& value, const Cell& cell) {
    value = integer_in(cell) != 0;
}
void from_cell(int& value, const Cell& cell) {
    value = static_cast<int>(integer_in(cell));
}
void from_cell(std::int64_t& value, const Cell& cell) {
    value = integer_in(cell);
}
void from_cell(double& value, const Cell& cell) {
    value = held<double>(cell, "a number");
}
void from_cell(std::string& value, const Cell& cell) {
    if (std::holds_alternative<std::monostate>(cell))
        value.clear();
    else
        value = held<std::string>(cell, "text");
}
void from_cell(Urn& value, const Cell& cell) {
    value.value = static_cast<std::int32_t>(integer_in(cell));
}
void from_cell(AuthorityCode& value, const Cell& cell) {
    value.value = static_cast<std::int16_t>(integer_in(cell));
}
void from_cell(Date& value, const Cell& cell) {
    const auto date = Date::parse_iso(held<std::string>(cell, "a date"));
    if (!date) throw storage::Failure("a stored date cannot be read: " + std::get<std::string>(cell));
    value = *date;
}
void from_cell(Instant& value, const Cell& cell) {
    const auto instant = parse_instant(held<std::string>(cell, "an instant"));
    if (!instant) throw storage::Failure("a stored instant cannot be read: " + std::get<std::string>(cell));
    value = *instant;
}

Sql& Sql::operator+=(const Sql& piece) {
    append_renumbered(text, piece.text, values.size());
    values.insert(values.end(), piece.values.begin(), piece.values.end());
    return *this;
}
Sql& Sql::operator+=(std::string_view words) {
    text += words;
    return *this;
}

Sql both(const Sql& one, const Sql& other) {
    Sql sql{"("};
    sql += one;
    sql += ") AND (";
    sql += other;
    sql += ")";
    return sql;
}

Sql in_list(std::string_view column, const std::vector<Cell>& values) {
    if (values.empty()) return Sql{"1 = 0"};
    Sql sql{column};
    sql.values = values;
    sql.values.resize(std::bit_ceil(values.size()), values.back());
    sql += " IN (";
    for (std::size_t i = 1; i <= sql.values.size(); ++i) {
        sql += i > 1 ? ", $" : "$";
        sql += std::to_string(i);
    }
    sql += ")";
    return sql;
}

storage::Rows query(storage::Reader& db, const Sql& sql) {
    return db.query_with(sql.text, bound(sql));
}
std::int64_t execute(storage::Writer& db, const Sql& sql) {
    return db.execute_with(sql.text, bound(sql));
}
std::int64_t count(storage::Reader& db, const Sql& sql) {
    for (const storage::Row& row : query(db, sql)) return row.integer(0);
    return 0;
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}
bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}
