#include "analytics/funnel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tarn::analytics {
namespace {

constexpr std::size_t enough_to_know_the_ordinary = 10;
constexpr double well_beyond = 0.5;  // grades per subject, the edge of DfE's outer bands

double log_probability(long count, long n, double p0) {
    const auto k = static_cast<double>(count), all = static_cast<double>(n);
    return std::lgamma(all + 1) - std::lgamma(k + 1) - std::lgamma(all - k + 1) + k * std::log(p0) +
           (all - k) * std::log1p(-p0);
}

Signal signal_of(const Standing& standing) {
    if (standing.q <= discovery_rate) return Signal::alarm;
    return std::abs(standing.adjusted) >= alert_z ? Signal::alert : Signal::inside;
}

}

double normal_p(double z) {
    return std::erfc(std::abs(z) / std::sqrt(2.0));
}

double binomial_p(long count, long n, double p0) {
    if (p0 <= 0 || p0 >= 1) return (p0 <= 0 ? count == 0 : count == n) ? 1 : 0;
    // Outcomes exactly as likely differ in the last bits of their logarithms.
    constexpr double same = 1e-9;
    const double own = log_probability(count, n, p0) + same;
    double p = 0;
    for (long k = 0; k <= n; ++k)
        if (const double other = log_probability(k, n, p0); other <= own) p += std::exp(other);
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
        least = std::min(least, p[order[i]] * static_cast<double>(p.size()) / rank);
        q[order[i]] = least;
    }
    return q;
}

Limits Funnel::at(double standard_error, double z) const {
    const double half = z * std::sqrt(standard_error * standard_error + dispersion.tau2);
    return {centre - half, centre + half};
}

Dispersion ordinary_dispersion(std::span<const double> values, std::span<const double> standard_errors,
                               double centre) {
    if (values.size() < enough_to_know_the_ordinary) return {};
    return dispersion(values, standard_errors, centre);
}

Funnel funnel_of(std::span<const double> values, std::span<const double> standard_errors, double centre,
                 const Dispersion& ordinary) {
    Funnel funnel{
        .centre = centre, .dispersion = ordinary, .standings = std::vector<Standing>(values.size())};
    std::vector<double> p(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto& standing = funnel.standings[i];
        const double error = standard_errors[i], apart = values[i] - centre;
        standing.z = apart / error;
        standing.adjusted = apart / std::sqrt(error * error + funnel.dispersion.tau2);
        standing.p = p[i] = normal_p(standing.adjusted);
    }
    const auto q = false_discovery(p);
    for (std::size_t i = 0; i < values.size(); ++i) {
        funnel.standings[i].q = q[i];
        funnel.standings[i].signal = signal_of(funnel.standings[i]);
    }
    return funnel;
}

ProgressBand progress_band(double score, double pupils, double pupil_sd) {
    const double half = alert_z * pupil_sd / std::sqrt(pupils);
    if (score - half > 0) return score > well_beyond ? ProgressBand::well_above : ProgressBand::above;
    if (score + half < 0) return score < -well_beyond ? ProgressBand::well_below : ProgressBand::below;
    return ProgressBand::average;
}

}
