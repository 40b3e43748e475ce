#include "rating/disclosure_rules.hpp"

#include <algorithm>
#include <numeric>

namespace tarn::rating {
namespace {

struct Range {
    std::int64_t low, high;
};
Range possible(const RoundedCount& count) {
    return count.few ? Range{0, fewest_shown - 1}
                     : Range{std::max(fewest_shown, count.about - rounding_step / 2),
                             count.about + rounding_step / 2};
}

}

std::optional<std::array<RoundedCount, counted_levels>> rounded_row(const LevelCounts& counts) {
    std::array<RoundedCount, counted_levels> row{};
    std::array<Range, counted_levels> ranges{};
    Range sum{0, 0};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        row[i] = rounded_count(counts[i]);
        ranges[i] = possible(row[i]);
        sum.low += ranges[i].low;
        sum.high += ranges[i].high;
    }
    const std::int64_t schools = std::accumulate(counts.begin(), counts.end(), 0);
    for (const Range& each : ranges) {
        const std::int64_t low = std::max<std::int64_t>(each.low, schools - (sum.high - each.high));
        const std::int64_t high = std::min<std::int64_t>(each.high, schools - (sum.low - each.low));
        if (low == high) return std::nullopt;
    }
    return row;
}

std::vector<double> disclosed_values(const Run& run, std::span<const Proposal* const> proposals,
                                     std::size_t indicator, bool own_too) {
    std::vector<double> values;
    for (const Proposal* proposal : proposals)
        for (const Contribution& c : proposal->contributions)
            if (c.indicator == indicator && (own_too || !run.sources[c.source].own))
                values.push_back(c.value);
    return values;
}

}
