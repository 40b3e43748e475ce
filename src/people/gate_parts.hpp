#pragma once
// What the gate is made of; seen by its own two files only.
#include "people/addresses.hpp"
#include "people/drafts.hpp"
#include "people/frames.hpp"
#include "people/gate.hpp"
#include "people/known_browser.hpp"
#include "people/session_desk.hpp"
#include "people/trouble.hpp"

namespace tarn::people {

struct Gate::Impl {
    Impl(storage::Database& opened, const Clock& ticking, GateOptions chosen);

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
    bool in_reach(const Route& route, const Act& act, const VisitorPtr& visitor,
                  std::optional<web::Response>& refusal);
    web::Response read(const Route& route, web::Request& request, const VisitorPtr& visitor);
    web::Response write(const Route& route, web::Request& request, const VisitorPtr& visitor);
    web::Response refuse(const Act& act, const Route& route, const VisitorPtr& visitor);
    /// The response, once what was read is durable in the trail; no worker waits for that.
    web::Response once_noted(web::Response response, std::span<const AuditEntry> entries,
                             const web::Request& request, const VisitorPtr& visitor, std::string_view label);
    /// What is shown instead, when it could not be noted.
    web::Response not_noted(const web::Request& request, const VisitorPtr& visitor, std::string_view label,
                            const std::exception_ptr& failure) const;
    /// Rethrows what is a fault of Tarn itself.
    web::Response trouble(const web::Request& request, const VisitorPtr& visitor, std::string_view label,
                          const std::exception_ptr& failure) const;
    web::Response trouble_page(const web::Request& request, const VisitorPtr& visitor,
                               const Told& words) const;

    Act act_of(web::Request& request, const VisitorPtr& visitor, storage::Reader& db);

    // The gate's own pages.
    web::Response sign_in_page(web::Request& request, page_kit::FieldErrors errors, int status = 200);
    web::Response show_sign_in(web::Request& request) { return sign_in_page(request, {}); }
    web::Response sign_in(web::Request& request);
    web::Response sign_in_as_persona(web::Request& request);
    web::Response not_signed_in(web::Request& request, SignInAnswer answer, Instant wait_until = {});
    web::Response welcome(web::Request& request, const SignIn& checked, std::string_view next);
    web::Response sign_out(web::Request& request);
    web::Response sign_out_everywhere(web::Request& request);
    web::Response account_page(web::Request& request);
    web::Response role_page(web::Request& request);
    web::Response choose_role(web::Request& request);
    web::Response password_page(web::Request& request, page_kit::FieldErrors errors, int status = 200);
    web::Response show_password_page(web::Request& request) { return password_page(request, {}); }
    SignIn prove_account(web::Request& request, const Link& link, page_kit::FieldErrors& errors);
    web::Response set_password(web::Request& request);
    web::Response autosave(web::Request& request);
    web::Response stale_form(web::Request& request);
    using OwnAnswer = web::Response (Impl::*)(web::Request&);
    web::Response own_answer(web::Request& request, const char* pattern, OwnAnswer own);

    storage::Database& database;
    const Clock& clock;
    const GateOptions options;
    const Frames frames;
    Scribe scribe;
    SessionDesk desk;
    const std::string browser_key;  ///< signs the cookies of known browsers
    const Viewer nobody;
};

}
