#include "rating/rating_pages.hpp"

#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/level_pages.hpp"
#include "rating/rating_jobs.hpp"

namespace tarn::rating {
namespace {

using access::Permission;
using Page = web::Response (*)(Runs&, kit::Act&);

constexpr int days_new = 28;  ///< after its decision a level stands under "New" on the school's home page

kit::ActHandler bind(Runs& runs, Page page) {
    return [&runs, page](kit::Act& act) { return page(runs, act); };
}

/// The proposals that a decision, else a recommendation, will be taken on: to make them takes seconds.
void propose_beforehand(Runs& runs, kit::Act& act) {
    const auto meeting = asked_meeting(act);
    runs.of_authority(act.db, act.viewer.authority(), meeting ? meeting->evidence_as_at : act.today(),
                      evidence::notes_for(act.viewer));
}

/// For those whose work is to look rather than to decide.
void add_standing(const kit::Whose& whose, std::vector<kit::WorkItem>& items) {
    using enum kit::Urgency;
    if (whose.viewer.role() != access::Role::scrutiny_member) return;
    items.push_back({standing,
                     "Levels by area",
                     "/areas/levels",
                     "How many schools have each level, without naming schools",
                     {}});
    items.push_back({standing,
                     "Area sheets",
                     "/areas",
                     "Results, attendance and pupil numbers for each area, compared with the authority",
                     {}});
}

std::vector<kit::WorkItem> work_items(Runs& runs, const kit::Whose& whose) {
    std::vector<kit::WorkItem> items;
    const auto meeting = next_meeting(whose.db, whose.viewer, whose.today);
    if (whose.viewer.may(Permission::board_read)) {
        for (const auto& held : board_meetings.all(whose.db, whose.viewer))
            if (whose.viewer.may(Permission::board_decide) &&
                state_on(held, whose.today) == kit::MeetingState::held)
                items.push_back({kit::Urgency::overdue, "Close the meeting " + held.title,
                                 fmt::format("/board/meetings/{}", held.id.value), "Held, not closed",
                                 held.held_on});
        if (meeting)
            items.push_back({kit::Urgency::due, "Prepare for the board: " + meeting->title,
                             fmt::format("/board/meetings/{}", meeting->id.value),
                             "Agenda and printable pack", meeting->held_on});
    }
    if (whose.viewer.may(Permission::recommend_level) && meeting &&
        whose.today <= meeting->recommendations_by) {
        const auto lines = lines_of(whose.db, whose.viewer, runs, whose.today);
        for (const auto& line : lines.lines) {
            if (!owes_recommendation(line, *lines.run, *meeting)) continue;
            items.push_back({kit::Urgency::due, "Recommend a level for " + std::string{line.school->name},
                             school_href(line.school->urn) + "/rating", "Before the board meets",
                             meeting->recommendations_by});
        }
    }
    for (const auto urn : whose.viewer.schools()) {
        const auto schools = runs.register_of(whose.db);
        const auto* school = schools->find(urn, whose.today);
        if (!school || whose.viewer.may(Permission::rating_of_school, urn, school->authority)) continue;
        if (const auto level = decided_level(whose.db, whose.viewer, urn, school->authority, whose.today))
            items.push_back(
                {whose.today - day_of(level->decided_at) <= days_new ? kit::Urgency::fresh
                                                                     : kit::Urgency::standing,
                 "The authority's level for " + std::string{school->name}, school_href(urn) + "/level",
                 "Decided from " + level->effective_on.display() +
                     (level->review_on ? ". The next review is on " + level->review_on->display() : ""),
                 std::nullopt});
    }
    add_figure_work(runs, whose, items);
    add_standing(whose, items);
    return items;
}

/// What is read of levels and decided on them.
std::vector<kit::Route> routes_of_levels(Runs& runs, const std::vector<Panel>& panels) {
    using web::Method;
    const auto get = [&](std::string pattern, std::string title, Permission permission, std::string label,
                         Page page) {
        return kit::Route{Method::get,      std::move(pattern), permission,      false,
                          std::move(label), bind(runs, page),   std::move(title)};
    };
    const auto post = [&](std::string pattern, std::string title, Permission permission, std::string label,
                          Page page) {
        return kit::Route{Method::post,     std::move(pattern), permission,      true,
                          std::move(label), bind(runs, page),   std::move(title)};
    };
    std::vector<kit::Route> routes{
        get("/areas", "The areas", Permission::area_sheet, "", areas_page),
        get("/areas/levels", "Levels by area", Permission::level_counts, "", level_counts_page),
        get("/areas/{area}", "The area sheet", Permission::area_sheet, "", area_page),
        {Method::get, "/schools/{urn}/rating", Permission::rating_of_school, false, "rating.read",
         [&runs, panels](kit::Act& act) { return rating_page(runs, panels, act); }, "The rating of a school"},
        get("/schools/{urn}/rating/evidence", "The evidence behind a rating", Permission::rating_of_school,
            "rating.read", rating_evidence_page),
        get("/schools/{urn}/recommendations", "Recommending a level", Permission::recommend_level,
            "rating.read", recommend_page),
        post("/schools/{urn}/recommendations", "Recommending a level", Permission::recommend_level,
             "level.recommended", recommend_page),
        get("/schools/{urn}/level", "The level of a school", Permission::level_of_school, "level.read",
            level_page),
        get("/board/quorum", "Setting the quorum of the board", Permission::board_decide, "", quorum_page),
        post("/board/quorum", "Setting the quorum of the board", Permission::board_decide, "quorum.set",
             quorum_page),
        get("/board/meetings/{meeting}/agenda", "The agenda as a file", Permission::board_read, "agenda.read",
            agenda_file),
        get("/board/meetings/{meeting}/pack", "The pack of a meeting", Permission::board_read, "pack.read",
            pack_page),
        get("/board/meetings/{meeting}/packs/{pack}", "A kept pack", Permission::board_read, "pack.read",
            kept_pack_page),
        get("/board/meetings/{meeting}/packs/jobs/{packing}", "The making of a pack", Permission::board_read,
            "", pack_job_page),
        get("/levels/map", "The map of levels", Permission::levels_authority, "levels.read", levels_map_page),
        get("/levels/map.geojson", "The map of levels", Permission::levels_authority, "levels.read",
            levels_geojson),
        get("/levels/runs", "Proposals for every school", Permission::levels_authority, "", runs_page),
        get("/levels/runs/{run}", "One run of proposals", Permission::levels_authority, "levels.read",
            run_page),
        post("/board/meetings/{meeting}/agree", "Agreeing levels as proposed", Permission::board_decide,
             "level.decided", agree_post),
        get("/board/meetings/{meeting}/schools/{urn}", "Deciding on a school", Permission::board_decide,
            "rating.read", decide_page),
        post("/board/meetings/{meeting}/schools/{urn}", "Deciding on a school", Permission::board_decide,
             "level.decided", decide_page),
    };
    for (kit::Route& route : routes)
        route.takes_long = route.pattern.ends_with("/agenda") || route.pattern.ends_with("/pack") ||
                           route.pattern.ends_with("/packs/{pack}");
    for (kit::Route& route : routes)
        if (route.writes && route.pattern != "/board/quorum")
            route.beforehand = [&runs](kit::Act& act) { propose_beforehand(runs, act); };
    return routes;
}

std::vector<kit::SearchHit> areas_found(kit::Act& act, const SearchText& typed, std::size_t limit) {
    std::vector<kit::SearchHit> all;
    for (const schools::Area& area : schools::areas(act.db, act.viewer.authority()))
        all.push_back({area.name, "/areas/" + std::to_string(area.id.value), "Area " + area.code});
    return kit::best_hits(std::move(all), typed, limit);
}

/// On a school's page: its decided level, for those who may see it.
std::vector<kit::Panel> school_panels() {
    const auto render = [](kit::Act& act, const schools::School& school, Date as_at) -> web::Html {
        const auto decided = decided_level(act.db, act.viewer, school.urn, school.authority, as_at);
        act.record("level.read", "school:" + school.urn.text());
        Html html = decided ? page_kit::paragraph(level_html(decided->level) +
                                                  Html::text(" from " + decided->effective_on.display()))
                            : page_kit::paragraph("No level has been decided.");
        if (act.viewer.may(Permission::rating_of_school, school.urn, school.authority))
            return html +
                   page_kit::paragraph(page_kit::link_to(rating_href(school.urn, act, as_at),
                                                         "Rating: where the proposed level comes from")) +
                   figure_queries_link(act, school.urn);
        return html +
               page_kit::paragraph(page_kit::link_to(school_href(school.urn) + "/level", "Why this level"));
    };
    return {{.title = "The authority's level",
             .order = 15,
             .permission = Permission::level_of_school,
             .render = render,
             .place = kit::Place::card}};
}

}

kit::Feature feature(const kit::Running& running, Runs& runs, std::vector<Panel> panels) {
    using web::Method;
    kit::Feature given;
    given.routes = routes_of_levels(runs, panels);
    for (auto some : {board_pages(runs).routes(), levels_routes(runs), import_levels_routes(runs),
                      figure_query_routes(runs)})
        std::ranges::move(some, std::back_inserter(given.routes));
    const auto ask = [&](std::string pattern, std::string title, Permission permission, std::string label,
                         auto page) {
        given.routes.push_back({Method::post, std::move(pattern), permission, true, std::move(label),
                                [wake = running.wake, page](kit::Act& act) { return page(wake, act); },
                                std::move(title)});
    };
    ask("/board/meetings/{meeting}/packs", "Preparing a pack", Permission::board_read, "pack.asked",
        prepare_pack_post);
    ask("/levels/runs", "Proposing levels for every school", Permission::levels_authority, "levels.asked",
        ask_run_post);
    given.menu = {{"Levels", "/levels", Permission::levels_authority},
                  {"Board", "/board/meetings", Permission::board_read},
                  {"Areas", "/areas", Permission::area_sheet}};
    given.work = {[&runs](const kit::Whose& whose) { return work_items(runs, whose); }};
    given.home = {
        {10, Permission::levels_authority, [&runs](kit::Act& act) { return levels_home(runs, act); }}};
    given.panels = school_panels();
    add_level_reads(given, runs);
    given.searches = {board_pages(runs).search(),
                      {.title = "Areas", .permission = Permission::area_sheet, .find = areas_found},
                      figure_query_search()};
    given.jobs = job_workers(running.database, running.clock, runs);
    return given;
}

}
