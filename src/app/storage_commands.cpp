// tarn migrate, backup, restore and dictionary: what an operator does with the database as a whole.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "base/regular_file.hpp"
#include "migrations/migrations.hpp"
#include "platform/storage/seals.hpp"
#include "schools/schools.hpp"
#include "warning/warning_store.hpp"

namespace tarn::app {
namespace {

struct StorageArguments {
    std::string address;
    std::string file;
};

/// What an upgrade leaves to do by hand.
void say_what_is_left(storage::Database& database) {
    if (warning::current_is_of_another_form(*database.read()))
        fmt::print(stderr,
                   "tarn: The early-warning model in force was fitted by another version and is no longer "
                   "used. A data officer can fit a new one on the page of models, or run: tarn warn fit "
                   "--promote --reason \"Fitted anew after an upgrade\"\n");
}

/// Of an import that was interrupted before its files were merged.
bool merge_left_over(storage::Database& database) {
    const auto versions = schools::merge_what_is_stored(database);
    if (versions) fmt::print("merged the stored register files: {} versions of schools\n", *versions);
    return versions.has_value();
}

void migrate(const StorageArguments& arguments) {
    auto database = open_unmigrated(arguments.address);
    const auto applied = database->migrate(all_migrations());
    for (const std::string& name : applied) fmt::print("applied {}\n", name);
    database = sealed(std::move(database), arguments.address);
    const bool merged = merge_left_over(*database);
    if (applied.empty() && !merged) fmt::print("nothing to apply: the database is up to date\n");
    say_what_is_left(*database);
}

void backup(const StorageArguments& arguments) {
    const auto database = open_existing_database(arguments.address);
    if (database->is_new()) throw storage::Failure("The database is empty: there is nothing to back up.");
    database->backup(arguments.file);
    fmt::print("{}: {} bytes\n", arguments.file, std::filesystem::file_size(arguments.file));
    if (const auto head = storage::trail_head_in_backup(arguments.file))
        fmt::print("{}\n", storage::trail_head_text(*head));
}

/// What is in the backup is now the whole trail, also where a longer one was noted before.
void take_as_it_is(storage::Database& database) {
    const auto db = database.read();
    database.integrity().note_head(storage::trail_head(*db));
    const auto report = storage::check_seals(*db);
    for (const std::string& fault : report.faults) fmt::print("sealed rows: {}\n", fault);
    for (const std::string& unproved : report.unproved) fmt::print("unproved: {}\n", unproved);
    if (!report.faults.empty()) throw CLI::RuntimeError(1);
}

void restore(const StorageArguments& arguments) {
    if (const auto why = not_a_file(arguments.file)) throw storage::Failure(*why);
    const auto database = open_unmigrated(arguments.address);
    database->restore(arguments.file);
    const auto applied = database->migrate(all_migrations());
    fmt::print("restored from {}\n", arguments.file);
    for (const std::string& name : applied) fmt::print("applied {}\n", name);
    merge_left_over(*database);
    say_what_is_left(*database);
    take_as_it_is(*database);
}

void print_dictionary() {
    std::string folder = (std::filesystem::temp_directory_path() / "tarn-dictionary-XXXXXX").string();
    if (!mkdtemp(folder.data())) throw storage::Failure("No temporary folder can be made.");
    {
        const auto database = storage::Database::open("sqlite:" + folder + "/empty.db");
        database->migrate(all_migrations());
        fmt::print("{}", storage::data_dictionary_page(*database->read()));
    }
    std::filesystem::remove_all(folder);
}

CLI::App& add(CLI::App& tarn, const char* name, const char* summary,
              const std::shared_ptr<StorageArguments>& arguments, void (*act)(const StorageArguments&)) {
    auto& command = *tarn.add_subcommand(name, summary);
    add_database_option(command, arguments->address);
    command.callback([arguments, act] { act(*arguments); });
    return command;
}

}

void add_storage_commands(CLI::App& tarn) {
    const auto arguments = std::make_shared<StorageArguments>();
    add(tarn, "migrate", "Create the tables of a new database or bring an older one up to date", arguments,
        migrate);
    add(tarn, "backup", "Copy a database, also one in use, into one compressed file", arguments, backup)
        .add_option("--out,FILE", arguments->file,
                    "The file to write; written aside first, so an old one is kept on failure")
        ->required();
    add(tarn, "restore", "Rebuild a database from a backup, on either engine; the target must be empty",
        arguments, restore)
        .add_option("--from,FILE", arguments->file, "The backup to read")
        ->required()
        ->check(CLI::ExistingFile);
    tarn.add_subcommand("dictionary", "Print what every table and column holds, as Markdown")
        ->callback(print_dictionary);
}

}
