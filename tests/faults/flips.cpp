#include "faults/flips.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <set>

#include "support/test_database.hpp"

namespace tarn::faults {
namespace {

/// What comes and goes by itself (sign-ins, queues, things typed and not sent), the keys of the installation,
/// and what every version writes anew (the dictionary).
constexpr std::array passing{
    "job",       "session",       "one_time_link", "sign_in_failures", "draft",
    "sent_form", "server_secret", "upload",        "register_state",   "data_dictionary"};

CellType type_of(std::string_view sqlite_type) {
    if (sqlite_type == "INTEGER") return CellType::integer;
    if (sqlite_type == "REAL") return CellType::real;
    return sqlite_type == "BLOB" ? CellType::bytes : CellType::text;
}

std::string literal(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
    return out + "'";
}

Cell cell_at(const storage::Row& row, int column, CellType type) {
    if (row.is_null(column)) return {};
    switch (type) {
        case CellType::integer:
            return row.integer(column);
        case CellType::real:
            return row.real(column);
        case CellType::bytes:
            return std::string{row.bytes(column)};
        case CellType::text:
            break;
    }
    return row.string(column);
}

std::string condition(const Column& column, const Cell& cell) {
    const auto* number = std::get_if<std::int64_t>(&cell);
    return column.name + " = " + (number ? std::to_string(*number) : literal(std::get<std::string>(cell)));
}

std::vector<Column> key_of(const Table& table) {
    std::vector<Column> key;
    for (const Column& column : table.columns)
        if (column.key > 0) key.push_back(column);
    return key;
}

/// Letters and digits become other printable characters, so that text stays text.
std::optional<Cell> text_off(std::string text, std::mt19937& chance) {
    const auto any = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(chance);
    };
    for (int tries = 0; tries < 100 && !text.empty(); ++tries) {
        const std::size_t at = any(text.size());
        const auto old = static_cast<unsigned char>(text[at]);
        const auto changed = static_cast<unsigned char>(old ^ (1u << any(5)));
        if (old < ' ' || old > '~' || changed > '~') continue;
        text[at] = static_cast<char>(changed);
        return text;
    }
    return std::nullopt;
}

}

std::vector<Table> tables_with_content() {
    test::TestDatabase newest(test::Engine::sqlite);
    const auto db = newest->read();
    std::set<std::string> names;
    for (const auto& entry : storage::data_dictionary(*db))
        if (std::ranges::find(passing, entry.table) == passing.end()) names.insert(entry.table);
    std::vector<Table> tables;
    for (const std::string& name : names) {
        Table& table = tables.emplace_back(Table{name, {}});
        for (const auto& row :
             db->query("SELECT name, type, pk FROM pragma_table_info(" + literal(name) + ")"))
            table.columns.push_back({row.string(0), type_of(row.text(1)), static_cast<int>(row.integer(2))});
    }
    return tables;
}

std::optional<Cell> one_bit_off(const Cell& cell, CellType type, std::mt19937& chance) {
    const auto any = [&](int below) { return std::uniform_int_distribution<int>(0, below - 1)(chance); };
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number ^ (std::int64_t{1} << any(8));
    if (const auto* number = std::get_if<double>(&cell)) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, number, sizeof bits);
        bits ^=
            std::uint64_t{1} << (40 + any(12));  // the mantissa's upper part: no NaN, and seen in a figure
        double changed = 0;
        std::memcpy(&changed, &bits, sizeof bits);
        return changed;
    }
    const auto* text = std::get_if<std::string>(&cell);
    if (!text || text->empty()) return std::nullopt;
    if (type == CellType::text) return text_off(*text, chance);
    std::string bytes = *text;
    char& one = bytes[static_cast<std::size_t>(any(static_cast<int>(bytes.size())))];
    one = static_cast<char>(static_cast<unsigned char>(one) ^ (1u << any(8)));
    return bytes;
}

std::vector<RowName> rows_of(storage::Reader& db, const Table& table) {
    const auto key = key_of(table);
    std::string columns;
    for (const Column& column : key) columns += (columns.empty() ? "" : ", ") + column.name;
    std::vector<RowName> rows;
    for (const auto& row : db.query(fmt::format("SELECT {} FROM {}", columns, table.name))) {
        RowName name;
        for (std::size_t i = 0; i < key.size(); ++i)
            name +=
                (i > 0 ? " AND " : "") + condition(key[i], cell_at(row, static_cast<int>(i), key[i].type));
        rows.push_back(std::move(name));
    }
    std::ranges::sort(rows);
    return rows;
}

Cell read_cell(storage::Reader& db, const Table& table, const Column& column, const RowName& row) {
    return db
        .first(fmt::format("SELECT {} FROM {} WHERE {}", column.name, table.name, row),
               [&](const storage::Row& found) { return cell_at(found, 0, column.type); })
        .value();
}

bool write_cell(storage::Database& database, const Table& table, const Column& column, const RowName& row,
                const Cell& cell) {
    const std::string sql = fmt::format("UPDATE {} SET {} = $1 WHERE {}", table.name, column.name, row);
    try {
        const auto db = database.write();
        const auto changed = std::visit(
            [&](const auto& value) {
                if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) {
                    if (column.type == CellType::bytes) return db->execute(sql, storage::Blob{value});
                }
                return db->execute(sql, value);
            },
            cell);
        if (changed != 1) throw std::runtime_error("not one row: " + sql);
        db->commit();
        return true;
    } catch (const storage::ConstraintBroken&) {
        return false;
    }
}

Removed::Removed(storage::Database& database, const Table& table, const RowName& row)
    : database_(database), table_(table.name) {
    try {
        run({"CREATE TABLE taken_out AS SELECT * FROM " + table_ + " WHERE " + row,
             "DELETE FROM " + table_ + " WHERE " + row});
        gone_ = true;
    } catch (const storage::ConstraintBroken&) {
    }
}

Removed::~Removed() noexcept(false) {
    if (gone_) run({"INSERT INTO " + table_ + " SELECT * FROM taken_out", "DROP TABLE taken_out"});
}

void Removed::run(std::initializer_list<std::string> statements) {
    const auto db = database_.write();
    for (const std::string& statement : statements) db->execute(statement);
    db->commit();
}

RowName renamed(const RowName& row, const Column& column, const Cell& cell) {
    if (column.key == 0) return row;
    const auto from = row.find(column.name + " = ");
    const auto to = std::min(row.find(" AND ", from), row.size());
    return row.substr(0, from) + condition(column, cell) + row.substr(to);
}

}
