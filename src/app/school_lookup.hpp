#pragma once
#include "people/people.hpp"

namespace tarn::app {

/// The register as the command line checks URNs against it; empty when no school was imported yet.
people::SchoolLookup school_lookup(storage::Database& database);

}
