#pragma once
// What a school is like before anything is said of its results: the characteristics by which similar schools
// are found, each as the files of the day state it.
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "analytics/as_at.hpp"

namespace tarn::analytics {

/// In this order in metrics and tables; yes or no first, so that the search divides schools by them first.
enum class Trait : std::uint8_t {
    selective,
    faith,
    pupils,
    fsm_ever,
    eal,
    sen_support,
    ehc_plans,
    nearby,            ///< state-funded schools within 5 km: few in the country, many in a town
    prior_attainment,  ///< mean points of the last cohort at the end of key stage 1
};
inline constexpr std::size_t trait_count = 9;

/// How a characteristic enters a distance. The root evens out the spread of counts and shares [bartlett-1936]
/// and, unlike a logarithm, is rounded alike by every processor.
enum class Scale : std::uint8_t { yes_no, root, plain };

struct TraitFacts {
    Trait trait;
    std::string_view code;     ///< "fsm_ever"
    std::string_view title;    ///< "Free school meals in the last six years"
    std::string_view measure;  ///< "census.fsm_ever"; empty when the register says it
    Scale scale;
    std::string_view unit;  ///< "%", "points" or nothing
};
std::span<const TraitFacts, trait_count> all_traits();
const TraitFacts& facts_of(Trait trait);

struct TraitValue {
    double value = std::numeric_limits<double>::quiet_NaN();  ///< as published; 0 or 1 for yes or no
    Missing missing = Missing::no_release;
    explicit operator bool() const { return missing == Missing::none; }
};
using TraitValues = std::array<TraitValue, trait_count>;

inline constexpr double nearby_metres = 5000;

/// How many of the places (metres; 0, 0 not known) lie within 5 km of each, itself apart; -1 where its own is
/// not known.
std::vector<int> count_nearby(std::span<const std::array<std::int32_t, 2>> places);

/// What is read of a trait on a day: the newest period known, or nothing for what the register says.
struct TraitSource {
    Trait trait;
    PublicPeriod period;
    bool operator==(const TraitSource&) const = default;
};
/// The measures among the traits that a file known on the day gives. Empty before the first census.
std::vector<TraitSource> trait_sources(const Snapshot& snapshot, Date as_at);

/// One row for each member.
std::vector<TraitValues> read_traits(const Snapshot& snapshot, const Population& population,
                                     std::span<const TraitSource> sources);

}
