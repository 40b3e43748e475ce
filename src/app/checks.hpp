#pragma once
// What `tarn verify` looks at, feature by feature.
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "platform/storage/storage.hpp"

namespace tarn::app {

/// One invariant of the stored data. A complaint is a sentence that names the row.
struct Check {
    std::string name;  ///< printed in front of each complaint
    std::function<std::vector<std::string>(storage::Reader&)> complaints;
};

std::span<const Check> all_checks();

}
