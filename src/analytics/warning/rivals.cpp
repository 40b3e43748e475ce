#include "analytics/warning/rivals.hpp"

#include <algorithm>

#include "analytics/parallel.hpp"

namespace tarn::analytics::warning {
namespace {

constexpr std::size_t rows_at_once = 2048;

}

std::vector<double> scores(std::span<const Boosted> bags, const Binned& data, unsigned threads) {
    std::vector<double> out(data.rows, 0.0);
    for_each_item((data.rows + rows_at_once - 1) / rows_at_once, threads, [&](std::size_t part) {
        std::vector<std::uint8_t> bins(data.codes.size());
        const std::size_t end = std::min(data.rows, (part + 1) * rows_at_once);
        for (std::size_t row = part * rows_at_once; row < end; ++row) {
            for (std::size_t feature = 0; feature < bins.size(); ++feature)
                bins[feature] = data.codes[feature][row];
            for (const Boosted& bag : bags) out[row] += bag.score(bins) / static_cast<double>(bags.size());
        }
    });
    return out;
}

}
