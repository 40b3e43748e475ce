#pragma once
// Accounts, the roles that people hold, and which adviser has which school.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.hpp"
#include "access/lookups.hpp"
#include "access/roles.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "feature_kit/stored.hpp"
#include "people/grants.hpp"
#include "people/telephone.hpp"
#include "platform/storage/storage.hpp"

namespace tarn::people {

using access::AreaFact;
using access::AreaLookup;
using access::AuditEntry;
using access::Lookups;
using access::Permission;
using access::SchoolLookup;
using access::Viewer;
using access::write_audit;

// Accounts.

struct Authority {
    AuthorityCode code;
    std::string name;
};
Outcome add_authority(storage::Writer& db, const Authority& authority, Instant now);
std::vector<Authority> authorities(storage::Reader& db);
std::optional<Authority> find_authority(storage::Reader& db, AuthorityCode code);

struct Person {
    PersonId id;
    std::string name;
    std::string email;        ///< lower case
    std::string telephone{};  ///< of work; empty: none is recorded
};
/// Of work; empty takes it away. Refused: what is not a telephone number.
Outcome set_telephone(storage::Writer& db, PersonId person, std::string_view telephone);
Result<PersonId> add_person(storage::Writer& db, std::string_view name, std::string_view email, Instant now);
std::optional<Person> find_person(storage::Reader& db, PersonId id);
std::optional<Person> find_person(storage::Reader& db, std::string_view email);

/// `made_by` is empty for the command line. Nobody grants a role to themselves.
Result<GrantId> add_grant(storage::Writer& db, const Grant& grant, std::optional<PersonId> made_by,
                          Instant now);
/// Gives it a last day, or an earlier one than it had.
Outcome end_grant(storage::Writer& db, GrantId grant, Date last_day, std::optional<PersonId> made_by,
                  Instant now);
/// Ends it at this instant; one that has not begun will never begin.
Outcome withdraw_grant(storage::Writer& db, GrantId grant, std::optional<PersonId> by, Instant now);
std::vector<Grant> grants_of(storage::Reader& db, PersonId person);
/// Everybody who holds, held or will hold a role in the authority, by name.
std::vector<Person> people_of(storage::Reader& db, AuthorityCode authority);
/// Holders of a role on a day whose account is not disabled, by name.
std::vector<Person> holders(storage::Reader& db, AuthorityCode authority, Role role, Date day);

/// The allocation of an adviser to a school: one at a time, each ended the day before the next begins.
struct Allocation {
    std::int64_t id = 0;
    PersonId adviser{};
    Urn school;
    AuthorityCode authority{};
    DateRange valid;
    std::string reason;
};
Result<std::int64_t> allocate(storage::Writer& db, const Allocation& allocation,
                              std::optional<PersonId> made_by, Instant now);
std::vector<Urn> caseload(storage::Reader& db, PersonId adviser, AuthorityCode authority,
                          Date day);  ///< sorted
std::optional<Person> adviser_of(storage::Reader& db, Urn school, Date day);
std::vector<Allocation> allocations_of_school(storage::Reader& db, Urn school);  ///< latest first

/// Roles of the authority with which accounts are managed and which can be used on the day.
std::vector<Grant> managing_grants(storage::Reader& db, AuthorityCode authority, Date day);

/// An account that cannot be used, whatever roles it has.
struct Disabled {
    Instant at;
    std::optional<AuthorityCode> by{};  ///< empty: the people who run the server
};
std::optional<Disabled> disabled(storage::Reader& db, PersonId person);
/// The officer of an authority who acts on an account.
struct Officer {
    PersonId person{};
    AuthorityCode authority{};
};
/// Without an officer: whoever runs the server asked for it. An officer disables an account that has no
/// role elsewhere, now or later, and enables one that their own authority disabled. Sessions and one-time
/// links end with it.
Outcome disable_account(storage::Writer& db, PersonId person, const std::optional<Officer>& by, Instant now);
Outcome enable_account(storage::Writer& db, PersonId person, const std::optional<Officer>& by);
/// Signs the person out wherever they are signed in; how many places that were.
std::int64_t end_sessions_of(storage::Writer& db, PersonId person, Instant now);

/// Slow by intent (Argon2id): hash outside a transaction. Refused when too short, too plain, in common use or
/// made of the owner's name or address.
Result<std::string> hash_password(std::string_view password, std::string_view owner_name,
                                  std::string_view owner_email);
/// As those who run the server set it: revokes every session and confirms the account in all its authorities.
void store_password_hash(storage::Writer& db, PersonId person, std::string_view hash, Instant now);
/// A link's token, shown once and kept only as a hash; valid once, for three days. Without a maker it comes
/// from those who run the server.
std::string make_link(storage::Writer& db, PersonId person, const std::optional<Officer>& made_by,
                      Instant now);

/// The installation's key of that name, made on first use.
std::string server_secret(storage::Database& database, std::string_view name);

/// What is kept of accounts, and for how long.
kit::Stored stored();

}
