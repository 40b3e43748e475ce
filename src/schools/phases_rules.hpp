#pragma once
// The phase of a school from its type, the phase a register states and the ages it admits.
#include <string_view>

#include "schools/types_rules.hpp"

namespace tarn::schools {

struct PhaseFacts {
    Type type = Type::unknown;
    std::string_view stated;  ///< "Middle deemed secondary", "State-funded primary"; empty: not said
    int low_age = -1;         ///< years; -1 not known
    int high_age = -1;
};

struct PhaseFound {
    analytics::Phase phase = analytics::Phase::unknown;
    bool from_ages = false;
    bool from_type = false;
};

/// Type decides nursery, special, alternative and 16-plus; ages decide infant (leaving before the end of key
/// stage 2, so first schools too), junior, middle and all-through; otherwise the stated phase, then the ages.
PhaseFound phase_of(const PhaseFacts& facts);

}
