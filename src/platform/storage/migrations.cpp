// Forward migrations: each in a transaction of its own, remembered with its text, never edited once applied.
#include "platform/storage/migrations.hpp"

#include <algorithm>
#include <set>

#include "platform/storage/engines.hpp"
#include "platform/storage/integrity.hpp"
#include "platform/storage/seal_parts.hpp"

namespace tarn::storage {
namespace {

constexpr std::string_view own_tables = R"(
CREATE TABLE migration (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
);
COMMENT ON TABLE migration IS 'The steps that built this database, one row each. A database is upgraded by applying
    the steps it lacks.';
COMMENT ON COLUMN migration.name IS 'File name of the step; steps are applied in the order of their names.';
COMMENT ON COLUMN migration.text IS 'The SQL of the step as it was applied. A backup carries it, so that a copy can be
    rebuilt on either database engine.';
CREATE TABLE data_dictionary (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (table_name, column_name)
);
COMMENT ON TABLE data_dictionary IS 'What each table and column holds, for whoever answers questions about the data.';
COMMENT ON COLUMN data_dictionary.table_name IS 'The table described.';
COMMENT ON COLUMN data_dictionary.column_name IS 'The column described; empty when the line is about the table itself.';
COMMENT ON COLUMN data_dictionary.comment IS 'The description, in the words of the service.';
)";

using Applied = std::map<std::string, std::string, std::less<>>;  ///< name -> text

Applied applied_migrations(Reader& db) {
    Applied applied;
    for (const Row& row : db.query("SELECT name, text FROM migration"))
        applied.emplace(row.string(0), row.string(1));
    return applied;
}

void refuse_strangers(const Applied& applied, std::span<const Migration> known) {
    for (const auto& [name, text] : applied) {
        const auto same_name = [&](const Migration& migration) { return migration.name == name; };
        const auto found = std::find_if(known.begin(), known.end(), same_name);
        if (found == known.end())
            throw Failure("This database was written by a newer Tarn (it holds " + name +
                          "). Use that version or a later one.");
        if (found->sql != text)
            throw Failure(
                "The database was built with a different " + name +
                " than this Tarn carries. An applied migration must not be edited; write a new one.");
    }
}

void describe(Writer& db, const DictionaryEntry& entry) {
    db.execute(
        "INSERT INTO data_dictionary (table_name, column_name, comment) VALUES ($1, $2, $3) "
        "ON CONFLICT (table_name, column_name) DO UPDATE SET comment = excluded.comment",
        entry.table, entry.column, entry.comment);
}

/// Tables that a later migration drops or renames leave no description behind.
void forget_missing_tables(Writer& db, bool sqlite) {
    const auto names = table_names(db, sqlite);
    const std::set<std::string> present(names.begin(), names.end());
    std::set<std::string> described;
    for (const Row& row : db.query("SELECT DISTINCT table_name FROM data_dictionary"))
        described.insert(row.string(0));
    for (const std::string& table : described)
        if (!present.contains(table)) db.execute("DELETE FROM data_dictionary WHERE table_name = $1", table);
}

}

void apply_text(Writer& db, bool sqlite, std::string_view sql) {
    for (const std::string& statement : split_statements(sql)) {
        const auto comment = parse_comment(statement);
        if (!comment) {
            if (const auto words = in_engine_words(statement, sqlite); !words.empty()) db.execute(words);
            continue;
        }
        describe(db, *comment);
        if (!sqlite) db.execute(comment_sql(*comment));
    }
}

void apply_migration(Writer& db, bool sqlite, const Migration& migration) {
    apply_text(db, sqlite, migration.sql);
    forget_missing_tables(db, sqlite);
    db.execute("INSERT INTO migration (name, text) VALUES ($1, $2)", migration.name, migration.sql);
}

void create_own_tables(Writer& db, bool sqlite) {
    const auto names = table_names(db, sqlite);
    if (std::find(names.begin(), names.end(), "migration") != names.end()) return;
    if (!names.empty()) throw Failure("This database holds tables that are not Tarn's.");
    // The dictionary's own comments need the dictionary: tables first, then their comments.
    std::vector<std::string> comments;
    for (const std::string& statement : split_statements(own_tables)) {
        if (parse_comment(statement))
            comments.push_back(statement);
        else
            db.execute(statement);
    }
    for (const std::string& comment : comments) apply_text(db, sqlite, comment);
}

std::vector<std::string> Database::migrate(std::span<const Migration> migrations) {
    std::vector<Migration> ordered(migrations.begin(), migrations.end());
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    {
        const auto db = write();
        create_own_tables(*db, is_sqlite());
        refuse_strangers(applied_migrations(*db), ordered);
        db->commit();
    }
    std::vector<std::string> done;
    for (const Migration& migration : ordered) {
        const auto db = write();
        if (applied_migrations(*db).contains(migration.name)) continue;
        MovedSeals seals(*db, is_sqlite(), migration.sql);
        apply_migration(*db, is_sqlite(), migration);
        seals.finish();
        db->commit();
        done.emplace_back(migration.name);
    }
    integrity().forget_tables();
    return done;
}

bool Database::needs_migration(std::span<const Migration> migrations) {
    const auto db = read();
    const auto names = table_names(*db, is_sqlite());
    if (std::find(names.begin(), names.end(), "migration") == names.end()) return true;
    const Applied applied = applied_migrations(*db);
    refuse_strangers(applied, migrations);
    return applied.size() < migrations.size();
}

std::vector<DictionaryEntry> data_dictionary(Reader& db) {
    std::vector<DictionaryEntry> entries;
    for (const Row& row : db.query("SELECT table_name, column_name, comment FROM data_dictionary "
                                   "ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\""))
        entries.push_back({row.string(0), row.string(1), row.string(2)});
    return entries;
}

}
