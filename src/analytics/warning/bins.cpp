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

Matrix rows_of(const Matrix& all, std::span<const std::uint32_t> rows) {
    Matrix some{.rows = rows.size(), .columns = {}};
    for (const auto& column : all.columns) {
        auto& values = some.columns.emplace_back();
        values.reserve(rows.size());
        for (const std::uint32_t row : rows) values.push_back(column[row]);
    }
    return some;
}

std::vector<std::uint8_t> bin_column(std::span<const float> values, const Cuts& cuts) {
    std::vector<std::uint8_t> codes(values.size());
    for (std::size_t row = 0; row < values.size(); ++row) codes[row] = cuts.bin_of(values[row]);
    return codes;
}

Binned bin_with(const Matrix& matrix, const std::vector<Cuts>& cuts, unsigned threads) {
    Binned binned;
    binned.rows = matrix.rows;
    binned.cuts = cuts;
    binned.codes.resize(cuts.size());
    for_each_item(cuts.size(), threads, [&](std::size_t feature) {
        binned.codes[feature] = bin_column(matrix.columns[feature], cuts[feature]);
    });
    return binned;
}

Binned bin(const Matrix& matrix, std::size_t most, unsigned threads) {
    std::vector<Cuts> cuts(matrix.columns.size());
    for_each_item(cuts.size(), threads,
                  [&](std::size_t feature) { cuts[feature] = cut_points(matrix.columns[feature], most); });
    return bin_with(matrix, cuts, threads);
}

}
