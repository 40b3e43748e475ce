// A backup of a live database rebuilds on either engine, whole, or not at all.
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

#include "support/test_database.hpp"

namespace tarn::storage {
namespace {

constexpr Migration ledger{"0001_ledger.sql", R"(
CREATE TABLE account (id {{id}}, name TEXT NOT NULL, parent BIGINT REFERENCES account (id));
INSERT INTO account (name) VALUES ('made by the migration');
CREATE TABLE entry (
    id {{id}},
    account BIGINT NOT NULL REFERENCES account (id),
    amount BIGINT NOT NULL,
    ratio DOUBLE PRECISION,
    note TEXT,
    packed {{bytes}}
);
CREATE TABLE vacant (id {{id}});
COMMENT ON TABLE entry IS 'What was booked.';
)"};

using Routes = std::pair<test::Engine, test::Engine>;

class Backup : public testing::TestWithParam<Routes> {
  protected:
    void SetUp() override {
        const bool needs_server = GetParam() != Routes{test::Engine::sqlite, test::Engine::sqlite};
        if (needs_server && !test::postgres_available())
            GTEST_SKIP()
                << "NOT TESTED ON POSTGRESQL: set TARN_TEST_POSTGRES (tests/postgres.sh start DIR prints it)";
        from_ = std::make_unique<test::TestDatabase>(GetParam().first, test::TestDatabase::Schema::empty);
        to_ = std::make_unique<test::TestDatabase>(GetParam().second, test::TestDatabase::Schema::empty);
        from()->migrate(std::array{ledger});
    }
    test::TestDatabase& from() { return *from_; }
    test::TestDatabase& to() { return *to_; }
    std::string file() const { return from_->folder() + "/tarn.backup"; }

    /// Both sides of a booking in one transaction: any consistent copy sums to zero.
    void book(std::int64_t amount) {
        auto db = from()->write();
        for (const std::int64_t side : {amount, -amount}) {
            const std::string note = "nöte\n\t" + std::to_string(side), packed("\0\xFFx", 3);
            db->execute("INSERT INTO entry (account, amount, ratio, note, packed) VALUES (1, $1, $2, $3, $4)",
                        side, static_cast<double>(side) / 3, note, Blob{packed});
        }
        db->commit();
    }
    static std::string everything(Database& database) {
        std::string text;
        auto db = database.read();
        for (const Row& row : db->query("SELECT id, name, parent FROM account ORDER BY id"))
            text += std::to_string(row.integer(0)) + row.string(1) +
                    std::to_string(row.maybe_integer(2).value_or(-1)) + "|";
        for (const Row& row : db->query("SELECT id, amount, ratio, note, packed FROM entry ORDER BY id")) {
            text += std::to_string(row.integer(0)) + " " + std::to_string(row.integer(1)) + " ";
            text += std::to_string(std::hash<double>{}(row.maybe_real(2).value_or(-1)));
            text += row.maybe_string(3).value_or("NULL") +
                    (row.is_null(4) ? "NULL" : std::string(row.bytes(4))) + "|";
        }
        return text;
    }

  private:
    std::unique_ptr<test::TestDatabase> from_, to_;
};
using enum test::Engine;
INSTANTIATE_TEST_SUITE_P(Route, Backup,
                         testing::Values(Routes{sqlite, sqlite}, Routes{sqlite, postgres},
                                         Routes{postgres, sqlite}, Routes{postgres, postgres}),
                         [](const auto& route) {
                             return test::name_of(route.param.first) + "_to_" +
                                    test::name_of(route.param.second);
                         });

TEST_P(Backup, rebuilds_every_row_on_either_engine) {
    for (int i = 1; i <= 1500; ++i) {
        if (i > 20 && i % 100 != 0) continue;
        book(i);
    }
    {
        auto db = from()->write();
        db->execute("INSERT INTO entry (account, amount, note) VALUES (1, 0, '')");
        db->execute("INSERT INTO account (id, name) VALUES (5, 'parent')");
        db->execute(
            "INSERT INTO account (id, name, parent) VALUES (3, 'child', 5)");  // stands before its parent
        db->commit();
    }
    from()->backup(file());
    to()->restore(file());
    EXPECT_EQ(everything(*to()), everything(*from()));
    EXPECT_EQ(to()->verify(), std::vector<std::string>{});
    EXPECT_FALSE(to()->needs_migration(std::array{ledger}));
    EXPECT_EQ(data_dictionary(*to()->read()).size(), data_dictionary(*from()->read()).size());
    auto db = to()->write();
    EXPECT_EQ(db->insert("INSERT INTO account (name) VALUES ('next') RETURNING id"), 6)
        << "keys go on where they were";
}

TEST_P(Backup, fills_a_renamed_table_before_those_that_refer_to_it) {
    const Migration renaming{"0002_holder.sql",
                             "ALTER TABLE account RENAME TO holder; CREATE TABLE account (holder BIGINT "
                             "PRIMARY KEY REFERENCES holder (id)); "
                             "INSERT INTO account (holder) SELECT id FROM holder"};
    from()->migrate(std::array{ledger, renaming});
    book(5);
    from()->backup(file());
    to()->restore(file());
    const auto db = to()->read();
    EXPECT_EQ(db->count("SELECT COUNT(*) FROM account a JOIN holder h ON h.id = a.holder"), 1);
    EXPECT_EQ(db->count("SELECT COUNT(*) FROM entry e JOIN holder h ON h.id = e.account"), 2);
}

TEST_P(Backup, is_consistent_while_others_write) {
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (int i = 1; !stop; ++i) book(i);
    });
    while (from()->read()->count("SELECT COUNT(*) FROM entry") < 20) std::this_thread::yield();
    from()->backup(file());
    stop = true;
    writer.join();
    to()->restore(file());
    const auto copied = to()->read()->count("SELECT COUNT(*) FROM entry");
    EXPECT_GE(copied, 20);
    EXPECT_EQ(copied % 2, 0);
    EXPECT_EQ(to()->read()->count("SELECT SUM(amount) FROM entry"), 0);
}

TEST_P(Backup, is_refused_when_damaged_or_cut_short) {
    for (int i = 1; i <= 50; ++i) book(i);
    from()->backup(file());
    std::ifstream in(file(), std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    const auto refuses = [&](std::string content, const char* why) {
        std::ofstream(file(), std::ios::binary) << content;
        EXPECT_THROW(to()->restore(file()), Failure) << why;
    };
    for (const std::size_t kept : {std::size_t{0}, std::size_t{5}, whole.size() / 2, whole.size() - 1})
        refuses(whole.substr(0, kept), "cut short");
    for (const std::size_t at : {std::size_t{30}, whole.size() / 3, whole.size() - 6}) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
        refuses(flipped, "one bit flipped");
    }
    refuses("not a backup at all", "another file");
    EXPECT_THROW(to()->restore("/nonexistent/file"), Failure);
    std::ofstream(file(), std::ios::binary) << whole;
    to()->restore(file());
    EXPECT_EQ(everything(*to()), everything(*from())) << "the refused ones left nothing";
}

TEST_P(Backup, does_not_restore_over_a_database_in_use) {
    from()->backup(file());
    to()->migrate(std::array{ledger});
    EXPECT_THROW(to()->restore(file()), Failure);
}

TEST_P(Backup, that_cannot_be_written_leaves_the_last_one_alone) {
    from()->backup(file());
    const auto size = std::filesystem::file_size(file());
    book(1);
    std::filesystem::create_directory(file() + ".unfinished");
    EXPECT_THROW(from()->backup(file()), Failure);
    EXPECT_EQ(std::filesystem::file_size(file()), size);
    EXPECT_THROW(from()->backup(from().folder() + "/absent/x"), Failure);
}

}
}
