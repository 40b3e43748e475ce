#pragma once
// What chance leaves open about a figure of few pupils: the one place where an interval around a figure of a
// school is made and told. A figure without one says why.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analytics/statistics.hpp"

namespace tarn::analytics {

inline constexpr double alert_z = 1.96;  ///< one school in twenty by chance
inline constexpr double alarm_z = 3.09;  ///< one school in five hundred by chance

/// How chance enters a figure of a school.
enum class Sampling : std::uint8_t {
    share,    ///< a percentage of n pupils, each of whom counts 0 or 100
    mean,     ///< the mean of n pupils whose spread is known
    whole,    ///< counts everybody or every pound: nothing is left to chance
    unknown,  ///< chance has a part, and nobody has said how large
};
struct Chance {
    Sampling sampling = Sampling::unknown;
    double pupil_sd = 0;  ///< of a mean, in the unit of the figure
    /// Of one pupil, in the unit of the figure, where England stands at `centre`; 0 where it is not known.
    double spread_at(double centre) const;
    bool operator==(const Chance&) const = default;
};

enum class NoInterval : std::uint8_t { no_n, whole, unknown };
/// A sentence without full stop: "No likely range: the file gives no number of pupils".
std::string_view no_interval_sentence(NoInterval why);

struct Interval {
    std::optional<Limits> limits;          ///< in the unit of the figure; of a share within 0 and 100
    NoInterval why = NoInterval::unknown;  ///< where there are no limits
};
/// Wilson's for a share, else value +- z pupil_sd / sqrt(n) [wilson-1927]. `n` may be NaN: not known.
Interval interval_of(const Chance& chance, double value, double n, double z = alert_z);

/// The pupils behind a figure.
struct Behind {
    double n = 0;
    int years = 1;           ///< taken together
    bool stands_in = false;  ///< the file gives no number: that of an earlier cohort or the roll
};
/// "13 of 20 pupils over 2 years".
std::string pupils_words(const Chance& chance, double value, const Behind& behind);
/// "13 of 20 pupils, which is few. Likely range: 43% to 82%": the interval, which `low` and `high` write as
/// the figure is.
std::string likely_range(const Chance& chance, double value, const Behind& behind, std::string_view low,
                         std::string_view high);

}
