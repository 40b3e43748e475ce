#pragma once
#include <optional>
#include <string>

namespace tarn {

/// Why a path cannot be read as a file, as a sentence; empty when it can be, or is not there, which opening
/// it tells better. A pipe or a device is refused before it is opened: it would keep its reader waiting.
std::optional<std::string> not_a_file(const std::string& path);

}
