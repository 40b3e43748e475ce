#include "analytics/nearest.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "analytics/parallel.hpp"

namespace tarn::analytics {
namespace {

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

using Coordinates = std::array<float, most_dimensions>;

/// A leaf of the tree: up to 32 points by column, so that distances to all are one vector loop.
struct Bucket {
    std::array<std::array<Lanes, bucket_size / lanes>, most_dimensions> x;
    std::array<Lanes, bucket_size / lanes> extra;
    std::array<std::uint32_t, bucket_size> member;
    std::size_t size = 0;
    Coordinates low, high;
};

/// A neighbour as one number that orders as distance, then position do: the bits of a float that is not
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
    std::vector<Near> found;
    float reach = far_away;  // squared distance of the last
    explicit Nearest(std::size_t count)
        : found(count, near(far_away, std::numeric_limits<std::uint32_t>::max())) {}
    void keep(Near candidate) {
        const auto at = std::lower_bound(found.begin(), found.end(), candidate);
        std::move_backward(at, found.end() - 1, found.end());
        *at = candidate;
        reach = std::bit_cast<float>(static_cast<std::uint32_t>(found.back() >> 32));
    }
};

struct Placed {
    std::uint32_t member = 0;
    const NearestPoint* point = nullptr;
    float at(std::size_t d) const { return point->at[d]; }
};

class Tree {
  public:
    Tree(std::span<const NearestPoint> points) {
        std::vector<Placed> placed(points.size());
        for (std::uint32_t i = 0; i < points.size(); ++i) placed[i] = {i, &points[i]};
        for (std::size_t d = 0; d < most_dimensions; ++d)
            if (std::any_of(points.begin(), points.end(), [d](const auto& p) { return p.at[d] != 0; }))
                dimensions_ = d + 1;
        split(placed);
    }
    std::size_t dimensions() const { return dimensions_; }
    const std::vector<Bucket>& buckets() const { return buckets_; }

  private:
    void split(std::span<Placed> points) {
        if (points.size() <= bucket_size) {
            add_bucket(points);
            return;
        }
        std::size_t widest = 0;
        float width = -1;
        for (std::size_t d = 0; d < dimensions_; ++d) {
            const auto [low, high] =
                std::minmax_element(points.begin(), points.end(),
                                    [d](const Placed& a, const Placed& b) { return a.at(d) < b.at(d); });
            if (high->at(d) - low->at(d) > width) widest = d, width = high->at(d) - low->at(d);
        }
        // Whole leaves on the left, so that no leaf is nearly empty.
        const std::size_t leaves = (points.size() + bucket_size - 1) / bucket_size;
        const std::size_t middle = leaves / 2 * bucket_size;
        std::nth_element(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(middle), points.end(),
                         [widest](const Placed& a, const Placed& b) {
                             return a.at(widest) != b.at(widest) ? a.at(widest) < b.at(widest)
                                                                 : a.member < b.member;
                         });
        split(points.first(middle));
        split(points.subspan(middle));
    }

    void add_bucket(std::span<const Placed> points) {
        Bucket& bucket = buckets_.emplace_back();
        bucket.size = points.size();
        bucket.low.fill(far_away);
        bucket.high.fill(-far_away);
        for (auto& column : bucket.x) column.fill(all(far_away));
        bucket.extra.fill(all(0));
        for (std::size_t i = 0; i < points.size(); ++i) {
            bucket.member[i] = points[i].member;
            bucket.extra[i / lanes][i % lanes] = points[i].point->extra;
            for (std::size_t d = 0; d < most_dimensions; ++d) {
                const float x = points[i].at(d);
                bucket.x[d][i / lanes][i % lanes] = x;
                bucket.low[d] = std::min(bucket.low[d], x);
                bucket.high[d] = std::max(bucket.high[d], x);
            }
        }
    }

    std::size_t dimensions_ = 1;
    std::vector<Bucket> buckets_;
};

float box_distance(const Bucket& a, const Bucket& b) {
    float sum = 0;
    for (std::size_t d = 0; d < most_dimensions; ++d) {
        const float apart = std::max({a.low[d] - b.high[d], b.low[d] - a.high[d], 0.0F});
        sum += apart * apart;
    }
    return sum;
}

/// The leaves around one, the nearest first, with their boxes by column.
class Surroundings {
  public:
    Surroundings(const Tree& tree, std::size_t home)
        : buckets_(tree.buckets()), dimensions_(tree.dimensions()) {
        std::vector<std::pair<float, std::uint32_t>> order;
        order.reserve(buckets_.size());
        for (std::uint32_t b = 0; b < buckets_.size(); ++b)
            order.emplace_back(b == home ? -1.0F : box_distance(buckets_[home], buckets_[b]), b);
        std::sort(order.begin(), order.end());
        blocks_.resize((order.size() + block_size - 1) / block_size);
        for (std::size_t i = 0; i < order.size(); ++i) {
            Block& block = blocks_[i / block_size];
            const auto [least, b] = order[i];
            if (block.size == 0) block.least = least;
            for (std::size_t d = 0; d < dimensions_; ++d) {
                block.low[d][block.size / lanes][block.size % lanes] = buckets_[b].low[d];
                block.high[d][block.size / lanes][block.size % lanes] = buckets_[b].high[d];
            }
            block.bucket[block.size++] = b;
        }
    }

    Nearest nearest_to(const Coordinates& at, std::uint32_t self, std::size_t count) const {
        Nearest nearest{count};
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
        std::array<std::array<Lanes, block_size / lanes>, most_dimensions> low{}, high{};
        std::array<std::uint32_t, block_size> bucket{};
        std::size_t size = 0;
        float least = 0;  ///< squared distance of its nearest box from the home box
    };

    /// From a point to four boxes of a block, squared.
    Lanes distances(const Block& block, std::size_t four, const Coordinates& at) const {
        Lanes sum{};
        for (std::size_t d = 0; d < dimensions_; ++d) {
            const Lanes below = block.low[d][four] - at[d], above = at[d] - block.high[d][four];
            const Lanes nearer = below > above ? below : above;
            const Lanes outside = nearer > 0.0F ? nearer : all(0);
            sum += outside * outside;
        }
        return sum;
    }

    /// Half a leaf at a time, which fits into registers, and no further than the dimension at which all of it
    /// is out of reach. The dimensions are taken in the order in which boxes take them, so that no rounding
    /// puts a point nearer than its box.
    void scan(const Bucket& bucket, const Coordinates& at, std::uint32_t self, Nearest& nearest) const {
        for (std::size_t half = 0; half < bucket_size / lanes; half += 4) {
            Lanes a{}, b{}, c{}, e{};
            std::size_t d = 0;
            const auto add = [&](std::size_t end) {
                for (; d < end; ++d) {
                    const Lanes centre = all(at[d]);
                    const Lanes* const x = &bucket.x[d][half];
                    const Lanes p = x[0] - centre, q = x[1] - centre, r = x[2] - centre, s = x[3] - centre;
                    a += p * p;
                    b += q * q;
                    c += r * r;
                    e += s * s;
                }
            };
            add(dimensions_ / 2 + 1);
            if (!any_within(least_of(a, b, c, e), nearest.reach)) continue;
            add(dimensions_);
            const Lanes* const extra = &bucket.extra[half];
            a += extra[0], b += extra[1], c += extra[2], e += extra[3];
            if (!any_within(least_of(a, b, c, e), nearest.reach)) continue;
            const std::array<Lanes, 4> distance{a, b, c, e};
            for (std::size_t i = 0; i < 4 * lanes; ++i)
                offer(distance[i / lanes][i % lanes], bucket.member[half * lanes + i], self, nearest);
        }
    }

    static Lanes least_of(Lanes a, Lanes b, Lanes c, Lanes d) {
        const Lanes ab = a < b ? a : b, cd = c < d ? c : d;
        return ab < cd ? ab : cd;
    }
    static void offer(float distance, std::uint32_t member, std::uint32_t self, Nearest& nearest) {
        if (distance > nearest.reach) return;
        const Near candidate = near(distance, member);
        if (candidate < nearest.found.back() && member != self) nearest.keep(candidate);
    }

    const std::vector<Bucket>& buckets_;
    std::size_t dimensions_;
    std::vector<Block> blocks_;
};

}

std::vector<std::uint32_t> nearest_of_all(std::span<const NearestPoint> points, std::size_t count,
                                          unsigned threads) {
    std::vector<std::uint32_t> neighbours(points.size() * count);
    const Tree tree{points};
    for_each_item(tree.buckets().size(), threads, [&](std::size_t home) {
        const Surroundings around{tree, home};
        const Bucket& own = tree.buckets()[home];
        for (std::size_t i = 0; i < own.size; ++i) {
            const std::uint32_t self = own.member[i];
            const Nearest nearest = around.nearest_to(points[self].at, self, count);
            std::transform(nearest.found.begin(), nearest.found.end(),
                           neighbours.begin() + static_cast<std::ptrdiff_t>(self * count), member_of);
        }
    });
    return neighbours;
}

}
