#include "base/bounded_cache.hpp"

#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

namespace tarn {
namespace {

using Texts = BoundedCache<int, std::string>;

std::string text_of(int key) {
    return std::to_string(key) + std::string(200, 'x');
}

TEST(BoundedCache, GivesWhatWasKept) {
    Texts cache(10'000);
    EXPECT_EQ(cache.find(1), nullptr);
    EXPECT_EQ(*cache.keep(1, "one", 3), "one");
    ASSERT_TRUE(cache.find(1));
    EXPECT_EQ(*cache.find(1), "one");
    EXPECT_EQ(*cache.keep(1, "made at the same time", 3), "one");
    EXPECT_EQ(cache.size(), 1U);
}

TEST(BoundedCache, StaysWithinItsBytes) {
    Texts cache(10'000);
    for (int key = 0; key < 500; ++key) {
        cache.keep(key, text_of(key), text_of(key).size());
        EXPECT_LE(cache.bytes(), 10'000U);
    }
    EXPECT_GT(cache.size(), 10U);
    EXPECT_TRUE(cache.find(499));
    EXPECT_FALSE(cache.find(0));
}

TEST(BoundedCache, WhatIsUsedStaysAndWhatIsNotLeaves) {
    Texts cache(5'000);
    for (int key = 0; key < 500; ++key) {
        cache.keep(key, text_of(key), text_of(key).size());
        ASSERT_TRUE(cache.find(0));
    }
    EXPECT_FALSE(cache.find(1));
}

TEST(BoundedCache, WhatIsTooLargeIsGivenBackAndDrivesNothingOut) {
    Texts cache(2'000);
    cache.keep(1, "one", 3);
    EXPECT_EQ(cache.keep(2, std::string(5'000, 'y'), 5'000)->size(), 5'000U);
    EXPECT_FALSE(cache.find(2));
    EXPECT_TRUE(cache.find(1));
}

TEST(BoundedCache, AValueOutlivesItsPlace) {
    Texts cache(1'000);
    const auto held = cache.keep(1, text_of(1), 200);
    for (int key = 2; key < 50; ++key) cache.keep(key, text_of(key), 200);
    EXPECT_FALSE(cache.find(1));
    EXPECT_EQ(*held, text_of(1));
}

TEST(BoundedCache, EveryThreadGetsTheValueOfItsKey) {
    Texts cache(20'000);
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&cache, t] {
            for (int i = 0; i < 3'000; ++i) {
                const int key = (i * (t + 1)) % 150;
                const auto found = cache.find(key);
                const auto value = found ? found : cache.keep(key, text_of(key), text_of(key).size());
                EXPECT_EQ(*value, text_of(key));
            }
        });
    threads.clear();
    EXPECT_LE(cache.bytes(), 20'000U);
}

}
}
