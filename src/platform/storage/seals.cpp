#include "platform/storage/seals.hpp"

#include <algorithm>
#include <bit>

#include "platform/storage/seal_parts.hpp"
#include "platform/storage/tables.hpp"

namespace tarn::storage {
namespace {

/// Above this many new rows their keys are those of a release just made, which nobody can have had before.
constexpr std::size_t few = 500;

void put(std::string& out, std::string_view name, char type, std::string_view value) {
    out.append(name).append(1, type).append(std::to_string(value.size())).append(1, ':').append(value);
}

void put_cell(std::string& out, const SealedColumn& column, const Row& row, int at) {
    switch (static_cast<Cell>(column.type)) {
        case Cell::integer:
            return put(out, column.name, column.type, std::to_string(row.integer(at)));
        case Cell::real:
            return put(out, column.name, column.type,
                       std::to_string(std::bit_cast<std::uint64_t>(row.real(at))));
        case Cell::text:
            return put(out, column.name, column.type, row.text(at));
        case Cell::bytes:
            return put(out, column.name, column.type, row.bytes(at));
        case Cell::null:
            return;
    }
}

int place_of(const SealedTable& table, std::string_view name) {
    const auto found = std::ranges::find(table.columns, name, &SealedColumn::name);
    if (found == table.columns.end())
        throw Failure("table " + table.name + " has no column " + std::string{name});
    return static_cast<int>(found - table.columns.begin());
}

/// The parts of a key as they are bound: numbers as numbers.
std::vector<Value> key_values(const SealedTable& table, const std::string& key,
                              std::vector<std::string>& kept) {
    std::vector<Value> values;
    kept.reserve(table.key.size());
    std::size_t from = 0;
    for (const std::string& column : table.key) {
        const auto end = std::min(key.find('/', from), key.size());
        kept.push_back(key.substr(from, end - from));
        from = end + 1;
        const auto type = table.columns[static_cast<std::size_t>(place_of(table, column))].type;
        if (static_cast<Cell>(type) == Cell::integer)
            values.emplace_back(std::int64_t{std::stoll(kept.back())});
        else
            values.emplace_back(std::string_view{kept.back()});
    }
    return values;
}

Rows row_by_key(Reader& db, const SealedTable& table, const std::string& key) {
    std::vector<std::string> kept;
    const auto values = key_values(table, key, kept);
    std::string sql = select_of(table) + " WHERE ";
    for (std::size_t i = 0; i < table.key.size(); ++i)
        sql.append(i > 0 ? " AND " : "").append(table.key[i]).append(" = $").append(std::to_string(i + 1));
    if (values.size() == 1) return db.query(sql, values[0]);
    if (values.size() == 2) return db.query(sql, values[0], values[1]);
    if (values.size() == 3) return db.query(sql, values[0], values[1], values[2]);
    if (values.size() == 4) return db.query(sql, values[0], values[1], values[2], values[3]);
    throw Failure("a sealed table has a key of one to four columns, not " + std::to_string(values.size()));
}

}

std::string select_of(const SealedTable& table) {
    std::string names;
    for (const SealedColumn& column : table.columns) names += (names.empty() ? "" : ", ") + column.name;
    return "SELECT " + names + " FROM " + table.name;
}

std::string key_of(const SealedTable& table, const Row& row) {
    std::string key;
    for (const std::string& name : table.key) {
        const int at = place_of(table, name);
        if (!key.empty()) key += '/';
        const auto type = static_cast<Cell>(table.columns[static_cast<std::size_t>(at)].type);
        key += type == Cell::integer ? std::to_string(row.integer(at)) : row.string(at);
    }
    return key;
}

std::string row_mac(const SealKey& key, const SealedTable& table, const Row& row) {
    std::string content;
    int at = 0;
    for (const SealedColumn& column : table.columns) {
        if (!row.is_null(at)) put_cell(content, column, row, at);
        ++at;
    }
    return key.mac("row " + table.name, content);
}

std::string marked_seal(const SealKey& key, const SealedTable& table, std::string_view content) {
    return changed_outside + key.mac("changed row " + table.name, content);
}

std::string Total::mac(const SealKey& key) const {
    std::string content;
    put(content, "name", 't', name);
    put(content, "row_key", 't', row_key);
    put(content, "sealed", 'i', std::to_string(sealed));
    put(content, "unproved", 'i', std::to_string(unproved));
    put(content, "digest", 't', digest);
    return key.mac("table", content);
}

void Total::toggle(std::string_view row_seal) {
    constexpr std::string_view digits = "0123456789abcdef";
    if (row_seal.starts_with(changed_outside)) row_seal.remove_prefix(1);
    digest.resize(std::max(digest.size(), row_seal.size()), '0');
    const auto value = [&](char c) { return std::min(digits.find(c), digits.size() - 1); };
    for (std::size_t i = 0; i < row_seal.size(); ++i)
        digest[i] = digits[value(digest[i]) ^ value(row_seal[i])];
}

namespace {

constexpr std::string_view total_columns =
    "SELECT name, row_key, sealed, unproved, digest, seal FROM sealed_table";

Total read_total(const Row& row) {
    return {row.string(0), row.string(1), row.integer(2), row.integer(3), row.string(4), row.string(5)};
}

}

std::optional<Total> total_of(Reader& db, std::string_view table) {
    return db.first(std::string{total_columns} + " WHERE name = $1", read_total, table);
}

std::vector<Total> totals(Reader& db) {
    std::vector<Total> all;
    for (const Row& row : db.query(std::string{total_columns} + " ORDER BY name COLLATE \"C\""))
        all.push_back(read_total(row));
    return all;
}

void store_total(Writer& db, const Total& total) {
    db.execute("UPDATE sealed_table SET sealed = $2, unproved = $3, digest = $4, seal = $5 WHERE name = $1",
               total.name, total.sealed, total.unproved, total.digest, total.seal);
}

std::string row_name(std::string_view table, std::string_view key) {
    return std::string{table} + " " + std::string{key};
}

std::string RegisteredKey::mac(const SealKey& key) const {
    return key.mac("key", key_id + "\n" + tables);
}

std::optional<RegisteredKey> registered_key(Reader& db) {
    return db.first("SELECT key_id, tables, seal FROM seal_key", [](const Row& row) {
        return RegisteredKey{row.string(0), row.string(1), row.string(2)};
    });
}

std::int64_t changes(Reader& db, std::string_view table) {
    const auto found = db.first(
        "SELECT changes FROM sealed_table WHERE name = $1", [](const Row& row) { return row.integer(0); },
        table);
    if (!found) throw Failure("table " + std::string{table} + " is not among the sealed ones");
    return *found;
}

RowChange::RowChange(Writer& db, std::string_view table) : db_(db) {
    db.execute("UPDATE sealed_table SET changes = changes + 1 WHERE name = $1", table);
    Integrity& integrity = db.integrity();
    if (integrity.seals(db)) table_ = &integrity.table(db, table);
}

std::string RowChange::select(std::string_view where) const {
    return select_of(*table_) + " WHERE " + std::string{where};
}

void RowChange::before(Rows rows) {
    for (const Row& row : rows)
        rows_[key_of(*table_, row)].mac_before = row_mac(*db_.integrity().key(), *table_, row);
    for (auto& [key, held] : rows_) held.seal_before = stored_seal(key);
}

void RowChange::after(Rows rows) {
    std::vector<std::string> added;
    for (const Row& row : rows) {
        const std::string key = key_of(*table_, row);
        const auto [held, is_new] = rows_.try_emplace(key);
        held->second.mac_after = row_mac(*db_.integrity().key(), *table_, row);
        if (is_new) added.push_back(key);
    }
    for (auto& [key, held] : rows_)
        if (held.mac_after.empty()) look_again(key, held);
    if (added.size() > few) return;
    for (const std::string& key : added) rows_[key].seal_before = stored_seal(key);
}

/// The condition may no longer hold for a row that was changed.
void RowChange::look_again(const std::string& key, Held& held) {
    for (const Row& row : row_by_key(db_, *table_, key))
        held.mac_after = row_mac(*db_.integrity().key(), *table_, row);
}

std::string RowChange::stored_seal(const std::string& key) {
    return db_
        .first(
            "SELECT seal FROM row_seal WHERE of_table = $1 AND row_key = $2",
            [](const Row& row) { return row.string(0); }, table_->name, key)
        .value_or("");
}

void RowChange::store(const std::string& key, const Held& held, const std::string& seal) {
    if (seal.empty())
        db_.execute("DELETE FROM row_seal WHERE of_table = $1 AND row_key = $2", table_->name, key);
    else if (!held.seal_before.empty())
        db_.execute("UPDATE row_seal SET seal = $3 WHERE of_table = $1 AND row_key = $2", table_->name, key,
                    seal);
}

void RowChange::finish() {
    if (rows_.empty()) return;
    const SealKey& key = *db_.integrity().key();
    auto total = total_of(db_, table_->name);
    if (!total) throw Failure("table " + table_->name + " is not among the sealed ones");
    const bool genuine = total->genuine(key);
    std::vector<std::pair<const std::string*, std::string>> added;
    for (const auto& [name, held] : rows_) {
        const bool existed = !held.mac_before.empty(), was_sealed = !held.seal_before.empty();
        const bool older_than_key = existed && !was_sealed && total->unproved > 0;
        const bool as_left = existed ? held.mac_before == held.seal_before || older_than_key : !was_sealed;
        std::string seal = held.mac_after;
        if (!as_left) seal = marked_seal(key, *table_, seal.empty() ? name : seal);
        total->toggle(held.seal_before);
        total->toggle(seal);
        total->sealed += static_cast<int>(!seal.empty()) - static_cast<int>(was_sealed);
        total->unproved -= static_cast<int>(older_than_key);
        if (!was_sealed && !seal.empty())
            added.emplace_back(&name, std::move(seal));
        else
            store(name, held, seal);
    }
    db_.append("row_seal", "of_table, row_key, seal", added.size(),
               [&](std::size_t i, std::span<Value> cells) {
                   cells[0] = std::string_view{table_->name};
                   cells[1] = std::string_view{*added[i].first};
                   cells[2] = std::string_view{added[i].second};
               });
    if (genuine) total->seal = total->mac(key);  // else it stays wrong, for verify to find
    store_total(db_, *total);
    rows_.clear();
}

}
