// An import that is killed or runs out of room: the file is wholly in the database or wholly out of it.
#include <chrono>
#include <fstream>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <thread>

#include "support/program.hpp"
#include "support/test_database.hpp"

namespace tarn {
namespace {

constexpr int schools = 20000;

class ImportFaults : public test::OnEachDatabase {
  protected:
    /// Income and expenditure of one financial year, named by the calendar year in which it ends.
    std::string file_of(int year) {
        std::string path = test_database().folder() + "/income-" + std::to_string(year) + ".csv";
        std::ofstream csv(path);
        csv << "URN,Income,Expenditure,Balance,Academic Year\n";
        for (int i = 0; i < schools; ++i)
            csv << 100000 + i << ',' << 900000 + i * 7 << ".5," << 890000 + i << ',' << 10000 + i * 6 << ".5,"
                << year << '\n';
        return path;
    }
    std::vector<std::string> import_of(int year) {
        return {"import", "--db", test_database().address(), file_of(year)};
    }
    test::Ran verify() { return test::run_tarn({"verify", "--db", test_database().address()}); }
    std::int64_t releases() { return database().read()->count("SELECT COUNT(*) FROM evidence_release"); }

    /// Waits until the import holds the writer's place. False when it ended before that was seen.
    bool wait_for_its_transaction(test::RunningTarn& import) {
        const auto observer =
            storage::Database::open(test_database().address(), {.busy = std::chrono::milliseconds(1)});
        while (import.running()) {
            try {
                observer->write();
            } catch (const storage::Busy&) {
                return true;
            }
            std::this_thread::yield();
        }
        return false;
    }
    /// True when the import was killed while it held the writer's place.
    bool kill_import_of(int year, int after_milliseconds) {
        test::RunningTarn import(import_of(year));
        if (!wait_for_its_transaction(import)) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(after_milliseconds));
        import.send(SIGKILL);
        return import.wait() == 128 + SIGKILL;
    }
};
TARN_ON_EACH_DATABASE(ImportFaults);

TEST_P(ImportFaults, a_killed_import_leaves_the_file_wholly_in_or_wholly_out) {
    int killed = 0;
    for (int year = 2014; year <= 2018; ++year) {
        const auto before = releases();
        for (int attempt = 0; attempt < 2 && releases() == before; ++attempt) {
            killed += kill_import_of(year, attempt * 3) ? 1 : 0;
            const auto verified = verify();
            EXPECT_EQ(verified.status, 0) << verified.out;
        }
        const bool was_in = releases() == before + 1;
        const auto again = test::run_tarn(import_of(year));
        EXPECT_EQ(again.status, 0) << again.err;
        EXPECT_EQ(releases(), before + 1);
        const std::string whole = std::to_string(schools * 4) + " values new";
        EXPECT_EQ(again.out.find(whole) != std::string::npos, !was_in) << again.out;
    }
    EXPECT_GE(killed, 1) << "no import was caught in its transaction";
    EXPECT_EQ(verify().status, 0);
}

class ImportOnAFullDisk : public ImportFaults {};
INSTANTIATE_TEST_SUITE_P(Only, ImportOnAFullDisk, testing::Values(test::Engine::sqlite));

TEST_P(ImportOnAFullDisk, says_so_and_keeps_nothing) {
    const auto full = test::run_tarn(import_of(2018), {.file_bytes = 300000});
    EXPECT_EQ(full.status, 1) << full.out;
    EXPECT_NE((full.out + full.err).find("disk is full"), std::string::npos) << full.err;
    EXPECT_EQ(verify().status, 0);
    EXPECT_EQ(releases(), 0);
    const auto with_room = test::run_tarn(import_of(2018));
    EXPECT_EQ(with_room.status, 0) << with_room.err;
    EXPECT_EQ(releases(), 1);
}

/// Between a register file and the merge that ends the import lies a file that takes long enough to be
/// caught.
class InterruptedRegister : public ImportFaults {
  protected:
    std::string register_of(int count) {
        std::string path = test_database().folder() + "/register.csv";
        std::ofstream csv(path);
        csv << "school_id,local_authority_id,school_name,postcode,status,subtype,type,primary,secondary,age_"
               "min,"
               "age_max,gender,religion,admission,rating,inspection\n";
        for (int i = 0; i < count; ++i)
            csv << 900001 + i << ",888,School " << i
                << ",PR1 8RE,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n";
        return path;
    }
    bool unmerged() {
        return database().read()->count("SELECT COUNT(*) FROM register_state WHERE stored <> merged") > 0;
    }
    std::int64_t versions() { return database().read()->count("SELECT COUNT(*) FROM school_version"); }
    std::vector<std::string> the_import() {
        std::vector<std::string> call{"import", "--db", test_database().address(), register_of(50)};
        for (int year = 2014; year <= 2018; ++year) call.push_back(file_of(year));
        return call;
    }
    /// Kills the import as soon as the register is stored and not merged.
    void interrupt() {
        test::RunningTarn import(the_import());
        while (import.running() && !unmerged()) std::this_thread::yield();
        import.send(SIGKILL);
        import.wait();
        ASSERT_TRUE(unmerged()) << "the import was not caught before its merge";
        ASSERT_EQ(versions(), 0);
    }
    test::Ran run(const char* command) {
        return test::run_tarn({command, "--db", test_database().address()});
    }
};
TARN_ON_EACH_DATABASE(InterruptedRegister);

TEST_P(InterruptedRegister, is_told_by_verify_and_by_what_answers_from_it) {
    interrupt();
    const auto told = verify();
    EXPECT_EQ(told.status, 1);
    EXPECT_NE(told.out.find("never merged into the schools"), std::string::npos) << told.out;
    const auto rated = test::run_tarn({"rate", "--db", test_database().address(), "--authority", "888"});
    EXPECT_NE(rated.err.find("Run tarn migrate"), std::string::npos) << rated.err;
}

TEST_P(InterruptedRegister, is_merged_by_migrate) {
    interrupt();
    const auto migrated = run("migrate");
    EXPECT_EQ(migrated.status, 0) << migrated.err;
    EXPECT_NE(migrated.out.find("merged the stored register files"), std::string::npos) << migrated.out;
    EXPECT_EQ(versions(), 50);
    EXPECT_EQ(verify().status, 0);
    EXPECT_NE(run("migrate").out.find("nothing to apply"), std::string::npos);
}

TEST_P(InterruptedRegister, is_merged_by_the_same_import_again_and_after_a_file_that_is_refused) {
    interrupt();
    const auto again = test::run_tarn({"import", "--db", test_database().address(), register_of(50)});
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_NE(again.out.find("nothing changed"), std::string::npos) << again.out;
    EXPECT_EQ(versions(), 50);
    const std::string unknown = test_database().folder() + "/unknown.csv";
    std::ofstream{unknown} << "a,b\n1,2\n";
    EXPECT_EQ(test::run_tarn({"import", "--db", test_database().address(), register_of(51), unknown}).status,
              1);
    EXPECT_EQ(versions(), 51);
    EXPECT_EQ(verify().status, 0);
}

TEST_P(InterruptedRegister, is_merged_by_a_server_that_starts) {
    interrupt();
    test::RunningTarn server({"serve", "--db", test_database().address(), "--listen", "127.0.0.1:0"});
    for (int tenths = 0; tenths < 100 && unmerged(); ++tenths)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_FALSE(unmerged());
    EXPECT_EQ(versions(), 50);
    server.send(SIGTERM);
    EXPECT_EQ(server.wait(), 0);
}

// A pipe without a writer would keep its reader for ever.
TEST(ImportOfWhatIsNoFile, IsRefusedAtOnce) {
    const test::TestDatabase database{test::Engine::sqlite};
    const std::string pipe = database.folder() + "/pipe.csv";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    for (const std::string& path : {pipe, std::string{"/dev/zero"}, database.folder()}) {
        test::RunningTarn import({"import", "--db", database.address(), path});
        for (int tenths = 0; tenths < 100 && import.running(); ++tenths)
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        ASSERT_FALSE(import.running()) << path;
        EXPECT_EQ(import.wait(), 1) << path;
    }
    ASSERT_EQ(mkfifo((pipe + ".toml").c_str(), 0600), 0);
    const std::string empty = "sqlite:" + database.folder() + "/empty.db", said = database.folder() + "/said";
    for (const auto& call : {std::vector<std::string>{"rate", "--db", database.address(), "--authority",
                                                      "888", "--scheme", pipe},
                             {"restore", "--db", empty, "--from", pipe},
                             {"serve", "--db", database.address(), "--settings", pipe},
                             {"import", "--db", database.address(), "--profile", pipe + ".toml", pipe}}) {
        test::RunningTarn program(call, {}, said);
        for (int tenths = 0; tenths < 100 && program.running(); ++tenths)
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        ASSERT_FALSE(program.running()) << call[0];
        EXPECT_NE(program.wait(), 0) << call[0];
        EXPECT_NE(test::read_file(said).find("is a pipe or a device"), std::string::npos)
            << call[0] << ": " << test::read_file(said);
    }
}

}
}
