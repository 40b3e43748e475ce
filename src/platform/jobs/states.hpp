#pragma once
// The words a job's state is stored as.
#include <array>
#include <string_view>

#include "platform/jobs/jobs.hpp"

namespace tarn::jobs {

inline constexpr std::array<std::string_view, 4> state_codes{"queued", "running", "done", "failed"};

inline std::string_view code(State state) {
    return state_codes[static_cast<std::size_t>(state)];
}

}
