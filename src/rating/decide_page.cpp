// One school before the board: agree or change with its own rationale. A second member who decides at the
// same time is told, and keeps what they typed.
#include <algorithm>
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "platform/page_kit/date_question.hpp"
#include "rating/agenda.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/rating_parts_pages.hpp"

namespace tarn::rating {
namespace {

struct Before {
    Meeting meeting;
    AskedSchool asked;
    Lines lines;
    AgendaItem item;
};

/// The school of the address as this meeting sees it; empty when there is no such meeting, or the school is
/// not open.
std::optional<Before> before_board(kit::Act& act, Runs& runs) {
    const auto id = asked_meeting(act);
    if (!id) return std::nullopt;
    auto meeting = find_meeting(act.db, act.viewer, *id);
    if (!meeting) return std::nullopt;
    Before before{*std::move(meeting), asked_school(act, runs, meeting->evidence_as_at), {}, {}};
    if (!before.asked.school) return std::nullopt;
    before.lines = lines_of(act.db, act.viewer, runs, before.meeting.evidence_as_at);
    const auto* line = before.lines.find(before.asked.school->urn);
    if (!line) return std::nullopt;
    before.item.line = *line;
    if (auto current = decided_level(act.db, act.viewer, line->school->urn, line->school->authority,
                                     before.meeting.held_on))
        before.item.line.decided = std::make_shared<const Decision>(*std::move(current));
    before.item.reasons =
        agenda_reasons(agenda_facts(before.item.line, *before.lines.run), before.meeting.held_on);
    return before;
}

Html decision_form(const kit::Act& act, const Before& before, const page_kit::FieldErrors& errors,
                   const page_kit::DateRead& review) {
    const auto& item = before.item;
    const auto href =
        fmt::format("{}/schools/{}", meeting_href(before.meeting.id), item.line.school->urn.text());
    const auto proposed = item.line.proposal ? item.line.proposal->level : Level::not_enough_evidence;
    const auto prefilled = proposed == Level::not_enough_evidence ? std::string_view{} : level_code(proposed);
    return page_kit::form(
        {.action = href,
         .csrf = act.csrf,
         .content =
             page_kit::hidden("seen", std::to_string(item.line.decided ? item.line.decided->id.value : 0)) +
             level_radios("level", "What does the board decide?", act.typed("level", prefilled), errors) +
             page_kit::textarea(
                 {.name = "rationale",
                  .label = {.content = "Rationale", .classes = "govuk-label--s"},
                  .hint = {.content = "The headteacher and the chair of governors will read it."},
                  .error = page_kit::error_for(errors, "rationale"),
                  .value = act.typed("rationale")}) +
             page_kit::date_question({.name = "review",
                                      .question = "Review date",
                                      .hint = "Leave empty for none",
                                      .typed = review.typed},
                                     errors) +
             page_kit::button({.content = "Record the decision", .prevent_double_click = true}),
         .draft_key = href});
}

Html overtaken_html(const Decision& other) {
    return page_kit::inset_text(
        {.content = Html::text("Their decision: ") + level_html(other.level) +
                    Html::text(fmt::format(" by {}: {}", other.decided_by, other.rationale))});
}

web::Response show(kit::Act& act, const Before& before, const page_kit::FieldErrors& errors,
                   const page_kit::DateRead& review, const Html& overtaken = {}) {
    const auto& line = before.item.line;
    std::vector<page_kit::Content> why;
    for (const auto reason : before.item.reasons) why.emplace_back(agenda_reason_title(reason));
    page_kit::SummaryList list{
        .rows = {
            {.key = "On the agenda because",
             .value = why.empty()
                          ? page_kit::Content{"It is not on the agenda; the board may decide all the same."}
                          : page_kit::Content{page_kit::bullet_list(why)}},
            {.key = "Decided level",
             .value = line.decided
                          ? level_html(line.decided->level) +
                                Html::text(fmt::format(" from {}: {}", line.decided->effective_on.display(),
                                                       line.decided->rationale))
                          : level_html({})},
            {.key = "Proposed level",
             .value = level_html(line.proposal ? line.proposal->level : Level::not_enough_evidence)},
            {.key = "Adviser",
             .value = line.recommended ? level_html(line.recommended->level) +
                                             Html::text(fmt::format(" {}: {}", line.recommended->made_by_name,
                                                                    line.recommended->reason))
                                       : Html::text("No recommendation")}}};
    Html content = overtaken + page_kit::summary_list(list);
    if (line.proposal)
        content += contributions_html(*before.lines.run, *line.proposal) +
                   missing_html(*before.lines.run, *line.proposal);
    content += before.meeting.closed_at ? page_kit::inset_text({.content = "This meeting is closed."})
                                        : decision_form(act, before, errors, review);
    return kit::respond(act,
                        {.title = std::string{line.school->name},
                         .caption = before.meeting.title,
                         .back_href = meeting_href(before.meeting.id),
                         .errors = errors,
                         .wide = true},
                        content);
}

}

web::Response decide_page(Runs& runs, kit::Act& act) {
    const auto before = before_board(act, runs);
    if (!before) return kit::not_found(act, "There is no such school before this meeting.");
    act.record("rating.read", "school:" + before->asked.school->urn.text(), "before the board");
    return show(act, *before, {},
                {.typed = act.draft, .date = {}, .blank = true, .error = {}, .error_part = {}});
}

web::Response decide_post(Runs& runs, kit::Act& act) {
    const auto before = before_board(act, runs);
    if (!before) return kit::not_found(act, "There is no such school before this meeting.");
    const auto review = page_kit::read_date(act.request, "review", "Review date", false);
    const auto level = parse_level(act.typed("level"));
    page_kit::FieldErrors errors;
    if (!level || *level == Level::not_enough_evidence)
        errors.push_back({"level", "Choose the level the board decides"});
    if (act.typed("rationale").empty()) errors.push_back({"rationale", "Enter the board's rationale"});
    page_kit::note_error(errors, "review", review);
    if (!errors.empty()) return show(act, *before, errors, review);
    auto decision = decision_on(before->item, *before->lines.run, before->meeting.id);
    decision.level = *level;
    decision.rationale = act.typed("rationale");
    decision.review_on = review.date;
    decision.seen = DecisionId{parse_identifier(act.typed("seen")).value_or(0)};
    const auto result = decide(*act.writer, act.viewer, decision, act.clock.now());
    if (const auto* refusal = std::get_if<Refusal>(&result))
        return show(act, *before, {{"level", refusal->error.message}}, review,
                    refusal->overtaken ? overtaken_html(*refusal->overtaken) : Html{});
    act.record("level.decided", "school:" + before->asked.school->urn.text());
    return web::Response::redirect(meeting_href(before->meeting.id) + "#agenda");
}

}
