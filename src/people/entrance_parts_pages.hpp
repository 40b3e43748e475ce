#pragma once
// What the entrance is made of; seen by its own two files only.
#include "feature_kit/addresses.hpp"
#include "feature_kit/confirmation.hpp"
#include "feature_kit/trouble.hpp"
#include "people/entrance_pages.hpp"
#include "people/known_browser_pages.hpp"
#include "people/session_desk_pages.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::people {

struct Entrance::Impl {
    Impl(storage::Database& opened, const Clock& ticking, access::AuditWriter& audit_writer,
         EntranceOptions chosen);

    web::Response sign_in_page(web::Request& request, page_kit::FieldErrors errors, int status = 200);
    web::Response show_sign_in(web::Request& request) { return sign_in_page(request, {}); }
    web::Response sign_in(web::Request& request);
    web::Response sign_in_with_password(web::Request& request);
    web::Response sign_in_as_persona(web::Request& request);
    web::Response not_signed_in(web::Request& request, SignInAnswer answer, Instant wait_until = {});
    web::Response welcome(web::Request& request, const SignIn& checked, std::string_view next);
    web::Response sign_out(web::Request& request);
    web::Response sign_out_everywhere(web::Request& request);
    web::Response account_page(web::Request& request);
    web::Response role_page(web::Request& request);
    web::Response ask_role(web::Request& request, const page_kit::FieldErrors& errors);
    web::Response choose_role(web::Request& request);
    web::Response password_page(web::Request& request, page_kit::FieldErrors errors, int status = 200);
    web::Response show_password_page(web::Request& request) { return password_page(request, {}); }
    SignIn prove_account(web::Request& request, const Link& link, page_kit::FieldErrors& errors);
    web::Response set_password(web::Request& request);

    storage::Database& database;
    const Clock& clock;
    const EntranceOptions options;
    SessionDesk desk;
    const std::string browser_key;  ///< signs the cookies of known browsers
    kit::Gate* gate = nullptr;      ///< set with the routes
};

}
