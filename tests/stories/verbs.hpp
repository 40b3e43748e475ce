#pragma once
// The sentences that stories are made of. A new verb is one line of the table in verbs.cpp.
#include <string>

#include "stories/cast.hpp"

namespace tarn::stories {

/// Carries out one sentence; throws std::runtime_error with what is wrong when it does not hold or is not
/// understood.
void play(Cast& cast, const std::string& sentence);

}
