#include "app/checks.hpp"

#include "evidence/evidence.hpp"
#include "rating/board.hpp"
#include "schools/schools.hpp"
#include "warning/warning_store.hpp"

namespace tarn::app {

std::span<const Check> all_checks() {
    static const std::vector<Check> checks{
        {"register of schools", schools::verify},
        {"published figures", evidence::verify},
        {"recorded facts and notes", evidence::verify_entered},
        {"decided levels", rating::verify_board},
        {"early-warning models", warning::verify},
    };
    return checks;
}

}
