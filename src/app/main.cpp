#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <sys/stat.h>

#include "app/commands.hpp"
#include "platform/storage/storage.hpp"

int main(int argc, char** argv) {
    CLI::App tarn{"Tarn: the team around the school. Run 'tarn COMMAND --help' for one command."};
    tarn.name("tarn");
    tarn.require_subcommand(1);
    tarn::app::add_help_commands(tarn);
    tarn::app::add_storage_commands(tarn);
    tarn::app::add_verify_command(tarn);
    tarn::app::add_retention_command(tarn);
    tarn::app::add_clock_command(tarn);
    tarn::app::add_key_commands(tarn);
    tarn::app::add_rate_commands(tarn);
    tarn::app::add_similar_command(tarn);
    tarn::app::add_serve_commands(tarn);
    tarn::app::add_people_commands(tarn);
    tarn::app::add_import_command(tarn);
    tarn::app::add_demo_command(tarn);
    tarn::app::add_warn_command(tarn);
    // What Tarn writes holds what is confidential: files and folders are its owner's alone.
    umask(077);
    // A file that may not grow is an error to be reported, not a reason to die.
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        tarn.parse(argc, argv);
        return 0;
    } catch (const CLI::RuntimeError& stop) {
        return stop.get_exit_code();
    } catch (const CLI::ParseError& usage) {
        return tarn.exit(usage) == 0 ? 0 : 2;
    } catch (const tarn::storage::Full& full) {
        std::fprintf(stderr, "tarn: The disk is full. What was being written was not kept.\n(%s)\n",
                     full.what());
        return 1;
    } catch (const tarn::storage::Busy& busy) {
        std::fprintf(
            stderr, "tarn: Somebody else is writing to the database. Nothing was changed; try again.\n(%s)\n",
            busy.what());
        return 1;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "tarn: %s\n", failure.what());
        return 1;
    }
}
