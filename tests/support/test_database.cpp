#include "support/test_database.hpp"

#include <atomic>
#include <cstdlib>
#include <unistd.h>

#include "migrations/migrations.hpp"
#include "platform/storage/seals.hpp"

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

storage::Options sharing_key(const storage::Database& database, storage::Options options) {
    options.integrity = std::make_shared<storage::Integrity>(database.integrity().key());
    return options;
}

storage::Options sharing_key(const std::string& address) {
    const char* named = std::getenv("TARN_KEY_FILE");
    constexpr std::string_view sqlite = "sqlite:";
    const std::string file = named                         ? named
                             : address.starts_with(sqlite) ? address.substr(sqlite.size()) + ".key"
                                                           : "";
    return {.integrity = std::make_shared<storage::Integrity>(storage::SealKey::load(file), file)};
}

TestDatabase::TestDatabase(Engine engine, Schema schema, storage::Options options)
    : engine_(engine), key_(storage::SealKey::make()) {
    if (engine_ == Engine::sqlite) {
        address_ = "sqlite:" + folder_.path() + "/test.db";
    } else {
        schema_ = new_schema_name();
        run_on_server("CREATE SCHEMA " + schema_);
        const bool has_options = server().find('?') != std::string::npos;
        address_ = server() + (has_options ? "&" : "?") + "options=-csearch_path%3D" + schema_;
    }
    const std::string key_file = folder_.file(engine_ == Engine::sqlite ? "test.db.key" : "tarn.key");
    key_.save(key_file);
    if (engine_ == Engine::postgres)
        setenv("TARN_KEY_FILE", key_file.c_str(), 1);  // for commands of the program
    reopen(std::move(options));
    if (schema == Schema::empty) return;
    database_->migrate(all_migrations());
    const auto db = database_->write();
    storage::register_key(*db);
    db->commit();
}

TestDatabase::~TestDatabase() {
    database_.reset();
    if (schema_.empty()) return;
    unsetenv("TARN_KEY_FILE");
    run_on_server("DROP SCHEMA " + schema_ + " CASCADE");
}

void TestDatabase::reopen(storage::Options options) {
    database_.reset();
    if (!options.integrity) options.integrity = std::make_shared<storage::Integrity>(key_);
    database_ = storage::Database::open(address_, options);
}

std::vector<std::string> TestDatabase::rows_written_unsealed() {
    if (!database_) reopen();
    const auto db = database_->read();
    if (db->count("SELECT COUNT(*) FROM seal_key") == 0) return {};
    return storage::check_seals(*db).faults;
}

}
