#pragma once
// Pure statistics for schools with few pupils. Shares are 0..1 here unless a name says percent.
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tarn::analytics {

/// NaN for an empty span; the mean of the middle two for an even count.
double median(std::span<const double> values);
/// 1.4826 times the median absolute deviation: a standard deviation that outliers cannot move [huber-1981].
double robust_spread(std::span<const double> values);
double mean(std::span<const double> values);
/// Sample standard deviation (n - 1); 0 for fewer than two values.
double standard_deviation(std::span<const double> values);

/// Share of `sorted` below `value`, ties counted half, times 100: 50 for the middle one.
double percentile_of(std::span<const double> sorted, double value);

/// Mean of the values weighted by their pupils; sizes match. Empty when no weight is above zero.
struct Pooled {
    double value = 0;
    double n = 0;
};
std::optional<Pooled> pooled_mean(std::span<const double> values, std::span<const double> n);

/// Reliability of a school's mean: lambda = n / (n + k), k = pupil variance / variance between schools
/// [goldstein-2011]. With rho the share of variance between schools, k = (1 - rho) / rho.
double reliability(double n, double k);
double k_from_rho(double rho);
double k_from_spread(double pupil_sd, double school_sd);
/// Towards `centre` by what the reliability lacks.
double shrink(double value, double centre, double reliability);

struct Limits {
    double low = 0;
    double high = 0;
};
/// Under so many pupils the normal distribution misleads about shares.
inline constexpr double few_pupils = 30;
/// Funnel around a share p0 for n pupils, z = 1.96 to alert and 3.09 to alarm; below 30 pupils exact, from
/// the tails of the binomial, straight between whole counts [spiegelhalter-2005]. Inside 0..1.
Limits funnel_limits(double p0, double n, double z);
/// Wilson's score interval for `share` of n [wilson-1927].
Limits wilson_interval(double share, double n, double z);
double binomial_probability(long count, long n, double p0);
/// The normal score whose tail is that of `count` of n at share p0: beyond z just where count / n lies beyond
/// funnel_limits(p0, n, z) of so few pupils.
double binomial_z(long count, long n, double p0);
/// Interval of at least 95 % for the median of what the sorted values are drawn from, whatever its
/// distribution: order statistics by the binomial [thompson-1936]. Empty below six values.
std::optional<Limits> median_interval(std::span<const double> sorted);

/// Over-dispersion of z scores, after winsorising `winsorised` of either tail [spiegelhalter-2005].
struct Dispersion {
    double phi = 1;   ///< mean square of the winsorised z
    double tau2 = 0;  ///< additive variance between units, in the units of the values, squared
};
Dispersion dispersion(std::span<const double> values, std::span<const double> standard_errors, double centre,
                      double winsorised = 0.1);

/// Straight line through yearly values weighted by pupils.
struct Trend {
    double change = 0;    ///< per year
    double leverage = 0;  ///< sum of n (t - mean t)^2: the n of a slope, se = pupil sd / sqrt(leverage)
    double n = 0;         ///< pupils in all years
    int years = 0;
};
/// `years` ascending; empty for fewer than three years or no spread of years.
std::optional<Trend> trend_of(std::span<const double> years, std::span<const double> values,
                              std::span<const double> n);

}
