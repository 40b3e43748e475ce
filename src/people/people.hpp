#pragma once
// Who is asking, what they may see, and the trace they leave. Every store above takes a Viewer: there is no way to
// ask for confidential rows without one.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "platform/storage/storage.hpp"
#include "platform/web/web.hpp"

namespace tarn::people {

/// Roles of section "People" of docs/glossary.md. A code is stored; the wording lives in role_title().
enum class Role {
    headteacher,
    chair_of_governors,
    adviser,         ///< own caseload: the schools allocated to them
    senior_adviser,  ///< caseload, and facilitates networks
    board_member,    ///< School Improvement Challenge Board: all levels of the authority, decides
    director,        ///< Director of Education: all levels, signs
    data_officer,    ///< imports and catalogue, proposals and levels; no soft intelligence
    scrutiny_member, ///< published data and aggregates only
    data_protection_officer,  ///< accounts, retention, the audit trail; no content
};
std::string_view role_code(Role role);   ///< "board_member"
std::string_view role_title(Role role);  ///< "Challenge board member"
std::optional<Role> parse_role(std::string_view code);

enum class ScopeKind { authority, area, network, school, case_ };
struct Scope {
    ScopeKind kind = ScopeKind::authority;
    std::string id;  ///< "888", "100000"
    static std::optional<Scope> parse(std::string_view text);  ///< "authority:888", "school:100000"
    std::string text() const;
};

/// What a route needs. Permissions without a school are asked of the role; those with a school also of the scope.
enum class Permission {
    anyone,               ///< no sign-in: sign-in page, health, assets, accessibility statement
    signed_in,            ///< published data: register, measures, catalogue
    levels_authority,     ///< lists with the levels of many schools of the authority
    level_of_school,      ///< one school's decided level and reasons: that school and those of the authority in scope
    rating_of_school,     ///< proposal, contributions, history: officers with the school in scope, never the school itself
    recommend_level,      ///< adviser's recommendation before the board, own caseload
    board_read,           ///< agenda and pack of the challenge board
    board_decide,
    soft_notes_read,      ///< soft intelligence: author, caseload, board, director
    soft_notes_write,
    import_data,
    import_levels,
    people_manage,
    audit_read,
    area_sheet,           ///< aggregates by area, no school's level outside the authority's officers
};
std::string_view permission_code(Permission permission);

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
    /// Sorted: the head's or chair's own school, an adviser's caseload today. Empty for authority-wide roles.
    const std::vector<Urn>& schools() const { return schools_; }

    bool may(Permission permission) const;
    /// `authority` is the school's authority on the day asked about; a school of another authority is never in scope
    /// for confidential permissions.
    bool may(Permission permission, Urn school, AuthorityCode authority) const;

  private:
    PersonId person_{};
    std::string name_;
    Role role_ = Role::scrutiny_member;
    AuthorityCode authority_{};
    std::vector<Urn> schools_;
};

/// What happened, to be written to the hash-chained trail in the same transaction as the act, or in a group for reads.
struct AuditEntry {
    std::string action;   ///< the route's audit label: "level.read", "decision.made"
    std::string object;   ///< "school:100000", "meeting:12"
    std::string purpose;  ///< free text, may be empty
    std::string detail;   ///< never confidential content itself
};

/// One request on its way through a feature: who, when, and a view of the database that does not move.
/// GET routes get a Reader; routes that write get a Writer, committed by the server when the response is below 400.
struct Act {
    web::Request& request;
    const Viewer& viewer;
    const Clock& clock;
    storage::Reader& db;
    storage::Writer* writer = nullptr;  ///< set when the route says it writes
    std::string csrf;                   ///< put into every form by page_kit::form
    std::vector<AuditEntry> audit;      ///< added by handlers; written before the page leaves

    /// Notes a confidential read; the server keeps one entry per person, object, action and quarter of an hour.
    void record(std::string_view action, std::string object, std::string detail = {}) {
        audit.push_back({std::string{action}, std::move(object), {}, std::move(detail)});
    }
    Date today() const { return clock.today(); }
};

using ActHandler = std::function<web::Response(Act&)>;

/// One line of the route table: everything about an address on one screen.
struct Route {
    web::Method method;
    std::string pattern;
    Permission permission;
    bool writes = false;        ///< needs a CSRF token and a Writer
    std::string audit_label;    ///< what a write or a confidential read is called in the trail; empty for public reads
    ActHandler handler;
    std::size_t body_limit = 1 << 20;
};

}
