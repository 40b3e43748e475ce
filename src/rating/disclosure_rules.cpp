#include "rating/disclosure_rules.hpp"

#include <algorithm>
#include <numeric>

namespace tarn::rating {
namespace {

constexpr int fewest = 5;  // below it a count is not told
constexpr int step = 5;    // counts are told to the nearest of it

struct Range {
    int low, high;
};
Range possible(const RoundedCount& count) {
    return count.few ? Range{0, fewest - 1}
                     : Range{std::max(fewest, count.about - step / 2), count.about + step / 2};
}

}

RoundedCount rounded(int count) {
    if (count < fewest) return {};
    return {false, (count + step / 2) / step * step};
}

std::string rounded_words(const RoundedCount& count) {
    return count.few ? "fewer than 5" : "about " + std::to_string(count.about);
}

std::optional<std::array<RoundedCount, counted_levels>> rounded_row(const LevelCounts& counts) {
    std::array<RoundedCount, counted_levels> row{};
    std::array<Range, counted_levels> ranges{};
    Range sum{0, 0};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        row[i] = rounded(counts[i]);
        ranges[i] = possible(row[i]);
        sum.low += ranges[i].low;
        sum.high += ranges[i].high;
    }
    const int schools = std::accumulate(counts.begin(), counts.end(), 0);
    for (const Range& each : ranges) {
        const int low = std::max(each.low, schools - (sum.high - each.high));
        const int high = std::min(each.high, schools - (sum.low - each.low));
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
