// The few sentences about a proposal: why it is held, its main reasons, what changed.
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rating/brief.hpp"
#include "rating/formatting_rules.hpp"

namespace tarn::rating {
namespace {

constexpr std::size_t most_changes = 3, most_suggested = 3;

bool is_trigger(const Run& run, const Contribution& c) {
    return run.indicator(c).trigger && c.severity >= 1;
}

}

std::string held_sentence(const Proposal& proposal) {
    const Step& today = proposal.steps.back();
    if (today.raw == today.level || today.raw == Level::not_enough_evidence) return {};
    return fmt::format(
        "Held at {}: this day's evidence alone points to {}, and a {} level needs two rating dates in a row.",
        level_codes.title(today.level), level_codes.title(today.raw),
        today.raw > today.level ? "worse" : "better");
}

std::vector<MainReason> main_reasons(const Run& run, const Proposal& proposal, std::size_t most,
                                     Hearer hearer) {
    std::vector<const Contribution*> order;
    for (const Contribution& c : proposal.contributions)
        if ((c.contribution > Points{} || is_trigger(run, c)) && hears(hearer, run.indicator(c)))
            order.push_back(&c);
    std::stable_sort(order.begin(), order.end(), [&](const Contribution* a, const Contribution* b) {
        const auto rank = [&](const Contribution& c) {
            return std::pair{is_trigger(run, c) ? static_cast<int>(*run.indicator(c).trigger) : -1,
                             c.contribution};
        };
        return rank(*a) > rank(*b);
    });
    if (order.size() > most) order.resize(most);
    std::vector<MainReason> reasons;
    for (const Contribution* c : order)
        reasons.push_back(
            {.contribution = c,
             .trigger = is_trigger(run, *c),
             .title = run.indicator(*c).title,
             .sentence = short_reason(run, *c),
             .points = c->maximum > Points{}
                           ? fmt::format("{} of {} points", text(c->contribution), text(c->maximum))
                           : std::string{}});
    return reasons;
}

std::vector<std::string> grounds(const Run& run, const Proposal& proposal, std::size_t most,
                                 bool with_points) {
    std::vector<std::string> sentences;
    if (proposal.level == Level::not_enough_evidence) sentences = what_would_change(run, proposal);
    if (auto held = held_sentence(proposal); !held.empty()) sentences.push_back(std::move(held));
    for (const MainReason& reason : main_reasons(run, proposal, most))
        sentences.push_back(with_points && !reason.points.empty()
                                ? fmt::format("{} ({})", reason.sentence, reason.points)
                                : reason.sentence);
    if (sentences.empty()) sentences.emplace_back(no_concern);
    return sentences;
}

std::string grounds_text(const Run& run, const Proposal& proposal, std::size_t most) {
    return fmt::format("{}", fmt::join(grounds(run, proposal, most), " "));
}

std::string suggested_rationale(const Run& run, const Proposal& proposal, Hearer hearer) {
    std::string words;
    std::size_t said = 0;
    for (const MainReason& reason : main_reasons(run, proposal, proposal.contributions.size(), hearer)) {
        const bool note = run.indicator(*reason.contribution).kind == SeverityKind::soft_intelligence;
        if (note && hearer == Hearer::school) continue;
        words += (words.empty() ? "" : "\n") + reason.sentence;
        if (++said == most_suggested) break;
    }
    return words;
}

std::vector<std::string> changed_since(const Run& run, const Proposal& proposal, Hearer hearer) {
    if (proposal.steps.size() < 2 || proposal.before.empty()) return {};
    const Step& then = proposal.steps[proposal.steps.size() - 2];
    std::vector<std::string> sentences;
    if (then.raw == Level::not_enough_evidence)
        sentences.emplace_back("There was too little evidence to propose a level.");
    else if (then.level != proposal.level)
        sentences.push_back(fmt::format("The proposed level was {}.", level_codes.title(then.level)));
    struct Change {
        std::size_t indicator;
        Points now, was;
        int size() const { return std::abs(now.hundredths - was.hundredths); }
    };
    std::vector<Change> changes;
    for (std::size_t i = 0; i < proposal.before.size(); ++i) changes.push_back({i, {}, proposal.before[i]});
    for (const Contribution& c : proposal.contributions) changes[c.indicator].now = c.contribution;
    std::erase_if(changes, [&](const Change& change) {
        return change.size() == 0 || !hears(hearer, run.scheme->indicators[change.indicator]);
    });
    // What alone is enough for a level comes first, however few points it has.
    const auto rank = [&](const Change& change) {
        return std::pair{run.scheme->indicators[change.indicator].trigger.has_value(), change.size()};
    };
    std::ranges::stable_sort(changes, std::greater{}, rank);
    if (changes.size() > most_changes) changes.resize(most_changes);
    for (const Change& change : changes) {
        const auto triggered = std::ranges::find_if(proposal.contributions, [&](const Contribution& c) {
            return c.indicator == change.indicator && is_trigger(run, c);
        });
        sentences.push_back(triggered != proposal.contributions.end() && change.was == Points{}
                                ? "New: " + short_reason(run, *triggered)
                                : fmt::format("{}: {} points then, {} now.",
                                              run.scheme->indicators[change.indicator].title,
                                              text(change.was), text(change.now)));
    }
    return sentences;
}

}
