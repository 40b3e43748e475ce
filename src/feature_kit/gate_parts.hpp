#pragma once
// What the gate is made of; seen by its own file only.
#include "access/audit.hpp"
#include "feature_kit/addresses.hpp"
#include "feature_kit/confirmation.hpp"
#include "feature_kit/drafts.hpp"
#include "feature_kit/frames.hpp"
#include "feature_kit/gate.hpp"
#include "feature_kit/trouble.hpp"

namespace tarn::kit {

struct Gate::Impl {
    Impl(storage::Database& opened, const Clock& ticking, Visitors& known, access::AuditWriter& writing,
         GateOptions chosen);

    /// Carries `act` out; what hinders the database becomes a page that says so.
    template <class F>
    web::Response with_care(web::Request& request, const VisitorPtr& visitor, std::string_view label, F act) {
        try {
            return act();
        } catch (...) {
            return trouble(request, visitor, label, std::current_exception());
        }
    }

    // A guarded route, step by step; each step either answers or lets pass.
    std::optional<web::Response> admit(const Route& route, web::Request& head);
    web::Response answer(const Route& route, web::Request& request);
    std::optional<web::Response> stop_stranger(const Route& route, web::Request& request,
                                               const VisitorPtr& visitor);
    web::Response signed_out(web::Request& request, const VisitorPtr& visitor);
    bool in_reach(const Route& route, Act& act, const VisitorPtr& visitor,
                  std::optional<web::Response>& refusal);
    web::Response read(const Route& route, web::Request& request, const VisitorPtr& visitor);
    web::Response write(const Route& route, web::Request& request, const VisitorPtr& visitor);
    web::Response refuse(const Act& act, const Route& route, const VisitorPtr& visitor);
    /// The response, once what was read is durable in the trail; no worker waits for that.
    web::Response once_noted(web::Response response, std::span<const access::AuditEntry> entries,
                             const web::Request& request, const VisitorPtr& visitor, std::string_view label);
    /// What is shown instead, when it could not be noted.
    web::Response not_noted(const web::Request& request, const VisitorPtr& visitor, std::string_view label,
                            const std::exception_ptr& failure) const;
    /// Rethrows what is a fault of Tarn itself.
    web::Response trouble(const web::Request& request, const VisitorPtr& visitor, std::string_view label,
                          const std::exception_ptr& failure) const;
    web::Response trouble_page(const web::Request& request, const VisitorPtr& visitor,
                               const Notice& words) const;

    ConfirmedIn confirmed_in(const Visitor& visitor) const {
        return {options.key, visitor.session, options.secure_cookies};
    }
    Act act_of(web::Request& request, const VisitorPtr& visitor, storage::Reader& db);

    web::Response autosave(web::Request& request);
    web::Response stale_form(web::Request& request);

    storage::Database& database;
    const Clock& clock;
    const GateOptions options;
    const Frames frames;
    Visitors& desk;
    access::AuditWriter& audit_writer;
    const access::Viewer nobody;
};

}
