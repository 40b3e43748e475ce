// One-time links, and in which authorities an account's owner has confirmed them.
//
// An account is one for the whole installation, its password too. So an authority may rely on a password only
// when its own link set it: whoever controlled the account before must not come in with a role given later,
// and whoever gives the later role must not come in with the earlier one. Hence a second authority's link
// asks for the present password, which its officers do not know, and for a fresh one, which nobody else
// knows.
#include "people/credentials_store.hpp"
#include "platform/crypto/sign.hpp"
#include "platform/storage/seals.hpp"

namespace tarn::people {
namespace {

using storage::Reader;
using storage::Row;
using storage::Writer;
using namespace std::chrono_literals;

constexpr auto link_lifetime = 72h;

void set_hash(Writer& db, PersonId person, std::string_view hash, Instant now) {
    const auto put = [&] {
        db.execute(
            "INSERT INTO credential (person, password_hash, changed) VALUES ($1, $2, $3) "
            "ON CONFLICT (person) DO UPDATE SET password_hash = $2, changed = $3",
            person, hash, now);
    };
    storage::change(db, "credential", "person = $1", put, person);
    end_sessions_of(db, person, now);
}

void confirm(Writer& db, PersonId person, AuthorityCode authority, Instant now) {
    const auto put = [&] {
        db.execute(
            "INSERT INTO account_confirmation (person, authority, confirmed_at) VALUES ($1, $2, $3) "
            "ON CONFLICT (person, authority) DO NOTHING",
            person, authority, now);
    };
    storage::change(db, "account_confirmation", "person = $1 AND authority = $2", put, person, authority);
}

/// Those who run the server answer for every authority on it.
void confirm_everywhere(Writer& db, PersonId person, Instant now) {
    for (const Grant& grant : grants_of(db, person)) confirm(db, person, grant.authority, now);
}

}

bool works_elsewhere(Reader& db, PersonId person, AuthorityCode authority, Date day) {
    for (const Grant& grant : grants_of(db, person))
        if (grant.authority != authority && grant.confirmed && !(grant.valid.to && *grant.valid.to < day))
            return true;
    return false;
}

void store_password_hash(Writer& db, PersonId person, std::string_view hash, Instant now) {
    set_hash(db, person, hash, now);
    confirm_everywhere(db, person, now);
}

std::string make_link(Writer& db, PersonId person, const std::optional<Officer>& made_by, Instant now) {
    const std::string token = crypto::random_token();
    std::optional<PersonId> maker;
    std::optional<AuthorityCode> authority;
    if (made_by) {
        maker = made_by->person;
        authority = made_by->authority;
    }
    db.execute(
        "UPDATE one_time_link SET used = $2 WHERE person = $1 AND used IS NULL AND COALESCE(authority, 0) = "
        "$3",
        person, now, authority.value_or(AuthorityCode{}));
    db.execute(
        "INSERT INTO one_time_link (token_hash, person, authority, made_by, made_at, expires) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        crypto::sha256_hex(token), person, authority, maker, now, now + link_lifetime);
    return token;
}

std::optional<Link> find_link(Reader& db, std::string_view token, Instant now) {
    auto link = db.first(
        "SELECT person, authority FROM one_time_link WHERE token_hash = $1 AND used IS NULL AND expires > $2",
        [](const Row& row) {
            Link found{.owner = row.id<PersonId>(0)};
            if (!row.is_null(1)) found.authority = row.authority(1);
            return found;
        },
        crypto::sha256_hex(token), now);
    if (link && disabled(db, link->owner)) return std::nullopt;
    if (link && link->authority)
        link->asks_password = works_elsewhere(db, link->owner, *link->authority,
                                              Date{std::chrono::floor<std::chrono::days>(now)});
    return link;
}

Outcome use_link(Writer& db, std::string_view token, std::string_view hash, bool proved, Instant now) {
    const auto link = find_link(db, token, now);
    if (!link) return Error{"This link has been used or is too old. Ask whoever sent it for a new one.", {}};
    if (link->asks_password && !proved) return Error{"Enter the password that you have now.", {}};
    // The operators' link asks for nothing and confirms everywhere, so it must not outlive the password that
    // its owner has now set. Another authority's may: without the password it opens that authority alone.
    db.execute(
        "UPDATE one_time_link SET used = $2 WHERE person = $1 AND used IS NULL AND COALESCE(authority, 0) IN "
        "(0, $3)",
        link->owner, now, link->authority.value_or(AuthorityCode{}));
    set_hash(db, link->owner, hash, now);
    if (!link->authority) {
        confirm_everywhere(db, link->owner, now);
        return Done{};
    }
    // Without proof of the former password the owner is known to this authority alone.
    const auto forget = [&] {
        db.execute("DELETE FROM account_confirmation WHERE person = $1", link->owner);
    };
    if (!proved) storage::change(db, "account_confirmation", "person = $1", forget, link->owner);
    confirm(db, link->owner, *link->authority, now);
    return Done{};
}

}
