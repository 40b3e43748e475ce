// What would change a level: better, worse, on which dates and under which condition.
#include <algorithm>
#include <fmt/format.h>

#include "rating/brief.hpp"
#include "rating/formatting_rules.hpp"
#include "rating/replay_rules.hpp"

namespace tarn::rating {
namespace {

constexpr std::size_t most_remedies = 3;

/// Smallest score that reaches a share of the maximum, in whole hundredths.
Points reaching(double share, Points maximum) {
    const double exact = share * maximum.hundredths;
    auto hundredths = static_cast<std::int32_t>(exact);
    if (hundredths < exact) ++hundredths;
    return {hundredths};
}

Level neighbour(Level level, bool better) {
    return static_cast<Level>(static_cast<int>(level) + (better ? -1 : 1));
}

/// A sum beside its public parts would tell what an indicator for officers alone adds.
bool sums_would_tell(const Run& run, const Proposal& proposal) {
    return std::any_of(
        proposal.contributions.begin(), proposal.contributions.end(),
        [&](const Contribution& c) { return c.maximum > Points{} && run.indicator(c).officers_only; });
}

/// The score of the day and where the levels start.
struct Score {
    Points score, amber, red;
    Level level() const { return score >= red ? Level::red : score >= amber ? Level::amber : Level::green; }
    Points start_of(Level level) const { return level == Level::red ? red : amber; }
};

Score score_of(const Run& run, const Proposal& proposal) {
    return {*proposal.score, reaching(run.scheme->amber_at, proposal.maximum),
            reaching(run.scheme->red_at, proposal.maximum)};
}

std::string trigger_sentence(const Run& run, const Proposal& proposal) {
    const Indicator& trigger = run.scheme->indicators[*proposal.trigger];
    return fmt::format("The level stays {} because of: {}. It can change after: {}.",
                       level_codes.title(*trigger.trigger), trigger.title, trigger.better);
}

/// A trigger on a day between rating dates confirms nothing: when it ends before the next, what was held
/// before it holds again.
std::string between_dates_sentence(const Run& run, const Proposal& proposal) {
    std::vector<Step> without = proposal.steps;
    without.back().triggered = false;
    without.back().raw = proposal.score ? score_of(run, proposal).level() : Level::not_enough_evidence;
    replay(without);
    return fmt::format("If that comes before {}, the next rating date, the level goes back to {} at once.",
                       next_rating_date(*run.scheme, run.as_at).display(),
                       level_codes.title(without.back().level));
}

/// "Amber or better", "Green": what a date has to say.
std::string at_least(Level level, bool better) {
    const bool last = level == (better ? Level::green : Level::red);
    return fmt::format("{}{}", level_codes.title(level), last ? "" : better ? " or better" : " or worse");
}

std::string dates_sentence(const Run& run, const Proposal& proposal, bool better) {
    const std::string wanted = at_least(neighbour(proposal.level, better), better);
    const Date first = next_rating_date(*run.scheme, run.as_at);
    if (dates_needed(proposal.steps, better) == 1)
        return fmt::format("It becomes {} if the evidence on the next rating date, {}, says {}.", wanted,
                           first.display(), wanted);
    return fmt::format("It becomes {} if the evidence on both of the next rating dates, {} and {}, says {}.",
                       wanted, first.display(), next_rating_date(*run.scheme, first).display(), wanted);
}

bool already_better(const Run& run, const Proposal& proposal) {
    return proposal.score && score_of(run, proposal).level() < proposal.level;
}

/// How far the score is from pointing to the next better (worse) level.
std::string score_sentence(const Score& score, Level level, bool better) {
    if (better ? score.level() < level : score.level() > level)
        return fmt::format("The score already points to {}.", level_codes.title(score.level()));
    const Level line = better ? level : neighbour(level, false);
    if (better)
        return fmt::format("For that the score must fall by {}.",
                           points_text({score.score.hundredths - score.start_of(line).hundredths + 1}));
    return fmt::format("For that the score must rise by {}.",
                       points_text({score.start_of(line).hundredths - score.score.hundredths}));
}

/// What would take the largest parts of the score away. One remedy may serve several indicators.
std::string remedies(const Run& run, const Proposal& proposal, Hearer hearer) {
    std::vector<std::pair<std::string, Points>> sums;
    for (const MainReason& reason : main_reasons(run, proposal, proposal.contributions.size(), hearer)) {
        const auto& better = run.indicator(*reason.contribution).better;
        auto sum = std::ranges::find(sums, better, &std::pair<std::string, Points>::first);
        if (sum == sums.end()) sum = sums.insert(sum, {better, Points{}});
        sum->second += reason.contribution->contribution;
    }
    std::erase_if(sums, [](const auto& sum) { return sum.second == Points{}; });
    std::ranges::stable_sort(sums, std::greater{}, &std::pair<std::string, Points>::second);
    if (sums.size() > most_remedies) sums.resize(most_remedies);
    std::string words;
    for (const auto& [better, points] : sums)
        words += fmt::format("{}{} (up to {})", words.empty() ? "" : "; ", better, points_text(points));
    return words.empty() ? words : "What would lower the score: " + words + ".";
}

}

int dates_needed(std::span<const Step> steps, bool better) {
    const Level wanted = neighbour(steps.back().level, better);
    std::vector<Step> past;
    std::ranges::copy_if(steps, std::back_inserter(past), &Step::rating_date);
    const std::size_t kept = std::min(past.size(), replayed_dates - 1);
    std::vector<Step> replayed(past.end() - static_cast<std::ptrdiff_t>(kept), past.end());
    replayed.push_back({.on = {}, .raw = wanted});
    replay(replayed);
    const Level then = replayed.back().level;
    return (better ? then <= wanted : then >= wanted) ? 1 : 2;
}

std::string score_words(const Run& run, const Proposal& proposal, Hearer hearer) {
    if (!proposal.score) return "The school has no score: there is too little evidence.";
    if (hearer == Hearer::school && sums_would_tell(run, proposal)) return {};
    const Score score = score_of(run, proposal);
    return fmt::format("The score is {} of a possible {} ({}). Amber starts at {} ({}), Red at {} ({}).",
                       text(score.score), text(proposal.maximum),
                       percent_text(score.score.value() / proposal.maximum.value()), text(score.amber),
                       percent_text(run.scheme->amber_at), text(score.red), percent_text(run.scheme->red_at));
}

std::vector<std::string> what_would_change(const Run& run, const Proposal& proposal, Hearer hearer) {
    if (proposal.level == Level::not_enough_evidence)
        return {
            fmt::format("There is evidence for {} of what the scheme counts. A level is proposed from {}.",
                        percent_text(proposal.coverage), percent_text(run.scheme->coverage_floor))};
    std::vector<std::string> sentences;
    const bool triggered =
        proposal.trigger && *run.scheme->indicators[*proposal.trigger].trigger == proposal.level;
    const bool scored = proposal.score && (hearer == Hearer::officers || !sums_would_tell(run, proposal));
    const bool for_now = triggered && !proposal.steps.back().rating_date;
    if (triggered) sentences.push_back(trigger_sentence(run, proposal));
    if (for_now) sentences.push_back(between_dates_sentence(run, proposal));
    if (proposal.level > Level::green && !for_now) {
        std::string words = dates_sentence(run, proposal, true);
        if (triggered)
            words += dates_needed(proposal.steps, true) == 1
                         ? " Both are needed: the trigger must end, and this date must say so."
                         : " Both are needed: the trigger must end, and these dates must say so.";
        if (scored && !triggered)
            words += " " + score_sentence(score_of(run, proposal), proposal.level, true);
        sentences.push_back(std::move(words));
        if (const auto lower = remedies(run, proposal, hearer);
            !triggered && !already_better(run, proposal) && !lower.empty())
            sentences.push_back(lower);
    }
    if (proposal.level < Level::red) {
        std::string words = dates_sentence(run, proposal, false);
        if (scored) words += " " + score_sentence(score_of(run, proposal), proposal.level, false);
        sentences.push_back(words + " A critical trigger for a worse level makes it worse at once.");
    }
    return sentences;
}

}
