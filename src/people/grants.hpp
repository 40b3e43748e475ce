#pragma once
// Roles that people hold, from when to when, and how long a session lasts: plain values.
#include <chrono>
#include <optional>
#include <span>

#include "access/roles.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"

namespace tarn::people {

using access::Role;
using access::Scope;
using access::ScopeKind;

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
