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
// column and filter with a member or function of a row. A wrong declaration throws std::invalid_argument when
// it is made. Filters, order and page stand in the address, so that Back and a shared link show the same
// list.
#include <type_traits>

#include "feature_kit/list_spec.hpp"

namespace tarn::kit {

template <class T>
class ListColumn : public ListColumnSpec {
  public:
    /// A record's column of that name.
    explicit(false) ListColumn(const char* name, std::string_view head = {})
        : ListColumnSpec{name, std::string{head}} {}
    /// A member of T or a function of a row.
    template <class F>
    ListColumn(std::string_view name, std::string_view head, F what)
        : ListColumnSpec{std::string{name}, std::string{head}} {
        value = [what](const void* row) { return file_cell(std::invoke(what, as_row(row))); };
        using V = std::remove_cvref_t<std::invoke_result_t<F, const T&>>;
        numeric =
            (std::is_arithmetic_v<V> && !std::is_same_v<V, bool>) || std::is_same_v<V, documents::Number>;
    }
    /// A code, or one that may be missing, by its title; sorted in the order of its table.
    template <class F, Codes C>
    ListColumn(std::string_view name, std::string_view head, F what, const C& table)
        : ListColumn(name, head, [what, &table](const T& row) {
              const std::optional code{std::invoke(what, row)};
              return code ? std::string{table.title(*code)} : std::string{};
          }) {
        order = [what](const void* row) -> documents::Cell {
            const std::optional code{std::invoke(what, as_row(row))};
            return code ? documents::Cell{static_cast<std::int64_t>(*code)} : documents::Cell{};
        };
    }

    template <class F>
    ListColumn linked(F to) && {
        href = [to](const void* row) { return std::string{std::invoke(to, as_row(row))}; };
        return std::move(*this);
    }
    template <class F>
    ListColumn shown_as(F content) && {
        shown = [content](const void* row) { return page_kit::Content{std::invoke(content, as_row(row))}; };
        return std::move(*this);
    }
    /// Rows in memory: by something else than the value.
    template <class F>
    ListColumn sorted_by(F what) && {
        order = [what](const void* row) { return file_cell(std::invoke(what, as_row(row))); };
        return std::move(*this);
    }
    /// A record's column whose value is another here: by the column all the same.
    ListColumn sorted_by_its_column() && { return sorts_by_column = true, std::move(*this); }
    ListColumn not_sorted() && { return sorts = false, std::move(*this); }
    ListColumn largest_at_first() && { return largest_first = true, std::move(*this); }
    ListColumn in_files_only() && { return where = Where::file, std::move(*this); }
    ListColumn on_the_page_only() && { return where = Where::page, std::move(*this); }
    ListColumn only_with(Permission needed) && { return permission = needed, std::move(*this); }
    ListColumn width_in_files(int characters) && { return width = characters, std::move(*this); }

  private:
    static const T& as_row(const void* row) { return *static_cast<const T*>(row); }
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
            return std::string{table.code(std::invoke(what, row))};
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
    /// In memory: one of the values that the rows have.
    template <class F>
    static ListFilter occurring(std::string_view key, std::string_view title, F what) {
        auto made = with(Kind::choice, key, title).looks_at(what);
        made.ListFilterSpec::occurring = true;
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
        made.ListFilterSpec::test = [test](const void* row) { return bool{std::invoke(test, as_row(row))}; };
        return made;
    }
    /// What the source of the rows reads from the address itself, such as the day asked about.
    static ListFilter of_source(std::string_view key, std::string_view title,
                                std::function<Html(Act&, const std::string&)> draw,
                                std::function<std::string(Act&, const std::string&)> words) {
        auto made = with(Kind::source, key, title);
        made.draw = std::move(draw);
        made.words = std::move(words);
        return made;
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
    static const T& as_row(const void* row) { return *static_cast<const T*>(row); }
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
        value = [what](const void* row) { return file_cell(std::invoke(what, as_row(row))); };
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
    std::vector<T> rows;
    std::shared_ptr<const void> keep{};
    std::string note{};  ///< instead of the list's own, where it depends on the day or the scheme
    Html over{};         ///< over the table on the page: counts by level, a link

    explicit(false) RowsInMemory(std::vector<T> all, std::shared_ptr<const void> into = {})
        : rows(std::move(all)), keep(std::move(into)) {}
};
template <class T>
ListSource in_memory(std::function<RowsInMemory<T>(Act&)> rows) {
    return [rows = std::move(rows)](Act& act, const ListSpec& spec, const ListSought& sought) {
        auto held = std::make_shared<const RowsInMemory<T>>(rows(act));
        std::vector<const void*> all;
        all.reserve(held->rows.size());
        for (const T& row : held->rows) all.push_back(&row);
        ListFound found = found_in(spec, sought, std::move(all), held);
        found.note = held->note;
        found.over = held->over;
        return found;
    };
}

enum class FileKind : std::uint8_t { csv, xlsx };

class List {
  public:
    template <class T>
    List(const ListPage<T>& page, std::type_identity_t<std::function<RowsInMemory<T>(Act&)>> rows)
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

  private:
    Route route(const char* ending, ActHandler handler) const;

    std::shared_ptr<const ListSpec> spec_;
    ListSource source_;
};

}
