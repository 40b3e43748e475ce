#pragma once
// Inside this room: a database as one compressed file that either engine can be rebuilt from.
#include <string>

#include "platform/storage/storage.hpp"

namespace tarn::storage {

/// Writes beside `file` and renames at the end, so that a backup cut short never bears the name.
void write_backup(Reader& db, bool sqlite, const std::string& file);
/// Commits. Throws Failure, with nothing changed, when the file is damaged or the database holds tables.
void read_backup(Writer& db, bool sqlite, const std::string& file);

}
