// tarn verify: is what is stored still whole, as Tarn left it, and free of contradictions?
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "access/trail.hpp"
#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "base/regular_file.hpp"
#include "migrations/migrations.hpp"
#include "platform/storage/seals.hpp"
#include "server/stored.hpp"

namespace tarn::app {
namespace {

struct VerifyArguments {
    std::string address;
    std::vector<std::string> heads;  ///< backups and logs
};

std::size_t report(std::string_view name, const std::vector<std::string>& complaints) {
    for (const std::string& complaint : complaints) fmt::print("{}: {}\n", name, complaint);
    fmt::print(stderr, "{} {}\n", complaints.empty() ? "ok  " : "FAIL", name);
    return complaints.size();
}

/// A check that cannot even read its rows has found something.
template <class F>
std::vector<std::string> complaints_of(storage::Database& database, F complaints) {
    try {
        return complaints(*database.read());
    } catch (const storage::Failure& failure) {
        return {failure.what()};
    }
}

/// The ends of the trail that a backup holds or a log mentions.
std::vector<storage::TrailHead> heads_in(const std::string& path) {
    if (const auto why = not_a_file(path)) throw storage::Failure(*why);
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!text.starts_with("\x1f\x8b")) return storage::trail_heads_in(text);
    const auto head = storage::trail_head_in_backup(path);
    return head ? std::vector{*head} : std::vector<storage::TrailHead>{};
}

std::vector<storage::TrailHead> known_heads(const VerifyArguments& arguments) {
    std::vector<storage::TrailHead> heads;
    for (const std::string& file : arguments.heads)
        for (storage::TrailHead& head : heads_in(file)) heads.push_back(std::move(head));
    if (heads.empty() && !arguments.heads.empty())
        throw storage::Failure("None of the files given with --trail says where the audit trail ended.");
    return heads;
}

void verify(const VerifyArguments& arguments) {
    const auto database = open_existing_database(arguments.address);
    if (database->is_new()) throw storage::Failure("The database is empty: there is nothing to verify.");
    if (database->needs_migration(all_migrations()))
        throw storage::Failure("This database was made by an earlier Tarn. Run tarn migrate first.");
    auto heads = known_heads(arguments);
    if (const auto noted = database->integrity().noted_head()) heads.push_back(*noted);
    std::vector<std::string> unproved;
    std::size_t problems = report("database", database->verify());
    problems += report("audit trail", complaints_of(*database, [&](storage::Reader& db) {
                           return access::verify_audit(db, heads);
                       }));
    problems += report("sealed rows", complaints_of(*database, [&](storage::Reader& db) {
                           auto seals = storage::check_seals(db);
                           unproved = std::move(seals.unproved);
                           return std::move(seals.faults);
                       }));
    for (const kit::Check& check : server::all_checks())
        problems += report(check.name, complaints_of(*database, check.complaints));
    for (const std::string& what : unproved) fmt::print("unproved: {}\n", what);
    if (problems > 0) {
        fmt::print(stderr, "{} found\n", problems == 1 ? "1 problem" : fmt::format("{} problems", problems));
        throw CLI::RuntimeError(1);
    }
    fmt::print("no problems found\n");
}

}

void add_verify_command(CLI::App& tarn) {
    const auto arguments = std::make_shared<VerifyArguments>();
    auto& command =
        *tarn.add_subcommand("verify", "Check the whole database; exit status 1 when anything is wrong");
    add_database_option(command, arguments->address);
    command
        .add_option("--trail", arguments->heads,
                    "Backups or logs of this database: the audit trail must lead to where they say it ended")
        ->check(CLI::ExistingFile);
    command.callback([arguments] { verify(*arguments); });
}

}
