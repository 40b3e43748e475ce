#pragma once
// GOV.UK table, and the data table of lists: sortable by links, scrollable on a phone, with a sentence when
// empty.
#include "platform/page_kit/content.hpp"

namespace tarn::page_kit {

struct Cell {
    Content content{};
    std::string format{};  ///< "numeric"
    int colspan = 0;       ///< 0: not written
    int rowspan = 0;
    std::string classes{};
    Attributes attributes{};
    std::string_view label{};  ///< the heading of its column, shown beside it where a row is a card
};
struct Table {
    std::string caption{};
    std::string caption_classes{};  ///< "govuk-table__caption--m"
    std::vector<Cell> head{};
    std::vector<std::vector<Cell>> rows{};
    bool first_cell_is_header = false;
    bool says_roles = false;  ///< for a table that style sheets lay out as something else: Safari forgets
                              ///< then that it is one
    std::string classes{};
    Attributes attributes{};
};
Html table(const Table& params);

enum class Sorted { no, ascending, descending };

struct Column {
    Content heading{};
    bool numeric = false;
    std::string sort_href{};  ///< set: the heading is a link that sorts; the caller keeps the filters in it
    Sorted sorted = Sorted::no;
    std::string label{};  ///< the heading in plain words, beside the value where a row is a card
};
struct DataTable {
    std::string id{};  ///< unique on the page; names the scroll region
    std::string caption{};
    std::vector<Column> columns{};
    std::vector<std::vector<Content>> rows{};  ///< one Content per column
    bool first_cell_is_header = true;
    std::string empty_sentence{};  ///< "No school fits these filters."
    std::string source_note{};     ///< beneath: "Source: ..., published ..., n = ..."
    std::vector<std::pair<std::string, std::string>> downloads{};  ///< {"CSV", href}, {"Excel", href}
    bool compact = false;                                          ///< smaller type for wide tables
    /// On a phone each row is a card with the headings beside its values, and the headings that sort stand in
    /// a line above, rather than a table that scrolls sideways. Columns then have labels.
    bool cards = false;
};
Html data_table(DataTable params);  ///< moved, a long table is not copied

}
