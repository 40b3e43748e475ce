#pragma once
// What the numbers in the keys of an area block mean, stored as text: a line per area, an empty line, a line
// per breakdown.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"

namespace tarn::evidence {

enum class AreaLevel : std::uint8_t { national, region, authority };

struct AreaLabel {
    AreaLevel level = AreaLevel::national;
    std::optional<AuthorityCode> authority;
    std::string name;
};

struct AreaLabels {
    std::vector<AreaLabel> areas;
    std::vector<std::string> breakdowns;
};

std::string area_line(const AreaLabel& area);  ///< "authority 888 Lancashire"
std::string join_labels(const std::vector<std::string>& area_lines,
                        const std::vector<std::string>& breakdowns);
AreaLabels parse_labels(std::string_view labels);

}
