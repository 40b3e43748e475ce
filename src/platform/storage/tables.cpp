#include "platform/storage/tables.hpp"

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

}
