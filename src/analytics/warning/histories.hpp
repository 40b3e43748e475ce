#pragma once
// Graded inspections of every school across changes of its URN, and what followed a day.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analytics/snapshot.hpp"

namespace tarn::analytics::warning {

inline constexpr std::uint8_t requires_improvement = 3;  ///< grades 3 and 4 are less than good
inline constexpr std::size_t authority_codes = 1000;     ///< three digits

struct Graded {
    Date held;
    Date listed_from;        ///< see Inspection::listed_from
    std::uint8_t grade = 0;  ///< 1..4
    bool own = true;         ///< under this URN, not a predecessor's or successor's
};

/// How long after it is held an inspection counts as known, in days. Reports appear after about 30.
struct Lag {
    int days = 0;
};

/// Which inspections count as what followed.
enum class Counted : std::uint8_t {
    own,         ///< those of the URN itself
    own_listed,  ///< likewise, and only from files that list every inspection
    joined,      ///< also those of a successor by conversion
};

/// Pure facts; safe from any thread.
class Histories {
  public:
    explicit Histories(const Snapshot& snapshot);
    /// The school's and its predecessors' (by conversion) graded inspections, ascending by day held.
    std::span<const Graded> before(SchoolIndex school) const { return slice(past_, past_begin_, school); }
    /// Those of `before` that were held and, with the lag, known before `day`; into `out`, ascending.
    void known(SchoolIndex school, Date day, Lag lag, std::vector<Graded>& out) const;
    /// The first graded inspection held from `from` to `to`, both inclusive.
    std::optional<Graded> first_after(SchoolIndex school, Date from, Date to, Counted counted) const;
    /// The last day to which the authority's outcomes are all there; files can end earlier for some.
    Date complete_to(AuthorityCode authority) const;
    Date complete_to() const { return listed_to_; }  ///< of the file that lists every inspection

  private:
    static std::span<const Graded> slice(const std::vector<Graded>& all,
                                         const std::vector<std::uint32_t>& begin, SchoolIndex school) {
        return std::span{all}.subspan(begin[school], begin[school + 1] - begin[school]);
    }
    std::vector<Graded> past_, future_;
    std::vector<std::uint32_t> past_begin_, future_begin_;
    std::vector<Date> authority_to_;  ///< by code
    Date listed_to_;
};

}
