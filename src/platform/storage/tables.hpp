#pragma once
// Inside this room: which tables and columns there are, and how a cell is read by its column's type.
#include <string>
#include <string_view>
#include <vector>

#include "platform/storage/storage.hpp"

namespace tarn::storage {

/// A cell's type, and a column's: the letter in a backup and under a seal.
enum class Cell : char { null = 'n', integer = 'i', real = 'd', text = 't', bytes = 'b' };

struct TableColumn {
    std::string name;
    Cell type;
};

/// The tables of this installation, in the order of their names.
std::vector<std::string> table_names(Reader& db, bool sqlite);
/// In the order of their creation.
std::vector<TableColumn> columns_of(Reader& db, std::string_view table);
/// "id, authority, urn".
std::string joined_names(const std::vector<TableColumn>& columns);
/// The names in "a, b, c".
std::vector<std::string> names_in_list(std::string_view list);

}
