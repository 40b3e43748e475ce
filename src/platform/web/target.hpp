#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/web/router.hpp"

namespace tarn::web {

/// The request target in its parts, or nothing when it is malformed. Absolute forms lose scheme and host (RFC
/// 9112, 3.2.2).
struct Target {
    std::string path;  ///< decoded
    Segments segments;
    std::string query;  ///< as sent
};
std::optional<Target> parse_target(std::string_view target);

}
