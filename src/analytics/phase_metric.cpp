#include "analytics/phase_metric.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "analytics/symmetric.hpp"

namespace tarn::analytics {
namespace {

constexpr std::size_t fewest_on_either_side = 20;
// Keeps characteristics that always go together from dividing by zero.
constexpr double least_shrinkage = 0.001;

double scaled(const TraitFacts& fact, double value) {
    return fact.scale == Scale::root ? std::sqrt(std::max(value, 0.0)) : value;
}

bool worth_asking(const TraitFacts& fact, std::span<const TraitValues> schools) {
    std::size_t known = 0, yes = 0;
    for (const TraitValues& school : schools) {
        const TraitValue& value = school[static_cast<std::size_t>(fact.trait)];
        if (value) ++known, yes += value.value > 0;
    }
    if (fact.scale == Scale::yes_no && std::min(yes, known - yes) < fewest_on_either_side) return false;
    return known * 2 > schools.size();
}

}

int Placement::absent_count() const {
    return std::popcount(absent);
}

double share_of_distance(const Placement& a, const Placement& b, Trait trait) {
    const auto d = static_cast<std::size_t>(trait);
    const double apart = a.at[d] - b.at[d];
    return apart * apart + (a.lacks(trait) ? 1 : 0) + (b.lacks(trait) ? 1 : 0);
}

double squared_distance(const Placement& a, const Placement& b) {
    double sum = 0;
    for (const TraitFacts& fact : all_traits()) sum += share_of_distance(a, b, fact.trait);
    return sum;
}

double PhaseMetric::correlation(Trait a, Trait b) const {
    return correlation_[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
}

std::optional<PhaseMetric> PhaseMetric::fit(std::span<const TraitValues> schools) {
    PhaseMetric metric;
    metric.choose(schools);
    std::vector<Row> rows;
    for (const TraitValues& school : schools) {
        Row row{};
        bool complete = true;
        for (std::size_t d = 0; d < trait_count; ++d) {
            if (!metric.used_[d]) continue;
            complete = complete && school[d];
            if (complete) row[d] = scaled(all_traits()[d], school[d].value);
        }
        if (complete) rows.push_back(row);
    }
    if (rows.size() < 2) return std::nullopt;
    metric.complete_ = rows.size();
    metric.drop_constant(rows);
    metric.standardise(rows);
    metric.correlate(rows);
    metric.whiten();
    return metric;
}

void PhaseMetric::choose(std::span<const TraitValues> schools) {
    for (const TraitFacts& fact : all_traits())
        used_[static_cast<std::size_t>(fact.trait)] = worth_asking(fact, schools);
}

void PhaseMetric::drop_constant(const std::vector<Row>& rows) {
    for (std::size_t d = 0; d < trait_count; ++d)
        used_[d] = used_[d] && std::any_of(rows.begin(), rows.end(),
                                           [&](const Row& row) { return row[d] != rows.front()[d]; });
}

void PhaseMetric::standardise(std::vector<Row>& rows) {
    const auto n = static_cast<double>(rows.size());
    for (std::size_t d = 0; d < trait_count; ++d) {
        double sum = 0, squares = 0;
        for (const Row& row : rows) sum += row[d];
        mean_[d] = sum / n;
        for (const Row& row : rows) squares += (row[d] - mean_[d]) * (row[d] - mean_[d]);
        spread_[d] = std::sqrt(squares / n);
        for (Row& row : rows) row[d] = used_[d] ? (row[d] - mean_[d]) / spread_[d] : 0;
    }
}

/// Towards no correlation by as much as the correlations are uncertain: the mean variance of the entries of x
/// x' over their distance from the identity [ledoit-wolf-2004], which standardised values have as their
/// target.
void PhaseMetric::correlate(const std::vector<Row>& rows) {
    const auto n = static_cast<double>(rows.size());
    for (const Row& row : rows)
        for (std::size_t a = 0; a < trait_count; ++a)
            for (std::size_t b = 0; b <= a; ++b) correlation_[a][b] += row[a] * row[b] / n;
    double from_identity = 0, uncertain = 0;
    for (std::size_t a = 0; a < trait_count; ++a)
        for (std::size_t b = 0; b < a; ++b) {
            from_identity += 2 * correlation_[a][b] * correlation_[a][b];
            correlation_[b][a] = correlation_[a][b];
        }
    for (const Row& row : rows)
        for (std::size_t a = 0; a < trait_count; ++a)
            for (std::size_t b = 0; b < trait_count; ++b) {
                const double apart = row[a] * row[b] - correlation_[a][b];
                uncertain += apart * apart / (n * n);
            }
    shrinkage_ = from_identity > 0 ? std::min(uncertain / from_identity, 1.0) : 1.0;
    shrinkage_ = std::max(shrinkage_, least_shrinkage);
    for (std::size_t a = 0; a < trait_count; ++a)
        for (std::size_t b = 0; b < trait_count; ++b)
            correlation_[a][b] = a == b ? 1.0 : (1 - shrinkage_) * correlation_[a][b];
}

void PhaseMetric::whiten() {
    const auto eigen = eigen_of(correlation_);
    root_ = rebuilt(eigen, [](double value) { return 1 / std::sqrt(value); });
    precision_ = rebuilt(eigen, [](double value) { return 1 / value; });
}

/// Replaces missing values by those to expect from the others: K_mm x_m = -K_mo x_o with K the precision.
void PhaseMetric::fill(Row& values, std::uint16_t absent) const {
    std::vector<std::size_t> gaps;
    for (std::size_t d = 0; d < trait_count; ++d)
        if ((absent >> d) & 1u) gaps.push_back(d), values[d] = 0;
    Matrix block{};
    Row right{};
    for (std::size_t i = 0; i < gaps.size(); ++i) {
        for (std::size_t j = 0; j < gaps.size(); ++j) block[i][j] = precision_[gaps[i]][gaps[j]];
        for (std::size_t d = 0; d < trait_count; ++d) right[i] -= precision_[gaps[i]][d] * values[d];
    }
    solve(block, right, gaps.size());
    for (std::size_t i = 0; i < gaps.size(); ++i) values[gaps[i]] = right[i];
}

std::optional<Placement> PhaseMetric::place(const TraitValues& school) const {
    if (!school[static_cast<std::size_t>(Trait::pupils)]) return std::nullopt;
    Placement placement;
    Row values{};
    for (std::size_t d = 0; d < trait_count; ++d) {
        if (!used_[d]) continue;
        if (school[d])
            values[d] = (scaled(all_traits()[d], school[d].value) - mean_[d]) / spread_[d];
        else
            placement.absent = static_cast<std::uint16_t>(placement.absent | 1u << d);
    }
    const auto used = std::count(used_.begin(), used_.end(), true);
    if (placement.absent_count() * 2 > used) return std::nullopt;
    if (placement.absent != 0) fill(values, placement.absent);
    for (std::size_t a = 0; a < trait_count; ++a)
        for (std::size_t b = 0; b < trait_count; ++b)
            if (used_[a]) placement.at[a] += root_[a][b] * values[b];
    return placement;
}

}
