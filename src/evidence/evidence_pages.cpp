#include "evidence/evidence_pages.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/local_time.hpp"
#include "evidence/comparing/similar_pages.hpp"
#include "evidence/facts/facts.hpp"
#include "evidence/handlers_pages.hpp"
#include "evidence/importing/uploads_store.hpp"
#include "evidence/notes/notes.hpp"
#include "feature_kit/act.hpp"

namespace tarn::evidence {
namespace {

using access::Permission;
using Page = web::Response (*)(const PageTools&, kit::Act&);

// What a multipart form has around its file.
constexpr std::size_t form_bytes = std::size_t{64} << 10;

kit::ActHandler bind(const PageTools& tools, Page page) {
    return [tools, page](kit::Act& act) { return page(tools, act); };
}

std::string name_of(const schools::Register& schools, Urn urn) {
    const schools::School* school = schools.latest(urn);
    return school ? std::string{school->name} : "school " + urn.text();
}

/// How long before its review an author hears of a note; of one that is then deleted, a month.
constexpr int days_of_warning = 30, days_of_review = 14;

/// Empty for a note of which there is nothing to say yet, or nothing to be done any more.
std::optional<kit::WorkItem> review_item(const Note& note, const std::string& school, Date today) {
    const bool waits = note.waits_for_confirmation();
    const bool ends = note.counts_until() == note.review_on;
    if (waits ? note.counts_until() < today : note.review_on > today + days_of_review) return std::nullopt;
    return kit::WorkItem{
        .urgency = note.review_on < today ? kit::Urgency::overdue : kit::Urgency::due,
        .title = (waits ? "Confirm your note on " : "Review your note on ") + school,
        .href = "/schools/" + note.urn.text() + "/notes/" + std::to_string(note.id.value) + "/review",
        .detail = std::string{note_categories.title(note.category)} +
                  (waits && ends ? ". It is deleted after this day unless you confirm it" : ""),
        .due = note.review_on};
}

std::vector<kit::WorkItem> work_items(const PageTools& tools, const kit::Whose& whose) {
    std::vector<kit::WorkItem> items;
    const auto schools = tools.registers.current(whose.db);
    for (const Note& note :
         notes_to_review(whose.db, whose.viewer, whose.today, whose.today + days_of_warning))
        if (auto item = review_item(note, name_of(*schools, note.urn), whose.today))
            items.push_back(*std::move(item));
    if (whose.viewer.may(Permission::import_data)) {
        const auto all = releases(whose.db, whose.viewer);
        if (all.empty())
            items.push_back({kit::Urgency::due,
                             "Import the first published file",
                             "/evidence/imports",
                             "Nothing has been imported yet",
                             {}});
        else {
            const Release& last = *std::ranges::max_element(all, {}, [](const Release& release) {
                return std::pair{release.imported_at, release.id};
            });
            items.push_back({kit::Urgency::fresh,
                             "Imported last: " + imported_words(last),
                             release_href(last.id),
                             local_minute(last.imported_at) + ", by " + last.imported_by,
                             {}});
        }
    }
    if (whose.viewer.role() == access::Role::scrutiny_member) {
        items.push_back({kit::Urgency::standing,
                         "How we compare",
                         authorities_path,
                         "Each measure beside England and the neighbours, year by year",
                         {}});
        items.push_back({kit::Urgency::standing,
                         "How schools were inspected last",
                         last_inspections_path,
                         "Overall grades and report cards, beside England",
                         {}});
        items.push_back({kit::Urgency::standing,
                         "Catalogue of measures",
                         "/evidence",
                         "What each figure means and where it comes from",
                         {}});
    }
    return items;
}

}

namespace {

std::vector<kit::SearchHit> measures_found(kit::Act&, const SearchText& typed, std::size_t limit) {
    std::vector<kit::SearchHit> all;
    for (const Measure& measure : measures()) all.push_back({measure.name, measure_href(measure.code)});
    return kit::best_hits(std::move(all), typed, limit);
}

std::vector<kit::SearchSource> searches(const PageTools& tools) {
    const auto note = [tools](const Note& n, kit::Act& act) {
        return kit::SearchHit{.title = fmt::format("{}: {}", note_categories.title(n.category),
                                                   name_of(*tools.registers.current(act.db), n.urn)),
                              .href = note_href(n),
                              .detail = fmt::format("{}, {}, {}", note_states.title(state_on(n, act.today())),
                                                    concerns.title(n.concern), n.observed_on.display()),
                              .text = n.body};
    };
    const auto fact = [tools](const Fact& f, kit::Act& act) {
        return kit::SearchHit{
            .title = fmt::format("{}: {}", fact_kinds.title(f.kind),
                                 name_of(*tools.registers.current(act.db), f.urn)),
            .href = fact_href(f),
            .detail = f.ended_on ? fmt::format("{} to {}", f.began_on.display(), f.ended_on->display())
                                 : "Since " + f.began_on.display(),
            .text = f.detail};
    };
    return {kit::search_of(notes, "Notes", {&Note::category, &Note::body, &Note::source}, note, "notes.read"),
            kit::search_of(facts, "Recorded facts", {&Fact::kind, &Fact::detail, &Fact::source}, fact,
                           "facts.read"),
            {.title = "Measures", .find = measures_found}};
}

std::vector<kit::Panel> panels(const PageTools& tools, const std::shared_ptr<Pictures>& pictures) {
    const auto notes_link = [](kit::Act&, const schools::School& school, Date) {
        return page_kit::paragraph(
            page_kit::link_to("/schools/" + school.urn.text() + "/notes", "Notes of soft intelligence"));
    };
    const auto facts_held = [](kit::Act& act, const schools::School& school, Date as_at) {
        act.record("facts.read", "school:" + school.urn.text());
        std::vector<page_kit::Content> holding;
        for (const auto& fact : facts_of(act.db, act.viewer, school.urn, school.authority))
            if (fact.holds_on(as_at))
                holding.emplace_back(
                    fmt::format("{}, since {}", fact_kinds.title(fact.kind), fact.began_on.display()));
        return (holding.empty() ? Html{} : page_kit::bullet_list(holding)) +
               page_kit::paragraph(page_kit::link_to("/schools/" + school.urn.text() + "/facts",
                                                     "Warning notices, safeguarding and deficits"));
    };
    const auto headlines = [tools, pictures](const schools::PanelView& view) {
        return headlines_panel(tools, *pictures, view);
    };
    const auto inspections = [tools](const schools::PanelView& view) {
        return inspections_html(*tools.snapshots.current(view.db, view.today), view.school.urn, view.as_at);
    };
    const auto last = [tools](const schools::PanelView& view) {
        return last_inspection(*tools.snapshots.current(view.db, view.today), view.school.urn, view.as_at);
    };
    return {{.title = "Last inspection",
             .order = 16,
             .shared = last,
             .generation = generation,
             .place = kit::Place::card},
            {.title = "How the school compares",
             .order = 30,
             .shared = headlines,
             .generation = generation,
             .place = kit::Place::open},
            {.title = "Ofsted inspections", .order = 39, .shared = inspections, .generation = generation},
            {"What officers know", 50, Permission::soft_notes_read, notes_link},
            {"What the authority records", 51, Permission::rating_of_school, facts_held}};
}

/// What was published: pages that change nothing and leave no trace.
std::vector<kit::Route> catalogue_routes(const PageTools& tools) {
    const auto get = [&](std::string pattern, std::string title, Permission permission, Page page) {
        return kit::Route{.method = web::Method::get,
                          .pattern = std::move(pattern),
                          .permission = permission,
                          .handler = bind(tools, page),
                          .title = std::move(title)};
    };
    return {
        get("/evidence", "The evidence", Permission::signed_in, catalogue_page),
        get("/evidence/measures/{measure}", "A measure", Permission::signed_in, measure_page),
        get("/evidence/measures/{measure}/funnel", "Which schools stand out in a measure",
            Permission::levels_authority, funnel_page),
        get("/evidence/releases", "The releases", Permission::signed_in, releases_page),
        get("/evidence/releases/{release}", "A release", Permission::signed_in, release_page),
        get("/evidence/disagreements", "Where sources disagree", Permission::signed_in, disagreements_page),
    };
}

void add_jobs(kit::Feature& given, const PageTools& tools) {
    given.jobs = {{std::string{import_job}, import_worker(tools.running.database, tools.running.clock,
                                                          tools.limits, tools.levels_now)}};
}

}

kit::Feature feature(const PageTools& tools) {
    const auto get = [&](std::string pattern, std::string title, Permission permission, std::string label,
                         Page page) {
        return kit::Route{web::Method::get, std::move(pattern), permission,      false,
                          std::move(label), bind(tools, page),  std::move(title)};
    };
    const auto post = [&](std::string pattern, std::string title, Permission permission, std::string label,
                          Page page, std::size_t limit = std::size_t{1} << 20) {
        return kit::Route{web::Method::post, std::move(pattern), permission,       true,
                          std::move(label),  bind(tools, page),  std::move(title), limit};
    };
    kit::Feature given;
    given.routes = {
        get("/evidence/imports", "Imports of files", Permission::import_data, "", imports_page),
        post("/evidence/imports", "Checking a file", Permission::import_data, "file.uploaded", upload_post,
             tools.upload_bytes + form_bytes),
        get("/evidence/imports/{job}", "The check or import of a file", Permission::import_data, "",
            job_page),
        post("/evidence/imports/{job}/confirm", "Importing a checked file", Permission::import_data,
             "file.imported", confirm_post),
        post("/evidence/imports/{job}/check", "Checking the same file again", Permission::import_data,
             "file.uploaded", check_again_post),
        get("/schools/{urn}/notes", "The notes on a school", Permission::soft_notes_read, "notes.read",
            notes_page),
        post("/schools/{urn}/notes", "Adding a note", Permission::soft_notes_write, "note.added", notes_page),
        get("/schools/{urn}/notes/{note}", "A note on a school", Permission::soft_notes_read, "notes.read",
            note_page),
        post("/schools/{urn}/notes/{note}/end", "Withdrawing a note", Permission::soft_notes_read,
             "note.withdrawn", note_page),
        get("/schools/{urn}/notes/{note}/review", "Confirming or reviewing a note",
            Permission::soft_notes_read, "notes.read", review_page),
        post("/schools/{urn}/notes/{note}/review", "Confirming or reviewing a note",
             Permission::soft_notes_read, "note.reviewed", review_page),
        get("/schools/{urn}/facts", "The recorded facts of a school", Permission::rating_of_school,
            "facts.read", facts_page),
        post("/schools/{urn}/facts", "Recording a fact", Permission::facts_write, "fact.entered", facts_page),
        get("/schools/{urn}/facts/{fact}", "A recorded fact", Permission::rating_of_school, "facts.read",
            fact_page),
        post("/schools/{urn}/facts/{fact}/end", "Ending a fact", Permission::facts_write, "fact.ended",
             fact_page),
        post("/schools/{urn}/facts/{fact}/withdraw", "Withdrawing a fact recorded by mistake",
             Permission::facts_write, "fact.withdrawn", fact_page),
    };
    for (auto some : {catalogue_routes(tools), note_list().file_routes(), fact_list().file_routes(),
                      fact_import_routes(tools)})
        std::ranges::move(some, std::back_inserter(given.routes));
    const auto pictures = std::make_shared<Pictures>();
    add_authorities_routes(given, tools);
    add_figures_routes(given, tools, pictures);
    add_similar_routes(given, tools, pictures);
    add_compare_routes(given, tools, pictures);
    add_similar_years_routes(given, tools);
    add_comparator_routes(given, tools);
    given.menu.push_back({"Evidence", "/evidence", Permission::signed_in});
    given.work = {[tools](const kit::Whose& whose) { return work_items(tools, whose); }};
    given.panels = panels(tools, pictures);
    given.searches = searches(tools);
    add_jobs(given, tools);
    return given;
}

}
