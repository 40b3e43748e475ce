#pragma once
// A store's tests run on SQLite and on PostgreSQL:
//
//     class Register : public tarn::test::OnEachDatabase {};
//     TEST_P(Register, finds_a_school_by_name) { auto db = database().write(); ... }
//     TARN_ON_EACH_DATABASE(Register);
//
// Each test gets a fresh database with every migration applied.
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "platform/storage/integrity.hpp"
#include "platform/storage/storage.hpp"
#include "support/program.hpp"

namespace tarn::test {

enum class Engine { sqlite, postgres };
std::string name_of(Engine engine);

/// For opening it a second time, as another server that has the key.
storage::Options sharing_key(const storage::Database& database, storage::Options options = {});
/// Likewise, with the key that the program uses at this address.
storage::Options sharing_key(const std::string& address);

/// A new database of its own, removed at the end. On SQLite a file in a temporary folder, on PostgreSQL a
/// schema of its own on the server named by the environment variable TARN_TEST_POSTGRES.
class TestDatabase {
  public:
    enum class Schema { migrated, empty };
    explicit TestDatabase(Engine engine, Schema schema = Schema::migrated, storage::Options options = {});
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    storage::Database& operator*() { return *database_; }
    storage::Database* operator->() { return database_.get(); }
    /// For opening it a second time, as another process would.
    const std::string& address() const { return address_; }
    /// A folder for the test's own files, removed at the end.
    const std::string& folder() const { return folder_.path(); }
    /// As when the process ends: connections are gone, the data stay.
    void close() { database_.reset(); }
    void reopen(storage::Options options = {});
    /// What a store wrote without sealing it, or a test with its own hand. Only of a migrated database.
    std::vector<std::string> rows_written_unsealed();

  private:
    Engine engine_;
    storage::SealKey key_;
    TemporaryFolder folder_;
    std::string schema_;
    std::string address_;
    std::unique_ptr<storage::Database> database_;
};

/// False where the private server was not started (see tests/postgres.sh); tests then skip and say so.
bool postgres_available();

class OnEachDatabase : public testing::TestWithParam<Engine> {
  protected:
    void SetUp() override {
        if (GetParam() == Engine::postgres && !postgres_available())
            GTEST_SKIP()
                << "NOT TESTED ON POSTGRESQL: set TARN_TEST_POSTGRES (tests/postgres.sh start DIR prints it)";
        database_ = std::make_unique<TestDatabase>(GetParam(), schema());
    }
    void TearDown() override {
        if (database_ && schema() == TestDatabase::Schema::migrated && !by_hand_) {
            EXPECT_EQ(database_->rows_written_unsealed(), std::vector<std::string>{});
        }
        database_.reset();
    }
    /// For tests that write to sealed tables with their own SQL.
    void writes_by_hand() { by_hand_ = true; }
    /// For tests that start from nothing.
    virtual TestDatabase::Schema schema() const { return TestDatabase::Schema::migrated; }

    storage::Database& database() { return **database_; }
    TestDatabase& test_database() { return *database_; }

  private:
    std::unique_ptr<TestDatabase> database_;
    bool by_hand_ = false;
};

}

#define TARN_ON_EACH_DATABASE(Suite)                                                                    \
    INSTANTIATE_TEST_SUITE_P(Engine, Suite,                                                             \
                             testing::Values(tarn::test::Engine::sqlite, tarn::test::Engine::postgres), \
                             [](const auto& chosen) { return tarn::test::name_of(chosen.param); })
