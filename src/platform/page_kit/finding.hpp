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

/// The search box in the head of a page: a GET form. With JavaScript each pause in typing fetches
/// `action?q=...&fragment=1`, which answers suggestions() and nothing around it; the arrow keys walk through
/// them.
struct SearchBox {
    std::string action{};
    std::string label{};  ///< read out, and a hint inside the empty field
    std::string value{};
};
Html search_box(const SearchBox& params);

struct Suggestion {
    std::string text{};
    std::string detail{};  ///< "Primary, Northbridge, URN 900001"
    std::string href{};
};
/// Things of one kind.
struct Suggestions {
    std::string title{};  ///< "Schools"
    std::vector<Suggestion> found{};
};
/// Below a search box, each kind under its title.
Html suggestions(const std::vector<Suggestions>& kinds, std::string_view none_sentence);
/// The lines of one kind, as a page of results shows them under a heading of its own.
Html suggestion_list(const Suggestions& kind);

}
