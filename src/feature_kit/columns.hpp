#pragma once
// The columns of a record, each declared at the member it is kept in:
//
//     key("id", &Visit::id), owner("authority", &Visit::authority), school("urn", &Visit::school),
//     person("adviser", &Visit::adviser), person_name("adviser", &Visit::adviser_name, "Adviser"),
//     text("focus", &Visit::focus, "Focus", required("Enter the focus"), longest(500)),
//     date("agreed_for", &Visit::agreed_for, "Agreed for"), coded("kind", &Visit::kind, kinds, "Kind"),
//     derived("state", state, visit_states, "CASE WHEN held_on IS NOT NULL THEN 'held' ... END", "State")
//
// A member that is a std::optional may be empty (NULL). A column without a title is in no export.
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/code_table.hpp"
#include "feature_kit/cells.hpp"
#include "feature_kit/questions.hpp"

namespace tarn::kit {

enum class Kind : std::uint8_t {
    key,
    authority,
    school,
    person,
    number,
    real,
    text,
    date,
    instant,
    flag,
    code
};

/// Where in the record's struct a member lies, and how its value becomes a cell.
struct Member {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t offset = none;
    Cell (*get)(const void* member) = nullptr;
    void (*set)(void* member, const Cell& cell) = nullptr;
};

struct Column {
    std::string name;
    std::string title;
    Kind kind = Kind::text;
    bool optional = false;    ///< NULL is allowed
    std::size_t longest = 0;  ///< characters; 0: as long as one likes
    std::string required;     ///< the sentence for a text that was left blank; empty: blank is allowed
    std::span<const CodeWord> words;  ///< of a coded column
    Question asked;                   ///< how a Form asks for it; without words of its own by the title
    Member member;
    /// Not kept in the table but worked out by this SQL, from columns of the same row.
    std::string sql;
    std::function<Cell(const void* row)> derive;  ///< the same worked out in C++: an index into `words`
    bool kept() const { return sql.empty(); }
};

/// The value of a row that a query gave, by what the column holds.
Cell cell_in(const storage::Row& row, int at, Kind kind);

/// A column of T and of nothing else.
template <class T>
struct ColumnOf : Column {
    explicit ColumnOf(Column column) : Column(std::move(column)) {}
};

/// A member by which a column is named: `visits.update(db, viewer, visit, {&Visit::held_on})`.
template <class T>
struct Field {
    template <class M>
    explicit(false) Field(M T::*member) : offset(offset_of(member)) {}
    template <class M>
    static std::size_t offset_of(M T::*member) {
        const T row{};
        return static_cast<std::size_t>(reinterpret_cast<const char*>(&(row.*member)) -
                                        reinterpret_cast<const char*>(&row));
    }
    std::size_t offset;
};

namespace parts {

template <class O>
void apply(Column& column, const O& option) {
    ask::put(column.asked, option);
    if constexpr (std::is_same_v<O, Longest>) column.longest = option.characters;
    if constexpr (std::is_same_v<O, Required>) column.required = option.sentence;
}

template <class M>
struct Plain {
    using type = M;
    static constexpr bool optional = false;
};
template <class M>
struct Plain<std::optional<M>> {
    using type = M;
    static constexpr bool optional = true;
};

template <class M>
Cell get(const void* member) {
    if constexpr (std::is_enum_v<M>)
        return static_cast<std::int64_t>(*static_cast<const M*>(member));
    else if constexpr (std::is_enum_v<typename Plain<M>::type>) {
        const auto& value = *static_cast<const M*>(member);
        return value ? Cell{static_cast<std::int64_t>(*value)} : Cell{};
    } else
        return to_cell(*static_cast<const M*>(member));
}
template <class M>
void set(void* member, const Cell& cell) {
    M& value = *static_cast<M*>(member);
    if constexpr (!std::is_enum_v<typename Plain<M>::type>)
        from_cell(value, cell);
    else if (std::holds_alternative<std::monostate>(cell))
        value = M{};
    else
        value = static_cast<typename Plain<M>::type>(integer_in(cell));
}

template <class Wanted, class T, class M, class... Options>
ColumnOf<T> column(Kind kind, std::string_view name, M T::*member, std::string_view title,
                   const Options&... options) {
    static_assert(std::is_same_v<typename Plain<M>::type, Wanted>,
                  "the member is of another type than its column");
    Column made;
    made.name = name;
    made.title = title;
    made.kind = kind;
    made.optional = Plain<M>::optional;
    made.member = {Field<T>::offset_of(member), get<M>, set<M>};
    (apply(made, options), ...);
    return ColumnOf<T>{std::move(made)};
}

}

template <class T, class Tag>
ColumnOf<T> key(std::string_view name, Id<Tag> T::*member) {
    return parts::column<Id<Tag>>(Kind::key, name, member, "");
}
/// The authority to which the row belongs: what a viewer's scope is asked about.
template <class T>
ColumnOf<T> owner(std::string_view name, AuthorityCode T::*member, std::string_view title = "") {
    return parts::column<AuthorityCode>(Kind::authority, name, member, title);
}
/// The same where the table does not hold it: `sql` finds it from the row, for example
/// "(SELECT a.authority FROM area a WHERE a.id = area_school.area)".
template <class T>
ColumnOf<T> owner_by(std::string_view sql) {
    Column made;
    made.name = "owner_authority";
    made.kind = Kind::authority;
    made.sql = sql;
    return ColumnOf<T>{std::move(made)};
}
template <class T, class M>
ColumnOf<T> school(std::string_view name, M T::*member, std::string_view title = "URN") {
    return parts::column<Urn>(Kind::school, name, member, title);
}
template <class T, class M>
ColumnOf<T> person(std::string_view name, M T::*member, std::string_view title = "") {
    return parts::column<PersonId>(Kind::person, name, member, title);
}
/// The name of the person whom the column `of` holds; read, sorted and searched as "<of>_name", never
/// written.
template <class T, class M>
ColumnOf<T> person_name(std::string_view of, M T::*member, std::string_view title) {
    auto made = parts::column<std::string>(Kind::text, std::string{of} + "_name", member, title);
    made.sql = "(SELECT person.name FROM person WHERE person.id = {table}." + std::string{of} + ")";
    return made;
}
template <class T, class M, ask::OfTextColumn... O>
ColumnOf<T> text(std::string_view name, M T::*member, std::string_view title, const O&... options) {
    return parts::column<std::string>(Kind::text, name, member, title, options...);
}
template <class T, class M, ask::OfDateColumn... O>
ColumnOf<T> date(std::string_view name, M T::*member, std::string_view title, const O&... options) {
    return parts::column<Date>(Kind::date, name, member, title, options...);
}
template <class T, class M>
ColumnOf<T> instant(std::string_view name, M T::*member, std::string_view title) {
    return parts::column<Instant>(Kind::instant, name, member, title);
}
/// A whole number or the key of another record.
template <class T, class M, ask::OfNumberColumn... O>
ColumnOf<T> number(std::string_view name, M T::*member, std::string_view title, const O&... options) {
    return parts::column<typename parts::Plain<M>::type>(Kind::number, name, member, title, options...);
}
template <class T, class M>
ColumnOf<T> real(std::string_view name, M T::*member, std::string_view title) {
    return parts::column<double>(Kind::real, name, member, title);
}
template <class T, class M, ask::OfTickColumn... O>
ColumnOf<T> flag(std::string_view name, M T::*member, std::string_view title, const O&... options) {
    return parts::column<bool>(Kind::flag, name, member, title, options...);
}
template <class T, class M, class E, ask::OfChoiceColumn... O>
ColumnOf<T> coded(std::string_view name, M T::*member, const CodeTable<E>& codes, std::string_view title,
                  const O&... options) {
    auto made = parts::column<E>(Kind::code, name, member, title, options...);
    made.words = codes.words();
    return made;
}
/// What follows from other columns of the row, never stored: in C++ by `rule`, in lists and filters by `sql`,
/// which gives the code as text. Record::verify() holds the two equal.
template <class T, class E>
ColumnOf<T> derived(std::string_view name, E (*rule)(const T&), const CodeTable<E>& codes,
                    std::string_view sql, std::string_view title = "State") {
    Column made;
    made.name = name;
    made.title = title;
    made.kind = Kind::code;
    made.words = codes.words();
    made.sql = sql;
    made.derive = [rule](const void* row) -> Cell {
        return static_cast<std::int64_t>(rule(*static_cast<const T*>(row)));
    };
    return ColumnOf<T>{std::move(made)};
}

}
