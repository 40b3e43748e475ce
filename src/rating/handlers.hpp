#pragma once
// One function per page; rating_pages.cpp holds the route table that leads to them.
#include "rating/page_parts.hpp"

namespace tarn::rating {

web::Response levels_page(Runs& runs, people::Act& act);
web::Response areas_page(Runs& runs, people::Act& act);
web::Response area_page(Runs& runs, people::Act& act);
web::Response told_levels_page(Runs& runs, people::Act& act);

web::Response rating_page(Runs& runs, people::Act& act);
web::Response recommend_post(Runs& runs, people::Act& act);
web::Response level_page(Runs& runs, people::Act& act);

web::Response meetings_page(Runs& runs, people::Act& act);
web::Response add_meeting_page(Runs& runs, people::Act& act);
web::Response add_meeting_post(Runs& runs, people::Act& act);
web::Response meeting_page(Runs& runs, people::Act& act);
web::Response pack_page(Runs& runs, people::Act& act);
web::Response agree_post(Runs& runs, people::Act& act);
web::Response decide_page(Runs& runs, people::Act& act);
web::Response decide_post(Runs& runs, people::Act& act);
web::Response minutes_page(Runs& runs, people::Act& act);
web::Response minutes_post(Runs& runs, people::Act& act);
web::Response present_post(Runs& runs, people::Act& act);
web::Response close_post(Runs& runs, people::Act& act);

web::Response import_levels_page(Runs& runs, people::Act& act);
web::Response import_levels_post(Runs& runs, people::Act& act);

}
