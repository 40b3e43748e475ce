// What a person types must be theirs: passwords checked, tries counted, guessing slowed.
//
// A try counts before its password is checked and is taken back when it was right. So guesses sent all at
// once wait as those sent one after the other do.
#include "access/audit.hpp"
#include "people/credentials_store.hpp"
#include "platform/crypto/sign.hpp"

namespace tarn::people {
namespace {

using storage::Reader;
using storage::Row;
using storage::Writer;
using namespace std::chrono_literals;

constexpr auto counted_for = 24h;             // rows that have been quiet for longer are removed
constexpr auto address_known_for = 24h * 90;  // since the account was last used from it

struct Subjects {
    std::string pair, account, address;
};
/// A known browser's tries are counted apart from those of whoever shares its address.
Subjects subjects_of(std::string_view email, const TypedAt& at) {
    const std::string account = crypto::sha256_hex(lower_email(email));
    return {
        "pair:" + crypto::sha256_hex(account + (at.browser ? " browser " + *at.browser : " " + at.client)),
        "account:" + account, "address:" + at.client};
}

Failures failures_of(Reader& db, std::string_view subject) {
    return db
        .first(
            "SELECT failures, last_at FROM sign_in_failures WHERE subject = $1",
            [](const Row& row) {
                return Failures{static_cast<int>(row.integer(0)), row.instant(1)};
            },
            subject)
        .value_or(Failures{});
}

bool used_before(Reader& db, const std::optional<PersonId>& person, std::string_view client, Instant now) {
    return person &&
           db.count("SELECT COUNT(*) FROM session WHERE person = $1 AND client = $2 AND last_seen >= $3",
                    *person, client, now - address_known_for) > 0;
}

SignInHistory history_of(Reader& db, const Subjects& subjects, const std::optional<PersonId>& person,
                         const TypedAt& at, Instant now) {
    SignInHistory history{.pair = failures_of(db, subjects.pair),
                          .account = failures_of(db, subjects.account),
                          .address = failures_of(db, subjects.address)};
    history.waits_since = db.first(
                                "SELECT waits_since FROM sign_in_failures WHERE subject = $1",
                                [](const Row& row) { return row.maybe_instant(0); }, subjects.pair)
                              .value_or(std::nullopt);
    history.known_address = used_before(db, person, at.client, now);
    history.known_browser = at.browser.has_value();
    return history;
}

void keep(Writer& db, std::string_view subject, const Failures& failures) {
    db.execute(
        "INSERT INTO sign_in_failures (subject, failures, last_at, waits_since) VALUES ($1, $2, $3, NULL) "
        "ON CONFLICT (subject) DO UPDATE SET failures = $2, last_at = $3, waits_since = NULL",
        subject, failures.count, failures.last);
}

void begin_to_wait(Writer& db, std::string_view pair, Instant now) {
    db.execute(
        "INSERT INTO sign_in_failures (subject, failures, last_at, waits_since) VALUES ($1, 0, $2, $2) "
        "ON CONFLICT (subject) DO UPDATE SET waits_since = $2 WHERE sign_in_failures.waits_since IS NULL",
        pair, now);
}

/// Also those before from the same place: slips of the owner's, and right ones that the database was too busy
/// to take back.
void take_back(Writer& db, const Subjects& subjects) {
    const int tries = failures_of(db, subjects.pair).count;
    db.execute("DELETE FROM sign_in_failures WHERE subject = $1", subjects.pair);
    for (const std::string& subject : {subjects.account, subjects.address})
        db.execute(
            "UPDATE sign_in_failures SET failures = CASE WHEN failures > $2 THEN failures - $2 ELSE 0 END "
            "WHERE subject = $1",
            subject, tries);
}

void note(Writer& db, std::optional<PersonId> person, std::string_view action, std::string_view client,
          Instant now) {
    const access::Trace trace{.actor = {.person = person, .role = {}, .authority = {}},
                              .entry = {std::string{action},
                                        person ? "person:" + std::to_string(person->value) : "person:unknown",
                                        {},
                                        "from " + std::string{client}},
                              .at = now};
    access::append_traces(db, std::span{&trace, 1});
}

std::optional<std::string> hash_of(Reader& db, PersonId person) {
    return db.first(
        "SELECT password_hash FROM credential WHERE person = $1",
        [](const Row& row) { return row.string(0); }, person);
}

struct Try {
    std::optional<PersonId> person;
    std::optional<std::string> hash;
    Instant may_try_at;
};

/// Counts the try, unless it comes too soon.
Try begin_try(storage::Database& database, const Subjects& subjects, std::string_view email,
              const TypedAt& at, Instant now) {
    const auto db = database.write();
    Try found;
    if (const auto person = find_person(*db, email)) {
        found.person = person->id;
        found.hash = hash_of(*db, person->id);
    }
    db->execute("DELETE FROM sign_in_failures WHERE last_at < $1", now - counted_for);
    const auto history = history_of(*db, subjects, found.person, at, now);
    found.may_try_at = may_try_at(history, now);
    if (found.may_try_at > now) {
        begin_to_wait(*db, subjects.pair, now);
    } else {
        keep(*db, subjects.pair, after_failure(history.pair, now, pair_delay));
        keep(*db, subjects.account, after_failure(history.account, now, account_delay));
        keep(*db, subjects.address, after_failure(history.address, now, address_delay));
    }
    db->commit();
    return found;
}

}

SignIn check_password(storage::Database& database, std::string_view email, std::string_view password,
                      const TypedAt& at, std::string_view action, Instant now) {
    const Subjects subjects = subjects_of(email, at);
    const Try begun = begin_try(database, subjects, email, at, now);
    if (begun.may_try_at > now) return {SignInAnswer::too_soon, {}, begun.may_try_at};
    const bool right = password_matches(begun.hash, password);
    const auto db = database.write();
    if (right) take_back(*db, subjects);
    const bool stopped = right && disabled(*db, *begun.person);
    note(*db, begun.person,
         std::string{action} + (!right    ? ".failed"
                                : stopped ? ".disabled"
                                          : ""),
         at.client, now);
    db->commit();
    if (!right) return {};
    return {stopped ? SignInAnswer::disabled : SignInAnswer::welcome, *begun.person, {}, begun.hash};
}

SignInAnswer still_welcome(Reader& db, const SignIn& checked) {
    if (disabled(db, checked.person)) return SignInAnswer::disabled;
    if (checked.hash && hash_of(db, checked.person) != checked.hash) return SignInAnswer::wrong;
    return SignInAnswer::welcome;
}

}
