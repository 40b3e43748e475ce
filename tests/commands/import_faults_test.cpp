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
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        std::ofstream csv(file());
        csv << "URN,Income,Expenditure,Balance,Academic Year\n";
        for (int i = 0; i < schools; ++i)
            csv << 100000 + i << ',' << 900000 + i * 7 << ".5," << 890000 + i << ',' << 10000 + i * 6
                << ".5,2018\n";
    }
    std::string file() { return test_database().folder() + "/income.csv"; }
    std::vector<std::string> import_arguments() {
        return {"import", "--db", test_database().address(), file()};
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
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return false;
    }
};
TARN_ON_EACH_DATABASE(ImportFaults);

TEST_P(ImportFaults, a_killed_import_leaves_the_file_wholly_in_or_wholly_out) {
    int killed_in_its_transaction = 0;
    for (int attempt = 0; attempt < 5 && releases() == 0; ++attempt) {
        test::RunningTarn import(import_arguments());
        if (!wait_for_its_transaction(import)) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(attempt * 3));  // at several points of the work
        import.send(SIGKILL);
        if (import.wait() == 128 + SIGKILL) ++killed_in_its_transaction;
        const auto verified = verify();
        EXPECT_EQ(verified.status, 0) << verified.out;
    }
    EXPECT_GE(killed_in_its_transaction, 1);
    const bool was_in = releases() == 1;
    const auto again = test::run_tarn(import_arguments());
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_EQ(releases(), 1);
    const std::string whole = std::to_string(schools * 4) + " values new";
    EXPECT_EQ(again.out.find(whole) != std::string::npos, !was_in) << again.out;
    EXPECT_EQ(verify().status, 0);
}

class ImportOnAFullDisk : public ImportFaults {};
INSTANTIATE_TEST_SUITE_P(Only, ImportOnAFullDisk, testing::Values(test::Engine::sqlite));

TEST_P(ImportOnAFullDisk, says_so_and_keeps_nothing) {
    const auto full = test::run_tarn(import_arguments(), {.file_bytes = 300000});
    EXPECT_EQ(full.status, 1) << full.out;
    EXPECT_NE((full.out + full.err).find("disk is full"), std::string::npos) << full.err;
    EXPECT_EQ(verify().status, 0);
    EXPECT_EQ(releases(), 0);
    const auto with_room = test::run_tarn(import_arguments());
    EXPECT_EQ(with_room.status, 0) << with_room.err;
    EXPECT_EQ(releases(), 1);
}

}
}
