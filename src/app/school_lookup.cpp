#include "app/school_lookup.hpp"

#include "schools/schools.hpp"

namespace tarn::app {

access::Lookups register_lookups(storage::Database& database, schools::Registers& registers) {
    if (registers.current(*database.read())->all().empty()) return {{}, schools::area_lookup()};
    return {schools::school_lookup(registers), schools::area_lookup()};
}

}
