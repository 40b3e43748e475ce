#pragma once
// Passwords, one-time links and sessions: how a browser comes to stand for a person.
#include "people/people.hpp"
#include "people/people_rules.hpp"

namespace tarn::people {

/// Takes about as long whether or not the hash is of a real account (pass std::nullopt).
bool password_matches(const std::optional<std::string>& hash, std::string_view password);

/// What a person types must be theirs; `action` is how the trail calls it ("sign_in", "password.proved").
enum class SignInAnswer { welcome, wrong, too_soon, disabled };
struct SignIn {
    SignInAnswer answer = SignInAnswer::wrong;
    PersonId person{};                  ///< when welcome
    Instant wait_until;                 ///< when too soon
    std::optional<std::string> hash{};  ///< when welcome: that of the password which was found right
};
/// Where a password is typed.
struct TypedAt {
    std::string client;                    ///< the address
    std::optional<std::string> browser{};  ///< its number, when it is known for this account
};
/// Checks the password between two short transactions and writes the trail. Each try counts before it is
/// checked, so that many at once are no way round the delay. Begins no session.
SignIn check_password(storage::Database& database, std::string_view email, std::string_view password,
                      const TypedAt& at, std::string_view action, Instant now);
/// What became of a welcome by the time of the transaction that acts on it: the account may have been
/// disabled and the password changed since it was checked.
SignInAnswer still_welcome(storage::Reader& db, const SignIn& checked);

/// A one-time link that is still good.
struct Link {
    PersonId owner{};
    std::optional<AuthorityCode> authority{};  ///< that gave it out; empty: the people who run the server
    /// The owner also works for another authority, so that only the present password shows who opens it.
    bool asks_password = false;
};
std::optional<Link> find_link(storage::Reader& db, std::string_view token, Instant now);
/// Sets the password, uses the link up and confirms the account for the link's authority. `hash` comes from
/// hash_password(), `proved` from check_password(). Without proof other authorities rely on it no longer.
Outcome use_link(storage::Writer& db, std::string_view token, std::string_view hash, bool proved,
                 Instant now);
/// Confirmed roles in any other authority, today or later.
bool works_elsewhere(storage::Reader& db, PersonId person, AuthorityCode authority, Date day);

struct Session {
    std::string token_hash;
    PersonId person{};
    std::optional<ActingRole> acting_role;  ///< empty until chosen among several
    Instant began;
    Instant last_seen;
    bool ended = false;
};
/// Returns the token for the cookie.
std::string begin_session(storage::Writer& db, PersonId person, std::optional<ActingRole> acting_role,
                          std::string_view client, Instant now);
/// Acting in another role is a new session with a new token, as old as the one it replaces.
std::string change_acting_role(storage::Writer& db, const Session& session, ActingRole acting_role,
                               std::string_view client);
std::optional<Session> find_session(storage::Reader& db, std::string_view token_hash);
void end_session(storage::Writer& db, std::string_view token_hash, Instant now);
/// Those of a person that are neither ended nor over by the rule, the latest seen first.
struct OpenSession {
    Instant began, last_seen;
    std::string client;
    std::string token_hash;
};
std::vector<OpenSession> open_sessions(storage::Reader& db, PersonId person, const SessionRule& rule,
                                       Instant now);

/// Somebody with a role on the day who has not been seen in this authority since another, if ever; by name.
/// Accounts made after it do not count. What they do elsewhere is not this authority's to know.
struct UnusedAccount {
    Person person;
    std::optional<Instant> last_seen;
};
std::vector<UnusedAccount> unused_accounts(storage::Reader& db, AuthorityCode authority, Date day,
                                           Date since);

/// What the person may see today under an acting role; empty when they do not hold it today.
std::optional<Viewer> viewer_of(storage::Reader& db, PersonId person, ActingRole acting_role, Date day,
                                const AreaLookup& areas = {});

}
