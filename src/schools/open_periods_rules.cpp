#include "schools/open_periods_rules.hpp"

#include <algorithm>

#include "schools/types_rules.hpp"

namespace tarn::schools {

namespace {

/// A year's figures show that a school was open at some time of the year, so they speak for its first months
/// only.
constexpr std::int32_t annual_days = 300;
/// The performance tables' register was compiled in March 2020, but the dates in it end in November 2019.
constexpr std::int32_t performance_register_days = 130;
/// A file compiled a little later than its facts may still show as open what closed before its own date.
constexpr std::int32_t compilation_days = 60;

std::optional<Date> day_in(std::string_view text) {
    const auto date = Date::parse_published(text);
    // GIAS writes 1 January 1900 where it does not know.
    if (!date || *date <= School::first_day()) return std::nullopt;
    return date;
}

bool shows_existence(const Statements& table) {
    switch (table.source) {
        case Source::local:
            return table.says(Field::status);
        case Source::links:
        case Source::fact_school:
        case Source::postcodes:
            return false;
        default:
            return true;
    }
}

std::int32_t delay_of(Source source) {
    switch (source) {
        case Source::absence:
        case Source::performance_tables:
            return annual_days;
        case Source::school_details_2018:
            return performance_register_days;
        default:
            return 0;
    }
}

void see(OpenPeriod& open_period, const Statements& table, Status status) {
    if (status == Status::proposed_to_open) return;
    open_period.exists = true;
    if (status == Status::closed) {
        if (!open_period.seen_closed || table.snapshot < *open_period.seen_closed)
            open_period.seen_closed = table.snapshot;
        return;
    }
    const Date day = table.snapshot - delay_of(table.source);
    if (!open_period.first_open || day < *open_period.first_open) open_period.first_open = day;
    if (!open_period.last_open || day > *open_period.last_open) {
        open_period.last_open = day;
        open_period.proposed_to_close = status == Status::proposed_to_close;
    }
}

}

OpenPeriod open_period_of(const std::vector<Statements>& tables, std::span<const RowRef> rows) {
    OpenPeriod open_period;
    for (const RowRef ref : rows) {
        const Statements& table = tables[ref.table];
        if (!shows_existence(table)) continue;
        see(open_period, table, parse_status(table.at(Field::status, ref.row)).value_or(Status::open));
    }
    for (const RowRef ref : rows) {
        const Statements& table = tables[ref.table];
        if (!open_period.opened) open_period.opened = day_in(table.at(Field::opened, ref.row));
        // A closure that a later file contradicts was planned and did not happen.
        const auto closed = day_in(table.at(Field::closed, ref.row));
        const bool contradicted =
            closed && open_period.last_open && *open_period.last_open > *closed + compilation_days;
        if (!open_period.closed && !contradicted) open_period.closed = closed;
    }
    return open_period;
}

namespace {

bool complete_for(Source source, Group group) {
    switch (source) {
        case Source::census:
        case Source::ofsted_mi:
            return group != Group::none;
        case Source::gias_2022:
            return group == Group::mainstream;
        case Source::school_details_2018:
        case Source::school_information:
        case Source::datawookie:
            return group == Group::mainstream || group == Group::special;
        default:
            return false;
    }
}

/// Fewer rows than this are somebody's extract, not a register of the authority. The Isles of Scilly have one
/// school.
constexpr std::uint32_t fewest_of_a_register = 1;

}

Coverage::Coverage(const std::vector<Statements>& tables, const Rows& rows,
                   std::vector<std::int16_t> families, std::vector<Group> groups)
    : tables_(tables), rows_(rows), families_(std::move(families)), groups_(std::move(groups)) {
    listed_.resize(tables.size());
    for (std::size_t school = 0; school < rows.size(); ++school) {
        for (const RowRef ref : rows.of(school)) {
            const auto family = static_cast<std::size_t>(families_[school]);
            ++listed_[ref.table][family][static_cast<std::size_t>(groups_[school])];
        }
    }
}

bool Coverage::should_list(std::size_t table, std::size_t school) const {
    const Group group = groups_[school];
    const auto family = static_cast<std::size_t>(families_[school]);
    return family != 0 && complete_for(tables_[table].source, group) &&
           listed_[table][family][static_cast<std::size_t>(group)] >= fewest_of_a_register;
}

bool Coverage::lists(std::size_t table, std::size_t school) const {
    const auto rows = rows_.of(school);
    return std::any_of(rows.begin(), rows.end(), [&](const RowRef ref) { return ref.table == table; });
}

std::optional<Date> Coverage::first_absence_after(std::size_t school, Date day) const {
    std::optional<Date> found;
    for (std::size_t table = 0; table < tables_.size(); ++table) {
        const Date snapshot = tables_[table].snapshot;
        if (snapshot <= day || (found && snapshot >= *found)) continue;
        if (should_list(table, school) && !lists(table, school)) found = snapshot;
    }
    return found;
}

std::optional<Date> Coverage::last_absence_before(std::size_t school, Date day) const {
    std::optional<Date> found;
    for (std::size_t table = 0; table < tables_.size(); ++table) {
        const Date snapshot = tables_[table].snapshot;
        if (snapshot >= day || (found && snapshot <= *found)) continue;
        if (should_list(table, school) && !lists(table, school)) found = snapshot;
    }
    return found;
}

void Coverage::liken(std::size_t school, std::size_t other) {
    families_[school] = families_[other];
    groups_[school] = groups_[other];
}

Date assumed_closure(const OpenPeriod& open_period, Date gone_by) {
    const Date seen = open_period.last_open.value_or(gone_by - 1);
    const Date year_end = SchoolYear::containing(seen).last_day();
    if (open_period.proposed_to_close && year_end < gone_by) return std::max(seen, year_end);
    const Date last_year_end = SchoolYear::containing(gone_by - 1).first_day() - 1;
    return last_year_end >= seen ? last_year_end : gone_by - 1;
}

void settle_by_silence(OpenPeriod& open_period, std::size_t school, const Coverage& coverage) {
    if (!open_period.opened && open_period.first_open) {
        if (const auto absent = coverage.last_absence_before(school, *open_period.first_open)) {
            const Date next_year = SchoolYear::containing(*absent).last_day() + 1;
            open_period.opened = std::min(next_year, *open_period.first_open);
            open_period.infer(Inference::opened_by_absence);
        }
    }
    if (!open_period.opened) open_period.infer(Inference::opened_unknown);
    if (open_period.closed) return;
    auto gone_by = open_period.seen_closed &&
                           (!open_period.last_open || *open_period.seen_closed > *open_period.last_open)
                       ? open_period.seen_closed
                       : std::nullopt;
    const Date after = open_period.last_open.value_or(open_period.opened.value_or(School::first_day()));
    if (const auto absent = coverage.first_absence_after(school, after);
        absent && (!gone_by || *absent < *gone_by)) {
        gone_by = absent;
    }
    if (!gone_by) return;
    open_period.closed = assumed_closure(open_period, *gone_by);
    open_period.infer(Inference::closed_by_absence);
}

}
