#pragma once
// The pure rules of people: nothing here touches the database or the network.
#include <chrono>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "people/grants.hpp"

namespace tarn::people {

/// What a person may choose to act as, among the roles confirmed by the owner of the account. Grants of one
/// role in one authority are one acting role (the head of two federated schools is one head); different roles
/// never add up.
struct ActingRole {
    Role role;
    AuthorityCode authority;
    auto operator<=>(const ActingRole&) const = default;
};
std::vector<ActingRole> acting_roles_on(std::span<const Grant> grants, Date day);
/// The schools of the posts held under an acting role that day, sorted.
std::vector<Urn> post_schools(std::span<const Grant> grants, ActingRole acting_role, Date day);
/// Codes of the areas held under an acting role that day.
std::vector<std::string> area_codes(std::span<const Grant> grants, ActingRole acting_role, Date day);

/// Wrong passwords of one subject since it was last quiet.
struct Failures {
    int count = 0;
    Instant last{};
};
/// The first `free` are answered at once; then each wait is twice the one before, from `first` to `longest`.
/// After `quiet` without another they are forgotten.
struct DelayRule {
    int free;
    std::chrono::seconds first, longest, quiet;
};
/// One account from one address: what guessing meets first.
inline constexpr DelayRule pair_delay{5, std::chrono::minutes{1}, std::chrono::minutes{15},
                                      std::chrono::hours{1}};
/// One account from wherever: gentle, since its owner meets it too.
inline constexpr DelayRule account_delay{20, std::chrono::seconds{2}, std::chrono::seconds{30},
                                         std::chrono::hours{1}};
/// One address at whatever account: many people may share it.
inline constexpr DelayRule address_delay{50, std::chrono::seconds{2}, std::chrono::seconds{30},
                                         std::chrono::hours{1}};
Failures after_failure(Failures before, Instant now, const DelayRule& rule);
std::chrono::seconds delay_after(const Failures& failures, Instant now, const DelayRule& rule);

struct SignInHistory {
    Failures pair, account, address;
    /// Since when this pair waits because of what others do; whoever has waited is let in, however many keep
    /// guessing.
    std::optional<Instant> waits_since{};
    /// The owner has signed in from this address before: what strangers do elsewhere does not touch them.
    bool known_address = false;
    /// The owner has signed in with this browser before: nor what is done from the same address.
    bool known_browser = false;
};
/// The first instant at which the password may be checked; `now` or earlier: at once.
Instant may_try_at(const SignInHistory& history, Instant now);
std::string time_until(Instant then, Instant now);  ///< "20 seconds", "1 minute", "15 minutes"

bool session_over(Instant began, Instant last_seen, Instant now, const SessionRule& rule);

/// At least 12 characters, not all alike, not in common use, not made of the owner's name or e-mail address
/// [ncsc-passwords].
Outcome check_new_password(std::string_view password, std::string_view owner_name,
                           std::string_view owner_email);

std::string lower_email(std::string_view text);
/// "name@host.tld", no spaces: only what a typing error breaks, not the whole of RFC 5322.
bool plausible_email(std::string_view email);

}
