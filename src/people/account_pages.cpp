// Accounts and their roles: list, a new one, one person, one-time links.
#include <algorithm>
#include <fmt/format.h>

#include "base/local_time.hpp"
#include "people/credentials_store.hpp"
#include "people/people_pages.hpp"
#include "people/people_rules.hpp"

namespace tarn::people {
namespace {

using page_kit::FieldErrors;

std::string roles_today(Act& act, const Lookups& known, PersonId person) {
    std::string words;
    for (const Grant& grant : grants_of(act.db, person)) {
        if (!grant.valid.contains(act.today()) || grant.authority != act.viewer.authority()) continue;
        words += words.empty() ? "" : "; ";
        words += std::string{access::role_title(grant.role)};
        if (grant.scope.kind != ScopeKind::authority) words += ", " + scope_words(act, known, grant);
        if (!grant.confirmed) words += " (waits to be confirmed)";
        if (grant.disabled) words += " (account disabled)";
    }
    return words.empty() ? "No role today" : words;
}

web::Response list_people(Act& act, const Lookups& known) {
    page_kit::DataTable table{
        .id = "people",
        .caption = "People with an account",
        .columns = {{.heading = "Name"}, {.heading = "Role today"}, {.heading = "Email address"}},
        .empty_sentence = "There are no accounts yet."};
    for (const Person& person : people_of(act.db, act.viewer.authority()))
        table.rows.push_back({page_kit::link_to(person_href(person.id), person.name),
                              roles_today(act, known, person.id), person.email});
    Html content =
        page_kit::button_group({page_kit::button({.content = "Add a person", .href = "/people/new"}),
                                page_kit::link_to("/people/import", "Add several from a CSV file")});
    content += page_kit::data_table(table);
    return respond(act, {.title = "People", .wide = true}, std::move(content));
}

/// Asked only where the authority has areas.
Html area_field(const Act& act, const Lookups& known, const FieldErrors& errors) {
    const auto areas =
        known.areas.all ? known.areas.all(act.db, act.viewer.authority()) : std::vector<AreaFact>{};
    if (areas.empty()) return {};
    page_kit::Select field{
        .name = "area",
        .label = {.content = "Area (only for an adviser who has a whole area)"},
        .hint = {.content = "Every school in the area, as well as those allocated one by one"},
        .error = error_for(errors, "area"),
        .value = act.typed("area")};
    field.items.push_back({.text = "No area, only allocated schools", .value = ""});
    for (const AreaFact& area : areas) field.items.push_back({.text = area.name, .value = area.code});
    return page_kit::select(field);
}

Html role_fields(const Act& act, const Lookups& known, const FieldErrors& errors) {
    page_kit::Select roles{.name = "role",
                           .label = {.content = "Role"},
                           .error = error_for(errors, "role"),
                           .value = act.typed("role")};
    roles.items.push_back({.text = "Choose a role", .value = ""});
    for (const Role role : access::all_roles())
        roles.items.push_back(
            {.text = std::string{access::role_title(role)}, .value = std::string{access::role_code(role)}});
    const auto date = [&](const char* name, const char* question, const char* hint) {
        return page_kit::date_input({.id = name,
                                     .name_prefix = name,
                                     .fieldset = page_kit::Fieldset{.legend = {.content = question}},
                                     .hint = {.content = hint},
                                     .error = error_for(errors, std::string{name} + "-day"),
                                     .values = act.request.form});
    };
    return page_kit::select(roles) +
           page_kit::input(
               {.name = "urn",
                .label =
                    {.content =
                         "School (for a headteacher, a deputy, a business manager or a chair of governors)"},
                .hint = {.content = "Its URN, five or six digits"},
                .error = error_for(errors, "urn"),
                .value = act.typed("urn"),
                .classes = "govuk-input--width-10",
                .inputmode = "numeric"}) +
           area_field(act, known, errors) + date("from", "First day", "Leave empty for today") +
           date("to", "Last day", "Leave empty if no end is known");
}

std::string typed_scope(const Act& act, Role role) {
    if (access::scope_of(role) == ScopeKind::school) return "school:" + act.typed("urn");
    const std::string authority = act.viewer.authority().text();
    if (const std::string area = act.typed("area"); !area.empty()) return "area:" + authority + ":" + area;
    return "authority:" + authority;
}

/// The role as entered; errors are noted beside their fields.
std::optional<Enrolment> read_role(const Act& act, FieldErrors& errors) {
    const auto from = page_kit::read_date(act.request, "from", "First day", false);
    const auto to = page_kit::read_date(act.request, "to", "Last day", false);
    if (!from.error.empty()) errors.push_back({"from-day", from.error});
    if (!to.error.empty()) errors.push_back({"to-day", to.error});
    const auto role = access::parse_role(act.typed("role"));
    if (!role) errors.push_back({"role", "Choose a role"});
    const bool at_school = role && access::scope_of(*role) == ScopeKind::school;
    if (at_school && !Urn::parse(act.typed("urn")))
        errors.push_back({"urn", "Enter the school's URN, five or six digits"});
    if (role && !act.typed("area").empty() && !access::may_be_held_over(*role, ScopeKind::area))
        errors.push_back({"area", "Only an adviser or senior adviser can have an area"});
    if (!errors.empty()) return std::nullopt;
    return Enrolment{.role = act.typed("role"),
                     .scope = typed_scope(act, *role),
                     .from = from.date ? from.date->iso() : "",
                     .to = to.date ? to.date->iso() : ""};
}

web::Response new_person(Act& act, const Lookups& known, const FieldErrors& errors) {
    Html fields = page_kit::input({.name = "name",
                                   .label = {.content = "Name"},
                                   .error = error_for(errors, "name"),
                                   .value = act.typed("name")});
    fields += page_kit::input({.name = "email",
                               .label = {.content = "Email address"},
                               .error = error_for(errors, "email"),
                               .value = act.typed("email"),
                               .type = "email",
                               .spellcheck = false});
    fields += role_fields(act, known, errors) +
              page_kit::button({.content = "Add this person", .prevent_double_click = true});
    return respond(
        act, {.title = "Add a person", .back_href = "/people", .errors = errors},
        page_kit::two_thirds(page_kit::form(
            {.action = "/people", .csrf = act.csrf, .content = std::move(fields), .draft_key = "/people"})));
}

web::Response add_account(Act& act, const Lookups& known) {
    FieldErrors errors;
    if (act.typed("name").empty()) errors.push_back({"name", "Enter the person's name"});
    if (!plausible_email(lower_email(act.typed("email"))))
        errors.push_back({"email", "Enter an email address, like name@example.org"});
    auto enrolment = read_role(act, errors);
    if (!enrolment || !errors.empty()) return new_person(act, known, errors);
    enrolment->name = act.typed("name");
    enrolment->email = act.typed("email");
    const auto enrolled = enrol(*act.writer, *enrolment, authorisation(act, known));
    if (!enrolled) return new_person(act, known, {{"role", enrolled.error().message}});
    act.record("person.added", person_object(enrolled->person.id), enrolment->role + " " + enrolment->scope);
    act.confirmation = enrolled->person.name + (enrolled->new_account ? " is added" : " has the role");
    return web::Response::redirect(person_href(enrolled->person.id));
}

std::string held_words(const Grant& grant) {
    const std::string from = grant.valid.from.display();
    if (grant.withdrawn_at) {
        const Date day = local_day(*grant.withdrawn_at);
        const std::string until = "ended on " + local_minute(*grant.withdrawn_at);
        return day < grant.valid.from ? "Never held: " + until + ", before " + from
                                      : "From " + from + ", " + until;
    }
    return grant.valid.to ? from + " to " + grant.valid.to->display() : "Since " + from;
}

Html end_link(const Grant& grant) {
    const std::string words{access::role_title(grant.role)};
    return page_kit::link_to(fmt::format("{}/grants/{}", person_href(grant.person), grant.id.value),
                             Html::text("End") + page_kit::visually_hidden(" the role of " + words));
}

Html grants_table(Act& act, const Lookups& known, PersonId person) {
    page_kit::DataTable table{
        .id = "roles",
        .caption = "Roles",
        .columns = {{.heading = "Role"}, {.heading = "For"}, {.heading = "Held"}, {.heading = "Change"}},
        .empty_sentence = "No role."};
    for (const Grant& grant : grants_of(act.db, person)) {
        if (grant.authority != act.viewer.authority()) continue;
        const std::string waits = grant.confirmed ? "" : " (waits to be confirmed)";
        table.rows.push_back({std::string{access::role_title(grant.role)} + waits,
                              scope_words(act, known, grant), held_words(grant),
                              !grant.over(act.today()) ? page_kit::Content{end_link(grant)}
                                                       : page_kit::Content{"Nothing to change"}});
    }
    return page_kit::data_table(table);
}

/// Why a role given here cannot be used yet, and what to do.
Html confirmation_notice(Act& act, const Person& person) {
    const auto grants = grants_of(act.db, person.id);
    const bool waits = std::ranges::any_of(grants, [&](const Grant& grant) {
        return grant.authority == act.viewer.authority() && !grant.confirmed && !grant.over(act.today());
    });
    if (!waits) return {};
    return page_kit::inset_text(
        {.content =
             person.name +
             " already had an account, which was not made here. The role cannot be used until " +
             person.name +
             " confirms it: make a one-time link below and give it to them yourself. The link asks for their "
             "current password and a new one. So nobody who knew the old password can use this role."});
}

page_kit::PageFrame person_frame(const Act& act, const Person& person, const FieldErrors& errors) {
    return {.title = person.name, .back_href = "/people", .errors = errors, .success = what_was_done(act)};
}

web::Response show_person(Act& act, const Lookups& known, const Person& person, const FieldErrors& errors) {
    Html content =
        confirmation_notice(act, person) +
        page_kit::summary_list({.rows = {
                                    {.key = "Email address", .value = person.email},
                                    {.key = "Work telephone",
                                     .value = telephone_words(person.telephone),
                                     .actions = {{.content = "Change",
                                                  .href = person_href(person.id) + "/telephone",
                                                  .visually_hidden = "the work telephone number"}}},
                                }});
    content += grants_table(act, known, person.id);
    content += page_kit::heading(2, "Give another role");
    content +=
        page_kit::form(person_href(person.id) + "/grants", act.csrf,
                       role_fields(act, known, errors) + page_kit::button({.content = "Give this role"}));
    content += account_in_use(act, person);
    if (disabled(act.db, person.id))
        return respond(act, person_frame(act, person, errors), std::move(content));
    content += page_kit::heading(2, "Password");
    content += page_kit::paragraph(
        "A one-time link lets the person set a new password. Any earlier link that was made here stops "
        "working.");
    content += page_kit::form(
        person_href(person.id) + "/link", act.csrf,
        page_kit::button({.content = "Make a one-time link", .classes = "govuk-button--secondary"}));
    return respond(act, person_frame(act, person, errors), std::move(content));
}

web::Response give_role(Act& act, const Lookups& known, const Person& person) {
    FieldErrors errors;
    auto enrolment = read_role(act, errors);
    if (!enrolment) return show_person(act, known, person, errors);
    enrolment->email = person.email;
    const auto enrolled = enrol(*act.writer, *enrolment, authorisation(act, known));
    if (!enrolled) return show_person(act, known, person, {{"role", enrolled.error().message}});
    act.record("grant.added", person_object(person.id), enrolment->role + " " + enrolment->scope);
    act.confirmation = "The role of " + person.name + " is recorded";
    return web::Response::redirect(person_href(person.id));
}

bool confirmed_here(Act& act, PersonId person) {
    const auto grants = grants_of(act.db, person);
    return std::ranges::any_of(grants, [&](const Grant& grant) {
        return grant.authority == act.viewer.authority() && grant.confirmed;
    });
}

web::Response give_link(Act& act, const Person& person) {
    if (disabled(act.db, person.id))
        return not_done(act, "This account is disabled. Enable it first.", person_href(person.id));
    const bool elsewhere = works_elsewhere(act.db, person.id, act.viewer.authority(), act.today());
    if (elsewhere && confirmed_here(act, person.id))
        return refused(act,
                       "This person also has a role in another authority, so the people who run the server "
                       "give out the link.");
    const std::string token = make_link(
        *act.writer, person.id, Officer{act.viewer.person(), act.viewer.authority()}, act.clock.now());
    act.record("link.made", person_object(person.id));
    const std::string host{act.request.header("host").value_or("")};
    Html content = page_kit::paragraph("Give this link to " + person.name +
                                       ". You cannot see it again. It works once, within 3 days.");
    content += page_kit::inset_text({.content = host + "/password/" + token});
    if (elsewhere)
        content +=
            page_kit::paragraph("It asks for the password that " + person.name +
                                " has now and for a fresh one. After that the role given here can be used.");
    content += page_kit::paragraph(page_kit::link_to(person_href(person.id), "Back to " + person.name));
    return respond(act, {.title = "One-time link"}, page_kit::two_thirds(std::move(content)));
}

}

std::string person_href(PersonId id) {
    return fmt::format("/people/{}", id.value);
}
std::string person_object(PersonId id) {
    return fmt::format("person:{}", id.value);
}

std::optional<Person> asked_person(Act& act) {
    const auto number = parse_identifier(act.request.parameter("person").value_or(""));
    const auto person = number ? find_person(act.db, PersonId{*number}) : std::nullopt;
    if (!person) return std::nullopt;
    const auto grants = grants_of(act.db, person->id);
    const bool ours = std::ranges::any_of(
        grants, [&](const Grant& grant) { return grant.authority == act.viewer.authority(); });
    return ours ? person : std::nullopt;
}

void add_account_routes(Feature& own, const Lookups& known) {
    using enum web::Method;
    constexpr auto may = Permission::people_manage;
    const auto add = [&](web::Method method, const char* pattern, const char* title, const char* label,
                         ActHandler handler) {
        own.routes.push_back({method, pattern, may, method == post, label, std::move(handler), title});
    };
    add(get, "/people", "The people", "", [known](Act& act) { return list_people(act, known); });
    add(get, "/people/new", "Adding a person", "", [known](Act& act) { return new_person(act, known, {}); });
    add(post, "/people", "Adding a person", "person.added",
        [known](Act& act) { return add_account(act, known); });
    add(get, "/people/{person}", "The account of a person", "",
        for_person([known](Act& act, const Person& who) { return show_person(act, known, who, {}); }));
    add(post, "/people/{person}/grants", "Giving a role", "grant.added",
        for_person([known](Act& act, const Person& who) { return give_role(act, known, who); }));
    add(post, "/people/{person}/link", "Making a one-time link", "link.made",
        for_person([](Act& act, const Person& who) { return give_link(act, who); }));
}

}
