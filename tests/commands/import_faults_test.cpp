// An import that is killed or runs out of room: the file is wholly in the database or wholly out of it.
#include <chrono>
#include <fstream>
#include <gtest/gtest.h>
#include <signal.h>
#include <thread>

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

}
}
