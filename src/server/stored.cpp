#include "server/stored.hpp"

#include "attendance/attendance.hpp"
#include "evidence/evidence.hpp"
#include "rating/board.hpp"
#include "schools/schools.hpp"
#include "warning/warning_store.hpp"

namespace tarn::server {

std::vector<kit::Stored> stored() {
    return {schools::stored(), evidence::stored(), rating::stored(), warning::stored(),
            attendance::stored()};
}

std::vector<kit::Check> all_checks() {
    return kit::all_checks(stored(), schools::is_known);
}

}
