#pragma once
// Which schools stand further from the others than chance and ordinary differences explain. A funnel never
// ranks: inside its limits two schools are not told apart.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analytics/chance.hpp"

namespace tarn::analytics {

inline constexpr double discovery_rate = 0.05;  ///< of the schools named, the share expected to be chance

/// Two-sided p of a standard normal score.
double normal_p(double z);
/// Exact two-sided p of `count` out of `n` at share p0: all outcomes that are no likelier than this one.
double binomial_p(long count, long n, double p0);
/// Benjamini and Hochberg's q for each p, in the order given: naming all with q <= 0.05 makes one in twenty
/// of the names a mistake, however many schools and indicators were looked at [benjamini-hochberg-1995].
std::vector<double> false_discovery(std::span<const double> p);

enum class Signal : std::uint8_t {
    inside,  ///< not told apart from the others
    alert,   ///< beyond 1.96: worth a look; among many schools some are there by chance
    alarm,   ///< named at a false-discovery rate of 5 %
};

struct Standing {
    double z = 0;         ///< standard errors from the centre
    double adjusted = 0;  ///< the same, with the ordinary variance between schools added to chance
    double p = 1;         ///< two-sided, of the adjusted score
    double q = 1;
    Signal signal = Signal::inside;
};

/// Additive over-dispersion: schools differ by tau2 beside chance [spiegelhalter-2005].
struct Funnel {
    double centre = 0;
    Dispersion dispersion;
    std::vector<Standing> standings;  ///< in the order of the values

    /// How many times further out the limits lie because schools differ beside chance.
    double widening(double standard_error) const;
    /// The limits at `z` for a school whose result has this standard error.
    Limits at(double standard_error, double z) const;
};
/// What differs between schools beside chance. Fewer than ten schools say nothing of what is ordinary: {}.
Dispersion ordinary_dispersion(std::span<const double> values, std::span<const double> standard_errors,
                               double centre);
/// `values` and `standard_errors` (> 0) match in length. `ordinary` may come from more schools than are
/// looked at: false discoveries are counted among those looked at.
Funnel funnel_of(std::span<const double> values, std::span<const double> standard_errors, double centre,
                 const Dispersion& ordinary);

/// The same from scores: `z` of each value beside chance alone, exact where few pupils make it.
Funnel funnel_of_scores(std::span<const double> z, std::span<const double> standard_errors, double centre,
                        const Dispersion& ordinary);

/// Gives each its q and its signal from its p, among all of those given.
void name_by_discovery(std::vector<Standing>& standings);

/// So many of so many.
struct Count {
    long of = 0;
    long n = 0;  ///< at least 1
};
/// Groups that together are the whole, each against the share of the whole: exact, by chance alone, with
/// false discoveries kept to one in twenty of the groups named.
std::vector<Standing> compare_shares(std::span<const Count> groups);

/// DfE's five bands of Progress 8, from the score and its 95 % interval [dfe-progress8].
enum class ProgressBand : std::uint8_t { well_below, below, average, above, well_above };
/// `pupil_sd` is the national standard deviation between pupils, about 1.2 to 1.3.
ProgressBand progress_band(double score, double pupils, double pupil_sd);
std::string_view progress_band_title(ProgressBand band);  ///< "well below average"

}
