#pragma once
// Roles, scopes, permissions and the viewer: plain values, so that rules may speak of them.
#include <chrono>
#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"

namespace tarn::people {

/// Roles of section "People" of docs/glossary.md. A code is stored; the wording lives in role_title().
enum class Role {
    headteacher,
    chair_of_governors,
    adviser,                  ///< own caseload: the schools allocated to them
    senior_adviser,           ///< caseload, and facilitates networks
    board_member,             ///< School Improvement Challenge Board: all levels of the authority, decides
    director,                 ///< Director of Education: all levels, signs
    data_officer,             ///< imports and catalogue, proposals and levels; no soft intelligence
    scrutiny_member,          ///< published data and aggregates only
    data_protection_officer,  ///< accounts, retention, the audit trail; no content
};
std::span<const Role> all_roles();
std::string_view role_code(Role role);   ///< "board_member"
std::string_view role_title(Role role);  ///< "Challenge board member"
std::optional<Role> parse_role(std::string_view code);

enum class ScopeKind { authority, area, network, school, case_ };
struct Scope {
    ScopeKind kind = ScopeKind::authority;
    std::string id;  ///< "888", "100000", "888:NORTH"
    /// "authority:888", "school:100000", "area:888:NORTH", "network:888:RIVER", "case:888:12"
    static std::optional<Scope> parse(std::string_view text);
    std::string text() const;
    /// The authority named by the scope itself; empty for a school, whose authority depends on the day.
    std::optional<AuthorityCode> authority() const;
    std::string_view code() const;  ///< of an area, network or case within its authority: "NORTH"
    auto operator<=>(const Scope&) const = default;
};

/// What a route needs. Permissions without a school are asked of the role; those with a school also of the
/// scope.
enum class Permission {
    anyone,            ///< no sign-in: sign-in page, health, assets, accessibility statement
    signed_in,         ///< published data: register, measures, catalogue
    levels_authority,  ///< lists with levels: show only rows where may(rating_of_school, school, authority)
    level_of_school,   ///< one school's decided level and reasons: that school and those of the authority in
                       ///< scope
    rating_of_school,  ///< proposal, contributions, history: officers with the school in scope, never the
                       ///< school itself
    recommend_level,   ///< adviser's recommendation before the board, own caseload
    board_read,        ///< agenda and pack of the challenge board
    board_decide,
    soft_notes_read,  ///< soft intelligence: author, caseload, board, director
    soft_notes_write,
    facts_write,  ///< warning notices and the like: own caseload, or any officer of the authority
    import_data,
    import_levels,
    people_manage,  ///< accounts, grants, one-time links
    allocate,       ///< which adviser has which school
    audit_read,
    area_sheet,      ///< aggregates by area, no school's level outside the authority's officers
    local_register,  ///< what the authority itself says of its schools: areas and posts
    level_counts,    ///< how many schools have each level, by area, told so that no school shows
    comparators,  ///< lists of schools to compare with: officers share theirs, heads and chairs keep theirs
};
std::span<const Permission> all_permissions();
std::string_view permission_code(Permission permission);
/// True for those that are asked of one school: the server then checks the {urn} of the address before the
/// handler.
bool concerns_school(Permission permission);

/// The person of this request under the one role ("hat") chosen for the session; never the union of several.
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

/// A session ends after `idle` without a request, and `absolute` after sign-in whatever happens.
struct SessionRule {
    std::chrono::seconds idle = std::chrono::hours{1};
    std::chrono::seconds absolute = std::chrono::hours{12};
};

/// A role in a scope for a period. Never changed but by giving it an end or withdrawing it.
using GrantId = Id<struct GrantTag>;
struct Grant {
    GrantId id{};
    PersonId person{};
    Role role = Role::scrutiny_member;
    Scope scope;                ///< a head's or chair's is their school; an adviser's their authority or area
    AuthorityCode authority{};  ///< within which the scope lies
    DateRange valid;  ///< of a withdrawn one to the day before, so that it gives nothing from that day on
    bool confirmed = true;  ///< false until the account's owner has confirmed it with this authority's link
    bool disabled = false;  ///< the account is
    std::optional<Instant> withdrawn_at{};
    /// It cannot be ended any more.
    bool over(Date today) const { return withdrawn_at || (valid.to && *valid.to < today); }
    /// Whether it gives its holder anything on a day.
    bool usable_on(Date day) const { return confirmed && !disabled && valid.contains(day); }
};

/// What ending access to one's grants means for the authority's accounts.
struct ShutOut {
    bool oneself = false;       ///< it is one's own
    bool last_manager = false;  ///< nobody is left who manages accounts
    bool any() const { return oneself || last_manager; }
};
/// `managing`: the grants with which the authority's accounts are managed today. `ending`: the one that is
/// about to end; empty: all of the person's.
ShutOut shut_out(std::span<const Grant> managing, PersonId acting, PersonId person,
                 std::optional<GrantId> ending);

}
