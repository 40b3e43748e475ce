#pragma once
// Where things are: postcodes, districts and the British National Grid.
#include <optional>
#include <unordered_map>
#include <vector>

#include "schools/merge_rules.hpp"

namespace tarn::schools {

/// Upper-case letters and digits of a postcode packed into one number; 0 when it is none. "PR1 8RE" equals
/// "pr18re".
std::uint64_t postcode_key(std::string_view text);
std::string tidy_postcode(std::string_view text);  ///< "pr18re" becomes "PR1 8RE"; other texts stay

class Places {
  public:
    explicit Places(const std::vector<PostcodePlace>& places);
    const PostcodePlace* find(std::string_view postcode) const;

  private:
    std::unordered_map<std::uint64_t, const PostcodePlace*> places_;
};

/// National Grid metres (OSGB36) to WGS84 degrees: inverse transverse Mercator, then a Helmert shift; within
/// about 5 metres [os-coordinate-systems].
Coordinates from_grid(double easting, double northing);

}
