#pragma once
// One measure's years for every school as known on a day, through predecessors, newest first.
#include <span>
#include <string_view>
#include <vector>

#include "analytics/as_at.hpp"
#include "analytics/snapshot.hpp"

namespace tarn::analytics::warning {

class Yearly;

/// Each school's own record, then those of its predecessors, written out once for all measures.
class Lines {
  public:
    explicit Lines(const Snapshot& snapshot);
    std::span<const Ancestor> of(SchoolIndex school) const {
        return std::span{all_}.subspan(begin_[school], begin_[school + 1] - begin_[school]);
    }

  private:
    std::vector<Ancestor> all_;
    std::vector<std::uint32_t> begin_;
};

struct YearlyOptions {
    bool against_england = false;    ///< less that year's mean over pupils of state-funded ordinary schools
    bool against_kind = false;       ///< less that year's median of its kind: primary, secondary, special
    const Yearly* cohort = nullptr;  ///< pupils behind each value; the newest known where a year has none
    unsigned year_ends_month = 8;
    std::size_t years = 3;
    int stale_after_days = 4 * 365;  ///< from a period's end; older figures are left out
};

class Yearly {
  public:
    Yearly(const Snapshot& snapshot, const Lines& lines, std::string_view measure, Date day,
           const YearlyOptions& options);
    /// School by school the mean of those that are known; years of the first.
    static Yearly mean_of(std::span<const Yearly> parts);

    float latest(SchoolIndex school) const;  ///< of the newest period; NaN when that one is missing
    float newest(SchoolIndex school) const;  ///< of the newest period in which the school has a value
    float change(SchoolIndex school) const;  ///< newest period less the one before
    /// Weighted by pupils and recency (1, 1/2, 1/4), drawn towards 0 by `prior` pupils.
    float pooled(SchoolIndex school, double prior) const;
    std::vector<float> known(SchoolIndex school) const;  ///< newest first
    double mean(SchoolIndex school) const;
    double spread(SchoolIndex school) const;  ///< standard deviation; 0 for one year

  private:
    Yearly() = default;
    std::vector<std::vector<float>> values_;  ///< by period, newest first, then school
    std::vector<std::vector<float>> pupils_;  ///< likewise; empty without cohorts
};

}
