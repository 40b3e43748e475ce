// The level page that a head or chair reads. It says what the board decided, why, and who to contact. Then it
// shows each figure that counted, what is new since, and questions for governors. It shows nothing that is
// only proposed, or that officers keep to themselves.
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "people/people.hpp"
#include "rating/figure_queries.hpp"
#include "rating/heard_rules.hpp"
#include "rating/level_pages.hpp"

namespace tarn::rating {
namespace {

constexpr std::size_t most_people = 3;

/// Telephone and e-mail, so that who reads can ring or write at once.
Html reached_at(const people::Person& person) {
    const Html number =
        person.telephone.empty()
            ? Html::text("No telephone number is recorded")
            : Html::text("Telephone: ") +
                  page_kit::link_to(people::telephone_href(person.telephone), person.telephone);
    return number + Html::raw("<br>") + Html::text("Email: ") +
           page_kit::link_to("mailto:" + person.email, person.email);
}

/// The school's adviser; while it has none, the senior advisers.
Html whom_to_ask(kit::Act& act, const schools::School& school) {
    if (const auto adviser = people::adviser_of(act.db, school.urn, act.today()))
        return Html::text(adviser->name + ", your school adviser") + Html::raw("<br>") + reached_at(*adviser);
    Html html = Html::text("No adviser is allocated to the school now.");
    auto seniors = people::holders(act.db, school.authority, access::Role::senior_adviser, act.today());
    if (seniors.size() > most_people) seniors.resize(most_people);
    for (const people::Person& each : seniors)
        html += Html::raw("<br>") + Html::text(each.name + ", senior adviser") + Html::raw("<br>") +
                reached_at(each);
    return html;
}

Html decision_html(const Decision& d, kit::Act& act, const schools::School& school) {
    page_kit::SummaryList list{
        .rows = {
            {.key = "Level", .value = level_html(d.level) + Html::text(" since " + d.effective_on.display())},
            {.key = "Why the board decided this", .value = d.rationale}}};
    if (d.review_on)
        list.rows.push_back({.key = "Next review",
                             .value = d.review_on->display() +
                                      (*d.review_on < act.today() ? ". The review is overdue" : "")});
    list.rows.push_back({.key = "Who to contact", .value = whom_to_ask(act, school)});
    Html html = page_kit::summary_list(list);
    if (act.viewer.may(figure_queries_ask, school.urn, school.authority))
        html += page_kit::button({.content = "Tell us that a figure is wrong",
                                  .href = figure_queries_href(school.urn) + "/new",
                                  .classes = "govuk-button--secondary"});
    return html;
}

Html meaning() {
    return page_kit::details(
        {.summary = "What the levels and points mean",
         .content =
             page_kit::bullet_list(
                 {"Green: the authority has no particular concern.",
                  "Amber: some evidence needs attention; your adviser will talk with you about support.",
                  "Red: the evidence is serious enough that the authority wants to act with you now."}) +
             page_kit::paragraph(
                 "Points stand for concern: 0 is none, and more points are more concern. The challenge board "
                 "weighs them, and can decide differently.") +
             page_kit::paragraph(
                 "The level is confidential and we do not publish it. Only your headteacher, chair of "
                 "governors, the challenge board and the authority's officers can see it. It is not an "
                 "Ofsted grade.")});
}

page_kit::DataTable table_of(std::string id, std::string caption, const std::vector<HeardFigure>& figures,
                             bool with_points) {
    page_kit::DataTable table{.id = std::move(id), .caption = std::move(caption), .cards = true};
    table.columns = with_points ? headings({"What", "Yours", "Compared with", "Points", "Source"})
                                : headings({"What", "Yours", "Compared with", "Source"});
    for (const HeardFigure& f : figures) {
        std::vector<page_kit::Content> row{f.title, f.yours, f.compared};
        if (with_points) row.emplace_back(f.points);
        row.emplace_back(f.source);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Html notes_html(const std::vector<std::string>& kinds) {
    if (kinds.empty()) return {};
    return page_kit::heading(3, "What officers know counted too") +
           page_kit::bullet_list({kinds.begin(), kinds.end()}) +
           page_kit::paragraph("Your adviser can tell you what is meant.");
}

Html counted_html(const Heard& heard, Date evidence_day) {
    Html html = page_kit::heading(2, "What counted") +
                page_kit::paragraph("These figures are as they were known on " + evidence_day.display() +
                                    ", the day of the evidence for this level.");
    if (heard.counts.empty())
        html += page_kit::paragraph("Nothing in published figures raised concern.");
    else
        html += page_kit::data_table(table_of("counted", "Figures that raised concern", heard.counts, true));
    html += notes_html(heard.kinds_of_notes);
    if (!heard.adds_nothing.empty())
        html += page_kit::details(
            {.summary = fmt::format("Checked, and no concern: {}", heard.adds_nothing.size()),
             .content = page_kit::data_table(
                 table_of("no-concern", "Figures that raised no concern", heard.adds_nothing, false))});
    return html;
}

Html since_html(Runs& runs, kit::Act& act, const LevelHeld& held, Date as_at) {
    const auto now = evidence_on(runs, act, held.decision.urn, held.decision.authority, as_at);
    Html html = page_kit::heading(2, "What has come since");
    if (!now.proposal)
        return html + page_kit::paragraph("The scheme does not rate the school on " + as_at.display() + ".");
    page_kit::DataTable table{.id = "since",
                              .caption = "Figures that would count differently on " + as_at.display(),
                              .columns = headings({"What", "Then", "Now", "Points"}),
                              .cards = true};
    for (const HeardChange& change :
         come_since(*held.evidence.run, *held.evidence.proposal, *now.run, *now.proposal))
        table.rows.push_back({change.title, change.then, change.now, change.points});
    if (table.rows.empty())
        return html + page_kit::paragraph("Up to " + as_at.display() +
                                          " nothing has come that would count differently.");
    return html +
           page_kit::paragraph(
               "These did not count for the level. The board sees them when it next decides.") +
           page_kit::data_table(table);
}

Html questions_html(const Evidence& evidence) {
    const auto questions = questions_for_governors(*evidence.run, *evidence.proposal);
    return page_kit::heading(2, "Questions governors may ask") +
           page_kit::numbered_list({questions.begin(), questions.end()});
}

Html evidence_html(Runs& runs, kit::Act& act, const LevelHeld& held, Date as_at) {
    if (!held.evidence.proposal)
        return page_kit::heading(2, "What counted") +
               page_kit::paragraph("There are no figures of " + held.evidence_day.display() +
                                   " to show. Your adviser can tell you what the board had before it.");
    return counted_html(heard_by_school(*held.evidence.run, *held.evidence.proposal), held.evidence_day) +
           since_html(runs, act, held, as_at) + questions_html(held.evidence);
}

Html history_html(const std::vector<Decision>& decisions, const Decision& current) {
    page_kit::DataTable before{.id = "before",
                               .caption = "Earlier levels",
                               .columns = headings({"From", "Level", "Why"}),
                               .empty_sentence = "There were no earlier levels.",
                               .cards = true};
    for (const Decision& d : decisions)
        if (d.id != current.id && d.effective_on <= current.effective_on)
            before.rows.push_back({d.effective_on.display(), level_html(d.level), d.rationale});
    return page_kit::data_table(before);
}

std::vector<Decision> decided(kit::Act& act, const AskedSchool& asked) {
    return decision_history(act.db, act.viewer, urns_of(*asked.schools, asked.school->urn),
                            asked.school->authority);
}

}

Evidence evidence_on(Runs& runs, kit::Act& act, Urn urn, AuthorityCode authority, Date day) {
    Evidence found{runs.of_authority(act.db, authority, day, NotesFor::officers)};
    found.proposal = found.run->find(urn);
    return found;
}

std::optional<LevelHeld> level_held(Runs& runs, kit::Act& act, const AskedSchool& asked, Date day) {
    for (Decision& each : decided(act, asked)) {
        if (each.effective_on > day) continue;
        const Date evidence = evidence_day(act.db, each);
        auto then = evidence_on(runs, act, each.urn, each.authority, evidence);
        return LevelHeld{std::move(each), evidence, std::move(then)};
    }
    return std::nullopt;
}

web::Response level_page(Runs& runs, kit::Act& act) {
    const auto as_at = as_at_of(act);
    const auto asked = asked_school(act, runs, as_at);
    if (!asked.school) return kit::not_found(act, "There is no school with that URN.");
    const auto& school = *asked.school;
    act.record("level.read", "school:" + school.urn.text());
    const page_kit::PageFrame frame{.title = "The authority's level for " + std::string{school.name},
                                    .caption = "As at " + as_at.display(),
                                    .back_href = school_href(school.urn),
                                    .wide = true};
    const auto held = level_held(runs, act, asked, as_at);
    if (!held)
        return kit::respond(
            act, frame,
            page_kit::empty_state({.title = "No level yet",
                                   .content = "The challenge board has not decided a level for this school. "
                                              "Your adviser will tell you when it has."}) +
                figure_queries_html(act, school) + meaning());
    return kit::respond(act, frame,
                        decision_html(held->decision, act, school) + evidence_html(runs, act, *held, as_at) +
                            figure_queries_html(act, school) + page_kit::heading(2, "Levels before") +
                            history_html(decided(act, asked), held->decision) + meaning());
}

}
