#pragma once
// The world of tests/access, lived in until every table holds something. Everybody and everything in it is
// fictional.
#include <string>

#include "access/world.hpp"

namespace tarn::test {

/// Imports, a second sitting of the board, things ended, a second model, and people at their browsers. Throws
/// when a table is still empty: a new table wants a row made here.
void live_in(World& world);

/// The file of an SQLite database, the schema of a PostgreSQL one.
std::string file_or_schema(storage::Database& database);
/// As another process opens it.
std::string address_of(storage::Database& database);

}
