// Bits of stored content changed behind the program's back, and a trail cut short: does `tarn verify` notice,
// and does it say where?
#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>
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
        auto& world = worlds_[GetParam()];
        if (!world) {
            world = std::make_unique<test::World>(GetParam());
            test::live_in(*world);
        }
        address_ = test::address_of(database());
        const auto sound = verify(address_);
        ASSERT_EQ(sound.status, 0) << sound.out << sound.err;
    }
    static void TearDownTestSuite() { worlds_.clear(); }
    storage::Database& database() { return worlds_.at(GetParam())->database(); }
    const std::string& address() const { return address_; }

    /// How complaints speak of the row: "school_fact 12", "school fact 12", "evidence_column 3/1", "entry 7".
    static std::vector<std::string> names_of(const Table& table, const RowName& row) {
        std::vector<std::string> key;
        for (std::size_t at = row.find(" = "); at != std::string::npos; at = row.find(" = ", at + 1)) {
            const auto end = std::min(row.find(" AND ", at), row.size());
            std::erase(key.emplace_back(row.substr(at + 3, end - at - 3)), '\'');
        }
        if (table.name == "audit") return {"entry " + key.at(0)};
        if (table.name == "school_version") return {"version of school " + key.at(0) + " from " + key.at(1)};
        if (table.name == "school_lineage") return {"line from school " + key.at(0) + " to " + key.at(1)};
        std::string words = table.name;
        std::ranges::replace(words, '_', ' ');
        const std::string joined = fmt::format("{}", fmt::join(key, "/"));
        return {table.name + " " + joined, words + " " + joined};
    }
    static bool names(const std::string& said, const Table& table, const RowName& row) {
        for (const std::string& name : names_of(table, row))
            for (std::size_t at = said.find(name); at != std::string::npos; at = said.find(name, at + 1))
                if (at + name.size() == said.size() ||
                    !std::isalnum(static_cast<unsigned char>(said[at + name.size()])))
                    return true;
        return false;
    }
    /// Of what proves other rows it is enough to say that it was changed.
    static bool is_proof(const Table& table) {
        constexpr std::array proofs{"migration", "row_seal", "seal_key", "sealed_table", "trail_head"};
        return std::ranges::find(proofs, table.name) != proofs.end();
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
            const bool named = names(said.out, table, row) || names(said.out, table, now);
            if (said.status == 0 || (!named && !is_proof(table)))
                missed_.push_back(fmt::format("{}: {}.{} where {}",
                                              said.status == 0 ? "not noticed" : "not named", table.name,
                                              column.name, row));
            if (!write_cell(database(), table, column, now, was))
                throw std::runtime_error("cannot be put back");
            return {1, said.status != 0, said.status != 0 && named};
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
        const auto last = database().read()->count("SELECT MAX(id) FROM audit");
        const Removed removed(database(), {"audit", {}}, fmt::format("id > {}", last - entries));
        return verify(address_).status != 0;
    }
    std::vector<std::string> missed_;

  private:
    /// Living in one takes seconds, and each change is put back.
    static std::map<test::Engine, std::unique_ptr<test::World>> worlds_;
    std::string address_;
};
std::map<test::Engine, std::unique_ptr<test::World>> FlippedBits::worlds_;
TARN_ON_EACH_DATABASE(FlippedBits);

TEST_P(FlippedBits, in_content_are_noticed) {
    const auto columns = static_cast<std::size_t>(rounds(1, 1000));
    Count all, rows;
    fmt::print("{}\n{:<28} tried noticed named\n", engine_name(database()), "table");
    for (const Table& table : tables_with_content()) {
        const Count count = flip_some(table, static_cast<std::size_t>(rounds(1, 3)), columns);
        fmt::print("{:<28} {:5} {:7} {:5}\n", table.name, count.tried, count.noticed, count.named);
        std::fflush(stdout);
        all.add(count);
        if (!is_proof(table)) rows.add(count);
    }
    fmt::print("{:<28} {:5} {:7} {:5}\n", "all", all.tried, all.noticed, all.named);
    for (const auto& one : missed_) fmt::print("{}\n", one);
    EXPECT_GE(all.tried, 30);
    EXPECT_GE(all.noticed * 100, all.tried * 95) << all.noticed << " of " << all.tried;
    EXPECT_GE(rows.named * 100, rows.tried * 95) << rows.named << " of " << rows.tried << " were named";
}

/// What somebody with the database alone would want to be otherwise; every value is one that Tarn might have
/// written.
struct Forgery {
    const char* table;
    const char* column;
    const char* value;
};
constexpr Forgery forgeries[] = {
    {"decision", "level", "green"},
    {"decision", "rationale", "Results rose for the third year"},
    {"decision", "decided_at", "2026-03-01T09:00:00Z"},
    {"recommendation", "level", "green"},
    {"role_grant", "role", "director"},
    {"role_grant", "valid_to", "2099-12-31"},
    {"allocation", "reason", "Asked for"},
    {"credential", "password_hash",
     "$argon2id$v=19$m=65536,t=2,p=1$c29tZXRoaW5nc29tZQ$c29tZXRoaW5nIHRoYXQgb3BlbnM"},
    {"soft_note", "body", "All is well"},
    {"soft_note", "visibility", "board"},
    {"school_fact", "detail", "Withdrawn"},
    {"meeting", "minutes", "Nothing was said."},
    {"person", "email", "somebody.else@fellshire.example"},
    {"school_post", "holder", "Nobody Known"},
};

TEST_P(FlippedBits, do_not_pass_when_written_by_a_hand_that_knows_what_to_write) {
    const auto tables = tables_with_content();
    int noticed = 0;
    for (const Forgery& forgery : forgeries) {
        const Table& table = *std::ranges::find(tables, forgery.table, &Table::name);
        const Column& column = *std::ranges::find(table.columns, forgery.column, &Column::name);
        const Cell wanted = std::string{forgery.value};
        bool done = false;
        for (const RowName& row : rows_of(*database().read(), table)) {
            const Cell was = read_cell(*database().read(), table, column, row);
            if (was == wanted || !write_cell(database(), table, column, row, wanted)) continue;
            const bool seen = verify(address()).status != 0;
            EXPECT_TRUE(seen) << table.name << "." << column.name << " where " << row << " became "
                              << forgery.value;
            noticed += seen ? 1 : 0;
            ASSERT_TRUE(write_cell(database(), table, column, row, was));
            done = true;
            break;
        }
        EXPECT_TRUE(done) << table.name << "." << column.name << " could not be forged at all";
    }
    fmt::print("{}: {} of {} forgeries were noticed\n", engine_name(database()), noticed,
               std::size(forgeries));
}

TEST_P(FlippedBits, and_rows_taken_out_are_counted) {
    int tried = 0, noticed = 0;
    for (const Table& table : tables_with_content()) {
        for (const RowName& row : rows_of(*database().read(), table)) {
            const Removed removed(database(), table, row);
            if (!removed.gone()) continue;
            const bool seen = verify(address()).status != 0;
            ++tried, noticed += seen ? 1 : 0;
            if (!seen) fmt::print("not noticed: {} where {} taken out\n", table.name, row);
            break;
        }
    }
    fmt::print("{}: of {} tables that let one row be taken out, {} were noticed\n", engine_name(database()),
               tried, noticed);
    EXPECT_GE(tried, 20);
    EXPECT_GE(noticed * 100, tried * 95) << noticed << " of " << tried;
}

TEST_P(FlippedBits, do_not_hide_behind_a_trail_cut_short) {
    EXPECT_TRUE(notices_cut(1)) << "the last entry removed";
    EXPECT_TRUE(notices_cut(30)) << "the last 30 entries removed";
}

}
}
