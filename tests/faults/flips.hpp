#pragma once
// One bit of one cell, changed behind the program's back as a hand or a failing disk would.
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/storage/storage.hpp"

namespace tarn::faults {

enum class CellType { integer, real, text, bytes };

struct Column {
    std::string name;
    CellType type = CellType::text;
    int key = 0;  ///< place in the primary key, from 1; 0: not part of it
};
struct Table {
    std::string name;
    std::vector<Column> columns;
};
/// Of the newest schema, whichever engine holds the rows.
std::vector<Table> tables_with_content();

using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;
/// The same type, still text where it was text; empty where there is nothing to change.
std::optional<Cell> one_bit_off(const Cell& cell, CellType type, std::mt19937& chance);

/// A row as its key names it: "id = 3", "release_id = 2 AND position = 5".
using RowName = std::string;
std::vector<RowName> rows_of(storage::Reader& db, const Table& table);
Cell read_cell(storage::Reader& db, const Table& table, const Column& column, const RowName& row);
/// False when a rule of the database (a reference, a check) refuses it.
bool write_cell(storage::Database& database, const Table& table, const Column& column, const RowName& row,
                const Cell& cell);
/// Takes the row out while this lives, and puts it back. Not `gone` when a reference to it keeps it in.
class Removed {
  public:
    Removed(storage::Database& database, const Table& table, const RowName& row);
    ~Removed() noexcept(false);
    Removed(const Removed&) = delete;
    Removed& operator=(const Removed&) = delete;
    bool gone() const { return gone_; }

  private:
    void run(std::initializer_list<std::string> statements);
    storage::Database& database_;
    const std::string table_;
    bool gone_ = false;
};
/// What the row is called once its cell holds this.
RowName renamed(const RowName& row, const Column& column, const Cell& cell);

}
