#pragma once
// Inside people: the pages of accounts, allocations and the trail.
#include "people/enrolment.hpp"
#include "people/gate.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::people {

using page_kit::Html;

/// The authority's own view of what an authorised person may enter.
Authorisation authorisation(const Act& act, const Lookups& known);
/// "900001 Brook Primary", or the number alone when the register does not know it.
std::string school_words(const Act& act, const SchoolLookup& school, Urn urn);
std::string scope_words(const Act& act, const Lookups& known, const Grant& grant);

void add_account_routes(Contribution& own, const Lookups& known);
void add_allocation_routes(Contribution& own, const Lookups& known);
void add_import_routes(Contribution& own, const Lookups& known);
std::vector<HomeItem> guard_items(Act& act);
void add_guard_routes(Contribution& own);
void add_audit_routes(Contribution& own, const SchoolLookup& school);

}
