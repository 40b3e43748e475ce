// Bits of stored content changed behind the program's back, and a trail cut short: does `tarn verify` notice,
// and does it say where?
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

#include "faults/flips.hpp"
#include "faults/site.hpp"
#include "upgrade/example.hpp"

namespace tarn::faults {
namespace {

struct Count {
    int tried = 0, noticed = 0, named = 0;
    void add(const Count& other) { tried += other.tried, noticed += other.noticed, named += other.named; }
};

class FlippedBits : public testing::TestWithParam<test::Engine> {
  protected:
    void SetUp() override {
        if (GetParam() == test::Engine::postgres && !test::postgres_available())
            GTEST_SKIP()
                << "NOT TESTED ON POSTGRESQL: set TARN_TEST_POSTGRES (tests/postgres.sh start DIR prints it)";
        world_ = std::make_unique<test::World>(GetParam());
        test::live_in(*world_);
        address_ = test::address_of(database());
        const auto sound = verify(address_);
        ASSERT_EQ(sound.status, 0) << sound.out << sound.err;
    }
    storage::Database& database() { return world_->database(); }

    /// "school_fact" or "school fact", and the last value of the row's key.
    static bool names(const std::string& said, const Table& table, const RowName& row) {
        std::string words = table.name;
        std::ranges::replace(words, '_', ' ');
        std::string value = row.substr(row.rfind(" = ") + 3);
        std::erase(value, '\'');
        return (said.find(table.name) != std::string::npos || said.find(words) != std::string::npos) &&
               said.find(value) != std::string::npos;
    }
    /// Changed, verified, and put back. Not counted where the database itself refuses the change.
    Count flip(const Table& table, const Column& column, const RowName& row) {
        const Cell was = read_cell(*database().read(), table, column, row);
        for (int tries = 0; tries < 5; ++tries) {
            const auto changed = one_bit_off(was, column.type, chance());
            if (!changed) return {};
            if (!write_cell(database(), table, column, row, *changed)) continue;
            const RowName now = renamed(row, column, *changed);
            const auto said = verify(address_);
            if (said.status == 0)
                missed_.push_back(fmt::format("{}.{} where {}", table.name, column.name, row));
            if (!write_cell(database(), table, column, now, was))
                throw std::runtime_error("cannot be put back");
            return {1, said.status != 0,
                    said.status != 0 && (names(said.out, table, row) || names(said.out, table, now))};
        }
        return {};
    }
    Count flip_some(const Table& table, std::size_t rows, std::size_t columns) {
        auto all = rows_of(*database().read(), table);
        std::ranges::shuffle(all, chance());
        all.resize(std::min(all.size(), rows));
        Count count;
        for (const RowName& row : all) {
            auto some = table.columns;
            std::ranges::shuffle(some, chance());
            Count of_row;
            for (const Column& column : some)
                if (of_row.tried < static_cast<int>(columns)) of_row.add(flip(table, column, row));
            count.add(of_row);
        }
        return count;
    }
    bool notices_cut(std::int64_t entries) {
        const auto db = database().write();
        db->execute("DELETE FROM audit WHERE id > (SELECT MAX(id) FROM audit) - $1", entries);
        db->commit();
        return verify(address_).status != 0;
    }
    std::vector<std::string> missed_;

  private:
    std::unique_ptr<test::World> world_;
    std::string address_;
};
TARN_ON_EACH_DATABASE(FlippedBits);

TEST_P(FlippedBits, in_content_are_noticed) {
    const auto columns = static_cast<std::size_t>(rounds(1, 1000));
    Count all;
    fmt::print("{}\n{:<28} tried noticed named\n", engine_name(database()), "table");
    for (const Table& table : tables_with_content()) {
        const Count count = flip_some(table, static_cast<std::size_t>(rounds(1, 3)), columns);
        fmt::print("{:<28} {:5} {:7} {:5}\n", table.name, count.tried, count.noticed, count.named);
        std::fflush(stdout);
        all.add(count);
    }
    fmt::print("{:<28} {:5} {:7} {:5}\n", "all", all.tried, all.noticed, all.named);
    for (const auto& one : missed_) fmt::print("not noticed: {}\n", one);
    EXPECT_GE(all.tried, 30);
    EXPECT_GE(all.noticed * 100, all.tried * 95) << all.noticed << " of " << all.tried;
}

TEST_P(FlippedBits, do_not_hide_behind_a_trail_cut_short) {
    EXPECT_TRUE(notices_cut(1)) << "the last entry removed";
    EXPECT_TRUE(notices_cut(30)) << "the last 31 entries removed";
}

}
}
