#pragma once
// What a school's page is made of, "schools like mine", two schools side by side, and the lists that officers
// choose themselves.
#include "evidence/comparing/picture_rules.hpp"
#include "evidence/handlers_pages.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {

void add_similar_routes(kit::Feature& given, const PageTools& tools,
                        const std::shared_ptr<Pictures>& pictures);
void add_compare_routes(kit::Feature& given, const PageTools& tools,
                        const std::shared_ptr<Pictures>& pictures);
/// Each headline as one line, the same for everybody.
/// All published figures of a school, year by year.
void add_figures_routes(kit::Feature& given, const PageTools& tools,
                        const std::shared_ptr<Pictures>& pictures);
Html headlines_panel(const PageTools& tools, Pictures& pictures, const schools::PanelView& view);
void add_similar_years_routes(kit::Feature& given, const PageTools& tools);
void add_comparator_routes(kit::Feature& given, const PageTools& tools);
/// Among the pages of schools, which answer for the chosen day.
inline constexpr const char* authorities_path = "/schools/authorities";
/// And how schools were inspected last, which is kept beside it.
void add_authorities_routes(kit::Feature& given, const PageTools& tools);
std::string similar_href(Urn urn);
std::string figures_href(Urn urn);  ///< all published figures, year by year
std::string compare_href(Urn urn);
std::string anchor_of(const Measure& measure);      ///< of its chart on the page of figures
std::string period_words(std::string_view period);  ///< "January 2025" of "2025-01", "2018/19" as it is
std::string short_period(std::string_view period);  ///< "Jan 2025": in a line, under an axis
std::string census_words(std::string_view period);  ///< "January 2025" of "2025-01"

}
