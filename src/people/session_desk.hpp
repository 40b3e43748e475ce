#pragma once
// Who a browser stands for, from its cookie.
#include <memory>
#include <mutex>
#include <unordered_map>

#include "people/audit.hpp"
#include "people/credentials.hpp"

namespace tarn::people {

/// What a cookie leads to.
struct Visitor {
    Session session;
    bool over = false;  ///< ended, idle for too long or too old: known, but signed out
    std::string name;
    std::vector<Hat> hats;         ///< held today
    std::optional<Viewer> viewer;  ///< under the chosen hat; empty until one is chosen
    std::string authority_name;    ///< of the chosen hat
};
using VisitorPtr = std::shared_ptr<const Visitor>;

class SessionDesk {
  public:
    SessionDesk(storage::Database& database, const Clock& clock, Scribe& scribe, SessionRule rule,
                bool secure_cookies, AreaLookup areas);

    /// Nothing without a cookie that this installation signed.
    VisitorPtr visitor(const web::Request& request);
    std::string csrf(const Visitor& visitor) const;
    /// The token is looked for in the form, then in the query and in X-CSRF-Token, where those put it who
    /// have to show it before their file.
    bool csrf_valid(const Visitor& visitor, const web::Request& request) const;

    /// What a form just did, for the page that it leads to (confirmation.hpp).
    std::string confirmation_cookie(const Visitor& visitor, std::string_view location,
                                    std::string_view words) const;
    std::optional<std::string> confirmation(const Visitor& visitor, const web::Request& request) const;
    std::string confirmation_shown() const;

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
    VisitorPtr load(const std::string& token_hash) const;

    storage::Database& database_;
    const Clock& clock_;
    Scribe& scribe_;
    const SessionRule rule_;
    const bool secure_;
    const std::string session_name_, anonymous_name_;
    const AreaLookup areas_;
    const std::string key_;

    /// Good until this process commits anything, and for a second against what others commit.
    struct Kept {
        VisitorPtr visitor;
        std::uint64_t version;
        std::chrono::steady_clock::time_point read_at;
    };
    std::mutex mutex_;
    std::unordered_map<std::string, Kept> kept_;
};

}
