#pragma once
// What the two engines share inside this room.
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/storage/tables.hpp"

namespace tarn::storage {

std::unique_ptr<Database> open_sqlite(const std::string& file, const Options& options);
std::unique_ptr<Database> open_postgres(const std::string& address, const Options& options);

/// A number that must be whole, such as SUM of a BIGINT column, which PostgreSQL returns as NUMERIC.
std::int64_t whole(double value);

/// Names in "a, b, c".
std::size_t count_columns(std::string_view columns);
/// INSERT INTO table (columns) VALUES ($1, ...).
std::string insert_sql(std::string_view table, std::string_view columns, std::size_t width);

}
