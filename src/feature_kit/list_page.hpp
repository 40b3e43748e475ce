#pragma once
// A list declared once: its page with filters, sorting and paging, the same as CSV and XLSX, its print and
// its cards on a phone.
//
//     using Column = ListColumn<Visit>;
//     using Filter = ListFilter<Visit>;
//     const List list = list_of(
//         ListPage<Visit>{.path = "/visits", .title = "Visits", .noun = "visit", .nouns = "visits",
//                         .permission = visits_read,
//                         .columns = {Column("urn", "School", school_name).linked(visit_href),
//                                     Column("adviser_name"), Column("focus"), Column("state"),
//                                     Column("offered_on").in_files_only()},
//                         .filters = {Filter::choice("state", "State", visit_states),
//                                     Filter::between("agreed_for", "Agreed")},
//                         .sort = "agreed_for", .audit = "visits.read"},
//         visits);          // a Record (list_record.hpp): filter, order and page in SQL
//     ... list.routes() ...
//
// Without a Record, rows in memory: List{ListPage<Line>{...}, [](Act& act) { return lines_of(act); }}, each
// column and filter with a member or function of a row, or of a row and the act. Filters that the source
// heeds itself it asks for by key:
//
//     .filters = {Filter::search("q", "Name"), Filter::day("as_at", "As at"),
//                 Filter::choice("authority", "Authority", all).by_source().unless_asked(own_authority)}
//     List{page, [](Act& act, const ListAsked& asked) { return found(asked["q"], asked["authority"]); }}
//
// A wrong declaration throws std::invalid_argument when
// it is made. Filters, order and page stand in the address, so that Back and a shared link show the same
// list.
#include <type_traits>

#include "feature_kit/list_spec.hpp"

namespace tarn::kit {
namespace parts {

template <class T>
const T& as_row(const void* row) {
    return *static_cast<const T*>(row);
}
/// A member or function of a row, or a function of a row and the act.
template <class T, class F>
decltype(auto) of_row(const F& what, const void* row, Act& act) {
    if constexpr (std::is_invocable_v<const F&, const T&, Act&>)
        return std::invoke(what, as_row<T>(row), act);
    else
        return std::invoke(what, as_row<T>(row));
}
template <class T, class F>
using RowResult =
    decltype(of_row<T>(std::declval<const F&>(), std::declval<const void*>(), std::declval<Act&>()));
template <class V>
inline constexpr bool is_number =
    (std::is_arithmetic_v<V> && !std::is_same_v<V, bool>) || std::is_same_v<V, documents::Number>;
template <class V>
inline constexpr bool is_number<std::optional<V>> = is_number<V>;

template <class T, class F>
ListReading reading(const F& what) {
    using R = RowResult<T, F>;
    ListReading made;
    made.cell = [what](const void* row, Act& act) { return file_cell(of_row<T>(what, row, act)); };
    // A text that is returned by value dies with the call.
    constexpr bool lies =
        std::is_same_v<std::remove_cvref_t<R>, std::string_view> ||
        (std::is_lvalue_reference_v<R> && std::is_same_v<std::remove_cvref_t<R>, std::string>);
    if constexpr (lies && std::is_invocable_v<const F&, const T&>)
        made.text = [what](const void* row) { return std::string_view{std::invoke(what, as_row<T>(row))}; };
    return made;
}

}

template <class T>
class ListColumn : public ListColumnSpec {
  public:
    /// A record's column of that name.
    explicit(false) ListColumn(const char* name, std::string_view head = {})
        : ListColumnSpec{name, std::string{head}} {}
    /// A member of T, a function of a row or one of a row and the act.
    template <class F>
    ListColumn(std::string_view name, std::string_view head, F what)
        : ListColumnSpec{std::string{name}, std::string{head}} {
        value = parts::reading<T>(what);
        numeric = parts::is_number<std::remove_cvref_t<parts::RowResult<T, F>>>;
    }
    /// A code, or one that may be missing, by its title; sorted in the order of its table.
    template <class F, Codes C>
    ListColumn(std::string_view name, std::string_view head, F what, const C& table)
        : ListColumn(name, head, [what, &table](const T& row) {
              const std::optional code{std::invoke(what, row)};
              return code ? table.title(*code) : std::string_view{};
          }) {
        order.cell = [what](const void* row, Act&) -> documents::Cell {
            const std::optional code{std::invoke(what, parts::as_row<T>(row))};
            return code ? documents::Cell{static_cast<std::int64_t>(*code)} : documents::Cell{};
        };
    }

    template <class F>
    ListColumn linked(F to) && {
        href = [to](const void* row, Act& act) { return std::string{parts::of_row<T>(to, row, act)}; };
        return std::move(*this);
    }
    template <class F>
    ListColumn shown_as(F content) && {
        shown = [content](const void* row, Act& act) {
            return page_kit::Content{parts::of_row<T>(content, row, act)};
        };
        return std::move(*this);
    }
    /// Rows in memory: by something else than the value.
    template <class F>
    ListColumn sorted_by(F what) && {
        order = parts::reading<T>(what);
        return std::move(*this);
    }
    /// A record's column whose value is another here: by the column all the same.
    ListColumn sorted_by_its_column() && { return sorts_by_column = true, std::move(*this); }
    ListColumn not_sorted() && { return sorts = false, std::move(*this); }
    ListColumn largest_at_first() && { return largest_first = true, std::move(*this); }
    /// What stands where a row has no value: "not known".
    ListColumn missing_as(std::string reason) && { return missing = std::move(reason), std::move(*this); }
    ListColumn on_the_page_when(std::function<bool(Act&)> holds) && {
        return page_when = std::move(holds), std::move(*this);
    }
    ListColumn in_files_only() && { return where = Where::file, std::move(*this); }
    ListColumn on_the_page_only() && { return where = Where::page, std::move(*this); }
    ListColumn only_with(Permission needed) && { return permission = needed, std::move(*this); }
    ListColumn width_in_files(int characters) && { return width = characters, std::move(*this); }
};

template <class T>
class ListFilter : public ListFilterSpec {
  public:
    /// A record's column of that name: one of its codes, words within it, or days between.
    explicit(false) ListFilter(const char* name, std::string_view called = {})
        : ListFilterSpec{.key = name, .title = std::string{called}, .of_column = true} {}
    /// One of a table of codes. In memory `what` gives the row's value.
    template <Codes C>
    static ListFilter choice(std::string_view key, std::string_view title, const C& table) {
        return with(Kind::choice, key, title, kit::answers(table));
    }
    template <Codes C, class F>
    static ListFilter choice(std::string_view key, std::string_view title, const C& table, F what) {
        return with(Kind::choice, key, title, kit::answers(table)).looks_at([what, &table](const T& row) {
            return std::string_view{table.code(std::invoke(what, row))};
        });
    }
    static ListFilter choice(std::string_view key, std::string_view title, Answers list) {
        return with(Kind::choice, key, title, std::move(list));
    }
    /// In memory: `what` gives the row's code.
    template <class F>
    static ListFilter choice(std::string_view key, std::string_view title, Answers list, F what) {
        return with(Kind::choice, key, title, std::move(list)).looks_at(what);
    }
    /// In memory: one of the values that the rows have; `words` where those are codes, empty for what is
    /// none. Not offered where there are too many to choose from.
    template <class F>
    static ListFilter occurring(std::string_view key, std::string_view title, F what,
                                std::function<std::string(const std::string& code)> words = {}) {
        auto made = with(Kind::choice, key, title).looks_at(what);
        made.ListFilterSpec::occurring = true;
        made.words = std::move(words);
        return made;
    }
    /// Words within a text, small and capital letters alike.
    static ListFilter contains(std::string_view key, std::string_view title) {
        return with(Kind::contains, key, title);
    }
    template <class F>
    static ListFilter contains(std::string_view key, std::string_view title, F what) {
        return with(Kind::contains, key, title).looks_at(what);
    }
    /// A first and a last day, both inclusive; "<key>_from" and "<key>_to" in the address.
    static ListFilter between(std::string_view key, std::string_view title) {
        return with(Kind::between, key, title);
    }
    template <class F>
    static ListFilter between(std::string_view key, std::string_view title, F what) {
        return with(Kind::between, key, title).looks_at(what);
    }
    /// In memory: those for which `test` holds.
    template <class F>
    static ListFilter tick(std::string_view key, std::string_view title, F test) {
        auto made = with(Kind::tick, key, title);
        made.ListFilterSpec::test = [test](const void* row) {
            return bool{std::invoke(test, parts::as_row<T>(row))};
        };
        return made;
    }
    /// The day asked about, today where none is: the source of the rows heeds it.
    static ListFilter day(std::string_view key, std::string_view title) {
        return with(Kind::day, key, title).by_source().unless_asked([](Act& act) {
            return act.today().iso();
        });
    }
    /// Words by which the source finds rows, best match first. Its field always stands in sight.
    static ListFilter search(std::string_view key, std::string_view title) {
        auto made = with(Kind::contains, key, title).by_source();
        made.best_first = true;
        return made;
    }

    /// The source of the rows heeds it itself and gives no others (ListAsked).
    ListFilter by_source() && { return ListFilterSpec::by_source = true, std::move(*this); }
    /// A choice that always has an answer: this one where the address gives none.
    ListFilter unless_asked(std::function<std::string(Act&)> code) && {
        return usual = std::move(code), std::move(*this);
    }
    /// A record: another condition than the column called `key` being so.
    ListFilter where(std::function<Condition(Act&, const std::string&)> made) && {
        return condition = std::move(made), std::move(*this);
    }
    ListFilter answers_from(std::function<Answers(Act&)> list) && {
        return answers_for = std::move(list), std::move(*this);
    }
    ListFilter only_with(Permission needed) && { return permission = needed, std::move(*this); }
    ListFilter hinted(std::string words_below) && { return hint = std::move(words_below), std::move(*this); }

  private:
    static ListFilter with(Kind kind, std::string_view key, std::string_view title, Answers list = {}) {
        ListFilter made{"", title};
        made.of_column = false;
        made.kind = kind;
        made.key = key;
        made.answers = std::move(list);
        return made;
    }
    template <class F>
    ListFilter looks_at(F what) && {
        value = parts::reading<T>(what);
        return std::move(*this);
    }
};

template <class T>
struct ListPage {
    std::string path;   ///< a route's pattern; the files are at "<path>.csv" and "<path>.xlsx"
    std::string title;  ///< "Visits"
    /// "visit", "visits": as the count is told; a record's own noun need not be given.
    std::string noun{}, nouns;
    Permission permission;  ///< to see it; none is taken for granted
    std::vector<ListColumn<T>> columns{};
    std::vector<ListFilter<T>> filters{};
    std::string sort{};  ///< a column's key; empty: as the source gives them
    bool descending = false;
    std::string no_match{};  ///< "No visit fits these filters."; empty: made from the noun
    std::string nothing{};   ///< "No visit has been offered yet."; empty: made from the nouns
    std::string note{};      ///< beneath the table and in the files: where it comes from
    /// Of a confidential list: the trail's label for having read it; with ".file" behind it, for having taken
    /// it away as a file.
    std::string audit{};
    std::string confidential{};  ///< said in the files: who may see this
    std::string back_href{};
    std::string files{};  ///< the files' path without its ending, where it is not the page's
    /// Other pages of the same rows, over the table: {"Show these schools on a map", "/schools/map"}.
    std::vector<std::pair<std::string, std::string>> elsewhere{};
    std::optional<NavItem> button{};  ///< over the list, to add to it, for those who may: "Arrange a meeting"
    std::function<std::string(Act&)> heading{};  ///< instead of the title, where it depends on the act
    std::function<std::string(Act&)> caption{};
    std::function<std::string(Act&)>
        object{};  ///< of the trail; empty: the school of the address or the authority
    std::function<Html(Act&)> above{}, below{};
    /// Of a record: every other column that has a title stands in the files.
    bool whole_in_files = false;

    ListSpec spec() const {
        return {path,
                title,
                noun,
                nouns,
                permission,
                {columns.begin(), columns.end()},
                {filters.begin(), filters.end()},
                sort,
                descending,
                no_match,
                nothing,
                note,
                audit,
                confidential,
                back_href,
                files,
                elsewhere,
                heading,
                caption,
                object,
                button,
                above,
                below,
                whole_in_files};
    }
};

/// Rows in memory, what they point into, and what is said of them.
template <class T>
struct RowsInMemory {
    std::vector<const void*> rows;
    std::shared_ptr<const void> keep{};
    std::string note{};     ///< instead of the list's own, where it depends on the day or the scheme
    std::string heading{};  ///< instead of the list's title: "Schools of Lancashire"
    Html over{};            ///< over the table on the page: counts by level, a link

    explicit(false) RowsInMemory(std::vector<T> all, std::shared_ptr<const void> into = {}) {
        auto held = std::make_shared<const std::pair<std::vector<T>, std::shared_ptr<const void>>>(
            std::move(all), into);
        rows.reserve(held->first.size());
        for (const T& row : held->first) rows.push_back(&row);
        keep = std::move(held);
    }
    /// Rows that lie in `into`.
    RowsInMemory(const std::vector<const T*>& lying, std::shared_ptr<const void> into)
        : rows(lying.begin(), lying.end()), keep(std::move(into)) {}
};
template <class T>
ListSource in_memory(std::function<RowsInMemory<T>(Act&, const ListAsked&)> rows) {
    return [rows = std::move(rows)](Act& act, const ListSpec& spec, const ListSought& sought) {
        RowsInMemory<T> held = rows(act, ListAsked{spec, sought});
        ListFound found = found_in(spec, sought, std::move(held.rows), std::move(held.keep), act);
        found.note = std::move(held.note);
        found.heading = std::move(held.heading);
        found.over = std::move(held.over);
        return found;
    };
}

enum class FileKind : std::uint8_t { csv, xlsx };

struct ListSight;

/// The rows that a list's address asks for, all of them in their order, for a page that shows them otherwise:
/// on a map.
class ListView {
  public:
    ListView(std::shared_ptr<const ListSight> sight, ListFound found)
        : sight_(std::move(sight)), found_(std::move(found)) {}
    template <class T>
    std::vector<const T*> rows() const {
        std::vector<const T*> all;
        all.reserve(found_.rows.size());
        for (const void* row : found_.rows) all.push_back(static_cast<const T*>(row));
        return all;
    }
    /// `page` beside the filters, which lead to this page again.
    Html beside_filters(Html page) const;
    /// The address of another page with the same filters and order.
    std::string href(std::string_view path) const;

  private:
    std::shared_ptr<const ListSight> sight_;
    ListFound found_;
};

class List {
  public:
    template <class T>
    List(const ListPage<T>& page, std::type_identity_t<std::function<RowsInMemory<T>(Act&)>> rows)
        : List(page, [rows = std::move(rows)](Act& act, const ListAsked&) { return rows(act); }) {}
    /// Rows that depend on filters of the source.
    template <class T>
    List(const ListPage<T>& page,
         std::type_identity_t<std::function<RowsInMemory<T>(Act&, const ListAsked&)>> rows)
        : List(page.spec(), in_memory<T>(std::move(rows)), Rows::in_memory) {}

    enum class Rows : std::uint8_t { in_memory, in_sql };
    /// Throws std::invalid_argument with a sentence when the declaration does not fit together.
    List(ListSpec spec, ListSource source, Rows where);

    web::Response page(Act& act) const;
    /// Filters and table alone, for a page that holds other things as well.
    Html html(Act& act) const;
    /// All rows that match, with every column, as a file.
    web::Response file(Act& act, FileKind kind) const;
    /// The page and both files; `page` where the list is only a part of it.
    std::vector<Route> routes(ActHandler page = {}) const;
    /// The files alone.
    std::vector<Route> file_routes() const;
    /// For the page at `path`.
    ListView view(Act& act, std::string path) const;

  private:
    struct Drawn {
        std::string heading;
        Html content;
    };
    Drawn drawn(Act& act) const;
    Route route(std::string pattern, std::string audit, ActHandler handler) const;

    std::shared_ptr<const ListSpec> spec_;
    ListSource source_;
};

}
