#pragma once
// The similar schools of each year: chosen again every 1 September from the newest census, so that a school
// can see who joined its set and who left.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/recent_answers.hpp"
#include "evidence/evidence.hpp"

namespace tarn::evidence {

/// What the page needs of England's similar schools of one day, without the evidence they were found from.
class YearSet {
  public:
    YearSet(const analytics::Snapshot& snapshot, Date as_at, std::size_t count);
    Date as_at() const { return as_at_; }
    const std::string& period() const { return period_; }  ///< of the census
    bool holds(Urn urn) const;                             ///< it was open and had a census figure
    std::span<const Urn> of(Urn urn) const;                ///< nearest first; empty: none could be found

  private:
    Date as_at_;
    std::size_t count_;
    std::string period_;
    std::vector<Urn> schools_;  ///< ascending
    std::vector<Urn> similar_;  ///< `count_` of each
};

/// Held for everybody until an import changes what they rest on. Safe from any thread.
class YearSets {
  public:
    std::shared_ptr<const YearSet> of(storage::Reader& db, const schools::Register& schools, Date as_at,
                                      std::size_t count);

  private:
    struct Key {
        std::int64_t evidence = 0, register_generation = 0;
        Date as_at;
        std::size_t count = 0;
        bool operator==(const Key&) const = default;
    };
    RecentAnswers<Key, YearSet> sets_{8};
};

/// A school's set of one year beside that of the year before; a school that converted is the same school.
struct YearChange {
    Date as_at;
    std::string period;
    bool known = false;   ///< there is a set of this year
    bool before = false;  ///< and of the year before
    std::size_t stayed = 0;
    std::vector<Urn> joined, left;  ///< nearest first
};
YearChange change_of(const schools::Register& schools, Urn school, const YearSet& year,
                     const YearSet& before);

/// The last `years` firsts of September up to the day, newest first.
std::vector<Date> firsts_of_september(Date day, int years);

}
