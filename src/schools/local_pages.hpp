#pragma once
// Shared by the pages on which an authority writes what it says itself of its schools: areas, posts,
// and which of two is the same.
#include "schools/schools_pages.hpp"

namespace tarn::schools {

std::vector<kit::Route> area_routes(const std::shared_ptr<PageTools>& tools);
std::vector<kit::Route> post_routes(const std::shared_ptr<PageTools>& tools);
std::vector<kit::Route> conversion_routes();
std::vector<kit::WorkItem> conversion_work(const kit::Whose& whose);

/// An error when the school does not belong to the viewer's authority on that day; empty when it does.
inline std::optional<Error> not_ours(const Register& schools, const kit::Act& act, Urn urn, Date day) {
    const School* school = schools.find(urn, day);
    if (school && school->authority == act.viewer.authority()) return std::nullopt;
    return Error{"No school of your authority has the URN " + urn.text() + " on " + day.display(), {}, "urn"};
}

}
