#pragma once
// The --db option of every command that works on a database.
#include <memory>
#include <string>

#include "platform/storage/storage.hpp"

namespace CLI {
class App;
}

namespace tarn::app {

/// Adds "--db sqlite:FILE | postgresql://...", required unless the environment variable TARN_DB names it.
void add_database_option(CLI::App& command, std::string& address);

/// Opens a database that this version can work with. A new one is given its tables; one that lacks migrations
/// is refused with the advice to run `tarn migrate`.
std::unique_ptr<storage::Database> open_database(const std::string& address, storage::Options options = {});

/// For commands that only look: an SQLite file that does not exist is refused instead of created.
std::unique_ptr<storage::Database> open_existing_database(const std::string& address);
/// Likewise, for commands that answer from the register: warns where an import left it unmerged.
std::unique_ptr<storage::Database> open_for_answers(const std::string& address);

}
