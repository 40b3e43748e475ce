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
bool any_within(Lanes distance, Lanes reach) {
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

/// The nearest so far, ascending by distance, then position.
class Nearest {
  public:
    explicit Nearest(std::size_t count)
        : count_(count),
          squared_((count + lanes - 1) / lanes, all(far_away)),
          member_(count, std::numeric_limits<std::uint32_t>::max()) {}
    float reach() const { return reach_; }  ///< squared distance of the last
    std::span<const std::uint32_t> members() const { return member_; }

    void offer(float squared, std::uint32_t member) {
        if (squared > reach_ || (squared == reach_ && member > member_.back())) return;
        std::size_t at = nearer_than(squared);
        while (at < count_ && distance(at) == squared && member_[at] < member) ++at;
        for (std::size_t i = count_ - 1; i > at; --i) distance(i) = distance(i - 1);
        distance(at) = squared;
        std::move_backward(member_.begin() + static_cast<std::ptrdiff_t>(at), member_.end() - 1,
                           member_.end());
        member_[at] = member;
        reach_ = distance(count_ - 1);
    }

  private:
    float& distance(std::size_t i) { return reinterpret_cast<float*>(squared_.data())[i]; }
    /// How many are nearer, without a branch that could be mispredicted: comparisons give -1 or 0.
    std::size_t nearer_than(float squared) const {
        using Counts [[gnu::vector_size(16)]] = std::int32_t;
        Counts sum{};
        for (const Lanes four : squared_) sum -= four < squared;
        return static_cast<std::size_t>(sum[0] + sum[1] + sum[2] + sum[3]);
    }

    std::size_t count_;
    std::vector<Lanes> squared_;  ///< padded with far_away
    std::vector<std::uint32_t> member_;
    float reach_ = far_away;
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
        const std::size_t widest = widest_of(points);
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

    /// By variance: one odd point makes a range, not a good cut.
    std::size_t widest_of(std::span<const Placed> points) const {
        std::size_t widest = 0;
        float width = -1;
        for (std::size_t d = 0; d < dimensions_; ++d) {
            float sum = 0, squares = 0;
            for (const Placed& point : points) sum += point.at(d);
            const float mean = sum / static_cast<float>(points.size());
            for (const Placed& point : points) squares += (point.at(d) - mean) * (point.at(d) - mean);
            if (squares > width) widest = d, width = squares;
        }
        return widest;
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

/// Neighbours of every point of one leaf. Leaf after leaf around it is measured from all its points in turn,
/// so that it is fetched from memory once.
class LeafSearch {
  public:
    LeafSearch(const Tree& tree, std::size_t home, std::size_t count)
        : buckets_(tree.buckets()), own_(buckets_[home]), dimensions_(tree.dimensions()) {
        nearest_.assign(own_.size, Nearest{count});
        reach_.fill(all(-1));
        for (std::size_t i = 0; i < own_.size; ++i) reach_[i / lanes][i % lanes] = far_away;
        for (const auto& [least, b] : leaves_around(home)) {
            if (least > furthest_reach()) break;
            look_into(buckets_[b]);
        }
    }
    const Nearest& nearest(std::size_t i) const { return nearest_[i]; }

  private:
    /// By squared distance of the boxes, the home leaf first.
    std::vector<std::pair<float, std::uint32_t>> leaves_around(std::size_t home) const {
        std::vector<std::pair<float, std::uint32_t>> order;
        order.reserve(buckets_.size());
        for (std::uint32_t b = 0; b < buckets_.size(); ++b)
            order.emplace_back(b == home ? -1.0F : box_distance(own_, buckets_[b]), b);
        std::sort(order.begin(), order.end());
        return order;
    }

    float furthest_reach() const {
        Lanes most = reach_[0];
        for (const Lanes& four : reach_) most = most > four ? most : four;
        return std::max(std::max(most[0], most[1]), std::max(most[2], most[3]));
    }

    void look_into(const Bucket& bucket) {
        for (std::size_t four = 0; four < bucket_size / lanes; ++four) {
            const Lanes least = distances_to_box(bucket, four);
            if (!any_within(least, reach_[four])) continue;
            for (std::size_t j = 0; j < lanes; ++j)
                if (least[j] <= reach_[four][j]) scan(bucket, four * lanes + j);
        }
    }

    /// From four of the home leaf's points to a box, squared.
    Lanes distances_to_box(const Bucket& box, std::size_t four) const {
        Lanes sum{};
        for (std::size_t d = 0; d < dimensions_; ++d) {
            const Lanes below = box.low[d] - own_.x[d][four], above = own_.x[d][four] - box.high[d];
            const Lanes nearer = below > above ? below : above;
            const Lanes outside = nearer > 0.0F ? nearer : all(0);
            sum += outside * outside;
        }
        return sum;
    }

    /// Half a leaf at a time, which fits into registers, and no further than the dimension at which all of it
    /// is out of reach. The dimensions are taken in the order in which boxes take them, so that no rounding
    /// puts a point nearer than its box.
    void scan(const Bucket& bucket, std::size_t point) {
        Nearest& nearest = nearest_[point];
        for (std::size_t half = 0; half < bucket_size / lanes; half += 4) {
            Lanes a{}, b{}, c{}, e{};
            std::size_t d = 0;
            const auto add = [&](std::size_t end) {
                for (; d < end; ++d) {
                    const Lanes centre = all(own_.x[d][point / lanes][point % lanes]);
                    const Lanes* const x = &bucket.x[d][half];
                    const Lanes p = x[0] - centre, q = x[1] - centre, r = x[2] - centre, s = x[3] - centre;
                    a += p * p;
                    b += q * q;
                    c += r * r;
                    e += s * s;
                }
            };
            add(dimensions_ / 2 + 1);
            if (!any_within(least_of(a, b, c, e), all(nearest.reach()))) continue;
            add(dimensions_);
            const Lanes* const extra = &bucket.extra[half];
            a += extra[0], b += extra[1], c += extra[2], e += extra[3];
            if (!any_within(least_of(a, b, c, e), all(nearest.reach()))) continue;
            const std::array<Lanes, 4> distance{a, b, c, e};
            for (std::size_t i = 0; i < 4 * lanes; ++i)
                if (const std::uint32_t member = bucket.member[half * lanes + i];
                    member != own_.member[point])
                    nearest.offer(distance[i / lanes][i % lanes], member);
        }
        reach_[point / lanes][point % lanes] = nearest.reach();
    }

    static Lanes least_of(Lanes a, Lanes b, Lanes c, Lanes d) {
        const Lanes ab = a < b ? a : b, cd = c < d ? c : d;
        return ab < cd ? ab : cd;
    }

    const std::vector<Bucket>& buckets_;
    const Bucket& own_;
    std::size_t dimensions_;
    std::vector<Nearest> nearest_;
    std::array<Lanes, bucket_size / lanes> reach_;  ///< of each point; -1 where there is none
};

}

std::vector<std::uint32_t> nearest_of_all(std::span<const NearestPoint> points, std::size_t count,
                                          unsigned threads) {
    std::vector<std::uint32_t> neighbours(points.size() * count);
    const Tree tree{points};
    for_each_item(tree.buckets().size(), threads, [&](std::size_t home) {
        const LeafSearch search{tree, home, count};
        const Bucket& own = tree.buckets()[home];
        for (std::size_t i = 0; i < own.size; ++i) {
            const auto found = search.nearest(i).members();
            std::copy(found.begin(), found.end(),
                      neighbours.begin() + static_cast<std::ptrdiff_t>(own.member[i] * count));
        }
    });
    return neighbours;
}

}
