#pragma once
// Shared by the board's stores only.
#include <string_view>

#include "feature_kit/record.hpp"
#include "rating/board.hpp"

namespace tarn::rating {

extern const kit::Record<Meeting> board_meetings;

Level stored_level(std::string_view code);  ///< throws storage::Failure for a code that no version writes

}
