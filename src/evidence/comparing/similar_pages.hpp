#pragma once
// "Schools like mine" and the lists that officers choose themselves.
#include "evidence/handlers_pages.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {

void add_similar_routes(kit::Feature& given, const PageTools& tools);
void add_similar_years_routes(kit::Feature& given, const PageTools& tools);
void add_comparator_routes(kit::Feature& given, const PageTools& tools);
std::string similar_href(Urn urn);
std::string census_words(std::string_view period);  ///< "January 2025" of "2025-01"

}
