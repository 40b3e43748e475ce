#pragma once
// Columns and filters of a list without the type of its rows: what a page, a file and a source of rows need
// of them. Features write those of list_page.hpp.
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feature_kit/act.hpp"
#include "feature_kit/form.hpp"
#include "feature_kit/record_query.hpp"
#include "platform/documents/workbook.hpp"
#include "platform/page_kit/content.hpp"

namespace tarn::kit {

/// Rows on one page of every list.
inline constexpr std::size_t rows_on_a_page = 50;

// A value as a file holds it; what a page shows and how rows are sorted follow from it.

inline documents::Cell file_cell(documents::Cell cell) {
    return cell;
}
inline documents::Cell file_cell(std::string_view text) {
    return text.empty() ? documents::Cell{} : documents::Cell{std::string{text}};
}
inline documents::Cell file_cell(const std::string& text) {
    return file_cell(std::string_view{text});
}
inline documents::Cell file_cell(const char* text) {
    return file_cell(std::string_view{text});
}
template <std::integral N>
documents::Cell file_cell(N number) {
    return static_cast<std::int64_t>(number);
}
inline documents::Cell file_cell(bool yes) {
    return std::string{yes ? "Yes" : "No"};
}
inline documents::Cell file_cell(double value) {
    return documents::Number{value, 1};
}
inline documents::Cell file_cell(Date day) {
    return day;
}
inline documents::Cell file_cell(Instant at) {
    return Date{std::chrono::floor<std::chrono::days>(at)};
}
inline documents::Cell file_cell(Urn urn) {
    return std::int64_t{urn.value};
}
template <class T>
documents::Cell file_cell(const std::optional<T>& value) {
    return value ? file_cell(*value) : documents::Cell{};
}

/// What a column or a filter reads of a row. Columns and filters in use read every row of a list, everything
/// else those of the page that is shown.
struct ListReading {
    std::function<documents::Cell(const void* row, Act&)> cell{};
    /// The same without a copy, where it is a text that lies in the row or never ends.
    std::function<std::string_view(const void* row)> text{};

    explicit operator bool() const { return bool{cell}; }
    documents::Cell operator()(const void* row, Act& act) const { return cell(row, act); }
};

struct ListColumnSpec {
    enum class Where : std::uint8_t { everywhere, page, file };

    std::string key, title;
    ListReading value{};  ///< empty: the record's column of that name
    std::function<page_kit::Content(const void* row, Act&)> shown{};  ///< empty: the value in words
    std::function<std::string(const void* row, Act&)> href{};         ///< what is shown is a link
    ListReading order{};                                              ///< empty: by the value
    std::string missing{};                                            ///< why there is none: "not known"
    Where where = Where::everywhere;
    std::function<bool(Act&)> page_when{};  ///< empty: always on the page
    bool sorts = true;
    bool sorts_by_column = false;  ///< a record: also when the value is not the column's own
    bool largest_first = false;    ///< at the first click
    bool numeric = false;          ///< set at the right
    int width = 0;                 ///< characters in a spreadsheet; 0: from the title and the first rows
    std::optional<Permission> permission{};  ///< seen and sorted by those who have it only
};

struct ListFilterSpec {
    enum class Kind : std::uint8_t { choice, contains, between, day, tick };

    Kind kind = Kind::choice;
    std::string key, title, hint{};
    Answers answers{};
    std::function<Answers(Act&)> answers_for{};  ///< made for each page
    bool occurring = false;                      ///< the answers are the values that the rows have
    std::function<std::string(const std::string& code)> words{};  ///< of those; empty: as they are
    bool of_column = false;   ///< the record's column says what kind it is
    bool by_source = false;   ///< the source of the rows heeds it itself (ListAsked)
    bool best_first = false;  ///< a search: while it is in use rows stand as the source gives them
    std::function<std::string(Act&)> usual{};  ///< what counts where the address says nothing
    std::optional<Permission> permission{};

    /// Rows in memory: what the filter looks at (the code, the words, the day), or whether it lets one pass.
    ListReading value{};
    std::function<bool(const void* row)> test{};
    /// A record: another condition than the column called `key` being so.
    std::function<Condition(Act&, const std::string& typed)> condition{};
};

struct ListSpec {
    std::string path{}, title{}, noun{}, nouns{};
    Permission permission{};
    std::vector<ListColumnSpec> columns{};
    std::vector<ListFilterSpec> filters{};
    std::string sort{};
    bool descending = false;
    std::string no_match{}, nothing{}, note{}, audit{}, confidential{}, back_href{}, files{};
    std::vector<std::pair<std::string, std::string>> elsewhere{};
    std::function<std::string(Act&)> heading{}, caption{}, object{};
    std::optional<NavItem> button{};
    std::function<Html(Act&)> above{}, below{};
    bool whole_in_files = false;
};

/// What a person asks of a list, read from the address.
struct ListSought {
    std::vector<std::string>
        typed;  ///< for each filter as it stands in the address, else what is usual; of between its first day
    std::vector<std::string> typed_to;  ///< the last day
    const ListColumnSpec* sort = nullptr;
    bool descending = false;
    std::size_t offset = 0, limit = 0;  ///< limit 0: all
};
/// The same by the key of a filter, for a source of rows. Throws std::invalid_argument for a key that no
/// filter has.
class ListAsked {
  public:
    ListAsked(const ListSpec& spec, const ListSought& sought) : spec_(spec), sought_(sought) {}
    const std::string& operator[](std::string_view key) const;

  private:
    const ListSpec& spec_;
    const ListSought& sought_;
};

struct ListFound {
    std::vector<const void*> rows;        ///< the part that was asked for
    std::size_t matching = 0, all = 0;    ///< of those the viewer may see
    std::vector<const void*> everything;  ///< of rows in memory, for answers that occur
    std::shared_ptr<const void> keep;     ///< owns the rows
    std::string note{}, heading{};  ///< instead of the list's: where these rows come from, what they are
    Html over{};                    ///< stands over the table: what the rows come to
};
using ListSource = std::function<ListFound(Act&, const ListSpec&, const ListSought&)>;

/// "31 March 2026", "12", "suppressed": how a page says a value.
std::string words_of(const documents::Cell& cell);
bool is_missing(const documents::Cell& cell);
/// The value of a row in a column, with the reason where it has none.
documents::Cell cell_of(const ListColumnSpec& column, const void* row, Act& act);
/// Filters and sorts rows that are in memory; what is missing comes last.
ListFound found_in(const ListSpec& spec, const ListSought& sought, std::vector<const void*> all,
                   std::shared_ptr<const void> keep, Act& act);

}
