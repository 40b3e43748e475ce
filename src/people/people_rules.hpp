#pragma once
// The pure rules of people: nothing here touches the database or the network.
#include <chrono>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "people/roles.hpp"

namespace tarn::people {

/// How far a role's permission reaches.
enum class Reach : char {
    none = '-',
    role = 'y',       ///< the role is enough: nothing confidential
    schools = 's',    ///< the viewer's own schools: a head's or chair's post, an adviser's caseload
    authority = 'a',  ///< every school of the viewer's authority
};
Reach reach(Permission permission, Role role);

/// Which kind of scope a role is granted over unless another is named: a post at a school, or work for the
/// authority.
ScopeKind scope_of(Role role);
/// Advisers may also have a whole area, network or case; nobody else.
bool may_be_held_over(Role role, ScopeKind kind);
bool works_from_caseload(Role role);

/// What a person may choose to act as, among the roles confirmed by the owner of the account. Grants of one
/// role in one authority are one hat (the head of two federated schools is one head); different roles never
/// add up.
struct Hat {
    Role role;
    AuthorityCode authority;
    auto operator<=>(const Hat&) const = default;
};
std::vector<Hat> hats_on(std::span<const Grant> grants, Date day);
/// The schools of the posts held under a hat that day, sorted.
std::vector<Urn> post_schools(std::span<const Grant> grants, Hat hat, Date day);
/// Codes of the areas held under a hat that day.
std::vector<std::string> area_codes(std::span<const Grant> grants, Hat hat, Date day);

/// Wrong passwords of one account or one address: `limit` within `window` lock it for `lock`.
struct BrakeRule {
    int limit;
    std::chrono::seconds window;
    std::chrono::seconds lock;
};
inline constexpr BrakeRule account_brake{5, std::chrono::minutes{15}, std::chrono::minutes{15}};
inline constexpr BrakeRule address_brake{50, std::chrono::minutes{15}, std::chrono::minutes{15}};
struct Brake {
    int failures = 0;
    Instant since;
    std::optional<Instant> locked_until;
};
Brake after_failure(Brake brake, Instant now, const BrakeRule& rule);
bool locked(const Brake& brake, Instant now);

bool session_over(Instant began, Instant last_seen, Instant now, const SessionRule& rule);

/// The start of the quarter of an hour within which repeated reads count once.
Instant quarter_of_hour(Instant at);

/// At least 12 characters, not all alike [ncsc-passwords].
Outcome check_new_password(std::string_view password);

std::string lower_email(std::string_view text);
/// "name@host.tld", no spaces: only what a typing error breaks, not the whole of RFC 5322.
bool plausible_email(std::string_view email);

}
