// tarn verify: is what is stored still whole and free of contradictions?
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>

#include "app/checks.hpp"
#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "migrations/migrations.hpp"

namespace tarn::app {
namespace {

std::size_t report(std::string_view name, const std::vector<std::string>& complaints) {
    for (const std::string& complaint : complaints) fmt::print("{}: {}\n", name, complaint);
    fmt::print(stderr, "{} {}\n", complaints.empty() ? "ok  " : "FAIL", name);
    return complaints.size();
}

/// A check that cannot even read its rows has found something.
std::vector<std::string> complaints_of(const Check& check, storage::Database& database) {
    try {
        return check.complaints(*database.read());
    } catch (const storage::Failure& failure) {
        return {failure.what()};
    }
}

void verify(const std::string& address) {
    const auto database = open_existing_database(address);
    if (database->is_new()) throw storage::Failure("The database is empty: there is nothing to verify.");
    if (database->needs_migration(all_migrations()))
        throw storage::Failure("This database was made by an earlier Tarn. Run tarn migrate first.");
    std::size_t problems = report("database", database->verify());
    for (const Check& check : all_checks()) problems += report(check.name, complaints_of(check, *database));
    if (problems > 0) {
        fmt::print(stderr, "{} found\n", problems == 1 ? "1 problem" : fmt::format("{} problems", problems));
        throw CLI::RuntimeError(1);
    }
    fmt::print("no problems found\n");
}

}

void add_verify_command(CLI::App& tarn) {
    const auto address = std::make_shared<std::string>();
    auto& command =
        *tarn.add_subcommand("verify", "Check the whole database; exit status 1 when anything is wrong");
    add_database_option(command, *address);
    command.callback([address] { verify(*address); });
}

}
