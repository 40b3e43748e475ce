// A school's rating as the authority's officers see it: the level, why, what would change it and what to do;
// the evidence behind it has a page of its own.
#include <fmt/format.h>

#include "evidence/facts/facts.hpp"
#include "evidence/notes/notes.hpp"
#include "feature_kit/act.hpp"
#include "rating/brief.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/rating_parts_pages.hpp"

namespace tarn::rating {
namespace {

Html decided_html(const Decision* decided, Date as_at) {
    if (!decided) return Html::text("No level has been decided yet.");
    Html html =
        level_html(decided->level) + Html::text(fmt::format(" from {}. {}.", decided->effective_on.display(),
                                                            decision_kinds.title(decided->kind)));
    if (decided->review_on) html += Html::text(fmt::format(" Review on {}.", decided->review_on->display()));
    if (decided->review_on && *decided->review_on < as_at) html += Html::text(" The review is overdue.");
    return html;
}

Html levels(const Proposal& p, const Line& line, Date as_at) {
    const auto held = held_sentence(p);
    return page_kit::summary_list(
        {.rows = {{.key = "Proposed level",
                   .value = level_html(p.level) + Html::raw(" ") + movement_html(movement(p)) +
                            (held.empty() ? Html{} : Html::raw("<br>") + Html::text(held))},
                  {.key = "Decided level", .value = decided_html(line.decided.get(), as_at)}}});
}

Html bullets(int level, const std::string& title, const std::vector<std::string>& sentences) {
    if (sentences.empty()) return {};
    return page_kit::heading(level, title) + page_kit::bullet_list({sentences.begin(), sentences.end()});
}

Html since(const Run& run, const Proposal& p) {
    if (p.steps.size() < 2) return {};
    const auto then = p.steps[p.steps.size() - 2].on.display();
    return bullets(2, "What changed since " + then, changed_since(run, p));
}

/// What the viewer can do about the level now.
Html acts(kit::Act& act, const schools::School& school, Date as_at) {
    if (as_at != act.today()) return {};
    const auto next = next_meeting(act.db, act.viewer, act.today());
    if (next && may_decide_at(act.viewer, *next, act.today()))
        return page_kit::button({.content = "Decide at " + next->title,
                                 .href = meeting_href(next->id) + "/schools/" + school.urn.text()});
    if (!act.viewer.may(access::Permission::recommend_level, school.urn, school.authority)) return {};
    return page_kit::button(
        {.content = next ? "Recommend a level by " + next->recommendations_by.display() : "Recommend a level",
         .href = school_href(school.urn) + "/recommendations"});
}

Html folded(const std::string& summary, Html content) {
    return content.empty() ? Html{} : page_kit::details({.summary = summary, .content = std::move(content)});
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
        if (d.effective_on > run.as_at) continue;
        auto& row = decided.rows.emplace_back();
        row = {d.effective_on.display(), level_html(d.level), d.rationale,
               d.decided_by.empty() ? std::string{decision_kinds.title(d.kind)} : d.decided_by};
        if (for_board)
            row.push_back(d.proposed ? std::string{level_codes.title(*d.proposed)}
                                     : std::string{"Not known"});
    }
    return page_kit::level_history(steps) + page_kit::data_table(decided);
}

Html notes(kit::Act& act, const schools::School& school, Date as_at) {
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
        if (!note.counts_on(as_at)) continue;
        table.rows.push_back(
            {note.observed_on.display(),
             fmt::format("{}: {}", evidence::note_categories.title(note.category),
                         evidence::concerns.title(note.concern)),
             note.body,
             fmt::format("{}. {}. Entered by {}.", note.source,
                         evidence::confidences.title(note.confidence_on(as_at)), note.written_by_name),
             note.review_on.display()});
    }
    return page_kit::data_table(table) +
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
        const bool withdrawn = fact.withdrawn_on && *fact.withdrawn_on <= as_at;
        const bool ended = fact.ended_on && !fact.holds_on(as_at);
        table.rows.push_back({std::string{evidence::fact_kinds.title(fact.kind)}, fact.began_on.display(),
                              fact.known_on.display(), fact.detail,
                              fmt::format("{}. Entered by {}.", fact.source, fact.entered_by_name),
                              withdrawn ? fmt::format("Recorded by mistake, withdrawn on {}: {}",
                                                      fact.withdrawn_on->display(), fact.withdrawn_reason)
                              : ended   ? fmt::format("{}: {}", fact.ended_on->display(), fact.end_reason)
                                        : std::string{"Still in force"}});
    }
    return page_kit::data_table(table) +
           page_kit::paragraph(page_kit::link_to(school_href(school.urn) + "/facts",
                                                 "Record a warning notice, a deficit or safeguarding"));
}

Html recommendations(kit::Act& act, const schools::School& school, Date as_at) {
    auto made = recommendations_of(act.db, act.viewer, school.urn, school.authority);
    std::erase_if(made, [&](const Recommendation& r) { return day_of(r.made_at) > as_at; });
    Html html = page_kit::heading(2, "Adviser's recommendation");
    if (made.empty()) return html + page_kit::paragraph("The school's adviser has not recommended a level.");
    for (const auto& r : made)
        html += page_kit::inset_text(
            {.content = level_html(r.level) +
                        Html::text(fmt::format(
                            " recommended by {} on {}. The proposal then was {}. Reason: {}", r.made_by_name,
                            Date{std::chrono::floor<std::chrono::days>(r.made_at)}.display(),
                            level_codes.title(r.proposed), r.reason))});
    return html;
}

Html as_at_form(const schools::School& school, Date as_at) {
    return page_kit::search_form(
        school_href(school.urn) + "/rating",
        as_at_field(as_at) + page_kit::button({.content = "Show", .classes = "govuk-button--secondary"}));
}

Html method(const Run& run, const Proposal& p) {
    return page_kit::summary_list(
        {.rows = {{.key = "Score", .value = score_words(run, p)},
                  {.key = "Coverage",
                   .value = fmt::format(
                       "There is evidence for {} of what counts for this school. At least {} is needed",
                       percent(p.coverage), percent(run.scheme->coverage_floor))},
                  {.key = "Scheme",
                   .value = fmt::format("{} {}. {}", run.scheme->title, run.scheme->version,
                                        run.scheme->basis)}}});
}

page_kit::PageFrame frame_of(const schools::School& school, Date as_at) {
    return {.title = std::string{school.name},
            .caption = fmt::format("Rating as at {}, URN {}", as_at.display(), school.urn.text()),
            .back_href = "/levels",
            .wide = true};
}

web::Response not_rated(kit::Act& act, const schools::School& school, Date as_at) {
    return kit::respond(
        act, frame_of(school, as_at),
        page_kit::empty_state({.title = "Not rated on this day",
                               .content = "The school was not open on this day, or the scheme does not "
                                          "rate its kind (16 plus). Choose another day."}) +
            as_at_form(school, as_at));
}

Html body(kit::Act& act, const std::vector<Panel>& panels, const AskedSchool& asked, const Run& run,
          const Line& line) {
    const auto& school = *asked.school;
    const Proposal& p = *line.proposal;
    Html voices;
    for (const Panel& panel : panels) voices += panel(act, school, run.as_at);
    Html html =
        levels(p, line, run.as_at) + acts(act, school, run.as_at) +
        page_kit::columns({why_html(run, p), bullets(2, "What would change it", what_would_change(run, p))}) +
        since(run, p) +
        page_kit::paragraph(page_kit::link_to(evidence_href(school.urn, act, run.as_at),
                                              "See every indicator, what is missing and the trends")) +
        recommendations(act, school, run.as_at) + voices;
    if (line.decided)
        html += folded("Why the board decided this level", page_kit::paragraph(line.decided->rationale));
    html += folded("Levels over time", history(act, asked, run, p)) +
            folded("What officers know", notes(act, school, run.as_at)) +
            folded("What the authority records", recorded(act, school, run.as_at)) +
            folded("How this level is worked out", whose_notes(act) + method(run, p)) +
            folded("See another day", as_at_form(school, run.as_at));
    return html;
}

}

Html why_html(const Run& run, const Proposal& p) {
    std::vector<page_kit::Content> reasons;
    for (const MainReason& reason : main_reasons(run, p))
        reasons.emplace_back(
            (reason.trigger ? web::element("strong", {}, Html::text("Critical trigger: ")) : Html{}) +
            Html::text(reason.sentence + (reason.points.empty() ? "" : " (" + reason.points + ")")));
    return page_kit::heading(2, "Main reasons") +
           (reasons.empty() ? page_kit::paragraph(no_concern) : page_kit::numbered_list(reasons));
}

web::Response rating_page(Runs& runs, const std::vector<Panel>& panels, kit::Act& act) {
    const auto as_at = as_at_of(act);
    const auto asked = asked_school(act, runs, as_at);
    if (!asked.school) return kit::not_found(act, "There is no school with that URN.");
    const auto& school = *asked.school;
    act.record("rating.read", "school:" + school.urn.text(), "as at " + as_at.iso());
    const auto lines = line_of(act.db, act.viewer, runs, as_at, school.urn);
    const auto* line = lines.find(school.urn);
    const bool rated =
        line ? line->proposal != nullptr
             : runs.of_authority(act.db, school.authority, as_at, evidence::notes_for(act.viewer))
                       ->find(school.urn) != nullptr;
    if (!rated) return not_rated(act, school, as_at);
    if (!line) return kit::refused(act);
    return kit::respond(act, frame_of(school, as_at), body(act, panels, asked, *lines.run, *line));
}

namespace {

double share_of_possible(const Proposal& p) {
    return 100 * p.score->value() / p.maximum.value();
}

/// Where the school's score stands among those of its phase in the authority.
Html scores_html(const kit::Act& act, const Run& run, const Proposal& of) {
    constexpr std::size_t bins = 20, fewest = 10;
    if (!of.score || of.maximum == Points{} || !act.viewer.may(access::Permission::levels_authority))
        return {};
    const auto phase = run.snapshot->schools[of.school].phase;
    page_kit::Distribution chart{.id = "scores",
                                 .title = "The score among the authority's schools of this phase",
                                 .unit = "% of the possible score",
                                 .bin_width = 100.0 / bins,
                                 .counts = std::vector<long>(bins),
                                 .marker = share_of_possible(of),
                                 .decimals = 0,
                                 .source = {.name = "Proposed levels as at " + run.as_at.display()}};
    long schools = 0;
    for (const Proposal& p : run.proposals) {
        if (!p.score || p.maximum == Points{} || run.snapshot->schools[p.school].phase != phase) continue;
        ++chart.counts[std::min(bins - 1, static_cast<std::size_t>(share_of_possible(p) / chart.bin_width))];
        ++schools;
    }
    if (schools < static_cast<long>(fewest)) return {};
    chart.source.n = schools;
    return page_kit::heading(2, "Beside other schools") + page_kit::distribution(chart);
}

}

web::Response rating_evidence_page(Runs& runs, kit::Act& act) {
    const auto as_at = as_at_of(act);
    const auto asked = asked_school(act, runs, as_at);
    if (!asked.school) return kit::not_found(act, "There is no school with that URN.");
    const auto& school = *asked.school;
    const auto run = runs.of_authority(act.db, school.authority, as_at, evidence::notes_for(act.viewer));
    act.record("rating.read", "school:" + school.urn.text(), "evidence as at " + as_at.iso());
    const auto* proposal = run->find(school.urn);
    if (!proposal) return not_rated(act, school, as_at);
    auto frame = frame_of(school, as_at);
    frame.caption =
        fmt::format("The evidence behind the rating as at {}, URN {}", as_at.display(), school.urn.text());
    frame.back_href = rating_href(school.urn, act, as_at);
    return kit::respond(act, frame,
                        whose_notes(act) + contributions_html(*run, *proposal) +
                            missing_html(*run, *proposal) + scores_html(act, *run, *proposal) +
                            trends_html(*run, *proposal));
}

}
