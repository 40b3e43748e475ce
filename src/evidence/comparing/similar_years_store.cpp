#include "evidence/comparing/similar_years_store.hpp"

#include <algorithm>

#include "analytics/similar.hpp"
#include "schools/schools.hpp"

namespace tarn::evidence {
namespace {

/// Every number that the school had before it converted, its own first.
std::vector<Urn> line_of(const schools::Register& schools, Urn urn) {
    std::vector<Urn> line{urn};
    for (std::size_t i = 0; i < line.size(); ++i)
        for (const auto& before : schools.predecessors(line[i]))
            if (before.kind == schools::Succession::conversion &&
                std::find(line.begin(), line.end(), before.other) == line.end())
                line.push_back(before.other);
    return line;
}

std::span<const Urn> set_of(const schools::Register& schools, Urn urn, const YearSet& year) {
    for (const Urn each : line_of(schools, urn))
        if (year.holds(each)) return year.of(each);
    return {};
}

bool same_school(const schools::Register& schools, Urn one, Urn other) {
    const auto among = [](const std::vector<Urn>& line, Urn urn) {
        return std::find(line.begin(), line.end(), urn) != line.end();
    };
    return one == other || among(line_of(schools, one), other) || among(line_of(schools, other), one);
}

}

YearSet::YearSet(const analytics::Snapshot& snapshot, Date as_at, std::size_t count)
    : as_at_(as_at), count_(count) {
    const analytics::Population population{snapshot, as_at};
    const analytics::SimilarSchools similar{snapshot, population, as_at, {.count = count}};
    period_ = similar.period();
    for (std::uint32_t member = 0; member < population.size(); ++member) {
        if (similar.of(member).empty()) continue;
        schools_.push_back(snapshot.schools[population.school(member)].urn);
        for (const std::uint32_t other : similar.of(member))
            similar_.push_back(snapshot.schools[population.school(other)].urn);
    }
}

bool YearSet::holds(Urn urn) const {
    return std::binary_search(schools_.begin(), schools_.end(), urn);
}

std::span<const Urn> YearSet::of(Urn urn) const {
    if (!holds(urn)) return {};
    const auto at = std::lower_bound(schools_.begin(), schools_.end(), urn) - schools_.begin();
    return std::span{similar_}.subspan(static_cast<std::size_t>(at) * count_, count_);
}

std::shared_ptr<const YearSet> YearSets::of(storage::Reader& db, const schools::Register& schools, Date as_at,
                                            std::size_t count) {
    // The snapshot of a past day is wanted for this alone and is let go of at once: each holds all of
    // England.
    return sets_.of({generation(db), schools.generation(), as_at, count}, [&] {
        return std::make_shared<const YearSet>(*snapshot(db, schools, as_at), as_at, count);
    });
}

YearChange change_of(const schools::Register& schools, Urn school, const YearSet& year,
                     const YearSet& before) {
    const auto now = set_of(schools, school, year), then = set_of(schools, school, before);
    YearChange change{.as_at = year.as_at(), .period = year.period(), .joined = {}, .left = {}};
    change.known = !now.empty();
    change.before = !then.empty();
    if (!change.known || !change.before) return change;
    const auto in = [&](std::span<const Urn> set, Urn urn) {
        return std::any_of(set.begin(), set.end(), [&](Urn each) { return same_school(schools, each, urn); });
    };
    for (const Urn urn : now)
        if (in(then, urn))
            ++change.stayed;
        else
            change.joined.push_back(urn);
    for (const Urn urn : then)
        if (!in(now, urn)) change.left.push_back(urn);
    return change;
}

std::vector<Date> firsts_of_september(Date day, int years) {
    int year = day.year();
    if (day < *Date::of(year, 9, 1)) --year;
    std::vector<Date> days;
    for (int i = 0; i < years; ++i) days.push_back(*Date::of(year - i, 9, 1));
    return days;
}

}
