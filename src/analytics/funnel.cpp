#include "analytics/funnel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace tarn::analytics {
namespace {

constexpr std::size_t enough_to_know_the_ordinary = 10;
constexpr double well_beyond = 0.5;  // grades per subject, the edge of DfE's outer bands

Signal signal_of(const Standing& standing) {
    if (standing.q <= discovery_rate) return Signal::alarm;
    return std::abs(standing.adjusted) >= alert_z ? Signal::alert : Signal::inside;
}

}

double normal_p(double z) {
    return std::erfc(std::abs(z) / std::sqrt(2.0));
}

double binomial_p(long count, long n, double p0) {
    constexpr double same = 1 + 1e-9;  // outcomes exactly as likely differ in their last bits
    const double own = binomial_probability(count, n, p0) * same;
    double p = 0;
    for (long k = 0; k <= n; ++k)
        if (const double other = binomial_probability(k, n, p0); other <= own) p += other;
    return std::min(1.0, p);
}

std::vector<double> false_discovery(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] > p[b] : a > b; });
    std::vector<double> q(p.size());
    double least = 1;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto rank = static_cast<double>(p.size() - i);
        least = std::min(least, p[order[i]] * (static_cast<double>(p.size()) / rank));
        q[order[i]] = least;
    }
    return q;
}

double Funnel::widening(double standard_error) const {
    return std::sqrt(1 + dispersion.tau2 / (standard_error * standard_error));
}

void name_by_discovery(std::vector<Standing>& standings) {
    std::vector<double> p;
    for (const Standing& standing : standings) p.push_back(standing.p);
    const auto q = false_discovery(p);
    for (std::size_t i = 0; i < standings.size(); ++i) {
        standings[i].q = q[i];
        standings[i].signal = signal_of(standings[i]);
    }
}

Limits Funnel::at(double standard_error, double z) const {
    const double half = z * standard_error * widening(standard_error);
    return {centre - half, centre + half};
}

Dispersion ordinary_dispersion(std::span<const double> values, std::span<const double> standard_errors,
                               double centre) {
    if (values.size() < enough_to_know_the_ordinary) return {};
    return dispersion(values, standard_errors, centre);
}

Funnel funnel_of(std::span<const double> values, std::span<const double> standard_errors, double centre,
                 const Dispersion& ordinary) {
    std::vector<double> z(values.size());
    for (std::size_t i = 0; i < z.size(); ++i) z[i] = (values[i] - centre) / standard_errors[i];
    return funnel_of_scores(z, standard_errors, centre, ordinary);
}

Funnel funnel_of_scores(std::span<const double> z, std::span<const double> standard_errors, double centre,
                        const Dispersion& ordinary) {
    Funnel funnel{.centre = centre, .dispersion = ordinary, .standings = std::vector<Standing>(z.size())};
    for (std::size_t i = 0; i < z.size(); ++i) {
        auto& standing = funnel.standings[i];
        standing.z = z[i];
        standing.adjusted = z[i] / funnel.widening(standard_errors[i]);
        standing.p = normal_p(standing.adjusted);
    }
    name_by_discovery(funnel.standings);
    return funnel;
}

std::vector<Standing> compare_shares(std::span<const Count> groups) {
    Count whole;
    for (const Count& group : groups) whole.of += group.of, whole.n += group.n;
    const double share = whole.n > 0 ? static_cast<double>(whole.of) / static_cast<double>(whole.n) : 0;
    std::vector<Standing> standings(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        standings[i].z = standings[i].adjusted = binomial_z(groups[i].of, groups[i].n, share);
        standings[i].p = binomial_p(groups[i].of, groups[i].n, share);
    }
    name_by_discovery(standings);
    return standings;
}

ProgressBand progress_band(double score, double pupils, double pupil_sd) {
    const double half = alert_z * pupil_sd / std::sqrt(pupils);
    if (score - half > 0) return score > well_beyond ? ProgressBand::well_above : ProgressBand::above;
    if (score + half < 0) return score < -well_beyond ? ProgressBand::well_below : ProgressBand::below;
    return ProgressBand::average;
}

std::string_view progress_band_title(ProgressBand band) {
    constexpr std::array<std::string_view, 5> titles{"well below average", "below average", "average",
                                                     "above average", "well above average"};
    return titles[static_cast<std::size_t>(band)];
}

}
