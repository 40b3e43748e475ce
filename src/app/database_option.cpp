#include "app/database_option.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>

#include "access/trail.hpp"
#include "migrations/migrations.hpp"
#include "platform/crypto/sign.hpp"
#include "schools/schools.hpp"

namespace tarn::app {
namespace {

constexpr std::string_view sqlite_prefix = "sqlite:";

/// One command a process: the option stands for all databases it opens.
std::string& chosen_key_file() {
    static std::string file;
    return file;
}

std::string head_file(const std::string& address) {
    if (address.starts_with(sqlite_prefix)) return address.substr(sqlite_prefix.size()) + ".head";
    constexpr std::size_t enough = 12;  // one key may serve several databases
    return key_file(address) + "." + crypto::sha256_hex(address).substr(0, enough) + ".head";
}

}

void add_database_option(CLI::App& command, std::string& address) {
    command.add_option("--db", address, "The database: sqlite:FILE or postgresql://HOST/NAME")
        ->envname("TARN_DB")
        ->required();
    command.add_option("--key-file", chosen_key_file(),
                       "The key that seals rows; made at the first start (default: beside the database file, "
                       "for PostgreSQL ~/.tarn.key; also from the environment: TARN_KEY_FILE)");
}

std::string key_file(const std::string& address) {
    if (!chosen_key_file().empty()) return chosen_key_file();
    if (const char* named = std::getenv("TARN_KEY_FILE"); named && *named) return named;
    if (address.starts_with(sqlite_prefix)) return address.substr(sqlite_prefix.size()) + ".key";
    const char* home = std::getenv("HOME");
    return (std::filesystem::path(home ? home : ".") / ".tarn.key").string();
}

std::string next_key_file(const std::string& key_file) {
    return key_file + ".next";
}

std::shared_ptr<storage::Integrity> integrity_of(const std::string& address) {
    const std::string file = key_file(address);
    return std::make_shared<storage::Integrity>(storage::SealKey::load(file), file, head_file(address));
}

std::unique_ptr<storage::Database> open_unmigrated(const std::string& address, storage::Options options) {
    keep_to_owner(address);
    options.integrity = integrity_of(address);
    return storage::Database::open(address, options);
}

namespace {

/// A change of the key that was interrupted after its rows were sealed.
bool finish_rotation(storage::Database& database, const std::string& file) {
    const auto next = storage::SealKey::load(next_key_file(file));
    if (!next || database.read()->count("SELECT COUNT(*) FROM seal_key WHERE key_id = $1", next->id()) == 0)
        return false;
    std::filesystem::rename(next_key_file(file), file);
    return true;
}

/// The first start of an installation.
bool make_first_key(storage::Database& database, const std::string& file) {
    if (database.integrity().key() || database.read()->count("SELECT COUNT(*) FROM seal_key") > 0)
        return false;
    storage::SealKey::make().save(file);
    fmt::print(stderr, "Made the key that seals rows: {}. Keep a copy of it away from the backups.\n", file);
    return true;
}

}

std::unique_ptr<storage::Database> sealed(std::unique_ptr<storage::Database> database,
                                          const std::string& address, const storage::Options& options) {
    const std::string file = key_file(address);
    if (finish_rotation(*database, file) || make_first_key(*database, file)) {
        database.reset();
        database = open_unmigrated(address, options);
    }
    database->integrity().seals(
        *database->read());  // says now that the key is missing, not at the first write
    access::register_seals(*database, SystemClock{}.now());
    return database;
}

void keep_to_owner(const std::string& address) {
    namespace fs = std::filesystem;
    constexpr auto others = fs::perms::group_all | fs::perms::others_all;
    if (!address.starts_with(sqlite_prefix)) return;
    for (const char* part : {"", "-wal", "-shm", "-journal"}) {
        const fs::path file = address.substr(sqlite_prefix.size()) + part;
        std::error_code fault;
        const auto status = fs::status(file, fault);
        if (!fs::is_regular_file(status) || (status.permissions() & others) == fs::perms::none) continue;
        fs::permissions(file, others, fs::perm_options::remove, fault);
        fmt::print(stderr, "tarn: Other accounts of this computer could open {}. {}\n", file.string(),
                   fault ? "Only its owner can change that: chmod 600 it." : "Now its owner alone can.");
    }
}

std::unique_ptr<storage::Database> open_database(const std::string& address, storage::Options options) {
    auto database = open_unmigrated(address, options);
    if (database->is_new()) {
        database->migrate(all_migrations());
    } else if (database->needs_migration(all_migrations())) {
        throw storage::Failure(
            "This database was made by an earlier Tarn. Make a backup (tarn backup), then run tarn migrate.");
    }
    return sealed(std::move(database), address, options);
}

std::unique_ptr<storage::Database> open_existing_database(const std::string& address) {
    if (address.starts_with(sqlite_prefix) && !std::filesystem::exists(address.substr(sqlite_prefix.size())))
        throw storage::Failure("There is no database file " + address.substr(sqlite_prefix.size()) + ".");
    return open_unmigrated(address);
}

std::unique_ptr<storage::Database> open_for_answers(const std::string& address) {
    auto database = open_existing_database(address);
    if (!database->is_new() && schools::rebuild_needed(*database->read()))
        std::fputs(
            "tarn: register files were stored and never merged into the schools, so the answer may "
            "lack schools: an import was interrupted, or one is running. Run tarn migrate.\n",
            stderr);
    return database;
}

}
