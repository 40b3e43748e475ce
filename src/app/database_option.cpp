#include "app/database_option.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>

#include "migrations/migrations.hpp"

namespace tarn::app {
namespace {

constexpr std::string_view sqlite = "sqlite:";

}

void add_database_option(CLI::App& command, std::string& address) {
    command.add_option("--db", address, "The database: sqlite:FILE or postgresql://HOST/NAME")
        ->envname("TARN_DB")
        ->required();
}

void keep_to_owner(const std::string& address) {
    namespace fs = std::filesystem;
    constexpr auto others = fs::perms::group_all | fs::perms::others_all;
    if (!address.starts_with(sqlite)) return;
    for (const char* part : {"", "-wal", "-shm", "-journal"}) {
        const fs::path file = address.substr(sqlite.size()) + part;
        std::error_code fault;
        const auto status = fs::status(file, fault);
        if (!fs::is_regular_file(status) || (status.permissions() & others) == fs::perms::none) continue;
        fs::permissions(file, others, fs::perm_options::remove, fault);
        fmt::print(stderr, "tarn: Other accounts of this computer could open {}. {}\n", file.string(),
                   fault ? "Only its owner can change that: chmod 600 it." : "Now its owner alone can.");
    }
}

std::unique_ptr<storage::Database> open_database(const std::string& address, storage::Options options) {
    keep_to_owner(address);
    auto database = storage::Database::open(address, options);
    if (database->is_new()) {
        database->migrate(all_migrations());
    } else if (database->needs_migration(all_migrations())) {
        throw storage::Failure(
            "This database was made by an earlier Tarn. Make a backup (tarn backup), then run tarn migrate.");
    }
    return database;
}

std::unique_ptr<storage::Database> open_existing_database(const std::string& address) {
    if (address.starts_with(sqlite) && !std::filesystem::exists(address.substr(sqlite.size())))
        throw storage::Failure("There is no database file " + address.substr(sqlite.size()) + ".");
    keep_to_owner(address);
    return storage::Database::open(address);
}

}
