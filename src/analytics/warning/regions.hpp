#pragma once
// England's nine regions by the DfE code of the authority [ees-authority-codes].
#include <cstdint>
#include <string_view>

#include "base/ids.hpp"

namespace tarn::analytics::warning {

enum class Region : std::uint8_t {
    north_east,
    north_west,
    yorkshire,
    east_midlands,
    west_midlands,
    east,
    london,
    south_east,
    south_west,
    unknown,
};
Region region_of(AuthorityCode code);
std::string_view region_title(Region region);  ///< "North West"

}
