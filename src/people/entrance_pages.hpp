#pragma once
// The pages that begin, change and end sessions: signing in, the choice of a role, passwords, one's own
// account. They stand outside the table of routes, since who asks has no role yet.
#include <memory>
#include <string>
#include <vector>

#include "feature_kit/feature.hpp"
#include "feature_kit/gate.hpp"
#include "people/people.hpp"

namespace tarn::people {

/// Someone to be in a demonstration: signed in as by choosing, without a password.
struct Persona {
    std::string email;
    std::string title;    ///< "Headteacher of Brook Primary"
    std::string purpose;  ///< what there is to do: "Reads her own school's level and the reasons"
};

struct EntranceOptions {
    bool secure_cookies = false;  ///< true behind TLS
    SessionRule sessions{};
    AreaLookup areas{};
    std::vector<Persona> personas{};  ///< only of a demonstration
};

class Entrance {
  public:
    Entrance(storage::Database& database, const Clock& clock, access::AuditWriter& audit_writer,
             EntranceOptions options);
    ~Entrance();
    /// Who a browser stands for; asked by the gate.
    kit::Visitors& visitors();
    /// The gate draws what is around the pages; it must outlive them, as must the entrance.
    std::vector<web::Route> routes(kit::Gate& gate);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Accounts, grants, allocations and the audit trail as pages.
kit::Feature feature(Lookups known);

}
