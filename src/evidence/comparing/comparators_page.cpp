// Comparator lists: one's own, and for officers those of colleagues to look at.
#include <algorithm>
#include <fmt/format.h>

#include "evidence/comparing/comparators.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "feature_kit/form.hpp"
#include "feature_kit/list_page.hpp"

namespace tarn::evidence {
namespace {

std::string href_of(ComparatorListId id) {
    return "/comparators/" + std::to_string(id.value);
}
std::string object_of(ComparatorListId id) {
    return "comparators:" + std::to_string(id.value);
}
std::string urns_of(const ComparatorList& list) {
    std::string text;
    for (const Urn urn : list.schools) text += urn.text() + "\n";
    return text;
}
std::optional<ComparatorList> asked_list(const kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("list").value_or(""));
    return id ? find_comparators(act.db, act.viewer, ComparatorListId{*id}) : std::nullopt;
}

const kit::List& all_lists() {
    using Column = kit::ListColumn<ComparatorList>;
    static const kit::List list{
        kit::ListPage<ComparatorList>{
            .path = "/comparators",
            .title = "Lists of schools to compare with",
            .noun = "list",
            .nouns = "lists",
            .permission = access::Permission::comparators,
            .columns = {Column("name", "Name", &ComparatorList::name).linked([](const ComparatorList& l) {
                            return href_of(l.id);
                        }),
                        Column("count", "Schools", [](const ComparatorList& l) { return l.schools.size(); }),
                        Column("owner", "Saved by", &ComparatorList::owner_name),
                        Column("saved", "Last saved", &ComparatorList::saved_at),
                        Column("urns", "URNs of the schools", urns_of).in_files_only()},
            .nothing = "You have no saved lists."},
        [](kit::Act& act) { return comparator_lists(act.db, act.viewer); }};
    return list;
}

/// The questions of a list that is saved or changed, the answers in `list`.
void ask(const PageTools& tools, const kit::Act& act, kit::Form& f, ComparatorList& list) {
    using namespace kit;
    list.name = f.text("name", "Name of the list", hint("For example, Small schools on the coast"),
                       starts_as(list.name), required("Enter a name for the list"));
    const auto typed = f.long_text(
        "schools", "URNs of the schools", starts_as(urns_of(list)), required("Enter the URNs of the schools"),
        hint("Six digits each, on separate lines or with commas between. Up to 100. You can also start a "
             "list from the page of schools like a school."));
    if (!f.accepted()) return;
    const auto schools = parse_comparators(typed);
    if (!schools) return f.wrong("schools", schools.error().message);
    const auto registers = tools.registers.current(act.db);
    for (const Urn urn : list.schools = *schools)
        if (!registers->latest(urn)) f.wrong("schools", "No school with the URN " + urn.text() + " is known");
}

web::Response comparators_page(const PageTools& tools, kit::Act& act) {
    const auto above = [&act] {
        return page_kit::paragraph(
                   std::string{
                       "Schools you chose yourself to compare with, as well as those found to be similar. "} +
                   (act.viewer.may(access::Permission::levels_authority)
                        ? "Officers of your authority see each other's lists. Only the person who saved a "
                          "list can change it. Headteachers and chairs of governors keep their own lists, "
                          "which you do not see."
                        : "Only you see your lists.")) +
               all_lists().html(act);
    };
    kit::Form f{act,
                {.title = "Schools to compare with",
                 .back_href = "/schools",
                 .button = "Save the list",
                 .heading = "Save a new list",
                 .above = above,
                 .wide = true}};
    ComparatorList list;
    if (const auto from = parse_comparators(act.request.query_value("schools").value_or("")))
        list.schools = *from;
    ask(tools, act, f, list);
    if (!f.accepted()) return f.page();
    const auto saved = save_comparators(*act.writer, act.viewer, list.name, list.schools, act.clock.now());
    if (!saved) return f.refused(saved.error());
    act.record("comparators.saved", object_of(*saved), fmt::format("{} schools", list.schools.size()));
    return f.done("The list is saved", href_of(*saved));
}

Html schools_of(const schools::Register& schools, const ComparatorList& list) {
    page_kit::DataTable table{.id = "schools",
                              .caption = "Schools of the list",
                              .columns = {{.heading = "School", .label = "School"},
                                          {.heading = "URN", .label = "URN"},
                                          {.heading = "Compare it with the list", .label = "Compare"}},
                              .cards = true};
    for (const Urn urn : list.schools) {
        const auto* school = schools.latest(urn);
        const std::string name = school ? std::string{school->name} : "School " + urn.text();
        table.rows.push_back({page_kit::link_to("/schools/" + urn.text(), name), urn.text(),
                              page_kit::link_to(fmt::format("{}?list={}", similar_href(urn), list.id.value),
                                                "Compare " + name)});
    }
    return page_kit::data_table(table);
}

web::Response list_page(const PageTools& tools, kit::Act& act) {
    auto list = asked_list(act);
    if (!list) return kit::not_found(act, "There is no such list.");
    if (list->removed_on) return kit::not_done(act, "This list was removed.", "/comparators");
    const auto was = *list;
    const bool own = list->owner == act.viewer.person();
    const kit::Form remove{act,
                           {.button = "Remove this list",
                            .warns = true,
                            .action = href_of(list->id) + "/remove",
                            .drafts = false}};
    kit::Form f{act,
                {.title = list->name,
                 .caption = "Saved by " + list->owner_name,
                 .back_href = "/comparators",
                 .button = "Save the list",
                 .heading = "Change this list",
                 .above = [&] { return schools_of(*tools.registers.current(act.db), was); },
                 .below = [&] { return own ? remove.html() : Html{}; },
                 .offered = own || act.writer}};
    ask(tools, act, f, *list);
    if (!f.accepted()) return f.page();
    const auto done =
        change_comparators(*act.writer, act.viewer, list->id, list->name, list->schools, act.clock.now());
    if (!done) return f.refused(done.error());
    act.record("comparators.changed", object_of(list->id), fmt::format("{} schools", list->schools.size()));
    return f.done("The list is changed", href_of(list->id));
}

web::Response remove_post(const PageTools&, kit::Act& act) {
    const auto list = asked_list(act);
    if (!list) return kit::not_found(act, "There is no such list.");
    if (const auto done = remove_comparators(*act.writer, act.viewer, list->id, act.today()); !done)
        return kit::not_done(act, done.error().message, href_of(list->id));
    act.record("comparators.removed", object_of(list->id));
    act.confirmation = "The list is removed";
    return web::Response::redirect("/comparators");
}

}

void add_comparator_routes(kit::Feature& given, const PageTools& tools) {
    using access::Permission;
    const auto add = [&](web::Method method, std::string pattern, std::string title, std::string label,
                         web::Response (*page)(const PageTools&, kit::Act&)) {
        given.routes.push_back({method, std::move(pattern), Permission::comparators,
                                method == web::Method::post, std::move(label),
                                [tools, page](kit::Act& act) { return page(tools, act); }, std::move(title)});
    };
    add(web::Method::get, "/comparators", "Lists of schools to compare with", "", comparators_page);
    add(web::Method::post, "/comparators", "Saving a list of schools", "comparators.saved", comparators_page);
    add(web::Method::get, "/comparators/{list}", "A list of schools to compare with", "", list_page);
    add(web::Method::post, "/comparators/{list}", "Changing a list of schools", "comparators.changed",
        list_page);
    add(web::Method::post, "/comparators/{list}/remove", "Removing a list of schools", "comparators.removed",
        remove_post);
    std::ranges::move(all_lists().file_routes(), std::back_inserter(given.routes));
}

}
