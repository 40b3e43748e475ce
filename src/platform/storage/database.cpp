// Addresses, and what both engines share.
#include <algorithm>
#include <cmath>

#include "platform/storage/engines.hpp"

namespace tarn::storage {

std::unique_ptr<Database> Database::open(std::string_view address, Options options) {
    constexpr std::string_view file = "sqlite:";
    if (address.starts_with(file)) return open_sqlite(std::string(address.substr(file.size())), options);
    if (address.starts_with("postgresql://") || address.starts_with("postgres://"))
        return open_postgres(std::string(address), options);
    throw Failure("The database's address must be sqlite:FILE or postgresql://HOST/NAME.");
}

bool Database::is_new() {
    return table_names(*read(), is_sqlite()).empty();
}

std::int64_t whole(double value) {
    constexpr double limit = 9007199254740992.0;  // 2^53: beyond it a double no longer tells neighbours apart
    if (std::floor(value) != value || std::abs(value) > limit)
        throw Failure("a number that must be whole is " + std::to_string(value));
    return static_cast<std::int64_t>(value);
}

std::size_t count_columns(std::string_view columns) {
    return static_cast<std::size_t>(std::count(columns.begin(), columns.end(), ',')) + 1;
}

std::string insert_sql(std::string_view table, std::string_view columns, std::size_t width) {
    std::string sql = "INSERT INTO ";
    sql.append(table).append(" (").append(columns).append(") VALUES (");
    for (std::size_t i = 1; i <= width; ++i) sql += (i > 1 ? ", $" : "$") + std::to_string(i);
    return sql + ")";
}

}
