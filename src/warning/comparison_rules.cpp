// Two models compared: which months, who answers, and what to say of it in words, as JSON and as Markdown.
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "warning/comparison.hpp"

namespace tarn::warning {
namespace {

struct Answering {
    Contender contender;
    const engine::Model* model = nullptr;
};

Result<Answering> answering(const Candidate& candidate, Date from) {
    if (candidate.model->fit_to < from)
        return Answering{{candidate.id, StandIn::itself, candidate.model->fit_to}, candidate.model};
    if (*candidate.back_test && (*candidate.back_test)->tried.fit_to < from) {
        const engine::Model& tried = (*candidate.back_test)->tried;
        return Answering{{candidate.id, StandIn::its_trial, tried.fit_to}, &tried};
    }
    return Error{
        (candidate.id.value ? "Model " + std::to_string(candidate.id.value) : std::string{"The new model"}) +
            " knows outcomes of the months from " + from.display() +
            ", and there was too little before them to try its way of fitting on.",
        {}};
}

void turn(engine::PairedFigures& pair) {
    std::swap(pair.first, pair.second);
    engine::Figures& d = pair.difference;
    for (auto* figure :
         {&d.auc, &d.average_precision, &d.brier, &d.slope, &d.intercept, &d.top_tenth, &d.top_fifth})
        if (*figure) *figure = engine::Figure{-(*figure)->value, -(*figure)->high, -(*figure)->low};
}

constexpr std::array questions{engine::Question::event, engine::Question::outcome};

std::string name(ModelId id) {
    return id.value ? fmt::format("Model {}", id.value) : std::string{"The new model"};
}
std::string in_sentence(ModelId id) {
    return id.value ? fmt::format("model {}", id.value) : std::string{"the new model"};
}

/// Two models differ by little: six decimals where listings of one model have four.
std::string fine_figure_json(const std::optional<engine::Figure>& figure) {
    if (!figure) return "null";
    return fmt::format("{{\"value\": {:.6f}, \"low\": {:.6f}, \"high\": {:.6f}}}", figure->value, figure->low,
                       figure->high);
}

std::string contender_json(const Contender& one) {
    return fmt::format("{{\"model\": {}, \"answered\": \"{}\", \"fit_to\": \"{}\"}}", one.model.value,
                       stand_in_code(one.stand_in), one.fit_to.iso());
}

std::string_view verdict_code(Verdict verdict) {
    constexpr std::array<std::string_view, 6> codes{"same", "too-few", "alike", "better", "worse", "unknown"};
    return codes[static_cast<std::size_t>(verdict)];
}

}

Candidate candidate(const StoredModel& stored) {
    return {stored.facts.id, &stored.model, &stored.back_test};
}

Result<ModelComparison> compare(const analytics::Snapshot& snapshot, const Candidate& model,
                                const Candidate& with, const ComparisonOptions& options) {
    const engine::Histories histories{snapshot};
    const Date to = histories.complete_to(), from = to + 1 - horizon_days;
    if (to == Date{}) return Error{"No file that lists every inspection has been imported.", {}};
    const auto first = answering(model, from), second = answering(with, from);
    if (!first) return first.error();
    if (!second) return second.error();
    engine::EvaluationRequest request;
    request.window = {std::max(first->contender.fit_to, second->contender.fit_to), from, to};
    request.among = engine::Among::every_graded;
    request.samples = options.samples;
    request.threads = options.threads;
    auto compared = engine::compare(*first->model, *second->model, snapshot, histories, request);
    if (!compared) return compared.error();
    return ModelComparison{.model = first->contender,
                           .with = second->contender,
                           .from = from,
                           .to = to,
                           .outcome = std::move(compared->outcome),
                           .event = std::move(compared->event)};
}

ModelComparison turned(ModelComparison comparison) {
    std::swap(comparison.model, comparison.with);
    turn(comparison.outcome);
    turn(comparison.event);
    return comparison;
}

// In words, as JSON and as Markdown.

std::string_view stand_in_code(StandIn stand_in) {
    return stand_in == StandIn::itself ? "itself" : "trial";
}
std::string_view question_code(engine::Question question) {
    return question == engine::Question::event ? "event" : "outcome";
}
std::string_view question_title(engine::Question question) {
    return question == engine::Question::event ? "Judged less than good within 14 months"
                                               : "Less than good, if inspected";
}

const std::vector<ComparedFigure>& compared_figures() {
    using engine::Figures;
    static const std::vector<ComparedFigure> all{
        {"auc", "Picks the right school from a pair (0.5 is guessing)", &Figures::auc, true, false},
        {"top-tenth", "Of those judged less than good, in the tenth it put highest", &Figures::top_tenth,
         true, true},
        {"top-fifth", "Of those judged less than good, in the fifth it put highest", &Figures::top_fifth,
         true, true},
        {"brier", "Error of its chances (Brier score; 0 is best)", &Figures::brier, false, false, 4},
        {"slope", "How sure it is (calibration slope; 1 is right, less is too sure)", &Figures::slope, false,
         false},
    };
    return all;
}

Verdict ComparedFigure::verdict(const engine::PairedFigures& pair) const {
    const auto& apart = pair.difference.*which;
    if (!apart) return Verdict::unknown;
    if (apart->low == 0 && apart->high == 0 && apart->value == 0) return Verdict::same;
    if (std::min(pair.first.events, pair.first.n - pair.first.events) < fewest_compared)
        return Verdict::too_few;
    if (apart->low <= 0 && apart->high >= 0) return Verdict::alike;
    return (apart->low > 0) == more_is_better ? Verdict::better : Verdict::worse;
}

std::string value_words(const ComparedFigure& figure, const std::optional<engine::Figure>& value) {
    if (!value) return "Not known";
    if (figure.share)
        return fmt::format("{:.1f}% ({:.1f} to {:.1f})", value->value * 100, value->low * 100,
                           value->high * 100);
    return fmt::format("{:.{}f} ({:.{}f} to {:.{}f})", value->value, figure.digits, value->low, figure.digits,
                       value->high, figure.digits);
}

std::string difference_words(const ComparedFigure& figure, const std::optional<engine::Figure>& difference) {
    if (!difference) return "Not known";
    // + 0.0 turns a negative zero, which would print its sign, into zero.
    const double by = figure.share ? 100 : 1;
    const double value = difference->value * by + 0.0, low = difference->low * by + 0.0,
                 high = difference->high * by + 0.0;
    return figure.share ? fmt::format("{:+.1f} points ({:+.1f} to {:+.1f})", value, low, high)
                        : fmt::format("{:+.{}f} ({:+.{}f} to {:+.{}f})", value, figure.digits, low,
                                      figure.digits, high, figure.digits);
}

std::string verdict_words(Verdict verdict, const ModelComparison& comparison) {
    switch (verdict) {
        case Verdict::same:
            return "Exactly the same";
        case Verdict::too_few:
            return "Too few schools to tell";
        case Verdict::alike:
            return "No clear difference";
        case Verdict::better:
            return name(comparison.model.model) + " is better";
        case Verdict::worse:
            return name(comparison.model.model) + " is worse";
        case Verdict::unknown:
            break;
    }
    return "Not known";
}

std::string summary_words(const ModelComparison& comparison) {
    std::map<Verdict, int> count;
    int all = 0;
    for (const engine::Question question : questions)
        for (const ComparedFigure& figure : compared_figures())
            ++count[figure.verdict(comparison.of(question))], ++all;
    all -= count[Verdict::unknown];
    const std::string first = name(comparison.model.model), second = in_sentence(comparison.with.model);
    const int better = count[Verdict::better], worse = count[Verdict::worse];
    if (count[Verdict::same] == all)
        return fmt::format("{} and {} say exactly the same of every school.", first, second);
    if (better + worse + count[Verdict::alike] == 0)
        return fmt::format("Too few schools were judged less than good in these months to tell {} from {}.",
                           in_sentence(comparison.model.model), second);
    if (better + worse == 0)
        return fmt::format("{} and {} do not clearly differ on any of the {} figures.", first, second, all);
    return fmt::format(
        "Of {} figures, {} is better than {} on {} and worse on {}. On the other {} they do not clearly "
        "differ. With so many figures, a small difference may still be chance.",
        all, in_sentence(comparison.model.model), second, better, worse, all - better - worse);
}

std::string contender_words(const Contender& contender) {
    if (contender.stand_in == StandIn::itself)
        return fmt::format(
            "{} answers itself: it learnt from inspections up to {} and knows none of these months.",
            name(contender.model), contender.fit_to.display());
    return fmt::format(
        "{} has learnt from inspections of these months, so the model of its trial answers in its place. "
        "That was made in the same way from the same releases, up to {}.",
        name(contender.model), contender.fit_to.display());
}

std::string to_json(const ModelComparison& comparison) {
    std::string out = fmt::format(
        "{{\"from\": \"{}\", \"to\": \"{}\",\n \"model\": {},\n \"with\": {},\n \"questions\": [\n",
        comparison.from.iso(), comparison.to.iso(), contender_json(comparison.model),
        contender_json(comparison.with));
    for (const engine::Question question : questions) {
        const engine::PairedFigures& pair = comparison.of(question);
        out += fmt::format("  {{\"question\": \"{}\", \"schools\": {}, \"events\": {}, \"figures\": [\n",
                           question_code(question), pair.first.n, pair.first.events);
        for (const ComparedFigure& figure : compared_figures())
            out += fmt::format(
                "    {{\"figure\": \"{}\", \"model\": {}, \"with\": {}, \"difference\": {}, "
                "\"verdict\": \"{}\"}}{}\n",
                figure.code, fine_figure_json(pair.first.*figure.which),
                fine_figure_json(pair.second.*figure.which), fine_figure_json(pair.difference.*figure.which),
                verdict_code(figure.verdict(pair)), &figure == &compared_figures().back() ? "" : ",");
        out += fmt::format("  ]}}{}\n", question == questions.back() ? "" : ",");
    }
    return out + "]}\n";
}

std::string to_table(const ModelComparison& comparison) {
    const std::string first = name(comparison.model.model), second = name(comparison.with.model);
    std::string out = fmt::format("### {} and {} on the inspections of {} to {}\n\n{}\n\n- {}\n- {}\n", first,
                                  in_sentence(comparison.with.model), comparison.from.iso(),
                                  comparison.to.iso(), summary_words(comparison),
                                  contender_words(comparison.model), contender_words(comparison.with));
    for (const engine::Question question : questions) {
        const engine::PairedFigures& pair = comparison.of(question);
        out += fmt::format(
            "\n#### {} ({} of {} schools)\n\n| | {} | {} | difference | what that says |\n"
            "|---|---|---|---|---|\n",
            question_title(question), pair.first.events, pair.first.n, first, second);
        for (const ComparedFigure& figure : compared_figures())
            out += fmt::format("| {} | {} | {} | {} | {} |\n", figure.title,
                               value_words(figure, pair.first.*figure.which),
                               value_words(figure, pair.second.*figure.which),
                               difference_words(figure, pair.difference.*figure.which),
                               verdict_words(figure.verdict(pair), comparison));
    }
    return out;
}

}
