#pragma once
// Shared by the pages on which an authority writes what it says itself of its schools: areas and posts.
#include "base/csv.hpp"
#include "feature_kit/act.hpp"
#include "schools/schools_pages.hpp"

namespace tarn::schools {

void add_area_routes(kit::Contribution& own, const std::shared_ptr<PageTools>& tools);
void add_post_routes(kit::Contribution& own, const std::shared_ptr<PageTools>& tools);

/// The date field "from", empty for today.
Html first_day_input(const kit::Act& act, const page_kit::FieldErrors& errors, std::string_view hint);
Date read_first_day(kit::Act& act, page_kit::FieldErrors& errors);

/// Whether the viewer's authority has the school on the day.
bool is_ours(const PageTools& tools, kit::Act& act, Urn urn, Date day);

/// What every such row says: which school, from when.
struct LocalRow {
    Urn urn;
    Date from;
};
Result<LocalRow> read_local_row(const PageTools& tools, kit::Act& act, const CsvTable& table,
                                const CsvRow& row);

}
