#pragma once
// Who stands behind a request: what the gate asks of the room that keeps accounts and sessions.
#include <memory>
#include <optional>
#include <string>

#include "access/viewer.hpp"
#include "base/ids.hpp"
#include "platform/web/web.hpp"

namespace tarn::kit {

/// What a browser's cookie leads to.
struct Visitor {
    PersonId person{};
    std::string session;  ///< names the session, so that a token of its forms is good for it alone
    std::string name;
    bool over = false;                     ///< the session has ended: known, but signed out
    bool several_roles = false;            ///< holds more than one role today
    std::optional<access::Viewer> viewer;  ///< in the chosen role; empty until one is chosen
    std::string authority_name;            ///< of the chosen role
};
using VisitorPtr = std::shared_ptr<const Visitor>;

/// Asked by every thread.
class Visitors {
  public:
    virtual ~Visitors() = default;
    /// Null for a stranger.
    virtual VisitorPtr visitor(const web::Request& request) = 0;
    /// The token against forged requests that this visitor's forms carry.
    virtual std::string csrf(const Visitor& visitor) const = 0;
    virtual bool csrf_valid(const Visitor& visitor, const web::Request& request) const = 0;
};

}
