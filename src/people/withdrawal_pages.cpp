// Access that ends: a role at once or on a day, an account, every sign-in of a person. Whoever would shut
// out themselves, or the last person who manages accounts, is told before and says that they mean it.
#include <algorithm>
#include <fmt/format.h>

#include "people/credentials_store.hpp"
#include "people/people_pages.hpp"
#include "people/people_rules.hpp"
#include "platform/page_kit/date_question.hpp"

namespace tarn::people {
namespace {

using page_kit::FieldErrors;
using page_kit::paragraph;

Officer officer(const Act& act) {
    return {act.viewer.person(), act.viewer.authority()};
}

ShutOut shut_out_here(Act& act, PersonId person, std::optional<GrantId> ending) {
    return shut_out(managing_grants(act.db, act.viewer.authority(), act.today()), act.viewer.person(), person,
                    ending);
}

/// What somebody is told before they shut out themselves or the last manager, with the tick that says they
/// mean it; nothing for anybody else.
Html warning_of(const Act& act, const ShutOut& consequence, const FieldErrors& errors) {
    if (!consequence.any()) return {};
    std::string words;
    if (consequence.oneself) words = "This is your own access. You cannot give it back to yourself.";
    if (consequence.last_manager)
        words += std::string{words.empty() ? "" : " "} +
                 "Nobody else manages accounts in your authority. Afterwards only the people who run the "
                 "server can add or change one.";
    return page_kit::warning_text({.content = words}) +
           page_kit::checkboxes({.name = "sure",
                                 .error = error_for(errors, "sure"),
                                 .items = {{.value = "yes", .text = "I understand, and want to go on"}},
                                 .values = {act.typed("sure")}});
}

void demand_tick(const Act& act, bool asked, const char* sentence, FieldErrors& errors) {
    if (asked && act.typed("sure") != "yes") errors.push_back({"sure", sentence});
}

/// The grant of the address, when it is the person's, the authority's own and has not ended.
std::optional<Grant> asked_grant(Act& act, const Person& person) {
    const auto number = parse_identifier(act.request.parameter("grant").value_or(""));
    for (Grant& grant : grants_of(act.db, person.id))
        if (number && grant.id.value == *number && grant.authority == act.viewer.authority())
            return std::move(grant);
    return std::nullopt;
}

std::string grant_words(const Act& act, const Lookups& known, const Grant& grant) {
    return std::string{access::role_title(grant.role)} + ", " + scope_words(act, known, grant);
}

web::Response ending_page(Act& act, const Lookups& known, const Person& person, const Grant& grant,
                          const FieldErrors& errors, const page_kit::DateRead& last) {
    const std::string here = fmt::format("{}/grants/{}", person_href(person.id), grant.id.value);
    page_kit::PageFrame frame{.title = "End this role",
                              .caption = person.name + ": " + grant_words(act, known, grant),
                              .back_href = person_href(person.id),
                              .errors = errors};
    if (grant.over(act.today()))
        return respond(act, frame, page_kit::two_thirds(paragraph("This role has already ended.")));
    page_kit::Choices when{
        .name = "when",
        .fieldset = page_kit::Fieldset{.legend = {.content = "When does the role end?"}},
        .error = error_for(errors, "when"),
        .items = {{.value = "now",
                   .text = "At once",
                   .hint = {.content = "Also for pages that " + person.name + " has open now"}},
                  {.value = "day", .text = "At the end of a day"}},
        .values = {act.typed("when")}};
    const Html fields =
        page_kit::radios(when) +
        page_kit::date_question(
            {.name = "last",
             .question = "Last day",
             .hint = grant.valid.to ? "Before " + grant.valid.to->display() + ", the last day it has now"
                                    : std::string{"Only if you chose “At the end of a day”"},
             .typed = last.typed},
            errors) +
        warning_of(act, shut_out_here(act, person.id, grant.id), errors) +
        page_kit::button(
            {.content = "End this role", .classes = "govuk-button--warning", .prevent_double_click = true});
    return respond(act, frame, page_kit::two_thirds(page_kit::form(here + "/end", act.csrf, fields)));
}

web::Response ask_end(Act& act, const Lookups& known, const Person& person) {
    const auto grant = asked_grant(act, person);
    if (!grant) return not_found(act, "This person has no such role.");
    return ending_page(act, known, person, *grant, {}, page_kit::not_sent_yet(act.draft));
}

web::Response end_role(Act& act, const Lookups& known, const Person& person) {
    const auto grant = asked_grant(act, person);
    if (!grant) return not_found(act, "This person has no such role.");
    const bool on_a_day = act.typed("when") == "day";
    const auto last = page_kit::read_date(act.request, "last", "Last day", on_a_day);
    FieldErrors errors;
    if (!on_a_day && act.typed("when") != "now") errors.push_back({"when", "Choose when the role ends"});
    if (on_a_day) page_kit::note_error(errors, "last", last);
    if (!on_a_day && !act.typed("last-day").empty())
        errors.push_back({"when", "Choose “At the end of a day” or remove the date"});
    demand_tick(act, shut_out_here(act, person.id, grant->id).any(),
                "Tick the box to show that you understand", errors);
    if (!errors.empty()) return ending_page(act, known, person, *grant, errors, last);
    const auto ended =
        on_a_day ? end_grant(*act.writer, grant->id, *last.date, act.viewer.person(), act.clock.now())
                 : withdraw_grant(*act.writer, grant->id, act.viewer.person(), act.clock.now());
    if (!ended)
        return ending_page(act, known, person, *grant,
                           {{on_a_day ? "last-day" : "when", ended.error().message}}, last);
    act.record("grant.ended", person_object(person.id),
               fmt::format("{} {} {}", access::role_code(grant->role), grant->scope.text(),
                           on_a_day ? "after " + last.date->iso() : "at once"));
    return web::Response::redirect(person_href(person.id) + (on_a_day ? "?done=last-day" : "?done=ended"));
}

Html asked_to_disable(Act& act, const ShutOut& consequence, const FieldErrors& errors) {
    if (consequence.any()) return warning_of(act, consequence, errors);
    page_kit::Choices boxes{.name = "sure", .error = error_for(errors, "sure")};
    boxes.items.push_back({.value = "yes", .text = "Disable this account"});
    boxes.values.push_back(act.typed("sure"));
    return page_kit::checkboxes(boxes);
}

web::Response disabling_page(Act& act, const Person& person, const FieldErrors& errors) {
    page_kit::PageFrame frame{.title = "Disable the account of " + person.name,
                              .back_href = person_href(person.id),
                              .errors = errors};
    Html content = paragraph(person.name +
                             " is signed out everywhere at once and cannot sign in again, and one-time links "
                             "stop working. Roles stay as they are: they can be used again when the account "
                             "is enabled.");
    const auto consequence = shut_out_here(act, person.id, {});
    const Html tick = asked_to_disable(act, consequence, errors);
    content += page_kit::form(person_href(person.id) + "/disable", act.csrf,
                              tick + page_kit::button({.content = "Disable the account",
                                                       .classes = "govuk-button--warning",
                                                       .prevent_double_click = true}));
    return respond(act, frame, page_kit::two_thirds(std::move(content)));
}

web::Response disable(Act& act, const Person& person) {
    FieldErrors errors;
    demand_tick(act, true, "Confirm that you want to disable this account", errors);
    if (!errors.empty()) return disabling_page(act, person, errors);
    const auto done = disable_account(*act.writer, person.id, officer(act), act.clock.now());
    if (!done) return not_done(act, done.error().message, person_href(person.id));
    act.record("account.disabled", person_object(person.id));
    return web::Response::redirect(person_href(person.id) + "?done=disabled");
}

web::Response enable(Act& act, const Person& person) {
    const auto done = enable_account(*act.writer, person.id, officer(act));
    if (!done) return not_done(act, done.error().message, person_href(person.id));
    act.record("account.enabled", person_object(person.id));
    return web::Response::redirect(person_href(person.id) + "?done=enabled");
}

/// Who cannot act here today has nothing open here; what they do elsewhere is not this authority's to end.
bool acts_here(Act& act, PersonId person) {
    const auto grants = grants_of(act.db, person);
    return std::ranges::any_of(grants, [&](const Grant& grant) {
        return grant.authority == act.viewer.authority() && grant.usable_on(act.today());
    });
}

web::Response sign_out_everywhere(Act& act, const Person& person) {
    if (!acts_here(act, person.id))
        return not_done(act, person.name + " has no role in your authority today, and so no access.",
                        person_href(person.id));
    end_sessions_of(*act.writer, person.id, act.clock.now());
    act.record("sessions.ended", person_object(person.id));
    return web::Response::redirect(person_href(person.id) + "?done=signed-out");
}

}

std::string what_was_done(const Act& act) {
    const auto done = act.request.query_value("done").value_or("");
    if (done == "ended") return "The role has ended. It no longer gives access to anything.";
    if (done == "last-day") return "The role has a last day.";
    if (done == "disabled") return "The account is disabled. Nobody can use it.";
    if (done == "enabled") return "The account is enabled. It can be used with the roles below.";
    if (done == "signed-out") return "Signed out everywhere. The next page asks for the password.";
    return {};
}

Html account_in_use(Act& act, const Person& person) {
    const auto stopped = disabled(act.db, person.id);
    if (stopped)
        return page_kit::inset_text(
                   {.content = "This account is disabled since " +
                               Date{std::chrono::floor<std::chrono::days>(stopped->at)}.display() +
                               ". Its roles cannot be used until it is enabled" +
                               (stopped->by == act.viewer.authority()
                                    ? "."
                                    : " by those who disabled it: ask the people who run the server.")}) +
               (stopped->by == act.viewer.authority()
                    ? page_kit::form(person_href(person.id) + "/enable", act.csrf,
                                     page_kit::button({.content = "Enable the account",
                                                       .classes = "govuk-button--secondary"}))
                    : Html{});
    const Html disabling = paragraph(page_kit::link_to(person_href(person.id) + "/disable",
                                                       "Disable this account: nobody can sign in with it"));
    if (!acts_here(act, person.id)) return disabling;
    const Html html =
        page_kit::heading(2, "Signed in") +
        paragraph("Signs " + person.name +
                  " out on every computer and phone, in every role. They can sign in again with their "
                  "password. Do this when a device was lost or left open.") +
        page_kit::form(person_href(person.id) + "/sign-out", act.csrf,
                       page_kit::button({.content = "Sign out everywhere",
                                         .classes = "govuk-button--secondary",
                                         .prevent_double_click = true}));
    return html + disabling;
}

void add_withdrawal_routes(Feature& own, const Lookups& known) {
    using enum web::Method;
    const auto add = [&](web::Method method, const char* pattern, const char* title, const char* label,
                         ActHandler handler) {
        own.routes.push_back(
            {method, pattern, Permission::people_manage, method == post, label, std::move(handler), title});
    };
    add(get, "/people/{person}/grants/{grant}", "Ending a role", "",
        for_person([known](Act& act, const Person& who) { return ask_end(act, known, who); }));
    add(post, "/people/{person}/grants/{grant}/end", "Ending a role", "grant.ended",
        for_person([known](Act& act, const Person& who) { return end_role(act, known, who); }));
    add(get, "/people/{person}/disable", "Disabling an account", "",
        for_person([](Act& act, const Person& who) { return disabling_page(act, who, {}); }));
    add(post, "/people/{person}/disable", "Disabling an account", "account.disabled", for_person(disable));
    add(post, "/people/{person}/enable", "Enabling an account", "account.enabled", for_person(enable));
    add(post, "/people/{person}/sign-out", "Signing a person out everywhere", "sessions.ended",
        for_person(sign_out_everywhere));
}

}
