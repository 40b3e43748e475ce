#include "platform/storage/seals.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "platform/storage/migrations.hpp"
#include "platform/storage/seal_parts.hpp"
#include "support/test_database.hpp"

namespace tarn::storage {
namespace {

using Sentences = std::vector<std::string>;

class Seals : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        writes_by_hand();  // each test says itself what it expects
        add(701, "Fellshire");
        add(702, "Wealdshire");
    }
    void by_hand(std::string_view sql) {
        const auto db = database().write();
        db->execute(sql);
        db->commit();
    }
    /// In the words of the engine, as a migration.
    void apply(std::string_view sql) {
        const auto db = database().write();
        apply_text(*db, database().is_sqlite(), sql);
        db->commit();
    }
    void add(int code, const char* name) {
        const auto db = database().write();
        db->execute("INSERT INTO authority (code, name, added) VALUES ($1, $2, '2026-01-01T00:00:00Z')", code,
                    name);
        seal(*db, "authority", "code = $1", code);
        db->commit();
    }
    void rename(int code, const char* name) {
        const auto db = database().write();
        change(
            *db, "authority", "code = $1",
            [&] { db->execute("UPDATE authority SET name = $2 WHERE code = $1", code, name); }, code);
        db->commit();
    }
    void remove(int code) {
        const auto db = database().write();
        change(
            *db, "authority", "code = $1",
            [&] { db->execute("DELETE FROM authority WHERE code = $1", code); }, code);
        db->commit();
    }
    SealReport report() { return check_seals(*database().read()); }
    Sentences faults() { return report().faults; }
    void reopen(const std::optional<SealKey>& key) {
        test_database().reopen({.integrity = std::make_shared<Integrity>(key, "the key file")});
    }
};
TARN_ON_EACH_DATABASE(Seals);

TEST_P(Seals, what_tarn_writes_changes_and_deletes_is_proved) {
    EXPECT_EQ(faults(), Sentences{});
    EXPECT_EQ(report().unproved, Sentences{});
    rename(701, "Fell Shire");
    remove(702);
    add(702, "Wealdshire again");
    EXPECT_EQ(faults(), Sentences{});
}

TEST_P(Seals, every_change_past_tarn_is_named) {
    const std::pair<const char*, Sentences> cases[] = {
        {"UPDATE authority SET name = 'Fellshirf' WHERE code = 701",
         {"authority 701 was changed outside Tarn."}},
        {"UPDATE authority SET code = 703 WHERE code = 702",
         {"authority 702 was deleted outside Tarn.", "authority 703 was added outside Tarn."}},
        {"DELETE FROM authority WHERE code = 702", {"authority 702 was deleted outside Tarn."}},
        {"INSERT INTO authority (code, name, added) VALUES (703, 'X', '2026-01-01T00:00:00Z')",
         {"authority 703 was added outside Tarn."}},
        {"DELETE FROM row_seal WHERE row_key = '702'",
         {"1 row of authority or their seals were removed outside Tarn.",
          "authority 702 was added outside Tarn."}},
        {"UPDATE row_seal SET seal = '00000000000000000000000000000000' WHERE row_key = '702'",
         {"Seals of authority were changed outside Tarn.", "authority 702 was changed outside Tarn."}},
        {"UPDATE sealed_table SET sealed = 1 WHERE name = 'authority'",
         {"The total of the seals of authority was changed outside Tarn.",
          "Seals of authority were changed outside Tarn."}},
        {"UPDATE seal_key SET tables = ''",
         {"The row that says which tables are sealed was changed outside Tarn."}},
        {"DELETE FROM seal_key", {"The key's registration was removed outside Tarn."}},
    };
    for (const auto& [sql, expected] : cases) {
        {
            const auto db = database().write();
            vouch_for_rows(*db);
            db->commit();
        }
        ASSERT_EQ(faults(), Sentences{}) << "before " << sql;
        by_hand(sql);
        EXPECT_EQ(faults(), expected) << sql;
        test_database().reopen();
        by_hand("DELETE FROM authority");
        add(701, "Fellshire");
        add(702, "Wealdshire");
    }
}

TEST_P(Seals, a_row_removed_with_its_seal_is_missed) {
    by_hand("DELETE FROM authority WHERE code = 702");
    by_hand("DELETE FROM row_seal WHERE of_table = 'authority' AND row_key = '702'");
    EXPECT_EQ(faults(), Sentences{"1 row of authority or their seals were removed outside Tarn."});
}

TEST_P(Seals, a_later_change_by_tarn_does_not_cover_up_an_earlier_one) {
    by_hand("UPDATE authority SET added = '2020-01-01T00:00:00Z' WHERE code = 701");
    rename(701, "Fell Shire");
    const Sentences expected{"authority 701 had been changed outside Tarn before Tarn last changed it."};
    EXPECT_EQ(faults(), expected);
    rename(701, "Fellshire");
    EXPECT_EQ(faults(), expected) << "it stays marked";
    by_hand("UPDATE row_seal SET seal = substr(seal, 2) WHERE substr(seal, 1, 1) = '!'");
    EXPECT_EQ(faults(), Sentences{"authority 701 was changed outside Tarn."})
        << "nor can the mark be taken away";
    by_hand("INSERT INTO authority (code, name, added) VALUES (703, 'X', '2026-01-01T00:00:00Z')");
    rename(703, "Y");
    EXPECT_EQ(faults().size(), 2U) << "nor one that was added";
    remove(703);
    EXPECT_EQ(faults().back(), "authority 703 had been changed outside Tarn before Tarn deleted it.");
    const auto db = database().write();
    vouch_for_rows(*db);
    db->commit();
    EXPECT_EQ(faults(), Sentences{}) << "until somebody vouches for it";
}

TEST_P(Seals, rows_from_before_the_key_are_unproved_and_counted) {
    test::TestDatabase older(GetParam(), test::TestDatabase::Schema::migrated);
    {
        const auto db = older->write();
        db->execute("DELETE FROM seal_key");
        db->execute("UPDATE sealed_table SET seal = ''");
        for (const int code : {701, 702, 703})
            db->execute("INSERT INTO authority (code, name, added) VALUES ($1, 'X', '2026-01-01T00:00:00Z')",
                        code);
        register_key(*db);
        db->commit();
    }
    const auto now = [&] { return check_seals(*older->read()); };
    EXPECT_EQ(now().faults, Sentences{});
    ASSERT_EQ(now().unproved.size(), 1U);
    EXPECT_TRUE(now().unproved[0].starts_with("3 rows of authority from before the key"))
        << now().unproved[0];
    const auto act = [&](std::string_view sql) {
        const auto db = older->write();
        change(*db, "authority", "code = 702",
               [&] { db->execute("UPDATE authority SET name = 'Y' WHERE code = 702"); });
        db->execute(sql);
        db->commit();
    };
    act("SELECT 1");
    EXPECT_EQ(now().faults, Sentences{});
    EXPECT_TRUE(now().unproved.at(0).starts_with("2 rows of authority"))
        << "one has a seal since Tarn changed it";
    act("INSERT INTO authority (code, name, added) VALUES (704, 'X', '2026-01-01T00:00:00Z')");
    EXPECT_EQ(now().faults.size(), 1U);
    act("DELETE FROM authority WHERE code IN (701, 703, 704)");
    EXPECT_EQ(now().faults, Sentences{"2 rows of authority from before the key were removed outside Tarn."});
}

TEST_P(Seals, cannot_be_switched_off_where_the_trail_knows_the_key) {
    const std::string id = database().integrity().key()->id();
    by_hand(
        "INSERT INTO audit (id, at, role, action, object, purpose, detail, quarter, hash) VALUES (1, "
        "'2026-01-01T00:00:00Z', '', 'seals.registered', 'database', '', 'key " +
        id + "', '', 'x')");
    EXPECT_EQ(faults(), Sentences{});
    by_hand("UPDATE seal_key SET key_id = 'another'");
    EXPECT_EQ(faults(), Sentences{"The registration of key " + id + " was changed outside Tarn."});
    by_hand("DELETE FROM seal_key");
    by_hand("DELETE FROM row_seal");
    by_hand("DELETE FROM trail_head");
    by_hand("UPDATE sealed_table SET seal = '', digest = '', sealed = 0, unproved = 0");
    EXPECT_EQ(faults(), Sentences{"The registration of key " + id + " was removed outside Tarn."});
    EXPECT_THROW(rename(701, "X"), Failure) << "a server that runs does not go on as if nothing were";
    const auto db = database().write();
    EXPECT_THROW(register_key(*db), Failure) << "nor does one that starts register again";
}

TEST_P(Seals, without_the_key_nothing_is_written_and_nothing_is_called_proved) {
    reopen(std::nullopt);
    EXPECT_EQ(faults(), Sentences{});
    ASSERT_EQ(report().unproved.size(), 1U);
    EXPECT_NE(report().unproved[0].find("not at the key file"), std::string::npos);
    EXPECT_THROW(rename(701, "X"), Failure);
    reopen(SealKey::make());
    EXPECT_EQ(report().unproved.size(), 1U) << "another key proves nothing either";
    EXPECT_THROW(add(703, "X"), Failure);
}

// A migration that renames a sealed table and moves rows to another.
TEST_P(Seals, go_with_rows_that_a_migration_moves) {
    apply("CREATE TABLE place (id BIGINT PRIMARY KEY, name TEXT NOT NULL, road TEXT NOT NULL)");
    by_hand("INSERT INTO sealed_table (name, row_key) VALUES ('place', 'id')");
    {
        const auto db = database().write();
        ASSERT_TRUE(register_key(*db));
        db->execute(
            "INSERT INTO place (id, name, road) VALUES (1, 'Brook', 'Mill Lane'), (2, 'Hill', 'High Road')");
        seal(*db, "place", "1 = 1");
        db->commit();
    }
    ASSERT_EQ(faults(), Sentences{});
    const std::string moving =
        "ALTER TABLE place RENAME TO house; CREATE TABLE road (house BIGINT PRIMARY KEY, name TEXT NOT "
        "NULL); "
        "INSERT INTO road (house, name) SELECT id, road FROM house; ALTER TABLE house DROP COLUMN road; "
        "DELETE FROM sealed_table WHERE name = 'place'; "
        "INSERT INTO sealed_table (name, row_key) VALUES ('house', 'id'), ('road', 'house')";
    const auto migrate = [&](const std::string& by_whom) {
        const auto db = database().write();
        db->execute(by_whom);
        MovedSeals seals(*db, database().is_sqlite(), moving);
        apply_text(*db, database().is_sqlite(), moving);
        seals.finish();
        return check_seals(*db);
    };
    for (const char* meddling : {"UPDATE place SET name = 'X' WHERE id = 2", "DELETE FROM place WHERE id = 1",
                                 "INSERT INTO place (id, name, road) VALUES (3, 'X', 'X')",
                                 "DELETE FROM row_seal WHERE of_table = 'place'"})
        EXPECT_THROW(migrate(meddling), Failure) << "nothing that was changed past Tarn is sealed as genuine";
    const auto unproved = migrate(
        "UPDATE authority SET name = 'X' WHERE code = 701");  // a table that the migration does not name
    EXPECT_EQ(unproved.faults, Sentences{"authority 701 was changed outside Tarn."});
    EXPECT_EQ(migrate("SELECT 1").faults, Sentences{});
    EXPECT_EQ(migrate("SELECT 1").unproved, Sentences{}) << "what was proved stays proved";
    {
        const auto db = database().write();
        MovedSeals seals(*db, database().is_sqlite(), moving);
        apply_text(*db, database().is_sqlite(), moving);
        seals.finish();
        db->commit();
    }
    by_hand("UPDATE road SET name = 'X' WHERE house = 1");
    EXPECT_EQ(faults(), Sentences{"road 1 was changed outside Tarn."});
}

TEST_P(Seals, of_rows_older_than_the_key_are_not_made_up_by_a_migration) {
    apply("CREATE TABLE place (id BIGINT PRIMARY KEY, name TEXT NOT NULL)");
    by_hand("INSERT INTO place (id, name) VALUES (1, 'Brook')");
    by_hand("INSERT INTO sealed_table (name, row_key) VALUES ('place', 'id')");
    const auto db = database().write();
    ASSERT_TRUE(register_key(*db));
    constexpr std::string_view moving =
        "ALTER TABLE place RENAME TO house; DELETE FROM sealed_table WHERE name = 'place'; "
        "INSERT INTO sealed_table (name, row_key) VALUES ('house', 'id')";
    MovedSeals seals(*db, database().is_sqlite(), moving);
    apply_text(*db, database().is_sqlite(), moving);
    seals.finish();
    const auto found = check_seals(*db);
    EXPECT_EQ(found.faults, Sentences{});
    ASSERT_EQ(found.unproved.size(), 1U);
    EXPECT_TRUE(found.unproved[0].starts_with("1 row of house from before the key"));
}

TEST_P(Seals, follow_their_key_when_it_is_changed) {
    by_hand("INSERT INTO authority (code, name, added) VALUES (703, 'X', '2026-01-01T00:00:00Z')");
    const auto next = SealKey::make();
    {
        const auto db = database().write();
        change_key(*db, next);
        db->commit();
    }
    EXPECT_EQ(report().unproved.size(), 1U) << "the old key";
    reopen(next);
    EXPECT_EQ(faults(), Sentences{}) << "the new key";
    EXPECT_EQ(report().unproved.size(), 1U) << "a row without a seal gets none by a change of key";
    rename(701, "Fell Shire");
    EXPECT_EQ(faults(), Sentences{});
}

TEST_P(Seals, outlive_backup_and_restore_on_either_engine) {
    const std::string file = test_database().folder() + "/copy.tarn";
    database().backup(file);
    for (const auto engine : {test::Engine::sqlite, GetParam()}) {
        test::TestDatabase other(engine, test::TestDatabase::Schema::empty);
        other.reopen({.integrity = std::make_shared<Integrity>(database().integrity().key())});
        other->restore(file);
        EXPECT_EQ(check_seals(*other->read()).faults, Sentences{});
        const auto db = other->write();
        db->execute("UPDATE authority SET name = 'X' WHERE code = 701");
        EXPECT_EQ(check_seals(*db).faults, Sentences{"authority 701 was changed outside Tarn."});
    }
}

TEST(SealKeys, live_in_a_file_of_their_owner) {
    const test::TemporaryFolder folder;
    const std::string file = folder.file("tarn.key");
    EXPECT_FALSE(SealKey::load(file));
    const auto key = SealKey::make();
    key.save(file);
    EXPECT_EQ(SealKey::load(file)->id(), key.id());
    EXPECT_NE(SealKey::make().id(), key.id());
    EXPECT_THROW(key.save(file), Failure) << "a key is never overwritten";
    const auto mode = std::filesystem::status(file).permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::permissions(file, std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    EXPECT_THROW(SealKey::load(file), Failure) << "others may read it";
    std::filesystem::permissions(file, mode);
    for (const char* text : {"", "tarn-key-1 ", "tarn-key-1 00", "something else"}) {
        std::ofstream(file) << text;
        EXPECT_THROW(SealKey::load(file), Failure) << text;
    }
}

TEST(TrailHeads, are_found_in_any_text) {
    const std::string hash(64, 'a'), other(64, 'b');
    const std::string log = "2026-11-27 info " + trail_head_text({12, hash}) +
                            "\nnonsense trail head x\ntrail head 3 \n" + trail_head_text({13, other});
    EXPECT_EQ(trail_heads_in(log), (std::vector<TrailHead>{{12, hash}, {13, other}}));
    EXPECT_TRUE(trail_heads_in("trail head 99999999999999999999999 " + hash).empty());
}

TEST(TrailHeads, are_noted_outside_the_database) {
    const test::TemporaryFolder folder;
    Integrity integrity({}, {}, folder.file("head"));
    EXPECT_FALSE(integrity.noted_head());
    integrity.note_head({100, std::string(64, 'a')});
    integrity.note_head({101, std::string(64, 'b')});
    EXPECT_EQ(integrity.noted_head(), (TrailHead{101, std::string(64, 'b')}));
    integrity.note_head({100, std::string(64, 'a')});
    EXPECT_EQ(integrity.noted_head()->position, 101) << "two commits at once, told the other way round";
    Integrity restored({}, {}, folder.file("head"));
    restored.note_head({7, std::string(64, 'c')});
    EXPECT_EQ(integrity.noted_head(), (TrailHead{7, std::string(64, 'c')})) << "after a restore";
    std::vector<TrailHead> told;
    integrity.tell_heads([&](const TrailHead& head) { told.push_back(head); });
    for (int i = 200; i < 220; ++i) integrity.note_head({i, std::string(64, 'd')});
    EXPECT_EQ(told, (std::vector<TrailHead>{{200, std::string(64, 'd')}})) << "the log is not flooded";
}

}
}
