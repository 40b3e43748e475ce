// tarn retention: what is due to be deleted today, and deleting it.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "base/clock.hpp"
#include "migrations/migrations.hpp"
#include "server/stored.hpp"

namespace tarn::app {
namespace {

struct RetentionArguments {
    std::string address, periods;
    bool run = false;
};

std::string days_of(const kit::DueRows& due) {
    return due.rows == 0 ? "" : fmt::format(", counted from {} to {}", due.first->iso(), due.last->iso());
}

/// Row numbers and counts alone: nothing of what the rows say.
void print(const kit::RetentionRun& found, bool deleted) {
    const std::string whose = found.authority ? " of authority " + found.authority->text() : "";
    const kit::DueRows& due = found.due;
    if (!found.failed.empty()) {
        fmt::print("{}{}: not deleted: {}\n", found.rule->what.name, whose, found.failed);
        return;
    }
    if (due.rows > 0)
        fmt::print("{}{}: {} {}{}{}\n", found.rule->what.name, whose, kit::rows_in_words(due.rows),
                   deleted ? "deleted" : "due", days_of(due),
                   due.keys.empty() ? "" : ": " + kit::in_runs(due.keys));
    for (const kit::HeldBack& held : due.held)
        fmt::print("{}{}: {} held back{}. {}.\n", found.rule->what.name, whose, kit::rows_in_words(held.rows),
                   held.keys.empty() ? "" : ": " + kit::in_runs(held.keys), held.why);
}

void retention(const RetentionArguments& arguments) {
    const auto rules = server::retention_rules(arguments.periods);
    const auto database = open_existing_database(arguments.address);
    if (database->is_new()) throw storage::Failure("The database is empty: there is nothing to delete.");
    if (database->needs_migration(all_migrations()))
        throw storage::Failure("This database was made by an earlier Tarn. Run tarn migrate first.");
    const SystemClock clock;
    const auto found = arguments.run ? kit::delete_all_due(*database, rules, clock.now())
                                     : kit::all_due(*database->read(), rules, clock.today());
    fmt::print("Periods: {}\n", arguments.periods.empty() ? "those that Tarn carries" : arguments.periods);
    std::int64_t rows = 0;
    bool failed = false;
    for (const kit::RetentionRun& each : found) {
        print(each, arguments.run);
        if (each.failed.empty()) rows += each.due.rows;
        failed = failed || !each.failed.empty();
    }
    fmt::print("{} {}\n", kit::rows_in_words(rows),
               arguments.run ? "deleted" : "due; tarn retention --run deletes them");
    if (failed) throw storage::Failure("Some rows were not deleted, for the reasons above. Run this again.");
}

}

void add_retention_command(CLI::App& tarn) {
    const auto arguments = std::make_shared<RetentionArguments>();
    auto& command = *tarn.add_subcommand(
        "retention", "Say what is due to be deleted today by its retention period; with --run, delete it");
    add_database_option(command, arguments->address);
    command.add_flag("--run", arguments->run,
                     "Delete it, with a certificate for each rule in the audit trail");
    command
        .add_option(
            "--periods", arguments->periods,
            "A file of periods in place of those that Tarn carries: the one that the server's setting "
            "retention-periods names")
        ->envname("TARN_RETENTION_PERIODS")
        ->check(CLI::ExistingFile);
    command.callback([arguments] { retention(*arguments); });
}

}
