#include "analytics/warning/bins.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/parallel.hpp"

namespace tarn::analytics::warning {

std::uint8_t Cuts::bin_of(float value) const {
    if (std::isnan(value)) return 0;
    if (at.empty()) return 1;
    // A search whose steps no processor has to guess: bins are asked for millions of times.
    const float* first = at.data();
    for (std::size_t left = at.size(); left > 1;) {
        const std::size_t half = left / 2;
        first += first[half - 1] <= value ? half : 0;
        left -= half;
    }
    return static_cast<std::uint8_t>(1 + (first - at.data()) + (*first <= value));
}

Cuts cut_points(std::span<const float> values, std::size_t most) {
    std::vector<float> sorted;
    sorted.reserve(values.size());
    for (const float value : values)
        if (!std::isnan(value)) sorted.push_back(value);
    Cuts cuts;
    if (sorted.empty()) return cuts;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t wanted = most - 1;
    for (std::size_t i = 1; i < wanted; ++i) {
        const float cut = sorted[i * sorted.size() / wanted];
        if (cut > sorted.front() && (cuts.at.empty() || cut > cuts.at.back())) cuts.at.push_back(cut);
    }
    // Few distinct values: every one of them gets its own bin, also rare ones that quantiles would swallow.
    std::vector<float> distinct;
    for (const float value : sorted) {
        if (distinct.empty() || value != distinct.back()) distinct.push_back(value);
        if (distinct.size() > wanted) return cuts;
    }
    cuts.at.assign(distinct.begin() + 1, distinct.end());
    return cuts;
}

std::vector<std::uint8_t> bin_column(std::span<const float> values, const Cuts& cuts) {
    std::vector<std::uint8_t> codes(values.size());
    for (std::size_t row = 0; row < values.size(); ++row) codes[row] = cuts.bin_of(values[row]);
    return codes;
}

Binned bin(const Matrix& matrix, std::size_t most, unsigned threads) {
    Binned binned;
    binned.rows = matrix.rows;
    binned.cuts.resize(matrix.columns.size());
    binned.codes.resize(matrix.columns.size());
    for_each_item(matrix.columns.size(), threads, [&](std::size_t feature) {
        binned.cuts[feature] = cut_points(matrix.columns[feature], most);
        binned.codes[feature] = bin_column(matrix.columns[feature], binned.cuts[feature]);
    });
    return binned;
}

}
