// How long accounts, roles, sign-ins and the trail are kept.
#include "people/people.hpp"

namespace tarn::people {
namespace {

/// The last day of the last role, or the day the account was made where it never had one; NULL while a role
/// has no end.
constexpr const char* last_day_of_account =
    "CASE WHEN EXISTS (SELECT 1 FROM role_grant g WHERE g.person = person.id AND g.valid_to IS NULL AND "
    "g.withdrawn_at IS NULL) THEN NULL ELSE COALESCE((SELECT MAX(substr(COALESCE(g.withdrawn_at, "
    "g.valid_to), 1, "
    "10) COLLATE \"C\") FROM role_grant g WHERE g.person = person.id), substr(person.added, 1, 10)) END";

/// An account's own period counts from its latest role, which goes with it.
constexpr const char* not_the_latest_grant =
    "EXISTS (SELECT 1 FROM role_grant g WHERE g.person = role_grant.person AND g.id > role_grant.id)";

/// Entries that prove what became of others stay; so do the certificates of deletion.
constexpr const char* content_of_trail =
    "audit.content_removed IS NULL AND audit.action NOT IN ('trail.content_removed', 'retention.deleted', "
    "'seals.registered', 'seals.key_changed')";

kit::Retention of_whole_table(std::string name, std::string title, std::string counted_from) {
    return {.name = name, .table = name, .title = std::move(title), .counted_from = std::move(counted_from)};
}

}

kit::Stored stored() {
    kit::Retention grants =
        of_whole_table("role_grant", "Roles that have ended",
                       "substr(COALESCE(role_grant.withdrawn_at, role_grant.valid_to), 1, 10)");
    grants.authority = "role_grant.authority";
    grants.further = not_the_latest_grant;
    kit::Retention allocations = of_whole_table(
        "allocation", "Allocations of advisers that have ended",
        "CASE WHEN allocation.made_at > allocation.valid_to THEN substr(allocation.made_at, 1, 10) ELSE "
        "allocation.valid_to END");
    allocations.authority = "allocation.authority";
    kit::Retention accounts = of_whole_table("person", "Accounts without a role", last_day_of_account);
    accounts.along = {"role_grant.person", "credential.person", "account_confirmation.person",
                      "disabled_account.person"};
    accounts.held = {
        {"EXISTS (SELECT 1 FROM audit a WHERE a.person = person.id)", "The audit trail names the account"}};
    kit::Retention trail = of_whole_table("audit", "Entries of the audit trail", "substr(audit.at, 1, 10)");
    trail.further = content_of_trail;
    trail.held = {
        {"EXISTS (SELECT 1 FROM retention_hold h WHERE h.lifted_on IS NULL)",
         "There is a hold on a school, which the entry may be about"},
        {"audit.content_hash IS NULL", "The entry was made before entries could be emptied one by one"}};
    trail.empties = true;
    return {.retention = {of_whole_table("session", "Sign-ins that are over",
                                         "substr(COALESCE(session.ended, session.last_seen), 1, 10)"),
                          of_whole_table("one_time_link", "One-time links that no longer work",
                                         "substr(one_time_link.expires, 1, 10)"),
                          of_whole_table("sign_in_failures", "Counts of wrong passwords",
                                         "substr(sign_in_failures.last_at, 1, 10)"),
                          std::move(grants), std::move(allocations), std::move(accounts), std::move(trail)}};
}

}
