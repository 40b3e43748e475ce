#pragma once
// Exact nearest neighbours of every point among all: a k-d tree of leaves that are measured many points at a
// time.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tarn::analytics {

inline constexpr std::size_t most_dimensions = 9;

struct NearestPoint {
    std::array<float, most_dimensions> at{};  ///< dimensions not in use are 0
    float extra = 0;                          ///< at least 0; added to the squared distance of others from it
};

/// For each point the `count` others at the least squared distance, nearest first, ties by their position:
/// `count` in a row for each. There must be more than `count` points. Squared distances are sums of floats in
/// the order of the dimensions, so the answer is the same on every machine and on any number of threads.
std::vector<std::uint32_t> nearest_of_all(std::span<const NearestPoint> points, std::size_t count,
                                          unsigned threads);

}
