#pragma once
// Inside this room: reading the text of a migration and applying it.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/storage/storage.hpp"

namespace tarn::storage {

/// Statements without their semicolons; comments between them are dropped, quotes are respected.
std::vector<std::string> split_statements(std::string_view sql);
/// {{id}} and {{bytes}} become the engine's own words. SQLite's tables are made STRICT, so that a value of
/// the wrong type is refused as on PostgreSQL. A statement behind {{sqlite}} or {{postgres}} is for that
/// engine alone: for the other one it is empty.
std::string in_engine_words(std::string_view statement, bool sqlite);
/// The entry of a COMMENT ON TABLE or COLUMN statement, its line breaks folded; empty for any other
/// statement.
std::optional<DictionaryEntry> parse_comment(std::string_view statement);
std::string comment_sql(const DictionaryEntry& entry);
/// The table a CREATE TABLE statement makes; empty for any other statement.
std::optional<std::string> created_table(std::string_view statement);
/// The old and the new name in ALTER TABLE ... RENAME TO; empty for any other statement.
std::optional<std::pair<std::string, std::string>> renamed_table(std::string_view statement);

void apply_text(Writer& db, bool sqlite, std::string_view sql);
void apply_migration(Writer& db, bool sqlite, const Migration& migration);
void create_own_tables(Writer& db, bool sqlite);

}
