#pragma once
// "Schools like mine" and the lists that officers choose themselves.
#include "evidence/handlers.hpp"

namespace tarn::evidence {

void add_similar_routes(people::Contribution& given, const PageTools& tools);
void add_comparator_routes(people::Contribution& given, const PageTools& tools);
std::string similar_href(Urn urn);

}
