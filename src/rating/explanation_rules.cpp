// The longer texts: what would change a level, and why a school has the level it has.
#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "rating/formatting_rules.hpp"

namespace tarn::rating {
namespace {

constexpr std::size_t most_remedies = 4;

bool hears(Hearer hearer, const Indicator& indicator) {
    return hearer == Hearer::officers || !indicator.officers_only;
}

std::vector<const Contribution*> largest_first(const Run& run, const Proposal& proposal, Hearer hearer) {
    std::vector<const Contribution*> order;
    for (const Contribution& c : proposal.contributions)
        if (c.contribution.hundredths > 0 && hears(hearer, run.indicator(c))) order.push_back(&c);
    std::stable_sort(order.begin(), order.end(), [](const Contribution* a, const Contribution* b) {
        return a->contribution > b->contribution;
    });
    return order;
}

std::string points_text(Points points) {
    return fmt::format("{} {}", text(points), points.hundredths == 100 ? "point" : "points");
}

/// Smallest score that reaches a share of the maximum, in whole hundredths.
Points reaching(double share, Points maximum) {
    const double exact = share * maximum.hundredths;
    auto hundredths = static_cast<std::int32_t>(exact);
    if (hundredths < exact) ++hundredths;
    return {hundredths};
}

/// A sum beside its public parts would tell what an indicator for officers alone adds.
bool sums_would_tell(const Run& run, const Proposal& proposal) {
    return std::any_of(
        proposal.contributions.begin(), proposal.contributions.end(),
        [&](const Contribution& c) { return c.maximum > Points{} && run.indicator(c).officers_only; });
}

void remedies(const Run& run, const Proposal& proposal, Hearer hearer, std::vector<std::string>& sentences) {
    const auto order = largest_first(run, proposal, hearer);
    for (std::size_t i = 0; i < std::min(order.size(), most_remedies); ++i)
        sentences.push_back(fmt::format("{} would lower the score by up to {}.",
                                        run.indicator(*order[i]).better,
                                        points_text(order[i]->contribution)));
}

void say_distance(const Run& run, const Proposal& proposal, Hearer hearer,
                  std::vector<std::string>& sentences) {
    const Scheme& scheme = *run.scheme;
    const Points score = *proposal.score;
    const Points amber = reaching(scheme.amber_at, proposal.maximum),
                 red = reaching(scheme.red_at, proposal.maximum);
    sentences.push_back(fmt::format(
        "The score is {} of a possible {} ({}). Amber starts at {} ({}), red at {} ({}).", text(score),
        text(proposal.maximum), percent_text(score.value() / proposal.maximum.value()),
        percent_text(scheme.amber_at), text(amber), percent_text(scheme.red_at), text(red)));
    if (score >= amber) {
        const Points line = score >= red ? red : amber;
        const Points over{score.hundredths - line.hundredths + 1};
        sentences.push_back(fmt::format(
            "{} fewer would bring the score below where {} starts. The largest parts:", points_text(over),
            score >= red ? "red" : "amber"));
        remedies(run, proposal, hearer, sentences);
    } else if (proposal.steps.back().raw == Level::green) {
        sentences.push_back(fmt::format("{} more would bring the score to amber.",
                                        points_text({amber.hundredths - score.hundredths})));
    }
}

void say_dates(const Run& run, const Proposal& proposal, std::vector<std::string>& sentences) {
    const Step& today = proposal.steps.back();
    if (today.raw == today.level || today.raw == Level::not_enough_evidence) return;
    const auto next = next_rating_date(*run.scheme, run.as_at).display();
    if (today.raw > today.level)
        sentences.push_back(
            fmt::format("The evidence of this day alone points to {}. If it does so again on {}, the next "
                        "rating date, that level is proposed.",
                        level_codes.title(today.raw), next));
    else
        sentences.push_back(
            fmt::format("The evidence of this day alone points to {}. If it is as clear on {}, the next "
                        "rating date, the concern is lowered.",
                        level_codes.title(today.raw), next));
}

void write_reasons(std::string& explanation, const Run& run, const Proposal& proposal) {
    const auto out = std::back_inserter(explanation);
    const auto order = largest_first(run, proposal, Hearer::school);
    if (!order.empty()) explanation += "\nWhat raises concern, the largest part first:\n";
    for (const Contribution* c : order)
        fmt::format_to(out, "\n  {} ({} of {})\n    {}\n    Source: {}.\n", run.indicator(*c).title,
                       text(c->contribution), text(c->maximum), reason(run, *c), run.source(*c).title);
    bool first = true;
    for (const Contribution& c : proposal.contributions) {
        if (c.contribution.hundredths > 0 || !hears(Hearer::school, run.indicator(c))) continue;
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

std::vector<std::string> what_would_change(const Run& run, const Proposal& proposal, Hearer hearer) {
    std::vector<std::string> sentences;
    if (proposal.trigger) {
        const Indicator& trigger = run.scheme->indicators[*proposal.trigger];
        sentences.push_back(fmt::format("The level stays {} because of: {}. It can change after: {}.",
                                        level_codes.title(*trigger.trigger), trigger.title, trigger.better));
    }
    if (proposal.score && hearer == Hearer::school && sums_would_tell(run, proposal))
        remedies(run, proposal, hearer, sentences);
    else if (proposal.score)
        say_distance(run, proposal, hearer, sentences);
    else
        sentences.push_back(
            fmt::format("There is evidence for {} of what the scheme counts. A level is proposed from {}.",
                        percent_text(proposal.coverage), percent_text(run.scheme->coverage_floor)));
    say_dates(run, proposal, sentences);
    return sentences;
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
    write_history(explanation, proposal);
    write_missing(explanation, run, proposal);
    fmt::format_to(std::back_inserter(explanation), "\n{} ({} {}). {}\n", run.scheme->title, run.scheme->code,
                   run.scheme->version, run.scheme->basis);
    return explanation;
}

}
