#include "feature_kit/search.hpp"

#include <algorithm>
#include <array>

namespace tarn::kit {

double rank_of(const SearchHit& hit, const SearchText& typed) {
    return hit.likeness + (typed.begins(hit.title) ? 1 : 0);
}

std::vector<SearchHit> best_hits(std::vector<SearchHit> all, const SearchText& typed, std::size_t limit) {
    if (typed.too_short()) return {};
    for (SearchHit& hit : all)
        hit.likeness = typed.likeness(std::array<std::string_view, 2>{hit.title, hit.detail});
    std::erase_if(all, [](const SearchHit& hit) { return hit.likeness == 0; });
    std::ranges::stable_sort(all, std::greater<>{},
                             [&](const SearchHit& hit) { return rank_of(hit, typed); });
    if (all.size() > limit) all.resize(limit);
    return all;
}

}
