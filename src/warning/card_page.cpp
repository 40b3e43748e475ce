// The model card: what the model is for, from what it was made, what it cannot do, and who decides.
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "warning/handlers_pages.hpp"

namespace tarn::warning {
namespace {

std::string how_often_right(const StoredModel& stored) {
    const auto& test = stored.back_test;
    if (!test || !test->event.top_tenth) return "Not known: there was too little to try it on.";
    return fmt::format(
        "Of {} schools judged less than good from {} to {}, which it had not been shown, {} were in the "
        "tenth that it named first (95% interval {} to {}), and {} were not.",
        page_kit::with_thousands(static_cast<long>(test->event.events)), test->from.display(),
        test->to.display(), percent(test->event.top_tenth->value), percent(test->event.top_tenth->low),
        percent(test->event.top_tenth->high), percent(1 - test->event.top_tenth->value));
}

Html made_from(const StoredModel& stored) {
    const ModelFacts& facts = stored.facts;
    page_kit::DataTable table{.id = "releases",
                              .caption = "Releases it was fitted on",
                              .columns = {{.heading = "Release"}, {.heading = "SHA-256 of its content"}},
                              .empty_sentence = "None is recorded.",
                              .compact = true};
    for (const auto& release : facts.releases) table.rows.push_back({release.title, release.sha256});
    const auto thousands = [](std::int64_t number) {
        return page_kit::with_thousands(static_cast<long>(number));
    };
    return page_kit::summary_list(
               {.rows = {{.key = "Learnt from inspections up to", .value = facts.fit_to.display()},
                         {.key = "Fitted on",
                          .value = Date{std::chrono::floor<std::chrono::days>(facts.fitted_at)}.display()},
                         {.key = "If inspected",
                          .value =
                              fmt::format("{} graded inspections, {} of them less than good",
                                          thousands(facts.outcome_rows), thousands(facts.outcome_events))},
                         {.key = "Within 14 months",
                          .value = fmt::format("{} schools on past days, of which {} were judged less than "
                                               "good in what followed",
                                               thousands(facts.event_rows), thousands(facts.event_events))},
                         {.key = "How often it is right", .value = how_often_right(stored)},
                         {.key = "Way of fitting", .value = facts.code_version},
                         {.key = "SHA-256 of the model", .value = facts.checksum}}}) +
           page_kit::data_table(table);
}

Html purpose() {
    return page_kit::heading(2, "What it is for") +
           page_kit::paragraph(
               "To help a local authority's officers see early which schools may need support, so that help "
               "comes before trouble. It answers two questions and keeps them apart: if a graded inspection "
               "takes place, will it be less than good; and will the school be judged less than good within "
               "14 months?") +
           page_kit::heading(2, "What it is not for") +
           page_kit::bullet_list(
               {"It gives no level, and changes no score of the rating scheme.",
                "It does not compare headteachers, teachers or pupils, and reads nothing "
                "about any person.",
                "It is no forecast of how well pupils are taught or cared for: it learnt what "
                "inspections found, with whatever was right or wrong with them.",
                "It is not to be published school by school, or shown to the school as a "
                "judgement."});
}

Html how_it_works() {
    return page_kit::heading(2, "How it works") +
           page_kit::paragraph(
               "Two additive models in log-odds over published facts "
               "of each school: past inspections, results "
               "and their trends, pupils' context, finance, and how "
               "often the authority's other schools were judged less than "
               "good. Base and reasons add up to the answer exactly, "
               "and every page that shows an answer shows "
               "them. Only what was public on the day asked about is "
               "used. The same data and the same program "
               "give the same model to the last digit.");
}

Html limits() {
    return page_kit::heading(2, "Limits") +
           page_kit::bullet_list(
               {"It speaks only of schools of which a graded inspection is known, and only of days after the "
                "last outcome that it learnt from.",
                "It refuses to speak when the schools of the day differ too much from those it learnt from.",
                "Since September 2024 state-funded schools have had no single overall grade: it speaks of "
                "the "
                "overall judgement as it was made until then.",
                "Where inspection or the tables of results change, it is wrong until it is fitted again, and "
                "perhaps after.",
                "An interval tells how schools with about that probability fared in one year; another year "
                "may "
                "differ."}) +
           what_it_cannot_see();
}

Html law() {
    // [uk-gdpr-22] [duaa-2025]
    return page_kit::heading(2, "Who may use it, and who decides") +
           page_kit::paragraph(
               "Officers of the authority see its answers for the schools in their scope; the school itself, "
               "its "
               "governors and scrutiny members do not. This page is open to everyone with an account.") +
           page_kit::paragraph(
               "A named person decides, always: the challenge board decides a school's level, with a "
               "rationale "
               "in its own words. Nothing is decided about anyone by this model alone. Article 22 of the UK "
               "GDPR, and articles 22A to 22D that the Data (Use and Access) Act 2025 puts in its place, "
               "guard "
               "people against decisions by automated means alone; schools are not people, but the principle "
               "is "
               "kept.");
}

}

web::Response card_page(Runs& runs, kit::Act& act) {
    page_kit::PageFrame frame{.title = "About the early-warning model", .caption = "Model card"};
    const auto stored = runs.in_force(act.db);
    Html html = page_kit::paragraph(one_voice) + purpose() + how_it_works() + limits() + law() +
                page_kit::heading(2, "The model in force");
    if (!stored) return kit::respond(act, frame, html + no_model(act));
    html += made_from(*stored);
    if (act.viewer.may(access::Permission::levels_authority))
        html += page_kit::paragraph(page_kit::link_to(right_href, "How often is this right?"));
    return kit::respond(act, frame, html);
}

}
