// Who holds the posts of a school: appointed and ended by a data officer, shown with all former holders.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "feature_kit/rows_import.hpp"
#include "schools/local_pages.hpp"

namespace tarn::schools {
namespace {

using page_kit::FieldErrors;

struct Asked {
    Urn urn;
    std::string name;
    std::string href;
};

/// The gate has already seen to it that the school is of the viewer's authority.
Asked asked_school(const PageTools& tools, kit::Act& act) {
    const Urn urn = Urn::parse(act.request.parameter("urn").value_or("")).value();
    const auto schools = tools.registers.current(act.db);
    const School* school = schools->latest(urn);
    return {urn, school ? std::string{school->name} : "School " + urn.text(),
            "/schools/" + urn.text() + "/posts"};
}

Html holders_table(kit::Act& act, const Asked& school) {
    page_kit::DataTable table{.id = "posts",
                              .caption = "Holders, latest first",
                              .columns = {{.heading = "Post"}, {.heading = "Name"}, {.heading = "Held"}},
                              .empty_sentence = "Nobody has been recorded yet."};
    for (const Post& post : post_history(act.db, school.urn))
        table.rows.push_back({std::string{post_title(post.kind)}, post.holder,
                              post.held.to ? post.held.from.display() + " to " + post.held.to->display()
                                           : "Since " + post.held.from.display()});
    return page_kit::data_table(table);
}

page_kit::Select post_field(const kit::Act& act, const char* name, const FieldErrors& errors) {
    page_kit::Select field{.name = name,
                           .label = {.content = "Post"},
                           .error = error_for(errors, name),
                           .value = act.typed(name)};
    field.items.push_back({.text = "Choose a post", .value = ""});
    for (const PostKind kind : all_post_kinds())
        field.items.push_back({.text = std::string{post_title(kind)}, .value = std::string{post_code(kind)}});
    return field;
}

Html appoint_form(const kit::Act& act, const Asked& school, const FieldErrors& errors) {
    Html fields = page_kit::select(post_field(act, "post", errors));
    fields += page_kit::input({.name = "holder",
                               .label = {.content = "Name"},
                               .error = error_for(errors, "holder"),
                               .value = act.typed("holder"),
                               .autocomplete = "off"});
    fields += first_day_input(act, errors, "Whoever held the post before held it until the day before.");
    fields += page_kit::button({.content = "Record this appointment", .prevent_double_click = true});
    return page_kit::form(
        {.action = school.href, .csrf = act.csrf, .content = std::move(fields), .draft_key = school.href});
}

Html end_form(const kit::Act& act, const Asked& school, const FieldErrors& errors) {
    Html fields = page_kit::select(post_field(act, "ending", errors));
    fields += page_kit::date_input({.id = "last",
                                    .name_prefix = "last",
                                    .fieldset = page_kit::Fieldset{.legend = {.content = "Last day"}},
                                    .hint = {.content = "Leave empty for today"},
                                    .error = error_for(errors, "last-day"),
                                    .values = act.request.form});
    fields += page_kit::button({.content = "Record the end", .classes = "govuk-button--secondary"});
    return page_kit::form(school.href + "/end", act.csrf, std::move(fields));
}

web::Response show(const PageTools& tools, kit::Act& act, const FieldErrors& errors) {
    const Asked school = asked_school(tools, act);
    Html content = holders_table(act, school);
    content += page_kit::paragraph(page_kit::link_to("/posts/import", "Record many from a CSV file"));
    content += page_kit::heading(2, "Record an appointment") + appoint_form(act, school, errors);
    content += page_kit::heading(2, "Record that a post has fallen vacant") + end_form(act, school, errors);
    return kit::respond(act,
                        {.title = "Head and chair",
                         .caption = school.name,
                         .back_href = "/schools/" + school.urn.text(),
                         .errors = errors},
                        page_kit::two_thirds(std::move(content)));
}

web::Response begin(const PageTools& tools, kit::Act& act) {
    const Asked school = asked_school(tools, act);
    FieldErrors errors;
    const auto kind = parse_post_kind(act.typed("post"));
    if (!kind) errors.push_back({"post", "Choose a post"});
    if (act.typed("holder").empty()) errors.push_back({"holder", "Enter the name of the person appointed"});
    const Date from = read_first_day(act, errors);
    if (!errors.empty()) return show(tools, act, errors);
    if (const auto made = appoint(*act.writer, school.urn, *kind, act.typed("holder"), from, act.today());
        !made)
        return show(tools, act, {{"from-day", made.error().message}});
    act.record("post.begun", "school:" + school.urn.text(),
               fmt::format("{} from {}", post_code(*kind), from.iso()));
    return web::Response::redirect(school.href);
}

web::Response finish(const PageTools& tools, kit::Act& act) {
    const Asked school = asked_school(tools, act);
    FieldErrors errors;
    const auto kind = parse_post_kind(act.typed("ending"));
    if (!kind) errors.push_back({"ending", "Choose a post"});
    const auto last = page_kit::read_date(act.request, "last", "Last day", false);
    if (!last.error.empty()) errors.push_back({"last-day", last.error});
    if (!errors.empty()) return show(tools, act, errors);
    const Date day = last.date.value_or(act.today());
    if (const auto ended = end_post(*act.writer, school.urn, *kind, day, act.today()); !ended)
        return show(tools, act, {{"ending", ended.error().message}});
    act.record("post.ended", "school:" + school.urn.text(),
               fmt::format("{} on {}", post_code(*kind), day.iso()));
    return web::Response::redirect(school.href);
}

Result<bool> import_post_row(const PageTools& tools, kit::Act& act, const CsvTable& table,
                             const CsvRow& row) {
    const auto local = read_local_row(tools, act, table, row);
    if (!local) return local.error();
    const std::string code{table.cell(row, "post")}, holder{table.cell(row, "name")};
    const auto kind = parse_post_kind(code);
    if (!kind)
        return Error{
            "'" + code + "' is not a post. Posts are headteacher, executive_head and chair_of_governors.",
            {}};
    const auto history = post_history(act.db, local->urn);
    const bool known = std::ranges::any_of(history, [&](const Post& post) {
        return post.kind == *kind && post.holder == holder && post.held.contains(local->from);
    });
    if (known) return false;
    if (const auto made = appoint(*act.writer, local->urn, *kind, holder, local->from, act.today()); !made)
        return made.error();
    return true;
}

kit::RowsImport post_import(const std::shared_ptr<PageTools>& tools) {
    return {.title = "Record heads and chairs from a CSV file",
            .address = "/posts/import",
            .back = "/schools",
            .columns = "urn, post (headteacher, executive_head or chair_of_governors), name and from",
            .example = "urn,post,name,from\n100000,headteacher,Cara Lund,2026-09-01",
            .label = "posts.imported",
            .permission = access::Permission::local_register,
            .import = [tools](kit::Act& act, std::string_view csv) -> Result<kit::ImportReport> {
                const auto table = CsvTable::parse(csv, {"urn", "post", "name", "from"});
                if (!table) return table.error();
                return kit::for_each_row(
                    *table, [&](const CsvRow& row) { return import_post_row(*tools, act, *table, row); });
            }};
}

}

void add_post_routes(kit::Contribution& own, const std::shared_ptr<PageTools>& tools) {
    using enum web::Method;
    constexpr auto may = access::Permission::local_register;
    own.routes.push_back({get, "/schools/{urn}/posts", may, false, "",
                          [tools](kit::Act& act) { return show(*tools, act, {}); }, "The posts of a school"});
    own.routes.push_back({post, "/schools/{urn}/posts", may, true, "post.begun",
                          [tools](kit::Act& act) { return begin(*tools, act); }, "Recording an appointment"});
    own.routes.push_back({post, "/schools/{urn}/posts/end", may, true, "post.ended",
                          [tools](kit::Act& act) { return finish(*tools, act); },
                          "Recording that a post ended"});
    std::ranges::move(kit::rows_import_routes(post_import(tools)), std::back_inserter(own.routes));
}

}
