#pragma once
// What a feature gives to the search box in the head of every page. A record of the kit is one value:
//
//     .searches = {search_of(visits, "Visits", {&Visit::focus}, visit_hit)}
//
// where visit_hit makes a SearchHit of a row, or of a row and the act. Only rows that the viewer may see are
// looked at, so columns that not all of those may read must not be among the columns given.
#include <functional>
#include <type_traits>

#include "base/search_text.hpp"
#include "feature_kit/act.hpp"
#include "feature_kit/record.hpp"

namespace tarn::kit {

struct SearchHit {
    std::string title{};  ///< "Brook Primary School"
    std::string href{};
    std::string detail{};  ///< "Primary, Northbridge, URN 900001"
    std::string text{};    ///< a long one: only what was looked for is shown of it
    /// What the trail calls having read it, and what was read; empty: nothing that is shown is confidential.
    std::string audit{}, object{};
    double likeness = 0;  ///< 1: found as it was typed
};

/// One kind of thing that a search finds. Sources of the same title stand together.
struct SearchSource {
    std::string title{};  ///< "Visits"
    access::Permission permission = access::Permission::signed_in;
    /// Best first, no more than `limit`, and nothing that the viewer may not open.
    std::function<std::vector<SearchHit>(Act& act, const SearchText& typed, std::size_t limit)> find{};
};

/// By which hits are ordered, highest first: those whose title begins as was typed come before all others.
double rank_of(const SearchHit& hit, const SearchText& typed);

/// Of things in memory those that are found, by title and detail.
std::vector<SearchHit> best_hits(std::vector<SearchHit> all, const SearchText& typed, std::size_t limit);

/// Its words and those of what people call such rows ("Support meetings") are looked for together. `audit` is
/// what the trail calls it to read a row, where its list is a confidential one.
template <class T, class Hit>
SearchSource search_of(const Record<T>& record, std::string title, std::vector<Field<T>> columns, Hit hit,
                       std::string audit = {}) {
    SearchSource source{.title = std::move(title), .permission = record.seen_permission()};
    source.find = [&record, kind = source.title, columns = std::move(columns), hit, audit = std::move(audit)](
                      Act& act, const SearchText& typed, std::size_t limit) {
        std::vector<SearchHit> hits;
        for (const auto& [row, likeness] : record.like(act.db, act.viewer, typed, columns, limit, kind)) {
            if constexpr (std::is_invocable_v<const Hit&, const T&, Act&>)
                hits.push_back(hit(row, act));
            else
                hits.push_back(hit(row));
            hits.back().audit = audit;
            if (hits.back().object.empty()) hits.back().object = record.object_of(&row);
            hits.back().likeness = likeness;
        }
        return hits;
    };
    return source;
}

}
