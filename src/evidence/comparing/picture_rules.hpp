#pragma once
// England on one day as comparisons of schools need it: who was open, and whose similar schools are whose.
#include <algorithm>
#include <memory>
#include <optional>

#include "analytics/as_at.hpp"
#include "analytics/similar.hpp"
#include "base/recent_answers.hpp"

namespace tarn::evidence {

/// England's similar schools of one day.
struct Picture {
    std::shared_ptr<const analytics::Snapshot> snapshot;
    Date as_at;
    analytics::Population population;
    analytics::SimilarSchools similar;
    Picture(std::shared_ptr<const analytics::Snapshot> from, Date day, std::size_t count)
        : snapshot(std::move(from)),
          as_at(day),
          population(*snapshot, day),
          similar(*snapshot, population, day, {.count = count}) {}

    const analytics::School& school(std::uint32_t member) const {
        return snapshot->schools[population.school(member)];
    }
    std::optional<std::uint32_t> member(Urn urn) const {
        const auto index = snapshot->find(urn);
        const auto all = population.schools();
        const auto at = index ? std::lower_bound(all.begin(), all.end(), *index) : all.end();
        if (at == all.end() || *at != *index) return std::nullopt;
        return static_cast<std::uint32_t>(at - all.begin());
    }
};

/// One takes most of a second, and every school of the day shares it. Safe from any thread.
class Pictures {
  public:
    std::shared_ptr<const Picture> of(const std::shared_ptr<const analytics::Snapshot>& snapshot, Date as_at,
                                      std::size_t count) {
        return recent_.of({snapshot, as_at, count},
                          [&] { return std::make_shared<const Picture>(snapshot, as_at, count); });
    }

  private:
    struct Key {
        std::shared_ptr<const analytics::Snapshot> snapshot;
        Date as_at;
        std::size_t count;
        bool operator==(const Key&) const = default;
    };
    RecentAnswers<Key, Picture> recent_{4};
};

}
