#pragma once
// The days on which a school is open to pupils: six half terms a year, without weekends, bank holidays and
// the days on which only staff are in school.
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace tarn {

struct NamedDay {
    Date on;
    std::string name;
    auto operator<=>(const NamedDay&) const = default;
};

/// From the first to the last day on which pupils are in school.
struct HalfTerm {
    SchoolYear year;
    int number = 0;  ///< 1 to 6; two make a term
    Date first, last;
    auto operator<=>(const HalfTerm&) const = default;

    int term() const { return (number + 1) / 2; }  ///< 1 autumn, 2 spring, 3 summer
};

class SchoolCalendar {
  public:
    /// `closed`: bank holidays and INSET days, also those outside a half term. Half terms in any order; they
    /// may not overlap.
    SchoolCalendar(std::vector<HalfTerm> half_terms, std::vector<NamedDay> closed);

    bool covers(Date day) const;
    /// The n-th school day after `start`, n from 1; none: beyond the last half term known, or before the
    /// first.
    std::optional<Date> nth_after(Date start, int n) const;
    /// Last school day of the n-th half term after the one that holds `start`, n from 1. A day of a holiday
    /// belongs to the half term before it.
    std::optional<Date> half_term_end(Date start, int n) const;
    std::optional<Date> term_end(Date start, int n) const;
    bool is_school_day(Date day) const;
    /// Why a weekday is no school day: "INSET day", "school holiday"; empty for a school day.
    std::string why_not(Date day) const;
    const std::vector<HalfTerm>& half_terms() const { return half_terms_; }

  private:
    std::optional<Date> last_school_day(const HalfTerm& half_term) const;

    std::vector<HalfTerm> half_terms_;  ///< sorted by day
    std::vector<NamedDay> closed_;      ///< sorted
    std::vector<Date> days_;            ///< every school day, sorted
};

}
