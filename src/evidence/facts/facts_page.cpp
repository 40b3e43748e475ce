// What the authority records of a school: reading, entering, ending. Officers only, never the school.
#include <fmt/format.h>

#include "evidence/facts/facts.hpp"
#include "evidence/handlers_pages.hpp"
#include "feature_kit/act.hpp"
#include "platform/page_kit/date_question.hpp"

namespace tarn::evidence {
namespace {

std::string facts_href(Urn urn) {
    return "/schools/" + urn.text() + "/facts";
}

struct FactDates {
    page_kit::DateRead began, known, last;
};

Html kind_radios(const kit::Act& act, const schools::School& school, const page_kit::FieldErrors& errors) {
    page_kit::Choices choices{
        .name = "kind",
        .fieldset = page_kit::Fieldset{.legend = {.content = "What is the case?",
                                                  .classes = "govuk-fieldset__legend--s"}},
        .error = page_kit::error_for(errors, "kind"),
        .values = {act.typed("kind")}};
    for (const auto kind : fact_kinds())
        if (is_typed(kind) && (school.maintained() || !maintained_only(kind)))
            choices.items.push_back({.value = std::string{fact_code(kind)},
                                     .text = std::string{fact_title(kind)},
                                     .hint = {.content = std::string{fact_meaning(kind)}}});
    return page_kit::radios(choices);
}

Html fact_form(const kit::Act& act, const schools::School& school, const FactDates& dates,
               const page_kit::FieldErrors& errors) {
    const Html fields =
        kind_radios(act, school, errors) +
        page_kit::date_question({.name = "began",
                                 .question = "First day on which it is so",
                                 .hint = "For example, the date of the notice: 3 3 2026",
                                 .typed = dates.began.typed},
                                errors) +
        page_kit::date_question({.name = "known",
                                 .question = "When did the authority know?",
                                 .hint = "A rating before this day does not use it. Leave empty for today.",
                                 .typed = dates.known.typed},
                                errors) +
        page_kit::input({.name = "source",
                         .label = {.content = "Source", .classes = "govuk-label--s"},
                         .hint = {.content = "The letter, report or minute that says so"},
                         .error = page_kit::error_for(errors, "source"),
                         .value = act.typed("source")}) +
        page_kit::textarea({.name = "detail",
                            .label = {.content = "What it says", .classes = "govuk-label--s"},
                            .hint = {.content = "Of a warning notice: the matters of concern, the action "
                                                "required, the compliance period"},
                            .value = act.typed("detail")}) +
        page_kit::date_question(
            {.name = "last",
             .question = "Last day on which it was so, if it is over",
             .hint =
                 "Leave empty while it is so. Its end counts from this day, or from the day the authority "
                 "knew of it all where that is later.",
             .typed = dates.last.typed},
            errors) +
        page_kit::input({.name = "reason",
                         .label = {.content = "Why is it no longer so?", .classes = "govuk-label--s"},
                         .hint = {.content = "Only with a last day"},
                         .error = page_kit::error_for(errors, "reason"),
                         .value = act.typed("reason")}) +
        page_kit::button({.content = "Record it", .prevent_double_click = true});
    return page_kit::heading(2, "Record a fact") + page_kit::form({.action = facts_href(school.urn),
                                                                   .csrf = act.csrf,
                                                                   .content = fields,
                                                                   .draft_key = facts_href(school.urn)});
}

Html end_form(const kit::Act& act, const Fact& fact) {
    const auto name = fmt::format("last-{}", fact.id.value);
    const Html fields =
        page_kit::date_input(
            {.id = name,
             .name_prefix = "last",
             .fieldset = page_kit::Fieldset{.legend = {.content = "Last day on which it was so",
                                                       .classes = "govuk-fieldset__legend--s"}},
             .values = page_kit::date_values("last", act.today())}) +
        page_kit::date_input(
            {.id = fmt::format("end-known-{}", fact.id.value),
             .name_prefix = "end-known",
             .fieldset = page_kit::Fieldset{.legend = {.content = "When did the authority know?",
                                                       .classes = "govuk-fieldset__legend--s"}},
             .hint = {.content =
                          "A rating before this day still holds it to be so. Leave empty for today."}}) +
        page_kit::input(
            {.name = "reason",
             .id = fmt::format("reason-{}", fact.id.value),
             .label = {.content = "Why is it no longer so?"},
             .hint = {.content = "For example: complied with, withdrawn, a recovery plan agreed"}}) +
        page_kit::button({.content = "End it", .classes = "govuk-button--secondary"});
    return page_kit::details(
        {.summary = fmt::format("End this: {}", fact_title(fact.kind)),
         .content = page_kit::form(fmt::format("{}/{}/end", facts_href(fact.urn), fact.id.value), act.csrf,
                                   fields)});
}

Html fact_card(const kit::Act& act, const Fact& fact) {
    page_kit::SummaryList list{
        .rows = {{.key = "Since", .value = fact.began_on.display()},
                 {.key = "Known", .value = fact.known_on.display()},
                 {.key = "Source", .value = fact.source},
                 {.key = "Entered",
                  .value =
                      fmt::format("by {} on {}", fact.entered_by,
                                  Date{std::chrono::floor<std::chrono::days>(fact.entered_at)}.display())}},
        .card = page_kit::SummaryCard{.title = std::string{fact_title(fact.kind)}}};
    if (!fact.detail.empty())
        list.rows.insert(list.rows.begin(), {.key = "What it says", .value = fact.detail});
    if (fact.ended_on)
        list.rows.push_back({.key = "Ended",
                             .value = fmt::format("{}, known {}: {}", fact.ended_on->display(),
                                                  fact.end_known_on->display(), fact.end_reason)});
    Html html = page_kit::summary_list(list);
    if (!fact.ended_on) html += end_form(act, fact);
    return html;
}

/// A vacancy is concluded from the posts, so that it can neither be forgotten nor typed beside them.
Html vacancy(storage::Reader& db, const schools::School& school, Date today) {
    for (const auto& headship : schools::headships(db))
        if (headship.urn == school.urn && headship.days.contains(today) && !headship.held)
            return page_kit::inset_text(
                {.content = fmt::format("{} since {}: concluded from the posts that are recorded.",
                                        fact_title(FactKind::no_headteacher), headship.days.from.display())});
    return {};
}

web::Response show_facts(const PageTools& tools, kit::Act& act, const FactDates& dates,
                         const page_kit::FieldErrors& errors) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = asked_school(*registers, act);
    if (!school) return kit::not_found(act, "There is no school with that URN.");
    act.record("facts.read", "school:" + school->urn.text());
    Html content = page_kit::paragraph(
        "What the authority records and no published file carries. It counts in the proposed level from the "
        "day it was known until it ends; a warning notice, safeguarding and an unplanned deficit are "
        "critical "
        "triggers. The school does not see this page.");
    content += vacancy(act.db, *school, act.today());
    const auto facts = facts_of(act.db, act.viewer, school->urn, school->authority);
    for (const auto& fact : facts) content += fact_card(act, fact);
    if (facts.empty()) content += page_kit::paragraph("Nothing is recorded for this school.");
    if (act.viewer.may(access::Permission::facts_write, school->urn, school->authority))
        content += fact_form(act, *school, dates, errors);
    return kit::respond(act,
                        {.title = "Recorded facts: " + std::string{school->name},
                         .caption = "Warning notices, safeguarding, deficits; confidential",
                         .back_href = "/schools/" + school->urn.text(),
                         .errors = errors},
                        content);
}

}

web::Response facts_page(const PageTools& tools, kit::Act& act) {
    const auto kept = page_kit::not_sent_yet(act.draft);
    return show_facts(tools, act, {kept, kept, kept}, {});
}

web::Response add_fact_post(const PageTools& tools, kit::Act& act) {
    const auto registers = tools.registers.current(act.db);
    const auto* school = asked_school(*registers, act);
    if (!school) return kit::not_found(act, "There is no school with that URN.");
    const FactDates dates{page_kit::read_date(act.request, "began", "The first day", true),
                          page_kit::read_date(act.request, "known", "The day it was known", false),
                          page_kit::read_date(act.request, "last", "The last day", false)};
    page_kit::FieldErrors errors;
    const auto kind = parse_fact_kind(act.typed("kind"));
    if (!kind) errors.push_back({"kind", "Choose what is the case"});
    page_kit::note_error(errors, "began", dates.began);
    page_kit::note_error(errors, "known", dates.known);
    page_kit::note_error(errors, "last", dates.last);
    if (dates.last.date && act.typed("reason").empty())
        errors.push_back({"reason", "Enter why it is no longer so"});
    if (!dates.last.date && dates.last.error.empty() && !act.typed("reason").empty())
        errors.push_back({"last-day", "Enter the last day, or leave out why it is no longer so"});
    if (act.typed("source").empty()) errors.push_back({"source", "Enter the source"});
    if (!errors.empty()) return show_facts(tools, act, dates, errors);
    NewFact fact{.kind = *kind,
                 .began_on = *dates.began.date,
                 .known_on = dates.known.date.value_or(act.today()),
                 .source = act.typed("source"),
                 .detail = act.typed("detail")};
    if (dates.last.date) fact.end = {.last_day = *dates.last.date, .reason = act.typed("reason")};
    const auto added = add_fact(*act.writer, act.viewer, *school, fact, act.clock.now());
    if (!added) return show_facts(tools, act, dates, {{"kind", added.error().message}});
    act.record("fact.entered", "school:" + school->urn.text(), std::string{fact_code(*kind)});
    return web::Response::redirect(facts_href(school->urn));
}

web::Response end_fact_post(const PageTools&, kit::Act& act) {
    const auto id = parse_identifier(act.request.parameter("fact").value_or(""));
    const auto urn = Urn::parse(act.request.parameter("urn").value_or(""));
    const auto fact = id ? find_fact(act.db, act.viewer, {*id}) : std::nullopt;
    if (!fact || !urn || fact->urn != *urn) return kit::not_found(act, "There is no such fact.");
    const auto last = page_kit::read_date(act.request, "last", "The last day", true);
    const auto known = page_kit::read_date(act.request, "end-known", "The day its end was known", false);
    const std::string& error = last.error.empty() ? known.error : last.error;
    const auto ended =
        error.empty()
            ? end_fact(*act.writer, act.viewer, fact->id,
                       {.last_day = *last.date, .reason = act.typed("reason"), .known_on = known.date},
                       act.clock.now())
            : Outcome{Error{error, {}}};
    if (!ended) return kit::not_done(act, ended.error().message, facts_href(*urn));
    act.record("fact.ended", "school:" + urn->text(), std::string{fact_code(fact->kind)});
    return web::Response::redirect(facts_href(*urn));
}

}
