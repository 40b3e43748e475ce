// The authority's areas as a data officer keeps them: which there are, and which schools from which day.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "feature_kit/rows_import.hpp"
#include "schools/local_pages.hpp"

namespace tarn::schools {
namespace {

using page_kit::FieldErrors;

constexpr const char* home = "/areas/manage";

std::string area_href(AreaId id) {
    return fmt::format("{}/{}", home, id.value);
}
std::string area_object(AreaId id) {
    return fmt::format("area:{}", id.value);
}

std::size_t open_today(const PageTools& tools, kit::Act& act, AreaId area) {
    const auto schools = tools.registers.current(act.db);
    const auto members = schools_of_area(act.db, area, act.today());
    return static_cast<std::size_t>(
        std::ranges::count_if(members, [&](Urn urn) { return schools->find(urn, act.today()) != nullptr; }));
}

Html area_table(const PageTools& tools, kit::Act& act) {
    page_kit::DataTable table{
        .id = "areas",
        .caption = "Areas of the authority",
        .columns = {{.heading = "Area"}, {.heading = "Code"}, {.heading = "Schools today", .numeric = true}},
        .empty_sentence = "No area has been set up."};
    for (const Area& area : areas(act.db, act.viewer.authority()))
        table.rows.push_back({page_kit::link_to(area_href(area.id), area.name), area.code,
                              std::to_string(open_today(tools, act, area.id))});
    return page_kit::data_table(table);
}

web::Response list(const PageTools& tools, kit::Act& act, const FieldErrors& errors) {
    Html fields = page_kit::input({.name = "name",
                                   .label = {.content = "Name"},
                                   .hint = {.content = "As people say it, for example North"},
                                   .error = error_for(errors, "name"),
                                   .value = act.typed("name")});
    fields += page_kit::input(
        {.name = "code",
         .label = {.content = "Code"},
         .hint = {.content = "Short, for files and roles, for example NORTH. It stays for good."},
         .error = error_for(errors, "code"),
         .value = act.typed("code"),
         .classes = "govuk-input--width-10",
         .spellcheck = false});
    fields += page_kit::button({.content = "Add this area", .prevent_double_click = true});
    Html content = area_table(tools, act);
    content += page_kit::paragraph(
        page_kit::link_to("/areas/import", "Say for many schools at once, from a CSV file"));
    content +=
        page_kit::heading(2, "Add an area") +
        page_kit::form({.action = home, .csrf = act.csrf, .content = std::move(fields), .draft_key = home});
    return kit::respond(act, {.title = "Set up areas", .back_href = "/areas", .errors = errors},
                        page_kit::two_thirds(std::move(content)));
}

web::Response add(const PageTools& tools, kit::Act& act) {
    FieldErrors errors;
    if (act.typed("name").empty()) errors.push_back({"name", "Enter the area's name"});
    if (!errors.empty()) return list(tools, act, errors);
    const auto made = set_up_area(*act.writer, act.viewer.authority(), act.typed("code"), act.typed("name"));
    if (!made) return list(tools, act, {{"code", made.error().message}});
    act.record("area.added", area_object(*made), act.typed("code") + " " + act.typed("name"));
    return web::Response::redirect(area_href(*made));
}

std::optional<Area> asked_area(kit::Act& act) {
    const auto number = parse_identifier(act.request.parameter("area").value_or(""));
    for (Area& area : areas(act.db, act.viewer.authority()))
        if (number && area.id.value == *number) return std::move(area);
    return std::nullopt;
}

Html school_table(const PageTools& tools, kit::Act& act, const Area& area) {
    const auto schools = tools.registers.current(act.db);
    page_kit::DataTable table{.id = "schools",
                              .caption = "Schools of this area today",
                              .columns = {{.heading = "School"}, {.heading = "URN"}, {.heading = "Since"}},
                              .empty_sentence = "No school belongs to it today."};
    for (const AreaMember& member : members_of_area(act.db, area.id, act.today())) {
        const School* school = schools->find(member.urn, act.today());
        if (!school) continue;
        table.rows.push_back({page_kit::link_to("/schools/" + member.urn.text(), school->name),
                              member.urn.text(), member.from.display()});
    }
    return page_kit::data_table(table);
}

Html rename_form(const kit::Act& act, const Area& area, const FieldErrors& errors) {
    Html fields = page_kit::input({.name = "name",
                                   .label = {.content = "Name"},
                                   .error = error_for(errors, "name"),
                                   .value = act.typed("name", area.name)});
    fields += page_kit::button({.content = "Save the name", .classes = "govuk-button--secondary"});
    return page_kit::form(area_href(area.id), act.csrf, std::move(fields));
}

Html place_form(const kit::Act& act, const Area& area, const FieldErrors& errors) {
    const std::string action = area_href(area.id) + "/schools";
    Html fields = page_kit::textarea({.name = "urns",
                                      .label = {.content = "Schools"},
                                      .hint = {.content = "Their URNs, one on each line"},
                                      .error = error_for(errors, "urns"),
                                      .value = act.typed("urns"),
                                      .rows = 5});
    fields += first_day_input(act, errors, "They leave the area they were in on the day before.");
    fields += page_kit::button({.content = "Put these schools into the area", .prevent_double_click = true});
    return page_kit::form(
        {.action = action, .csrf = act.csrf, .content = std::move(fields), .draft_key = action});
}

web::Response show(const PageTools& tools, kit::Act& act, const Area& area, const FieldErrors& errors) {
    Html content = page_kit::heading(2, "Put schools into this area") + place_form(act, area, errors);
    content += page_kit::heading(2, "Rename the area") + rename_form(act, area, errors);
    content += school_table(tools, act, area);
    return kit::respond(
        act, {.title = area.name, .caption = "Area " + area.code, .back_href = home, .errors = errors},
        std::move(content));
}

web::Response rename(const PageTools& tools, kit::Act& act, const Area& area) {
    if (act.typed("name").empty()) return show(tools, act, area, {{"name", "Enter the area's name"}});
    rename_area(*act.writer, area.id, act.typed("name"));
    act.record("area.renamed", area_object(area.id), "from " + area.name + " to " + act.typed("name"));
    return web::Response::redirect(area_href(area.id));
}

/// The URNs typed, each a school of the authority that day; what is wrong is said of each.
std::vector<Urn> read_urns(const PageTools& tools, kit::Act& act, Date from, FieldErrors& errors) {
    std::string text = act.typed("urns");
    std::ranges::replace_if(
        text, [](char c) { return c == ',' || c == ';' || c == '\r' || c == '\t' || c == ' '; }, '\n');
    std::vector<Urn> urns;
    std::string wrong;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const std::string word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        const auto urn = Urn::parse(word);
        if (urn && is_ours(tools, act, *urn, from))
            urns.push_back(*urn);
        else
            wrong += (wrong.empty() ? "" : ", ") + word;
    }
    if (!wrong.empty())
        errors.push_back({"urns", "No school of your authority has this URN on that day: " + wrong});
    else if (urns.empty())
        errors.push_back({"urns", "Enter the URN of at least one school"});
    return urns;
}

web::Response place(const PageTools& tools, kit::Act& act, const Area& area) {
    FieldErrors errors;
    const Date from = read_first_day(act, errors);
    const auto urns = read_urns(tools, act, from, errors);
    if (!errors.empty()) return show(tools, act, area, errors);
    for (const Urn urn : urns) {
        const auto before = area_of(act.db, act.viewer.authority(), urn, from);
        if (before && before->id == area.id) continue;
        if (const auto placed = place_in_area(*act.writer, area.id, urn, from); !placed)
            return show(tools, act, area, {{"urns", urn.text() + ": " + placed.error().message}});
        act.record("area.school_placed", "school:" + urn.text(), area.code + " from " + from.iso());
    }
    if (act.audit.empty()) act.record("area.school_placed", area_object(area.id), "nothing changed");
    return web::Response::redirect(area_href(area.id));
}

Result<bool> import_area_row(const PageTools& tools, kit::Act& act, const CsvTable& table,
                             const CsvRow& row) {
    const auto local = read_local_row(tools, act, table, row);
    if (!local) return local.error();
    const std::string code{table.cell(row, "area")}, name{table.cell(row, "name")};
    auto area = find_area(act.db, act.viewer.authority(), code);
    if (!area && name.empty())
        return Error{"There is no area '" + code + "'. Give a name beside it to set it up.", {}};
    if (!area) {
        const auto made = set_up_area(*act.writer, act.viewer.authority(), code, name);
        if (!made) return made.error();
        area = Area{*made, act.viewer.authority(), code, name};
    }
    const auto before = area_of(act.db, act.viewer.authority(), local->urn, local->from);
    if (before && before->id == area->id) return false;
    if (const auto placed = place_in_area(*act.writer, area->id, local->urn, local->from); !placed)
        return placed.error();
    return true;
}

kit::RowsImport area_import(const std::shared_ptr<PageTools>& tools) {
    return {.title = "Put schools into areas from a CSV file",
            .address = "/areas/import",
            .back = home,
            .columns = "area (its code), urn, from and, for an area that is new, name",
            .example = "area,name,urn,from\nNORTH,North,100000,2026-09-01\nNORTH,,100001,2026-09-01",
            .label = "areas.imported",
            .permission = access::Permission::local_register,
            .import = [tools](kit::Act& act, std::string_view csv) -> Result<kit::ImportReport> {
                const auto table = CsvTable::parse(csv, {"area", "urn", "from"});
                if (!table) return table.error();
                return kit::for_each_row(
                    *table, [&](const CsvRow& row) { return import_area_row(*tools, act, *table, row); });
            }};
}

/// A handler for one area's page.
template <class F>
kit::ActHandler for_area(std::shared_ptr<PageTools> tools, F handle) {
    return [tools = std::move(tools), handle](kit::Act& act) {
        const auto area = asked_area(act);
        return area ? handle(*tools, act, *area)
                    : kit::not_found(act, "There is no such area in your authority.");
    };
}

}

void add_area_routes(kit::Contribution& own, const std::shared_ptr<PageTools>& tools) {
    using enum web::Method;
    const auto add_route = [&](web::Method method, const char* pattern, const char* label, const char* title,
                               kit::ActHandler handler) {
        own.routes.push_back({method, pattern, access::Permission::local_register, method == post, label,
                              std::move(handler), title});
    };
    add_route(get, "/areas/manage", "", "Setting up areas",
              [tools](kit::Act& act) { return list(*tools, act, {}); });
    add_route(post, "/areas/manage", "area.added", "Adding an area",
              [tools](kit::Act& act) { return add(*tools, act); });
    add_route(get, "/areas/manage/{area}", "", "An area and its schools",
              for_area(tools, [](const PageTools& with, kit::Act& act, const Area& area) {
                  return show(with, act, area, {});
              }));
    add_route(post, "/areas/manage/{area}", "area.renamed", "Renaming an area", for_area(tools, rename));
    add_route(post, "/areas/manage/{area}/schools", "area.school_placed", "Putting schools into an area",
              for_area(tools, place));
    std::ranges::move(kit::rows_import_routes(area_import(tools)), std::back_inserter(own.routes));
}

}
