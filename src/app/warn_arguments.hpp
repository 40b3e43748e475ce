#pragma once
// What the parts of `tarn warn` share: their arguments and how they are read.
#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "app/refusals.hpp"
#include "base/date.hpp"

namespace tarn::app {

struct WarnArguments {
    std::string address, authority, as_at, format = "table", reason;
    std::string form = "blend", fit_to, test_from, test_to, authorities, population;
    std::int64_t model = 0, with = 0;
    int samples = 200, late = 0, first = 20;
    bool all = false, promote = false, no_breakdowns = false, shuffled = false;
};

Date date_of(const std::string& text, const char* option);
void print(const std::string& text);

CLI::App* warn_subcommand(CLI::App& warn, WarnArguments& arguments, const char* name, const char* help,
                          void (*act)(const WarnArguments&));
void add_format(CLI::App& command, WarnArguments& arguments);
void add_late(CLI::App& command, WarnArguments& arguments);

/// evaluate, compare, learning-curve and hindsight: how often the way of fitting is right on days it did not
/// know.
void add_warn_trials(CLI::App& warn, WarnArguments& arguments);

}
