// tarn key show, vouch and rotate: the key that seals rows.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>

#include "access/trail.hpp"
#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "migrations/migrations.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::app {
namespace {

struct KeyArguments {
    std::string address, why;
    bool lost = false;
};

void print_report(const storage::SealReport& report) {
    for (const std::string& fault : report.faults) fmt::print("{}\n", fault);
    for (const std::string& unproved : report.unproved) fmt::print("unproved: {}\n", unproved);
}

void show(const KeyArguments& arguments) {
    const auto database = open_existing_database(arguments.address);
    const auto& key = database->integrity().key();
    fmt::print("{}: {}\n", key_file(arguments.address), key ? "key " + key->id() : "there is no such file");
    for (const std::string& unproved : storage::check_seals(*database->read()).unproved)
        fmt::print("unproved: {}\n", unproved);
}

/// As it is, since what is wrong with it is about to be vouched for. Where the key is lost one is made,
/// unless the next one lies there already.
std::unique_ptr<storage::Database> open_to_vouch(const KeyArguments& arguments) {
    auto database = open_existing_database(arguments.address);
    if (database->needs_migration(all_migrations())) throw storage::Failure("Run tarn migrate first.");
    const auto& key = database->integrity().key();
    if (!arguments.lost) {
        if (!key) throw storage::Failure("There is no key at " + key_file(arguments.address) + ".");
        database->integrity().seals(*database->read());
    } else if (!key) {
        storage::SealKey::make().save(key_file(arguments.address));
        database = open_existing_database(arguments.address);
    }
    return database;
}

void vouch(const KeyArguments& arguments) {
    if (arguments.why.find_first_not_of(" \t") == std::string::npos)
        throw storage::Failure("Say why with --reason: it is written into the audit trail.");
    const auto database = open_to_vouch(arguments);
    print_report(storage::check_seals(*database->read()));
    access::vouch_for_all(*database, arguments.why, SystemClock{}.now());
    fmt::print("All rows are sealed as they are now.\n");
}

/// The new key is on the disk before anything is sealed with it, so that no moment of a crash leaves seals
/// without their key.
void rotate(const KeyArguments& arguments) {
    const auto database = open_database(arguments.address);
    auto report = storage::check_seals(*database->read());
    if (!report.faults.empty()) {
        print_report(report);
        throw storage::Failure(
            "The key was not changed. Look into these rows first, then use tarn key vouch.");
    }
    const std::string file = key_file(arguments.address);
    const auto next = storage::SealKey::make();
    std::filesystem::remove(next_key_file(file));
    next.save(next_key_file(file));
    access::change_seal_key(*database, next, SystemClock{}.now());
    std::filesystem::rename(next_key_file(file), file);
    fmt::print("{}: key {}. Copy it to the other servers and restart them; until then they cannot write.\n",
               file, next.id());
}

CLI::App& add(CLI::App& key, const char* name, const char* summary, void (*act)(const KeyArguments&)) {
    const auto arguments = std::make_shared<KeyArguments>();
    auto& command = *key.add_subcommand(name, summary);
    add_database_option(command, arguments->address);
    command.callback([arguments, act] { act(*arguments); });
    if (act != vouch) return command;
    command.add_option("--reason", arguments->why, "Why these rows are believed")->required();
    command.add_flag("--lost-key", arguments->lost, "The key is lost: seal with a new one");
    return command;
}

}

void add_key_commands(CLI::App& tarn) {
    auto& key = *tarn.add_subcommand("key", "The key that seals rows, so that changes made past Tarn show");
    key.require_subcommand(1);
    add(key, "show", "Say which key is in use, where it is, and what it cannot prove", show);
    add(key, "vouch", "Seal every row as it is now, after you have looked into what tarn verify found",
        vouch);
    add(key, "rotate", "Make a new key and seal with it what was sealed", rotate);
}

}
