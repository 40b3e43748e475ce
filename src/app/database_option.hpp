#pragma once
// The --db option of every command that works on a database.
#include <memory>
#include <string>

#include "platform/storage/storage.hpp"

namespace CLI {
class App;
}

namespace tarn::app {

/// Adds "--db sqlite:FILE | postgresql://...", required unless the environment variable TARN_DB names it, and
/// "--key-file FILE".
void add_database_option(CLI::App& command, std::string& address);

/// Where the key lies that seals the rows of this database.
std::string key_file(const std::string& address);
/// Where `tarn key rotate` puts the new key until the rows are sealed with it.
std::string next_key_file(const std::string& key_file);
/// The key if its file is there, and where the trail's head is noted.
std::shared_ptr<storage::Integrity> integrity_of(const std::string& address);
/// As it is, with its key if that is there.
std::unique_ptr<storage::Database> open_unmigrated(const std::string& address, storage::Options options = {});
/// A migrated database whose rows are sealed from now on: makes the key at the first start. Throws Failure
/// when the database is sealed with a key that is not here.
std::unique_ptr<storage::Database> sealed(std::unique_ptr<storage::Database> database,
                                          const std::string& address, const storage::Options& options = {});

/// Opens a database that this version can work with. A new one is given its tables; one that lacks migrations
/// is refused with the advice to run `tarn migrate`.
std::unique_ptr<storage::Database> open_database(const std::string& address, storage::Options options = {});

/// Closes the files of an SQLite database to everybody but their owner, and says so where they were open: an
/// earlier version or a copying program may have left them so. Before the database is opened.
void keep_to_owner(const std::string& address);

/// For commands that only look: an SQLite file that does not exist is refused instead of created.
std::unique_ptr<storage::Database> open_existing_database(const std::string& address);
/// Likewise, for commands that answer from the register: warns where an import left it unmerged.
std::unique_ptr<storage::Database> open_for_answers(const std::string& address);

}
