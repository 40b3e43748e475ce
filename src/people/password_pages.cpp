// The page behind a one-time link: a new password, and the confirmation of an account by its owner.
#include "people/entrance_parts_pages.hpp"
#include "platform/crypto/sign.hpp"

namespace tarn::people {
namespace {

using page_kit::Html;
using page_kit::paragraph;

std::string sent(const web::Request& request, std::string_view name) {
    return std::string{request.form_value(name).value_or("")};
}

/// Which roles opening the link makes usable, when the account also serves another authority.
Html what_is_confirmed(storage::Reader& db, const Link& link, Date today) {
    const auto authority = find_authority(db, *link.authority);
    std::vector<page_kit::Content> roles;
    for (const Grant& grant : grants_of(db, link.owner))
        if (grant.authority == *link.authority && !grant.over(today))
            roles.emplace_back(access::role_title(grant.role));
    return paragraph((authority ? authority->name : std::string{"An authority"}) +
                     " has given this account a role:") +
           page_kit::bullet_list(roles) +
           paragraph(
               "Enter your current password, then choose a new one. If you have no password yet, use your "
               "first link.");
}

page_kit::FieldError not_the_password() {
    return {"current", "Current password is incorrect"};
}

Html password_fields(const Link& link, const page_kit::FieldErrors& errors) {
    Html fields;
    if (link.asks_password)
        fields += page_kit::password_input({.name = "current",
                                            .label = {.content = "Password that you have now"},
                                            .error = error_for(errors, "current"),
                                            .autocomplete = "current-password"});
    return fields +
           page_kit::password_input(
               {.name = "password",
                .label = {.content = "New password"},
                .hint = {.content =
                             "At least 12 characters, without your name. Three random words work well."},
                .error = error_for(errors, "password"),
                .autocomplete = "new-password"});
}

}

web::Response Entrance::Impl::password_page(web::Request& request, page_kit::FieldErrors errors, int status) {
    const auto db = database.read();
    const auto link = find_link(*db, request.parameter("token").value_or(""), clock.now());
    if (!link)
        return page_kit::respond({.title = "This link no longer works", .around = gate->outside()},
                                 page_kit::two_thirds(paragraph(
                                     "It has been used already, or it is older than three days. Ask the "
                                     "person who manages accounts in your authority for a new one.")),
                                 410);
    const auto person = find_person(*db, link->owner);
    const std::string seed = desk.anonymous_seed(request).value_or(crypto::random_token());
    Html fields = paragraph("For the account of " + person->name + ", " + person->email + ".");
    if (link->asks_password) fields += what_is_confirmed(*db, *link, clock.today());
    fields += password_fields(*link, errors);
    fields += page_kit::button({.content = "Set password", .prevent_double_click = true});
    const Html form = page_kit::form(request.path, desk.anonymous_csrf(seed), std::move(fields));
    page_kit::PageFrame page{.title = link->asks_password ? "Confirm your account" : "Set your password",
                             .around = gate->outside(),
                             .errors = std::move(errors)};
    auto response = page_kit::respond(page, page_kit::two_thirds(form), status);
    response.add("Set-Cookie", desk.anonymous_cookie(seed));
    return response;
}

/// Of the password that the account has now; what is wrong is noted beside its field.
SignIn Entrance::Impl::prove_account(web::Request& request, const Link& link, page_kit::FieldErrors& errors) {
    const std::string current = sent(request, "current");
    const auto person = find_person(*database.read(), link.owner);
    if (current.empty() || !person) {
        errors.push_back({"current", "Enter the password that you have now"});
        return {};
    }
    SignIn checked = check_password(
        database, person->email, current,
        {request.client, known_browser(browser_key, person->email, request, options.secure_cookies)},
        "password.proved", clock.now());
    if (checked.answer == SignInAnswer::wrong) errors.push_back(not_the_password());
    if (checked.answer == SignInAnswer::too_soon)
        errors.push_back({"current", "Too many wrong passwords. Try again in " +
                                         time_until(checked.wait_until, clock.now())});
    if (checked.answer == SignInAnswer::disabled) errors.push_back({"current", "This account is disabled"});
    if (checked.answer == SignInAnswer::welcome && current == sent(request, "password"))
        errors.push_back({"password", "Choose a password that differs from the one you have now"});
    return checked;
}

web::Response Entrance::Impl::set_password(web::Request& request) {
    if (!desk.anonymous_csrf_valid(request))
        return password_page(
            request, {{"password", "Enter the password again: this page had been open for too long"}}, 403);
    const std::string token{request.parameter("token").value_or("")};
    const auto link = find_link(*database.read(), token, clock.now());
    if (!link) return password_page(request, {});
    page_kit::FieldErrors errors;
    std::optional<SignIn> proof;
    if (link->asks_password) proof = prove_account(request, *link, errors);
    if (!errors.empty()) return password_page(request, errors, 422);
    const auto owner = find_person(*database.read(), link->owner);
    const auto hash = hash_password(sent(request, "password"), owner->name, owner->email);
    if (!hash) return password_page(request, {{"password", hash.error().message}}, 422);
    const auto db = database.write();
    if (proof && still_welcome(*db, *proof) != SignInAnswer::welcome)
        return password_page(request, {not_the_password()}, 422);
    if (const auto set = use_link(*db, token, *hash, link->asks_password, clock.now()); !set)
        return password_page(request, {});
    const AuditEntry entry{link->asks_password ? "account.confirmed" : "password.set",
                           "person:" + std::to_string(link->owner.value),
                           {},
                           link->authority ? "by a one-time link of authority " + link->authority->text()
                                           : std::string{"by a one-time link of the server's operators"}};
    write_audit(*db, Viewer{}, std::span{&entry, 1}, clock.now());
    kit::commit(*db);
    return web::Response::redirect("/sign-in?password=1");
}

}
