#include "rating/level_counts.hpp"

#include <algorithm>
#include <map>

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

/// The decided level of each URN on the day, whoever asks: nothing of it leaves this file but counts.
std::map<Urn, Level> levels_on(storage::Reader& db, AuthorityCode authority, Date day) {
    std::map<Urn, Level> levels;
    for (const auto& row :
         db.query("SELECT urn, level FROM decision WHERE authority = $1 AND effective_on <= $2 "
                  "ORDER BY urn, effective_on, id",
                  authority, day))
        if (const auto level = parse_level(row.text(1))) levels.insert_or_assign(row.urn(0), *level);
    return levels;
}

std::size_t column_of(const std::map<Urn, Level>& levels, const schools::Register& schools, Urn urn) {
    for (const Urn each : urns_of(schools, urn))
        if (const auto found = levels.find(each); found != levels.end()) return column_of(found->second);
    return no_level;
}

}

std::vector<ToldArea> told_areas(storage::Reader& db, const people::Viewer& viewer, Runs& runs, Date as_at) {
    if (!viewer.may(people::Permission::level_counts)) return {};
    const auto schools = runs.register_of(db);
    const auto levels = levels_on(db, viewer.authority(), as_at);
    const auto areas = schools::areas(db, viewer.authority());
    std::vector<LevelCounts> counts(areas.size() + 1, LevelCounts{});
    std::map<Urn, std::size_t> area_of;
    for (std::size_t i = 0; i < areas.size(); ++i)
        for (const Urn urn : schools::schools_of_area(db, areas[i].id, as_at)) area_of[urn] = i + 1;
    for (const schools::School* school : schools->open_in(viewer.authority(), as_at)) {
        const std::size_t column = column_of(levels, *schools, school->urn);
        ++counts[0][column];
        if (const auto at = area_of.find(school->urn); at != area_of.end()) ++counts[at->second][column];
    }
    std::vector<ToldArea> told;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        int sum = 0;
        for (const int count : counts[i]) sum += count;
        told.push_back({i == 0 ? "The whole authority" : areas[i - 1].name, sum, told_row(counts[i])});
    }
    return told;
}

}
