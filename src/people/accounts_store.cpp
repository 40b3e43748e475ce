// Authorities, people, grants and allocations.
#include <algorithm>

#include "people/account_checks_store.hpp"
#include "people/people.hpp"
#include "people/people_rules.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::people {
namespace {

using storage::Reader;
using storage::Row;
using storage::Writer;

Person read_person(const Row& row) {
    return {row.id<PersonId>(0), row.string(1), row.string(2), row.string(3)};
}

std::vector<Person> read_people(storage::Rows rows) {
    std::vector<Person> list;
    for (const Row& row : rows) list.push_back(read_person(row));
    return list;
}

constexpr std::string_view grant_columns =
    "id, person, role, scope, authority, valid_from, valid_to, (SELECT COUNT(*) FROM account_confirmation c "
    "WHERE c.person = role_grant.person AND c.authority = role_grant.authority), (SELECT COUNT(*) FROM "
    "disabled_account d WHERE d.person = role_grant.person), withdrawn_at";

/// Held by somebody who can use it on the day $1, which ends at the day $2.
constexpr std::string_view usable_grant =
    "g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to >= $1) AND (g.withdrawn_at IS NULL OR "
    "g.withdrawn_at >= $2) AND NOT EXISTS (SELECT 1 FROM disabled_account d WHERE d.person = g.person)";

/// Empty for a role this version does not know: such a grant gives nothing.
std::optional<Grant> read_grant(const Row& row) {
    const auto role = access::parse_role(row.text(2));
    const auto scope = Scope::parse(row.text(3));
    if (!role || !scope) return std::nullopt;
    Grant grant{row.id<GrantId>(0),
                row.id<PersonId>(1),
                *role,
                *scope,
                row.authority(4),
                {row.date(5), row.maybe_date(6)},
                row.integer(7) > 0,
                row.integer(8) > 0,
                row.maybe_instant(9)};
    if (grant.withdrawn_at) {
        const Date before = day_of(*grant.withdrawn_at) - 1;
        grant.valid.to = std::min(grant.valid.to.value_or(before), before);
    }
    return grant;
}

Allocation read_allocation(const Row& row) {
    return {
        row.integer(0), row.id<PersonId>(1), row.urn(2), row.authority(3), {row.date(4), row.maybe_date(5)},
        row.string(6)};
}
constexpr std::string_view allocation_columns = "id, adviser, urn, authority, valid_from, valid_to, reason";

/// What is wrong with the kind of scope, as a sentence; empty when nothing is.
std::string wrong_scope(const Grant& grant) {
    const std::string title{access::role_title(grant.role)};
    const ScopeKind kind = grant.scope.kind;
    if (!access::may_be_held_over(grant.role, kind)) {
        if (access::scope_of(grant.role) == ScopeKind::school)
            return "The role '" + title +
                   "' is held at a school: give the school's URN, as in school:100000.";
        return "The role '" + title + "' is held for the authority, as in authority:888" +
               (access::works_from_caseload(grant.role) ? ", or for one of its areas, as in area:888:NORTH."
                                                        : ".");
    }
    if (kind == ScopeKind::network || kind == ScopeKind::case_)
        return "There is no " + std::string{kind == ScopeKind::network ? "network" : "case"} + " '" +
               std::string{grant.scope.code()} + "' in the authority " + grant.authority.text() +
               ": none has been set up, so no role can be held over it.";
    const auto named = grant.scope.authority();
    return named && *named != grant.authority ? "The scope names another authority than the grant." : "";
}

/// The first role of an account comes with the link that sets its first password, so it needs no other proof.
void confirm_first(Writer& db, const Grant& grant, Instant now) {
    const auto confirm = [&] {
        db.execute(
            "INSERT INTO account_confirmation (person, authority, confirmed_at) SELECT $1, $2, $3 WHERE NOT "
            "EXISTS (SELECT 1 FROM role_grant WHERE person = $1) ON CONFLICT (person, authority) DO NOTHING",
            grant.person, grant.authority, now);
    };
    storage::change(db, "account_confirmation", "person = $1", confirm, grant.person);
}

/// What ends before it begins, as a role withdrawn on its first day does, has no day to share.
bool overlap(const DateRange& a, const DateRange& b) {
    const auto has_days = [](const DateRange& range) { return !range.to || range.from <= *range.to; };
    return has_days(a) && has_days(b) && (!a.to || b.from <= *a.to) && (!b.to || a.from <= *b.to);
}

}

Outcome check_grant(Reader& db, const Grant& grant, std::optional<PersonId> made_by) {
    const std::string title{access::role_title(grant.role)};
    if (made_by == grant.person)
        return Error{"You cannot give a role to yourself. Ask a colleague who manages accounts.", {}};
    if (!find_authority(db, grant.authority))
        return Error{"There is no authority with the code " + grant.authority.text() + ".", {}};
    if (const std::string wrong = wrong_scope(grant); !wrong.empty()) return Error{wrong, {}};
    if (grant.valid.to && *grant.valid.to < grant.valid.from)
        return Error{"The last day of a role cannot be before its first day.", {}};
    for (const Grant& held : grants_of(db, grant.person))
        if (held.role == grant.role && held.scope == grant.scope && overlap(held.valid, grant.valid))
            return Error{"This person already holds the role '" + title + "' there from " +
                             held.valid.from.display() + ". End that grant first.",
                         {}};
    return Done{};
}

Outcome add_authority(Writer& db, const Authority& authority, Instant now) {
    if (authority.name.empty()) return Error{"Give the authority's name.", {}};
    if (const auto known = find_authority(db, authority.code)) {
        if (known->name == authority.name) return Done{};
        return Error{"The code " + authority.code.text() + " already stands for " + known->name + ".", {}};
    }
    db.execute("INSERT INTO authority (code, name, added) VALUES ($1, $2, $3)", authority.code,
               authority.name, now);
    storage::seal(db, "authority", "code = $1", authority.code);
    return Done{};
}

std::vector<Authority> authorities(Reader& db) {
    std::vector<Authority> list;
    for (const Row& row : db.query("SELECT code, name FROM authority ORDER BY code"))
        list.push_back({row.authority(0), row.string(1)});
    return list;
}

std::optional<Authority> find_authority(Reader& db, AuthorityCode code) {
    return db.first(
        "SELECT code, name FROM authority WHERE code = $1",
        [](const Row& row) {
            return Authority{row.authority(0), row.string(1)};
        },
        code);
}

Result<PersonId> add_person(Writer& db, std::string_view name, std::string_view email, Instant now) {
    const std::string address = lower_email(email);
    if (name.empty()) return Error{"Give the person's name.", {}};
    if (!plausible_email(address)) return Error{"'" + std::string{email} + "' is not an e-mail address.", {}};
    if (find_person(db, address)) return Error{"There is already an account for " + address + ".", {}};
    return storage::insert_sealed<PersonId>(
        db, "person", "INSERT INTO person (name, email, added) VALUES ($1, $2, $3) RETURNING id", name,
        address, now);
}

std::optional<Person> find_person(Reader& db, PersonId id) {
    return db.first("SELECT id, name, email, COALESCE(telephone, '') FROM person WHERE id = $1", read_person,
                    id);
}
std::optional<Person> find_person(Reader& db, std::string_view email) {
    return db.first("SELECT id, name, email, COALESCE(telephone, '') FROM person WHERE email = $1",
                    read_person, lower_email(email));
}

Outcome set_telephone(Writer& db, PersonId person, std::string_view telephone) {
    const std::string number = tidy_telephone(telephone);
    if (!number.empty() && !plausible_telephone(number))
        return Error{"Enter a telephone number, like 01632 960001 or +44 1632 960001", {}, "telephone"};
    const auto set = [&] {
        db.execute("UPDATE person SET telephone = $2 WHERE id = $1", person,
                   number.empty() ? std::nullopt : std::optional{number});
    };
    storage::change(db, "person", "id = $1", set, person);
    return Done{};
}

Result<GrantId> add_grant(Writer& db, const Grant& grant, std::optional<PersonId> made_by, Instant now) {
    if (const auto fine = check_grant(db, grant, made_by); !fine) return fine.error();
    confirm_first(db, grant, now);
    return storage::insert_sealed<GrantId>(
        db, "role_grant",
        "INSERT INTO role_grant (person, role, authority, scope, valid_from, valid_to, made_by, made_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        grant.person, access::role_code(grant.role), grant.authority, grant.scope.text(), grant.valid.from,
        grant.valid.to, made_by, now);
}

namespace {

/// The grant while it can still be ended.
std::optional<Grant> running_grant(Reader& db, GrantId id, Date today) {
    const std::string sql = "SELECT " + std::string{grant_columns} + " FROM role_grant WHERE id = $1";
    for (const Row& row : db.query(sql, id))
        if (auto grant = read_grant(row))
            if (!grant->over(today)) return grant;
    return std::nullopt;
}

}

Outcome end_grant(Writer& db, GrantId id, Date last_day, std::optional<PersonId> made_by, Instant now) {
    const Date today = day_of(now);
    const auto grant = running_grant(db, id, today);
    if (!grant) return Error{"This role has already ended.", {}};
    // What was done with the role until now was allowed, and the record has to go on saying so.
    if (last_day < today)
        return Error{"The last day cannot be before today. A role can also be ended at once.", {}};
    if (last_day < grant->valid.from)
        return Error{"The last day cannot be before the first, " + grant->valid.from.display() + ".", {}};
    if (grant->valid.to && last_day >= *grant->valid.to)
        return Error{"This role ends on " + grant->valid.to->display() +
                         ". Enter an earlier day; to let it go on for longer, give it once more.",
                     {}};
    const auto end = [&] {
        db.execute("UPDATE role_grant SET valid_to = $2, ended_by = $3, ended_at = $4 WHERE id = $1", id,
                   last_day, made_by, now);
    };
    storage::change(db, "role_grant", "id = $1", end, id);
    return Done{};
}

Outcome withdraw_grant(Writer& db, GrantId id, std::optional<PersonId> by, Instant now) {
    if (!running_grant(db, id, day_of(now))) return Error{"This role has already ended.", {}};
    const auto withdraw = [&] {
        db.execute("UPDATE role_grant SET withdrawn_at = $3, ended_by = $2, ended_at = $3 WHERE id = $1", id,
                   by, now);
    };
    storage::change(db, "role_grant", "id = $1", withdraw, id);
    return Done{};
}

std::vector<Grant> grants_of(Reader& db, PersonId person) {
    std::vector<Grant> grants;
    const std::string sql =
        "SELECT " + std::string{grant_columns} + " FROM role_grant WHERE person = $1 ORDER BY valid_from, id";
    for (const Row& row : db.query(sql, person))
        if (auto grant = read_grant(row)) grants.push_back(std::move(*grant));
    return grants;
}

std::vector<Person> people_of(Reader& db, AuthorityCode authority) {
    return read_people(
        db.query("SELECT p.id, p.name, p.email, COALESCE(p.telephone, '') FROM person p WHERE EXISTS (SELECT "
                 "1 FROM role_grant g WHERE "
                 "g.person = p.id AND g.authority = $1) ORDER BY p.name COLLATE \"C\", p.id",
                 authority));
}

std::vector<Person> holders(Reader& db, AuthorityCode authority, Role role, Date day) {
    return read_people(db.query(
        "SELECT DISTINCT p.id, p.name, p.email, COALESCE(p.telephone, '') FROM person p JOIN role_grant g ON "
        "g.person = p.id WHERE g.authority = $3 AND g.role = $4 AND " +
            std::string{usable_grant} + " ORDER BY p.name, p.id",
        day, day + 1, authority, access::role_code(role)));
}

std::vector<Grant> managing_grants(Reader& db, AuthorityCode authority, Date day) {
    std::vector<Grant> grants;
    const std::string sql =
        "SELECT " + std::string{grant_columns} + " FROM role_grant WHERE authority = $1 ORDER BY id";
    for (const Row& row : db.query(sql, authority))
        if (auto grant = read_grant(row))
            if (grant->usable_on(day) &&
                access::reach(Permission::people_manage, grant->role) != access::Reach::none)
                grants.push_back(std::move(*grant));
    return grants;
}

Result<std::int64_t> allocate(Writer& db, const Allocation& wanted, std::optional<PersonId> made_by,
                              Instant now) {
    if (made_by == wanted.adviser)
        return Error{"You cannot allocate a school to yourself. Ask a colleague who may.", {}};
    const auto advises = [&](const Grant& grant) {
        return access::works_from_caseload(grant.role) && grant.authority == wanted.authority &&
               grant.valid.contains(wanted.valid.from);
    };
    if (!std::ranges::any_of(grants_of(db, wanted.adviser), advises))
        return Error{"Only an adviser or senior adviser of the authority on " + wanted.valid.from.display() +
                         " can be allocated a school.",
                     {}};
    for (const Allocation& held : allocations_of_school(db, wanted.school)) {
        if (!overlap(held.valid, wanted.valid)) continue;
        if (held.adviser == wanted.adviser && held.valid.contains(wanted.valid.from) &&
            held.valid.to == wanted.valid.to)
            return held.id;
        if (held.valid.from >= wanted.valid.from)
            return Error{"This school is already allocated from " + held.valid.from.display() +
                             ". Choose a later first day, or a last day before that.",
                         {}};
        const auto end = [&] {
            db.execute("UPDATE allocation SET valid_to = $2 WHERE id = $1", held.id, wanted.valid.from - 1);
        };
        storage::change(db, "allocation", "id = $1", end, held.id);
    }
    return storage::insert_sealed<Id<Allocation>>(db, "allocation",
                                                  "INSERT INTO allocation (adviser, urn, authority, "
                                                  "valid_from, valid_to, reason, made_by, made_at) "
                                                  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
                                                  wanted.adviser, wanted.school, wanted.authority,
                                                  wanted.valid.from, wanted.valid.to, wanted.reason, made_by,
                                                  now)
        .value;
}

std::vector<Urn> caseload(Reader& db, PersonId adviser, AuthorityCode authority, Date day) {
    std::vector<Urn> schools;
    for (const Row& row :
         db.query("SELECT urn FROM allocation WHERE adviser = $1 AND authority = $2 AND valid_from <= $3 "
                  "AND (valid_to IS NULL OR valid_to >= $3) ORDER BY urn",
                  adviser, authority, day))
        schools.push_back(row.urn(0));
    return schools;
}

std::optional<Person> adviser_of(Reader& db, Urn school, Date day) {
    return db.first(
        "SELECT p.id, p.name, p.email, COALESCE(p.telephone, '') FROM allocation a JOIN person p ON p.id = "
        "a.adviser WHERE a.urn = $1 "
        "AND "
        "a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to >= $2) ORDER BY a.valid_from DESC, a.id "
        "DESC",
        read_person, school, day);
}

std::vector<Allocation> allocations_of_school(Reader& db, Urn school) {
    std::vector<Allocation> list;
    const std::string sql = "SELECT " + std::string{allocation_columns} +
                            " FROM allocation WHERE urn = $1 ORDER BY valid_from DESC, id DESC";
    for (const Row& row : db.query(sql, school)) list.push_back(read_allocation(row));
    return list;
}

}
