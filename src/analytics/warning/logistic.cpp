#include "analytics/warning/logistic.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "analytics/parallel.hpp"

namespace tarn::analytics::warning {
namespace {

constexpr std::size_t columns_each = 3;  // line, bend, missing
constexpr double farthest = 3;           // standard deviations; odd values beyond count as this far
constexpr std::size_t blocks = 16;       // fixed, so that sums do not depend on the number of threads

struct Design {
    /// columns_each values for each feature and bin.
    std::vector<std::vector<std::array<double, columns_each>>> of;
    std::size_t width = 1;  ///< with the constant
};

Design design_of(const Binned& data, const std::vector<std::vector<double>>& means,
                 std::span<const float> weights) {
    Design design;
    for (std::size_t feature = 0; feature < data.codes.size(); ++feature) {
        double sum = 0, squares = 0, weight = 0;
        for (std::size_t row = 0; row < data.rows; ++row) {
            const double value = means[feature][data.codes[feature][row]];
            if (std::isnan(value)) continue;
            sum += weights[row] * value;
            squares += weights[row] * value * value;
            weight += weights[row];
        }
        const double mean = weight > 0 ? sum / weight : 0;
        const double spread = weight > 0 ? std::sqrt(std::max(0.0, squares / weight - mean * mean)) : 0;
        auto& table = design.of.emplace_back(means[feature].size());
        for (std::size_t bin = 0; bin < table.size(); ++bin) {
            const double value = means[feature][bin];
            if (bin == 0 || std::isnan(value)) {
                table[bin] = {0, 0, bin == 0 ? 1.0 : 0.0};
                continue;
            }
            const double z = spread > 0 ? std::clamp((value - mean) / spread, -farthest, farthest) : 0;
            table[bin] = {z, std::max(0.0, z), 0};
        }
    }
    design.width = 1 + columns_each * data.codes.size();
    return design;
}

/// Solves A x = b for a symmetric positive definite A by Cholesky; both are overwritten.
void solve(std::vector<double>& a, std::vector<double>& b, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = a[i * n + j];
            for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
            a[i * n + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / a[j * n + j];
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * n + k] * b[k];
        b[i] /= a[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k * n + i] * b[k];
        b[i] /= a[i * n + i];
    }
}

struct Normal {
    std::vector<double> curvature, gradient;
};

void add_rows(Normal& normal, const Design& design, const Binned& data, std::span<const std::uint8_t> events,
              std::span<const float> weights, std::span<const double> beta, std::size_t begin,
              std::size_t end) {
    std::vector<std::pair<std::size_t, double>> x;
    for (std::size_t row = begin; row < end; ++row) {
        x.assign({{0, 1.0}});
        for (std::size_t feature = 0; feature < data.codes.size(); ++feature)
            for (std::size_t k = 0; k < columns_each; ++k)
                if (const double value = design.of[feature][data.codes[feature][row]][k]; value != 0)
                    x.emplace_back(1 + feature * columns_each + k, value);
        double score = 0;
        for (const auto& [at, value] : x) score += beta[at] * value;
        const double p = 1 / (1 + std::exp(-score)), w = weights[row] * p * (1 - p);
        for (std::size_t i = 0; i < x.size(); ++i) {
            normal.gradient[x[i].first] += weights[row] * (events[row] - p) * x[i].second;
            double* line = normal.curvature.data() + x[i].first * design.width;
            for (std::size_t j = 0; j <= i; ++j) line[x[j].first] += w * x[i].second * x[j].second;
        }
    }
}

}

std::vector<std::vector<double>> bin_means(const Matrix& matrix, const Binned& data) {
    std::vector<std::vector<double>> means;
    for (std::size_t feature = 0; feature < data.codes.size(); ++feature) {
        std::vector<double> sum(data.cuts[feature].bins(), 0.0), count(sum.size(), 0.0);
        for (std::size_t row = 0; row < data.rows; ++row) {
            const std::uint8_t bin = data.codes[feature][row];
            if (bin == 0) continue;
            sum[bin] += matrix.columns[feature][row];
            count[bin] += 1;
        }
        for (std::size_t bin = 0; bin < sum.size(); ++bin)
            sum[bin] = count[bin] > 0 ? sum[bin] / count[bin] : std::numeric_limits<double>::quiet_NaN();
        means.push_back(std::move(sum));
    }
    return means;
}

Shapes fit_logistic(const Binned& data, const std::vector<std::vector<double>>& means,
                    std::span<const std::uint8_t> events, std::span<const float> weights,
                    const LogisticOptions& options) {
    const Design design = design_of(data, means, weights);
    const std::size_t n = design.width;
    std::vector<double> beta(n, 0.0);
    const std::size_t block = data.rows / blocks + 1;
    for (int round = 0; round < options.rounds; ++round) {
        std::vector<Normal> parts(blocks);
        for_each_item(blocks, options.threads, [&](std::size_t i) {
            parts[i] = {std::vector<double>(n * n, 0.0), std::vector<double>(n, 0.0)};
            add_rows(parts[i], design, data, events, weights, beta, std::min(data.rows, i * block),
                     std::min(data.rows, (i + 1) * block));
        });
        Normal all = std::move(parts[0]);
        for (std::size_t i = 1; i < blocks; ++i) {
            for (std::size_t k = 0; k < n * n; ++k) all.curvature[k] += parts[i].curvature[k];
            for (std::size_t k = 0; k < n; ++k) all.gradient[k] += parts[i].gradient[k];
        }
        for (std::size_t k = 1; k < n; ++k) {
            all.curvature[k * n + k] += options.ridge;
            all.gradient[k] -= options.ridge * beta[k];
        }
        all.curvature[0] += 1e-9;
        solve(all.curvature, all.gradient, n);
        double step = 0;
        for (std::size_t k = 0; k < n; ++k) beta[k] += all.gradient[k], step += std::abs(all.gradient[k]);
        if (step < 1e-8) break;
    }
    Shapes shapes = flat(data.cuts);
    shapes.base = beta[0];
    for (std::size_t feature = 0; feature < data.codes.size(); ++feature)
        for (std::size_t bin = 0; bin < shapes.mains[feature].size(); ++bin)
            for (std::size_t k = 0; k < columns_each; ++k)
                shapes.mains[feature][bin] +=
                    beta[1 + feature * columns_each + k] * design.of[feature][bin][k];
    return shapes;
}

}
