// One school before the board: agree or change with its own rationale. A second member who decides at the
// same time is told, and keeps what they typed.
#include <fmt/format.h>

#include "feature_kit/form.hpp"
#include "rating/agenda.hpp"
#include "rating/brief.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/rating_parts_pages.hpp"

namespace tarn::rating {
namespace {

Html overtaken_html(const Decision& other) {
    return page_kit::inset_text(
        {.content = Html::text("Their decision: ") + level_html(other.level) +
                    Html::text(fmt::format(" by {}: {}", other.decided_by, other.rationale))});
}

Html before_html(const BeforeBoard& before, MeetingId meeting) {
    const auto& line = before.item.line;
    std::vector<page_kit::Content> why;
    for (const auto reason : before.item.reasons) why.emplace_back(agenda_reason_codes.title(reason));
    page_kit::SummaryList list{
        .rows = {
            {.key = "On the agenda because",
             .value = why.empty()
                          ? page_kit::Content{"This school is not on the agenda. The board can still decide."}
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
             .value = line.recommended
                          ? level_html(line.recommended->level) +
                                Html::text(fmt::format(" {}{}: {}", line.recommended->made_by_name,
                                                       made_before(*line.recommended, meeting),
                                                       line.recommended->reason))
                          : Html::text("No recommendation")}}};
    Html html = page_kit::summary_list(list);
    if (!line.proposal) return html;
    if (const auto held = held_sentence(*line.proposal); !held.empty()) html += page_kit::paragraph(held);
    return html + contributions_html(*before.lines.run, *line.proposal) +
           missing_html(*before.lines.run, *line.proposal);
}

/// Beside the rationale, never in it: the school reads the rationale and not what the adviser wrote.
Html recommended_html(const Recommendation& recommended) {
    return page_kit::inset_text({.content = Html::text(recommended.made_by_name + " recommends ") +
                                            level_html(recommended.level) +
                                            Html::text(": " + recommended.reason) + Html::raw("<br>") +
                                            Html::text("The school does not read the recommendation.")});
}

}

web::Response decide_page(Runs& runs, kit::Act& act) {
    const auto meeting = asked_meeting(act);
    const auto before = meeting && act.school
                            ? before_board(act.db, act.viewer, runs, *meeting, act.school->urn)
                            : std::nullopt;
    if (!before)
        return kit::not_found(act, "This school is not in your authority on the date of this meeting.");
    const auto may = may_record_decision(act.viewer, *meeting, act.today());
    if (!may && !act.writer) return kit::not_done(act, may.error().message, meeting_href(meeting->id));
    const Line& line = before->item.line;
    const std::string object = "school:" + line.school->urn.text();
    Html overtaken;
    kit::Form f{act,
                {.title = std::string{line.school->name},
                 .caption = meeting->title,
                 .back_href = meeting_href(meeting->id),
                 .button = "Record the decision",
                 .above = [&] { return overtaken + before_html(*before, meeting->id); },
                 .wide = true,
                 .offered = bool{may}}};
    auto decision = decision_on(before->item, *before->lines.run, meeting->id);
    f.say(page_kit::hidden("seen", std::to_string(decision.seen.value)));
    // No answer is chosen beforehand: the board decides, not the proposal.
    decision.level = f.choice("level", "What does the board decide?", decidable_levels,
                              kit::required("Choose the level the board decides"));
    if (line.recommended) f.say(recommended_html(*line.recommended));
    const auto suggested = line.proposal
                               ? suggested_rationale(*before->lines.run, *line.proposal, Hearer::school)
                               : std::string{};
    const std::string readers =
        "The headteacher and the chair of governors can read it as soon as you save it.";
    decision.rationale = f.long_text(
        "rationale", "Rationale", kit::required("Enter the board's rationale"), kit::starts_as(suggested),
        kit::hint(suggested.empty() ? readers
                                    : "We suggest the main reasons for the proposed level that the school "
                                      "may read. Change them to say what the board decides and why. " +
                                          readers));
    decision.review_on = f.maybe_date("review_on", "Review date", kit::named("The review date"));
    const auto read = [&] { act.record("rating.read", object, "before the board"); };
    if (!f.accepted()) {
        read();
        return f.page();
    }
    decision.seen = DecisionId{parse_identifier(act.typed("seen")).value_or(0)};
    const auto result = decide(*act.writer, act.viewer, decision, act.clock.now());
    if (const auto* refusal = std::get_if<Refusal>(&result)) {
        if (refusal->overtaken) overtaken = overtaken_html(*refusal->overtaken);
        read();
        return f.refused(refusal->error);
    }
    act.record("level.decided", object);
    return f.done("The decision on " + std::string{line.school->name} + " is recorded",
                  meeting_href(meeting->id));
}

}
