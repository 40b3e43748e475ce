#include "app/warn_arguments.hpp"

#include <cstdio>
#include <fmt/format.h>

#include "app/database_option.hpp"

namespace tarn::app {

Date date_of(const std::string& text, const char* option) {
    const auto date = Date::parse_iso(text);
    if (!date) usage(fmt::format("{} must be a date such as 2018-12-12", option));
    return *date;
}
void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

CLI::App* warn_subcommand(CLI::App& warn, WarnArguments& arguments, const char* name, const char* help,
                          void (*act)(const WarnArguments&)) {
    CLI::App* command = warn.add_subcommand(name, help);
    add_database_option(*command, arguments.address);
    command->callback([&arguments, act] { act(arguments); });
    return command;
}

void add_format(CLI::App& command, WarnArguments& arguments) {
    command.add_option("--format", arguments.format, "table or json")
        ->check(CLI::IsMember({"table", "json"}));
}
void add_late(CLI::App& command, WarnArguments& arguments) {
    command
        .add_option("--known-after-days", arguments.late,
                    "How long after it is held an inspection counts as known (0; 30 for a cautious figure)")
        ->check(CLI::Range(0, 365));
}

}
