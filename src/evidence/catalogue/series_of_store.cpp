#include "evidence/catalogue/series_of_store.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <tuple>

#include "analytics/as_at.hpp"

namespace tarn::evidence {

using analytics::Missing;
using analytics::SchoolIndex;

namespace {

void fill(analytics::Series& series, const StoredColumn& column, const std::vector<SchoolIndex>& at,
          std::size_t size) {
    series.values.assign(size, std::numeric_limits<double>::quiet_NaN());
    series.missing.assign(size, Missing::not_in_release);
    const ColumnView view = column.view();
    for (std::size_t row = 0; row < at.size(); ++row) {
        if (at[row] == no_place) continue;
        const Cell cell = view.cell(row);
        series.missing[at[row]] = cell.missing;
        if (cell.missing == Missing::none) series.values[at[row]] = cell.value();
    }
}

void fill_n(analytics::Series& series, const StoredColumn& column, const std::vector<SchoolIndex>& at,
            std::size_t size) {
    series.n.assign(size, std::numeric_limits<float>::quiet_NaN());
    const ColumnView view = column.view();
    for (std::size_t row = 0; row < at.size(); ++row)
        if (at[row] != no_place) series.n[at[row]] = static_cast<float>(view.cell(row).value());
}

}

std::vector<SchoolIndex> places(const std::vector<std::int32_t>& urns,
                                const std::vector<analytics::School>& schools) {
    std::vector<SchoolIndex> found(urns.size(), no_place);
    std::size_t at = 0;
    for (std::size_t i = 0; i < urns.size(); ++i) {
        while (at < schools.size() && schools[at].urn.value < urns[i]) ++at;
        if (at < schools.size() && schools[at].urn.value == urns[i]) found[i] = static_cast<SchoolIndex>(at);
    }
    return found;
}

std::vector<analytics::Series> series_of(const StoredBlock& block, const std::vector<StoredColumn>& columns,
                                         const std::vector<SchoolIndex>& at, std::size_t size) {
    std::vector<analytics::Series> all;
    for (const StoredColumn& column : columns) {
        const Measure* measure = find_measure(column.measure);
        if (!measure || !measure->in_snapshot) continue;
        analytics::Series& series = all.emplace_back();
        series.measure = column.measure;
        series.period = block.period;
        series.release = block.release;
        series.known_from = column.public_from.value_or(block.public_from.value_or(Date{}));
        series.known_to = block.public_to;
        series.precedence = block.precedence;
        fill(series, column, at, size);
        const auto n = std::find_if(columns.begin(), columns.end(),
                                    [&](const StoredColumn& c) { return c.position == column.n_position; });
        if (n != columns.end()) fill_n(series, *n, at, size);
    }
    return all;
}

double to_one_decimal(double value) {
    return std::round(value * 10) / 10;
}

analytics::Series derived_from(const analytics::Series& source, std::string_view measure) {
    analytics::Series series = source;
    series.measure = measure;
    ++series.precedence;
    series.n.clear();
    return series;
}

bool known_with(analytics::Series& derived, const analytics::Series& other) {
    derived.known_from = std::max(derived.known_from, other.known_from);
    if (other.known_to)
        derived.known_to = std::min(*other.known_to, derived.known_to.value_or(*other.known_to));
    return !derived.known_to || *derived.known_to >= derived.known_from;
}

std::optional<analytics::Series> roll_change(const analytics::Series& before, const analytics::Series& now,
                                             const std::function<double(std::size_t)>& earlier) {
    analytics::Series series = derived_from(now, roll_change_measure);
    series.period = school_year_of(now.period);
    if (!known_with(series, before)) return std::nullopt;
    for (std::size_t s = 0; s < series.values.size(); ++s) {
        if (now.missing[s] != Missing::none) continue;
        const double roll = earlier(s);
        series.missing[s] = roll > 0 ? Missing::none : Missing::not_in_release;
        series.values[s] = roll > 0 ? to_one_decimal(100 * (now.values[s] - roll) / roll)
                                    : std::numeric_limits<double>::quiet_NaN();
    }
    return series;
}

std::string school_year_of(std::string_view period, int years_before) {
    const auto dates = analytics::period_dates(period);
    if (!dates) return {};
    // Of a month of January to August the school year began the calendar year before.
    const int began = dates->first.year() - (dates->first.month() < 9 ? 1 : 0) - years_before;
    return fmt::format("{}/{:02}", began, (began + 1) % 100);
}

bool in_snapshot_order(const analytics::Series& a, const analytics::Series& b) {
    return std::tie(a.measure, a.period, a.precedence, b.release) <
           std::tie(b.measure, b.period, b.precedence, a.release);
}

}
