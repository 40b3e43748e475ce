#pragma once
// From packed columns to the series of a snapshot.
#include <cstdint>
#include <limits>
#include <vector>

#include "analytics/snapshot.hpp"
#include "evidence/catalogue/release_store.hpp"

namespace tarn::evidence {

inline constexpr analytics::SchoolIndex no_place = std::numeric_limits<analytics::SchoolIndex>::max();

/// For each key its place among the schools, or no_place; both ascend.
std::vector<analytics::SchoolIndex> places(const std::vector<std::int32_t>& urns,
                                           const std::vector<analytics::School>& schools);

/// A block's measures that belong in a snapshot, each as `size` values; `at` says where each row's goes.
std::vector<analytics::Series> series_of(const StoredBlock& block, const std::vector<StoredColumn>& columns,
                                         const std::vector<analytics::SchoolIndex>& at, std::size_t size);

/// By measure, period, precedence; then newest release first.
bool in_snapshot_order(const analytics::Series& a, const analytics::Series& b);

}
