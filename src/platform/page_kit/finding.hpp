#pragma once
// Finding things: the filter panel of a list, and search as fast as typing.
#include "platform/page_kit/content.hpp"

namespace tarn::page_kit {

struct ActiveFilter {
    std::string text{};         ///< "Phase: primary"
    std::string remove_href{};  ///< the same list without it
};
/// A GET form beside or above a list; works without JavaScript. The address holds the filters, so Back keeps
/// them.
struct FilterPanel {
    std::string action{};
    Html search{};  ///< the field by which most people find what they want: always in sight
    Html fields{};
    std::vector<ActiveFilter> active{};
    std::string clear_href{};
    std::string heading = "Filter";
    bool open = true;  ///< false: folded behind a summary line
};
Html filter_panel(const FilterPanel& params);
/// The panel on the left, the list on the right; stacked on a phone.
Html filtered_list(const Html& panel, const Html& list);

/// A search box: a GET form. With JavaScript each pause in typing fetches `action?<name>=...&fragment=1`,
/// which answers suggestions() and nothing around it.
struct SearchBox {
    std::string action{};
    std::string name = "q";
    std::string label{};  ///< "Find a school"
    std::string hint{};   ///< "Name, URN, DfE number or postcode"
    std::string value{};
    bool suggest = true;
    bool large = false;
};
Html search_box(const SearchBox& params);

struct Suggestion {
    std::string text{};
    std::string detail{};  ///< "Primary, Northbridge, URN 900001"
    std::string href{};
};
Html suggestions(const std::vector<Suggestion>& found, std::string_view none_sentence);

}
