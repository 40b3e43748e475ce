#pragma once
// From packed columns to the series of a snapshot.
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
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

/// What follows from a series: its files and day, believed after figures that a file states itself.
analytics::Series derived_from(const analytics::Series& source, std::string_view measure);
double to_one_decimal(double value);

/// Narrows a derived series to the days on which the other one stood too; false: there are none.
bool known_with(analytics::Series& derived, const analytics::Series& other);

/// The change of the roll between two counts a year apart, for each 100 of the earlier one, while both stood;
/// a correction of either makes another series. `earlier` gives the roll of a place a year before, 0: not
/// known.
std::optional<analytics::Series> roll_change(const analytics::Series& before, const analytics::Series& now,
                                             const std::function<double(std::size_t)>& earlier);
inline constexpr std::string_view roll_change_measure = "census.roll_change";

/// "2023/24" of "2024/25" or of "2025-01"; empty for what is no year.
std::string school_year_of(std::string_view period, int years_before = 0);

/// By measure, period, precedence; then newest release first.
bool in_snapshot_order(const analytics::Series& a, const analytics::Series& b);

}
