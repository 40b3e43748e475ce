#include "support/test_database.hpp"

#include <atomic>
#include <cstdlib>
#include <unistd.h>

#include "migrations/migrations.hpp"

namespace tarn::test {
namespace {

std::string server() {
    const char* address = std::getenv("TARN_TEST_POSTGRES");
    return address ? address : "";
}

std::string new_schema_name() {
    static std::atomic<int> count{0};
    return "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

/// The schema is created and dropped by a connection of its own, which needs no tables.
void run_on_server(const std::string& sql) {
    const auto admin = storage::Database::open(server());
    const auto db = admin->write();
    db->execute(sql);
    db->commit();
}

}

std::string name_of(Engine engine) {
    return engine == Engine::sqlite ? "sqlite" : "postgres";
}

bool postgres_available() {
    return !server().empty();
}

TestDatabase::TestDatabase(Engine engine, Schema schema, storage::Options options) : engine_(engine) {
    if (engine_ == Engine::sqlite) {
        address_ = "sqlite:" + folder_.path() + "/test.db";
    } else {
        schema_ = new_schema_name();
        run_on_server("CREATE SCHEMA " + schema_);
        const bool has_options = server().find('?') != std::string::npos;
        address_ = server() + (has_options ? "&" : "?") + "options=-csearch_path%3D" + schema_;
    }
    database_ = storage::Database::open(address_, options);
    if (schema == Schema::migrated) database_->migrate(all_migrations());
}

TestDatabase::~TestDatabase() {
    database_.reset();
    if (!schema_.empty()) run_on_server("DROP SCHEMA " + schema_ + " CASCADE");
}

void TestDatabase::reopen(storage::Options options) {
    database_.reset();
    database_ = storage::Database::open(address_, options);
}

}
