#include "rating/level_counts_store.hpp"

#include <algorithm>
#include <map>

#include "access/viewer.hpp"
#include "rating/board.hpp"
#include "rating/rating_lines.hpp"

namespace tarn::rating {
namespace {

constexpr std::size_t no_level = 3;

std::size_t column_of(Level level) {
    switch (level) {
        case Level::red:
            return 0;
        case Level::amber:
            return 1;
        case Level::green:
            return 2;
        case Level::not_enough_evidence:
            break;
    }
    return no_level;
}

}

std::vector<AreaCounts> area_counts(storage::Reader& db, const access::Viewer& viewer, Runs& runs,
                                    Date as_at) {
    if (!viewer.may(access::Permission::level_counts)) return {};
    const auto schools = runs.register_of(db);
    const auto levels = runs.decided(db, viewer.authority(), as_at);
    const auto areas = schools::areas(db, viewer.authority());
    std::vector<LevelCounts> counts(areas.size() + 1, LevelCounts{});
    std::map<Urn, std::size_t> area_of;
    for (std::size_t i = 0; i < areas.size(); ++i)
        for (const Urn urn : schools::schools_of_area(db, areas[i].id, as_at)) area_of[urn] = i + 1;
    for (const schools::School* school : schools->open_in(viewer.authority(), as_at)) {
        const auto level =
            levels->counted(viewer, school->urn, [&] { return earlier_urns(*schools, school->urn); });
        const std::size_t column = level ? column_of(*level) : no_level;
        ++counts[0][column];
        if (const auto at = area_of.find(school->urn); at != area_of.end()) ++counts[at->second][column];
    }
    const bool sees_each = viewer.may(access::Permission::levels_authority);
    std::vector<AreaCounts> shown;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        int sum = 0;
        for (const int count : counts[i]) sum += count;
        shown.push_back({i == 0 ? "The whole authority" : areas[i - 1].name, sum,
                         sees_each ? std::optional{counts[i]} : std::nullopt, rounded_row(counts[i])});
    }
    return shown;
}

}
