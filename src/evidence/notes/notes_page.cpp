// Notes of soft intelligence on a school: reading, adding, withdrawing.
#include <fmt/format.h>

#include "evidence/handlers_pages.hpp"
#include "evidence/notes/notes.hpp"
#include "feature_kit/act.hpp"
#include "platform/page_kit/date_question.hpp"

namespace tarn::evidence {
namespace {

std::string notes_href(Urn urn) {
    return "/schools/" + urn.text() + "/notes";
}

template <class Enum, class Code, class Title>
Html radios(const char* name, const char* question, std::initializer_list<Enum> values, Code code,
            Title title, const std::string& chosen, const page_kit::FieldErrors& errors) {
    page_kit::Choices choices{
        .name = name,
        .fieldset =
            page_kit::Fieldset{.legend = {.content = question, .classes = "govuk-fieldset__legend--s"}},
        .error = page_kit::error_for(errors, name),
        .values = {chosen}};
    for (const auto value : values)
        choices.items.push_back({.value = std::string{code(value)}, .text = title(value)});
    return page_kit::radios(choices);
}

struct NoteDates {
    page_kit::DateRead observed, review, expires;
};

Html note_form(const kit::Act& act, Urn urn, const NoteDates& dates, const page_kit::FieldErrors& errors) {
    page_kit::Select category{.name = "category",
                              .label = {.content = "What is it about?", .classes = "govuk-label--s"},
                              .value = act.typed("category")};
    for (const auto one : note_categories())
        category.items.push_back(
            {.text = std::string{note_category_title(one)}, .value = std::string{note_category_code(one)}});
    const Html fields =
        page_kit::select(category) +
        radios("concern", "How serious is it?",
               {Concern::serious, Concern::moderate, Concern::slight, Concern::strength}, concern_code,
               concern_title, act.typed("concern"), errors) +
        radios("confidence", "How well is it known?",
               {Confidence::verified, Confidence::corroborated, Confidence::unverified}, confidence_code,
               confidence_title, act.typed("confidence"), errors) +
        page_kit::input({.name = "source",
                         .label = {.content = "Source", .classes = "govuk-label--s"},
                         .hint = {.content = "Who said it, or where it was seen"},
                         .error = page_kit::error_for(errors, "source"),
                         .value = act.typed("source")}) +
        page_kit::textarea(
            {.name = "body",
             .label = {.content = "Note", .classes = "govuk-label--s"},
             .hint = {.content =
                          "Facts, not opinions about people. The school can ask for what is held about it."},
             .error = page_kit::error_for(errors, "body"),
             .value = act.typed("body")}) +
        page_kit::date_question({.name = "observed",
                                 .question = "When was it seen or heard?",
                                 .hint = "For example, 3 3 2026",
                                 .typed = dates.observed.typed},
                                errors) +
        page_kit::date_question({.name = "review",
                                 .question = "When will you look at it again?",
                                 .hint = "Within a year",
                                 .typed = dates.review.typed},
                                errors) +
        page_kit::date_question({.name = "expires",
                                 .question = "Last day on which it counts",
                                 .hint = "On or after the review",
                                 .typed = dates.expires.typed},
                                errors) +
        radios("visibility", "Who may see it?", {NoteVisibility::caseload, NoteVisibility::board},
               note_visibility_code, note_visibility_title, act.typed("visibility", "caseload"), errors) +
        page_kit::button({.content = "Add the note", .prevent_double_click = true});
    return page_kit::heading(2, "Add a note") + page_kit::form({.action = notes_href(urn),
                                                                .csrf = act.csrf,
                                                                .content = fields,
                                                                .draft_key = notes_href(urn)});
}

Html note_card(const kit::Act& act, const Note& note) {
    page_kit::SummaryList list{
        .rows = {{.key = "Note", .value = note.body},
                 {.key = "Source", .value = fmt::format("{}, {}", note.source, note.observed_on.display())},
                 {.key = "Confidence", .value = std::string{confidence_title(note.confidence)}},
                 {.key = "Seen by", .value = std::string{note_visibility_title(note.visibility)}},
                 {.key = "Entered",
                  .value =
                      fmt::format("by {} on {}", note.written_by_name,
                                  Date{std::chrono::floor<std::chrono::days>(note.written_at)}.display())},
                 {.key = "Review",
                  .value = fmt::format("{}; counts until {}", note.review_on.display(),
                                       note.expires_on.display())}},
        .card = page_kit::SummaryCard{
            .title = fmt::format("{}: {}", note_category_title(note.category), concern_title(note.concern))}};
    if (note.ended_on)
        list.rows.push_back({.key = "Withdrawn",
                             .value = fmt::format("{}: {}", note.ended_on->display(), note.ended_reason)});
    Html html = page_kit::summary_list(list);
    const bool may_end =
        note.written_by == act.viewer.person() || act.viewer.may(access::Permission::board_decide);
    if (note.ended_on || !may_end || note.expires_on < act.today()) return html;
    const auto id = fmt::format("reason-{}", note.id.value);
    const auto end = page_kit::form(
        fmt::format("{}/{}/end", notes_href(note.urn), note.id.value), act.csrf,
        page_kit::input({.name = "reason", .id = id, .label = {.content = "Why is it withdrawn?"}}) +
            page_kit::button({.content = "Withdraw the note", .classes = "govuk-button--secondary"}));
    return html + page_kit::details({.summary = "Withdraw this note", .content = end});
}

web::Response show_notes(const PageTools& tools, kit::Act& act, const NoteDates& dates,
                         const page_kit::FieldErrors& errors) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = asked_school(*registers, act);
    if (!school) return kit::not_found(act, "There is no school with that URN.");
    act.record("notes.read", "school:" + school->urn.text());
    Html content = page_kit::paragraph(
        "What officers know and no published file says. It is kept apart from statutory data, and the school "
        "does not see it raw.");
    const auto notes = notes_of(act.db, act.viewer, school->urn, school->authority);
    for (const auto& note : notes) content += note_card(act, note);
    if (notes.empty()) content += page_kit::paragraph("There are no notes that you may see.");
    if (act.viewer.may(access::Permission::soft_notes_write, school->urn, school->authority))
        content += note_form(act, school->urn, dates, errors);
    return kit::respond(act,
                        {.title = "Notes on " + std::string{school->name},
                         .caption = "Soft intelligence, confidential",
                         .back_href = "/schools/" + school->urn.text(),
                         .errors = errors},
                        content);
}

template <class T>
T chosen(std::optional<T> parsed, const char* field, const char* message, page_kit::FieldErrors& errors) {
    if (!parsed) errors.push_back({field, message});
    return parsed.value_or(T{});
}

Date chosen_date(const page_kit::DateRead& read, const char* field, page_kit::FieldErrors& errors) {
    page_kit::note_error(errors, field, read);
    return read.date.value_or(Date{});
}

}

web::Response notes_page(const PageTools& tools, kit::Act& act) {
    const auto kept = page_kit::not_sent_yet(act.draft);
    return show_notes(tools, act, {kept, kept, kept}, {});
}

web::Response add_note_post(const PageTools& tools, kit::Act& act) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = asked_school(*registers, act);
    if (!school) return kit::not_found(act, "There is no school with that URN.");
    const NoteDates dates{page_kit::read_date(act.request, "observed", "The day it was seen or heard", true),
                          page_kit::read_date(act.request, "review", "The review date", true),
                          page_kit::read_date(act.request, "expires", "The last day", true)};
    page_kit::FieldErrors errors;
    NewNote note{.urn = school->urn, .authority = school->authority};
    note.category =
        chosen(parse_note_category(act.typed("category")), "category", "Choose what it is about", errors);
    note.concern = chosen(parse_concern(act.typed("concern")), "concern", "Choose how serious it is", errors);
    note.confidence = chosen(parse_confidence(act.typed("confidence")), "confidence",
                             "Choose how well it is known", errors);
    note.visibility =
        chosen(parse_note_visibility(act.typed("visibility")), "visibility", "Choose who may see it", errors);
    note.source = act.typed("source");
    note.body = act.typed("body");
    if (note.source.empty()) errors.push_back({"source", "Enter the source"});
    if (note.body.empty()) errors.push_back({"body", "Enter the note"});
    note.observed_on = chosen_date(dates.observed, "observed", errors);
    note.review_on = chosen_date(dates.review, "review", errors);
    note.expires_on = chosen_date(dates.expires, "expires", errors);
    if (!errors.empty()) return show_notes(tools, act, dates, errors);
    const auto added = add_note(*act.writer, act.viewer, note, act.clock.now());
    if (!added) return show_notes(tools, act, dates, {{"observed-day", added.error().message}});
    act.record("note.added", "school:" + school->urn.text(), std::string{note_category_code(note.category)});
    return web::Response::redirect(notes_href(school->urn));
}

web::Response end_note_post(const PageTools&, kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("note").value_or(""));
    const auto urn = Urn::parse(act.request.parameter("urn").value_or(""));
    const auto note = id ? find_note(act.db, act.viewer, {*id}) : std::nullopt;
    if (!note || !urn || note->urn != *urn) return kit::not_found(act, "There is no such note.");
    const auto ended = end_note(*act.writer, act.viewer, note->id, act.typed("reason"), act.clock.now());
    if (!ended) return kit::not_done(act, ended.error().message, notes_href(*urn));
    act.record("note.withdrawn", "school:" + urn->text());
    return web::Response::redirect(notes_href(*urn));
}

}
