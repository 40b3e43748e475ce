#include "people/credentials.hpp"

#include <algorithm>
#include <semaphore>
#include <sodium.h>

#include "people/audit.hpp"
#include "platform/web/sign.hpp"

namespace tarn::people {
namespace {

using storage::Reader;
using storage::Row;
using storage::Writer;
using namespace std::chrono_literals;

/// Argon2id takes 64 MiB a time: no more than two at once, so that a burst of sign-ins cannot exhaust the
/// memory.
std::counting_semaphore<2>& hashing_places() {
    static std::counting_semaphore<2> places{2};
    return places;
}
struct HashingPlace {
    HashingPlace() { hashing_places().acquire(); }
    ~HashingPlace() { hashing_places().release(); }
    HashingPlace(const HashingPlace&) = delete;
    HashingPlace& operator=(const HashingPlace&) = delete;
};

std::string argon2id(std::string_view password) {
    const HashingPlace place;
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not start");
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    // libsodium's "interactive" cost, above the floor of [owasp-passwords] (19 MiB, 2 passes).
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw std::runtime_error("not enough memory to hash a password");
    hash.resize(hash.find('\0'));
    return hash;
}

struct BrakeSubject {
    std::string subject;
    BrakeRule rule;
};
std::vector<BrakeSubject> brake_subjects(std::string_view email, std::string_view client) {
    return {{"account:" + web::sha256_hex(lower_email(email)), account_brake},
            {"address:" + std::string{client}, address_brake}};
}

Brake read_brake(Reader& db, std::string_view subject) {
    return db
        .first(
            "SELECT failures, since, locked_until FROM sign_in_brake WHERE subject = $1",
            [](const Row& row) {
                return Brake{static_cast<int>(row.integer(0)), row.instant(1), row.maybe_instant(2)};
            },
            subject)
        .value_or(Brake{});
}

std::optional<Instant> locked_until(Reader& db, const std::vector<BrakeSubject>& subjects, Instant now) {
    std::optional<Instant> until;
    for (const BrakeSubject& each : subjects) {
        const Brake brake = read_brake(db, each.subject);
        if (locked(brake, now)) until = std::max(until.value_or(now), *brake.locked_until);
    }
    return until;
}

void count_failure(Writer& db, const BrakeSubject& subject, Instant now) {
    const Brake brake = after_failure(read_brake(db, subject.subject), now, subject.rule);
    db.execute(
        "INSERT INTO sign_in_brake (subject, failures, since, locked_until) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (subject) DO UPDATE SET failures = $2, since = $3, locked_until = $4",
        subject.subject, brake.failures, brake.since, brake.locked_until);
}

void note(Writer& db, std::optional<PersonId> person, std::string_view action, std::string_view client,
          Instant now) {
    const Trace trace{.actor = {.person = person, .role = {}, .authority = {}},
                      .entry = {std::string{action},
                                person ? "person:" + std::to_string(person->value) : "person:unknown",
                                {},
                                "from " + std::string{client}},
                      .at = now};
    append_traces(db, std::span{&trace, 1});
}

SignIn wrong_password(storage::Database& database, const std::vector<BrakeSubject>& subjects,
                      std::optional<PersonId> person, std::string_view client, std::string_view action,
                      Instant now) {
    const auto db = database.write();
    for (const BrakeSubject& subject : subjects) count_failure(*db, subject, now);
    note(*db, person, std::string{action} + ".failed", client, now);
    const auto until = locked_until(*db, subjects, now);
    db->commit();
    return until ? SignIn{SignInAnswer::locked, {}, *until} : SignIn{};
}

}

Result<std::string> hash_password(std::string_view password) {
    if (const auto fine = check_new_password(password); !fine) return fine.error();
    return argon2id(password);
}

bool password_matches(const std::optional<std::string>& hash, std::string_view password) {
    static const std::string nobody = argon2id(web::random_token());
    const HashingPlace place;
    const std::string& against = hash ? *hash : nobody;
    const bool same = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
    return same && hash.has_value();
}

SignIn check_password(storage::Database& database, std::string_view email, std::string_view password,
                      std::string_view client, std::string_view action, Instant now) {
    const auto subjects = brake_subjects(email, client);
    std::optional<PersonId> person;
    std::optional<std::string> hash;
    {
        const auto db = database.read();
        if (const auto until = locked_until(*db, subjects, now)) return {SignInAnswer::locked, {}, *until};
        if (const auto found = find_person(*db, email)) {
            person = found->id;
            hash = db->first(
                "SELECT password_hash FROM credential WHERE person = $1",
                [](const Row& row) { return row.string(0); }, found->id);
        }
    }
    if (!password_matches(hash, password))
        return wrong_password(database, subjects, person, client, action, now);
    const auto db = database.write();
    db->execute("DELETE FROM sign_in_brake WHERE subject = $1", subjects.front().subject);
    note(*db, person, action, client, now);
    db->commit();
    return {SignInAnswer::welcome, *person, {}};
}

std::string begin_session(Writer& db, PersonId person, std::optional<Hat> hat, std::string_view client,
                          Instant now) {
    const std::string token = web::random_token();
    std::optional<std::string> role;
    std::optional<AuthorityCode> authority;
    if (hat) {
        role = std::string{role_code(hat->role)};
        authority = hat->authority;
    }
    db.execute(
        "INSERT INTO session (token_hash, person, role, authority, began, last_seen, client) "
        "VALUES ($1, $2, $3, $4, $5, $5, $6)",
        web::sha256_hex(token), person, role, authority, now, client);
    return token;
}

std::string change_hat(Writer& db, const Session& session, Hat hat, std::string_view client) {
    end_session(db, session.token_hash, session.last_seen);
    const std::string token = begin_session(db, session.person, hat, client, session.began);
    db.execute("UPDATE session SET last_seen = $2 WHERE token_hash = $1", web::sha256_hex(token),
               session.last_seen);
    return token;
}

std::optional<Session> find_session(Reader& db, std::string_view token_hash) {
    return db.first(
        "SELECT person, role, authority, began, last_seen, ended FROM session WHERE token_hash = $1",
        [&](const Row& row) {
            Session session{.token_hash = std::string{token_hash},
                            .person = row.id<PersonId>(0),
                            .hat = {},
                            .began = row.instant(3),
                            .last_seen = row.instant(4),
                            .ended = !row.is_null(5)};
            const auto role = row.is_null(1) ? std::nullopt : parse_role(row.text(1));
            if (role && !row.is_null(2)) session.hat = Hat{*role, row.authority(2)};
            return session;
        },
        token_hash);
}

void end_session(Writer& db, std::string_view token_hash, Instant now) {
    db.execute("UPDATE session SET ended = $2 WHERE token_hash = $1 AND ended IS NULL", token_hash, now);
}
void end_sessions_of(Writer& db, PersonId person, Instant now) {
    db.execute("UPDATE session SET ended = $2 WHERE person = $1 AND ended IS NULL", person, now);
}

std::vector<UnusedAccount> unused_accounts(Reader& db, AuthorityCode authority, Date day, Date since) {
    std::vector<UnusedAccount> list;
    for (const Row& row : db.query(
             "SELECT p.id, p.name, p.email, (SELECT MAX(s.last_seen) FROM session s WHERE s.person = p.id "
             "AND s.authority = $1) FROM person p WHERE p.added < $3 AND EXISTS (SELECT 1 FROM role_grant g "
             "WHERE g.person = p.id "
             "AND g.authority = $1 AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to >= $2)) "
             "ORDER BY p.name COLLATE \"C\", p.id",
             authority, day, since)) {
        const auto last = row.maybe_instant(3);
        if (last && Date{std::chrono::floor<std::chrono::days>(*last)} >= since) continue;
        list.push_back({{row.id<PersonId>(0), row.string(1), row.string(2)}, last});
    }
    return list;
}

std::optional<Viewer> viewer_of(Reader& db, PersonId person, Hat hat, Date day, const AreaLookup& areas) {
    const auto who = find_person(db, person);
    const auto grants = grants_of(db, person);
    if (!who || !std::ranges::binary_search(hats_on(grants, day), hat)) return std::nullopt;
    auto schools = works_from_caseload(hat.role) ? caseload(db, person, hat.authority, day)
                                                 : post_schools(grants, hat, day);
    for (const std::string& code : area_codes(grants, hat, day))
        if (areas.schools)
            std::ranges::copy(areas.schools(db, hat.authority, code, day), std::back_inserter(schools));
    std::ranges::sort(schools);
    const auto repeated = std::ranges::unique(schools);
    schools.erase(repeated.begin(), repeated.end());
    return Viewer(person, who->name, hat.role, hat.authority, std::move(schools));
}

std::string server_secret(storage::Database& database, std::string_view name) {
    const auto db = database.write();
    db->execute("INSERT INTO server_secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name,
                web::random_token());
    const auto value = db->first(
        "SELECT value FROM server_secret WHERE name = $1", [](const Row& row) { return row.string(0); },
        name);
    db->commit();
    return value.value();
}

}
