#pragma once
// Report cards and categories of concern from stored blocks of inspections, put together over the months.
#include <vector>

#include "evidence/catalogue/release_store.hpp"
#include "evidence/importing/inspections_rules.hpp"

namespace tarn::evidence {

/// What one stored row says, and of which file it is.
struct StoredInspection {
    analytics::SchoolIndex school = 0;
    int precedence = 0;
    Date listed;       ///< last day of the file's month
    Date public_from;  ///< of the file
    std::optional<Date> public_to;
    ReleaseId release;
    InspectionRow row;
};

/// In the order of a snapshot. Of an area that several files grade on the same day, and of the category, the
/// most believed counts; what an earlier month's file said counts until the later month's is public.
std::vector<analytics::ReportCard> report_cards_of(std::vector<StoredInspection> stored);
std::vector<analytics::CategoryListed> categories_of(std::vector<StoredInspection> stored);

}
