#pragma once
// Inside attendance: the routes of each file of pages.
#include "attendance/attendance_pages.hpp"
#include "attendance/trend_rules.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::attendance {

using web::Html;

/// One school: its meetings, planning one, what is done to one, its actions.
std::vector<kit::Route> school_routes(const PageTools& tools);
/// All schools: which to offer a meeting next, their open actions, and the authority's counts.
std::vector<kit::Route> county_routes(const PageTools& tools);

std::string school_href(Urn urn);   ///< "/schools/900001/attendance"
std::string actions_href(Urn urn);  ///< "/schools/900001/attendance-actions"
std::string plan_href(Urn urn);
std::string meeting_href(const SupportMeeting& meeting);

struct Absence {
    analytics::Phase phase = analytics::Phase::unknown;
    std::vector<AbsenceYear> overall, persistent;
};
/// Of a school that is in the snapshot of the day.
Absence absence_of(const PageTools& tools, storage::Reader& db, Urn urn, Date today);

/// The first term that counts for a school: that in which its authority first offered a meeting, or the
/// school's first whole one.
Term counts_since(storage::Reader& db, AuthorityCode authority, Date today);

}
