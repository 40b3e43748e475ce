// The authority's areas as a data officer keeps them: which there are, and which schools from which day.
#include <algorithm>

#include "feature_kit/list_page.hpp"
#include "feature_kit/table_import.hpp"
#include "schools/local_pages.hpp"
#include "schools/local_store.hpp"

namespace tarn::schools {
namespace {

using access::Permission, kit::hint, kit::named, kit::required, kit::starts_on;
const std::string home = "/areas/manage";

std::string area_href(const Area& area) {
    return home + "/" + std::to_string(area.id.value);
}
std::string area_object(AreaId id) {
    return "area:" + std::to_string(id.value);
}
std::optional<Area> asked_area(kit::Act& act) {
    const auto number = parse_identifier(act.request.parameter("area").value_or(""));
    return area_records.find(act.db, act.viewer, AreaId{number.value_or(0)});
}

web::Response no_such_area(const kit::Act& act) {
    return kit::not_found(act, "There is no such area in your authority.");
}

/// A school of an area today.
struct Member {
    Urn urn;
    std::string name;
    Date from;
};
std::vector<Member> members(const PageTools& tools, kit::Act& act, AreaId area) {
    const auto schools = tools.registers.current(act.db);
    std::vector<Member> all;
    for (const AreaStay& stay : stays_in_area(act.db, area, act.today()))
        if (const School* school = schools->find(stay.urn, act.today()))
            all.push_back({stay.urn, std::string{school->name}, stay.from});
    return all;
}

struct AreaLine : Area {
    std::size_t schools = 0;
};
std::vector<AreaLine> lines(const PageTools& tools, kit::Act& act) {
    std::vector<AreaLine> all;
    for (const Area& area : areas(act.db, act.viewer.authority()))
        all.push_back({area, members(tools, act, area.id).size()});
    return all;
}

web::Response areas_page(const kit::List& list, kit::Act& act) {
    const auto above = [&] {
        return list.html(act) +
               page_kit::paragraph(page_kit::link_to("/areas/import", "Place many schools from a CSV file"));
    };
    kit::Form f{act,
                {.title = "Set up areas",
                 .back_href = "/areas",
                 .button = "Add this area",
                 .heading = "Add an area",
                 .above = above,
                 .wide = true}};
    Area area{.authority = act.viewer.authority()};
    f.ask(area_records, area, {&Area::name, &Area::code});
    if (!f.accepted()) return f.page();
    const auto made = set_up_area(*act.writer, act.viewer, area);
    if (!made) return f.refused(made.error());
    act.record("area.added", area_object(area.id = *made), area.code + " " + area.name);
    return f.done("The area " + area.name + " is set up", area_href(area));
}

/// True: the school moved; false: it was there already.
Result<bool> place(kit::Act& act, const Area& area, Urn urn, Date from) {
    const auto before = area_of(act.db, area.authority, urn, from);
    if (before && before->id == area.id) return false;
    const auto placed = place_in_area(*act.writer, act.viewer, area.id, urn, from);
    return placed ? Result<bool>{true} : placed.error();
}

web::Response area_page(const PageTools& tools, const kit::List& list, kit::Act& act) {
    auto area = asked_area(act);
    if (!area) return no_such_area(act);
    const std::string href = area_href(*area);
    kit::Form placing{act,
                      {.title = area->name,
                       .caption = "Area " + area->code,
                       .back_href = home,
                       .button = "Put these schools into the area",
                       .action = href + "/schools",
                       .heading = "Put schools into this area",
                       .below = [&] { return list.html(act); },
                       .wide = true}};
    const Date from = placing.date("valid_from", "First day", named("First day"), starts_on(act.today()),
                                   hint("They leave their previous area the day before."));
    const auto schools = tools.registers.current(act.db);
    const auto known = [&](Urn urn) { return !not_ours(*schools, act, urn, from); };
    const auto urns = placing.schools("urns", "Schools", known, hint("Their URNs, one on each line"),
                                      required("Enter the URN of at least one school"));
    kit::Form naming{
        act, {.button = "Save the name", .action = href, .key = "rename", .heading = "Rename the area"}};
    const std::string before = area->name;
    naming.change(area_records, *area, {&Area::name});
    if (placing.accepted()) {
        for (const Urn urn : urns) {
            const auto placed = place(act, *area, urn, from);
            if (!placed)
                return placing.wrong("urns", urn.text() + ": " + placed.error().message),
                       placing.page_with(naming);
            if (*placed)
                act.record("area.school_placed", "school:" + urn.text(), area->code + " from " + from.iso());
        }
        if (act.audit.empty()) act.record("area.school_placed", area_object(area->id), "nothing changed");
        return placing.done("The schools are in the area from " + from.display(), href);
    }
    if (naming.accepted()) {
        act.record("area.renamed", area_object(area->id), "from " + before + " to " + area->name);
        const auto saved = rename_area(*act.writer, act.viewer, *area);
        if (saved) return naming.done("Area name changed to " + area->name, href);
        naming.wrong(saved.error());
    }
    return placing.page_with(naming);
}

struct AreaRow {
    std::string code, name;
    Urn urn{};
    Date from{};
};
Result<bool> store_area(const Register& schools, kit::Act& act, const AreaRow& row) {
    if (auto why = not_ours(schools, act, row.urn, row.from)) return *std::move(why);
    const auto known = find_area(act.db, act.viewer.authority(), row.code);
    if (known) return place(act, *known, row.urn, row.from);
    if (row.name.empty())
        return Error{"There is no area '" + row.code + "'. Give a name beside it to set it up", {}, "code"};
    Area area{{}, act.viewer.authority(), row.code, row.name};
    const auto made = set_up_area(*act.writer, act.viewer, area);
    if (!made) return made.error();
    area.id = *made;
    return place(act, area, row.urn, row.from);
}

kit::TableImport<AreaRow> area_import(const std::shared_ptr<PageTools>& tools) {
    using Column = kit::ImportColumn<AreaRow>;
    return {.address = "/areas/import",
            .title = "Put schools into areas from a CSV file",
            .back_href = home,
            .noun = "school",
            .nouns = "schools",
            .about = "A school leaves its previous area the day before.",
            .label = "areas.imported",
            .permission = Permission::local_register,
            .columns =
                {Column("area", &AreaRow::code).needed().kept_in("code").saying("Its code").example("NORTH"),
                 Column("name", &AreaRow::name).saying("Only for a new area").example("North"),
                 Column("urn", &AreaRow::urn).needed().example("100000"),
                 Column("from", &AreaRow::from).needed().kept_in("valid_from").example("2026-09-01")},
            .storing = [tools](kit::Act& act) {
                return [&act, schools = tools->registers.current(act.db)](const AreaRow& row) {
                    return store_area(*schools, act, row);
                };
            }};
}

}

std::vector<kit::Route> area_routes(const std::shared_ptr<PageTools>& tools) {
    using enum web::Method;
    using Line = kit::ListColumn<AreaLine>;
    using Inside = kit::ListColumn<Member>;
    constexpr auto may = Permission::local_register;
    const std::string one = home + "/{area}";
    const kit::List all{
        kit::ListPage<AreaLine>{.path = home,
                                .title = "Areas of the authority",
                                .noun = "area",
                                .nouns = "areas",
                                .permission = may,
                                .columns = {Line("name", "Area", &AreaLine::name).linked(area_href),
                                            Line("code", "Code", &AreaLine::code),
                                            Line("schools", "Schools today", &AreaLine::schools)},
                                .nothing = "No area has been set up."},
        [tools](kit::Act& act) { return lines(*tools, act); }};
    const kit::List inside{
        kit::ListPage<Member>{
            .path = one + "/schools",
            .title = "Schools of this area today",
            .noun = "school",
            .nouns = "schools",
            .permission = may,
            .columns = {Inside("name", "School", &Member::name).linked([](const Member& of) {
                            return "/schools/" + of.urn.text();
                        }),
                        Inside("urn", "URN", &Member::urn), Inside("from", "Since", &Member::from)},
            .nothing = "No school belongs to it today."},
        [tools](kit::Act& act) { return members(*tools, act, asked_area(act).value().id); }};
    const auto overview = [all](kit::Act& act) { return areas_page(all, act); };
    const auto of_one = [tools, inside](kit::Act& act) { return area_page(*tools, inside, act); };
    auto routes = all.routes(overview);
    for (kit::Route& route : inside.routes(of_one)) {
        route.handler = [show = std::move(route.handler)](kit::Act& act) {
            return asked_area(act) ? show(act) : no_such_area(act);
        };
        routes.push_back(std::move(route));
    }
    std::ranges::move(area_import(tools).routes(), std::back_inserter(routes));
    routes.push_back({post, home, may, true, "area.added", overview, "Adding an area"});
    routes.push_back({get, one, may, false, "", of_one, "An area and its schools"});
    routes.push_back({post, one, may, true, "area.renamed", of_one, "Renaming an area"});
    routes.push_back(
        {post, one + "/schools", may, true, "area.school_placed", of_one, "Putting schools into an area"});
    return routes;
}

}
