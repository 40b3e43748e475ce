#include "platform/storage/tables.hpp"

#include <algorithm>

#include "platform/storage/references.hpp"

namespace tarn::storage {
namespace {

Cell cell_type(std::string_view table, std::string_view type) {
    if (type == "INTEGER" || type == "bigint") return Cell::integer;
    if (type == "REAL" || type == "double precision") return Cell::real;
    if (type == "TEXT" || type == "text") return Cell::text;
    if (type == "BLOB" || type == "bytea") return Cell::bytes;
    throw Failure("table " + std::string(table) + " has a column of type " + std::string(type) +
                  ", which a backup cannot carry");
}

}

std::vector<std::string> table_names(Reader& db, bool sqlite) {
    constexpr auto in_sqlite =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' ORDER BY name COLLATE \"C\"";
    constexpr auto in_postgres =
        "SELECT table_name::text FROM information_schema.tables WHERE table_type = "
        "'BASE TABLE' AND table_schema = current_schema() ORDER BY table_name COLLATE \"C\"";
    std::vector<std::string> names;
    for (const Row& row : db.query(sqlite ? in_sqlite : in_postgres)) names.push_back(row.string(0));
    return names;
}

std::vector<TableColumn> columns_of(Reader& db, std::string_view table) {
    constexpr auto in_sqlite = "SELECT name, type FROM pragma_table_info($1) ORDER BY cid";
    constexpr auto in_postgres =
        "SELECT column_name::text, data_type::text FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position";
    std::vector<TableColumn> columns;
    for (const Row& row : db.query(db.is_sqlite() ? in_sqlite : in_postgres, table))
        columns.push_back({row.string(0), cell_type(table, row.text(1))});
    return columns;
}

std::string joined_names(const std::vector<TableColumn>& columns) {
    std::string names;
    for (const TableColumn& column : columns) names += (names.empty() ? "" : ", ") + column.name;
    return names;
}

std::vector<std::string> names_in_list(std::string_view list) {
    std::vector<std::string> names;
    while (!list.empty()) {
        const auto comma = list.find(',');
        const auto from = list.find_first_not_of(' ');
        names.emplace_back(list.substr(from, comma == std::string_view::npos ? comma : comma - from));
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return names;
}

std::vector<Reference> references(Reader& db) {
    constexpr auto in_sqlite =
        "SELECT m.name, f.\"from\", f.\"table\", f.\"to\" FROM sqlite_schema m, "
        "pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY 1, 2";
    constexpr auto in_postgres =
        "SELECT c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text, b.attname::text "
        "FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k(own, other) "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own "
        "JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.other "
        "WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace "
        "ORDER BY c.conrelid::regclass::text COLLATE \"C\", a.attname::text COLLATE \"C\"";
    std::vector<Reference> all;
    for (const Row& row : db.query(db.is_sqlite() ? in_sqlite : in_postgres))
        all.push_back({row.string(0), row.string(1), row.string(2), row.string(3)});
    return all;
}

bool has_column(Reader& db, std::string_view table, std::string_view column) {
    return std::ranges::count(columns_of(db, table), column, &TableColumn::name) > 0;
}

std::vector<NamedColumn> all_columns(Reader& db) {
    std::vector<NamedColumn> all;
    for (const std::string& table : table_names(db, db.is_sqlite()))
        for (const TableColumn& column : columns_of(db, table)) all.push_back({table, column.name});
    return all;
}

}
