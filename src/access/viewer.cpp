#include "access/viewer.hpp"

#include <algorithm>

namespace tarn::access {

Viewer::Viewer(PersonId person, std::string name, Role role, AuthorityCode authority,
               std::vector<Urn> schools)
    : person_(person),
      name_(std::move(name)),
      role_(role),
      authority_(authority),
      schools_(std::move(schools)) {
    std::ranges::sort(schools_);
}
bool Viewer::has_school(Urn school) const {
    return std::ranges::binary_search(schools_, school);
}
bool Viewer::may(Permission permission) const {
    if (permission == Permission::anyone) return true;
    return signed_in() && reach(permission, role_) != Reach::none;
}
bool Viewer::may(Permission permission, Urn school, AuthorityCode authority) const {
    if (permission == Permission::anyone) return true;
    if (!signed_in()) return false;
    switch (reach(permission, role_)) {
        case Reach::none:
            return false;
        case Reach::role:
            return true;
        case Reach::schools:
            return authority == authority_ && has_school(school);
        case Reach::authority:
            return authority == authority_;
    }
    return false;
}

}
