#pragma once
#include "people/people.hpp"

namespace tarn::app {

/// The register and the areas as the command line checks URNs and scopes against them; without schools when
/// none was imported yet.
people::Lookups register_lookups(storage::Database& database);

}
