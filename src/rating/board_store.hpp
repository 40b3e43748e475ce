#pragma once
// Shared by the board's stores only.
#include <string_view>

#include "rating/board.hpp"

namespace tarn::rating {

Level stored_level(std::string_view code);  ///< throws storage::Failure for a code that no version writes

}
