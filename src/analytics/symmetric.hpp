#pragma once
// Small symmetric matrices in plain arithmetic: additions, multiplications, divisions and roots in a fixed
// order, so that every machine gets the same bits.
#include <array>
#include <cmath>
#include <cstddef>

namespace tarn::analytics {

template <std::size_t n>
using SquareMatrix = std::array<std::array<double, n>, n>;

template <std::size_t n>
struct Eigen {
    std::array<double, n> values{};
    SquareMatrix<n> vectors{};  ///< by column
};

namespace detail {

template <std::size_t n>
void rotate(SquareMatrix<n>& matrix, Eigen<n>& eigen, std::size_t p, std::size_t q) {
    const double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
    const double c = 1 / std::sqrt(t * t + 1), s = t * c;
    for (std::size_t k = 0; k < n; ++k) {
        const double kp = matrix[k][p], kq = matrix[k][q];
        matrix[k][p] = c * kp - s * kq;
        matrix[k][q] = s * kp + c * kq;
    }
    for (std::size_t k = 0; k < n; ++k) {
        const double pk = matrix[p][k], qk = matrix[q][k];
        matrix[p][k] = c * pk - s * qk;
        matrix[q][k] = s * pk + c * qk;
        const double vp = eigen.vectors[k][p], vq = eigen.vectors[k][q];
        eigen.vectors[k][p] = c * vp - s * vq;
        eigen.vectors[k][q] = s * vp + c * vq;
    }
}

}

/// Cyclic Jacobi rotations [golub-van-loan-2013].
template <std::size_t n>
Eigen<n> eigen_of(SquareMatrix<n> matrix) {
    constexpr int most_sweeps = 30;
    constexpr double negligible = 1e-30;
    Eigen<n> eigen;
    for (std::size_t i = 0; i < n; ++i) eigen.vectors[i][i] = 1;
    for (int sweep = 0; sweep < most_sweeps; ++sweep)
        for (std::size_t p = 0; p < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q)
                if (matrix[p][q] * matrix[p][q] > negligible) detail::rotate(matrix, eigen, p, q);
    for (std::size_t i = 0; i < n; ++i) eigen.values[i] = matrix[i][i];
    return eigen;
}

/// The matrix with a function applied to its eigenvalues.
template <std::size_t n, class Function>
SquareMatrix<n> rebuilt(const Eigen<n>& eigen, const Function& function) {
    SquareMatrix<n> out{};
    for (std::size_t k = 0; k < n; ++k) {
        const double value = function(eigen.values[k]);
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = 0; b < n; ++b)
                out[a][b] += eigen.vectors[a][k] * value * eigen.vectors[b][k];
    }
    return out;
}

/// Solves the first `size` equations of a positive definite matrix in place, without pivots.
template <std::size_t n>
void solve(SquareMatrix<n>& matrix, std::array<double, n>& right, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t row = i + 1; row < size; ++row) {
            const double factor = matrix[row][i] / matrix[i][i];
            for (std::size_t column = i; column < size; ++column)
                matrix[row][column] -= factor * matrix[i][column];
            right[row] -= factor * right[i];
        }
    for (std::size_t i = size; i-- > 0;) {
        for (std::size_t column = i + 1; column < size; ++column)
            right[i] -= matrix[i][column] * right[column];
        right[i] /= matrix[i][i];
    }
}

}
