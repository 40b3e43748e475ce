// The challenge board's meetings: list, a new one, minutes, who was present, closing.
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "platform/page_kit/date_question.hpp"
#include "rating/handlers_pages.hpp"

namespace tarn::rating {
namespace {

Html meeting_form(const kit::Act& act, const page_kit::FieldErrors& errors, const page_kit::DateRead& held,
                  const page_kit::DateRead& evidence, const page_kit::DateRead& until) {
    const auto date = [&](const char* name, const char* question, const char* hint,
                          const page_kit::DateRead& read) {
        return page_kit::date_question(
            {.name = name, .question = question, .hint = hint, .typed = read.typed}, errors);
    };
    return page_kit::form(
        {.action = "/board/meetings",
         .csrf = act.csrf,
         .content =
             page_kit::input(
                 {.name = "title",
                  .label = {.content = "What is the meeting called?", .classes = "govuk-label--s"},
                  .hint = {.content = "For example, Autumn term 2026"},
                  .error = page_kit::error_for(errors, "title"),
                  .value = act.typed("title")}) +
             date("held", "When does the board meet?", "For example, 5 10 2026", held) +
             date("evidence", "Evidence as at", "Proposals use only what was known on this day", evidence) +
             date("until", "Last day for advisers' recommendations", "On or before the day of the meeting",
                  until) +
             page_kit::button({.content = "Arrange the meeting"}),
         .draft_key = "/board/meetings"});
}

web::Response new_meeting(kit::Act& act, const page_kit::FieldErrors& errors, const page_kit::DateRead& held,
                          const page_kit::DateRead& evidence, const page_kit::DateRead& until) {
    return kit::respond(
        act, {.title = "Arrange a meeting of the board", .back_href = "/board/meetings", .errors = errors},
        meeting_form(act, errors, held, evidence, until));
}

std::optional<Meeting> asked(kit::Act& act) {
    const auto id = asked_meeting(act);
    return id ? find_meeting(act.db, act.viewer, *id) : std::nullopt;
}

web::Response show_minutes(kit::Act& act, const Meeting& meeting, const std::string& error) {
    page_kit::FieldErrors errors;
    if (!error.empty()) errors.push_back({"minutes", error});
    Html content;
    if (!error.empty() && act.typed("minutes") != meeting.minutes)
        content += page_kit::details({.summary = "The minutes as saved by the other member",
                                      .content = page_kit::paragraph(meeting.minutes),
                                      .open = true});
    const auto action = meeting_href(meeting.id) + "/minutes";
    content += page_kit::form(
        {.action = action,
         .csrf = act.csrf,
         .content =
             page_kit::hidden("version", std::to_string(meeting.minutes_version)) +
             page_kit::textarea(
                 {.name = "minutes",
                  .label = {.content = "Minutes", .classes = "govuk-label--s"},
                  .hint = {.content =
                               "Decisions are listed in the pack by themselves; write what was discussed."},
                  .error = page_kit::error_for(errors, "minutes"),
                  .value = act.typed("minutes", meeting.minutes),
                  .rows = 18}) +
             page_kit::button({.content = "Save minutes"}),
         .draft_key = action});
    return kit::respond(act,
                        {.title = "Minutes",
                         .caption = meeting.title,
                         .back_href = meeting_href(meeting.id),
                         .errors = errors},
                        content);
}

}

web::Response meetings_page(Runs&, kit::Act& act) {
    page_kit::DataTable table{.id = "meetings",
                              .caption = "Meetings",
                              .columns = {{.heading = "Meeting"},
                                          {.heading = "Day"},
                                          {.heading = "Evidence as at"},
                                          {.heading = "Recommendations by"},
                                          {.heading = "State"}},
                              .empty_sentence = "No meeting has been arranged yet."};
    for (const auto& meeting : meetings(act.db, act.viewer))
        table.rows.push_back({page_kit::link_to(meeting_href(meeting.id), meeting.title),
                              meeting.held_on.display(), meeting.evidence_as_at.display(),
                              meeting.recommendations_by.display(),
                              std::string{meeting.closed_at               ? "Closed"
                                          : meeting.held_on < act.today() ? "Held, not closed"
                                                                          : "Coming"}});
    Html content = page_kit::data_table(table);
    if (act.viewer.may(access::Permission::board_decide))
        content = page_kit::button({.content = "Arrange a meeting", .href = "/board/meetings/new"}) + content;
    return kit::respond(act, {.title = "Challenge board"}, content);
}

web::Response add_meeting_page(Runs&, kit::Act& act) {
    const auto empty = page_kit::not_sent_yet(act.draft);
    return new_meeting(act, {}, empty, empty, empty);
}

web::Response add_meeting_post(Runs&, kit::Act& act) {
    const auto held = page_kit::read_date(act.request, "held", "The day of the meeting", true);
    const auto evidence = page_kit::read_date(act.request, "evidence", "The date of the evidence", true);
    const auto until = page_kit::read_date(act.request, "until", "The last day for recommendations", true);
    page_kit::FieldErrors errors;
    if (act.typed("title").empty()) errors.push_back({"title", "Enter what the meeting is called"});
    page_kit::note_error(errors, "held", held);
    page_kit::note_error(errors, "evidence", evidence);
    page_kit::note_error(errors, "until", until);
    if (!errors.empty()) return new_meeting(act, errors, held, evidence, until);
    const auto added =
        add_meeting(*act.writer, act.viewer, {act.typed("title"), *held.date, *evidence.date, *until.date},
                    act.clock.now());
    if (!added) return new_meeting(act, {{"held-day", added.error().message}}, held, evidence, until);
    act.record("meeting.arranged", fmt::format("meeting:{}", added->value));
    return web::Response::redirect(meeting_href(*added));
}

web::Response minutes_page(Runs&, kit::Act& act) {
    const auto meeting = asked(act);
    if (!meeting) return kit::not_found(act, "There is no such meeting.");
    return show_minutes(act, *meeting, {});
}

web::Response minutes_post(Runs&, kit::Act& act) {
    const auto meeting = asked(act);
    if (!meeting) return kit::not_found(act, "There is no such meeting.");
    const auto version = parse_identifier(act.typed("version")).value_or(-1);
    const auto saved = save_minutes(*act.writer, act.viewer, meeting->id, version, act.typed("minutes"));
    if (!saved) return show_minutes(act, *meeting, saved.error().message);
    act.record("minutes.saved", fmt::format("meeting:{}", meeting->id.value));
    return web::Response::redirect(meeting_href(meeting->id));
}

web::Response present_post(Runs&, kit::Act& act) {
    const auto meeting = asked(act);
    if (!meeting) return kit::not_found(act, "There is no such meeting.");
    std::vector<PersonId> members;
    for (const auto& value : act.request.form_values("present"))
        if (const auto id = parse_identifier(value)) members.push_back({*id});
    const auto saved = set_present(*act.writer, act.viewer, meeting->id, members);
    if (!saved) return kit::not_done(act, saved.error().message, meeting_href(meeting->id));
    act.record("meeting.present", fmt::format("meeting:{}", meeting->id.value));
    return web::Response::redirect(meeting_href(meeting->id) + "#present");
}

web::Response close_post(Runs&, kit::Act& act) {
    const auto meeting = asked(act);
    if (!meeting) return kit::not_found(act, "There is no such meeting.");
    const auto closed = close_meeting(*act.writer, act.viewer, meeting->id, act.clock.now());
    if (!closed) return kit::not_done(act, closed.error().message, meeting_href(meeting->id));
    act.record("meeting.closed", fmt::format("meeting:{}", meeting->id.value));
    return web::Response::redirect(meeting_href(meeting->id));
}

}
