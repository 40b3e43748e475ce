// Why a school has the level it has, as a letter to the school.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "rating/brief.hpp"
#include "rating/formatting_rules.hpp"

namespace tarn::rating {
namespace {

void write_reasons(std::string& explanation, const Run& run, const Proposal& proposal) {
    const auto out = std::back_inserter(explanation);
    const auto order = main_reasons(run, proposal, proposal.contributions.size(), Hearer::school);
    if (!order.empty()) explanation += "\nWhat raises concern, the most important first:\n";
    for (const MainReason& main : order)
        fmt::format_to(out, "\n  {}{}\n    {}\n    Source: {}.\n", main.title,
                       main.points.empty() ? "" : fmt::format(" ({})", main.points),
                       reason(run, *main.contribution), run.source(*main.contribution).title);
    bool first = true;
    for (const Contribution& c : proposal.contributions) {
        if (std::ranges::any_of(order, [&](const MainReason& main) { return main.contribution == &c; }) ||
            !hears(Hearer::school, run.indicator(c)))
            continue;
        if (first) explanation += "\nWhat was checked and adds nothing:\n";
        first = false;
        fmt::format_to(out, "\n  {}\n    {}\n", run.indicator(c).title, reason(run, c));
    }
}

void write_missing(std::string& explanation, const Run& run, const Proposal& proposal) {
    bool first = true;
    for (const MissingIndicator& missing : proposal.missing) {
        if (!missing.applies || !hears(Hearer::school, run.indicator(missing))) continue;
        if (first) explanation += "\nWhat could not be counted:\n\n";
        first = false;
        fmt::format_to(std::back_inserter(explanation), "  {}: {}\n", run.indicator(missing).title,
                       lowercase(reason(run, missing)));
    }
    first = true;
    for (const MissingIndicator& missing : proposal.missing) {
        if (missing.applies || run.indicator(missing).optional) continue;
        if (first) explanation += "\nWhat does not apply, so that nothing is missing:\n\n";
        first = false;
        fmt::format_to(std::back_inserter(explanation), "  {}: {}\n", run.indicator(missing).title,
                       lowercase(reason(run, missing)));
    }
}

std::string level_sentence(const Run& run, const Proposal& proposal) {
    if (proposal.level == Level::not_enough_evidence)
        return fmt::format(
            "there is not enough evidence to propose a level. It covers {} of what the scheme counts, and {} "
            "is needed.",
            percent_text(proposal.coverage), percent_text(run.scheme->coverage_floor));
    std::string text = fmt::format("the level proposed is {}.", level_codes.title(proposal.level));
    if (proposal.trigger && run.scheme->indicators[*proposal.trigger].trigger == proposal.level)
        text += fmt::format(" \"{}\" alone is enough for this level, whatever the score.",
                            run.scheme->indicators[*proposal.trigger].title);
    if (const auto held = held_sentence(proposal); !held.empty()) text += " " + held;
    return text +
           fmt::format(" The evidence covers {} of what the scheme counts.", percent_text(proposal.coverage));
}

void write_history(std::string& explanation, const Proposal& proposal) {
    explanation +=
        "\nHow the level came about. A worse level needs two rating dates or a critical event. A better "
        "level needs two clear dates.\n\n";
    for (const Step& step : proposal.steps)
        fmt::format_to(std::back_inserter(explanation), "  {}: the evidence said {}, so the level was {}.\n",
                       step.on.display(), level_codes.title(step.raw), level_codes.title(step.level));
}

}

std::string explain(const Run& run, const Proposal& proposal) {
    std::string explanation = fmt::format(
        "To the headteacher and the chair of governors of {} (URN {}, {} school)\n\nAs at {}, {}\n",
        proposal.name, proposal.urn.text(), phase_word(proposal.phase), run.as_at.display(),
        level_sentence(run, proposal));
    explanation +=
        "\nThis is a proposal from evidence that was public on that day. The challenge board decides, and "
        "can decide differently.\n";
    write_reasons(explanation, run, proposal);
    explanation += "\nWhat would change it:\n\n";
    for (const std::string& sentence : what_would_change(run, proposal, Hearer::school))
        explanation += "  " + sentence + "\n";
    if (const auto score = score_words(run, proposal, Hearer::school); proposal.score && !score.empty())
        explanation += "  " + score + "\n";
    write_history(explanation, proposal);
    write_missing(explanation, run, proposal);
    fmt::format_to(std::back_inserter(explanation), "\n{} ({} {}). {}\n", run.scheme->title, run.scheme->code,
                   run.scheme->version, run.scheme->basis);
    return explanation;
}

}
