#include "analytics/nearest.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>

#include "base/clock.hpp"

namespace tarn::analytics {
namespace {

using Points = std::vector<NearestPoint>;

Points drawn(std::size_t size, std::size_t dimensions, std::uint64_t seed) {
    Random random{seed};
    Points points(size);
    for (auto& point : points) {
        for (std::size_t d = 0; d < dimensions; ++d)
            point.at[d] = static_cast<float>(random.uniform() + random.uniform() + random.uniform());
        if (random.between(0, 9) == 0) point.extra = static_cast<float>(random.between(1, 3)) / 8;
    }
    return points;
}

float squared(const NearestPoint& from, const NearestPoint& to) {
    float sum = 0;
    for (std::size_t d = 0; d < most_dimensions; ++d) {
        const float apart = to.at[d] - from.at[d];
        sum += apart * apart;
    }
    return sum + to.extra;
}

std::vector<std::uint32_t> looked_at_one_by_one(const Points& points, std::uint32_t self, std::size_t count) {
    std::vector<std::pair<float, std::uint32_t>> others;
    for (std::uint32_t other = 0; other < points.size(); ++other)
        if (other != self) others.emplace_back(squared(points[self], points[other]), other);
    std::sort(others.begin(), others.end());
    std::vector<std::uint32_t> nearest;
    for (std::size_t i = 0; i < count; ++i) nearest.push_back(others[i].second);
    return nearest;
}

std::vector<std::uint32_t> row(const std::vector<std::uint32_t>& all, std::size_t self, std::size_t count) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(self * count);
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

struct Size {
    std::size_t points, dimensions, count;
};
class Nearest : public testing::TestWithParam<Size> {};

TEST_P(Nearest, AreThoseFoundByLookingAtEveryPair) {
    const auto [size, dimensions, count] = GetParam();
    const Points points = drawn(size, dimensions, 7 * size + dimensions);
    const auto found = nearest_of_all(points, count, 2);
    for (std::uint32_t self = 0; self < size; ++self)
        ASSERT_EQ(row(found, self, count), looked_at_one_by_one(points, self, count)) << self;
}
INSTANTIATE_TEST_SUITE_P(Sizes, Nearest,
                         testing::Values(Size{2, 1, 1}, Size{5, 2, 4}, Size{32, 3, 31}, Size{33, 9, 5},
                                         Size{64, 9, 50}, Size{97, 4, 30}, Size{700, 9, 50},
                                         Size{700, 1, 3}));

TEST(NearestPoints, WhichAreEquallyNearComeInTheirOrder) {
    const Points equal(100);
    const auto found = nearest_of_all(equal, 3, 2);
    EXPECT_EQ(row(found, 0, 3), (std::vector<std::uint32_t>{1, 2, 3}));
    EXPECT_EQ(row(found, 2, 3), (std::vector<std::uint32_t>{0, 1, 3}));
    EXPECT_EQ(row(found, 99, 3), (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST(NearestPoints, DoNotDependOnTheOrderInWhichTheyAreGiven) {
    const Points points = drawn(400, 9, 5);
    Points turned(points.rbegin(), points.rend());
    const auto found = nearest_of_all(points, 10, 2), backwards = nearest_of_all(turned, 10, 2);
    for (std::size_t self = 0; self < points.size(); ++self) {
        auto there = row(backwards, points.size() - 1 - self, 10);
        for (auto& other : there) other = static_cast<std::uint32_t>(points.size() - 1 - other);
        ASSERT_EQ(row(found, self, 10), there) << self;
    }
}

TEST(NearestPoints, AreNotChangedByAnotherFarAway) {
    Points points = drawn(300, 9, 9);
    const auto before = nearest_of_all(points, 20, 2);
    NearestPoint far;
    far.at.fill(1000);
    points.push_back(far);
    const auto after = nearest_of_all(points, 20, 2);
    EXPECT_TRUE(std::equal(before.begin(), before.end(), after.begin()));
}

TEST(NearestPoints, DoNotDependOnTheNumberOfThreads) {
    const Points points = drawn(900, 9, 13);
    EXPECT_EQ(nearest_of_all(points, 30, 1), nearest_of_all(points, 30, 3));
}

}
}
