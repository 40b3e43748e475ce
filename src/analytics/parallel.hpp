#pragma once
// Splits independent work over a few threads. The answer may not depend on the split.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace tarn::analytics {

/// Calls `work(item)` once for each item 0..count-1; `work` must not throw.
template <class Work>
void for_each_item(std::size_t count, unsigned threads, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t item = next++; item < count; item = next++) work(item);
    };
    std::vector<std::jthread> helpers;
    const std::size_t wanted = std::min<std::size_t>(threads, count);
    for (std::size_t i = 1; i < wanted; ++i) helpers.emplace_back(run);
    run();
}

/// Calls `work(begin, end)` for consecutive ranges that cover 0..count-1.
template <class Work>
void for_each_range(std::size_t count, std::size_t size, unsigned threads, const Work& work) {
    for_each_item((count + size - 1) / size, threads,
                  [&](std::size_t i) { work(i * size, std::min(count, (i + 1) * size)); });
}

}
