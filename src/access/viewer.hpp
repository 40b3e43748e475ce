#pragma once
// The viewer: whose request this is, in which role, over which schools. A plain value that rules can
// use.
#include <string>
#include <vector>

#include "access/permission.hpp"
#include "access/roles.hpp"
#include "base/ids.hpp"

namespace tarn::access {

/// The person of this request under the acting role chosen for the session; never the union of several.
class Viewer {
  public:
    Viewer() = default;  ///< nobody signed in: may do nothing but `anyone`
    Viewer(PersonId person, std::string name, Role role, AuthorityCode authority, std::vector<Urn> schools);

    bool signed_in() const { return person_.value != 0; }
    PersonId person() const { return person_; }
    const std::string& name() const { return name_; }
    Role role() const { return role_; }
    AuthorityCode authority() const { return authority_; }
    /// Sorted: the head's or chair's own school; an adviser's caseload and the schools of their areas today.
    /// Empty for authority-wide roles.
    const std::vector<Urn>& schools() const { return schools_; }
    bool has_school(Urn school) const;

    bool may(Permission permission) const;
    /// `authority` is the school's authority on the day asked about; a school of another authority is never
    /// in scope for confidential permissions.
    bool may(Permission permission, Urn school, AuthorityCode authority) const;

  private:
    PersonId person_{};
    std::string name_;
    Role role_ = Role::scrutiny_member;
    AuthorityCode authority_{};
    std::vector<Urn> schools_;
};

}
