#pragma once
// The steps that put the county into a database, each in transactions of its own. What a store refuses is
// thrown.
#include "demo/demo_land_rules.hpp"
#include "demo/demo_staff_store.hpp"
#include "rating/board.hpp"

namespace tarn::demo {

/// Longitude and latitude, as publish() asks for them.
std::pair<double, double> degrees(Point point);
/// Imports every published file whole, and says how many.
std::size_t import_published(storage::Database& database, const County& county,
                             const std::string& imported_by);
/// Areas, and the holders of posts with those before them.
void record_places_and_posts(storage::Writer& db, const County& county);
/// Soft intelligence by advisers and members of the board.
void write_notes(storage::Writer& db, const County& county, const Staff& staff, const Leads& leads);
/// Support meetings about attendance, of last term and of this one.
void hold_support_meetings(storage::Writer& db, const County& county, const Staff& staff, const Leads& leads);
/// Warning notices, deficits and safeguarding, a few of them ended.
void record_facts(storage::Writer& db, const County& county, const Staff& staff, const Leads& leads);
/// Levels held before Tarn, a closed meeting and one to come, with recommendations; the trail of all of it.
void hold_meetings(storage::Database& database, const County& county, const Staff& staff, const Leads& leads);
/// The Tuesday on or after a day, moved out of August.
Date board_day(Date day);

}
