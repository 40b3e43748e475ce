// Early warning on a school's rating page.
#include <fmt/format.h>

#include "feature_kit/act.hpp"
#include "warning/handlers_pages.hpp"

namespace tarn::warning {
namespace {

constexpr std::size_t told = 6;

std::string inspected_like_this_one(const SchoolWarning& school) {
    if (!school.outcome_band || !school.outcome_interval)
        return "We do not know how accurate this is. There were too few inspections to test it.";
    return fmt::format(
        "Of {} inspected schools like this one, {} were judged less than good. Likely range for those "
        "schools: {} to {}. This school's own chance can lie outside it.",
        school.outcome_band->n, school.outcome_band->events, percent(school.outcome_interval->low),
        percent(school.outcome_interval->high));
}

page_kit::SummaryList answers(const Spoken& spoken, const SchoolWarning& school) {
    const auto& run = *spoken.run;
    return {.rows = {
                {.key = "Judged less than good within 14 months?",
                 .value = Html::text(percent(school.event)) +
                          page_kit::paragraph(like_this_one(*spoken.stored, school))},
                {.key = "If inspected: judged less than good?",
                 .value = Html::text(fmt::format(
                              "{}. This is higher because most schools are not inspected within 14 months.",
                              percent(school.outcome))) +
                          page_kit::paragraph(inspected_like_this_one(school))},
                {.key = "From",
                 .value = Html::text(fmt::format("{}; this school as known on {}. ",
                                                 model_words(spoken.stored->facts), run.as_at.display())) +
                          page_kit::link_to(card_href, "About the model") + Html::raw(" ") +
                          page_kit::link_to(accuracy_href, "How often is this right?")},
            }};
}

Html reasons(const WarningRun& run, const SchoolWarning& school) {
    const auto explanation = explain_plainly(run, school);
    page_kit::SignedBars bars{.id = "warning-reasons",
                              .title = "Main reasons for the 14-month chance",
                              .label_heading = "What is known about the school",
                              .value_heading = "Effect on the chance",
                              .base_label = "The average school",
                              .base = explanation.base,
                              .total_label = fmt::format("All together: {}", percent(school.event)),
                              .total = school.event_log_odds};
    for (const Reason& reason : explanation.reasons) {
        if (bars.bars.size() == told) break;
        bars.bars.push_back({reason.text, reason.log_odds});
    }
    bars.rest_label =
        fmt::format("{} smaller reasons combined", explanation.reasons.size() - bars.bars.size());
    return page_kit::signed_bars(bars) +
           page_kit::paragraph(
               "The rows add up to the last one. The larger a number, the more it moves the answer. A reason "
               "shows how schools differ. It is not a cause.");
}

/// One line among the others of the page, with its answer.
Html folded(const std::string& summary, Html content) {
    return page_kit::details({.summary = summary,
                              .content = page_kit::paragraph(one_voice) + std::move(content),
                              .id = "early-warning"});
}

}

Html school_panel(Runs& runs, kit::Act& act, const schools::School& school, Date as_at) {
    // The caller's route has asked for this already; the panel must not depend on where it is put.
    if (!act.viewer.may(access::Permission::rating_of_school, school.urn, school.authority)) return {};
    const auto spoken = runs.of_authority(act.db, school.authority, as_at);
    // While the model says nothing for the day, only who can put another in force hears of it.
    if (!spoken.run && !act.viewer.may(access::Permission::import_data)) return {};
    if (!spoken.run)
        return folded("Early warning has no answer",
                      spoken.stored ? silent(spoken, as_at,
                                             [&](Date day) { return rating_href(school.urn, act, day); }) +
                                          page_kit::paragraph(page_kit::link_to(card_href, "About the model"))
                                    : no_model(act));
    const auto* warning = spoken.find(school.urn);
    if (!warning)
        return folded("Early warning has no answer for this school",
                      page_kit::paragraph(fmt::format("No graded inspection of this school was known on {}.",
                                                      as_at.display())));
    act.record("warning.read", "school:" + school.urn.text(),
               fmt::format("model {}, as at {}", spoken.stored->facts.id.value, as_at.iso()));
    return folded(fmt::format("Early warning: {} chance of being judged less than good within 14 months",
                              percent(warning->event)),
                  page_kit::summary_list(answers(spoken, *warning)) + reasons(*spoken.run, *warning) +
                      what_it_cannot_see());
}

}
