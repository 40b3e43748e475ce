#pragma once
// What a list's page and its files share: what was asked, in words and as an address. Seen by the kit alone.
#include "feature_kit/list_page.hpp"

namespace tarn::kit {

/// A list as one person sees it now.
struct ListSight {
    const ListSpec& spec;
    Act& act;
    std::string path;                            ///< of the page, also while its file is made
    std::vector<const ListColumnSpec*> columns;  ///< those the viewer may see
    ListSought sought;
    std::vector<Answers> answers;    ///< of each filter; those that occur come with the rows
    std::vector<std::string> usual;  ///< of each filter: what counts where nothing is asked
    std::size_t page = 1;
};
ListSight sight_of(const ListSpec& spec, Act& act);

bool may_see(const Act& act, const std::optional<Permission>& permission);
/// Gives filters whose answers are the values that occur these answers.
void see_what_occurs(ListSight& sight, const ListFound& found);
/// "State: Agreed"; empty when the filter is not in use.
std::string words_of_filter(const ListSight& sight, std::size_t filter);
std::string words_of_filters(const ListSight& sight);  ///< "State: Agreed. Focus: ..."
bool in_use(const ListSight& sight, std::size_t filter);
/// Filters are in use, so the list may hold fewer rows than there are.
bool narrowed(const ListSight& sight);
/// The filters as a form.
Html filters(const ListSight& sight);
std::string words_of_count(const ListSpec& spec, const ListFound& found,
                           bool filtered);           ///< "12 of 240 visits"
std::string words_of_order(const ListSight& sight);  ///< "Sorted by School.", "Best match first."

/// The address of the list with other filters, order or page: what is not given stays.
std::string list_href(const ListSight& sight, const ListSought& sought, std::size_t page,
                      std::string_view ending = {});
/// The same of another page, with these filters and this order.
std::string href_elsewhere(const ListSight& sight, std::string path);
/// Filters, order and page as they stand in the address.
web::Fields list_fields(const ListSight& sight, const ListSought& sought, std::size_t page);

const std::string& note_of(const ListSpec& spec, const ListFound& found);
std::string heading_of(const ListSpec& spec, const ListFound& found, Act& act);
/// The trail's label for having taken the list away; empty for one that leaves no trace.
std::string file_audit(const ListSpec& spec);
void record_reading(const ListSight& sight, const ListFound& found, std::string_view as);

}
