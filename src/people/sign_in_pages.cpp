// What begins, changes and ends sessions. These pages hold no writer while a password is hashed.
#include <algorithm>

#include "base/local_time.hpp"
#include "people/entrance_parts_pages.hpp"
#include "platform/crypto/sign.hpp"
#include "platform/web/cookies.hpp"
#include "platform/web/log.hpp"

namespace tarn::people {
namespace {

using page_kit::Html;
using page_kit::paragraph;

std::string value(const web::Request& request, std::string_view name) {
    if (const auto sent = request.form_value(name)) return std::string{*sent};
    return std::string{request.query_value(name).value_or("")};
}

std::string acting_role_key(const ActingRole& acting_role) {
    return std::string{access::role_code(acting_role.role)} + ":" + acting_role.authority.text();
}

Html sign_in_form(const web::Request& request, std::string_view csrf, const page_kit::FieldErrors& errors) {
    Html fields = page_kit::hidden("next", value(request, "next"));
    fields += page_kit::input({.name = "email",
                               .label = {.content = "Email address"},
                               .error = error_for(errors, "email"),
                               .value = value(request, "email"),
                               .type = "email",
                               .autocomplete = "username",
                               .spellcheck = false});
    fields += page_kit::password_input(
        {.name = "password", .label = {.content = "Password"}, .error = error_for(errors, "password")});
    fields += page_kit::button({.content = "Sign in", .prevent_double_click = true});
    return page_kit::form("/sign-in", csrf, std::move(fields));
}

Html persona_list(const std::vector<Persona>& personas, std::string_view csrf, std::string_view next) {
    Html list = page_kit::heading(2, "Choose who to be");
    list += paragraph("Every person and school of this demonstration is fictional.");
    page_kit::SummaryList rows;
    for (const Persona& persona : personas) {
        Html choose = page_kit::hidden("email", persona.email) + page_kit::hidden("next", next);
        choose += page_kit::button(
            {.content = Html::text("Sign in") + page_kit::visually_hidden(" as " + persona.title),
             .classes = "govuk-button--secondary govuk-!-margin-bottom-0"});
        rows.rows.push_back({.key = persona.title,
                             .value = paragraph(persona.purpose) +
                                      page_kit::form("/sign-in/persona", csrf, std::move(choose))});
    }
    return list + page_kit::summary_list(rows);
}

/// Roles that another authority gave to this account and its owner has not confirmed.
Html waiting_roles(storage::Reader& db, PersonId person, Date today) {
    std::vector<page_kit::Content> lines;
    for (const Grant& grant : grants_of(db, person)) {
        if (grant.confirmed || grant.over(today)) continue;
        const auto authority = find_authority(db, grant.authority);
        lines.emplace_back(std::string{access::role_title(grant.role)} + ", " +
                           (authority ? authority->name : std::string{}));
    }
    if (lines.empty()) return {};
    return page_kit::heading(2, "Roles to confirm") + page_kit::bullet_list(lines) +
           paragraph(
               "Another authority gave you these roles. Ask its account manager for a one-time link, then "
               "open it and choose a new password.");
}

/// Where the person is signed in, so that a sign-in that is not theirs shows.
Html signed_in_places(storage::Reader& db, const KnownVisitor& visitor, const SessionRule& rule,
                      const kit::Act& act) {
    page_kit::DataTable table{
        .id = "sessions",
        .caption = "Where you are signed in",
        .columns = {{.heading = "Last used"}, {.heading = "Signed in"}, {.heading = "Address"}}};
    for (const OpenSession& each : open_sessions(db, visitor.held.person, rule, act.clock.now())) {
        const bool here = each.token_hash == visitor.held.token_hash;
        table.rows.push_back(
            {here ? "Here, now" : local_minute(each.last_seen), local_minute(each.began), each.client});
    }
    return page_kit::data_table(table) +
           paragraph(
               "If one of these is not you, sign out everywhere and ask for a link to set a new "
               "password.") +
           page_kit::form("/account/sign-out", act.csrf,
                          page_kit::button({.content = "Sign out everywhere",
                                            .classes = "govuk-button--secondary",
                                            .prevent_double_click = true}));
}

web::Response with_cookie(web::Response response, std::string cookie) {
    response.add("Set-Cookie", std::move(cookie));
    return response;
}

}

web::Response Entrance::Impl::sign_in_page(web::Request& request, page_kit::FieldErrors errors, int status) {
    const std::string seed = desk.anonymous_seed(request).value_or(crypto::random_token());
    const std::string csrf = desk.anonymous_csrf(seed);
    page_kit::PageFrame page{.title = "Sign in", .around = gate->outside(), .errors = errors};
    if (value(request, "everywhere") == "1") page.success = "You are signed out everywhere.";
    if (value(request, "password") == "1") page.success = "Your password is set. Sign in with it.";
    if (value(request, "kept") == "1")
        page.notice =
            "You were signed out before this could be saved. What you typed was kept: sign in and the form "
            "comes back filled.";
    if (value(request, "lost") == "1")
        page.notice =
            "You were signed out before this could be saved, and it could not be kept. Your browser's Back "
            "button may still show what you typed: copy it before you sign in.";
    if (value(request, "file") == "1")
        page.notice = "You were signed out before the file was sent. Sign in and send it again.";
    Html content = sign_in_form(request, csrf, errors);
    content += paragraph(
        "You get an account, or a link to set a new password, from the person who manages accounts in your "
        "authority.");
    if (!options.personas.empty())
        content = persona_list(options.personas, csrf, value(request, "next")) +
                  page_kit::details({.summary = "Sign in with a password", .content = std::move(content)});
    return with_cookie(page_kit::respond(page, page_kit::two_thirds(std::move(content)), status),
                       desk.anonymous_cookie(seed));
}

/// What hinders the database is told on the form itself, which keeps the address that was typed, never the
/// password.
web::Response Entrance::Impl::sign_in(web::Request& request) {
    try {
        gate->require_in_time(request);
        return sign_in_with_password(request);
    } catch (...) {
        const auto hindrance = kit::hindrance_of(std::current_exception());
        if (!hindrance) throw;
        web::log_warning(std::string{"sign-in: "} + kit::what_of(std::current_exception()));
        const kit::Notice words = kit::notice_at_sign_in(*hindrance);
        auto response = sign_in_page(request, {{"email", std::string{words.sentence}}}, words.status);
        if (words.status == 503) response.add("Retry-After", "30");
        return response;
    }
}

web::Response Entrance::Impl::sign_in_with_password(web::Request& request) {
    if (!desk.anonymous_csrf_valid(request))
        return sign_in_page(request,
                            {{"email",
                              "Sign in again: this page had been open for too long, or your browser does not "
                              "accept cookies"}},
                            403);
    const std::string email = value(request, "email"), password = value(request, "password");
    page_kit::FieldErrors errors;
    if (email.empty()) errors.push_back({"email", "Enter your email address"});
    if (password.empty()) errors.push_back({"password", "Enter your password"});
    if (!errors.empty()) return sign_in_page(request, errors, 422);
    const SignIn result =
        check_password(database, email, password,
                       {request.client, known_browser(browser_key, email, request, options.secure_cookies)},
                       "sign_in", clock.now());
    if (result.answer != SignInAnswer::welcome)
        return not_signed_in(request, result.answer, result.wait_until);
    web::Response response = welcome(request, result, value(request, "next"));
    if (response.status >= 400) return response;
    return with_cookie(std::move(response), known_browser_cookie(browser_key, email, options.secure_cookies));
}

web::Response Entrance::Impl::not_signed_in(web::Request& request, SignInAnswer answer, Instant wait_until) {
    if (answer == SignInAnswer::too_soon)
        return sign_in_page(
            request,
            {{"email", "Too many wrong passwords. Try again in " + time_until(wait_until, clock.now())}},
            429);
    if (answer == SignInAnswer::disabled)
        return sign_in_page(
            request,
            {{"email", "This account is disabled. Ask the person who manages accounts in your authority"}},
            403);
    return sign_in_page(request, {{"email", "Email address or password is incorrect"}}, 422);
}

web::Response Entrance::Impl::sign_in_as_persona(web::Request& request) {
    if (!desk.anonymous_csrf_valid(request)) return web::Response::redirect("/sign-in");
    const std::string email = value(request, "email");
    const bool offered =
        std::ranges::any_of(options.personas, [&](const Persona& each) { return each.email == email; });
    const auto person = offered ? find_person(*database.read(), email) : std::nullopt;
    if (!person || disabled(*database.read(), person->id)) return web::Response::redirect("/sign-in");
    return welcome(request, {.answer = SignInAnswer::welcome, .person = person->id, .wait_until = {}},
                   value(request, "next"));
}

web::Response Entrance::Impl::welcome(web::Request& request, const SignIn& checked, std::string_view next) {
    const PersonId person = checked.person;
    const auto before = desk.known(request);
    const auto db = database.write();
    if (const auto answer = still_welcome(*db, checked); answer != SignInAnswer::welcome)
        return not_signed_in(request, answer);
    if (before) end_session(*db, before->held.token_hash, clock.now());
    const auto acting_roles = acting_roles_on(grants_of(*db, person), clock.today());
    const auto acting_role = acting_roles.size() == 1 ? std::optional{acting_roles.front()} : std::nullopt;
    const std::string token = begin_session(*db, person, acting_role, request.client, clock.now());
    kit::commit(*db);
    const std::string place = kit::next_place(next);
    return with_cookie(web::Response::redirect(acting_role ? place : "/role?next=" + web::url_encode(place)),
                       desk.cookie(token, clock.now()));
}

web::Response Entrance::Impl::sign_out(web::Request& request) {
    const auto visitor = desk.known(request);
    if (visitor && !visitor->over) {
        if (!desk.csrf_valid(*visitor, request)) return gate->stale_form(request);
        const auto db = database.write();
        end_session(*db, visitor->held.token_hash, clock.now());
        const AuditEntry entry{"sign_out", "person:" + std::to_string(visitor->held.person.value), {}, {}};
        write_audit(*db, visitor->viewer.value_or(Viewer{}), std::span{&entry, 1}, clock.now());
        kit::commit(*db);
    }
    auto response = with_cookie(web::Response::redirect("/sign-in"), desk.no_cookie());
    response.add("Set-Cookie", kit::confirmation_shown(options.secure_cookies));
    return response.add("Clear-Site-Data", "\"cache\"");
}

web::Response Entrance::Impl::account_page(web::Request& request) {
    const auto visitor = desk.known(request);
    if (!visitor || visitor->over) return gate->signed_out(request, visitor);
    if (!visitor->viewer) return web::Response::redirect("/role");
    const auto db = database.read();
    const kit::Act act = gate->act_of(request, visitor, *db);
    const auto person = find_person(*db, act.viewer.person());
    const auto authority = find_authority(*db, act.viewer.authority());
    page_kit::SummaryList rows;
    rows.rows.push_back({.key = "Name", .value = act.viewer.name()});
    rows.rows.push_back({.key = "Email address", .value = person ? person->email : std::string{}});
    rows.rows.push_back({.key = "Work telephone",
                         .value = person ? telephone_words(person->telephone) : std::string{},
                         .actions = {{.content = "Change",
                                      .href = "/account/telephone",
                                      .visually_hidden = "your work telephone number"}}});
    rows.rows.push_back({.key = "Authority", .value = authority ? authority->name : std::string{}});
    page_kit::SummaryRow role{.key = "Acting as", .value = access::role_title(act.viewer.role())};
    if (act.several_roles)
        role.actions.push_back(
            {.content = "Change", .href = "/role", .visually_hidden = "the role you act in"});
    rows.rows.push_back(std::move(role));
    return kit::respond(
        act, {.title = "Your account"},
        page_kit::two_thirds(page_kit::summary_list(rows) + waiting_roles(*db, person->id, act.today()) +
                             signed_in_places(*db, *visitor, options.sessions, act)));
}

web::Response Entrance::Impl::sign_out_everywhere(web::Request& request) {
    const auto visitor = desk.known(request);
    if (!visitor || visitor->over) return gate->signed_out(request, visitor);
    if (!desk.csrf_valid(*visitor, request)) return gate->stale_form(request);
    const PersonId person = visitor->held.person;
    const auto db = database.write();
    end_sessions_of(*db, person, clock.now());
    const AuditEntry entry{"sessions.ended", "person:" + std::to_string(person.value), {}, "by oneself"};
    write_audit(*db, visitor->viewer.value_or(Viewer{}), std::span{&entry, 1}, clock.now());
    kit::commit(*db);
    auto response = with_cookie(web::Response::redirect("/sign-in?everywhere=1"), desk.no_cookie());
    response.add("Set-Cookie", kit::confirmation_shown(options.secure_cookies));
    return response.add("Clear-Site-Data", "\"cache\"");
}

web::Response Entrance::Impl::role_page(web::Request& request) {
    return ask_role(request, {});
}

web::Response Entrance::Impl::ask_role(web::Request& request, const page_kit::FieldErrors& errors) {
    const auto visitor = desk.known(request);
    if (!visitor || visitor->over) return gate->signed_out(request, visitor);
    const auto db = database.read();
    const kit::Act act = gate->act_of(request, visitor, *db);
    if (visitor->acting_roles.empty())
        return kit::respond(
            act, {.title = "You have no role today"},
            page_kit::two_thirds(
                paragraph("You are signed in as " + visitor->name +
                          ", but no role of yours is valid today. Ask the person "
                          "who manages accounts in your authority.") +
                waiting_roles(*db, visitor->held.person, clock.today()) +
                page_kit::form("/sign-out", desk.csrf(*visitor), page_kit::button({.content = "Sign out"}))),
            403);
    page_kit::Choices choices{
        .name = "role",
        .fieldset = page_kit::Fieldset{.legend = {.content = "Which role do you want to use?"}},
        .hint = {.content = "You see and do only what this role includes. You can change it at any time."},
        .error = page_kit::error_for(errors, "role")};
    for (const ActingRole& acting_role : visitor->acting_roles) {
        const auto authority = find_authority(*db, acting_role.authority);
        choices.items.push_back({.value = acting_role_key(acting_role),
                                 .text = access::role_title(acting_role.role),
                                 .hint = {.content = authority ? authority->name : std::string{}}});
    }
    if (visitor->held.acting_role) choices.values = {acting_role_key(*visitor->held.acting_role)};
    Html fields = page_kit::hidden("next", value(request, "next")) + page_kit::radios(choices);
    fields += page_kit::button({.content = "Continue"});
    return kit::respond(act, {.title = "Choose your role", .errors = errors},
                        page_kit::two_thirds(page_kit::form("/role", desk.csrf(*visitor), std::move(fields))),
                        errors.empty() ? 200 : 422);
}

web::Response Entrance::Impl::choose_role(web::Request& request) {
    const auto visitor = desk.known(request);
    if (!visitor || visitor->over) return gate->signed_out(request, visitor);
    if (!desk.csrf_valid(*visitor, request)) return gate->stale_form(request);
    const std::string chosen = value(request, "role");
    for (const ActingRole& acting_role : visitor->acting_roles) {
        if (acting_role_key(acting_role) != chosen) continue;
        const auto db = database.write();
        const std::string token = change_acting_role(*db, visitor->held, acting_role, request.client);
        const AuditEntry entry{"role.chosen", "person:" + std::to_string(visitor->held.person.value), {}, {}};
        if (const auto viewer =
                viewer_of(*db, visitor->held.person, acting_role, clock.today(), options.areas))
            write_audit(*db, *viewer, std::span{&entry, 1}, clock.now());
        kit::commit(*db);
        return with_cookie(web::Response::redirect(kit::next_place(value(request, "next"))),
                           desk.cookie(token, visitor->held.began));
    }
    return ask_role(request, {{"role", "Choose which role you want to use"}});
}

Entrance::Impl::Impl(storage::Database& opened, const Clock& ticking, access::AuditWriter& audit_writer,
                     EntranceOptions chosen)
    : database(opened),
      clock(ticking),
      options(std::move(chosen)),
      desk(database, clock, audit_writer, options.sessions, options.secure_cookies, options.areas),
      browser_key(server_secret(database, "browsers")) {}

Entrance::Entrance(storage::Database& database, const Clock& clock, access::AuditWriter& audit_writer,
                   EntranceOptions options)
    : impl_(std::make_unique<Impl>(database, clock, audit_writer, std::move(options))) {}
Entrance::~Entrance() = default;
kit::Visitors& Entrance::visitors() {
    return impl_->desk;
}

std::vector<web::Route> Entrance::routes(kit::Gate& gate) {
    using enum web::Method;
    using Answer = web::Response (Impl::*)(web::Request&);
    Impl* const own = impl_.get();
    own->gate = &gate;
    // The sign-in form tells itself that it waited too long, with the address that was typed.
    const auto in_time = [own](web::Request& request, Answer answer) {
        if (answer != &Impl::sign_in) own->gate->require_in_time(request);
        return (own->*answer)(request);
    };
    const auto route = [own, in_time](web::Method method, const char* pattern, Answer answer) {
        web::Route made{.method = method,
                        .pattern = pattern,
                        .handler = [own, in_time, pattern, answer](web::Request& request) {
                            return own->gate->with_care(request, pattern,
                                                        [&] { return in_time(request, answer); });
                        }};
        made.waits_its_turn = method == post;
        return made;
    };
    const auto hashing = [&](const char* pattern, Answer answer) {
        web::Route made = route(post, pattern, answer);
        made.takes_long = true;
        return made;
    };
    std::vector<web::Route> routes{
        route(get, "/sign-in", &Impl::show_sign_in),
        hashing("/sign-in", &Impl::sign_in),
        route(post, "/sign-out", &Impl::sign_out),
        route(post, "/account/sign-out", &Impl::sign_out_everywhere),
        route(get, "/account", &Impl::account_page),
        route(get, "/role", &Impl::role_page),
        route(post, "/role", &Impl::choose_role),
        route(get, "/password/{token}", &Impl::show_password_page),
        hashing("/password/{token}", &Impl::set_password),
    };
    if (!own->options.personas.empty())
        routes.push_back(route(post, "/sign-in/persona", &Impl::sign_in_as_persona));
    return routes;
}

}
