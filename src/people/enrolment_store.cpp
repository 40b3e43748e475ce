#include <algorithm>

#include "people/account_checks_store.hpp"
#include "people/enrolment.hpp"
#include "people/people_rules.hpp"

namespace tarn::people {
namespace {

using storage::Reader;
using storage::Writer;

Result<DateRange> read_period(std::string_view from, std::string_view to, Instant now) {
    DateRange period{day_of(now), {}};
    if (!from.empty()) {
        const auto date = Date::parse_published(from);
        if (!date) return Error{"'" + std::string{from} + "' is not a date. Write it as 2020-09-01.", {}};
        period.from = *date;
    }
    if (!to.empty()) {
        period.to = Date::parse_published(to);
        if (!period.to) return Error{"'" + std::string{to} + "' is not a date. Write it as 2020-09-01.", {}};
    }
    return period;
}

Result<AuthorityCode> only_authority(Reader& db) {
    const auto known = authorities(db);
    if (known.empty()) return Error{"There is no authority yet. Add one with tarn authority add.", {}};
    if (known.size() > 1) return Error{"There are several authorities: name one, as in authority:888.", {}};
    return known.front().code;
}

Result<AuthorityCode> authority_of_school(Reader& db, Urn school, Date day, const SchoolLookup& lookup) {
    if (!lookup) return only_authority(db);
    const auto fact = lookup(db, school, day);
    if (!fact) return Error{"There is no school with the URN " + school.text() + " in the register.", {}};
    return fact->authority;
}

/// An area is named by its authority and code, so it needs no register; it must exist.
Outcome check_area(Reader& db, Grant& grant, const AreaLookup& areas) {
    const auto known = areas.all ? areas.all(db, grant.authority) : std::vector<AreaFact>{};
    if (std::ranges::any_of(known, [&](const AreaFact& area) { return area.code == grant.scope.code(); }))
        return Done{};
    std::string codes;
    for (const AreaFact& area : known) codes += (codes.empty() ? "" : ", ") + area.code;
    return Error{"The authority " + grant.authority.text() + " has no area '" +
                     std::string{grant.scope.code()} + "'. " +
                     (codes.empty() ? "None has been set up." : "Its areas are " + codes + "."),
                 {}};
}

Result<Grant> read_grant(Reader& db, const Enrolment& typed, const Authorisation& by) {
    const auto role = access::parse_role(typed.role);
    if (!role) return Error{"'" + typed.role + "' is not a role. Roles are " + role_list() + ".", {}};
    const auto period = read_period(typed.from, typed.to, by.now);
    if (!period) return period.error();
    Grant grant{.role = *role, .scope = {}, .valid = *period};
    std::string scope = typed.scope;
    if (scope.empty()) {
        const auto only = by.within ? Result<AuthorityCode>{*by.within} : only_authority(db);
        if (!only) return only.error();
        scope = "authority:" + only->text();
    }
    const auto parsed = Scope::parse(scope);
    if (!parsed)
        return Error{"'" + scope + "' is not a scope. Write authority:888, school:100000 or area:888:NORTH.",
                     {}};
    grant.scope = *parsed;
    if (parsed->kind == ScopeKind::school) {
        const auto authority =
            authority_of_school(db, *Urn::parse(parsed->id), grant.valid.from, by.known.school);
        if (!authority) return authority.error();
        grant.authority = *authority;
    } else {
        grant.authority = *parsed->authority();
        const std::string code{parsed->code()};
        grant.scope.id = grant.authority.text() + (code.empty() ? "" : ":" + code);
    }
    if (by.within && grant.authority != *by.within) return Error{"This lies outside your authority.", {}};
    if (grant.scope.kind == ScopeKind::area)
        if (const auto exists = check_area(db, grant, by.known.areas); !exists) return exists.error();
    return grant;
}

bool holds_just_this(Reader& db, PersonId person, const Grant& grant) {
    return std::ranges::any_of(grants_of(db, person), [&](const Grant& held) {
        return held.role == grant.role && held.scope == grant.scope && held.valid == grant.valid;
    });
}

bool is_confirmed(Reader& db, PersonId person, GrantId grant) {
    return std::ranges::any_of(grants_of(db, person),
                               [&](const Grant& held) { return held.id == grant && held.confirmed; });
}

/// With a role that the account's owner has confirmed: another authority changes nothing of the account.
bool works_in(Reader& db, PersonId person, AuthorityCode authority) {
    return std::ranges::any_of(grants_of(db, person), [&](const Grant& held) {
        return held.authority == authority && held.confirmed;
    });
}

}

std::string role_list() {
    std::string list;
    for (const Role role : access::all_roles())
        list += (list.empty() ? "" : ", ") + std::string{access::role_code(role)};
    return list;
}

Result<Enrolled> enrol(Writer& db, const Enrolment& typed, const Authorisation& by) {
    auto read = read_grant(db, typed, by);
    if (!read) return read.error();
    Grant grant = *std::move(read);
    if (!typed.telephone.empty() && !plausible_telephone(tidy_telephone(typed.telephone)))
        return Error{"'" + typed.telephone + "' is not a telephone number.", {}, "telephone"};
    if (const auto known = find_person(db, typed.email)) {
        grant.person = known->id;
        if (known->telephone.empty() && !typed.telephone.empty() &&
            works_in(db, known->id, grant.authority)) {
            if (const auto set = set_telephone(db, known->id, typed.telephone); !set) return set.error();
        }
        if (holds_just_this(db, known->id, grant)) return Enrolled{*known, false, false};
        const auto made = add_grant(db, grant, by.made_by, by.now);
        if (!made) return made.error();
        return Enrolled{*known, false, true, is_confirmed(db, known->id, *made)};
    }
    if (const auto fine = check_grant(db, grant, by.made_by); !fine) return fine.error();
    const auto person = add_person(db, typed.name, typed.email, by.now);
    if (!person) return person.error();
    grant.person = *person;
    if (const auto set = set_telephone(db, *person, typed.telephone); !set) return set.error();
    if (const auto made = add_grant(db, grant, by.made_by, by.now); !made) return made.error();
    return Enrolled{find_person(db, *person).value(), true, true};
}

Result<ImportReport> import_people(Writer& db, std::string_view csv, const Authorisation& by) {
    const auto table = CsvTable::parse(csv, {"name", "email", "role", "scope", "from"});
    if (!table) return table.error();
    std::size_t unconfirmed = 0;
    ImportReport report = for_each_row(*table, [&](const CsvRow& row) -> Result<bool> {
        const auto cell = [&](std::string_view column) { return std::string{table->cell(row, column)}; };
        const auto made = enrol(db,
                                {cell("name"), cell("email"), cell("role"), cell("scope"), cell("from"),
                                 cell("to"), cell("telephone")},
                                by);
        if (!made) return made.error();
        unconfirmed += made->confirmed ? 0 : 1;
        return made->new_account || made->new_grant;
    });
    report.unconfirmed = unconfirmed;
    return report;
}

Result<bool> take_on(Writer& db, const CaseloadLine& line, const Authorisation& by) {
    const auto adviser = find_person(db, line.email);
    if (!adviser) return Error{"There is no account for '" + line.email + "'.", {}, "email"};
    const auto period = read_period(line.from, line.to, by.now);
    if (!period) return period.error();
    const auto authority = authority_of_school(db, line.school, period->from, by.known.school);
    if (!authority) return authority.error();
    if (by.within && *authority != *by.within)
        return Error{"This school lies outside your authority.", {}, "urn"};
    const auto before = allocations_of_school(db, line.school);
    const auto made = allocate(db,
                               {.adviser = adviser->id,
                                .school = line.school,
                                .authority = *authority,
                                .valid = *period,
                                .reason = line.reason},
                               by.made_by, by.now);
    if (!made) return made.error();
    return std::ranges::none_of(before, [&](const Allocation& each) { return each.id == *made; });
}

Result<ImportReport> import_allocations(Writer& db, std::string_view csv, const Authorisation& by) {
    const auto table = CsvTable::parse(csv, {"urn", "email", "from"});
    if (!table) return table.error();
    return for_each_row(*table, [&](const CsvRow& row) -> Result<bool> {
        const auto cell = [&](std::string_view column) { return std::string{table->cell(row, column)}; };
        const auto urn = Urn::parse(cell("urn"));
        if (!urn) return Error{"'" + cell("urn") + "' is not a URN of five or six digits.", {}};
        return take_on(db, {*urn, cell("email"), cell("from"), cell("to"), cell("reason")}, by);
    });
}

}
