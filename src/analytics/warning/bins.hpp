#pragma once
// Features cut into bins: what trees and shape tables read. Bin 0 is "missing", which is never a number.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tarn::analytics::warning {

/// One value per row and feature, column by column; NaN is missing.
struct Matrix {
    std::size_t rows = 0;
    std::vector<std::vector<float>> columns;
};

/// The rows of `all` that are named, in their order.
Matrix rows_of(const Matrix& all, std::span<const std::uint32_t> rows);

/// Cut points of one feature, ascending: value v lies in bin 1 + (number of cuts below or at v).
struct Cuts {
    std::vector<float> at;
    std::size_t bins() const { return at.size() + 2; }
    std::uint8_t bin_of(float value) const;
};

/// At most `most` bins of about equal size, missing apart; where fewer values exist, one bin per value.
Cuts cut_points(std::span<const float> values, std::size_t most);

struct Binned {
    std::size_t rows = 0;
    std::vector<Cuts> cuts;
    std::vector<std::vector<std::uint8_t>> codes;  ///< per feature, one per row
};
Binned bin(const Matrix& matrix, std::size_t most, unsigned threads);
/// Into bins that were cut before.
Binned bin_with(const Matrix& matrix, const std::vector<Cuts>& cuts, unsigned threads);
std::vector<std::uint8_t> bin_column(std::span<const float> values, const Cuts& cuts);

}
