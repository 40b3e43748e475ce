#include "analytics/as_at.hpp"

#include <algorithm>
#include <charconv>

namespace tarn::analytics {
namespace {

// Longer chains than this in the links file are loops.
constexpr int longest_line = 6;
constexpr Date end_of_time = Date::from_days(1'000'000);

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

void add_predecessors(const Snapshot& snapshot, SchoolIndex index, Date until, int depth,
                      std::vector<Ancestor>& line) {
    const School& school = snapshot.schools[index];
    if (depth == longest_line) return;
    const Date before = school.opened ? std::min(until, *school.opened) : until;
    for (const SchoolIndex predecessor : school.predecessors) {
        const bool seen =
            std::any_of(line.begin(), line.end(), [&](const Ancestor& a) { return a.school == predecessor; });
        if (seen) continue;
        line.push_back({predecessor, before, false});
        add_predecessors(snapshot, predecessor, before, depth + 1, line);
    }
}

/// What one record says in one period: the first source that is not blank.
Cell said_by(const View& view, const PublicPeriod& period, SchoolIndex school) {
    Cell cell;
    for (const std::uint32_t index : period.series) {
        const Series& series = view.series(index);
        const auto place = view.place(index, school);
        const Missing missing = place ? series.missing[*place] : Missing::not_in_release;
        if (missing == Missing::not_in_release) continue;
        if (missing == Missing::blank) {
            if (cell.missing == Missing::not_in_release) cell.missing = Missing::blank, cell.series = index;
            continue;
        }
        cell.missing = missing;
        cell.series = index;
        cell.value = series.values[*place];
        if (!series.n.empty()) cell.n = series.n[*place];
        return cell;
    }
    return cell;
}

bool known(const Inspection& inspection, Date as_at) {
    return inspection.known_from <= as_at && (!inspection.known_to || as_at <= *inspection.known_to);
}

}

std::optional<PeriodDates> period_dates(std::string_view period, unsigned year_ends_month) {
    if (period.size() != 7) return std::nullopt;
    const auto year = number(period.substr(0, 4)), part = number(period.substr(5));
    if (!year || !part) return std::nullopt;
    if (period[4] == '/') {
        const auto first = Date::of(*year, year_ends_month % 12 + 1, 1);
        if (!first) return std::nullopt;
        return PeriodDates{*first, add_months(*first, 12) - 1};
    }
    const auto first = period[4] == '-' ? Date::of(*year, static_cast<unsigned>(*part), 1) : std::nullopt;
    if (!first) return std::nullopt;
    return PeriodDates{*first, add_months(*first, 1) - 1};
}

bool open_on(const School& school, Date date) {
    return (!school.opened || *school.opened <= date) && (!school.closed || *school.closed > date);
}

std::vector<Ancestor> line_of(const Snapshot& snapshot, SchoolIndex school) {
    std::vector<Ancestor> line{{school, end_of_time, true}};
    add_predecessors(snapshot, school, end_of_time, 0, line);
    return line;
}

Population::Population(const Snapshot& snapshot, Date day) {
    line_begin_.push_back(0);
    std::vector<Ancestor> line;
    for (SchoolIndex i = 0; i < snapshot.schools.size(); ++i) {
        const School& school = snapshot.schools[i];
        if (!school.state_funded || school.phase == Phase::sixteen_plus || !open_on(school, day)) continue;
        line.assign({{i, end_of_time, true}});
        add_predecessors(snapshot, i, end_of_time, 0, line);
        schools_.push_back(i);
        phases_.push_back(school.phase);
        line_.insert(line_.end(), line.begin(), line.end());
        line_begin_.push_back(static_cast<std::uint32_t>(line_.size()));
    }
}

std::vector<PublicPeriod> known_periods(const View& view, std::string_view measure, Date as_at,
                                        std::string_view comparable_from, unsigned year_ends_month) {
    std::vector<PublicPeriod> periods;
    for (const std::uint32_t number : view.of_measure(measure)) {
        const Series& series = view.series(number);
        const bool public_then =
            series.known_from <= as_at && (!series.known_to || as_at <= *series.known_to);
        const auto dates = period_dates(series.period, year_ends_month);
        if (!public_then || !dates || series.period < comparable_from) continue;
        if (periods.empty() || periods.back().period != series.period)
            periods.push_back({series.period, *dates, {}});
        periods.back().series.push_back(number);
    }
    std::reverse(periods.begin(), periods.end());
    return periods;
}

Cell value_as_at(const View& view, const PublicPeriod& period, std::span<const Ancestor> line) {
    Cell own;
    for (const Ancestor& record : line) {
        if (!record.self && period.dates.first >= record.until) continue;
        Cell cell = said_by(view, period, record.school);
        cell.from_predecessor = !record.self;
        if (cell) return cell;
        if (own.missing == Missing::not_in_release) own = cell;
    }
    return own;
}

std::optional<double> known_aggregate(const Snapshot& snapshot, std::string_view measure,
                                      std::string_view period, std::string_view level, Date as_at) {
    const Aggregate* newest = nullptr;
    for (const Aggregate& aggregate : snapshot.aggregates)
        if (aggregate.measure == measure && aggregate.period == period && aggregate.level == level &&
            !aggregate.authority && aggregate.known_from <= as_at &&
            (!newest || std::pair{newest->known_from, newest->release} <=
                            std::pair{aggregate.known_from, aggregate.release}))
            newest = &aggregate;
    return newest ? std::optional{newest->value} : std::nullopt;
}

std::vector<KnownInspection> known_inspections(const Snapshot& snapshot, std::span<const Ancestor> line,
                                               Date as_at) {
    std::vector<KnownInspection> found;
    for (const Ancestor& record : line)
        for (const Inspection& inspection : snapshot.inspections_of(record.school))
            if (inspection.graded && known(inspection, as_at) && inspection.held < record.until)
                found.push_back({&inspection, !record.self});
    std::stable_sort(found.begin(), found.end(), [](const KnownInspection& a, const KnownInspection& b) {
        return a.inspection->held > b.inspection->held;
    });
    // Two files may tell of the same visit.
    const auto same_day = [](const KnownInspection& a, const KnownInspection& b) {
        return a.inspection->held == b.inspection->held;
    };
    found.erase(std::unique(found.begin(), found.end(), same_day), found.end());
    return found;
}

}
