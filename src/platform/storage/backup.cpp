// A backup holds the migrations that built the database and then every table's rows, all from one snapshot.
// It is rebuilt by applying those migrations in the words of the engine at hand and filling the tables.
#include "platform/storage/backup.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "platform/storage/backup_file.hpp"
#include "platform/storage/engines.hpp"
#include "platform/storage/integrity.hpp"
#include "platform/storage/migrations.hpp"

namespace tarn::storage {
namespace {

constexpr char table_mark = 'T', end_mark = 'E';
constexpr int rows_at_a_time = 1000;

struct AppliedMigration {
    std::string name, text;
};

std::vector<AppliedMigration> applied_in_order(Reader& db) {
    std::vector<AppliedMigration> applied;
    for (const Row& row : db.query("SELECT name, text FROM migration ORDER BY name COLLATE \"C\""))
        applied.push_back({row.string(0), row.string(1)});
    return applied;
}

/// Tables in the order they were created: a table only refers to itself or to earlier ones, as PostgreSQL
/// demands. The migrations' own tables are left out, since migrating fills them.
std::vector<std::string> tables_in_order(Reader& db, bool sqlite,
                                         const std::vector<AppliedMigration>& applied) {
    const auto names = table_names(db, sqlite);
    std::set<std::string> waiting(names.begin(), names.end());
    waiting.erase("migration");
    waiting.erase("data_dictionary");
    std::vector<std::string> made, ordered;
    for (const AppliedMigration& migration : applied)
        for (const std::string& statement : split_statements(migration.text))
            if (auto table = created_table(statement))
                made.push_back(*std::move(table));
            else if (const auto renamed = renamed_table(statement))
                std::ranges::replace(made, renamed->first, renamed->second);
    for (const std::string& table : made)
        if (waiting.erase(table) == 1) ordered.push_back(table);
    ordered.insert(ordered.end(), waiting.begin(), waiting.end());
    return ordered;
}

void write_rows(BackupWriter& out, Rows rows, const std::vector<TableColumn>& columns,
                std::uint64_t& written) {
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < columns.size(); ++i) out.cell(row, static_cast<int>(i), columns[i].type);
        ++written;
    }
}

/// PostgreSQL's results are complete in memory, so its large tables are fetched in parts.
void write_table(BackupWriter& out, Reader& db, bool sqlite, const std::string& table) {
    const auto columns = columns_of(db, table);
    const auto rows = static_cast<std::uint64_t>(db.count("SELECT COUNT(*) FROM " + table));
    out.letter(table_mark);
    out.text(table);
    out.text(joined_names(columns));
    out.number(rows);
    const std::string select = "SELECT " + joined_names(columns) + " FROM " + table;
    std::uint64_t written = 0;
    if (sqlite) {
        write_rows(out, db.query(select), columns, written);
    } else {
        db.query("DECLARE backup_" + table + " NO SCROLL CURSOR FOR " + select);
        const std::string fetch = "FETCH " + std::to_string(rows_at_a_time) + " FROM backup_" + table;
        std::uint64_t before = 0;
        do {
            before = written;
            write_rows(out, db.query(fetch), columns, written);
        } while (written > before);
    }
    if (written != rows) throw Failure("table " + table + " changed while it was copied");
}

/// Rows a migration put there come again from the backup.
void empty_tables(Writer& db, bool sqlite, const std::vector<AppliedMigration>& applied) {
    auto tables = tables_in_order(db, sqlite, applied);
    std::reverse(tables.begin(), tables.end());
    for (const std::string& table : tables) db.execute("DELETE FROM " + table);
}

void read_table(BackupReader& in, Writer& db) {
    const std::string table = in.text();
    const std::string columns = in.text();
    const std::uint64_t rows = in.number();
    std::vector<std::string> kept(count_columns(columns));
    db.append(table, columns, rows, [&](std::size_t, std::span<Value> cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = in.cell(kept[i]);
    });
}

/// Of the trail's table the entry with the highest position; other tables are passed over.
void look_for_head(BackupReader& in, TrailHead& head) {
    const bool trail = in.text() == "audit";
    const auto columns = names_in_list(in.text());
    std::string kept;
    for (std::uint64_t rows = in.number(); rows > 0; --rows) {
        TrailHead entry;
        for (const std::string& column : columns) {
            const Value value = in.cell(kept);
            if (!trail) continue;
            if (column == "id") entry.position = std::get<std::int64_t>(value);
            if (column == "hash") entry.hash = std::get<std::string_view>(value);
        }
        if (entry.position > head.position) head = std::move(entry);
    }
}

}

std::optional<TrailHead> trail_head_in_backup(const std::string& file) {
    BackupReader in(file);
    for (std::uint64_t migrations = in.number(); migrations > 0; --migrations) {
        in.text();
        in.text();
    }
    TrailHead head;
    while (in.letter() == table_mark) look_for_head(in, head);
    return head.position > 0 ? std::optional{head} : std::nullopt;
}

void write_backup(Reader& db, bool sqlite, const std::string& file) {
    const std::string unfinished = file + ".unfinished";
    try {
        const auto applied = applied_in_order(db);
        BackupWriter out(unfinished);
        out.number(applied.size());
        for (const AppliedMigration& migration : applied) {
            out.text(migration.name);
            out.text(migration.text);
        }
        for (const std::string& table : tables_in_order(db, sqlite, applied))
            write_table(out, db, sqlite, table);
        out.letter(end_mark);
        out.finish();
        std::filesystem::rename(unfinished, file);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(unfinished, ignored);
        throw;
    }
}

void read_backup(Writer& db, bool sqlite, const std::string& file) {
    BackupReader in(file);
    if (!table_names(db, sqlite).empty()) throw Failure("The database to restore into must be empty.");
    if (sqlite) db.execute("PRAGMA defer_foreign_keys = ON");  // rows of one table may refer to later ones
    create_own_tables(db, sqlite);
    std::vector<AppliedMigration> applied(in.number());
    for (AppliedMigration& migration : applied) {
        migration.name = in.text();
        migration.text = in.text();
        apply_migration(db, sqlite, {migration.name, migration.text});
    }
    empty_tables(db, sqlite, applied);
    char mark;
    while ((mark = in.letter()) == table_mark) read_table(in, db);
    if (mark != end_mark || !in.at_end()) throw Failure("The backup file " + file + " is damaged.");
    db.commit();
}

}
