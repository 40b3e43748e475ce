#pragma once
// One function per page; evidence_pages.cpp holds the route table that leads to them.
#include "evidence/evidence_pages.hpp"
#include "feature_kit/act.hpp"
#include "feature_kit/list_page.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::evidence {

using web::Html;
struct Fact;
struct Note;

web::Response catalogue_page(const PageTools& tools, kit::Act& act);
web::Response measure_page(const PageTools& tools, kit::Act& act);
web::Response funnel_page(const PageTools& tools, kit::Act& act);
class LastInspectionsKept;
web::Response last_inspections_page(const PageTools& tools, LastInspectionsKept& kept, kit::Act& act);
/// Among the pages of schools, which answer for the chosen day.
inline constexpr const char* last_inspections_path = "/schools/inspections";
web::Response releases_page(const PageTools& tools, kit::Act& act);
web::Response release_page(const PageTools& tools, kit::Act& act);
web::Response disagreements_page(const PageTools& tools, kit::Act& act);

web::Response imports_page(const PageTools& tools, kit::Act& act);
web::Response upload_post(const PageTools& tools, kit::Act& act);
web::Response job_page(const PageTools& tools, kit::Act& act);
web::Response confirm_post(const PageTools& tools, kit::Act& act);
web::Response check_again_post(const PageTools& tools, kit::Act& act);

web::Response notes_page(const PageTools& tools, kit::Act& act);
web::Response note_page(const PageTools& tools, kit::Act& act);
web::Response review_page(const PageTools& tools, kit::Act& act);
const kit::List& note_list();
std::string note_href(const Note& note);

web::Response facts_page(const PageTools& tools, kit::Act& act);
web::Response fact_page(const PageTools& tools, kit::Act& act);
const kit::List& fact_list();
std::string fact_href(const Fact& fact);
std::vector<kit::Route> fact_import_routes(const PageTools& tools);

/// The newest inspection known on a day, in a few lines: the report card, or the older grades.
Html last_inspection(const analytics::Snapshot& snapshot, Urn urn, Date as_at);

/// The school of the address as it is today, else as it was last; null when the URN is unheard of.
const schools::School* asked_school(const schools::Register& registers, const kit::Act& act);

std::string measure_href(std::string_view code);
std::string release_href(ReleaseId id);

}
