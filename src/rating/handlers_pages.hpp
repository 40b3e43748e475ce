#pragma once
// One function per page; rating_pages.cpp holds the route table that leads to them.
#include <functional>

#include "feature_kit/meeting_pages.hpp"
#include "rating/parts_pages.hpp"
#include "rating/rating_pages.hpp"

namespace tarn::rating {

std::vector<kit::Route> levels_routes(Runs& runs);         ///< the list and its files
void add_level_reads(kit::Feature& given, Runs& runs);     ///< who has read a level
std::vector<kit::Route> import_levels_routes(Runs& runs);  ///< levels held before
web::Response areas_page(Runs& runs, kit::Act& act);
web::Response area_page(Runs& runs, kit::Act& act);
web::Response level_counts_page(Runs& runs, kit::Act& act);

Html levels_home(Runs& runs, kit::Act& act);  ///< a part of the home page
web::Response rating_page(Runs& runs, const std::vector<Panel>& panels, kit::Act& act);
web::Response rating_evidence_page(Runs& runs, kit::Act& act);
web::Response recommend_page(Runs& runs, kit::Act& act);
web::Response level_page(Runs& runs, kit::Act& act);

kit::MeetingPages<Meeting> board_pages(Runs& runs);
/// What the board has before it, or had: packs, agenda, decisions.
kit::MeetingView agenda_view(Runs& runs, kit::Act& act, const Meeting& meeting);
/// What a meeting leaves undone when it is closed now: schools without a decision, no pack. Empty: nothing.
web::Html undecided_html(Runs& runs, kit::Act& act, const Meeting& meeting);
/// The agenda as PDF or Word.
web::Response agenda_file(Runs& runs, kit::Act& act);
/// What a meeting decided, for its record on paper.
Html decided_on_paper(Runs& runs, kit::Act& act, const Meeting& meeting);
/// "3 people, set by Bea from 2 March 2026"
std::string quorum_words(storage::Reader& db, AuthorityCode authority, Date day);
web::Response quorum_page(Runs& runs, kit::Act& act);
web::Response pack_page(Runs& runs, kit::Act& act);
web::Response kept_pack_page(Runs& runs, kit::Act& act);
web::Response prepare_pack_post(const std::function<void()>& wake, kit::Act& act);
web::Response pack_job_page(Runs& runs, kit::Act& act);
Html packs_html(kit::Act& act, const Meeting& meeting);  ///< those kept, and the button for another
Html levels_over_time(Runs& runs, kit::Act& act);  ///< a picture with its table; empty: no proposals
web::Response levels_map_page(Runs& runs, kit::Act& act);
web::Response levels_geojson(Runs& runs, kit::Act& act);
web::Response runs_page(Runs& runs, kit::Act& act);
web::Response ask_run_post(const std::function<void()>& wake, kit::Act& act);
web::Response run_page(Runs& runs, kit::Act& act);
web::Response agree_post(Runs& runs, kit::Act& act);
web::Response decide_page(Runs& runs, kit::Act& act);

}
