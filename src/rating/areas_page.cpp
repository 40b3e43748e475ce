// Area sheets (requirement R-095): effectiveness and capacity across a local area. They never name a school
// beside a level, and count levels only for those who may see every level of the authority.
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "analytics/statistics.hpp"
#include "feature_kit/act.hpp"
#include "rating/disclosure_rules.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

// A median over fewer schools would say something about single schools.
constexpr std::size_t fewest_schools = 5;

struct Sheet {
    std::vector<const schools::School*> schools;
    std::vector<const Proposal*> proposals;
};

Sheet sheet_of(const schools::Register& schools, const Run& run, AuthorityCode authority, Date as_at,
               const std::vector<Urn>* only) {
    Sheet sheet;
    for (const auto* school : schools.open_in(authority, as_at)) {
        if (only && !std::binary_search(only->begin(), only->end(), school->urn)) continue;
        sheet.schools.push_back(school);
        if (const auto* proposal = run.find(school->urn)) sheet.proposals.push_back(proposal);
    }
    return sheet;
}

/// The interval is of the median of the schools of which these are some, whatever lies behind each figure.
Html median_html(const Indicator& indicator, std::vector<double> values) {
    if (values.size() < fewest_schools) return Html::text("too few schools");
    std::sort(values.begin(), values.end());
    page_kit::OpenFigure figure{.value = value_text(indicator, analytics::median(values)),
                                .why_none = "No likely range: fewer than six schools"};
    if (const auto open = analytics::median_interval(values)) {
        figure.low = limit_text(indicator, open->low);
        figure.high = limit_text(indicator, open->high);
    }
    return page_kit::open_figure(figure);
}

Html effectiveness(const Run& run, const Sheet& area, const Sheet& whole, bool own_too) {
    page_kit::DataTable table{
        .id = "effectiveness",
        .caption = "Results: the middle school",
        .columns = {{.heading = "Indicator"},
                    {.heading = "This area", .numeric = true},
                    {.heading = "Schools (n)", .numeric = true},
                    {.heading = "Authority", .numeric = true},
                    {.heading = "Schools (n)", .numeric = true}},
        .empty_sentence = "No evidence is known for these schools on this day.",
        .source_note =
            "The middle school of those with figures on the day, and its likely range. Areas with fewer than "
            "5 schools are left out. If the authority's figure is within an area's range, the two do not "
            "clearly differ. About 1 in 20 differences is chance."};
    for (std::size_t i = 0; i < run.scheme->indicators.size(); ++i) {
        const auto& indicator = run.scheme->indicators[i];
        const bool measured = !indicator.measure.empty() && indicator.group != Group::soft_intelligence &&
                              indicator.kind != SeverityKind::event;
        const auto in_area = disclosed_values(run, area.proposals, i, own_too),
                   in_all = disclosed_values(run, whole.proposals, i, own_too);
        if (!measured || in_all.empty()) continue;
        table.rows.push_back({indicator.title, median_html(indicator, in_area),
                              std::to_string(in_area.size()), median_html(indicator, in_all),
                              std::to_string(in_all.size())});
    }
    return page_kit::data_table(table) + page_kit::about_intervals();
}

struct Capacity {
    int schools = 0, counted = 0;
    long places = 0, pupils = 0;
};

Html capacity(const Sheet& area) {
    std::array<Capacity, 11> by_phase{};
    for (const auto* school : area.schools) {
        auto& phase = by_phase[static_cast<std::size_t>(school->phase)];
        ++phase.schools;
        if (school->capacity <= 0 || school->roll < 0) continue;
        ++phase.counted;
        phase.places += school->capacity;
        phase.pupils += school->roll;
    }
    page_kit::DataTable table{
        .id = "capacity",
        .caption = "Schools, places and pupils",
        .columns = {{.heading = "Phase"},
                    {.heading = "Schools", .numeric = true},
                    {.heading = "Places", .numeric = true},
                    {.heading = "Pupils", .numeric = true},
                    {.heading = "Places filled", .numeric = true}},
        .empty_sentence = "No school was open on this day.",
        .source_note =
            "From the register: the newest number of places and pupils of each school that gives both."};
    for (std::size_t i = 0; i < by_phase.size(); ++i) {
        const auto& phase = by_phase[i];
        if (phase.schools == 0) continue;
        const bool known = phase.counted > 0;
        table.rows.push_back(
            {std::string{analytics::phase_title(static_cast<analytics::Phase>(i))},
             std::to_string(phase.schools), known ? page_kit::with_thousands(phase.places) : "not known",
             known ? page_kit::with_thousands(phase.pupils) : "not known",
             known ? fmt::format("{:.0f}% ({} schools)", 100.0 * double(phase.pupils) / double(phase.places),
                                 phase.counted)
                   : "not known"});
    }
    return page_kit::data_table(table);
}

/// What the authority gathered itself and has not published is for those who see it school by school.
bool sees_own(const kit::Act& act) {
    return act.viewer.may(access::Permission::board_read) || act.viewer.may(access::Permission::import_data);
}

Html level_counts(const kit::Act& act, const Sheet& area) {
    if (!act.viewer.may(access::Permission::board_read)) return {};
    std::array<int, 4> counts{};
    for (const auto* proposal : area.proposals) ++counts[static_cast<std::size_t>(proposal->level)];
    page_kit::DataTable table{.id = "levels",
                              .caption = "Schools by proposed level (officers of the board only)",
                              .columns = {{.heading = "Level"}, {.heading = "Schools", .numeric = true}}};
    for (const auto level : {Level::red, Level::amber, Level::green, Level::not_enough_evidence})
        table.rows.push_back({level_html(level), std::to_string(counts[static_cast<std::size_t>(level)])});
    return page_kit::data_table(table);
}

std::string area_href(const kit::Act& act, std::int64_t id, Date as_at) {
    const auto query = as_at_query(act, as_at);
    return fmt::format("/areas/{}{}{}", id, query.empty() ? "" : "?", query);
}

Html as_at_form(std::string_view action, Date as_at) {
    return page_kit::search_form(
        action,
        as_at_field(as_at) + page_kit::button({.content = "Show", .classes = "govuk-button--secondary"}));
}

}

web::Response areas_page(Runs& runs, kit::Act& act) {
    const auto as_at = as_at_of(act);
    const auto schools = runs.register_of(act.db);
    page_kit::DataTable table{.id = "areas",
                              .caption = "Areas",
                              .columns = {{.heading = "Area"},
                                          {.heading = "Schools", .numeric = true},
                                          {.heading = "Pupils on roll", .numeric = true}},
                              .empty_sentence = "No areas have been set up for this authority."};
    for (const auto& area : schools::areas(act.db, act.viewer.authority())) {
        long pupils = 0;
        int count = 0;
        for (const auto urn : schools::schools_of_area(act.db, area.id, as_at))
            if (const auto* school = schools->find(urn, as_at)) {
                ++count;
                pupils += std::max(school->roll, 0);
            }
        table.rows.push_back({page_kit::link_to(area_href(act, area.id.value, as_at), area.name),
                              std::to_string(count), page_kit::with_thousands(pupils)});
    }
    Html content = as_at_form("/areas", as_at) + page_kit::data_table(table) +
                   page_kit::paragraph(page_kit::link_to(area_href(act, 0, as_at), "The whole authority"));
    if (act.viewer.may(access::Permission::level_counts))
        content += page_kit::paragraph(page_kit::link_to(
            "/areas/levels", "Levels by area: how many schools have each level, without naming schools"));
    if (act.viewer.may(access::Permission::local_register))
        content += page_kit::paragraph(
            page_kit::link_to("/areas/manage", "Set up areas and say which schools belong to them"));
    return kit::respond(act, {.title = "Areas", .caption = "As at " + as_at.display()}, content);
}

web::Response area_page(Runs& runs, kit::Act& act) {
    const auto as_at = as_at_of(act);
    const auto id = parse_identifier(act.request.parameter("area").value_or(""));
    const auto areas = schools::areas(act.db, act.viewer.authority());
    const auto area =
        std::find_if(areas.begin(), areas.end(), [&](const auto& a) { return id && a.id.value == *id; });
    if (!id || (*id != 0 && area == areas.end()))
        return kit::not_found(act, "There is no such area in this authority.");
    const auto schools = runs.register_of(act.db);
    const auto run =
        runs.of_authority(act.db, act.viewer.authority(), as_at, evidence::notes_for(act.viewer));
    const auto whole = sheet_of(*schools, *run, act.viewer.authority(), as_at, nullptr);
    std::vector<Urn> members;
    if (*id != 0) members = schools::schools_of_area(act.db, area->id, as_at);
    const auto sheet = *id == 0 ? whole : sheet_of(*schools, *run, act.viewer.authority(), as_at, &members);
    if (act.viewer.may(access::Permission::board_read))
        act.record("area.levels.read", fmt::format("area:{}", *id));
    return kit::respond(act,
                        {.title = *id == 0 ? std::string{"The whole authority"} : area->name,
                         .caption = "Area sheet as at " + as_at.display(),
                         .back_href = "/areas",
                         .wide = true},
                        as_at_form(fmt::format("/areas/{}", *id), as_at) + capacity(sheet) +
                            effectiveness(*run, sheet, whole, sees_own(act)) + level_counts(act, sheet));
}

}
