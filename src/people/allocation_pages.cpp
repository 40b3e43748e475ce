// Which adviser has which school.
#include <algorithm>
#include <fmt/format.h>

#include "people/people_pages.hpp"
#include "people/people_rules.hpp"

namespace tarn::people {
namespace {

using page_kit::FieldErrors;

/// "North": areas that the person has as a whole today, beside the schools allocated one by one.
std::string areas_of(Act& act, const Lookups& known, PersonId person) {
    std::string names;
    for (const Grant& grant : grants_of(act.db, person))
        if (grant.scope.kind == ScopeKind::area && grant.authority == act.viewer.authority() &&
            grant.valid.contains(act.today()))
            names += (names.empty() ? "" : "; ") + scope_words(act, known, grant);
    return names.empty() ? "None" : names;
}

Html caseloads(Act& act, const Lookups& known, const std::vector<Person>& people) {
    page_kit::DataTable table{
        .id = "caseloads",
        .caption = "Schools of each adviser today",
        .columns = {{.heading = "Adviser"}, {.heading = "Schools allocated"}, {.heading = "Whole areas"}},
        .empty_sentence = "Nobody holds the role of adviser today."};
    for (const Person& person : people) {
        const auto schools = caseload(act.db, person.id, act.viewer.authority(), act.today());
        std::vector<page_kit::Content> names;
        for (const Urn urn : schools)
            names.emplace_back(
                page_kit::link_to("/schools/" + urn.text(), school_words(act, known.school, urn)));
        const std::string number =
            fmt::format("{} {}", schools.size(), schools.size() == 1 ? "school" : "schools");
        table.rows.push_back({person.name,
                              names.empty()
                                  ? page_kit::Content{"None"}
                                  : page_kit::Content{page_kit::details(
                                        {.summary = number, .content = page_kit::bullet_list(names)})},
                              areas_of(act, known, person.id)});
    }
    return page_kit::data_table(table);
}

Html allocation_form(const Act& act, const std::vector<Person>& people, const FieldErrors& errors) {
    page_kit::Select who{.name = "adviser",
                         .label = {.content = "Adviser"},
                         .error = error_for(errors, "adviser"),
                         .value = act.typed("adviser")};
    who.items.push_back({.text = "Choose an adviser", .value = ""});
    for (const Person& person : people)
        if (person.id != act.viewer.person())
            who.items.push_back({.text = person.name, .value = std::to_string(person.id.value)});
    Html fields = page_kit::input({.name = "urn",
                                   .label = {.content = "School"},
                                   .hint = {.content = "Its URN, five or six digits"},
                                   .error = error_for(errors, "urn"),
                                   .value = act.typed("urn"),
                                   .classes = "govuk-input--width-10",
                                   .inputmode = "numeric"});
    fields += page_kit::select(who);
    fields += page_kit::date_input(
        {.id = "from",
         .name_prefix = "from",
         .fieldset = page_kit::Fieldset{.legend = {.content = "First day"}},
         .hint = {.content =
                      "The previous adviser's last day will be the day before. Leave empty for today."},
         .error = error_for(errors, "from-day"),
         .values = act.request.form});
    fields += page_kit::input({.name = "reason",
                               .label = {.content = "Reason"},
                               .error = error_for(errors, "reason"),
                               .value = act.typed("reason")});
    fields += page_kit::button({.content = "Allocate", .prevent_double_click = true});
    return page_kit::form({.action = "/allocations",
                           .csrf = act.csrf,
                           .content = std::move(fields),
                           .draft_key = "/allocations"});
}

web::Response list(Act& act, const Lookups& known, const FieldErrors& errors) {
    const auto people = advisers(act);
    Html content = caseloads(act, known, people);
    content +=
        page_kit::paragraph(page_kit::link_to("/allocations/import", "Allocate several from a CSV file"));
    content += page_kit::heading(2, "Allocate a school") + allocation_form(act, people, errors);
    return respond(act, {.title = "Advisers and their schools", .errors = errors}, std::move(content));
}

web::Response add(Act& act, const Lookups& known) {
    FieldErrors errors;
    const auto urn = Urn::parse(act.typed("urn"));
    const auto fact = urn && known.school ? known.school(act.db, *urn, act.today()) : std::nullopt;
    if (!urn)
        errors.push_back({"urn", "Enter the school's URN, five or six digits"});
    else if (!fact || fact->authority != act.viewer.authority())
        errors.push_back({"urn", "No school of your authority has this URN"});
    const auto adviser = parse_identifier(act.typed("adviser"));
    if (!adviser) errors.push_back({"adviser", "Choose an adviser"});
    const auto from = page_kit::read_date(act.request, "from", "First day", false);
    if (!from.error.empty()) errors.push_back({"from-day", from.error});
    if (act.typed("reason").empty()) errors.push_back({"reason", "Say why, in a few words"});
    if (!errors.empty()) return list(act, known, errors);
    const auto made = allocate(*act.writer,
                               {.adviser = PersonId{*adviser},
                                .school = *urn,
                                .authority = act.viewer.authority(),
                                .valid = {from.date.value_or(act.today()), {}},
                                .reason = act.typed("reason")},
                               act.viewer.person(), act.clock.now());
    if (!made) return list(act, known, {{"adviser", made.error().message}});
    act.record("school.allocated", "school:" + urn->text(), fmt::format("to person:{}", *adviser));
    return web::Response::redirect("/allocations");
}

}

std::vector<Person> advisers(Act& act) {
    auto list = holders(act.db, act.viewer.authority(), Role::adviser, act.today());
    for (Person& senior : holders(act.db, act.viewer.authority(), Role::senior_adviser, act.today()))
        if (std::ranges::find(list, senior.id, &Person::id) == list.end()) list.push_back(std::move(senior));
    std::ranges::sort(list, {}, [](const Person& person) { return std::pair{person.name, person.id}; });
    return list;
}

void add_allocation_routes(Feature& own, const Lookups& known) {
    using enum web::Method;
    own.routes.push_back({get, "/allocations", Permission::allocate, false, "",
                          [known](Act& act) { return list(act, known, {}); }, "The advisers of schools"});
    own.routes.push_back({post, "/allocations", Permission::allocate, true, "school.allocated",
                          [known](Act& act) { return add(act, known); }, "Allocating a school"});
}

}
