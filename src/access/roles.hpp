#pragma once
// Roles, and which authority, area or school each is held for: plain values that rules can use.
#include <compare>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace tarn::access {

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
    attendance_officer,       ///< support meetings about attendance with every school; no levels
    deputy_head,              ///< what a head hands over: answers for attendance; no level
    business_manager,         ///< reads what a head hands over, answers for nothing; no level
};
inline constexpr std::size_t role_count = 12;
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

/// Which kind of scope a role is granted over unless another is named: a post at a school, or work for the
/// authority.
ScopeKind scope_of(Role role);
/// Advisers may also have a whole area, network or case; nobody else.
bool may_be_held_over(Role role, ScopeKind kind);
bool works_from_caseload(Role role);

}
