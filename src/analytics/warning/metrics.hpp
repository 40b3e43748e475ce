#pragma once
// How good a ranking and its probabilities are. Events are 0 or 1; higher scores mean more concern.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tarn::analytics::warning {

/// Chance that an event's score is above a non-event's, ties counted half [hanley-mcneil-1982]. Empty without
/// both kinds.
std::optional<double> area_under_curve(std::span<const double> score, std::span<const std::uint8_t> events);
/// Mean precision at the events, in falling order of score; equal scores share their mean precision.
std::optional<double> average_precision(std::span<const double> score, std::span<const std::uint8_t> events);
/// Mean squared difference of probability and event [brier-1950].
double brier(std::span<const double> probability, std::span<const std::uint8_t> events);
/// Share of the events among the `share` of rows with the highest scores; a tie at the edge counts in part.
std::optional<double> capture(std::span<const double> score, std::span<const std::uint8_t> events,
                              double share);
/// Sum over bins of (actual - expected) ln(actual / expected); below 0.1 alike, above 0.25 another population
/// [siddiqi-2006].
double stability_index(std::span<const double> expected, std::span<const double> actual);

/// Rows drawn with replacement, `samples` times [efron-1979]; the same for the same seed.
class Bootstrap {
  public:
    Bootstrap(std::size_t rows, int samples, std::uint64_t seed = 1);
    int samples() const { return samples_; }
    /// How often each row is drawn in one sample.
    std::vector<std::uint8_t> counts(int sample) const;

  private:
    std::size_t rows_;
    int samples_;
    std::uint64_t seed_;
};

/// slope and intercept of events on a score: logit p = intercept + slope * score [cox-1958].
struct Calibration {
    double slope = 1, intercept = 0;
};
Calibration calibrate(std::span<const double> score, std::span<const std::uint8_t> events);

struct Figure {
    double value = 0, low = 0, high = 0;  ///< 95 % by percentiles
};
struct Figures {
    std::size_t n = 0, events = 0;
    /// Empty without both kinds of row.
    std::optional<Figure> auc, average_precision, brier, slope, intercept, top_tenth, top_fifth;
};
/// `log_odds` serves as score; calibration is of the log-odds. With `calibrated` false (baselines that are no
/// probabilities) Brier and calibration stay empty.
Figures measure(std::span<const double> log_odds, std::span<const std::uint8_t> events, int samples,
                bool calibrated, unsigned threads = 2);

/// Two scores of the same rows. Every sample draws the same rows for both, so that what both owe to the luck
/// of the draw falls out of the difference [efron-tibshirani-1993].
struct PairedFigures {
    Figures first, second;
    /// First less second; of slope and intercept, how much farther from 1 and from 0 the first lies.
    Figures difference;
};
PairedFigures measure_pair(std::span<const double> first, std::span<const double> second,
                           std::span<const std::uint8_t> events, int samples, unsigned threads = 2);

}
