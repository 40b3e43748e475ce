#pragma once
// The ground: authorities, districts that tile it, towns and wards. It lies in the North Sea, where nobody
// lives.
#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"

namespace tarn::demo {

/// Metres of the British National Grid.
struct Point {
    double easting = 0, northing = 0;
    bool operator==(const Point&) const = default;
};
using Ring = std::vector<Point>;  ///< closed: the last point is the first; anticlockwise

struct Town {
    std::string name;
    Point centre;
    double weight = 1;     ///< share of the district's schools, relative
    double spread = 1000;  ///< metres
};

struct Ward {
    std::string code, name;
    Point centre;
};

struct District {
    std::string code, name;  ///< "E07990001", "Askermoor"
    int authority = 0;       ///< index
    int area = -1;           ///< index into Land::areas, in the authority of the demo alone
    Ring ring;               ///< empty for authorities that have no map
    std::vector<Town> towns;
    std::vector<Ward> wards;
    double deprivation = 0, diversity = 0, density = 0;  ///< normal scores
    double weight = 1;                                   ///< share of the authority's schools, relative
};

struct Authority {
    AuthorityCode code;
    std::string ons, name;
    std::string postcode_area;  ///< two letters that no real postcode begins with
    Ring outline;               ///< empty for authorities that have no map
    double deprivation = 0;     ///< normal score of its place among authorities
};

struct Land {
    std::vector<Authority> authorities;  ///< the first is Fellshire
    std::vector<District> districts;
    std::vector<std::string> areas;  ///< Fellshire's five
};

/// Deterministic from the seed; districts of neighbours share their border point for point.
Land make_land(std::uint64_t seed);

bool inside(const Ring& ring, Point point);
double area(const Ring& ring);  ///< square metres; negative when clockwise

}
