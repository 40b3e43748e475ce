// A school's rating as the authority's officers see it: every contribution, what is missing, trends, history.
#include <fmt/format.h>

#include "evidence/facts/facts.hpp"
#include "evidence/notes/notes.hpp"
#include "feature_kit/act.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/rating_parts_pages.hpp"

namespace tarn::rating {
namespace {

Html decided_html(const kit::Act& act, const Decision* decided) {
    if (!decided) return Html::text("No level has been decided yet.");
    Html html =
        level_html(decided->level) + Html::text(fmt::format(" from {}. {}.", decided->effective_on.display(),
                                                            decision_kinds.title(decided->kind)));
    if (decided->review_on) html += Html::text(fmt::format(" Review on {}.", decided->review_on->display()));
    if (decided->review_on && *decided->review_on < act.today())
        html += Html::text(" The review is overdue.");
    return html + page_kit::paragraph("Rationale: " + decided->rationale);
}

Html summary(const kit::Act& act, const Run& run, const Proposal& p, const Line& line) {
    const auto score = p.score ? fmt::format("{} of {}", text(*p.score), text(p.maximum))
                               : "not scored: too little evidence";
    page_kit::SummaryList list{
        .rows = {
            {.key = "Proposed level",
             .value = level_html(p.level) + Html::raw(" ") + movement_html(movement(p))},
            {.key = "Decided level", .value = decided_html(act, line.decided.get())},
            {.key = "Score", .value = score},
            {.key = "Coverage",
             .value =
                 fmt::format("There is evidence for {} of what counts for this school. At least {} is needed",
                             percent(p.coverage), percent(run.scheme->coverage_floor))},
            {.key = "Scheme",
             .value = fmt::format("{} {}. {}", run.scheme->title, run.scheme->version, run.scheme->basis)},
        }};
    if (p.trigger)
        list.rows.insert(list.rows.begin() + 1,
                         {.key = "Critical trigger",
                          .value = run.scheme->indicators[*p.trigger].title +
                                   ": this alone sets the proposed level, whatever the score."});
    return page_kit::summary_list(list);
}

Html changes(const Run& run, const Proposal& p) {
    std::vector<page_kit::Content> items;
    for (const auto& sentence : what_would_change(run, p)) items.emplace_back(sentence);
    if (items.empty()) return {};
    return page_kit::heading(2, "What would change it") + page_kit::bullet_list(items);
}

Html history(const kit::Act& act, const AskedSchool& asked, const Run& run, const Proposal& p) {
    page_kit::LevelHistory steps{
        .id = "proposed-history", .title = "Proposed level at the last rating dates", .until = run.as_at};
    for (const auto& step : p.steps)
        steps.steps.push_back({step.on, tag_of(step.level),
                               fmt::format("That date's evidence alone: {}{}", level_codes.title(step.raw),
                                           step.triggered ? " (critical trigger)" : "")});
    // Only who reads for the board knows what was proposed to it.
    const bool for_board = act.viewer.may(access::Permission::board_read);
    page_kit::DataTable decided{.id = "decided-history",
                                .caption = "Decided levels",
                                .columns = {{.heading = "From"},
                                            {.heading = "Level"},
                                            {.heading = "Rationale"},
                                            {.heading = "Decided by"}},
                                .empty_sentence = "The board has not decided a level for this school."};
    if (for_board) decided.columns.push_back({.heading = "Proposed then"});
    for (const auto& d : decision_history(act.db, act.viewer, urns_of(*asked.schools, asked.school->urn),
                                          asked.school->authority)) {
        auto& row = decided.rows.emplace_back();
        row = {d.effective_on.display(), level_html(d.level), d.rationale,
               d.decided_by.empty() ? std::string{decision_kinds.title(d.kind)} : d.decided_by};
        if (for_board)
            row.push_back(d.proposed ? std::string{level_codes.title(*d.proposed)}
                                     : std::string{"Not known"});
    }
    return page_kit::heading(2, "History") + page_kit::level_history(steps) + page_kit::data_table(decided);
}

Html notes(kit::Act& act, const schools::School& school) {
    if (!act.viewer.may(access::Permission::soft_notes_read, school.urn, school.authority)) return {};
    page_kit::DataTable table{.id = "notes",
                              .caption = "Soft intelligence",
                              .columns = {{.heading = "Seen or heard"},
                                          {.heading = "About"},
                                          {.heading = "Note"},
                                          {.heading = "Source and confidence"},
                                          {.heading = "Review"}},
                              .empty_sentence = "There are no notes you can see."};
    for (const auto& note : evidence::notes_of(act.db, act.viewer, school.urn, school.authority)) {
        if (!note.counts_on(act.today())) continue;
        table.rows.push_back(
            {note.observed_on.display(),
             fmt::format("{}: {}", evidence::note_categories.title(note.category),
                         evidence::concerns.title(note.concern)),
             note.body,
             fmt::format("{}. {}. Entered by {}.", note.source,
                         evidence::confidences.title(note.confidence_on(act.today())), note.written_by_name),
             note.review_on.display()});
    }
    return page_kit::heading(2, "What officers know") + page_kit::data_table(table) +
           page_kit::paragraph(page_kit::link_to(school_href(school.urn) + "/notes", "Notes on this school"));
}

/// The same for everybody who does not read for the board, whether or not it keeps notes to itself.
Html whose_notes(const kit::Act& act) {
    if (act.viewer.may(access::Permission::board_read)) return {};
    return page_kit::paragraph(
        "Notes for the challenge board only do not count here. The board may know more.");
}

Html recorded(kit::Act& act, const schools::School& school, Date as_at) {
    page_kit::DataTable table{.id = "recorded",
                              .caption = "Recorded by the authority",
                              .columns = {{.heading = "Fact"},
                                          {.heading = "Since"},
                                          {.heading = "Known"},
                                          {.heading = "What it says"},
                                          {.heading = "Source"},
                                          {.heading = "Ended"}},
                              .empty_sentence = "Nothing is recorded."};
    for (const auto& fact : evidence::facts_of(act.db, act.viewer, school.urn, school.authority)) {
        if (fact.known_on > as_at) continue;
        const bool ended = fact.ended_on && !fact.holds_on(as_at);
        table.rows.push_back({std::string{evidence::fact_kinds.title(fact.kind)}, fact.began_on.display(),
                              fact.known_on.display(), fact.detail,
                              fmt::format("{}. Entered by {}.", fact.source, fact.entered_by_name),
                              ended ? fmt::format("{}: {}", fact.ended_on->display(), fact.end_reason)
                                    : std::string{"Still in force"}});
    }
    return page_kit::heading(2, "What the authority records") + page_kit::data_table(table) +
           page_kit::paragraph(page_kit::link_to(school_href(school.urn) + "/facts",
                                                 "Record a warning notice, a deficit or safeguarding"));
}

Html recommendations(kit::Act& act, const schools::School& school, const page_kit::FieldErrors& errors) {
    Html html = page_kit::heading(2, "Adviser's recommendation");
    const auto made = recommendations_of(act.db, act.viewer, school.urn, school.authority);
    for (const auto& r : made)
        html += page_kit::inset_text(
            {.content = level_html(r.level) +
                        Html::text(fmt::format(
                            " recommended by {} on {}. The proposal then was {}. Reason: {}", r.made_by_name,
                            Date{std::chrono::floor<std::chrono::days>(r.made_at)}.display(),
                            level_codes.title(r.proposed), r.reason))});
    if (!act.viewer.may(access::Permission::recommend_level, school.urn, school.authority))
        return made.empty() ? html + page_kit::paragraph("The school's adviser has not recommended a level.")
                            : html;
    const auto next = next_meeting(act.db, act.viewer, act.today());
    html +=
        next ? page_kit::paragraph(fmt::format("The board meets on {}. Recommend by {}.",
                                               next->held_on.display(), next->recommendations_by.display()))
             : page_kit::paragraph("No meeting of the board is arranged yet. You can still recommend.");
    const Html fields = page_kit::hidden("meeting", next ? std::to_string(next->id.value) : "") +
                        level_radios("level", "Which level do you recommend?", act.typed("level"), errors) +
                        page_kit::textarea({.name = "reason",
                                            .label = {.content = "Why?", .classes = "govuk-label--s"},
                                            .hint = {.content = "The board reads this. The school does not."},
                                            .error = page_kit::error_for(errors, "reason"),
                                            .value = act.typed("reason")}) +
                        page_kit::button({.content = "Recommend"});
    const auto action = school_href(school.urn) + "/recommendations";
    return html +
           page_kit::form({.action = action, .csrf = act.csrf, .content = fields, .draft_key = action});
}

Html as_at_form(const schools::School& school, Date as_at) {
    return page_kit::search_form(
        school_href(school.urn) + "/rating",
        as_at_field(as_at) + page_kit::button({.content = "Show", .classes = "govuk-button--secondary"}));
}

web::Response show(Runs& runs, const std::vector<Panel>& panels, kit::Act& act,
                   const page_kit::FieldErrors& errors) {
    const auto as_at = as_at_of(act);
    const auto asked = asked_school(act, runs, as_at);
    if (!asked.school) return kit::not_found(act, "There is no school with that URN.");
    const auto& school = *asked.school;
    const auto run = runs.of_authority(act.db, school.authority, as_at, evidence::notes_for(act.viewer));
    const auto* proposal = run->find(school.urn);
    page_kit::PageFrame frame{
        .title = std::string{school.name},
        .caption = fmt::format("Rating as at {}, URN {}", as_at.display(), school.urn.text()),
        .back_href = "/levels",
        .errors = errors,
        .wide = true};
    act.record("rating.read", "school:" + school.urn.text(), "as at " + as_at.iso());
    if (!proposal)
        return kit::respond(
            act, frame,
            page_kit::empty_state({.title = "Not rated on this day",
                                   .content = "The school was not open on this day, or the scheme does not "
                                              "rate its kind (16 plus). Choose another day."}) +
                as_at_form(school, as_at));
    const auto lines = line_of(act.db, act.viewer, runs, as_at, school.urn);
    const auto* line = lines.find(school.urn);
    if (!line) return kit::refused(act);
    Html voices;
    for (const Panel& panel : panels) voices += panel(act, school, as_at);
    const Html content = as_at_form(school, as_at) + summary(act, *run, *proposal, *line) + whose_notes(act) +
                         contributions_html(*run, *proposal) + missing_html(*run, *proposal) +
                         changes(*run, *proposal) + voices + trends_html(*run, *proposal) +
                         history(act, asked, *run, *proposal) + recorded(act, school, as_at) +
                         notes(act, school) + recommendations(act, school, errors);
    return kit::respond(act, frame, content);
}

}

web::Response rating_page(Runs& runs, const std::vector<Panel>& panels, kit::Act& act) {
    return show(runs, panels, act, {});
}

web::Response recommend_post(Runs& runs, const std::vector<Panel>& panels, kit::Act& act) {
    const auto today = act.today();
    const auto asked = asked_school(act, runs, today);
    if (!asked.school) return kit::not_found(act, "There is no school with that URN.");
    const auto level = level_codes.parse(act.typed("level"));
    page_kit::FieldErrors errors;
    if (!level || *level == Level::not_enough_evidence)
        errors.push_back({"level", "Choose the level you recommend"});
    if (act.typed("reason").empty()) errors.push_back({"reason", "Enter why you recommend this level"});
    if (!errors.empty()) return show(runs, panels, act, errors);
    // The proposal that the recommendation is kept with is read by every officer.
    const auto run = runs.of_authority(act.db, asked.school->authority, today, NotesFor::officers);
    const auto* proposal = run->find(asked.school->urn);
    const auto meeting = parse_identifier(act.typed("meeting"));
    const auto made = recommend(*act.writer, act.viewer,
                                {.urn = asked.school->urn,
                                 .authority = asked.school->authority,
                                 .meeting = meeting ? std::optional{MeetingId{*meeting}} : std::nullopt,
                                 .level = *level,
                                 .reason = act.typed("reason"),
                                 .proposed = proposal ? proposal->level : Level::not_enough_evidence},
                                act.clock.now());
    if (!made) return show(runs, panels, act, {{"level", made.error().message}});
    act.record("level.recommended", "school:" + asked.school->urn.text());
    act.confirmation = "Your recommendation is saved. The board reads it before it decides";
    return web::Response::redirect(school_href(asked.school->urn) + "/rating");
}

}
