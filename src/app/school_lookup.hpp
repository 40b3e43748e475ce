#pragma once
#include "access/lookups.hpp"
#include "platform/storage/storage.hpp"
#include "schools/schools.hpp"

namespace tarn::app {

/// The register and the areas as the command line checks URNs and scopes against them; without schools when
/// none was imported yet. The registers must outlive them.
access::Lookups register_lookups(storage::Database& database, schools::Registers& registers);

}
