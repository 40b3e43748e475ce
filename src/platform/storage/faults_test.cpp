// What goes wrong outside Tarn: a full disk, a damaged file, a server that goes away, a process that dies.
#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "support/relay.hpp"
#include "support/test_database.hpp"

namespace tarn::storage {
namespace {

using namespace std::chrono_literals;

constexpr Migration heap{"0001_heap.sql",
                         "CREATE TABLE heap (id {{id}}, packed {{bytes}}); "
                         "CREATE TABLE leaf (id {{id}}, heap BIGINT REFERENCES heap (id));"};

class Faults : public test::OnEachDatabase {
  protected:
    test::TestDatabase::Schema schema() const override { return test::TestDatabase::Schema::empty; }
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (!IsSkipped()) database().migrate(std::array{heap});
    }
    static void fill(Writer& db, int rows) {
        const std::string page(4000, 'x');
        for (int i = 0; i < rows; ++i) db.execute("INSERT INTO heap (packed) VALUES ($1)", Blob{page});
    }
    std::int64_t rows() { return database().read()->count("SELECT COUNT(*) FROM heap"); }
};
TARN_ON_EACH_DATABASE(Faults);

TEST_P(Faults, a_process_that_dies_leaves_nothing_of_its_transaction) {
    {
        auto db = database().write();
        fill(*db, 3);
        db->commit();
    }
    const std::string address = test_database().address();
    test_database().close();
    const pid_t child = fork();
    if (child == 0) {
        auto mine = Database::open(address);
        auto db = mine->write();
        fill(*db, 2000);  // more than the page cache holds, so some of it is in the log already
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    test_database().reopen();
    EXPECT_EQ(database().verify(), std::vector<std::string>{});
    EXPECT_EQ(rows(), 3);
    auto db = database().write();
    fill(*db, 1);
    db->commit();
    EXPECT_EQ(rows(), 4) << "and the database goes on";
}

TEST_P(Faults, a_held_writer_is_told_apart_after_as_long_as_one_is_willing_to_wait) {
    const auto other = Database::open(test_database().address());
    const auto holding = other->write();
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_THROW(database().write(100ms), Busy) << "another process holds it";
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
    EXPECT_EQ(rows(), 0) << "and reading goes on";
}

TEST_P(Faults, a_writer_held_by_the_same_process_is_told_apart_likewise) {
    const auto holding = database().write();
    EXPECT_THROW(database().write(100ms), Busy);
}

class PostgresFaults : public Faults {};
INSTANTIATE_TEST_SUITE_P(Only, PostgresFaults, testing::Values(test::Engine::postgres));

TEST_P(PostgresFaults, a_server_that_goes_away_is_found_again) {
    const auto end_session = [this](Reader& session) {
        const auto pid = session.count("SELECT pg_backend_pid()");
        auto other = Database::open(test_database().address());
        other->read()->count("SELECT COUNT(pg_terminate_backend($1::int))", pid);
    };
    {
        auto db = database().read();
        end_session(*db);
        EXPECT_THROW(db->count("SELECT 1"), Gone);
    }
    {
        auto db = database().write();
        fill(*db, 1);
        end_session(*db);
        EXPECT_THROW(db->commit(), Gone);
    }
    EXPECT_EQ(rows(), 0);
    auto db = database().write();
    fill(*db, 1);
    db->commit();
    EXPECT_EQ(rows(), 1);
}

TEST_P(PostgresFaults, what_a_connection_taken_for_lost_had_not_committed_is_never_kept) {
    {
        const auto db = database().write();
        fill(*db, 1);
        EXPECT_THROW(db->execute(""), Gone) << "an answer without a state; the server holds the transaction";
    }
    const auto db = database().write();
    fill(*db, 1);
    db->commit();
    EXPECT_EQ(rows(), 1);
}

TEST_P(PostgresFaults, an_unreachable_server_is_said_in_a_sentence) {
    try {
        Database::open("postgresql://tarn@/postgres?host=/nonexistent");
        FAIL();
    } catch (const Gone& failure) {
        EXPECT_NE(std::string(failure.what()).find("cannot be reached"), std::string::npos);
    }
}

TEST_P(PostgresFaults, a_server_that_is_away_for_a_while_is_told_apart_and_found_again) {
    test::Relay relay(test_database().address());
    const auto mine = Database::open(relay.address());
    const auto rows_seen = [&] { return mine->read()->count("SELECT COUNT(*) FROM heap"); };
    EXPECT_EQ(rows_seen(), 0);
    const auto reading = mine->read();
    relay.cut();
    EXPECT_THROW(reading->count("SELECT COUNT(*) FROM heap"), Gone);
    for (int i = 0; i < 3; ++i) {
        EXPECT_THROW(mine->read(), Gone);
        EXPECT_THROW(mine->write(), Gone);
    }
    relay.restore();
    const auto until = std::chrono::steady_clock::now() + 20s;
    bool found = false;
    while (!found && std::chrono::steady_clock::now() < until) try {
            found = rows_seen() == 0;
        } catch (const Gone&) {
            std::this_thread::sleep_for(50ms);
        }
    EXPECT_TRUE(found);
    const auto db = mine->write();
    fill(*db, 1);
    db->commit();
    EXPECT_EQ(rows_seen(), 1);
}

TEST_P(PostgresFaults, a_server_that_says_nothing_holds_few_threads_up) {
    test::Relay relay(test_database().address());
    const auto mine = Database::open(relay.address() + "&connect_timeout=2", {.readers = 8});
    relay.fall_silent();
    EXPECT_THROW(mine->read(), Gone);  // waits for the timeout, as whoever comes at the same time would
    std::atomic<int> told_at_once = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] {
            const auto begun = std::chrono::steady_clock::now();
            EXPECT_THROW(mine->read(), Gone);
            told_at_once += std::chrono::steady_clock::now() - begun < 1s;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_GE(told_at_once, 5);
}

class FullDisk : public Faults {};
INSTANTIATE_TEST_SUITE_P(Only, FullDisk, testing::Values(test::Engine::sqlite));

TEST_P(FullDisk, by_the_page_limit_keeps_nothing_and_goes_on_when_there_is_room) {
    test_database().reopen({.max_pages = 100});
    {
        auto db = database().write();
        EXPECT_THROW(fill(*db, 200), Full);
        EXPECT_THROW(db->commit(), Failure);
    }
    EXPECT_EQ(rows(), 0);
    EXPECT_EQ(database().verify(), std::vector<std::string>{});
    test_database().reopen();
    auto db = database().write();
    fill(*db, 200);
    db->commit();
    EXPECT_EQ(rows(), 200);
}

/// In a child process, since the limit cannot be lifted again.
bool tells_of_a_full_disk(const std::string& address, rlim_t file_bytes, int rows) {
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{file_bytes, file_bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            auto mine = Database::open(address);
            auto db = mine->write();
            const std::string page(4000, 'x');
            for (int i = 0; i < rows; ++i) db->execute("INSERT INTO heap (packed) VALUES ($1)", Blob{page});
            db->commit();
            _exit(1);
        } catch (const Full&) {
            _exit(42);
        } catch (...) {
            _exit(2);
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 42;
}

TEST_P(FullDisk, by_the_limit_of_file_sizes_keeps_nothing) {
    const std::string address = test_database().address();
    test_database().close();
    // Many rows leave the page cache before the commit; few are written by the commit itself.
    for (const int rows_written : {20000, 200}) {
        EXPECT_TRUE(tells_of_a_full_disk(address, 400000, rows_written)) << rows_written;
        test_database().reopen();
        EXPECT_EQ(database().verify(), std::vector<std::string>{});
        EXPECT_EQ(rows(), 0);
        test_database().close();
    }
}

class Damage : public Faults {};
INSTANTIATE_TEST_SUITE_P(Only, Damage, testing::Values(test::Engine::sqlite));

TEST_P(Damage, of_the_file_is_found_by_verify) {
    {
        auto db = database().write();
        fill(*db, 200);
        db->commit();
    }
    test_database().close();  // the log is folded into the file
    const std::string file = test_database().address().substr(std::string("sqlite:").size());
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file) / 2));
    bytes.write(std::string(4096, '\x5A').data(), 4096);
    bytes.close();
    test_database().reopen();
    EXPECT_NE(database().verify(), std::vector<std::string>{});
}

TEST_P(Damage, by_another_program_that_ignores_references_is_found_by_verify) {
    auto db = database().write();
    db->execute("PRAGMA defer_foreign_keys = ON");
    db->execute("INSERT INTO leaf (heap) VALUES (99)");
    EXPECT_THROW(db->commit(), ConstraintBroken);
    db.reset();
    EXPECT_EQ(database().verify(), std::vector<std::string>{});
    test_database().close();
    const std::string file = test_database().address().substr(std::string("sqlite:").size());
    ASSERT_EQ(std::system(("sqlite3 " + file + " 'INSERT INTO leaf (heap) VALUES (99)'").c_str()), 0);
    test_database().reopen();
    ASSERT_EQ(database().verify().size(), 1U);
    EXPECT_EQ(database().verify()[0], "table leaf row 1 refers to a row of heap that does not exist");
}

TEST_P(Damage, a_file_of_another_program_is_refused) {
    const std::string file = test_database().folder() + "/letter.txt";
    std::ofstream(file) << std::string(5000, 'x');
    EXPECT_THROW(Database::open("sqlite:" + file), Failure);
    EXPECT_THROW(Database::open("sqlite:" + test_database().folder()), Failure);
    EXPECT_THROW(Database::open("sqlite:/nonexistent/folder/x.db"), Failure);
    EXPECT_THROW(Database::open("sqlite:"), Failure);
    EXPECT_THROW(Database::open("mysql://x"), Failure);
}

}
}
