#include "analytics/similar.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "analytics/parallel.hpp"

namespace tarn::analytics {
namespace {

constexpr std::size_t dimensions = similar_measures.size();
constexpr std::size_t bucket_size = 32;
constexpr float far_away = 1e18F;

// Four numbers that are reckoned with at once: a width that every 64-bit processor has.
using Lanes [[gnu::vector_size(16)]] = float;
constexpr std::size_t lanes = 4;
Lanes all(float value) {
    return Lanes{value, value, value, value};
}
bool any_within(Lanes distance, float reach) {
    const auto within = std::bit_cast<std::array<std::uint64_t, 2>>(distance <= reach);
    return (within[0] | within[1]) != 0;
}
// Width of the middle four fifths of a normal distribution in standard deviations.
constexpr float decile_width = 2.563F;

using Point = std::array<float, dimensions>;

/// A leaf of a k-d tree: up to 32 neighbours by column, so that distances to all are one vector loop.
struct Bucket {
    std::array<std::array<Lanes, bucket_size / lanes>, dimensions> x;
    std::array<std::uint32_t, bucket_size> member;
    std::size_t size = 0;
    Point low, high;
};

/// A neighbour as one number that orders as distance, then member do: the bits of a float that is not
/// negative ascend with it.
using Near = std::uint64_t;
Near near(float squared, std::uint32_t member) {
    return std::uint64_t{std::bit_cast<std::uint32_t>(squared)} << 32 | member;
}
std::uint32_t member_of(Near neighbour) {
    return static_cast<std::uint32_t>(neighbour);
}

/// The nearest so far, ascending.
struct Nearest {
    std::array<Near, similar_count> found;
    float reach = far_away;  // squared distance of the last
    Nearest() { found.fill(near(far_away, std::numeric_limits<std::uint32_t>::max())); }
};

struct Placed {
    std::uint32_t member = 0;
    Point at;
};

Bucket make_bucket(std::span<const Placed> points) {
    Bucket bucket;
    bucket.size = points.size();
    bucket.low.fill(far_away);
    bucket.high.fill(-far_away);
    for (auto& column : bucket.x) column.fill(all(far_away));
    for (std::size_t i = 0; i < points.size(); ++i) {
        bucket.member[i] = points[i].member;
        for (std::size_t d = 0; d < dimensions; ++d) {
            bucket.x[d][i / lanes][i % lanes] = points[i].at[d];
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

float box_distance(const Bucket& a, const Bucket& b) {
    float sum = 0;
    for (std::size_t d = 0; d < dimensions; ++d) {
        const float apart = std::max({a.low[d] - b.high[d], b.low[d] - a.high[d], 0.0F});
        sum += apart * apart;
    }
    return sum;
}

void keep(Nearest& nearest, Near candidate) {
    auto& found = nearest.found;
    std::size_t i = similar_count - 1;
    for (; i > 0 && candidate < found[i - 1]; --i) found[i] = found[i - 1];
    found[i] = candidate;
    nearest.reach = std::bit_cast<float>(static_cast<std::uint32_t>(found.back() >> 32));
}

void scan(const Bucket& bucket, const Point& at, std::uint32_t self, Nearest& nearest) {
    for (std::size_t i = 0; i < bucket_size; i += lanes) {
        // The dimensions in the order in which boxes take them, so that no rounding puts a school nearer than
        // its box.
        Lanes distance{};
#pragma GCC unroll 5
        for (std::size_t d = 0; d < dimensions; ++d) {
            const Lanes apart = bucket.x[d][i / lanes] - at[d];
            distance += apart * apart;
        }
        if (!any_within(distance, nearest.reach)) continue;
        for (std::size_t j = 0; j < lanes; ++j) {
            if (distance[j] > nearest.reach) continue;
            const std::uint32_t member = bucket.member[i + j];
            const Near candidate = near(distance[j], member);
            if (candidate < nearest.found.back() && member != self) keep(nearest, candidate);
        }
    }
}

/// The leaves around one, the nearest first, with their boxes by column.
class Surroundings {
  public:
    Surroundings(const std::vector<Bucket>& buckets, std::size_t home) : buckets_(buckets) {
        std::vector<std::pair<float, std::uint32_t>> order;
        order.reserve(buckets.size());
        for (std::uint32_t b = 0; b < buckets.size(); ++b)
            order.emplace_back(b == home ? -1.0F : box_distance(buckets[home], buckets[b]), b);
        std::sort(order.begin(), order.end());
        blocks_.resize((order.size() + block_size - 1) / block_size);
        for (std::size_t i = 0; i < order.size(); ++i) {
            Block& block = blocks_[i / block_size];
            const auto [least, b] = order[i];
            if (block.size == 0) block.least = least;
            for (std::size_t d = 0; d < dimensions; ++d) {
                block.low[d][block.size / lanes][block.size % lanes] = buckets[b].low[d];
                block.high[d][block.size / lanes][block.size % lanes] = buckets[b].high[d];
            }
            block.bucket[block.size++] = b;
        }
    }

    Nearest nearest_to(const Point& at, std::uint32_t self) const {
        Nearest nearest;
        for (const Block& block : blocks_) {
            if (block.least > nearest.reach) break;
            for (std::size_t i = 0; i < block.size; i += lanes) {
                const Lanes least = distances(block, i / lanes, at);
                if (!any_within(least, nearest.reach)) continue;
                for (std::size_t j = 0; j < std::min(lanes, block.size - i); ++j)
                    if (least[j] <= nearest.reach) scan(buckets_[block.bucket[i + j]], at, self, nearest);
            }
        }
        return nearest;
    }

  private:
    static constexpr std::size_t block_size = 16;
    struct Block {
        std::array<std::array<Lanes, block_size / lanes>, dimensions> low{}, high{};
        std::array<std::uint32_t, block_size> bucket{};
        std::size_t size = 0;
        float least = 0;  ///< squared distance of its nearest box from the home box
    };
    /// From a point to four boxes of a block, squared.
    static Lanes distances(const Block& block, std::size_t four, const Point& at) {
        Lanes sum{};
#pragma GCC unroll 5
        for (std::size_t d = 0; d < dimensions; ++d) {
            const Lanes below = block.low[d][four] - at[d], above = at[d] - block.high[d][four];
            const Lanes nearer = below > above ? below : above;
            const Lanes outside = nearer > 0.0F ? nearer : all(0);
            sum += outside * outside;
        }
        return sum;
    }

    const std::vector<Bucket>& buckets_;
    std::vector<Block> blocks_;
};

/// Neighbours of every school in one leaf.
void search_from(const std::vector<Bucket>& buckets, std::size_t home,
                 std::vector<std::uint32_t>& neighbours) {
    const Surroundings around{buckets, home};
    const Bucket& own = buckets[home];
    for (std::size_t i = 0; i < own.size; ++i) {
        Point at;
        for (std::size_t d = 0; d < dimensions; ++d) at[d] = own.x[d][i / lanes][i % lanes];
        const Nearest nearest = around.nearest_to(at, own.member[i]);
        for (std::size_t rank = 0; rank < similar_count; ++rank)
            neighbours[own.member[i] * similar_count + rank] = member_of(nearest.found[rank]);
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
