#pragma once
// What the fictional figures are drawn from: schemes/demo/*.csv, estimated from published files.
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "analytics/snapshot.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"

namespace tarn::demo {

using analytics::Phase;

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// One measure among the schools of one phase.
struct Marginal {
    double mean = 0, sd = 0;
    std::array<double, 7>
        cut{};  ///< 1st, 5th, 25th, 50th, 75th, 95th, 99th percentile; NaN where too few schools
    double year_correlation = unknown;
    double variance_per_pupil =
        unknown;                    ///< share of the variance that the chance of one pupil adds (divide by n)
    double drift = unknown;         ///< share of the variance by which schools truly move in a year
    double cohort_share = unknown;  ///< pupils in the year group / pupils on roll
    /// The value with normal score z among the schools of the phase; straight lines between the percentiles.
    double at(double z) const;
};

/// What one school year was like; the last year of the table stands for all later ones.
struct YearShape {
    bool tests = true, absence = true;
    bool ks2_progress = true, ks4_progress = true;  ///< whether England published progress by school
    double absence_factor = 1, persistent_factor = 1;
    double ks2_shift = 0;  ///< percentage points
    double ks4_shift = 0;  ///< Attainment 8 points
    double money_factor = 1, roll_factor = 1;
};

using Grades = std::array<double, 4>;  ///< shares of grades 1 to 4

class Tables {
  public:
    static const Tables& get();

    const Marginal* marginal(Phase phase, std::string_view measure) const;  ///< null where there is none
    double correlation(Phase phase, std::string_view a,
                       std::string_view b) const;  ///< of normal scores; 0 when not estimated
    /// Lower triangle L, row by row, with L L' = correlations of these measures: L e is a school drawn at
    /// random.
    std::vector<double> factor(Phase phase, std::span<const std::string_view> measures) const;

    Grades earlier_grades(Phase phase) const;  ///< of the graded inspection before the latest
    Grades grades_after(Phase phase, int grade) const;
    Grades judgement(std::string_view name,
                     int overall) const;  ///< "quality", "behaviour", "development", "leadership"
    int days_between(Phase phase, int grade, double u) const;  ///< u in [0, 1)
    double share(std::string_view kind) const;                 ///< "ungraded_since"
    double grade_correlation(Phase phase, std::string_view measure) const;
    YearShape year(SchoolYear year) const;

  private:
    Tables();
    Grades grades(const std::string& kind, Phase phase, const std::string& from) const;

    std::map<std::pair<Phase, std::string>, Marginal, std::less<>> marginals_;
    std::map<std::tuple<Phase, std::string, std::string>, double> correlations_;
    std::map<std::tuple<std::string, std::string, std::string, std::string>, double> inspections_;
    std::map<int, YearShape> years_;
};

/// Numbers for one purpose and one thing: no draw depends on how many others were made before it.
Random stream(std::uint64_t seed, std::string_view purpose, std::int64_t key = 0);

}
