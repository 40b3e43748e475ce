#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "warning/handlers_pages.hpp"

namespace tarn::warning {

std::string day_of(Instant at) {
    return Date{std::chrono::floor<std::chrono::days>(at)}.display();
}

std::string percent(double share) {
    return share < 0.0995 ? fmt::format("{:.1f}%", share * 100) : fmt::format("{:.0f}%", share * 100);
}

std::string model_words(const ModelFacts& facts) {
    return fmt::format("Model {}, made from inspections up to {}", facts.id.value, facts.fit_to.display());
}

Html no_model(const kit::Act& act) {
    Html html = page_kit::paragraph(current_model(act.db)
                                        ? "No early-warning model is in use. This version of Tarn cannot "
                                          "read the one in force: another version made it, or it is damaged."
                                        : "No early-warning model is in force yet.");
    if (act.viewer.may(access::Permission::import_data))
        return html + page_kit::paragraph(page_kit::link_to(models_href, "Fit a model and put it in force"));
    return html + page_kit::paragraph("A data officer can fit one and put it in force.");
}

std::string like_this_one(const StoredModel& stored, const SchoolWarning& school) {
    if (!school.band || !school.interval)
        return "We do not know how accurate this is. There were too few inspections to test it.";
    return fmt::format(
        "Of {} schools like this one, {} were judged less than good within 14 months ({}). Likely range for "
        "those schools: {} to {}. They had the nearest answers when we tested the model on {} to {}. This "
        "school's own chance can lie outside that range.",
        page_kit::with_thousands(static_cast<long>(school.band->n)),
        page_kit::with_thousands(static_cast<long>(school.band->events)), percent(school.band->observed),
        percent(school.interval->low), percent(school.interval->high), stored.back_test->from.display(),
        stored.back_test->to.display());
}

Html silent(const Spoken& spoken, Date as_at, const std::function<std::string(Date)>& href) {
    Html html =
        page_kit::inset_text({.content = page_kit::paragraph(fmt::format("The model has no answer for {}. {}",
                                                                         as_at.display(), spoken.refusal))});
    if (as_at >= analytics::overall_grades_ended)
        html +=
            page_kit::paragraph("Since " + analytics::overall_grades_ended.display() +
                                " inspectors give state-funded schools no overall grade. The model can only "
                                "predict overall grades.");
    const Date first = spoken.stored->model.fit_to + 1;
    if (as_at != first)
        html += page_kit::paragraph(
            page_kit::link_to(href(first), "See what it said on " + first.display() +
                                               ", the day after the last outcome that it learnt from"));
    return html;
}

std::string raising(const WarningRun& run, const SchoolWarning& school, std::size_t most) {
    std::string text;
    for (const Reason& reason : explain_plainly(run, school).reasons) {
        if (reason.log_odds <= 0 || most == 0) continue;
        --most;
        if (!text.empty()) text += "; ";
        text += reason.text;
    }
    return text.empty() ? "Nothing raises the chance above average" : text;
}

Html what_it_cannot_see() {
    return page_kit::details(
        {.summary = "What the model cannot see",
         .content =
             page_kit::paragraph("It reads published figures and past inspections alone. It does not know:") +
             page_kit::bullet_list(
                 {"who leads and governs the school, who has just left and who has just come;",
                  "safeguarding, complaints, staffing and anything else not in published data",
                  "what has happened since the latest published data",
                  "what the authority and the school are already doing about it;",
                  "changes to inspection since it was made"})});
}

std::string rating_href(Urn urn, const kit::Act& act, Date as_at) {
    return "/schools/" + urn.text() + "/rating" +
           (as_at == act.today() ? std::string{} : "?as_at=" + as_at.iso());
}

}
