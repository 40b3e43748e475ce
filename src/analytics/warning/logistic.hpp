#pragma once
// Logistic regression with a ridge penalty, fitted by Newton's method; each feature enters as a straight line
// with one bend and, where it is missing, as a step of its own [hastie-2009].
#include <cstdint>
#include <span>
#include <vector>

#include "analytics/warning/shapes.hpp"

namespace tarn::analytics::warning {

struct LogisticOptions {
    double ridge = 100;  ///< on standardised columns, in rows' worth of curvature
    int rounds = 8;
    unsigned threads = 2;
};

/// What stands for each bin: the weighted mean of the values in it; NaN for missing and empty bins.
std::vector<std::vector<double>> bin_means(const Matrix& matrix, const Binned& data);

/// The fitted curves as shapes, so that models can be added and explained alike.
Shapes fit_logistic(const Binned& data, const std::vector<std::vector<double>>& means,
                    std::span<const std::uint8_t> events, std::span<const float> weights,
                    const LogisticOptions& options);

}
