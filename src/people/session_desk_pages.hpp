#pragma once
// Who a browser stands for, from its cookie.
#include <memory>
#include <mutex>
#include <unordered_map>

#include "access/audit.hpp"
#include "feature_kit/visitors.hpp"
#include "people/credentials_store.hpp"

namespace tarn::people {

/// What a cookie leads to; over when ended, idle for too long or too old.
struct KnownVisitor : kit::Visitor {
    Session held;
    std::vector<ActingRole> acting_roles;  ///< held today
};
using KnownVisitorPtr = std::shared_ptr<const KnownVisitor>;

class SessionDesk : public kit::Visitors {
  public:
    SessionDesk(storage::Database& database, const Clock& clock, access::AuditWriter& audit_writer,
                SessionRule rule, bool secure_cookies, access::AreaLookup areas);

    /// Nothing without a cookie that this installation signed.
    KnownVisitorPtr known(const web::Request& request);
    kit::VisitorPtr visitor(const web::Request& request) override { return known(request); }
    std::string csrf(const kit::Visitor& visitor) const override;
    /// The token is looked for in the form, then in the query and in X-CSRF-Token, where those put it who
    /// have to show it before their file.
    bool csrf_valid(const kit::Visitor& visitor, const web::Request& request) const override;

    /// Set-Cookie values. The cookie lives as long as a session that began then may last; one that ended
    /// before, for want of a request, is still known by it, so that a form sent too late is kept for its
    /// author.
    std::string cookie(std::string_view token, Instant began) const;
    std::string no_cookie() const;

    /// For the sign-in form, before there is a session: a cookie of its own and a token bound to it.
    std::string anonymous_cookie(std::string_view seed) const;
    std::optional<std::string> anonymous_seed(const web::Request& request) const;
    std::string anonymous_csrf(std::string_view seed) const;
    bool anonymous_csrf_valid(const web::Request& request) const;

  private:
    KnownVisitorPtr load(const std::string& token_hash) const;

    storage::Database& database_;
    const Clock& clock_;
    access::AuditWriter& audit_writer_;
    const SessionRule rule_;
    const bool secure_;
    const std::string session_name_, anonymous_name_;
    const access::AreaLookup areas_;
    const std::string key_;

    /// Good until this process commits anything, and for a second against what others commit.
    struct Kept {
        KnownVisitorPtr visitor;
        std::uint64_t version;
        std::chrono::steady_clock::time_point read_at;
    };
    std::mutex mutex_;
    std::unordered_map<std::string, Kept> kept_;
};

}
