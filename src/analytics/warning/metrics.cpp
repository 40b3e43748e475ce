#include "analytics/warning/metrics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analytics/parallel.hpp"

namespace tarn::analytics::warning {
namespace {

/// Rows in falling order of score, so that every sample is measured in one pass.
struct Ranked {
    std::vector<double> score;
    std::vector<std::uint8_t> events;
    std::vector<std::uint32_t> row;  ///< where each came from

    Ranked(std::span<const double> from, std::span<const std::uint8_t> with) {
        row.resize(from.size());
        std::iota(row.begin(), row.end(), 0u);
        std::stable_sort(row.begin(), row.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return from[a] > from[b]; });
        for (const std::uint32_t at : row) {
            score.push_back(from[at]);
            events.push_back(with[at]);
        }
    }
};

struct Ranking {
    std::optional<double> auc, average_precision;
    std::array<std::optional<double>, 2> captured;
};

/// `weights` by rank; empty: 1 each.
Ranking rank_figures(const Ranked& ranked, std::span<const double> weights, std::array<double, 2> shares) {
    const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
    double all = 0, hits = 0;
    for (std::size_t i = 0; i < ranked.score.size(); ++i)
        all += weight(i), hits += ranked.events[i] ? weight(i) : 0;
    Ranking out;
    if (hits <= 0 || hits >= all) return out;
    double above = 0, above_hits = 0, wins = 0, precision = 0;
    std::array<double, 2> captured{};
    for (std::size_t i = 0; i < ranked.score.size();) {
        double tied = 0, tied_hits = 0;
        const double score = ranked.score[i];
        for (; i < ranked.score.size() && ranked.score[i] == score; ++i)
            tied += weight(i), tied_hits += ranked.events[i] ? weight(i) : 0;
        const double tied_misses = tied - tied_hits;
        wins += tied_misses * (above_hits + 0.5 * tied_hits);
        for (std::size_t k = 0; k < shares.size(); ++k) {
            const double room = std::clamp(shares[k] * all - above, 0.0, tied);
            if (tied > 0) captured[k] += tied_hits * room / tied;
        }
        above += tied;
        above_hits += tied_hits;
        if (tied_hits > 0) precision += tied_hits * above_hits / above;
    }
    out.auc = wins / (hits * (all - hits));
    out.average_precision = precision / hits;
    for (std::size_t k = 0; k < shares.size(); ++k) out.captured[k] = captured[k] / hits;
    return out;
}

/// Likelihood of events under intercept + slope * score, with its slope and curvature in both.
struct Likelihood {
    double value = 0, g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
};

template <typename Weight>
Likelihood likelihood(const Ranked& ranked, const Weight& weight, double intercept, double slope) {
    constexpr double least = 1e-300;  // so that a certainty that failed has a logarithm
    Likelihood out;
    for (std::size_t i = 0; i < ranked.score.size(); ++i) {
        if (weight(i) == 0) continue;
        const double s = ranked.score[i], p = 1 / (1 + std::exp(-(intercept + slope * s)));
        const double left = weight(i) * (ranked.events[i] - p), w = weight(i) * p * (1 - p);
        out.value += weight(i) * std::log(std::max(ranked.events[i] ? p : 1 - p, least));
        out.g0 += left, out.g1 += left * s;
        out.h00 += w, out.h01 += w * s, out.h11 += w * s * s;
    }
    return out;
}

double brier_figure(const Ranked& ranked, std::span<const double> weights) {
    double sum = 0, all = 0;
    for (std::size_t i = 0; i < ranked.score.size(); ++i) {
        const double weight = weights.empty() ? 1.0 : weights[i];
        const double left = 1 / (1 + std::exp(-ranked.score[i])) - ranked.events[i];
        sum += weight * left * left;
        all += weight;
    }
    return sum / all;
}

/// Newton's method with weights by rank, a step halved until it gains: scores far from what followed make a
/// whole first step run away.
Calibration calibration_figures(const Ranked& ranked, std::span<const double> weights) {
    const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
    Calibration fit;
    Likelihood here = likelihood(ranked, weight, fit.intercept, fit.slope);
    for (int round = 0; round < 50; ++round) {
        const double determinant = here.h00 * here.h11 - here.h01 * here.h01;
        if (std::abs(determinant) < 1e-12) break;
        double d0 = (here.h11 * here.g0 - here.h01 * here.g1) / determinant;
        double d1 = (here.h00 * here.g1 - here.h01 * here.g0) / determinant;
        if (std::abs(d0) + std::abs(d1) < 1e-7) break;
        Likelihood next = likelihood(ranked, weight, fit.intercept + d0, fit.slope + d1);
        for (int halved = 0; next.value < here.value && halved < 30; ++halved) {
            d0 /= 2, d1 /= 2;
            next = likelihood(ranked, weight, fit.intercept + d0, fit.slope + d1);
        }
        if (next.value <= here.value) break;
        fit.intercept += d0;
        fit.slope += d1;
        here = next;
    }
    return fit;
}

constexpr std::array<double, 2> tenth_and_fifth{0.1, 0.2};

std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

Figure with_interval(double value, std::vector<double> samples) {
    if (samples.empty()) return {value, value, value};
    std::sort(samples.begin(), samples.end());
    const auto at = [&](double share) {
        return samples[static_cast<std::size_t>(
            std::llround(share * static_cast<double>(samples.size() - 1)))];
    };
    return {value, at(0.025), at(0.975)};
}

}

Calibration calibrate(std::span<const double> score, std::span<const std::uint8_t> events) {
    return calibration_figures(Ranked{score, events}, {});
}

std::optional<double> area_under_curve(std::span<const double> score, std::span<const std::uint8_t> events) {
    return rank_figures(Ranked{score, events}, {}, tenth_and_fifth).auc;
}

std::optional<double> average_precision(std::span<const double> score, std::span<const std::uint8_t> events) {
    return rank_figures(Ranked{score, events}, {}, tenth_and_fifth).average_precision;
}

double brier(std::span<const double> probability, std::span<const std::uint8_t> events) {
    double sum = 0;
    for (std::size_t i = 0; i < events.size(); ++i)
        sum += (probability[i] - events[i]) * (probability[i] - events[i]);
    return events.empty() ? 0 : sum / static_cast<double>(events.size());
}

std::optional<double> capture(std::span<const double> score, std::span<const std::uint8_t> events,
                              double share) {
    return rank_figures(Ranked{score, events}, {}, {share, share}).captured[0];
}

double stability_index(std::span<const double> expected, std::span<const double> actual) {
    // An empty bin counts as a hundredth of a percent, so that the logarithm stands.
    constexpr double least = 1e-4;
    double sum = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double e = std::max(expected[i], least), a = std::max(actual[i], least);
        sum += (a - e) * std::log(a / e);
    }
    return sum;
}

Bootstrap::Bootstrap(std::size_t rows, int samples, std::uint64_t seed)
    : rows_(rows), samples_(samples), seed_(seed) {}

std::vector<std::uint8_t> Bootstrap::counts(int sample) const {
    std::vector<std::uint8_t> counts(rows_, 0);
    const std::uint64_t stream = mix(seed_ * 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(sample));
    for (std::uint64_t i = 0; i < rows_; ++i) {
        const std::uint64_t z = mix(stream + (i + 1) * 0x9e3779b97f4a7c15ULL);
        // Multiply-shift: an even draw from 0..rows-1 [lemire-2019].
        auto& count = counts[static_cast<std::size_t>((static_cast<unsigned __int128>(z) * rows_) >> 64)];
        if (count < 255) ++count;
    }
    return counts;
}

namespace {

/// In this order: AUC, average precision, the two captures, Brier, slope, intercept.
using Values = std::array<double, 7>;

std::optional<Values> values_of(const Ranked& ranked, std::span<const double> weights, bool calibrated) {
    const Ranking r = rank_figures(ranked, weights, tenth_and_fifth);
    if (!r.auc) return std::nullopt;
    const Calibration fit = calibrated ? calibration_figures(ranked, weights) : Calibration{};
    const double brier = calibrated ? brier_figure(ranked, weights) : 0;
    return Values{*r.auc,    *r.average_precision, *r.captured[0], *r.captured[1], brier,
                  fit.slope, fit.intercept};
}

/// What all rows give, and each sample of them.
struct Drawn {
    std::optional<Values> all;
    std::vector<std::optional<Values>> samples;
};

Drawn draw(std::span<const double> log_odds, std::span<const std::uint8_t> events, int samples,
           bool calibrated, unsigned threads) {
    const Ranked ranked{log_odds, events};
    Drawn out;
    out.all = values_of(ranked, {}, calibrated);
    if (!out.all) return out;
    const Bootstrap bootstrap{events.size(), samples};
    out.samples.resize(static_cast<std::size_t>(samples));
    for_each_item(out.samples.size(), threads, [&](std::size_t sample) {
        const auto counts = bootstrap.counts(static_cast<int>(sample));
        std::vector<double> weights(ranked.row.size());
        for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = counts[ranked.row[i]];
        out.samples[sample] = values_of(ranked, weights, calibrated);
    });
    return out;
}

Figures figures_of(const Drawn& drawn, std::span<const std::uint8_t> events, bool calibrated) {
    Figures out;
    out.n = events.size();
    out.events = static_cast<std::size_t>(std::count(events.begin(), events.end(), std::uint8_t{1}));
    if (!drawn.all) return out;
    std::array<std::vector<double>, std::tuple_size_v<Values>> by_figure;
    for (const auto& one : drawn.samples)
        for (std::size_t k = 0; one && k < by_figure.size(); ++k) by_figure[k].push_back((*one)[k]);
    const auto figure = [&](std::size_t k) {
        return with_interval((*drawn.all)[k], std::move(by_figure[k]));
    };
    out.auc = figure(0);
    out.average_precision = figure(1);
    out.top_tenth = figure(2);
    out.top_fifth = figure(3);
    if (calibrated) {
        out.brier = figure(4);
        out.slope = figure(5);
        out.intercept = figure(6);
    }
    return out;
}

/// First less second, of calibration how much farther from right the first is: slope 1, intercept 0.
Values less(Values first, Values second) {
    for (Values* one : {&first, &second}) {
        (*one)[5] = std::abs((*one)[5] - 1);
        (*one)[6] = std::abs((*one)[6]);
    }
    for (std::size_t k = 0; k < first.size(); ++k) first[k] -= second[k];
    return first;
}

}

Figures measure(std::span<const double> log_odds, std::span<const std::uint8_t> events, int samples,
                bool calibrated, unsigned threads) {
    return figures_of(draw(log_odds, events, samples, calibrated, threads), events, calibrated);
}

PairedFigures measure_pair(std::span<const double> first, std::span<const double> second,
                           std::span<const std::uint8_t> events, int samples, unsigned threads) {
    const Drawn a = draw(first, events, samples, true, threads),
                b = draw(second, events, samples, true, threads);
    Drawn apart;
    if (a.all && b.all) apart.all = less(*a.all, *b.all);
    // Whether a sample holds both kinds of row does not depend on the score: both have it or neither.
    for (std::size_t i = 0; i < a.samples.size(); ++i)
        if (a.samples[i] && b.samples[i]) apart.samples.emplace_back(less(*a.samples[i], *b.samples[i]));
    return {figures_of(a, events, true), figures_of(b, events, true), figures_of(apart, events, true)};
}

}
