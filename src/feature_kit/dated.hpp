#pragma once
// Rows that are so from one day to another, and what was known of them when: one vocabulary for facts, posts,
// areas and allocations. Days are inclusive; no last day means still so.
//
//     const Dated<Post> post_days{posts, {"urn", "kind"}, "Somebody holds this post already."};
//     const Dated<Fact> fact_days{
//         facts, {"authority", "urn", "kind"}, "This is already recorded for one of those days.",
//         {.from = "began_on", .to = "ended_on", .recorded = "known_on", .end_recorded = "end_known_on"}};
//
//     post_days.begin(db, viewer, post)       refused where a row of the same key runs on one of its days
//     post_days.succeed(db, viewer, post)     ends the one before on the day before
//     post_days.end(db, viewer, post)         with its last day set
//     post_days.withdraw(db, viewer, post)    recorded by mistake: what is asked of days before still uses it
//     posts.where(db, viewer, both(Sql{"urn = $1", urn}, post_days.in_force(day)))
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "feature_kit/record.hpp"

namespace tarn::kit {

/// The four days of a row, without their table. Where a table keeps no days of recording, all was always
/// known.
struct DatedSpan {
    DateRange days;
    std::optional<Date> recorded{};
    std::optional<Date> end_recorded{};
    std::optional<Date> withdrawn{};  ///< from this day on it is known to have been recorded by mistake

    /// As it stood in the records at the end of a day; empty: not yet recorded. An end that was recorded
    /// later is missing.
    std::optional<DatedSpan> as_known(Date on) const;
    bool in_force(Date day) const { return !withdrawn && days.contains(day); }
    bool in_force(Date day, Date known_on) const;
    bool overlaps(const DatedSpan& other) const;
};

/// What the columns are called; an empty name: the table has no such column.
struct DatedColumns {
    std::string from = "valid_from";
    std::string to = "valid_to";
    std::string recorded = "recorded_on";
    std::string end_recorded = "end_recorded_on";
    std::string withdrawn{};  ///< where rows can be withdrawn
};
/// Of tables that keep no days of recording.
inline DatedColumns without_recording() {
    return {.recorded = "", .end_recorded = ""};
}

class DatedBase {
  public:
    /// Conditions on the record's columns.
    Sql in_force(Date day) const;
    Sql in_force(Date day, Date known_on) const;
    /// Rows that end before they begin, whose end was recorded before they were, and rows of one key that run
    /// on the same day.
    std::vector<std::string> verify(storage::Reader& db) const;

  protected:
    /// Throws std::invalid_argument when the columns are not there or are no days. The record must outlive
    /// it.
    DatedBase(const RecordBase& record, std::vector<std::string> key, std::string_view already,
              DatedColumns columns);

    DatedSpan span_of(const void* row) const;
    Result<std::int64_t> begin_row(storage::Writer& db, const access::Viewer& viewer, const void* row) const;
    Result<std::int64_t> succeed_row(storage::Writer& db, const access::Viewer& viewer,
                                     const void* row) const;
    Outcome end_row(storage::Writer& db, const access::Viewer& viewer, const void* row,
                    std::vector<std::size_t> also) const;
    Outcome withdraw_row(storage::Writer& db, const access::Viewer& viewer, void* row, Date on,
                         std::vector<std::size_t> also) const;

  private:
    std::optional<Error> objection(const DatedSpan& span) const;
    Sql of_same_key(storage::Reader& db, const void* row) const;
    Sql overlapping(const DatedSpan& span) const;
    Sql not_withdrawn() const;
    Outcome end_before(storage::Writer& db, const access::Viewer& viewer, const void* next) const;

    const RecordBase& record_;
    std::vector<std::string> key_;
    std::string already_;
    DatedColumns columns_;
    const Column *from_, *to_, *recorded_, *end_recorded_, *withdrawn_;
};

template <class T>
class Dated : public DatedBase {
  public:
    using Key = typename Record<T>::Key;

    /// `key`: the columns, none of them optional, of which only one row may run at a time; `already` is said
    /// of a second one.
    Dated(const Record<T>& record, std::vector<std::string> key, std::string_view already,
          DatedColumns columns = {})
        : DatedBase(record, std::move(key), already, std::move(columns)) {}

    DatedSpan span(const T& row) const { return span_of(&row); }

    /// Refused like Record::add, for days in the wrong order and where another row runs.
    Result<Key> begin(storage::Writer& db, const access::Viewer& viewer, const T& row) const {
        return typed(begin_row(db, viewer, &row));
    }
    /// The row that runs until now ends on the day before, recorded on the day the new one is. Refused where
    /// one is recorded from the same day or a later one, where the one that runs has a last day already, and
    /// where it was recorded after the new one.
    Result<Key> succeed(storage::Writer& db, const access::Viewer& viewer, const T& row) const {
        return typed(succeed_row(db, viewer, &row));
    }
    /// Writes the last day that `row` has, the day its end was recorded and the columns named. Refused for a
    /// row that the viewer may not change, has ended already or would end before it began.
    Outcome end(storage::Writer& db, const access::Viewer& viewer, const T& row,
                std::initializer_list<Field<T>> also = {}) const {
        std::vector<std::size_t> offsets;
        for (const Field<T>& field : also) offsets.push_back(field.offset);
        return end_row(db, viewer, &row, std::move(offsets));
    }
    /// From the day `on` the row counts for nothing, and another may run on its days; answers of days before
    /// stay as they were. The row is kept. One that runs is over on that day. Writes the columns named too.
    Outcome withdraw(storage::Writer& db, const access::Viewer& viewer, T row, Date on,
                     std::initializer_list<Field<T>> also = {}) const {
        std::vector<std::size_t> offsets;
        for (const Field<T>& field : also) offsets.push_back(field.offset);
        return withdraw_row(db, viewer, &row, on, std::move(offsets));
    }

  private:
    static Result<Key> typed(const Result<std::int64_t>& added) {
        if (!added) return added.error();
        return Key{*added};
    }
};

}
