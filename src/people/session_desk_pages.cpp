#include "people/session_desk_pages.hpp"

#include <algorithm>

#include "platform/crypto/sign.hpp"
#include "platform/web/cookies.hpp"

namespace tarn::people {
namespace {

using namespace std::chrono_literals;

constexpr auto trusted_for = 1s;
constexpr auto noted_every = 60s;
constexpr std::size_t most_kept = 20'000;
constexpr std::string_view session_purpose = "session";

std::string_view sent_token(const web::Request& request) {
    if (const auto token = request.form_value("csrf")) return *token;
    if (const auto token = request.query_value("csrf")) return *token;
    return request.header("x-csrf-token").value_or("");
}

}

SessionDesk::SessionDesk(storage::Database& database, const Clock& clock, access::AuditWriter& audit_writer,
                         SessionRule rule, bool secure_cookies, access::AreaLookup areas)
    : database_(database),
      clock_(clock),
      audit_writer_(audit_writer),
      rule_(rule),
      secure_(secure_cookies),
      session_name_(web::cookie_name("tarn_session", secure_cookies)),
      anonymous_name_(web::cookie_name("tarn_before", secure_cookies)),
      areas_(std::move(areas)),
      key_(server_secret(database, "cookies")) {}

KnownVisitorPtr SessionDesk::known(const web::Request& request) {
    const auto sent = request.cookie(session_name_);
    const auto token = sent ? crypto::verify_signed(key_, session_purpose, *sent) : std::nullopt;
    if (!token) return nullptr;
    const std::string token_hash = crypto::sha256_hex(*token);
    const auto version = database_.version();
    const auto now = std::chrono::steady_clock::now();
    KnownVisitorPtr found;
    {
        const std::lock_guard lock(mutex_);
        const auto it = kept_.find(token_hash);
        if (it != kept_.end() && it->second.version == version && now - it->second.read_at < trusted_for)
            found = it->second.visitor;
    }
    if (!found) {
        found = load(token_hash);
        const std::lock_guard lock(mutex_);
        if (kept_.size() >= most_kept) kept_.clear();
        if (found) kept_[token_hash] = {found, version, now};
    }
    if (!found || found->over) return found;
    const Session& session = found->held;
    if (session_over(session.began, session.last_seen, clock_.now(), rule_)) return load(token_hash);
    if (clock_.now() - session.last_seen >= noted_every) audit_writer_.session_seen(token_hash, clock_.now());
    return found;
}

KnownVisitorPtr SessionDesk::load(const std::string& token_hash) const {
    const auto db = database_.read();
    auto session = find_session(*db, token_hash);
    if (!session) return nullptr;
    KnownVisitor visitor;
    visitor.held = *session;
    visitor.person = session->person;
    visitor.session = session->token_hash;
    visitor.acting_roles = acting_roles_on(grants_of(*db, session->person), clock_.today());
    visitor.several_roles = visitor.acting_roles.size() > 1;
    visitor.over = session->ended || session_over(session->began, session->last_seen, clock_.now(), rule_);
    if (const auto person = find_person(*db, session->person)) visitor.name = person->name;
    if (session->acting_role)
        visitor.viewer = viewer_of(*db, session->person, *session->acting_role, clock_.today(), areas_);
    if (visitor.viewer)
        if (auto authority = find_authority(*db, visitor.viewer->authority()))
            visitor.authority_name = std::move(authority->name);
    return std::make_shared<const KnownVisitor>(std::move(visitor));
}

std::string SessionDesk::csrf(const kit::Visitor& visitor) const {
    return crypto::csrf_token(key_, visitor.session);
}
bool SessionDesk::csrf_valid(const kit::Visitor& visitor, const web::Request& request) const {
    return crypto::csrf_valid(key_, visitor.session, sent_token(request));
}

std::string SessionDesk::cookie(std::string_view token, Instant began) const {
    const auto left = std::max<std::chrono::seconds>(rule_.absolute - (clock_.now() - began), 0s);
    return web::set_cookie({.name = session_name_,
                            .value = crypto::sign(key_, session_purpose, token),
                            .max_age = left,
                            .secure = secure_});
}
std::string SessionDesk::no_cookie() const {
    return web::set_cookie({.name = session_name_, .value = "", .max_age = 0s, .secure = secure_});
}

std::string SessionDesk::anonymous_cookie(std::string_view seed) const {
    return web::set_cookie(
        {.name = anonymous_name_, .value = std::string{seed}, .max_age = {}, .secure = secure_});
}
std::optional<std::string> SessionDesk::anonymous_seed(const web::Request& request) const {
    const auto seed = request.cookie(anonymous_name_);
    return seed && seed->size() >= 20 ? std::optional<std::string>{*seed} : std::nullopt;
}
std::string SessionDesk::anonymous_csrf(std::string_view seed) const {
    return crypto::csrf_token(key_, "before:" + std::string{seed});
}
bool SessionDesk::anonymous_csrf_valid(const web::Request& request) const {
    const auto seed = anonymous_seed(request);
    return seed && crypto::csrf_valid(key_, "before:" + *seed, request.form_value("csrf").value_or(""));
}

}
