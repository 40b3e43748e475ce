// Migrations and the data dictionary they leave, on both engines.
#include "migrations/migrations.hpp"

#include <array>
#include <gtest/gtest.h>
#include <set>

#include "platform/storage/migrations.hpp"
#include "support/test_database.hpp"

namespace tarn::storage {
namespace {

constexpr Migration first{
    "0001_first.sql",
    "CREATE TABLE a (id {{id}}, note TEXT, packed {{bytes}}); COMMENT ON TABLE a IS 'First.';"};
constexpr Migration second{"0002_second.sql",
                           "CREATE TABLE b (id {{id}}, a BIGINT REFERENCES a (id), share DOUBLE "
                           "PRECISION); INSERT INTO a (note) VALUES ('semi;colon -- kept');"};
constexpr Migration failing{"0003_failing.sql",
                            "CREATE TABLE c (id {{id}}); INSERT INTO nowhere (x) VALUES (1);"};
constexpr Migration dropping{"0004_dropping.sql", "DROP TABLE b; ALTER TABLE a ADD COLUMN size BIGINT;"};
using Names = std::vector<std::string>;

/// Tables (with an empty column) and columns of the database, from the engine's own catalogue.
std::vector<std::pair<std::string, std::string>> everything_in(Database& database) {
    constexpr auto in_sqlite =
        "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' "
        "UNION ALL SELECT name, '' FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    constexpr auto in_postgres =
        "SELECT table_name::text, column_name::text FROM information_schema.columns "
        "WHERE table_schema = current_schema() UNION ALL "
        "SELECT table_name::text, '' FROM information_schema.tables "
        "WHERE table_schema = current_schema()";
    std::vector<std::pair<std::string, std::string>> found;
    for (const Row& row : database.read()->query(database.is_sqlite() ? in_sqlite : in_postgres))
        found.emplace_back(row.string(0), row.string(1));
    return found;
}

class Migrations : public test::OnEachDatabase {
  protected:
    test::TestDatabase::Schema schema() const override { return test::TestDatabase::Schema::empty; }
};
TARN_ON_EACH_DATABASE(Migrations);

TEST_P(Migrations, are_applied_once_in_the_order_of_their_names) {
    EXPECT_TRUE(database().needs_migration(std::array{first}));
    EXPECT_EQ(database().migrate(std::array{second, first}), (Names{"0001_first.sql", "0002_second.sql"}));
    EXPECT_FALSE(database().needs_migration(std::array{first, second}));
    EXPECT_EQ(database().migrate(std::array{first, second}), Names{});
    EXPECT_EQ(database().migrate(std::array{first, second, dropping}), Names{"0004_dropping.sql"});
    const auto note =
        database().read()->first("SELECT note FROM a", [](const Row& row) { return row.string(0); });
    EXPECT_EQ(note, "semi;colon -- kept");
}

TEST_P(Migrations, refuse_a_database_of_a_newer_version) {
    database().migrate(std::array{first, second});
    try {
        database().migrate(std::array{first});
        FAIL() << "not refused";
    } catch (const Failure& failure) {
        EXPECT_NE(std::string(failure.what()).find("newer Tarn (it holds 0002_second.sql)"),
                  std::string::npos);
    }
    EXPECT_THROW(database().needs_migration(std::array{first}), Failure);
}

TEST_P(Migrations, refuse_an_applied_migration_that_was_edited) {
    database().migrate(std::array{first});
    const Migration edited{first.name, "CREATE TABLE a (id {{id}});"};
    try {
        database().migrate(std::array{edited});
        FAIL() << "not refused";
    } catch (const Failure& failure) {
        EXPECT_NE(std::string(failure.what()).find("must not be edited"), std::string::npos);
    }
}

TEST_P(Migrations, leave_nothing_behind_when_one_fails) {
    EXPECT_THROW(database().migrate(std::array{first, failing}), Failure);
    EXPECT_TRUE(database().needs_migration(std::array{first, failing}));
    EXPECT_EQ(database().migrate(std::array{first, second}), Names{"0002_second.sql"});
    EXPECT_THROW(database().read()->count("SELECT COUNT(*) FROM c"), Failure);
}

TEST_P(Migrations, refuse_tables_of_somebody_else) {
    auto db = database().write();
    db->execute("CREATE TABLE theirs (x BIGINT)");
    db->commit();
    EXPECT_THROW(database().migrate(std::array{first}), Failure);
}

TEST_P(Migrations, refuse_values_of_the_wrong_type) {
    database().migrate(std::array{first, second, dropping});
    EXPECT_THROW(database().write()->execute("INSERT INTO a (size) VALUES ($1)", "many"), Failure);
    EXPECT_THROW(database().write()->execute("INSERT INTO a (packed) VALUES ($1)", "text"), Failure);
}

TEST_P(Migrations, describe_what_exists_and_forget_what_is_gone) {
    database().migrate(std::array{first, second,
                                  Migration{"0003_words.sql",
                                            "COMMENT ON COLUMN a.note IS 'It''s\n    a note.';\n"
                                            "comment on table b is 'Second; with a semicolon.';"}});
    const auto entry_of = [this](std::string_view table, std::string_view column) {
        for (const auto& entry : data_dictionary(*database().read()))
            if (entry.table == table && entry.column == column) return entry.comment;
        return std::string("absent");
    };
    EXPECT_EQ(entry_of("a", ""), "First.");
    EXPECT_EQ(entry_of("a", "note"), "It's a note.");
    EXPECT_EQ(entry_of("b", ""), "Second; with a semicolon.");
    EXPECT_NE(entry_of("migration", "name"), "absent");
    database().migrate(std::array{first, second,
                                  Migration{"0003_words.sql",
                                            "COMMENT ON COLUMN a.note IS 'It''s\n    a "
                                            "note.';\ncomment on table b is 'Second; "
                                            "with a semicolon.';"},
                                  dropping});
    EXPECT_EQ(entry_of("b", ""), "absent");
}

TEST_P(Migrations, of_this_version_apply_and_pass_verify) {
    const auto applied = database().migrate(all_migrations());
    EXPECT_EQ(applied.size(), all_migrations().size());
    EXPECT_EQ(database().verify(), Names{});
}

/// Every table and column of this version is explained: the authority's information officer reads the
/// dictionary.
TEST_P(Migrations, of_this_version_explain_every_table_and_column) {
    database().migrate(all_migrations());
    std::set<std::pair<std::string, std::string>> explained;
    for (const auto& entry : data_dictionary(*database().read())) {
        EXPECT_TRUE(entry.comment.ends_with("."))
            << entry.table << "." << entry.column << ": end the sentence";
        EXPECT_TRUE(explained.emplace(entry.table, entry.column).second);
    }
    std::size_t things = 0;
    for (const auto& [table, column] : everything_in(database())) {
        EXPECT_TRUE(explained.contains({table, column})) << table << "." << column << " has no COMMENT ON";
        ++things;
    }
    EXPECT_EQ(things, explained.size()) << "a comment names what does not exist";
}

TEST(MigrationText, is_split_at_semicolons_outside_quotes_and_comments) {
    EXPECT_EQ(split_statements("-- a; b\nSELECT ';--', \";\" ; ;\n SELECT 'it''s;' -- end"),
              (Names{"SELECT ';--', \";\"", "SELECT 'it''s;'"}));
    EXPECT_EQ(split_statements(" \n -- nothing"), Names{});
    EXPECT_THROW(split_statements("SELECT 'open"), Failure);
}

TEST(MigrationText, is_put_into_the_words_of_each_engine) {
    EXPECT_EQ(in_engine_words("CREATE TABLE t (id {{id}}, p {{bytes}}, n BIGINT, x DOUBLE PRECISION)", true),
              "CREATE TABLE t (id INTEGER PRIMARY KEY, p BLOB, n INTEGER, x REAL) STRICT");
    EXPECT_EQ(in_engine_words("CREATE TABLE t (id {{id}}, p {{bytes}}, n BIGINT)", false),
              "CREATE TABLE t (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, p BYTEA, n BIGINT)");
    EXPECT_EQ(in_engine_words("UPDATE t SET n = CAST(x AS BIGINT)", true),
              "UPDATE t SET n = CAST(x AS BIGINT)");
    EXPECT_THROW(in_engine_words("CREATE TABLE t (id {{serial}})", true), Failure);
    EXPECT_EQ(in_engine_words("{{sqlite}} CREATE TABLE t (n BIGINT)", true),
              "CREATE TABLE t (n INTEGER) STRICT");
    EXPECT_EQ(in_engine_words("{{sqlite}} CREATE TABLE t (n BIGINT)", false), "");
    EXPECT_EQ(in_engine_words("{{postgres}} ALTER TABLE t DROP n", true), "");
    EXPECT_EQ(in_engine_words("{{postgres}} ALTER TABLE t DROP n", false), "ALTER TABLE t DROP n");
}

TEST(MigrationText, tells_comments_and_created_tables_from_other_statements) {
    EXPECT_EQ(parse_comment("INSERT INTO a VALUES ('COMMENT ON TABLE a')"), std::nullopt);
    EXPECT_EQ(parse_comment("COMMENT ON COLUMN a.b IS 'x'")->column, "b");
    EXPECT_THROW(parse_comment("COMMENT ON COLUMN a IS 'x'"), Failure);
    EXPECT_THROW(parse_comment("COMMENT ON TABLE a IS x"), Failure);
    EXPECT_THROW(parse_comment("COMMENT ON INDEX a IS 'x'"), Failure);
    EXPECT_EQ(created_table("create table if not exists a_b (x TEXT)"), "a_b");
    EXPECT_EQ(created_table("CREATE INDEX i ON a (x)"), std::nullopt);
    EXPECT_EQ(renamed_table("ALTER TABLE a RENAME TO b"), (std::pair<std::string, std::string>{"a", "b"}));
    EXPECT_EQ(renamed_table("ALTER TABLE a RENAME COLUMN b TO c"), std::nullopt);
}

}
}
