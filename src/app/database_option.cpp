#include "app/database_option.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "migrations/migrations.hpp"
#include "schools/schools.hpp"

namespace tarn::app {

void add_database_option(CLI::App& command, std::string& address) {
    command.add_option("--db", address, "The database: sqlite:FILE or postgresql://HOST/NAME")
        ->envname("TARN_DB")
        ->required();
}

std::unique_ptr<storage::Database> open_database(const std::string& address, storage::Options options) {
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
    constexpr std::string_view prefix = "sqlite:";
    if (address.starts_with(prefix) && !std::filesystem::exists(address.substr(prefix.size())))
        throw storage::Failure("There is no database file " + address.substr(prefix.size()) + ".");
    return storage::Database::open(address);
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
