#pragma once
// Two models judged on the same schools and the same months, of whose outcomes neither has seen one.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warning/warning.hpp"

namespace tarn::warning {

/// Who answers in a model's place. A model that knows outcomes of the window cannot be judged by them; the
/// one of its trial was made in the same way from the same releases, and knows nothing of its last 14 months.
enum class StandIn : std::uint8_t { itself, its_trial };
std::string_view stand_in_code(StandIn stand_in);  ///< "itself"

struct Contender {
    ModelId model{};
    StandIn stand_in = StandIn::itself;
    Date fit_to;  ///< last day whose outcomes the one that answers has learnt from
};
struct ModelComparison {
    Contender model, with;
    Date from, to;  ///< inspections held on these days, both inclusive
    /// first: `model`; second: `with`; difference: first less second.
    engine::PairedFigures outcome, event;
    const engine::PairedFigures& of(engine::Question question) const {
        return question == engine::Question::outcome ? outcome : event;
    }
};

/// A model to be compared, whether it is stored yet or not.
struct Candidate {
    ModelId id{};  ///< 0: not yet
    const engine::Model* model = nullptr;
    const std::optional<BackTest>* back_test = nullptr;
};
Candidate candidate(const StoredModel& stored);

struct ComparisonOptions {
    int samples = 400;  ///< behind the intervals
    unsigned threads = 2;
};
/// The window is the last 14 months whose inspections are listed completely. An Error where a model knows
/// outcomes of it and has no trial, or where too little followed.
Result<ModelComparison> compare(const analytics::Snapshot& snapshot, const Candidate& model,
                                const Candidate& with, const ComparisonOptions& options);
/// The same comparison seen from the other model.
ModelComparison turned(ModelComparison comparison);

// ----------------------------------------------------------------------------------------------- in words

/// Fewest schools judged less than good, and fewest others, of which an interval is to be believed: samples
/// drawn from fewer are too much like each other.
inline constexpr std::size_t fewest_compared = 10;
enum class Verdict : std::uint8_t { same, too_few, alike, better, worse, unknown };
/// What is compared of each question, in the order in which it is shown.
struct ComparedFigure {
    std::string_view code, title;
    std::optional<engine::Figure> engine::Figures::*which;
    bool more_is_better = true;  ///< of the difference
    bool share = false;          ///< shown in per cent
    int digits = 3;              ///< after the point, where it is no share
    Verdict verdict(const engine::PairedFigures& pair) const;
};
const std::vector<ComparedFigure>& compared_figures();
std::string_view question_code(engine::Question question);   ///< "event"
std::string_view question_title(engine::Question question);  ///< "Judged less than good within 14 months"

/// "0.872 (0.860 to 0.882)", or per cent.
std::string value_words(const ComparedFigure& figure, const std::optional<engine::Figure>& value);
/// "+0.004 (-0.003 to 0.011)"; shares in percentage points.
std::string difference_words(const ComparedFigure& figure, const std::optional<engine::Figure>& difference);
/// "Model 5 is better", "No clear difference"
std::string verdict_words(Verdict verdict, const ModelComparison& comparison);
/// How many of the figures tell them apart, and what to make of it.
std::string summary_words(const ModelComparison& comparison);
/// "Model 5 knows outcomes of these months. Its trial answers in its place: ..."
std::string contender_words(const Contender& contender);

std::string to_json(const ModelComparison& comparison);
std::string to_table(const ModelComparison& comparison);  ///< Markdown

}
