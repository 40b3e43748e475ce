#include "demo/demo_land_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "demo/demo_names_rules.hpp"
#include "demo/demo_tables_rules.hpp"

namespace tarn::demo {
namespace {

// A grid of 5 by 4 cells of about 18 by 20 km. The western column is one neighbour, the northern row another,
// the remaining twelve cells are Fellshire's districts; the sea lies to the east and to the south.
constexpr int columns = 5, lines = 4;
constexpr double west = 478000, south = 556000, cell_width = 18000, cell_height = 20000;

struct Maker {
    std::uint64_t seed;

    Point corner(int column, int line) const {
        auto random = stream(seed, "corner", line * 100 + column);
        const double shift = 0.27;
        return {west + cell_width * (column + shift * (2 * random.uniform() - 1)),
                south + cell_height * (line + shift * (2 * random.uniform() - 1))};
    }

    /// Midpoint displacement [midpoint-displacement]: coasts are rougher than inland borders.
    void bend(Ring& path, Point from, Point to, int depth, double rough, Random& random) const {
        if (depth == 0) return path.push_back(to);
        const double de = to.easting - from.easting, dn = to.northing - from.northing;
        const double sideways = rough * (2 * random.uniform() - 1);
        const Point middle{(from.easting + to.easting) / 2 - dn * sideways,
                           (from.northing + to.northing) / 2 + de * sideways};
        bend(path, from, middle, depth - 1, rough, random);
        bend(path, middle, to, depth - 1, rough, random);
    }

    /// The border from one corner to the next; the same points whichever side asks.
    Ring border(int column, int line, bool eastward) const {
        const bool coast = eastward ? line == 0 : column == columns;
        auto random = stream(seed, eastward ? "border.e" : "border.n", line * 100 + column);
        Ring path{corner(column, line)};
        const Point end = eastward ? corner(column + 1, line) : corner(column, line + 1);
        bend(path, path.front(), end, coast ? 6 : 5, coast ? 0.24 : 0.14, random);
        for (auto& point : path) point = {std::round(point.easting), std::round(point.northing)};
        return path;
    }

    static void append(Ring& ring, Ring path, bool backwards) {
        if (backwards) std::reverse(path.begin(), path.end());
        ring.insert(ring.end(), path.begin() + (ring.empty() ? 0 : 1), path.end());
    }

    /// Anticlockwise around the cells from (c0, l0) up to, not including, (c1, l1).
    Ring around(int c0, int l0, int c1, int l1) const {
        Ring ring;
        for (int c = c0; c < c1; ++c) append(ring, border(c, l0, true), false);
        for (int l = l0; l < l1; ++l) append(ring, border(c1, l, false), false);
        for (int c = c1 - 1; c >= c0; --c) append(ring, border(c, l1, true), true);
        for (int l = l1 - 1; l >= l0; --l) append(ring, border(c0, l, false), true);
        return ring;
    }
};

Point middle(const Ring& ring) {
    Point sum;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        sum.easting += ring[i].easting;
        sum.northing += ring[i].northing;
    }
    const auto count = static_cast<double>(ring.size() - 1);
    return {sum.easting / count, sum.northing / count};
}

/// A point of the district: anywhere in the cell, or, with a small `reach`, near its middle.
Point within(const District& district, Random& random, double reach = 1.2) {
    const Point centre = middle(district.ring);
    for (int attempt = 0; attempt < 200; ++attempt) {
        const Point point{centre.easting + cell_width * reach * (random.uniform() - 0.5),
                          centre.northing + cell_height * reach * (random.uniform() - 0.5)};
        if (inside(district.ring, point)) return point;
    }
    return centre;
}

void settle(District& district, PlaceNames& names, Random& random) {
    constexpr int towns = 5, villages = 9;
    for (int i = 0; i < towns + villages; ++i) {
        const bool town = i < towns;
        district.towns.push_back({i == 0 ? district.name : names.next(),
                                  within(district, random, i == 0 ? 0.3 : 1.2),
                                  i == 0 ? 9.0
                                  : town ? 3.5
                                         : 1.0,
                                  i == 0 ? 2200.0
                                  : town ? 1300.0
                                         : 500.0});
    }
    const int wards = static_cast<int>(random.between(11, 16));
    for (int i = 0; i < wards; ++i) {
        const auto& town = district.towns[i % district.towns.size()];
        static constexpr std::array<std::string_view, 4> sides = {"", " North", " South", " West"};
        const auto side = i < static_cast<int>(district.towns.size()) ? "" : sides[1 + i % 3];
        district.wards.push_back({fmt::format("E05{}{:03}", district.code.substr(6), i + 1),
                                  town.name + std::string{side}, within(district, random)});
    }
}

struct Named {
    std::string_view name;
    int area;
    double deprivation, diversity, density, weight;
};
// Twelve districts, line by line from the south-west: who lives where is a choice, so that the county has its
// contrasts.
constexpr std::array<Named, 12> areas_of_fellshire = {{{"Garthwick", 3, 0.2, -0.4, -0.3, 0.9},
                                                       {"Quernside", 3, 0.9, 0.3, 0.5, 1.1},
                                                       {"Wathmouth", 3, 1.6, 0.6, 1.0, 1.2},
                                                       {"Hollinsea", 0, 1.3, -0.5, 0.6, 1.0},
                                                       {"Caldmere", 2, -0.9, -0.8, -0.9, 0.8},
                                                       {"Fellminster", 1, 0.5, 1.6, 1.5, 1.6},
                                                       {"Ingleford", 1, 0.1, 1.3, 0.9, 1.2},
                                                       {"Brackenshore", 0, 0.6, -0.9, 0.0, 1.0},
                                                       {"Kestrel Vale", 2, -1.6, -0.7, -1.3, 0.7},
                                                       {"Ellerdale", 4, -1.1, -0.6, -1.0, 0.7},
                                                       {"Marlbeck", 4, -0.6, 0.4, 0.2, 1.0},
                                                       {"Askermoor", 0, -0.9, -0.3, -1.1, 0.8}}};

void make_authorities(Land& land, const Maker& maker) {
    struct Given {
        int code;
        std::string_view name, postcode_area;
        double deprivation;
    };
    // Codes from 990 and these postcode areas are given to nobody in the real England.
    constexpr std::array<Given, 9> given = {{{990, "Fellshire", "FE", 0.1},
                                             {991, "Marrowdale", "AW", -0.7},
                                             {992, "Ostmere", "OM", 0.8},
                                             {993, "Northmarch", "EM", -0.2},
                                             {994, "Kelderland", "HW", 0.3},
                                             {995, "Port Asher", "IW", 1.3},
                                             {996, "Winterbourne Vale", "JA", -1.2},
                                             {997, "Great Harbury", "KM", 0.7},
                                             {998, "Sallowfen", "UM", -0.4}}};
    for (const auto& g : given) {
        land.authorities.push_back({{static_cast<std::int16_t>(g.code)},
                                    fmt::format("E10{:06}", 990000 + g.code - 990),
                                    std::string{g.name},
                                    std::string{g.postcode_area},
                                    {},
                                    g.deprivation});
    }
    land.authorities[0].outline = maker.around(1, 0, columns, lines - 1);
    land.authorities[1].outline = maker.around(0, 0, 1, lines);
    land.authorities[2].outline = maker.around(1, lines - 1, columns, lines);
}

District mapped(const Maker& maker, int number, int authority, std::string name, int column, int line) {
    District district;
    district.code = fmt::format("E07{:06}", 990000 + number);
    district.name = std::move(name);
    district.authority = authority;
    district.ring = maker.around(column, line, column + 1, line + 1);
    return district;
}

}

Land make_land(std::uint64_t seed) {
    const Maker maker{seed};
    Land land;
    land.areas = {"Coast", "Fellminster and Ingleford", "Western Vales", "South Fells", "Northern Dales"};
    make_authorities(land, maker);
    PlaceNames names{seed};
    int number = 1;
    for (std::size_t i = 0; i < areas_of_fellshire.size(); ++i) {
        const auto& named = areas_of_fellshire[i];
        names.take(named.name);
        auto& district =
            land.districts.emplace_back(mapped(maker, number++, 0, std::string{named.name},
                                               1 + static_cast<int>(i) % 4, static_cast<int>(i) / 4));
        district.area = named.area;
        district.deprivation = named.deprivation;
        district.diversity = named.diversity;
        district.density = named.density;
        district.weight = named.weight;
    }
    for (int line = 0; line < lines; ++line)
        land.districts.push_back(mapped(maker, number++, 1, names.next(), 0, line));
    for (int column = 1; column < columns; ++column) {
        land.districts.push_back(mapped(maker, number++, 2, names.next(), column, lines - 1));
    }
    for (std::size_t a = 3; a < land.authorities.size(); ++a) {
        auto& district = land.districts.emplace_back();
        district.code = fmt::format("E07{:06}", 990000 + number++);
        district.name = land.authorities[a].name;
        district.authority = static_cast<int>(a);
        // No map: a square of open sea further out.
        const double e = 470000 + 40000 * static_cast<double>(a - 3), n = 700000;
        district.ring = {{e, n}, {e + 30000, n}, {e + 30000, n + 30000}, {e, n + 30000}, {e, n}};
    }
    for (auto& district : land.districts) {
        auto random = stream(seed, "district", number++);
        if (district.authority > 0) {
            district.deprivation =
                0.7 * land.authorities[district.authority].deprivation + 0.7 * random.normal();
            district.diversity = random.normal();
            district.density = random.normal();
        }
        settle(district, names, random);
        if (land.authorities[district.authority].outline.empty()) district.ring.clear();
    }
    return land;
}

bool inside(const Ring& ring, Point point) {
    bool odd = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const Point &a = ring[i - 1], &b = ring[i];
        if ((a.northing > point.northing) == (b.northing > point.northing)) continue;
        const double cross =
            a.easting + (point.northing - a.northing) / (b.northing - a.northing) * (b.easting - a.easting);
        if (point.easting < cross) odd = !odd;
    }
    return odd;
}

double area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        twice += ring[i - 1].easting * ring[i].northing - ring[i].easting * ring[i - 1].northing;
    }
    return twice / 2;
}

}
