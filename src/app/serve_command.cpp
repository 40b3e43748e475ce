// tarn serve, settings and routes.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

#include "app/allocation.hpp"
#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "base/regular_file.hpp"
#include "migrations/migrations.hpp"
#include "platform/storage/integrity.hpp"
#include "server/application.hpp"

namespace tarn::app {
namespace {

void demand(const Outcome& outcome) {
    if (!outcome) throw std::runtime_error(outcome.error().message);
}

std::string text_of_file(const std::string& path) {
    if (const auto why = not_a_file(path)) throw std::runtime_error(*why);
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("The settings file cannot be read.");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

struct ServeArguments {
    std::string address, listen, file;
    std::vector<std::string> values = std::vector<std::string>(server::settings_table().size());
};

void add_setting_options(CLI::App& command, ServeArguments& arguments) {
    command.add_option("--settings", arguments.file, "A file of settings, one 'name = value' a line")
        ->check(CLI::ExistingFile);
    std::size_t i = 0;
    for (const server::Setting& setting : server::settings_table())
        command
            .add_option("--" + std::string{setting.name}, arguments.values[i++],
                        fmt::format("{} (default: {})", setting.meaning, server::value_text({}, setting)))
            ->group("Settings (also from the environment: TARN_PORT for --port, and so on)");
}

server::Settings settings_from(const ServeArguments& arguments) {
    server::Settings settings;
    if (!arguments.file.empty()) demand(server::read_settings_text(settings, text_of_file(arguments.file)));
    demand(server::read_environment(settings, [](const std::string& name) {
        const char* value = std::getenv(name.c_str());
        return value ? std::optional<std::string>{value} : std::nullopt;
    }));
    for (std::size_t i = 0; i < arguments.values.size(); ++i)
        if (!arguments.values[i].empty())
            demand(server::set_value(settings, server::settings_table()[i], arguments.values[i]));
    if (!arguments.listen.empty()) demand(server::set_listen(settings, arguments.listen));
    return settings;
}

void serve(const ServeArguments& arguments) {
    give_large_blocks_back();
    const server::Settings settings = settings_from(arguments);
    const auto database = open_database(arguments.address, {.readers = settings.readers});
    database->integrity().tell_heads(
        [](const storage::TrailHead& head) { fmt::print(stderr, "{}\n", storage::trail_head_text(head)); });
    const SystemClock clock;
    server::Application application(*database, clock, {.settings = settings, .stop_on_signals = true});
    fmt::print(stderr, "Tarn answers at http://{}:{}/ (Control-C stops it)\n", settings.address,
               application.server().port());
    application.run();
}

void print_settings(const ServeArguments& arguments, bool markdown) {
    if (markdown) return fmt::print("{}", server::settings_markdown());
    const server::Settings settings = settings_from(arguments);
    for (const server::Setting& setting : server::settings_table())
        fmt::print("{} = {}\n", setting.name, server::value_text(settings, setting));
}

void print_routes() {
    std::string folder = (std::filesystem::temp_directory_path() / "tarn-routes-XXXXXX").string();
    if (!mkdtemp(folder.data())) throw storage::Failure("No temporary folder can be made.");
    {
        const auto database = storage::Database::open("sqlite:" + folder + "/empty.db");
        database->migrate(all_migrations());
        const SystemClock clock;
        const server::Application application(*database, clock, {.settings = {.port = 0}});
        for (const server::RouteLine& line : application.route_lines())
            fmt::print("{:4} {:44} {:18} {:6} {:26} {}\n", line.method, line.pattern, line.permission,
                       line.writes ? "writes" : "reads", line.audit_label, line.title);
    }
    std::filesystem::remove_all(folder);
}

}

void add_serve_commands(CLI::App& tarn) {
    const auto arguments = std::make_shared<ServeArguments>();
    auto& command = *tarn.add_subcommand("serve", "Answer browsers until stopped");
    add_database_option(command, arguments->address);
    command.add_option("--listen", arguments->listen,
                       "Address and port in one: 127.0.0.1:8080, :8080, [::1]:8080");
    add_setting_options(command, *arguments);
    command.callback([arguments] { serve(*arguments); });

    const auto shown = std::make_shared<ServeArguments>();
    const auto markdown = std::make_shared<bool>(false);
    auto& settings = *tarn.add_subcommand("settings", "Print every setting with the value it would have");
    settings.add_flag("--markdown", *markdown, "The table of docs/operations.md: name, default, meaning");
    add_setting_options(settings, *shown);
    settings.callback([shown, markdown] { print_settings(*shown, *markdown); });

    tarn.add_subcommand(
            "routes",
            "Print every address with its permission, whether it writes, and its label in the trail")
        ->callback(print_routes);
}

}
