#pragma once
// The gate that every request passes: session, viewer, permission, transaction, handler, trail, commit,
// answer.
#include <chrono>
#include <memory>

#include "people/people.hpp"
#include "platform/page_kit/page.hpp"

namespace tarn::people {

/// Someone to be in a demonstration: signed in as by choosing, without a password.
struct Persona {
    std::string email;
    std::string title;    ///< "Headteacher of Brook Primary"
    std::string purpose;  ///< what there is to do: "Reads her own school's level and the reasons"
};

struct GateOptions {
    bool secure_cookies = false;  ///< true behind TLS
    SessionRule sessions{};
    /// How long a form may wait for a worker before its author is told to send it again.
    std::chrono::milliseconds patience{10'000};
    page_kit::Site site{};
    std::vector<NavItem> nav{};
    Lookups known{};                  ///< without schools every confidential one is refused
    std::vector<Persona> personas{};  ///< only of a demonstration
};

class Gate {
  public:
    Gate(storage::Database& database, const Clock& clock, GateOptions options);
    ~Gate();
    /// The route with everything its line in the table demands. The gate must outlive it.
    web::Route guard(Route route);
    /// Sign-in and out, the choice of a role, passwords, drafts: what begins or ends sessions.
    std::vector<web::Route> own_routes();
    web::Response no_such_page(web::Request& request);
    /// A refusal of the server itself, in the site's layout.
    web::Html error_page(int status, std::string_view title, std::string_view sentence) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Accounts, grants, allocations and the audit trail as pages.
Contribution contribution(Lookups known);

}
