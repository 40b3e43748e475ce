#include "feature_kit/dated.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace tarn::kit {
namespace {

const Date far_away = *Date::of(9999, 12, 31);

Date last_day(const DateRange& days) {
    return days.to.value_or(far_away);
}

std::optional<Date> date_in(const Cell& cell) {
    std::optional<Date> date;
    from_cell(date, cell);
    return date;
}

}

std::optional<DatedSpan> DatedSpan::as_known(Date on) const {
    if (recorded && *recorded > on) return std::nullopt;
    if (withdrawn && *withdrawn <= on) return std::nullopt;
    DatedSpan known = *this;
    known.withdrawn.reset();
    if (end_recorded && *end_recorded > on) {
        known.days.to.reset();
        known.end_recorded.reset();
    }
    return known;
}

bool DatedSpan::in_force(Date day, Date known_on) const {
    const auto known = as_known(known_on);
    return known && known->in_force(day);
}

bool DatedSpan::overlaps(const DatedSpan& other) const {
    return !withdrawn && !other.withdrawn && days.from <= last_day(other.days) &&
           other.days.from <= last_day(days);
}

DatedBase::DatedBase(const RecordBase& record, std::vector<std::string> key, std::string_view already,
                     DatedColumns columns)
    : record_(record), key_(std::move(key)), already_(already), columns_(std::move(columns)) {
    const auto day = [&](const std::string& name, bool optional) -> const Column* {
        if (name.empty()) return nullptr;
        const Column* found = record_.column(name);
        record_.require(
            found && found->kind == Kind::date && found->kept() && found->optional == optional,
            name + (optional ? " is no day that may be left out" : " is no day that is always there"));
        return found;
    };
    from_ = day(columns_.from, false);
    to_ = day(columns_.to, true);
    recorded_ = day(columns_.recorded, false);
    end_recorded_ = day(columns_.end_recorded, true);
    withdrawn_ = day(columns_.withdrawn, true);
    record_.require(from_ && to_, "dated rows have a first and a last day");
    record_.require((recorded_ == nullptr) == (end_recorded_ == nullptr),
                    "of both ends the recording is kept, or of none");
    record_.require(!withdrawn_ || recorded_, "rows are withdrawn where it is kept when they were recorded");
    for (const std::string& name : key_) {
        const Column* part = record_.column(name);
        record_.require(part != nullptr, "there is no column " + name + " in the key of its days");
        record_.require(!part->optional, name +
                                             " may be empty, so that it tells no rows apart in the key of "
                                             "its days");
    }
}

DatedSpan DatedBase::span_of(const void* row) const {
    const auto day = [&](const Column* column) {
        return column ? date_in(record_.cell_of(*column, row)) : std::nullopt;
    };
    return {{day(from_).value_or(Date{}), day(to_)}, day(recorded_), day(end_recorded_), day(withdrawn_)};
}

Sql DatedBase::not_withdrawn() const {
    return withdrawn_ ? Sql{columns_.withdrawn + " IS NULL"} : Sql{"1 = 1"};
}

Sql DatedBase::in_force(Date day) const {
    return both(
        {columns_.from + " <= $1 AND (" + columns_.to + " IS NULL OR " + columns_.to + " >= $1)", day},
        not_withdrawn());
}
Sql DatedBase::in_force(Date day, Date known_on) const {
    if (!recorded_) return in_force(day);
    const Sql known{fmt::format("{0} <= $1 AND {2} <= $2 AND ({1} IS NULL OR {1} >= $1 OR {3} > $2)",
                                columns_.from, columns_.to, columns_.recorded, columns_.end_recorded),
                    day, known_on};
    if (!withdrawn_) return known;
    return both(known, {fmt::format("({0} IS NULL OR {0} > $1)", columns_.withdrawn), known_on});
}

std::optional<Error> DatedBase::objection(const DatedSpan& span) const {
    if (span.days.to && *span.days.to < span.days.from)
        return Error{"The last day must not be before the first.", {}, columns_.to};
    if (!recorded_) return std::nullopt;
    record_.require(span.days.to.has_value() == span.end_recorded.has_value(),
                    "a row has its last day without the day that was recorded, or the other way round");
    if (span.end_recorded && *span.end_recorded < *span.recorded)
        return Error{"The day its end was known must not be before the day it was known itself.",
                     {},
                     columns_.end_recorded};
    return std::nullopt;
}

Sql DatedBase::of_same_key(storage::Reader& db, const void* row) const {
    Sql sql{"1 = 1"};
    for (const std::string& name : key_)
        sql += Sql{" AND " + name + " = $1", record_.value_of(db, *record_.column(name), row)};
    return sql;
}

Sql DatedBase::overlapping(const DatedSpan& span) const {
    return both({"(" + columns_.to + " IS NULL OR " + columns_.to + " >= $1) AND " + columns_.from + " <= $2",
                 span.days.from, last_day(span.days)},
                not_withdrawn());
}

Result<std::int64_t> DatedBase::begin_row(storage::Writer& db, const access::Viewer& viewer,
                                          const void* row) const {
    const DatedSpan span = span_of(row);
    if (auto why = objection(span)) return *std::move(why);
    // Who may not add learns nothing of what is there.
    if (!record_.may_write(db, viewer, row)) return record_.may_not();
    for (const storage::Row& other :
         record_.open_without_viewer(db, both(of_same_key(db, row), overlapping(span)))) {
        (void)other;
        return Error{already_, {}, columns_.from};
    }
    return record_.add_row(db, viewer, row);
}

/// Ends the rows of the key that would run on the day on which `next` begins.
Outcome DatedBase::end_before(storage::Writer& db, const access::Viewer& viewer, const void* next) const {
    const DatedSpan span = span_of(next);
    const Sql same = of_same_key(db, next);
    std::vector<std::shared_ptr<void>> running;
    const DatedSpan from_then_on{{span.days.from, {}}};
    for (const storage::Row& found : record_.open_without_viewer(db, both(same, overlapping(from_then_on)))) {
        running.push_back(record_.make_());
        record_.read(found, running.back().get());
        DatedSpan ended = span_of(running.back().get());
        if (ended.days.from >= span.days.from || ended.days.to) return Error{already_, {}, columns_.from};
        ended.days.to = span.days.from - 1;
        ended.end_recorded = span.recorded;
        if (const auto why = objection(ended))
            return Error{
                "This must not be recorded before the one that it follows was.", {}, columns_.recorded};
    }
    for (const auto& row : running) {
        RecordBase::put(*to_, to_cell(span.days.from - 1), row.get());
        if (end_recorded_) RecordBase::put(*end_recorded_, to_cell(span.recorded), row.get());
        std::vector<std::size_t> changed{to_->member.offset};
        if (end_recorded_) changed.push_back(end_recorded_->member.offset);
        if (auto ended = record_.update_row(db, viewer, row.get(), changed); !ended) return ended;
    }
    return Done{};
}

Result<std::int64_t> DatedBase::succeed_row(storage::Writer& db, const access::Viewer& viewer,
                                            const void* row) const {
    if (auto why = objection(span_of(row))) return *std::move(why);
    if (!record_.may_write(db, viewer, row)) return record_.may_not();
    for (const Column& column : record_.columns_)
        if (column.kept())
            if (auto why = record_.objection(column, row)) return *std::move(why);
    if (const auto ended = end_before(db, viewer, row); !ended) return ended.error();
    return record_.add_row(db, viewer, row);
}

Outcome DatedBase::end_row(storage::Writer& db, const access::Viewer& viewer, const void* row,
                           std::vector<std::size_t> also) const {
    const DatedSpan wanted = span_of(row);
    record_.require(wanted.days.to.has_value(), "a row is ended without a last day");
    const auto kept = record_.stored(db, viewer, integer_in(record_.cell_of(record_.key_column(), row)));
    if (!kept) return Error{"There is no such " + record_.noun() + ".", {}};
    DatedSpan ended = span_of(kept.get());
    if (ended.withdrawn) return Error{"This was withdrawn.", {}, columns_.to};
    if (ended.days.to) return Error{"This was already ended.", {}, columns_.to};
    ended.days.to = wanted.days.to;
    ended.end_recorded = wanted.end_recorded;
    if (auto why = objection(ended)) return *std::move(why);
    for (const Column* day : {to_, end_recorded_})
        if (day && std::ranges::find(also, day->member.offset) == also.end())
            also.push_back(day->member.offset);
    return record_.update_row(db, viewer, row, also);
}

Outcome DatedBase::withdraw_row(storage::Writer& db, const access::Viewer& viewer, void* row, Date on,
                                std::vector<std::size_t> also) const {
    record_.require(withdrawn_ != nullptr, "its rows cannot be withdrawn");
    const auto kept = record_.stored(db, viewer, integer_in(record_.cell_of(record_.key_column(), row)));
    if (!kept) return Error{"There is no such " + record_.noun() + ".", {}};
    const DatedSpan span = span_of(kept.get());
    if (span.withdrawn) return Error{"This was already withdrawn.", {}};
    const auto set = [&](const Column* column, Date day) {
        RecordBase::put(*column, to_cell(day), row);
        also.push_back(column->member.offset);
    };
    set(withdrawn_, on);
    if (!span.days.to) {
        set(to_, std::max(on, span.days.from));
        set(end_recorded_, on);
    }
    return record_.update_row(db, viewer, row, also);
}

std::vector<std::string> DatedBase::verify(storage::Reader& db) const {
    std::vector<std::string> faults;
    const std::string& id = record_.key_column().name;
    const auto report = [&](const std::string& condition, std::string_view sentence) {
        const Sql sql{
            fmt::format("SELECT {0} FROM {1} WHERE {2} ORDER BY {0}", id, record_.table(), condition)};
        for (const storage::Row& row : query(db, sql))
            faults.push_back(fmt::format("{} {} {}", record_.noun(), row.integer(0), sentence));
    };
    report(columns_.to + " < " + columns_.from, "ends before it begins");
    if (recorded_) {
        report(fmt::format("({} IS NULL) <> ({} IS NULL)", columns_.to, columns_.end_recorded),
               "has a last day without the day it was known, or the other way round");
        report(columns_.end_recorded + " < " + columns_.recorded,
               "had its end known before it was known itself");
    }
    if (withdrawn_)
        report(columns_.withdrawn + " < " + columns_.recorded, "was withdrawn before it was recorded");
    std::string same = "a." + id + " < b." + id;
    if (withdrawn_) same += fmt::format(" AND a.{0} IS NULL AND b.{0} IS NULL", columns_.withdrawn);
    for (const std::string& name : key_) same += fmt::format(" AND a.{0} = b.{0}", name);
    const Sql pairs{
        fmt::format("SELECT a.{0}, b.{0} FROM ({1}) AS a JOIN ({1}) AS b ON {2} AND a.{3} <= COALESCE(b.{4}, "
                    "'9999-12-31') AND b.{3} <= COALESCE(a.{4}, '9999-12-31') ORDER BY a.{0}, b.{0}",
                    id, record_.everything(), same, columns_.from, columns_.to)};
    for (const storage::Row& row : query(db, pairs))
        faults.push_back(fmt::format("{0} {1} and {0} {2} run on the same day", record_.noun(),
                                     row.integer(0), row.integer(1)));
    return faults;
}

}
