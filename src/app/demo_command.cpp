// tarn demo: a fictional authority, ready to click through.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <thread>

#include "app/allocation.hpp"
#include "app/commands.hpp"
#include "app/database_option.hpp"
#include "demo/demo.hpp"
#include "migrations/migrations.hpp"
#include "server/application.hpp"

namespace tarn::app {
namespace {

namespace fs = std::filesystem;

struct DemoArguments {
    std::string folder, listen = "127.0.0.1:8080", today;
    std::uint64_t seed = demo::Plan{}.seed;
    bool again = false;
    bool no_server = false, with_model = false;
};

/// Where the demonstration lives: a folder of one's own keeps what was done in it, a temporary one goes at
/// the end.
class Folder {
  public:
    explicit Folder(const std::string& wanted) : path_(wanted) {
        if (!wanted.empty()) {
            fs::create_directories(path_);
            return;
        }
        std::string made = (fs::temp_directory_path() / "tarn-demo-XXXXXX").string();
        if (!mkdtemp(made.data())) throw std::runtime_error("No temporary folder can be made.");
        path_ = made;
        temporary_ = true;
    }
    ~Folder() {
        std::error_code ignored;
        if (temporary_) fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string file() const { return (path_ / "fellshire.db").string(); }
    bool temporary() const { return temporary_; }
    void clear() const {
        for (const auto* ending : {"", "-wal", "-shm", ".key", ".head"}) fs::remove(file() + ending);
    }

  private:
    fs::path path_;
    bool temporary_ = false;
};

/// The county in the folder: as it was left, or made now.
std::unique_ptr<storage::Database> open_county(const Folder& folder, const DemoArguments& arguments,
                                               const demo::Plan& plan, int readers) {
    if (arguments.again) folder.clear();
    const bool found = fs::exists(folder.file());
    const std::string address = "sqlite:" + folder.file();
    auto database = open_unmigrated(address, {.readers = readers});
    if (found && !database->needs_migration(all_migrations()) &&
        !demo::personas(*database, plan.today).empty())
        return sealed(std::move(database), address, {.readers = readers});
    if (found)
        throw std::runtime_error(
            "The folder holds a demonstration that this version did not finish. Run again with --again to "
            "make it new.");
    database->migrate(all_migrations());
    database = sealed(std::move(database), address, {.readers = readers});
    fmt::print(stderr, "Making Fellshire, a fictional county, as of {}.\n", plan.today.display());
    const auto made = demo::make(*database, plan);
    if (!made) throw std::runtime_error(made.error().message);
    fmt::print(stderr, "{} schools, {} published files imported.\n", made->schools, made->files);
    return database;
}

std::vector<people::Persona> sign_in_list(const std::vector<demo::Persona>& personas) {
    std::vector<people::Persona> list;
    for (const auto& persona : personas)
        list.push_back({persona.email, fmt::format("{}: {}, {}", persona.role, persona.name, persona.place),
                        persona.waits});
    return list;
}

void print_personas(const std::vector<demo::Persona>& personas, const std::string& where) {
    fmt::print("Open {} and choose who to be; there are no passwords:\n\n", where);
    for (const auto& persona : personas)
        fmt::print("  {:<26} {:<22} {}\n", persona.role, persona.name, persona.place);
    fmt::print("\nEvery school and person is fictional. Control-C stops it.\n");
    std::fflush(stdout);
}

std::unique_ptr<server::Application> listen(storage::Database& database, const Clock& clock,
                                            server::ApplicationOptions options) {
    try {
        return std::make_unique<server::Application>(database, clock, std::move(options));
    } catch (const std::runtime_error& failure) {
        throw std::runtime_error(
            fmt::format("{} Perhaps another demonstration is still running: stop it, or give another "
                        "address, such as --listen 127.0.0.1:8081.",
                        failure.what()));
    }
}

void learn_or_say_why(storage::Database& database, const demo::Plan& plan) {
    try {
        demo::learn(database, plan);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "tarn: there is no early-warning model: {}\n", failure.what());
    }
}

void run_demo(const DemoArguments& arguments) {
    give_large_blocks_back();
    server::Settings settings;
    if (const auto set = server::set_listen(settings, arguments.listen); !set)
        throw std::runtime_error(set.error().message);
    settings.service_name = "Tarn";
    settings.access_log = false;
    const SystemClock clock;
    const auto day =
        arguments.today.empty() ? std::optional{clock.today()} : Date::parse_iso(arguments.today);
    if (!day) throw std::runtime_error("'" + arguments.today + "' is not a day such as 2026-11-22.");
    const Folder folder{arguments.folder};
    const demo::Plan plan{.seed = arguments.seed, .today = *day};
    const auto database = open_county(folder, arguments, plan, settings.readers);
    const auto personas = demo::personas(*database, *day);
    if (arguments.no_server) {
        if (arguments.with_model) demo::learn(*database, plan);
        return;
    }
    FixedClock other_day{*day};
    const Clock& shown = arguments.today.empty() ? static_cast<const Clock&>(clock) : other_day;
    const auto application = listen(*database, shown,
                                    {.settings = settings,
                                     .personas = sign_in_list(personas),
                                     .banner = "Every school and person in this demonstration is fictional",
                                     .stop_on_signals = true});
    // The first page need not wait for the model.
    const std::jthread learning{[&] { learn_or_say_why(*database, plan); }};
    print_personas(personas, fmt::format("http://{}:{}/", settings.address, application->server().port()));
    application->run();
}

}

void add_demo_command(CLI::App& tarn) {
    const auto arguments = std::make_shared<DemoArguments>();
    auto& command = *tarn.add_subcommand("demo", "A fictional authority, ready to click through");
    command.add_option(
        "--dir", arguments->folder,
        "Keep it in this folder, and go on from there next time (default: a temporary folder)");
    command.add_option("--listen", arguments->listen, "Address and port")->capture_default_str();
    command.add_flag("--again", arguments->again, "Make it new although the folder holds one");
    command.add_option("--seed", arguments->seed, "Another number makes another county")
        ->capture_default_str();
    command.add_option("--today", arguments->today,
                       "The day it is in the county, such as 2026-11-22 (default: today)");
    command.add_flag("--no-server", arguments->no_server, "Make it and stop");
    command.add_flag("--with-model", arguments->with_model,
                     "With --no-server: also fit the early-warning model, which takes seconds");
    command.callback([arguments] { run_demo(*arguments); });
}

}
