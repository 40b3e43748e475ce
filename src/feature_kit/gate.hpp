#pragma once
// The gate that every request passes: visitor, permission, school, transaction, handler, trail, commit,
// answer.
#include <chrono>
#include <functional>
#include <memory>

#include "feature_kit/act.hpp"
#include "feature_kit/visitors.hpp"
#include "platform/page_kit/page.hpp"

namespace tarn::kit {

struct GateOptions {
    /// How long a form may wait for a worker before its author is told to send it again.
    std::chrono::milliseconds patience{10'000};
    page_kit::Site site{};
    std::vector<NavItem> nav{};
    access::SchoolLookup school{};  ///< without it every address of a school is refused
    std::string key{};              ///< the installation's, which signs what a form says on the next page
    bool secure_cookies = false;    ///< behind TLS
};

class Gate {
  public:
    Gate(storage::Database& database, const Clock& clock, Visitors& visitors,
         access::AuditWriter& audit_writer, GateOptions options);
    ~Gate();
    /// The route with everything its line in the table demands. The gate must outlive it. Throws
    /// std::invalid_argument for a permission that the table of permissions does not have.
    web::Route guard(Route route);
    /// Where browsers send what is being typed.
    web::Route drafts_route();
    web::Response no_such_page(web::Request& request);
    /// A refusal of the server itself, in the site's layout.
    web::Html error_page(int status, std::string_view title, std::string_view sentence) const;

    // For the pages that begin, change and end sessions, which stand outside the table.
    /// /// Carries `answer` out; what hinders the database becomes a page that says so.
    web::Response with_care(web::Request& request, std::string_view label,
                            const std::function<web::Response()>& answer);
    /// Throws storage::Busy for a request that waited too long for a worker.
    void require_in_time(const web::Request& request) const;
    Act act_of(web::Request& request, const VisitorPtr& visitor, storage::Reader& db);
    web::Response signed_out(web::Request& request, const VisitorPtr& visitor);
    web::Response stale_form(web::Request& request);
    /// What stands around the pages of strangers.
    const page_kit::SurroundingsPtr& outside() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}
