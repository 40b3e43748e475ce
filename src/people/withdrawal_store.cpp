// Accounts that are disabled and enabled again.
#include <algorithm>

#include "people/people.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::people {
namespace {

using storage::Reader;
using storage::Row;
using storage::Writer;

/// A role of another authority that runs or will run, whether or not its owner has confirmed it.
bool is_of_another(const Grant& grant, AuthorityCode authority, Date today) {
    return grant.authority != authority && !(grant.valid.to && *grant.valid.to < today);
}

}

std::optional<Disabled> disabled(Reader& db, PersonId person) {
    return db.first(
        "SELECT disabled_at, authority FROM disabled_account WHERE person = $1",
        [](const Row& row) {
            Disabled found{.at = row.instant(0)};
            if (!row.is_null(1)) found.by = row.authority(1);
            return found;
        },
        person);
}

Outcome disable_account(Writer& db, PersonId person, const std::optional<Officer>& by, Instant now) {
    if (disabled(db, person)) return Error{"This account is already disabled.", {}};
    const Date today{std::chrono::floor<std::chrono::days>(now)};
    const auto elsewhere = [&](const Grant& grant) { return is_of_another(grant, by->authority, today); };
    if (by && std::ranges::any_of(grants_of(db, person), elsewhere))
        return Error{
            "This person also has a role in another authority, so you cannot disable the account. End each "
            "of their roles here instead. The people who run the server can disable the account.",
            {}};
    std::optional<PersonId> officer;
    std::optional<AuthorityCode> authority;
    if (by) {
        officer = by->person;
        authority = by->authority;
    }
    db.execute(
        "INSERT INTO disabled_account (person, authority, disabled_by, disabled_at) VALUES ($1, $2, $3, $4)",
        person, authority, officer, now);
    storage::seal(db, "disabled_account", "person = $1", person);
    db.execute("UPDATE one_time_link SET used = $2 WHERE person = $1 AND used IS NULL", person, now);
    end_sessions_of(db, person, now);
    return Done{};
}

Outcome enable_account(Writer& db, PersonId person, const std::optional<Officer>& by) {
    const auto found = disabled(db, person);
    if (!found) return Error{"This account is not disabled.", {}};
    if (by && found->by != by->authority)
        return Error{"This account was not disabled by your authority. Ask the people who run the server.",
                     {}};
    const auto enable = [&] { db.execute("DELETE FROM disabled_account WHERE person = $1", person); };
    storage::change(db, "disabled_account", "person = $1", enable, person);
    return Done{};
}

}
