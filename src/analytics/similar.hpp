#pragma once
// Schools that are alike before anything is said of their results: same phase, nearest across England on
// pupils, pupils ever eligible for free meals, English as an additional language, SEN support and EHC plans.
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analytics/known.hpp"

namespace tarn::analytics {

inline constexpr std::size_t similar_count = 30;
inline constexpr std::array<std::string_view, 5> similar_measures{
    "census.pupils", "census.fsm_ever", "census.eal", "census.sen_support", "census.ehc_plans"};

/// The 30 nearest of each member of a population. Not symmetric, and never the school itself. Each
/// characteristic is divided by the spread of its middle four fifths in the phase (the range, which DfE's
/// benchmarking tool divides by, moves with one odd school [dfe-fbit]).
class SimilarSchools {
  public:
    /// From the newest census known on the day.
    SimilarSchools(const Snapshot& snapshot, const Population& population, Date as_at, unsigned threads = 2);
    /// Members, nearest first; empty when the school could not be placed.
    std::span<const std::uint32_t> of(std::size_t member) const {
        if (missing_[member] != Missing::none) return {};
        return std::span{neighbours_}.subspan(member * similar_count, similar_count);
    }
    /// Why a school could not be placed: before any census no_release, else what the census says of it.
    Missing missing(std::size_t member) const { return missing_[member]; }
    /// The characteristics of a placed school as published, in the order of similar_measures.
    std::span<const float, 5> characteristics(std::size_t member) const { return raw_[member]; }
    std::string_view period() const { return period_; }

  private:
    std::vector<Missing> missing_;
    std::vector<std::uint32_t> neighbours_;
    std::vector<std::array<float, 5>> raw_;
    std::string_view period_;
};

/// Which censuses a SimilarSchools of the day would read: equal answers give equal neighbours.
std::vector<KnownPeriod> similar_sources(const Snapshot& snapshot, Date as_at);

}
