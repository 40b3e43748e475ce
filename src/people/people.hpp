#pragma once
// Who is asking, what they may see, and the trace they leave. Every store above takes a Viewer: there is no
// way to ask for confidential rows without one.
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "people/roles.hpp"
#include "platform/storage/storage.hpp"
#include "platform/web/web.hpp"

namespace tarn::page_kit {
struct PageFrame;
}

namespace tarn::people {

// One request on its way through a feature.

/// What happened, to be written to the hash-chained trail in the same transaction as the act, or in a group
/// for reads.
struct AuditEntry {
    std::string action;   ///< the route's audit label: "level.read", "decision.made"
    std::string object;   ///< "school:100000", "meeting:12"
    std::string purpose;  ///< free text, may be empty
    std::string detail;   ///< never confidential content itself
};

/// A line of the menu, shown to those who may.
struct NavItem {
    std::string title;
    std::string href;
    Permission permission = Permission::signed_in;
};

/// What stands around the pages of each role; owned by the gate.
class Frames;

/// Who, when, and a view of the database that does not move.
/// GET routes get a Reader; routes that write get a Writer, committed by the server when the response is
/// below 400.
struct Act {
    web::Request& request;
    const Viewer& viewer;
    const Clock& clock;
    storage::Reader& db;
    storage::Writer* writer = nullptr;  ///< set when the route says it writes
    std::string csrf = {};  ///< put into every form by page_kit::form; also makes Back-and-resend create once
    std::vector<AuditEntry> audit = {};  ///< added by handlers; written before the page leaves
    const Frames* frames = nullptr;
    std::string_view authority_name = {};  ///< the viewer's, as the page's head shows it
    web::Fields draft = {};  ///< what the person typed into this page's form earlier and never sent
    bool several_hats = false;
    bool rehearsal = false;         ///< set by a handler that only tried what would happen: nothing is kept
    std::string confirmed = {};     ///< what the form before this page did; respond() shows it once
    std::string confirmation = {};  ///< set by a handler that redirects: said on the page it leads to

    /// Notes a confidential read; the server keeps one entry per person, object, action and quarter of an
    /// hour.
    void record(std::string_view action, std::string object, std::string detail = {}) {
        audit.push_back({std::string{action}, std::move(object), {}, std::move(detail)});
    }
    Date today() const { return clock.today(); }
    /// What to put into an input: what was just posted (after a validation error), else the kept draft, else
    /// `otherwise`.
    std::string typed(std::string_view field, std::string_view otherwise = {}) const;
    bool ticked(std::string_view field, std::string_view value, bool otherwise = false) const;
};

using ActHandler = std::function<web::Response(Act&)>;

/// One line of the route table: everything about an address on one screen.
struct Route {
    web::Method method;
    std::string pattern;
    Permission permission;
    bool writes = false;  ///< needs a CSRF token and a Writer
    std::string
        audit_label;  ///< what a write or a confidential read is called in the trail; empty for public reads
    ActHandler handler;
    std::size_t body_limit = 1 << 20;
};

/// One line of a person's own work on the home page; `standing` is what they may look up at any time.
enum class Urgency { overdue, due, fresh, standing };
struct HomeItem {
    Urgency urgency = Urgency::due;
    std::string title{};  ///< "Recommend a level for Brook Primary"
    std::string href{};
    std::string detail{};  ///< whose, why
    std::optional<Date> due{};
};
using HomeSource = std::function<std::vector<HomeItem>(Act&)>;

/// What a feature gives to the server: `people::Contribution schools::contribution(...)`.
struct Contribution {
    std::vector<Route> routes;
    std::vector<NavItem> nav;
    std::vector<HomeSource> home;
};

/// Answers with a page inside the service's frame. The caller fills `frame` but around and signed_in,
/// which come from the act; every page of a feature goes through here.
web::Response respond(const Act& act, page_kit::PageFrame frame, web::Html content, int status = 200);
web::Response not_found(const Act& act, std::string_view what);  ///< "There is no school with URN 999999."
web::Response refused(const Act& act, std::string_view why = {});
/// The person may, but not like this, or not now: what stands in the way, and the way back to the form (422).
web::Response not_done(const Act& act, std::string_view why, std::string_view back);

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
    std::string email;  ///< lower case
};
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
/// The same of head and chair of a school.
std::vector<Person> holders_at(storage::Reader& db, Urn school, Role role, Date day);

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
/// Nobody has the school after `last_day` until it is allocated again.
Outcome end_allocation(storage::Writer& db, std::int64_t id, Date last_day);
std::vector<Urn> caseload(storage::Reader& db, PersonId adviser, AuthorityCode authority,
                          Date day);  ///< sorted
std::optional<Person> adviser_of(storage::Reader& db, Urn school, Date day);
std::vector<Allocation> allocations_of_school(storage::Reader& db, Urn school);         ///< latest first
std::vector<Allocation> allocations_of_adviser(storage::Reader& db, PersonId adviser);  ///< latest first

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

/// What people needs of the register, given by the server from the room above.
struct SchoolFact {
    std::string name;
    AuthorityCode authority;
};
using SchoolLookup = std::function<std::optional<SchoolFact>(storage::Reader& db, Urn school, Date day)>;
/// And of the areas into which an authority divides its schools.
struct AreaFact {
    std::string code, name;
};
struct AreaLookup {
    std::function<std::vector<AreaFact>(storage::Reader& db, AuthorityCode authority)> all{};
    std::function<std::vector<Urn>(storage::Reader& db, AuthorityCode authority, std::string_view code,
                                   Date day)>
        schools{};
};
struct Lookups {
    SchoolLookup school{};  ///< empty: no school is known
    AreaLookup areas{};
};

/// Appends to the chain within the writer's transaction; `viewer` may be nobody (the command line).
void write_audit(storage::Writer& db, const Viewer& viewer, std::span<const AuditEntry> entries, Instant now);

}
