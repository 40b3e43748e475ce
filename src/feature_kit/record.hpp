#pragma once
// A record: one struct, one table, and who may see its rows, declared once.
//
//     const Record<Visit> visits{
//         "visit", "A visit offered to a school",
//         {key("id", &Visit::id), owner("authority", &Visit::authority), ...},  // all kinds: columns.hpp
//         called("visit"), seen_with(visits_read), written_with(visits_write, "Advisers offer visits."),
//         kept_after(latest_of("held_on"))};
//
//     visits.find(db, viewer, id)                           what is out of scope is not there
//     visits.where(db, viewer, "offered_on >= $1 ORDER BY id", day)
//     visits.page(db, viewer, query)                        filtered, sorted and cut in SQL: record_query.hpp
//     visits.like(db, viewer, typed, {&Visit::focus}, 10)   those that a search finds, best first
//     visits.add(db, viewer, visit)                         checked, written, sealed
//     visits.update(db, viewer, visit, {&Visit::held_on})   these columns and no other
//
// Clauses see the record's columns under their names, derived ones too, and only rows that the viewer may
// see: the scope stands in a subquery below them. A wrong declaration throws std::invalid_argument when it is
// made or, where only the schema can tell, in check().
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/search_text.hpp"
#include "feature_kit/columns.hpp"
#include "feature_kit/record_query.hpp"
#include "feature_kit/retention.hpp"
#include "feature_kit/viewer.hpp"

namespace tarn::kit {

// What is said of a record beside its columns.

/// The word for one row in sentences: "There is no such note."
struct Called {
    std::string noun;
};
inline Called called(std::string_view noun) {
    return {std::string{noun}};
}
/// Rows of the viewer's authority and, where the permission reaches schools only, of the viewer's own
/// schools.
struct SeenWith {
    access::Permission permission;
};
inline SeenWith seen_with(access::Permission permission) {
    return {permission};
}
/// Who adds and changes rows; the sentence is for everybody else. Without it: whoever sees a row, which is
/// refused where the rows of every authority are seen.
struct WrittenWith {
    access::Permission permission;
    std::string refusal;
};
inline WrittenWith written_with(access::Permission permission, std::string_view refusal) {
    return {permission, std::string{refusal}};
}
/// A further condition on the table's columns, on top of the scope; an empty one lets all through. Rows that
/// it hides cannot be added either, nor changed into. It is also what lets viewers with own schools see and
/// write rows of a record that has no school.
struct OnlyIf {
    std::function<Sql(const access::Viewer&)> condition;
};
inline OnlyIf only_if(std::function<Sql(const access::Viewer&)> condition) {
    return {std::move(condition)};
}
/// What columns may say together: Done, or what is wrong and at which column. Asked of each row that is added
/// or changed, and by `tarn verify`.
template <class T>
struct Consistent {
    Outcome (*rule)(const T&);
};
template <class T>
Consistent<T> consistent(Outcome (*rule)(const T&)) {
    return {rule};
}
struct LatestOf {
    std::vector<std::string> columns;
};
template <class... Names>
LatestOf latest_of(const Names&... columns) {
    return {{std::string{columns}...}};
}
/// A row is kept for the period that schemes/retention.toml gives its table, after the latest of the days;
/// for ever while the first of them is empty. `along`: columns that refer to it and whose rows go with it.
struct KeptAfter {
    std::vector<std::string> columns, along;
};
inline KeptAfter kept_after(LatestOf latest, std::vector<std::string> along = {}) {
    return {std::move(latest.columns), std::move(along)};
}

/// Rows carry a keyed checksum, and their table stands in sealed_table, unless this is said.
struct Unsealed {};
constexpr Unsealed unsealed() {
    return {};
}

namespace parts {
template <class T, class Said>
inline constexpr bool is_of = true;
template <class T, class Other>
inline constexpr bool is_of<T, Consistent<Other>> = std::is_same_v<T, Other>;
}

/// One cell as people read it in exports and answers to those whose data it is.
struct Shown {
    std::string title;
    std::string text;            ///< codes as their titles, dates as "1 September 2020", flags as Yes and No
    std::optional<Date> date{};  ///< of dates and instants, for spreadsheets
    std::optional<double> number{};  ///< of numbers and URNs
};
using ShownRow = std::vector<Shown>;
Shown show(const Column& column, const Cell& cell);

/// A record without its type: what `tarn verify`, retention and subject access need of every one.
class RecordBase {
  public:
    const std::string& table() const { return table_; }
    const std::string& title() const { return title_; }
    const std::string& noun() const { return noun_; }
    const std::vector<Column>& columns() const { return columns_; }
    const Column* column(std::string_view name) const;  ///< null when there is none of that name
    /// The column of a member; throws std::invalid_argument when the record has none.
    const Column& column_at(std::size_t offset) const;
    const Column& key_column() const { return columns_[key_]; }
    /// What somebody needs to see any row at all.
    Permission seen_permission() const { return rules_.seen->permission; }

    /// Whether the permission of the viewer reaches the school and authority to which the row belongs.
    bool reached(storage::Reader& db, const access::Viewer& viewer, access::Permission permission,
                 const void* row) const;
    /// The row as the trail calls it: "school:100000" when it names a school, else by its noun and key.
    std::string object_of(const void* row) const;

    /// At start: throws std::invalid_argument when table, columns or a derived column's SQL do not fit the
    /// schema, or when rows without an authority or school would be asked for one.
    void check(storage::Reader& db) const;
    /// Sentences about rows that break what is declared: unknown codes, texts too long or blank, unreadable
    /// days, persons and schools that do not exist, derived columns whose SQL and C++ differ.
    std::vector<std::string> verify(storage::Reader& db,
                                    const std::function<bool(Urn)>& school_is_known = {}) const;
    /// Empty when no end of its rows was declared.
    std::optional<Retention> retention() const;
    /// Rows that name the person in any column, for an answer to a subject access request; no Viewer, since
    /// it is put together by whoever answers for the data.
    std::vector<ShownRow> about(storage::Reader& db, PersonId person) const;

  protected:
    struct Rules {
        std::string noun{};
        std::optional<SeenWith> seen{};
        std::optional<WrittenWith> written{};
        std::function<Sql(const access::Viewer&)> only_if{};
        KeptAfter kept{};
        std::function<Outcome(const void*)> consistent{};
        bool sealed = true;
        void take(Called said) { noun = std::move(said.noun); }
        void take(SeenWith said) { seen = said; }
        void take(WrittenWith said) { written = std::move(said); }
        void take(OnlyIf said) { only_if = std::move(said.condition); }
        template <class T>
        void take(Consistent<T> said) {
            consistent = [rule = said.rule](const void* row) { return rule(*static_cast<const T*>(row)); };
        }
        void take(KeptAfter said) { kept = std::move(said); }
        void take(Unsealed) { sealed = false; }
    };
    using Make = std::shared_ptr<void> (*)();

    RecordBase(std::string_view table, std::string_view title, std::vector<Column> columns, Rules rules,
               Make make);

    storage::Rows open(storage::Reader& db, const access::Viewer& viewer, const Sql& clause) const;
    storage::Rows open_without_viewer(storage::Reader& db, const Sql& clause) const;
    storage::Rows open_page(storage::Reader& db, const access::Viewer& viewer, const ListQuery& query) const;
    std::int64_t count_matching(storage::Reader& db, const access::Viewer& viewer,
                                const ListQuery& query) const;
    /// Keys of the rows whose columns meet what was typed, best first, then latest first.
    struct Likely {
        std::int64_t key = 0;
        double likeness = 0;
    };
    std::vector<Likely> likely(storage::Reader& db, const access::Viewer& viewer, const SearchText& typed,
                               const std::vector<std::size_t>& offsets, std::size_t limit,
                               std::string_view kind) const;
    void read(const storage::Row& from, void* row) const;
    Result<std::int64_t> add_row(storage::Writer& db, const access::Viewer& viewer, const void* row) const;
    Outcome update_row(storage::Writer& db, const access::Viewer& viewer, const void* row,
                       const std::vector<std::size_t>& offsets) const;
    ShownRow shown(const void* row) const;
    void fill_sample(void* row, unsigned variant) const;
    unsigned sample_count() const;
    std::vector<std::string> derived_differences_of(storage::Reader& db,
                                                    const std::vector<const void*>& rows) const;
    Cell cell_of(const Column& column, const void* row) const;

  private:
    friend class DatedBase;  // dated.hpp: begins and ends rows

    void require(bool holds, const std::string& otherwise) const;
    void check_declaration() const;
    /// Every row of the table, derived columns included: what scopes and clauses are put around.
    const std::string& everything() const { return everything_; }
    Sql scope(const access::Viewer& viewer) const;
    Sql visible(const access::Viewer& viewer) const;
    Sql matching(const ListQuery& query) const;
    Sql select(const Sql& from, const Sql& clause) const;
    Sql as_table(const void* row) const;
    Cell value_of(storage::Reader& db, const Column& column, const void* row) const;
    std::optional<AuthorityCode> owner_of(storage::Reader& db, const void* row) const;
    bool may_write(storage::Reader& db, const access::Viewer& viewer, const void* row) const;
    Error may_not() const;
    std::shared_ptr<void> stored(storage::Reader& db, const access::Viewer& viewer, std::int64_t key) const;
    std::optional<Error> objection(const Column& column, const void* row) const;
    static Cell sample_of(const Column& column, Date day, unsigned variant);
    static void put(const Column& column, const Cell& cell, void* row);
    std::vector<std::string> faults_of(const storage::Row& row) const;
    void verify_references(storage::Reader& db, std::vector<std::string>& faults) const;
    void verify_consistency(storage::Reader& db, std::vector<std::string>& faults) const;

    std::string table_, title_, noun_;
    std::string everything_, member_names_;  ///< made once, since each read needs them
    std::vector<Column> columns_;
    Rules rules_;
    Make make_;
    std::size_t key_ = 0;
};

template <class T>
class Record : public RecordBase {
  public:
    using Key = decltype(T::id);

    template <class... Said>
    Record(std::string_view table, std::string_view title, std::initializer_list<ColumnOf<T>> columns,
           Said... said)
        : Record(table, title, std::vector<ColumnOf<T>>(columns), std::move(said)...) {}
    template <class... Said>
    Record(std::string_view table, std::string_view title, const std::vector<ColumnOf<T>>& columns,
           Said... said)
        : RecordBase(table, title, std::vector<Column>(columns.begin(), columns.end()),
                     rules_of(std::move(said)...),
                     [] { return std::static_pointer_cast<void>(std::make_shared<T>()); }) {}

    std::optional<T> find(storage::Reader& db, const access::Viewer& viewer, Key id) const {
        for (T& row : where(db, viewer, key_column().name + " = $1", id)) return std::move(row);
        return std::nullopt;
    }
    /// `clause` is what may follow WHERE, with ORDER BY and LIMIT where wanted, or ORDER BY alone.
    template <class... A>
    std::vector<T> where(storage::Reader& db, const access::Viewer& viewer, std::string_view clause,
                         const A&... arguments) const {
        return all_in(open(db, viewer, Sql{clause, arguments...}));
    }
    std::vector<T> where(storage::Reader& db, const access::Viewer& viewer, const Sql& clause) const {
        return all_in(open(db, viewer, clause));
    }
    /// For what the service itself works out, such as ratings: never for a page.
    template <class... A>
    std::vector<T> without_viewer(storage::Reader& db, std::string_view clause, const A&... arguments) const {
        return all_in(open_without_viewer(db, Sql{clause, arguments...}));
    }
    std::vector<T> without_viewer(storage::Reader& db, const Sql& clause) const {
        return all_in(open_without_viewer(db, clause));
    }
    /// Of the rows that the viewer may see, those in which a search finds what was typed, best first: in
    /// texts, in the titles of codes and in `kind`, what people call such a row; equals latest first.
    std::vector<std::pair<T, double>> like(storage::Reader& db, const access::Viewer& viewer,
                                           const SearchText& typed, const std::vector<Field<T>>& columns,
                                           std::size_t limit, std::string_view kind = {}) const {
        std::vector<std::pair<T, double>> found;
        for (const Likely& each : likely(db, viewer, typed, offsets_of(columns), limit, kind))
            if (auto row = find(db, viewer, Key{each.key}))
                found.emplace_back(*std::move(row), each.likeness);
        return found;
    }
    Listed<T> page(storage::Reader& db, const access::Viewer& viewer, const ListQuery& query) const {
        return {all_in(open_page(db, viewer, query)), count_matching(db, viewer, query)};
    }

    /// The row's key is given by the database. Refused: who may not, a text that is blank or too long.
    Result<Key> add(storage::Writer& db, const access::Viewer& viewer, const T& row) const {
        const auto added = add_row(db, viewer, &row);
        if (!added) return added.error();
        return Key{*added};
    }
    /// Refused like add, and when the viewer sees no such row.
    Outcome update(storage::Writer& db, const access::Viewer& viewer, const T& row,
                   std::initializer_list<Field<T>> changed) const {
        return update(db, viewer, row, std::vector(changed));
    }
    Outcome update(storage::Writer& db, const access::Viewer& viewer, const T& row,
                   const std::vector<Field<T>>& changed) const {
        return update_row(db, viewer, &row, offsets_of(changed));
    }

    /// Every column that has a title, in their order.
    ShownRow cells(const T& row) const { return shown(&row); }

    /// A row that add() takes, for tests: school 900001, authority 901, person 1, days that follow one
    /// another in the order of the columns. Bits of `variant` say which optional columns are filled.
    T sample(unsigned variant = 0) const {
        T row{};
        fill_sample(&row, variant);
        return row;
    }
    /// One sample for each set of optional columns, at most 1024.
    std::vector<T> samples() const {
        std::vector<T> rows;
        for (unsigned variant = 0; variant < sample_count(); ++variant) rows.push_back(sample(variant));
        return rows;
    }
    /// Where a derived column's SQL says something else of these rows than its rule; for tests. Needs no
    /// table.
    std::vector<std::string> derived_differences(storage::Reader& db, const std::vector<T>& rows) const {
        std::vector<const void*> all;
        for (const T& row : rows) all.push_back(&row);
        return derived_differences_of(db, all);
    }

  private:
    template <class... Said>
    static Rules rules_of(Said... said) {
        static_assert((parts::is_of<T, Said> && ...), "the rule is of another row");
        Rules rules;
        (rules.take(std::move(said)), ...);
        return rules;
    }
    static std::vector<std::size_t> offsets_of(const std::vector<Field<T>>& fields) {
        std::vector<std::size_t> offsets;
        for (const Field<T>& field : fields) offsets.push_back(field.offset);
        return offsets;
    }
    std::vector<T> all_in(storage::Rows rows) const {
        std::vector<T> all;
        for (const storage::Row& row : rows) read(row, &all.emplace_back());
        return all;
    }
};

}
