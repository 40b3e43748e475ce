#pragma once
// Schools by place: the GeoJSON that page_kit::map() draws.
#include <string>
#include <string_view>
#include <vector>

#include "platform/storage/storage.hpp"
#include "schools/schools.hpp"

namespace tarn::schools {

/// Nobody can tell more points than this apart, and a phone takes seconds to draw them.
inline constexpr std::size_t most_points = 3000;
inline constexpr const char* geojson_type = "application/geo+json";

/// A feature collection in EPSG:4326: outlines of the districts that the schools lie in, then points.
class SchoolMap {
  public:
    SchoolMap(storage::Reader& db, const std::vector<const School*>& schools);
    /// `tone` as page_kit::Map has it: red, amber, green, grey or blue. A school without a known place and
    /// more than `most_points` are left out.
    void add(const School& school, std::string_view href, std::string_view detail,
             std::string_view tone = "blue");
    std::string finished() &&;

  private:
    std::string json_;
    std::size_t points_ = 0;
};

}
