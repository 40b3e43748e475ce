#include "app/school_lookup.hpp"

namespace tarn::app {

people::SchoolLookup school_lookup(storage::Database&) {
    return {};
}

}
