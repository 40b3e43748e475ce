// A meeting of the challenge board: agenda, agreeing several proposals at once, the printable pack.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <sstream>

#include "feature_kit/act.hpp"
#include "feature_kit/paper.hpp"
#include "platform/page_kit/date_question.hpp"
#include "rating/agenda.hpp"
#include "rating/brief.hpp"
#include "rating/handlers_pages.hpp"
#include "rating/packs.hpp"

namespace tarn::rating {
namespace {

std::string reasons_of(const Agenda& agenda, const AgendaItem& item, std::size_t most) {
    return item.line.proposal ? grounds_text(*agenda.lines.run, *item.line.proposal, most)
                              : std::string{"No level is proposed for schools of this kind."};
}

page_kit::Content adviser_cell(const Agenda& agenda, const AgendaItem& item) {
    if (!item.line.recommended) return "None";
    return level_html(item.line.recommended->level) +
           Html::text(made_before(*item.line.recommended, agenda.meeting.id));
}

bool agreeable(const AgendaItem& item) {
    return !item.taken && !item.reasons.empty() && item.line.proposal &&
           item.line.proposal->level != Level::not_enough_evidence;
}

Html proposed_html(const AgendaItem& item) {
    return level_html(item.line.proposal ? item.line.proposal->level : Level::not_enough_evidence);
}

/// Which agenda reason is shown; nothing: all.
std::optional<AgendaReason> asked_reason(const kit::Act& act) {
    return agenda_reason_codes.parse(act.request.query_value("reason").value_or(""));
}

bool has_reason(const AgendaItem& item, std::optional<AgendaReason> wanted) {
    return !wanted || std::find(item.reasons.begin(), item.reasons.end(), *wanted) != item.reasons.end();
}

Html reason_links(const Agenda& agenda) {
    std::array<int, agenda_reason_codes.size()> counts{};
    for (const auto& item : agenda.open)
        for (const auto reason : item.reasons) ++counts[static_cast<std::size_t>(reason)];
    const auto href = meeting_href(agenda.meeting.id);
    std::vector<page_kit::Content> links{
        page_kit::link_to(href + "#agenda", fmt::format("All: {}", agenda.open.size()))};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto reason = static_cast<AgendaReason>(i);
        if (counts[i] > 0)
            links.emplace_back(
                page_kit::link_to(fmt::format("{}?reason={}#agenda", href, agenda_reason_codes.code(reason)),
                                  fmt::format("{}: {}", agenda_reason_codes.title(reason), counts[i])));
    }
    return page_kit::bullet_list(links);
}

constexpr std::size_t lines_shown = 60;

/// What of the agenda is shown, and for whom: on a page its lines are links, on paper they are names.
struct Sight {
    std::optional<AgendaReason> reason{};
    bool choose = false;  ///< with a tick box in each line
    bool paper = false;   ///< every line
    std::size_t page = 1;
};

page_kit::Content tick_box(const AgendaItem& item) {
    const auto urn = item.line.school->urn.text();
    const page_kit::Choice choice{
        .value = fmt::format("{}:{}", urn, item.line.decided ? item.line.decided->id.value : 0),
        .text = page_kit::visually_hidden("Agree the proposal for " + std::string{item.line.school->name}),
        .disabled = !agreeable(item),
        .id = "agree-" + urn};
    return page_kit::checkboxes({.name = "agree",
                                 .id_prefix = "agree-" + urn,
                                 .items = {choice},
                                 .classes = "govuk-checkboxes--small"});
}

std::vector<page_kit::Content> agenda_row(const Agenda& agenda, const AgendaItem& item, const Sight& sight) {
    const schools::School& school = *item.line.school;
    const std::string name{school.name};
    const auto href = sight.choose ? meeting_href(agenda.meeting.id) + "/schools/" + school.urn.text()
                                   : school_href(school.urn) + "/rating";
    std::vector<page_kit::Content> row{
        sight.paper ? page_kit::Content{name} : page_kit::Content{page_kit::link_to(href, name)},
        reasons_text(item),
        level_html(item.line.decided ? std::optional{item.line.decided->level} : std::nullopt),
        proposed_html(item),
        adviser_cell(agenda, item),
        reasons_of(agenda, item, 2)};
    if (sight.choose) row.push_back(tick_box(item));
    return row;
}

Html agenda_table(const Agenda& agenda, const Sight& sight) {
    page_kit::DataTable table{.id = "agenda",
                              .caption = "Agenda",
                              .columns = headings({"School", "Why on the agenda", "Decided", "Proposed",
                                                   "Adviser", "Main reasons"}),
                              .empty_sentence = "Nothing is left to decide.",
                              .compact = true,
                              .cards = true};
    if (sight.choose) table.columns.push_back(headings({"Agree"}).front());
    std::vector<const AgendaItem*> items;
    for (const auto& item : agenda.open)
        if (has_reason(item, sight.reason)) items.push_back(&item);
    const std::size_t pages = std::max<std::size_t>(1, (items.size() + lines_shown - 1) / lines_shown);
    const std::size_t page = std::min(sight.page, pages), first = sight.paper ? 0 : (page - 1) * lines_shown;
    const std::size_t end = sight.paper ? items.size() : std::min(items.size(), first + lines_shown);
    for (std::size_t i = first; i < end; ++i) table.rows.push_back(agenda_row(agenda, *items[i], sight));
    if (sight.paper || pages == 1) return page_kit::data_table(std::move(table));
    table.source_note = fmt::format("Schools {} to {} of {}.", first + 1, end, items.size());
    return page_kit::data_table(std::move(table)) +
           page_kit::pagination_of(static_cast<int>(page), static_cast<int>(pages), [&](int other) {
               const std::string reason =
                   sight.reason ? fmt::format("&reason={}", agenda_reason_codes.code(*sight.reason)) : "";
               return fmt::format("{}?page={}{}#agenda", meeting_href(agenda.meeting.id), other, reason);
           });
}

Sight asked_sight(const kit::Act& act, bool choose) {
    const auto page = parse_identifier(act.request.query_value("page").value_or(""));
    return {.reason = asked_reason(act),
            .choose = choose,
            .page = page ? static_cast<std::size_t>(std::max<std::int64_t>(1, *page)) : 1};
}

std::string why_words(const Decision& decision) {
    std::string words;
    std::istringstream codes(decision.agenda_reasons);
    for (std::string code; codes >> code;)
        if (const auto reason = agenda_reason_codes.parse(code))
            words += (words.empty() ? "" : "; ") + std::string{agenda_reason_codes.title(*reason)};
    return words;
}

/// As it was decided, whatever evidence came later; of several on one school the last.
Html decided_table(const kit::Act& act, Runs& runs, const Meeting& meeting, bool paper) {
    page_kit::DataTable table{
        .id = "decided",
        .caption = "Decided at this meeting",
        .columns = headings(
            {"School", "Why on the agenda", "Proposed", "Decided", "Rationale", "Review", "Entered by"}),
        .empty_sentence = is_open(meeting) ? "Nothing has been decided yet." : "Nothing was decided.",
        .compact = true,
        .cards = true};
    const auto schools = runs.register_of(act.db);
    const auto decisions = decisions_of_meeting(act.db, act.viewer, meeting.id);
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        const Decision& d = decisions[i];
        if (i + 1 < decisions.size() && decisions[i + 1].urn == d.urn) continue;
        const auto* school = schools->find(d.urn, meeting.held_on);
        if (!school) school = schools->latest(d.urn);
        const std::string name = school ? std::string{school->name} : d.urn.text();
        table.rows.push_back(
            {paper ? page_kit::Content{name}
                   : page_kit::Content{page_kit::link_to(school_href(d.urn) + "/rating", name)},
             why_words(d), level_html(d.proposed), level_html(d.level), page_kit::typed_text(d.rationale),
             d.review_on ? d.review_on->display() : std::string{"None set"}, d.decided_by});
    }
    return page_kit::data_table(table);
}

Html agree_fields(const kit::Act& act, const page_kit::FieldErrors& errors,
                  const page_kit::DateRead& review) {
    return page_kit::heading(2, "Agree proposed levels for selected schools") +
           page_kit::textarea(
               {.name = "rationale",
                .label = {.content = "Reason for agreeing these levels", .classes = "govuk-label--s"},
                .hint = {.content = "Each of these schools will read it."},
                .error = page_kit::error_for(errors, "rationale"),
                .value = act.typed("rationale")}) +
           page_kit::date_question({.name = "review",
                                    .question = "Review date",
                                    .hint = "Leave empty for none",
                                    .typed = review.typed},
                                   errors) +
           page_kit::button({.content = "Agree as proposed", .prevent_double_click = true});
}

kit::MeetingView facts_of(const kit::Act& act, const Meeting& meeting) {
    Html quorum = Html::text(quorum_words(act.db, meeting.authority, meeting.held_on));
    if (kit::is_open(meeting) && act.viewer.may(access::Permission::board_decide))
        quorum += Html::raw(" ") + page_kit::link_to("/board/quorum", "Change the quorum");
    return {.facts = {{.key = "Evidence as at", .value = meeting.evidence_as_at.display()},
                      {.key = "Recommendations by", .value = meeting.recommendations_by.display()},
                      {.key = "Quorum", .value = std::move(quorum)}},
            .wide = true};
}

/// What is still to decide, worked out anew each time.
kit::MeetingView open_view(kit::Act& act, Runs& runs, const Agenda& agenda,
                           const page_kit::FieldErrors& errors, const page_kit::DateRead& review) {
    const auto& meeting = agenda.meeting;
    const auto decides = may_record_decision(act.viewer, meeting, act.today());
    auto view = facts_of(act, meeting);
    view.errors = errors;
    if (decides && !agenda.open.empty()) {
        const auto& next = *agenda.open.front().line.school;
        view.above +=
            page_kit::paragraph(Html::text("Next to decide: ") +
                                page_kit::link_to(meeting_href(meeting.id) + "/schools/" + next.urn.text(),
                                                  std::string{next.name}));
    }
    view.above +=
        too_little_evidence(runs, act, agenda.lines) + packs_html(act, meeting) + reason_links(agenda);
    if (!decides && act.viewer.may(access::Permission::board_decide))
        view.above += page_kit::inset_text(
            {.content =
                 meeting.present.empty() && act.today() >= meeting.held_on
                     ? Html::text(decides.error().message + " ") +
                           page_kit::link_to(meeting_href(meeting.id) + "/present", "Record who is present")
                     : Html::text(decides.error().message)});
    const auto table = agenda_table(agenda, asked_sight(act, bool{decides}));
    const auto href = meeting_href(meeting.id);
    view.above += kit::paper_links(href + "/agenda", "the agenda");
    view.above += decides && !agenda.open.empty()
                      ? page_kit::form({.action = href + "/agree",
                                        .csrf = act.csrf,
                                        .content = table + agree_fields(act, errors, review),
                                        .draft_key = href + "/agree"})
                      : table;
    view.above += decided_table(act, runs, meeting, false);
    return view;
}

/// What the board had, from what was kept: an agenda made anew would follow evidence that came later.
kit::MeetingView closed_view(kit::Act& act, Runs& runs, const Meeting& meeting) {
    auto view = facts_of(act, meeting);
    view.above =
        packs_html(act, meeting) +
        page_kit::paragraph(
            (packs_of(act.db, act.viewer, meeting.id).empty()
                 ? std::string{"The other items of the agenda were not saved. "}
                 : std::string{"The other items of the agenda are in the packs that were prepared before the "
                               "meeting was closed. "}) +
            "The agenda is not worked out again, because there may be new evidence.") +
        decided_table(act, runs, meeting, false);
    return view;
}

/// "100000:17" from a ticked box: the school and the decision that the member had before them.
struct Ticked {
    Urn urn;
    DecisionId seen;
};
std::vector<Ticked> ticked(const kit::Act& act) {
    std::vector<Ticked> found;
    for (const auto value : act.request.form_values("agree")) {
        const auto colon = value.find(':');
        if (colon == std::string_view::npos) continue;
        const auto urn = Urn::parse(value.substr(0, colon));
        const auto seen = parse_identifier(value.substr(colon + 1));
        if (urn && seen) found.push_back({*urn, {*seen}});
    }
    return found;
}

}

Html undecided_html(Runs& runs, kit::Act& act, const Meeting& meeting) {
    const auto agenda = agenda_of(act.db, act.viewer, runs, meeting);
    act.record("agenda.read", "meeting:" + std::to_string(meeting.id.value));
    Html html;
    if (!agenda.open.empty()) {
        std::vector<page_kit::Content> names;
        for (const auto& item : agenda.open) names.emplace_back(std::string{item.line.school->name});
        const auto next = next_meeting(act.db, act.viewer, meeting.held_on + 1);
        html += page_kit::paragraph(fmt::format(
                    "Schools on the agenda without a decision: {}. They go forward to {}.", names.size(),
                    next ? next->title + " on " + next->held_on.display()
                         : std::string{"the next meeting, which is not arranged yet"})) +
                page_kit::bullet_list(names);
    }
    if (packs_of(act.db, act.viewer, meeting.id).empty())
        html += page_kit::paragraph(
            "No pack is kept with this meeting. Prepare one first if the agenda is to be "
            "read again: it is not kept otherwise.");
    return html;
}

kit::MeetingView agenda_view(Runs& runs, kit::Act& act, const Meeting& meeting) {
    if (meeting.called_off_on) {
        auto view = facts_of(act, meeting);
        if (!packs_of(act.db, act.viewer, meeting.id).empty()) view.above = packs_html(act, meeting);
        return view;
    }
    if (meeting.closed_at) return closed_view(act, runs, meeting);
    return open_view(act, runs, agenda_of(act.db, act.viewer, runs, meeting), {},
                     page_kit::not_sent_yet(act.draft));
}

Html decided_on_paper(Runs& runs, kit::Act& act, const Meeting& meeting) {
    return decided_table(act, runs, meeting, true);
}

web::Response agenda_file(Runs& runs, kit::Act& act) {
    const auto meeting = asked_meeting(act);
    if (!meeting) return kit::not_found(act, "There is no such meeting.");
    if (!kit::is_open(*meeting))
        return kit::not_done(act,
                             "The agenda is not worked out again after the meeting, because there may be new "
                             "evidence. Take the minutes or a pack.",
                             meeting_href(meeting->id));
    const auto agenda = agenda_of(act.db, act.viewer, runs, *meeting);
    act.record("agenda.read", fmt::format("meeting:{}", meeting->id.value), "a file");
    return kit::paper_file(
        act, {.title = "Agenda: " + meeting->title,
              .caption = fmt::format("The board meets on {}. Evidence as at {}. {} schools.",
                                     meeting->held_on.display(), meeting->evidence_as_at.display(),
                                     agenda.open.size()),
              .name = "agenda-" + meeting->held_on.iso(),
              .confidential = true,
              .day = meeting->held_on,
              .back = meeting_href(meeting->id),
              .content = agenda_table(agenda, {.paper = true}) +
                         (agenda.decided.empty() ? Html{} : decided_on_paper(runs, act, *meeting))});
}

web::Response agree_post(Runs& runs, kit::Act& act) {
    const auto meeting = asked_meeting(act);
    if (!meeting) return kit::not_found(act, "There is no such meeting.");
    if (const auto may = may_record_decision(act.viewer, *meeting, act.today()); !may)
        return kit::not_done(act, may.error().message, meeting_href(meeting->id));
    const auto review = page_kit::read_date(act.request, "review", "Review date", false);
    const auto again = [&](const page_kit::FieldErrors& errors, const std::string& notice) {
        auto view = open_view(act, runs, agenda_of(act.db, act.viewer, runs, *meeting), errors, review);
        view.notice = notice;
        act.record("agenda.read", fmt::format("meeting:{}", meeting->id.value));
        return board_pages(runs).show(act, *meeting, view);
    };
    const auto chosen = ticked(act);
    page_kit::FieldErrors errors;
    if (chosen.empty()) errors.push_back({"agenda", "Select at least one school"});
    if (act.typed("rationale").empty()) errors.push_back({"rationale", "Enter the board's rationale"});
    page_kit::note_error(errors, "review", review);
    if (!errors.empty()) return again(errors, {});
    std::string overtaken;
    std::size_t decided = 0;
    for (const auto& [urn, seen] : chosen) {
        const auto before = before_board(act.db, act.viewer, runs, *meeting, urn);
        if (!before || !agreeable(before->item)) {
            overtaken += (before ? std::string{before->item.line.school->name} : "School " + urn.text()) +
                         ": you cannot agree this proposal because it has changed. ";
            continue;
        }
        auto decision = decision_on(before->item, *before->lines.run, meeting->id);
        decision.level = before->item.line.proposal->level;
        decision.rationale = act.typed("rationale");
        decision.review_on = review.date;
        decision.seen = seen;
        const auto result = decide(*act.writer, act.viewer, decision, act.clock.now());
        if (const auto* refusal = std::get_if<Refusal>(&result)) {
            overtaken += std::string{before->item.line.school->name} + ": " + refusal->error.message + " ";
            continue;
        }
        act.record("level.decided", "school:" + urn.text());
        ++decided;
    }
    const std::string done =
        decided == 1 ? "1 decision is recorded" : fmt::format("{} decisions are recorded", decided);
    if (!overtaken.empty())
        return again({},
                     overtaken + (decided == 0 ? "No decision is recorded." : "The others: " + done + "."));
    act.confirmation = done;
    return web::Response::redirect(meeting_href(meeting->id));
}

}
