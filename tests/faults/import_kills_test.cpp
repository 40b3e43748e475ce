// An import of many files is killed: importing the same files again makes up for all of it.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <signal.h>
#include <thread>

#include "faults/site.hpp"
#include "upgrade/small_county.hpp"

namespace tarn::faults {
namespace {

class ImportKills : public test::OnEachDatabase {
  protected:
    /// The registers and what can be dated from a file's own name or rows.
    std::vector<std::string> files() {
        static const auto county = test::small_county({.today = *Date::of(2026, 3, 2)}, 12);
        std::vector<std::string> paths;
        for (const auto& file : county) {
            if (file.name.find("gias") == std::string::npos && file.name.find("links") == std::string::npos &&
                file.name.find("postcodes") == std::string::npos &&
                file.name.find("ofsted") == std::string::npos)
                continue;
            paths.push_back(test_database().folder() + "/" + file.name);
            std::ofstream(paths.back(), std::ios::binary) << file.text;
        }
        return paths;
    }
    static std::vector<std::string> import_into(const std::string& address,
                                                const std::vector<std::string>& paths) {
        std::vector<std::string> words{"import", "--db", address, "--public-from", "2026-01-10"};
        words.insert(words.end(), paths.begin(), paths.end());
        return words;
    }
    /// Everything that pages are made of, whatever the numbers of its rows.
    static std::string content_of(storage::Database& database) {
        const auto db = database.read();
        std::vector<std::string> lines;
        const auto add = [&](const char* sql, int columns) {
            for (const auto& row : db->query(sql)) {
                auto& line = lines.emplace_back();
                for (int i = 0; i < columns; ++i) line += (row.is_null(i) ? "-" : row.string(i)) + "|";
            }
        };
        add("SELECT CAST(urn AS TEXT), valid_from, valid_to, opened, closed, name, CAST(authority AS TEXT), "
            "phase, town, "
            "trust, postcode FROM school_version",
            11);
        add("SELECT CAST(predecessor AS TEXT), CAST(successor AS TEXT), from_day FROM school_lineage", 3);
        add("SELECT sha256, CAST(rows_accepted AS TEXT) FROM evidence_release", 2);
        add("SELECT b.level, b.period, b.public_from, b.public_to, c.measure, CAST(c.present AS TEXT) "
            "FROM evidence_block b JOIN evidence_column c ON c.block_id = b.id",
            6);
        std::ranges::sort(lines);
        return fmt::format("{}", fmt::join(lines, "\n"));
    }
    std::int64_t releases() { return database().read()->count("SELECT COUNT(*) FROM evidence_release"); }
    /// Starts afresh: a killed import is asked for in an empty database each time.
    void empty() {
        TearDown();
        SetUp();
    }
    /// True when importing again left the same as an import that nobody disturbed.
    bool made_good(const std::vector<std::string>& paths, const std::string& whole) {
        const auto again = test::run_tarn(import_into(test_database().address(), paths));
        const auto verified = verify(test_database().address());
        EXPECT_EQ(again.status, 0) << again.err;
        EXPECT_EQ(verified.status, 0) << verified.out;
        return content_of(database()) == whole;
    }
    /// Kills imports into empty databases at the moment that `wait` waits for, until enough were caught
    /// running.
    void kill_imports(const std::string& moment, bool before_the_merge,
                      const std::function<void(test::RunningTarn&, std::int64_t)>& wait) {
        const int wanted = rounds(2, 100);
        int killed = 0, good = 0;
        std::string whole;
        for (int tries = 0; killed < wanted && tries < 4 * wanted; ++tries) {
            if (tries > 0) empty();
            const auto paths = files();
            if (whole.empty()) whole = undisturbed(paths);
            test::RunningTarn import(import_into(test_database().address(), paths));
            wait(import, all_releases_);
            import.send(SIGKILL);
            if (import.wait() != 128 + SIGKILL) continue;
            const bool behind =
                database().read()->count("SELECT COUNT(*) FROM register_state WHERE stored <> merged") > 0;
            if (before_the_merge && !behind) continue;
            ++killed;
            EXPECT_TRUE(!behind || verify(test_database().address()).status == 1)
                << "a register older than its files must not pass";
            good += made_good(paths, whole) ? 1 : 0;
        }
        fmt::print("{}: {} imports were killed {}, {} made good by importing again\n",
                   engine_name(database()), killed, moment, good);
        EXPECT_EQ(killed, wanted);
        EXPECT_EQ(good, killed);
    }
    /// What an import that nobody disturbs leaves; also notes how long it takes.
    std::string undisturbed(const std::vector<std::string>& paths) {
        const test::TemporaryFolder folder;
        const std::string address = "sqlite:" + folder.file("whole.sqlite");
        const auto begun = std::chrono::steady_clock::now();
        const auto ran = test::run_tarn(import_into(address, paths));
        length_ = static_cast<int>(
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun)
                .count());
        if (ran.status != 0) throw std::runtime_error(ran.out + ran.err);
        const auto whole = storage::Database::open(address);
        all_releases_ = whole->read()->count("SELECT COUNT(*) FROM evidence_release");
        return content_of(*whole);
    }
    int length_ = 0;                 ///< milliseconds
    std::int64_t all_releases_ = 0;  ///< fewer than files: months of a small county may not differ
};
TARN_ON_EACH_DATABASE(ImportKills);

TEST_P(ImportKills, at_any_moment_are_made_good_by_importing_again) {
    kill_imports("at a random moment", false, [&](test::RunningTarn&, std::int64_t) {
        std::this_thread::sleep_for(std::chrono::milliseconds(between(length_ / 10, length_)));
    });
}

TEST_P(ImportKills, before_the_merge_are_made_good_by_importing_again) {
    kill_imports("after their last file", true, [&](test::RunningTarn& import, std::int64_t count) {
        while (import.running() && releases() < count) std::this_thread::yield();
    });
}

}
}
