#include "analytics/similar.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analytics/parallel.hpp"

namespace tarn::analytics {
namespace {

constexpr std::size_t dimensions = similar_measures.size();
constexpr std::size_t bucket_size = 32;
constexpr float far_away = 1e18F;
// Width of the middle four fifths of a normal distribution in standard deviations.
constexpr float decile_width = 2.563F;

using Point = std::array<float, dimensions>;

/// A leaf of a k-d tree: up to 32 neighbours by column, so that distances to all are one vector loop.
struct Bucket {
    std::array<std::array<float, bucket_size>, dimensions> x;
    std::array<std::uint32_t, bucket_size> member;
    std::size_t size = 0;
    Point low, high;
};

struct Near {
    float distance = far_away;  // squared
    std::uint32_t member = std::numeric_limits<std::uint32_t>::max();
    bool operator<(const Near& other) const {
        return distance != other.distance ? distance < other.distance : member < other.member;
    }
};
using Nearest = std::array<Near, similar_count>;  // ascending

struct Placed {
    std::uint32_t member = 0;
    Point at;
};

Bucket make_bucket(std::span<const Placed> points) {
    Bucket bucket;
    bucket.size = points.size();
    bucket.low.fill(far_away);
    bucket.high.fill(-far_away);
    for (auto& column : bucket.x) column.fill(far_away);
    for (std::size_t i = 0; i < points.size(); ++i) {
        bucket.member[i] = points[i].member;
        for (std::size_t d = 0; d < dimensions; ++d) {
            bucket.x[d][i] = points[i].at[d];
            bucket.low[d] = std::min(bucket.low[d], points[i].at[d]);
            bucket.high[d] = std::max(bucket.high[d], points[i].at[d]);
        }
    }
    return bucket;
}

void split(std::span<Placed> points, std::vector<Bucket>& buckets) {
    const Bucket whole = points.size() <= bucket_size ? make_bucket(points) : Bucket{};
    if (points.size() <= bucket_size) {
        buckets.push_back(whole);
        return;
    }
    std::size_t widest = 0;
    float width = -1;
    for (std::size_t d = 0; d < dimensions; ++d) {
        const auto [low, high] =
            std::minmax_element(points.begin(), points.end(),
                                [d](const Placed& a, const Placed& b) { return a.at[d] < b.at[d]; });
        if (high->at[d] - low->at[d] > width) widest = d, width = high->at[d] - low->at[d];
    }
    const std::size_t middle = points.size() / 2;
    std::nth_element(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(middle), points.end(),
                     [widest](const Placed& a, const Placed& b) {
                         return a.at[widest] != b.at[widest] ? a.at[widest] < b.at[widest]
                                                             : a.member < b.member;
                     });
    split(points.first(middle), buckets);
    split(points.subspan(middle), buckets);
}

float box_distance(const Bucket& box, const Point& at) {
    float sum = 0;
    for (std::size_t d = 0; d < dimensions; ++d) {
        const float outside = std::max({box.low[d] - at[d], at[d] - box.high[d], 0.0F});
        sum += outside * outside;
    }
    return sum;
}

float box_distance(const Bucket& a, const Bucket& b) {
    float sum = 0;
    for (std::size_t d = 0; d < dimensions; ++d) {
        const float apart = std::max({a.low[d] - b.high[d], b.low[d] - a.high[d], 0.0F});
        sum += apart * apart;
    }
    return sum;
}

void keep(Nearest& nearest, Near candidate) {
    std::size_t i = similar_count - 1;
    for (; i > 0 && candidate < nearest[i - 1]; --i) nearest[i] = nearest[i - 1];
    nearest[i] = candidate;
}

void scan(const Bucket& bucket, const Point& at, std::uint32_t self, Nearest& nearest) {
    std::array<float, bucket_size> distance{};
    for (std::size_t d = 0; d < dimensions; ++d)
        for (std::size_t i = 0; i < bucket_size; ++i) {
            const float apart = bucket.x[d][i] - at[d];
            distance[i] += apart * apart;
        }
    for (std::size_t i = 0; i < bucket.size; ++i) {
        const Near candidate{distance[i], bucket.member[i]};
        if (distance[i] <= nearest.back().distance && candidate.member != self && candidate < nearest.back())
            keep(nearest, candidate);
    }
}

/// Neighbours of every school in one leaf: the other leaves by distance, until none can hold a nearer school.
void search_from(const std::vector<Bucket>& buckets, std::size_t home,
                 std::vector<std::uint32_t>& neighbours) {
    const Bucket& own = buckets[home];
    std::vector<std::pair<float, std::uint32_t>> order;
    order.reserve(buckets.size());
    for (std::uint32_t b = 0; b < buckets.size(); ++b)
        order.emplace_back(b == home ? -1.0F : box_distance(own, buckets[b]), b);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < own.size; ++i) {
        Point at;
        for (std::size_t d = 0; d < dimensions; ++d) at[d] = own.x[d][i];
        Nearest nearest;
        for (const auto& [least, b] : order) {
            if (least > nearest.back().distance) break;
            if (box_distance(buckets[b], at) <= nearest.back().distance)
                scan(buckets[b], at, own.member[i], nearest);
        }
        for (std::size_t rank = 0; rank < similar_count; ++rank)
            neighbours[own.member[i] * similar_count + rank] = nearest[rank].member;
    }
}

float spread_of(std::vector<float> values) {
    const auto tenth = static_cast<std::ptrdiff_t>(values.size() / 10);
    std::nth_element(values.begin(), values.begin() + tenth, values.end());
    const float low = values[static_cast<std::size_t>(tenth)];
    const auto ninth = static_cast<std::ptrdiff_t>(values.size() - 1) - tenth;
    std::nth_element(values.begin(), values.begin() + ninth, values.end());
    return (values[static_cast<std::size_t>(ninth)] - low) / decile_width;
}

std::vector<Placed> scaled(const std::vector<std::uint32_t>& members,
                           const std::vector<std::array<float, 5>>& raw) {
    std::vector<Placed> points(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) points[i].member = members[i];
    for (std::size_t d = 0; d < dimensions; ++d) {
        std::vector<float> column;
        column.reserve(members.size());
        for (const std::uint32_t member : members) column.push_back(raw[member][d]);
        const float spread = spread_of(std::move(column));
        for (Placed& point : points) point.at[d] = spread > 0 ? raw[point.member][d] / spread : 0;
    }
    return points;
}

}

std::vector<KnownPeriod> similar_sources(const Snapshot& snapshot, Date as_at) {
    std::vector<KnownPeriod> sources;
    for (const std::string_view measure : similar_measures) {
        auto periods = known_periods(snapshot, measure, as_at);
        if (periods.empty()) return {};
        sources.push_back(std::move(periods.front()));
    }
    return sources;
}

SimilarSchools::SimilarSchools(const Snapshot& snapshot, const Population& population, Date as_at,
                               unsigned threads)
    : missing_(population.size(), Missing::no_release) {
    const auto sources = similar_sources(snapshot, as_at);
    if (sources.empty()) return;
    period_ = sources.front().period;
    raw_.resize(population.size());
    neighbours_.resize(population.size() * similar_count);
    std::array<std::vector<std::uint32_t>, 11> by_phase;
    for (std::uint32_t member = 0; member < population.size(); ++member) {
        missing_[member] = Missing::none;
        for (std::size_t d = 0; d < dimensions && missing_[member] == Missing::none; ++d) {
            const Cell cell = known_value(snapshot, sources[d], population.line(member));
            missing_[member] = cell.missing;
            raw_[member][d] = static_cast<float>(cell.value);
        }
        if (missing_[member] == Missing::none)
            by_phase[static_cast<std::size_t>(population.phase(member))].push_back(member);
    }
    for (const auto& members : by_phase) {
        if (members.size() <= similar_count) {
            for (const std::uint32_t member : members) missing_[member] = Missing::not_applicable;
            continue;
        }
        auto points = scaled(members, raw_);
        std::vector<Bucket> buckets;
        split(points, buckets);
        for_each_item(buckets.size(), threads,
                      [&](std::size_t home) { search_from(buckets, home, neighbours_); });
    }
}

}
