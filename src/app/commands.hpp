#pragma once
// One function per subcommand, each in its own file. Results go to stdout, messages to stderr; exit status 0
// on success, 1 on a failed check or rejected input (throw CLI::RuntimeError(1)), 2 on wrong usage.
namespace CLI {
class App;
void add_demo_command(CLI::App& tarn);  // demo

}

namespace tarn::app {

void add_help_commands(CLI::App& tarn);     // help
void add_storage_commands(CLI::App& tarn);  // migrate, backup, restore, dictionary
void add_verify_command(CLI::App& tarn);
void add_retention_command(CLI::App& tarn);
void add_clock_command(CLI::App& tarn);
void add_key_commands(CLI::App& tarn);     // key show, vouch, rotate
void add_serve_commands(CLI::App& tarn);   // serve, settings, routes
void add_people_commands(CLI::App& tarn);  // authority, person
void add_import_command(CLI::App& tarn);   // import, catalogue, disagreements
void add_rate_commands(CLI::App& tarn);    // rate, explain
void add_similar_command(CLI::App& tarn);
void add_demo_command(CLI::App& tarn);  // demo
void add_warn_command(CLI::App& tarn);  // warn fit, models, promote, score, evaluate

}
