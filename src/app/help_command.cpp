#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/commands.hpp"

namespace tarn::app {

void add_help_commands(CLI::App& tarn) {
    tarn.add_subcommand("help", "Print every command")->callback([&tarn] {
        std::fputs(tarn.help("", CLI::AppFormatMode::All).c_str(), stdout);
    });
}

}
