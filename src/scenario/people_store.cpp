// Accounts, roles and caseloads.
#include <algorithm>

#include "platform/storage/storage.hpp"
#include "scenario/scenario.hpp"

namespace tarn::scenario {
namespace {

access::Scope scope_of(const Held& held) {
    if (held.at) return {access::ScopeKind::school, held.at->text()};
    if (!held.area.empty()) return {access::ScopeKind::area, held.authority.text() + ":" + held.area};
    return {access::ScopeKind::authority, held.authority.text()};
}

}

Viewer Person::viewer() const {
    return {id, name, held.role, held.authority, held.at ? std::vector{*held.at} : held.caseload};
}

PersonId account(Writer& db, Instant now, std::string_view name, std::string_view email) {
    return must(people::add_person(db, name, email, now));
}

people::GrantId role(Writer& db, Instant now, PersonId person, const Held& held) {
    const auto grant = must(people::add_grant(db,
                                              {.person = person,
                                               .role = held.role,
                                               .scope = scope_of(held),
                                               .authority = held.authority,
                                               .valid = {held.from, {}}},
                                              {}, now));
    for (const Urn urn : held.caseload)
        allocation(db, now,
                   {.adviser = person, .school = urn, .authority = held.authority, .valid = {held.from, {}}});
    return grant;
}

Person person(Writer& db, Instant now, std::string_view name, std::string_view email, Held held) {
    std::ranges::sort(held.caseload);
    Person made{account(db, now, name, email), std::string{name}, std::string{email}, std::move(held), {}};
    made.grant = role(db, now, made.id, made.held);
    return made;
}

void allocation(Writer& db, Instant now, people::Allocation allocation) {
    if (allocation.reason.empty()) allocation.reason = "Caseload";
    must(people::allocate(db, allocation, {}, now));
}

}
