#pragma once
// Shared by a school's own level page and by what it says of the figures there.
#include <memory>
#include <optional>
#include <vector>

#include "feature_kit/feature.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {

/// A proposal and its run; null where the scheme does not rate the school on that day.
struct Evidence {
    std::shared_ptr<const Run> run;
    const Proposal* proposal = nullptr;
};
/// Officers' proposals alone: of what the board keeps to itself a school must not learn that it is there.
Evidence evidence_on(Runs& runs, kit::Act& act, Urn urn, AuthorityCode authority, Date day);

/// The level in force on a day with the evidence by which it was decided.
struct LevelHeld {
    Decision decision;
    Date evidence_day;
    Evidence evidence;
};
/// Empty where nothing is decided.
std::optional<LevelHeld> level_held(Runs& runs, kit::Act& act, const AskedSchool& asked, Date day);

std::string figure_queries_href(Urn urn);
/// What the school has said of figures and was answered, and the way to say more; nothing where it has said
/// nothing.
Html figure_queries_html(kit::Act& act, const schools::School& school);
/// The way to them, for officers; nothing where there is none.
Html figure_queries_link(kit::Act& act, Urn urn);
std::vector<kit::Route> figure_query_routes(Runs& runs);
void add_figure_work(Runs& runs, const kit::Whose& whose, std::vector<kit::WorkItem>& items);
kit::SearchSource figure_query_search();

}
