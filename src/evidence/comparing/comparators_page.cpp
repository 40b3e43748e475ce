// Comparator lists: one's own, and for officers those of colleagues to look at.
#include <fmt/format.h>

#include "evidence/comparing/comparators.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {
namespace {

using page_kit::FieldErrors;

std::string href_of(ComparatorListId id) {
    return "/comparators/" + std::to_string(id.value);
}

std::optional<ComparatorList> asked_list(const kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("list").value_or(""));
    return id ? find_comparators(act.db, act.viewer, ComparatorListId{*id}) : std::nullopt;
}

std::string urns_of(const ComparatorList& list) {
    std::string text;
    for (const Urn urn : list.schools) text += urn.text() + "\n";
    return text;
}

Html list_form(const kit::Act& act, const std::string& action, const ComparatorList& list,
               const FieldErrors& errors) {
    const Html fields =
        page_kit::input({.name = "name",
                         .label = {.content = "Name of the list"},
                         .hint = {.content = "For example, Small schools on the coast"},
                         .error = page_kit::error_for(errors, "name"),
                         .value = act.typed("name", list.name)}) +
        page_kit::textarea(
            {.name = "schools",
             .label = {.content = "URNs of the schools"},
             .hint = {.content =
                          "Six digits each, one on a line or with commas between. At most 100. Each school's "
                          "page shows its URN; a list can also be begun on the page of the schools "
                          "like it."},
             .error = page_kit::error_for(errors, "schools"),
             .value = act.typed("schools", urns_of(list))}) +
        page_kit::button({.content = "Save the list", .prevent_double_click = true});
    return page_kit::form({.action = action, .csrf = act.csrf, .content = fields, .draft_key = action});
}

struct Entered {
    std::vector<Urn> schools;
    FieldErrors errors;
};
Entered read_form(const PageTools& tools, const kit::Act& act) {
    Entered entered;
    if (act.typed("name").empty()) entered.errors.push_back({"name", "Enter a name for the list"});
    const auto schools = parse_comparators(act.typed("schools"));
    if (!schools) {
        entered.errors.push_back({"schools", schools.error().message});
        return entered;
    }
    const auto registers = tools.registers.current(act.db);
    for (const Urn urn : *schools)
        if (!registers->latest(urn))
            entered.errors.push_back({"schools", "No school with the URN " + urn.text() + " is known"});
    entered.schools = *schools;
    return entered;
}

web::Response show_all(kit::Act& act, const FieldErrors& errors) {
    page_kit::DataTable table{.id = "lists",
                              .caption = "Lists that you may see",
                              .columns = {{.heading = "Name"},
                                          {.heading = "Schools", .numeric = true},
                                          {.heading = "Saved by"},
                                          {.heading = "Last saved"}},
                              .empty_sentence = "No list has been saved yet."};
    for (const auto& list : comparator_lists(act.db, act.viewer))
        table.rows.push_back({page_kit::link_to(href_of(list.id), list.name),
                              std::to_string(list.schools.size()),
                              list.owner == act.viewer.person() ? "You" : list.owner_name,
                              Date{std::chrono::floor<std::chrono::days>(list.saved_at)}.display()});
    ComparatorList begun;
    if (const auto from = parse_comparators(act.request.query_value("schools").value_or("")))
        begun.schools = *from;
    const Html content =
        page_kit::paragraph(
            std::string{
                "Schools that you chose yourself, to compare a school with beside those that are found "
                "to be similar. "} +
            (act.viewer.may(access::Permission::levels_authority)
                 ? "Officers of your authority see each other's lists; only who saved a list changes it. "
                   "Headteachers and chairs of governors have lists of their own, which you do not see."
                 : "Only you see your lists.")) +
        page_kit::data_table(table) + page_kit::heading(2, "Save a new list") +
        list_form(act, "/comparators", begun, errors);
    return kit::respond(act, {.title = "Schools to compare with", .back_href = "/schools", .errors = errors},
                        content);
}

web::Response comparators_page(const PageTools&, kit::Act& act) {
    return show_all(act, {});
}

web::Response save_post(const PageTools& tools, kit::Act& act) {
    const auto [schools, errors] = read_form(tools, act);
    if (!errors.empty()) return show_all(act, errors);
    const auto saved = save_comparators(*act.writer, act.viewer, act.typed("name"), schools, act.clock.now());
    if (!saved) return show_all(act, {{"name", saved.error().message}});
    act.record("comparators.saved", "comparators:" + std::to_string(saved->value),
               fmt::format("{} schools", schools.size()));
    return web::Response::redirect(href_of(*saved));
}

web::Response show_one(const PageTools& tools, kit::Act& act, const ComparatorList& list,
                       const FieldErrors& errors) {
    if (list.removed_on) return kit::not_done(act, "This list was removed.", "/comparators");
    const auto registers = tools.registers.current(act.db);
    page_kit::DataTable table{
        .id = "schools",
        .caption = "Schools of the list",
        .columns = {{.heading = "School"}, {.heading = "URN"}, {.heading = "Compare it with the list"}}};
    for (const Urn urn : list.schools) {
        const auto* school = registers->latest(urn);
        const std::string name = school ? std::string{school->name} : "School " + urn.text();
        table.rows.push_back({page_kit::link_to("/schools/" + urn.text(), name), urn.text(),
                              page_kit::link_to(fmt::format("{}?list={}", similar_href(urn), list.id.value),
                                                "Compare " + name)});
    }
    Html content = page_kit::data_table(table);
    if (list.owner == act.viewer.person()) {
        content += page_kit::heading(2, "Change this list") + list_form(act, href_of(list.id), list, errors);
        content += page_kit::form(
            href_of(list.id) + "/remove", act.csrf,
            page_kit::button({.content = "Remove this list", .classes = "govuk-button--warning"}));
    }
    return kit::respond(act,
                        {.title = list.name,
                         .caption = "Saved by " + list.owner_name,
                         .back_href = "/comparators",
                         .errors = errors},
                        content);
}

web::Response list_page(const PageTools& tools, kit::Act& act) {
    const auto list = asked_list(act);
    if (!list) return kit::not_found(act, "There is no such list.");
    return show_one(tools, act, *list, {});
}

web::Response change_post(const PageTools& tools, kit::Act& act) {
    const auto list = asked_list(act);
    if (!list) return kit::not_found(act, "There is no such list.");
    const auto [schools, errors] = read_form(tools, act);
    if (!errors.empty()) return show_one(tools, act, *list, errors);
    const auto done =
        change_comparators(*act.writer, act.viewer, list->id, act.typed("name"), schools, act.clock.now());
    if (!done) return kit::not_done(act, done.error().message, href_of(list->id));
    act.record("comparators.changed", "comparators:" + std::to_string(list->id.value),
               fmt::format("{} schools", schools.size()));
    return web::Response::redirect(href_of(list->id));
}

web::Response remove_post(const PageTools&, kit::Act& act) {
    const auto list = asked_list(act);
    if (!list) return kit::not_found(act, "There is no such list.");
    if (const auto done = remove_comparators(*act.writer, act.viewer, list->id, act.today()); !done)
        return kit::not_done(act, done.error().message, href_of(list->id));
    act.record("comparators.removed", "comparators:" + std::to_string(list->id.value));
    return web::Response::redirect("/comparators");
}

}

void add_comparator_routes(kit::Contribution& given, const PageTools& tools) {
    using access::Permission;
    const auto add = [&](web::Method method, std::string pattern, std::string title, std::string label,
                         web::Response (*page)(const PageTools&, kit::Act&)) {
        given.routes.push_back({method, std::move(pattern), Permission::comparators,
                                method == web::Method::post, std::move(label),
                                [tools, page](kit::Act& act) { return page(tools, act); }, std::move(title)});
    };
    add(web::Method::get, "/comparators", "Lists of schools to compare with", "", comparators_page);
    add(web::Method::post, "/comparators", "Saving a list of schools", "comparators.saved", save_post);
    add(web::Method::get, "/comparators/{list}", "A list of schools to compare with", "", list_page);
    add(web::Method::post, "/comparators/{list}", "Changing a list of schools", "comparators.changed",
        change_post);
    add(web::Method::post, "/comparators/{list}/remove", "Removing a list of schools", "comparators.removed",
        remove_post);
}

}
