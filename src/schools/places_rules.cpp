#include "schools/places_rules.hpp"

#include <cmath>
#include <numbers>

namespace tarn::schools {

std::uint64_t postcode_key(std::string_view text) {
    std::uint64_t key = 0;
    int length = 0;
    for (char c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        const bool counts = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!counts) continue;
        if (++length > 8) return 0;
        key = (key << 8) | static_cast<unsigned char>(c);
    }
    return length >= 5 ? key : 0;
}

std::string tidy_postcode(std::string_view text) {
    std::string compact;
    for (std::uint64_t key = postcode_key(text); key != 0; key >>= 8) {
        compact.insert(compact.begin(), static_cast<char>(key & 0xFF));
    }
    const auto letter = [&](std::size_t i) { return compact[i] >= 'A'; };
    const std::size_t size = compact.size();
    const bool shaped = size >= 5 && size <= 7 && letter(0) && !letter(size - 3) && letter(size - 2) &&
                        letter(size - 1) && !(letter(1) && letter(2));
    if (!shaped) return std::string{text};
    return compact.insert(compact.size() - 3, 1, ' ');
}

Places::Places(const std::vector<PostcodePlace>& places) {
    places_.reserve(places.size());
    for (const PostcodePlace& place : places) places_.try_emplace(postcode_key(place.postcode), &place);
}

const PostcodePlace* Places::find(std::string_view postcode) const {
    const std::uint64_t key = postcode_key(postcode);
    if (key == 0) return nullptr;
    const auto it = places_.find(key);
    return it == places_.end() ? nullptr : it->second;
}

namespace {

struct Ellipsoid {
    double a, b;  ///< semi-axes in metres
    double e2() const { return 1 - (b * b) / (a * a); }
};
constexpr Ellipsoid airy{6377563.396, 6356256.909};
constexpr Ellipsoid wgs84{6378137.000, 6356752.3141};

struct Geodetic {
    double latitude, longitude;  ///< radians
};

// True origin and scale of the National Grid [os-coordinate-systems, annexe A].
constexpr double scale = 0.9996012717;
constexpr double origin_latitude = 49 * std::numbers::pi / 180;
constexpr double origin_longitude = -2 * std::numbers::pi / 180;
constexpr double false_easting = 400000;
constexpr double false_northing = -100000;

double meridian_arc(double latitude) {
    const double n = (airy.a - airy.b) / (airy.a + airy.b);
    const double n2 = n * n;
    const double n3 = n2 * n;
    const double minus = latitude - origin_latitude;
    const double plus = latitude + origin_latitude;
    return airy.b * scale *
           ((1 + n + 1.25 * n2 + 1.25 * n3) * minus -
            (3 * n + 3 * n2 + 2.625 * n3) * std::sin(minus) * std::cos(plus) +
            (1.875 * n2 + 1.875 * n3) * std::sin(2 * minus) * std::cos(2 * plus) -
            35.0 / 24 * n3 * std::sin(3 * minus) * std::cos(3 * plus));
}

Geodetic airy_from_grid(double easting, double northing) {
    double latitude = origin_latitude;
    double rest = northing - false_northing;
    for (int i = 0; i < 20 && std::abs(rest) > 0.00001; ++i) {
        latitude += rest / (airy.a * scale);
        rest = northing - false_northing - meridian_arc(latitude);
    }
    const double sine2 = std::pow(std::sin(latitude), 2);
    const double nu = airy.a * scale / std::sqrt(1 - airy.e2() * sine2);
    const double rho = airy.a * scale * (1 - airy.e2()) * std::pow(1 - airy.e2() * sine2, -1.5);
    const double eta2 = nu / rho - 1;
    const double t = std::tan(latitude);
    const double t2 = t * t;
    const double t4 = t2 * t2;
    const double secant = 1 / std::cos(latitude);
    const double d = easting - false_easting;
    const double vii = t / (2 * rho * nu);
    const double viii = t / (24 * rho * std::pow(nu, 3)) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2);
    const double ix = t / (720 * rho * std::pow(nu, 5)) * (61 + 90 * t2 + 45 * t4);
    const double x = secant / nu;
    const double xi = secant / (6 * std::pow(nu, 3)) * (nu / rho + 2 * t2);
    const double xii = secant / (120 * std::pow(nu, 5)) * (5 + 28 * t2 + 24 * t4);
    const double xiia = secant / (5040 * std::pow(nu, 7)) * (61 + 662 * t2 + 1320 * t4 + 720 * t4 * t2);
    return {latitude - vii * d * d + viii * std::pow(d, 4) - ix * std::pow(d, 6),
            origin_longitude + x * d - xi * std::pow(d, 3) + xii * std::pow(d, 5) - xiia * std::pow(d, 7)};
}

struct Cartesian {
    double x, y, z;
};

Cartesian to_cartesian(Geodetic at, const Ellipsoid& on) {
    const double nu = on.a / std::sqrt(1 - on.e2() * std::pow(std::sin(at.latitude), 2));
    return {nu * std::cos(at.latitude) * std::cos(at.longitude),
            nu * std::cos(at.latitude) * std::sin(at.longitude), (1 - on.e2()) * nu * std::sin(at.latitude)};
}

Cartesian osgb36_to_wgs84(Cartesian p) {
    constexpr double second = std::numbers::pi / (180 * 3600);
    constexpr double tx = 446.448, ty = -125.157, tz = 542.060;
    constexpr double s = -20.4894e-6;
    constexpr double rx = 0.1502 * second, ry = 0.2470 * second, rz = 0.8421 * second;
    return {tx + (1 + s) * p.x - rz * p.y + ry * p.z, ty + rz * p.x + (1 + s) * p.y - rx * p.z,
            tz - ry * p.x + rx * p.y + (1 + s) * p.z};
}

Geodetic to_geodetic(Cartesian p, const Ellipsoid& on) {
    const double flat = std::hypot(p.x, p.y);
    double latitude = std::atan2(p.z, flat * (1 - on.e2()));
    for (int i = 0; i < 6; ++i) {
        const double nu = on.a / std::sqrt(1 - on.e2() * std::pow(std::sin(latitude), 2));
        latitude = std::atan2(p.z + on.e2() * nu * std::sin(latitude), flat);
    }
    return {latitude, std::atan2(p.y, p.x)};
}

}

Coordinates from_grid(double easting, double northing) {
    const Cartesian shifted = osgb36_to_wgs84(to_cartesian(airy_from_grid(easting, northing), airy));
    const Geodetic at = to_geodetic(shifted, wgs84);
    return {at.latitude * 180 / std::numbers::pi, at.longitude * 180 / std::numbers::pi};
}

}
