// What a transaction promises, on both engines.
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <thread>

#include "support/test_database.hpp"

namespace tarn::storage {
namespace {

constexpr Migration things{"0001_things.sql", R"(
CREATE TABLE place (id {{id}}, name TEXT NOT NULL UNIQUE);
CREATE TABLE thing (
    id {{id}},
    place BIGINT REFERENCES place (id),
    name TEXT,
    amount BIGINT CHECK (amount >= 0),
    ratio DOUBLE PRECISION,
    packed {{bytes}}
);
COMMENT ON TABLE place IS 'Where things are.';
COMMENT ON COLUMN place.id IS 'Number.';
COMMENT ON COLUMN place.name IS 'What it''s called;
    unique.';
)"};

class Storage : public test::OnEachDatabase {
  protected:
    test::TestDatabase::Schema schema() const override { return test::TestDatabase::Schema::empty; }
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (!IsSkipped()) database().migrate(std::array{things});
    }
    std::int64_t things_stored() { return database().read()->count("SELECT COUNT(*) FROM thing"); }
};
TARN_ON_EACH_DATABASE(Storage);

TEST_P(Storage, keeps_numbers_text_and_bytes_exactly) {
    const double doubles[] = {0.1,
                              1.0 / 3,
                              5e-324,
                              1.7976931348623157e308,
                              -2.5,
                              0.0,
                              1e22,
                              123456789.12345679,
                              std::numeric_limits<double>::infinity()};
    const std::int64_t integers[] = {0, 1, 9007199254740993, std::numeric_limits<std::int64_t>::max()};
    const std::string texts[] = {"", "plain", "Ysgol Gyfun Gŵyr 🏫", "quote ' and \" and \\ and $1",
                                 "line\nline\ttab"};
    std::string every_byte;
    for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
    const std::string blobs[] = {"", std::string(1, '\0'), every_byte,
                                 std::string(100000, '\xFF') + '\0' + "end"};
    auto db = database().write();
    for (const double value : doubles) {
        const auto id = db->insert("INSERT INTO thing (ratio) VALUES ($1) RETURNING id", value);
        EXPECT_EQ(
            db->first(
                "SELECT ratio FROM thing WHERE id = $1", [](const Row& row) { return row.real(0); }, id),
            value);
    }
    for (const std::int64_t value : integers) {
        const auto id = db->insert("INSERT INTO thing (amount) VALUES ($1) RETURNING id", value);
        EXPECT_EQ(db->count("SELECT amount FROM thing WHERE id = $1", id), value);
    }
    for (const std::string& value : texts) {
        const auto id = db->insert("INSERT INTO thing (name) VALUES ($1) RETURNING id", value);
        EXPECT_EQ(
            db->first(
                "SELECT name FROM thing WHERE id = $1", [](const Row& row) { return row.string(0); }, id),
            value);
        EXPECT_EQ(db->count("SELECT COUNT(*) FROM thing WHERE name = $1 AND id = $2", value, id), 1);
    }
    for (const std::string& value : blobs) {
        const auto id = db->insert("INSERT INTO thing (packed) VALUES ($1) RETURNING id", Blob{value});
        EXPECT_EQ(db->first(
                      "SELECT packed FROM thing WHERE id = $1",
                      [](const Row& row) { return Bytes(row.bytes(0)); }, id),
                  value);
    }
}

TEST_P(Storage, tells_null_from_empty_and_refuses_to_guess) {
    auto db = database().write();
    db->execute("INSERT INTO thing (name, amount, ratio, packed) VALUES ($1, $2, $3, $4)", Null{},
                std::optional<std::int64_t>{}, std::nullopt, std::optional<Blob>{});
    db->execute("INSERT INTO thing (name, amount, ratio, packed) VALUES ($1, $2, $3, $4)", "", 0, 0.0,
                Blob{""});
    EXPECT_EQ(db->count("SELECT COUNT(*) FROM thing WHERE name IS NULL AND amount IS NULL AND ratio IS NULL "
                        "AND packed IS NULL"),
              1);
    EXPECT_EQ(db->count("SELECT COUNT(*) FROM thing WHERE name = '' AND amount = 0 AND ratio = 0"), 1);
    for (const Row& row : db->query("SELECT name, amount, ratio, packed FROM thing WHERE name IS NULL")) {
        EXPECT_EQ(row.maybe_string(0), std::nullopt);
        EXPECT_EQ(row.maybe_integer(1), std::nullopt);
        EXPECT_EQ(row.maybe_real(2), std::nullopt);
        EXPECT_TRUE(row.is_null(3));
        EXPECT_THROW(row.text(0), Failure);
        EXPECT_THROW(row.integer(1), Failure);
        EXPECT_THROW(row.real(2), Failure);
        EXPECT_THROW(row.bytes(3), Failure);
        EXPECT_THROW(row.text(4), Failure);
    }
    for (const Row& row : db->query("SELECT amount, name, ratio FROM thing WHERE name = ''")) {
        EXPECT_THROW(row.text(0), Failure);
        EXPECT_THROW(row.integer(1), Failure);
        EXPECT_THROW(row.bytes(1), Failure);
        EXPECT_EQ(row.real(0), 0.0);
    }
}

TEST_P(Storage, refuses_what_only_one_engine_would_keep) {
    const std::string_view refused[] = {
        {"a\0b", 3}, "\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "caf\xE9 bar de la plage"};
    for (const auto text : refused)
        EXPECT_THROW(database().write()->execute("INSERT INTO thing (name) VALUES ($1)", text), Failure);
    EXPECT_THROW(database().write()->execute("INSERT INTO thing (ratio) VALUES ($1)", std::nan("")), Failure);
    EXPECT_EQ(things_stored(), 0);
}

TEST_P(Storage, stores_minus_zero_as_zero) {
    auto db = database().write();
    const auto id = db->insert("INSERT INTO thing (ratio) VALUES ($1) RETURNING id", -0.0);
    EXPECT_FALSE(std::signbit(*db->first(
        "SELECT ratio FROM thing WHERE id = $1", [](const Row& row) { return row.real(0); }, id)));
}

TEST_P(Storage, numbers_parameters_by_name_not_by_place) {
    auto db = database().read();
    const auto read = [](const Row& row) {
        return row.integer(0) * 100 + row.integer(1) * 10 + row.integer(2);
    };
    EXPECT_EQ(db->first("SELECT $2 + 0, $1 + 0, $2 + 0", read, 1, 2), 212);
    EXPECT_EQ(db->first("SELECT $1 + 0, $2 + 0, $10 + 0", read, 1, 2, 3, 4, 5, 6, 7, 8, 9, 5), 125);
}

TEST_P(Storage, orders_text_by_bytes) {
    auto db = database().write();
    for (const char* name : {"b", "a", "B", "A", "é", "z", "_", "a b", "ab", "É", "10", "9"})
        db->execute("INSERT INTO place (name) VALUES ($1)", name);
    std::string order;
    for (const Row& row : db->query("SELECT name FROM place ORDER BY name COLLATE \"C\""))
        order += row.string(0) + "|";
    EXPECT_EQ(order, "10|9|A|B|_|a|a b|ab|b|z|É|é|");
}

TEST_P(Storage, counts_and_sums_as_whole_numbers) {
    auto db = database().write();
    for (int i = 1; i <= 3; ++i) db->execute("INSERT INTO thing (amount, ratio) VALUES ($1, $2)", i, i * 0.5);
    EXPECT_EQ(db->count("SELECT SUM(amount) FROM thing"), 6);
    EXPECT_EQ(db->count("SELECT CASE WHEN amount > 2 THEN 1 ELSE 0 END FROM thing ORDER BY id DESC"), 1);
    const auto average = [](const Row& row) { return row.real(0); };
    EXPECT_EQ(db->first("SELECT AVG(ratio) FROM thing", average), 1.0);
    EXPECT_EQ(db->first("SELECT AVG(amount) FROM thing", average), 2.0);
    EXPECT_THROW(db->count("SELECT AVG(ratio) + 0.25 FROM thing"), Failure);
}

TEST_P(Storage, rolls_back_what_is_not_committed) {
    {
        auto db = database().write();
        db->execute("INSERT INTO thing (name) VALUES ('lost')");
    }
    EXPECT_EQ(things_stored(), 0);
    const auto before = database().version();
    auto db = database().write();
    EXPECT_EQ(db->execute("INSERT INTO thing (name) VALUES ('a'), ('b')"), 2);
    EXPECT_EQ(db->execute("UPDATE thing SET amount = 1 WHERE name = $1", "a"), 1);
    EXPECT_EQ(db->execute("DELETE FROM thing WHERE name = $1", "z"), 0);
    db->commit();
    EXPECT_EQ(things_stored(), 2);
    EXPECT_GT(database().version(), before);
    EXPECT_THROW(db->execute("DELETE FROM thing"), Failure);
}

TEST_P(Storage, changes_rows_whether_or_not_the_returned_ones_are_read) {
    auto db = database().write();
    db->query("INSERT INTO thing (name) VALUES ('a'), ('b') RETURNING id");
    db->insert("INSERT INTO thing (name) VALUES ('c'), ('d') RETURNING id");
    db->commit();
    EXPECT_EQ(things_stored(), 4);
}

TEST_P(Storage, gives_a_reader_one_view_while_a_writer_commits) {
    auto reader = database().read();
    {
        auto db = database().write();
        db->execute("INSERT INTO thing (name) VALUES ('new')");
        db->commit();
    }
    EXPECT_EQ(reader->count("SELECT COUNT(*) FROM thing"), 0);
    EXPECT_EQ(things_stored(), 1);
    EXPECT_EQ(reader->count("SELECT COUNT(*) FROM thing"), 0);
}

TEST_P(Storage, does_not_let_a_reader_write) {
    EXPECT_THROW(database().read()->query("INSERT INTO thing (name) VALUES ('x') RETURNING id"), Failure);
    EXPECT_EQ(things_stored(), 0);
}

TEST_P(Storage, keeps_rows_readable_after_a_temporary_reader) {
    {
        auto db = database().write();
        for (int i = 0; i < 100; ++i) db->execute("INSERT INTO thing (amount) VALUES ($1)", i);
        db->commit();
    }
    std::int64_t sum = 0;
    for (const Row& row : database().read()->query("SELECT amount FROM thing WHERE name IS NULL OR name = $1",
                                                   std::string("x") + "y"))
        sum += row.integer(0);
    EXPECT_EQ(sum, 4950);
}

TEST_P(Storage, nests_cursors_over_the_same_statement) {
    auto db = database().write();
    for (int i = 1; i <= 3; ++i) db->execute("INSERT INTO thing (amount) VALUES ($1)", i);
    std::string seen;
    constexpr auto sql = "SELECT amount FROM thing ORDER BY id";
    for (const Row& outer : db->query(sql))
        for (const Row& inner : db->query(sql))
            seen += std::to_string(outer.integer(0) * 10 + inner.integer(0)) + " ";
    EXPECT_EQ(seen, "11 12 13 21 22 23 31 32 33 ");
}

TEST_P(Storage, says_which_rule_was_broken_and_ends_the_transaction) {
    const auto broken_by = [this](const char* sql) {
        auto db = database().write();
        db->execute("INSERT INTO place (id, name) VALUES (1, 'here')");
        EXPECT_THROW(db->execute(sql), ConstraintBroken) << sql;
        EXPECT_THROW(db->execute("INSERT INTO place (name) VALUES ('there')"), Failure);
        EXPECT_THROW(db->commit(), Failure);
    };
    broken_by("INSERT INTO place (name) VALUES ('here')");
    broken_by("INSERT INTO place (name) VALUES (NULL)");
    broken_by("INSERT INTO thing (place) VALUES (77)");
    broken_by("INSERT INTO thing (amount) VALUES (-1)");
    EXPECT_EQ(database().read()->count("SELECT COUNT(*) FROM place"), 0);
}

TEST_P(Storage, makes_writers_take_turns) {
    constexpr int each = 50;
    const auto add = [this] {
        for (int i = 0; i < each; ++i) {
            auto db = database().write();
            const auto highest = db->count("SELECT COALESCE(MAX(amount), 0) FROM thing");
            db->execute("INSERT INTO thing (amount) VALUES ($1)", highest + 1);
            db->commit();
        }
    };
    auto elsewhere = Database::open(test_database().address());  // as a second process
    const auto add_elsewhere = [&] {
        for (int i = 0; i < each; ++i) {
            auto db = elsewhere->write();
            const auto highest = db->count("SELECT COALESCE(MAX(amount), 0) FROM thing");
            db->execute("INSERT INTO thing (amount) VALUES ($1)", highest + 1);
            db->commit();
        }
    };
    std::thread first(add), second(add), third(add_elsewhere);
    first.join(), second.join(), third.join();
    EXPECT_EQ(database().read()->count("SELECT COUNT(DISTINCT amount) FROM thing"), 3 * each);
    EXPECT_EQ(database().read()->count("SELECT MAX(amount) FROM thing"), 3 * each);
}

TEST_P(Storage, says_busy_when_another_writer_does_not_finish) {
    Options impatient;
    impatient.busy = std::chrono::milliseconds(50);
    auto elsewhere = Database::open(test_database().address(), impatient);
    auto holder = database().write();
    holder->execute("INSERT INTO thing (name) VALUES ('held')");
    EXPECT_THROW(elsewhere->write()->execute("INSERT INTO thing (name) VALUES ('second')"), Busy);
    holder->commit();
    auto db = elsewhere->write();
    db->execute("INSERT INTO thing (name) VALUES ('third')");
    db->commit();
    EXPECT_EQ(things_stored(), 2);
    auto mine = elsewhere->write();
    EXPECT_THROW(elsewhere->write(), Busy) << "the same process, too";
}

TEST_P(Storage, runs_events_in_order_after_the_commit_only) {
    std::string events;
    {
        auto db = database().write();
        db->after_commit([&] { events += "never"; });
    }
    auto db = database().write();
    db->execute("INSERT INTO thing (name) VALUES ('x')");
    db->after_commit([&] { events += "first " + std::to_string(things_stored()) + " "; });
    db->after_commit([&] { events += "second"; });
    db->after_commit([this] {
        auto another = database().write();
        another->execute("INSERT INTO thing (name) VALUES ('y')");
        another->commit();
    });
    EXPECT_EQ(events, "");
    db->commit();
    EXPECT_EQ(events, "first 1 second");
    EXPECT_EQ(things_stored(), 2);
}

TEST_P(Storage, appends_many_rows_of_every_type) {
    constexpr std::size_t rows = 5000;
    auto db = database().write();
    std::string name, packed;
    db->append("thing", "name, amount, ratio, packed", rows, [&](std::size_t i, std::span<Value> cells) {
        name = "n\\N\t" + std::to_string(i);
        packed = std::string(i % 7, '\0') + "x";
        cells[0] = name;
        cells[1] = static_cast<std::int64_t>(i);
        if (i % 2 == 0) cells[2] = static_cast<double>(i) / 3;
        cells[3] = Blob{packed};
    });
    db->append("thing", "ratio", 1, [](std::size_t, std::span<Value> cells) { cells[0] = std::int64_t{4}; });
    db->commit();
    std::size_t i = 0;
    for (const Row& row : database().read()->query(
             "SELECT name, amount, ratio, packed FROM thing WHERE name IS NOT NULL ORDER BY amount")) {
        ASSERT_EQ(row.text(0), "n\\N\t" + std::to_string(i));
        ASSERT_EQ(row.integer(1), static_cast<std::int64_t>(i));
        ASSERT_EQ(row.maybe_real(2), i % 2 == 0 ? std::optional(static_cast<double>(i) / 3) : std::nullopt);
        ASSERT_EQ(row.bytes(3), std::string(i % 7, '\0') + "x");
        ++i;
    }
    EXPECT_EQ(i, rows);
    EXPECT_EQ(database().read()->count("SELECT COUNT(*) FROM thing WHERE ratio = 4.0 AND name IS NULL"), 1);
}

TEST_P(Storage, gives_new_keys_after_an_append_with_keys) {
    auto db = database().write();
    db->append("place", "id, name", 2, [](std::size_t i, std::span<Value> cells) {
        cells[0] = static_cast<std::int64_t>(i + 1);
        cells[1] = i == 0 ? std::string_view{"one"} : std::string_view{"two"};
    });
    EXPECT_EQ(db->insert("INSERT INTO place (name) VALUES ('three') RETURNING id"), 3);
}

TEST_P(Storage, keeps_nothing_of_a_broken_append) {
    auto db = database().write();
    const auto same_name_twice = [](std::size_t, std::span<Value> cells) {
        cells[0] = std::string_view{"same"};
    };
    EXPECT_THROW(db->append("place", "name", 2, same_name_twice), ConstraintBroken);
    db.reset();
    EXPECT_EQ(database().read()->count("SELECT COUNT(*) FROM place"), 0);
    auto next = database().write();
    EXPECT_THROW(next->append("place", "name", 2,
                              [](std::size_t i, std::span<Value>) {
                                  if (i == 1) throw std::runtime_error("the caller gave up");
                              }),
                 std::exception);
}

TEST_P(Storage, survives_more_statements_than_it_keeps) {
    auto db = database().read();
    for (int i = 0; i < 600; ++i) EXPECT_EQ(db->count("SELECT " + std::to_string(i) + " + $1", 1), i + 1);
}

TEST_P(Storage, finds_nothing_wrong_with_itself) {
    EXPECT_EQ(database().verify(), std::vector<std::string>{});
}

}
}
