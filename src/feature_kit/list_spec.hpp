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

struct ListColumnSpec {
    enum class Where : std::uint8_t { everywhere, page, file };

    std::string key, title;
    std::function<documents::Cell(const void* row)> value{};    ///< empty: the record's column of that name
    std::function<page_kit::Content(const void* row)> shown{};  ///< empty: the value in words
    std::function<std::string(const void* row)> href{};         ///< what is shown is a link
    std::function<documents::Cell(const void* row)> order{};    ///< empty: by the value
    Where where = Where::everywhere;
    bool sorts = true;
    bool sorts_by_column = false;  ///< a record: also when the value is not the column's own
    bool largest_first = false;    ///< at the first click
    bool numeric = false;          ///< set at the right
    int width = 0;                 ///< characters in a spreadsheet; 0: from the title and the first rows
    std::optional<Permission> permission{};  ///< seen and sorted by those who have it only
};

struct ListFilterSpec {
    enum class Kind : std::uint8_t { choice, contains, between, tick, source };

    Kind kind = Kind::choice;
    std::string key, title, hint{};
    Answers answers{};
    std::function<Answers(Act&)> answers_for{};  ///< made for each page
    bool occurring = false;                      ///< the answers are the values that the rows have
    bool of_column = false;                      ///< the record's column says what kind it is
    std::optional<Permission> permission{};

    /// Rows in memory: what the filter looks at (the code, the words, the day), or whether it lets one pass.
    std::function<documents::Cell(const void* row)> value{};
    std::function<bool(const void* row)> test{};
    /// A record: another condition than the column called `key` being so.
    std::function<Condition(Act&, const std::string& typed)> condition{};
    /// A filter that the source reads from the address itself: how it is drawn, what stands among the filters
    /// in use ("" for none).
    std::function<Html(Act&, const std::string& typed)> draw{};
    std::function<std::string(Act&, const std::string& typed)> words{};
};

struct ListSpec {
    std::string path{}, title{}, noun{}, nouns{};
    Permission permission{};
    std::vector<ListColumnSpec> columns{};
    std::vector<ListFilterSpec> filters{};
    std::string sort{};
    bool descending = false;
    std::string no_match{}, nothing{}, note{}, audit{}, confidential{}, back_href{};
    std::function<std::string(Act&)> heading{}, caption{}, object{};
    std::optional<NavItem> button{};
    std::function<Html(Act&)> above{}, below{};
    bool whole_in_files = false;
};

/// What a person asks of a list, read from the address.
struct ListSought {
    std::vector<std::string>
        typed;  ///< for each filter as it stands in the address; of between its first day
    std::vector<std::string> typed_to;  ///< the last day
    const ListColumnSpec* sort = nullptr;
    bool descending = false;
    std::size_t offset = 0, limit = 0;  ///< limit 0: all
};
struct ListFound {
    std::vector<const void*> rows;        ///< the part that was asked for
    std::size_t matching = 0, all = 0;    ///< of those the viewer may see
    std::vector<const void*> everything;  ///< of rows in memory, for answers that occur
    std::shared_ptr<const void> keep;     ///< owns the rows
    std::string note{};                   ///< instead of the list's: where these rows come from
    Html over{};                          ///< stands over the table: what the rows come to
};
using ListSource = std::function<ListFound(Act&, const ListSpec&, const ListSought&)>;

/// "31 March 2026", "12", "suppressed": how a page says a value.
std::string words_of(const documents::Cell& cell);
bool is_missing(const documents::Cell& cell);
/// Filters and sorts rows that are in memory; what is missing comes last.
ListFound found_in(const ListSpec& spec, const ListSought& sought, std::vector<const void*> all,
                   std::shared_ptr<const void> keep);

}
