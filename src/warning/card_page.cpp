// The model card: what the model is for, from what it was made, what it cannot do, and who decides.
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "warning/handlers_pages.hpp"

namespace tarn::warning {
namespace {

std::string how_often_right(const StoredModel& stored) {
    const auto& test = stored.back_test;
    if (!test || !test->event.top_tenth)
        return "Not known: there were too few earlier inspections to test it on.";
    return fmt::format(
        "{} schools were judged less than good from {} to {}, which it had not seen. {} of them were in its "
        "highest tenth; {} were not. Likely range: {} to {}.",
        page_kit::with_thousands(static_cast<long>(test->event.events)), test->from.display(),
        test->to.display(), percent(test->event.top_tenth->value), percent(1 - test->event.top_tenth->value),
        percent(test->event.top_tenth->low), percent(test->event.top_tenth->high));
}

Html made_from(const StoredModel& stored) {
    const ModelFacts& facts = stored.facts;
    page_kit::DataTable table{.id = "releases",
                              .caption = "Data files used",
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
                          .value = fmt::format("{} past school records. In {}, the school was judged less "
                                               "than good within 14 months",
                                               thousands(facts.event_rows), thousands(facts.event_events))},
                         {.key = "How often it is right", .value = how_often_right(stored)},
                         {.key = "Method version", .value = facts.code_version},
                         {.key = "SHA-256 of the model", .value = facts.checksum}}}) +
           page_kit::data_table(table);
}

Html purpose() {
    return page_kit::heading(2, "What it is for") +
           page_kit::paragraph(
               "It helps a local authority's officers see early which schools may need support. It answers "
               "two "
               "separate questions.") +
           page_kit::bullet_list({"If the school has a graded inspection, will it be judged less than good?",
                                  "Will the school be judged less than good within 14 months?"}) +
           page_kit::heading(2, "What it is not for") +
           page_kit::bullet_list(
               {"It does not set a level or change a school's score.",
                "It uses no information about any person.",
                "It does not forecast how well pupils are taught or cared for. It learnt what inspections "
                "found, right or wrong.",
                "Do not publish it school by school, or show it to the school as a judgement."});
}

Html how_it_works() {
    return page_kit::heading(2, "How it works") +
           page_kit::paragraph(
               "It reads published facts about each school: past inspections, results and their trends, "
               "pupils' "
               "context and finance. It also reads how often the authority's other schools were judged less "
               "than good. Every answer on a school's page comes with its reasons, and they add up to the "
               "answer "
               "exactly. It uses only what was public on the day you ask about. The same data always give "
               "the "
               "same model.");
}

Html limits() {
    return page_kit::heading(2, "Limits") +
           page_kit::bullet_list(
               {"It answers only for schools with a known graded inspection, and only for days after the "
                "last outcome it learnt from.",
                "It gives no answer when schools have changed too much since it was made.",
                "Since September 2024 state-funded schools have had no overall grade. It predicts the "
                "overall grade as it was given until then.",
                "It does not read report cards, which Ofsted has published since November 2025. Their grades "
                "are of another kind.",
                "If inspections or results tables change, it may be wrong, even after it is remade.",
                "A likely range is that of a group: schools with about that chance, in one year. A school's "
                "own chance can lie outside it, and another year may differ."}) +
           what_it_cannot_see();
}

Html law() {
    // [uk-gdpr-22] [duaa-2025]
    return page_kit::heading(2, "Who may use it, and who decides") +
           page_kit::paragraph(
               "The authority's officers see its answers for the schools in their scope. Headteachers, "
               "governors "
               "and scrutiny members do not. Everyone with an account can read this page.") +
           page_kit::paragraph(
               "A named person decides, always. The challenge board decides a school's level and gives its "
               "reasons in its own words. This model alone decides nothing about anyone. The law protects "
               "people from decisions made by a computer alone. See article 22 of the UK GDPR, and articles "
               "22A to 22D of the Data (Use and Access) Act 2025. Schools are not people, but we keep the "
               "principle.");
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
        html += page_kit::paragraph(page_kit::link_to(accuracy_href, "How often is this right?"));
    return kit::respond(act, frame, html);
}

}
