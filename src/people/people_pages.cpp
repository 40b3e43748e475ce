#include "people/people_pages.hpp"

#include "feature_kit/drafts.hpp"
#include "people/people_rules.hpp"

namespace tarn::people {
namespace {

/// Forms begun and never sent, wherever they stand.
std::vector<WorkItem> unsent_forms(const kit::Whose& whose) {
    std::vector<WorkItem> items;
    for (const kit::Draft& draft : kit::drafts_of(whose.db, whose.viewer.person())) {
        items.push_back({.urgency = Urgency::due,
                         .title = "Finish a form you started",
                         .href = draft.page,
                         .detail = "Kept on " +
                                   Date{std::chrono::floor<std::chrono::days>(draft.saved)}.display() +
                                   ", at " + draft.page});
    }
    return items;
}

std::vector<kit::SearchHit> people_found(Act& act, const SearchText& typed, std::size_t limit) {
    std::vector<kit::SearchHit> all;
    for (const Person& person : people_of(act.db, act.viewer.authority()))
        all.push_back({person.name, person_href(person.id), person.email});
    return kit::best_hits(std::move(all), typed, limit);
}

std::vector<kit::SearchHit> advisers_found(Act& act, const SearchText& typed, std::size_t limit) {
    std::vector<kit::SearchHit> all;
    for (const Person& person : advisers(act))
        all.push_back({person.name, "/allocations", "The schools of this adviser"});
    return kit::best_hits(std::move(all), typed, limit);
}

}

Feature feature(Lookups known) {
    Feature own;
    add_account_routes(own, known);
    add_telephone_routes(own);
    add_withdrawal_routes(own, known);
    add_allocation_routes(own, known);
    add_import_routes(own, known);
    add_guard_routes(own);
    add_audit_routes(own, known.school);
    own.menu = {{"People", "/people", Permission::people_manage},
                {"Advisers", "/allocations", Permission::allocate},
                {"Audit trail", "/audit", Permission::audit_read}};
    own.work = {unsent_forms, guard_items};
    own.searches = {{.title = "People", .permission = Permission::people_manage, .find = people_found},
                    {.title = "Advisers", .permission = Permission::allocate, .find = advisers_found}};
    return own;
}

Authorisation authorisation(const Act& act, const Lookups& known) {
    return {.made_by = act.viewer.person(),
            .within = act.viewer.authority(),
            .known = known,
            .now = act.clock.now()};
}

std::string school_words(const Act& act, const SchoolLookup& school, Urn urn) {
    const auto fact = school ? school(act.db, urn, act.today()) : std::nullopt;
    return fact ? fact->name + " (" + urn.text() + ")" : "School " + urn.text();
}

std::string scope_words(const Act& act, const Lookups& known, const Grant& grant) {
    if (grant.scope.kind == ScopeKind::school)
        if (const auto urn = Urn::parse(grant.scope.id)) return school_words(act, known.school, *urn);
    if (grant.scope.kind == ScopeKind::area && known.areas.all) {
        for (const AreaFact& area : known.areas.all(act.db, grant.authority))
            if (area.code == grant.scope.code()) return "Every school of the area " + area.name;
        return "The area " + grant.scope.id;
    }
    if (access::works_from_caseload(grant.role)) return "Allocated schools";
    return "The whole authority";
}

}
