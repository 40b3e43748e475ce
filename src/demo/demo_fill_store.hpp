#pragma once
// The steps that put the county into a database, each in transactions of its own.
#include "demo/demo_staff_store.hpp"
#include "rating/board.hpp"

namespace tarn::demo {

/// Imports every published file; an Error names the first that was refused or had rejected rows.
Outcome import_published(storage::Database& database, const County& county, const std::string& imported_by,
                         std::size_t& files);
/// Areas, and the holders of posts with those before them.
Outcome record_places_and_posts(storage::Writer& db, const County& county);
/// Soft intelligence by advisers and members of the board.
Outcome write_notes(storage::Writer& db, const County& county, const Staff& staff, const Leads& leads);
/// Warning notices, deficits and safeguarding, a few of them ended.
Outcome record_facts(storage::Writer& db, const County& county, const Staff& staff, const Leads& leads);
/// Levels held before Tarn, a closed meeting and one to come, with recommendations; the trail of all of it.
Outcome hold_meetings(storage::Database& database, const County& county, const Staff& staff,
                      const Leads& leads);
/// The Tuesday on or after a day, moved out of August.
Date board_day(Date day);

}
