#pragma once
// How an authority's schools stand in one measure and period, against all schools of their phase in England.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analytics/as_at.hpp"
#include "analytics/funnel.hpp"
#include "evidence/evidence.hpp"

namespace tarn::evidence {

struct FunnelQuestion {
    AuthorityCode authority;
    analytics::Phase phase = analytics::Phase::primary;
    std::string period;  ///< empty: the newest whose files say how many pupils stand behind the values
    Date as_at;
};

struct FunnelSchool {
    analytics::SchoolIndex school = 0;
    double n = 0;
    double value = 0;
    analytics::Standing standing;
};

struct MeasureFunnel {
    std::string period;
    std::uint32_t series = 0;           ///< the first that gave a value: its release is the source named
    analytics::Chance chance;           ///< of the measure
    double centre = 0;                  ///< the mean of England's pupils in the phase
    double pupil_sd = 0;                ///< in the measure's unit
    analytics::Dispersion ordinary;     ///< of England's schools of the phase
    std::vector<FunnelSchool> schools;  ///< of the authority, ascending by URN
    std::size_t england = 0;            ///< schools of the phase with a value and its pupils
    std::size_t without = 0;            ///< of the authority, without a value or its pupils

    /// Whether so few pupils are held against the binomial itself.
    bool exact(double n) const;
    /// Within 0 and 100 for a share.
    analytics::Limits at(double n, double z) const;
};

/// False where neither a share of pupils nor a known spread between pupils says how chance works.
bool has_funnel(const Measure& measure);
/// Empty when fewer than ten schools of England have a value with its pupils.
std::optional<MeasureFunnel> measure_funnel(const analytics::Snapshot& snapshot,
                                            const analytics::Population& population, const Measure& measure,
                                            const FunnelQuestion& question);

/// A phase and a period for which a funnel can be drawn.
struct FunnelChoice {
    analytics::Phase phase = analytics::Phase::primary;
    std::string period;
    bool operator==(const FunnelChoice&) const = default;
};
/// Those in which ten schools of England and one of the schools `shown` have a value with its pupils: newest
/// period first, then by phase.
std::vector<FunnelChoice> funnel_choices(const analytics::Snapshot& snapshot,
                                         const analytics::Population& population, const Measure& measure,
                                         Date as_at,
                                         const std::function<bool(analytics::SchoolIndex)>& shown);
/// Of them what was asked for as far as one can be drawn: the phase before the period, then the newest.
const FunnelChoice* nearest_choice(const std::vector<FunnelChoice>& choices, analytics::Phase phase,
                                   std::string_view period);

}
