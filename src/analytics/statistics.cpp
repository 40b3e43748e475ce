#include "analytics/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tarn::analytics {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double mad_to_sd = 1.4826;  // of a normal distribution
constexpr double impossible_z = 40;   // of a count that cannot be at this share

double median_in_place(std::vector<double>& values) {
    if (values.empty()) return nan;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

double normal_below(double z) {
    return std::erfc(-z / std::sqrt(2.0)) / 2;
}

/// The z below which a share `p` of a standard normal lies; p in (0, 0.5].
double normal_quantile(double p) {
    double low = -40, high = 0;
    while (true) {
        const double middle = (low + high) / 2;
        if (middle <= low || middle >= high) return middle;
        (normal_below(middle) < p ? low : high) = middle;
    }
}

/// The count below which the tail `tail` lies, over n: (r - alpha) / n of the paper's appendix.
double exact_low(double p0, long n, double tail) {
    double below = 0;
    for (long r = 0; r <= n; ++r) {
        const double here = binomial_probability(r, n, p0);
        if (below + here >= tail)
            return std::max(0.0,
                            (static_cast<double>(r) - (below + here - tail) / here) / static_cast<double>(n));
        below += here;
    }
    return 1;
}

/// P(X <= count).
double binomial_below(long count, long n, double p0) {
    double sum = 0;
    for (long k = 0; k <= count; ++k) sum += binomial_probability(k, n, p0);
    return sum;
}

}

double median(std::span<const double> values) {
    std::vector<double> copy{values.begin(), values.end()};
    return median_in_place(copy);
}

double robust_spread(std::span<const double> values) {
    const double centre = median(values);
    std::vector<double> deviations;
    deviations.reserve(values.size());
    for (const double value : values) deviations.push_back(std::abs(value - centre));
    return mad_to_sd * median_in_place(deviations);
}

double mean(std::span<const double> values) {
    if (values.empty()) return nan;
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double standard_deviation(std::span<const double> values) {
    if (values.size() < 2) return 0;
    const double centre = mean(values);
    double squares = 0;
    for (const double value : values) squares += (value - centre) * (value - centre);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

double percentile_of(std::span<const double> sorted, double value) {
    if (sorted.empty()) return nan;
    const auto [below, above] = std::equal_range(sorted.begin(), sorted.end(), value);
    const auto rank = static_cast<double>(below - sorted.begin()) + static_cast<double>(above - below) / 2;
    return 100 * rank / static_cast<double>(sorted.size());
}

std::optional<Pooled> pooled_mean(std::span<const double> values, std::span<const double> n) {
    Pooled pooled;
    for (std::size_t i = 0; i < values.size(); ++i) {
        pooled.value += values[i] * n[i];
        pooled.n += n[i];
    }
    if (!(pooled.n > 0)) return std::nullopt;
    pooled.value /= pooled.n;
    return pooled;
}

double reliability(double n, double k) {
    return n / (n + k);
}
double k_from_rho(double rho) {
    return (1 - rho) / rho;
}
double k_from_spread(double pupil_sd, double school_sd) {
    return pupil_sd * pupil_sd / (school_sd * school_sd);
}
double shrink(double value, double centre, double reliability) {
    return centre + reliability * (value - centre);
}

Limits wilson_interval(double share, double n, double z) {
    const double z2 = z * z;
    const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
    const double half = z / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Limits funnel_limits(double p0, double n, double z) {
    if (n < few_pupils) {
        const long pupils = std::max(1L, std::lround(n));
        const double tail = normal_below(-z);
        return {exact_low(p0, pupils, tail), 1 - exact_low(1 - p0, pupils, tail)};
    }
    const double half = z * std::sqrt(p0 * (1 - p0) / n);
    return {std::max(0.0, p0 - half), std::min(1.0, p0 + half)};
}

double binomial_probability(long count, long n, double p0) {
    if (p0 <= 0) return count == 0 ? 1 : 0;
    if (p0 >= 1) return count == n ? 1 : 0;
    const auto k = static_cast<double>(count), all = static_cast<double>(n);
    return std::exp(std::lgamma(all + 1) - std::lgamma(k + 1) - std::lgamma(all - k + 1) + k * std::log(p0) +
                    (all - k) * std::log1p(-p0));
}

double binomial_z(long count, long n, double p0) {
    // Of the two tails the smaller one keeps its digits.
    const double low = binomial_below(count, n, p0), high = binomial_below(n - count, n, 1 - p0);
    const double tail = std::min({low, high, 0.5});
    const double z = tail > 0 ? normal_quantile(tail) : -impossible_z;
    return low < high ? z : -z;
}

std::optional<Limits> median_interval(std::span<const double> sorted) {
    constexpr double either_tail = 0.025;
    const auto n = static_cast<long>(sorted.size());
    double below = 0;
    long rank = 0;  // how many of the lowest may be left out
    while (2 * rank < n && (below += binomial_probability(rank, n, 0.5)) <= either_tail) ++rank;
    if (rank == 0) return std::nullopt;
    return Limits{sorted[static_cast<std::size_t>(rank - 1)], sorted[static_cast<std::size_t>(n - rank)]};
}

Dispersion dispersion(std::span<const double> values, std::span<const double> standard_errors, double centre,
                      double winsorised) {
    const std::size_t count = values.size();
    if (count < 2) return {};
    std::vector<double> z(count);
    double weights = 0, squared_weights = 0;
    for (std::size_t i = 0; i < count; ++i) {
        z[i] = (values[i] - centre) / standard_errors[i];
        const double weight = 1 / (standard_errors[i] * standard_errors[i]);
        weights += weight;
        squared_weights += weight * weight;
    }
    std::sort(z.begin(), z.end());
    const auto cut = static_cast<std::size_t>(winsorised * static_cast<double>(count));
    const double lowest = z[cut], highest = z[count - 1 - cut];
    double squares = 0;
    for (const double score : z) squares += std::pow(std::clamp(score, lowest, highest), 2);
    Dispersion result;
    const auto units = static_cast<double>(count);
    result.phi = squares / units;
    result.tau2 = std::max(0.0, (units * result.phi - (units - 1)) / (weights - squared_weights / weights));
    return result;
}

std::optional<Trend> trend_of(std::span<const double> years, std::span<const double> values,
                              std::span<const double> n) {
    if (years.size() < 3) return std::nullopt;
    const auto centre = pooled_mean(years, n);
    if (!centre) return std::nullopt;
    Trend trend{.n = centre->n, .years = static_cast<int>(years.size())};
    double products = 0;
    for (std::size_t i = 0; i < years.size(); ++i) {
        const double distance = years[i] - centre->value;
        trend.leverage += n[i] * distance * distance;
        products += n[i] * distance * values[i];
    }
    if (!(trend.leverage > 0)) return std::nullopt;
    trend.change = products / trend.leverage;
    return trend;
}

}
