#pragma once
// The plan of which the generator's tests speak.
#include "demo/demo.hpp"

namespace tarn::demo {

inline const Plan plan{.seed = 2020, .today = Date::of(2026, 11, 22).value()};

}
