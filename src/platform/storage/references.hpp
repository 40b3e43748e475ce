#pragma once
// Which columns refer to which tables, as the schema says, and which columns a table has.
#include <string>
#include <string_view>
#include <vector>

#include "platform/storage/storage.hpp"

namespace tarn::storage {

struct Reference {
    std::string table, column;        ///< what refers
    std::string to_table, to_column;  ///< to what
    bool operator==(const Reference&) const = default;
};
/// By table and column.
std::vector<Reference> references(Reader& db);
bool has_column(Reader& db, std::string_view table, std::string_view column);
struct NamedColumn {
    std::string table, column;
};
/// Of every table, by name; columns in the order of their creation.
std::vector<NamedColumn> all_columns(Reader& db);

}
