#include "people/credentials_store.hpp"

#include <algorithm>
#include <semaphore>
#include <sodium.h>

#include "access/audit.hpp"
#include "platform/crypto/sign.hpp"

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

}

Result<std::string> hash_password(std::string_view password, std::string_view owner_name,
                                  std::string_view owner_email) {
    if (const auto fine = check_new_password(password, owner_name, owner_email); !fine) return fine.error();
    return argon2id(password);
}

bool password_matches(const std::optional<std::string>& hash, std::string_view password) {
    static const std::string nobody = argon2id(crypto::random_token());
    const HashingPlace place;
    const std::string& against = hash ? *hash : nobody;
    const bool same = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
    return same && hash.has_value();
}

std::string begin_session(Writer& db, PersonId person, std::optional<ActingRole> acting_role,
                          std::string_view client, Instant now) {
    const std::string token = crypto::random_token();
    std::optional<std::string> role;
    std::optional<AuthorityCode> authority;
    if (acting_role) {
        role = std::string{access::role_code(acting_role->role)};
        authority = acting_role->authority;
    }
    db.execute(
        "INSERT INTO session (token_hash, person, role, authority, began, last_seen, client) "
        "VALUES ($1, $2, $3, $4, $5, $5, $6)",
        crypto::sha256_hex(token), person, role, authority, now, client);
    return token;
}

std::string change_acting_role(Writer& db, const Session& session, ActingRole acting_role,
                               std::string_view client) {
    end_session(db, session.token_hash, session.last_seen);
    const std::string token = begin_session(db, session.person, acting_role, client, session.began);
    db.execute("UPDATE session SET last_seen = $2 WHERE token_hash = $1", crypto::sha256_hex(token),
               session.last_seen);
    return token;
}

std::optional<Session> find_session(Reader& db, std::string_view token_hash) {
    return db.first(
        "SELECT person, role, authority, began, last_seen, ended FROM session WHERE token_hash = $1",
        [&](const Row& row) {
            Session session{.token_hash = std::string{token_hash},
                            .person = row.id<PersonId>(0),
                            .acting_role = {},
                            .began = row.instant(3),
                            .last_seen = row.instant(4),
                            .ended = !row.is_null(5)};
            const auto role = row.is_null(1) ? std::nullopt : access::parse_role(row.text(1));
            if (role && !row.is_null(2)) session.acting_role = ActingRole{*role, row.authority(2)};
            return session;
        },
        token_hash);
}

void end_session(Writer& db, std::string_view token_hash, Instant now) {
    db.execute("UPDATE session SET ended = $2 WHERE token_hash = $1 AND ended IS NULL", token_hash, now);
}
std::int64_t end_sessions_of(Writer& db, PersonId person, Instant now) {
    return static_cast<std::int64_t>(
        db.execute("UPDATE session SET ended = $2 WHERE person = $1 AND ended IS NULL", person, now));
}

std::vector<OpenSession> open_sessions(Reader& db, PersonId person, const SessionRule& rule, Instant now) {
    std::vector<OpenSession> open;
    for (const Row& row : db.query("SELECT began, last_seen, client, token_hash FROM session WHERE person = "
                                   "$1 AND ended IS NULL ORDER BY last_seen DESC, token_hash",
                                   person))
        if (!session_over(row.instant(0), row.instant(1), now, rule))
            open.push_back({row.instant(0), row.instant(1), row.string(2), row.string(3)});
    return open;
}

std::vector<UnusedAccount> unused_accounts(Reader& db, AuthorityCode authority, Date day, Date since) {
    std::vector<UnusedAccount> list;
    for (const Row& row : db.query(
             "SELECT p.id, p.name, p.email, (SELECT MAX(s.last_seen) FROM session s WHERE s.person = p.id "
             "AND s.authority = $1) FROM person p WHERE p.added < $3 AND EXISTS (SELECT 1 FROM role_grant g "
             "WHERE g.person = p.id AND g.authority = $1 AND g.valid_from <= $2 AND (g.valid_to IS NULL OR "
             "g.valid_to >= $2) AND (g.withdrawn_at IS NULL OR g.withdrawn_at >= $4)) AND NOT EXISTS (SELECT "
             "1 FROM disabled_account d WHERE d.person = p.id) "
             "ORDER BY p.name COLLATE \"C\", p.id",
             authority, day, since, day + 1)) {
        const auto last = row.maybe_instant(3);
        if (last && Date{std::chrono::floor<std::chrono::days>(*last)} >= since) continue;
        list.push_back({{row.id<PersonId>(0), row.string(1), row.string(2)}, last});
    }
    return list;
}

std::optional<Viewer> viewer_of(Reader& db, PersonId person, ActingRole acting_role, Date day,
                                const AreaLookup& areas) {
    const auto who = find_person(db, person);
    const auto grants = grants_of(db, person);
    if (!who || !std::ranges::binary_search(acting_roles_on(grants, day), acting_role)) return std::nullopt;
    auto schools = access::works_from_caseload(acting_role.role)
                       ? caseload(db, person, acting_role.authority, day)
                       : post_schools(grants, acting_role, day);
    for (const std::string& code : area_codes(grants, acting_role, day))
        if (areas.schools)
            std::ranges::copy(areas.schools(db, acting_role.authority, code, day),
                              std::back_inserter(schools));
    std::ranges::sort(schools);
    const auto repeated = std::ranges::unique(schools);
    schools.erase(repeated.begin(), repeated.end());
    return Viewer(person, who->name, acting_role.role, acting_role.authority, std::move(schools));
}

std::string server_secret(storage::Database& database, std::string_view name) {
    const auto db = database.write();
    db->execute("INSERT INTO server_secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name,
                crypto::random_token());
    const auto value = db->first(
        "SELECT value FROM server_secret WHERE name = $1", [](const Row& row) { return row.string(0); },
        name);
    db->commit();
    return value.value();
}

}
