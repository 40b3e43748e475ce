#pragma once
// Inside people: the pages of accounts, allocations and the trail.
#include <optional>

#include "feature_kit/feature.hpp"
#include "people/enrolment.hpp"
#include "people/entrance_pages.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::people {

using kit::Act;
using kit::ActHandler;
using kit::Feature;
using kit::not_done;
using kit::not_found;
using kit::respond;
using kit::Route;
using kit::Urgency;
using kit::WorkItem;
using page_kit::Html;

/// The authority's own view of what an authorised person may enter.
Authorisation authorisation(const Act& act, const Lookups& known);
/// "900001 Brook Primary", or the number alone when the register does not know it.
std::string school_words(const Act& act, const SchoolLookup& school, Urn urn);
std::string scope_words(const Act& act, const Lookups& known, const Grant& grant);

std::string person_href(PersonId id);
std::string person_object(PersonId id);
/// The person of the address, when they belong to the viewer's authority.
std::optional<Person> asked_person(Act& act);
/// A handler for one person's page.
template <class F>
ActHandler for_person(F handle) {
    return [handle](Act& act) {
        const auto person = asked_person(act);
        return person ? handle(act, *person) : not_found(act, "There is no such person in your authority.");
    };
}

/// Whether the account is in use, and the ways to stop it; on the person's page.
Html account_in_use(Act& act, const Person& person);
/// The sentence for what the form before led to, by the address; empty for anything else.
std::string what_was_done(const Act& act);
void add_withdrawal_routes(Feature& own, const Lookups& known);
void add_account_routes(Feature& own, const Lookups& known);
/// Advisers and senior advisers of the authority today, by name, once each.
std::vector<Person> advisers(Act& act);
void add_allocation_routes(Feature& own, const Lookups& known);
void add_telephone_routes(Feature& own);
void add_import_routes(Feature& own, const Lookups& known);
std::vector<WorkItem> guard_items(const kit::Whose& whose);
void add_guard_routes(Feature& own);
void add_audit_routes(Feature& own, const SchoolLookup& school);

}
