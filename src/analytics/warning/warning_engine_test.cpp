// Worked values by hand unless a source is named.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <optional>

#include "analytics/snapshot_builder.hpp"
#include "analytics/warning/evaluate.hpp"
#include "analytics/warning/features.hpp"
#include "analytics/warning/hazard.hpp"
#include "analytics/warning/logistic.hpp"
#include "analytics/warning/metrics.hpp"
#include "analytics/warning/model.hpp"
#include "analytics/warning/situations.hpp"

namespace tarn::analytics::warning {
namespace {

using Scores = std::vector<double>;
using Events = std::vector<std::uint8_t>;

Date day(int year, unsigned month, unsigned date) {
    return *Date::of(year, month, date);
}
double at(const Matrix& matrix, Feature feature, std::size_t row) {
    return matrix.columns[static_cast<std::size_t>(feature)][row];
}

TEST(WarningMetrics, AreaUnderCurveCountsPairsAndTiesHalf) {
    // Events 0.9 and 0.4 against 0.5 and 0.4: wins 1, 1, 0, and one tie.
    EXPECT_DOUBLE_EQ(*area_under_curve(Scores{0.9, 0.5, 0.4, 0.4}, Events{1, 0, 1, 0}), 2.5 / 4);
    EXPECT_DOUBLE_EQ(*area_under_curve(Scores{3, 2, 1}, Events{1, 1, 0}), 1);
    EXPECT_DOUBLE_EQ(*area_under_curve(Scores{1, 1, 1}, Events{1, 0, 0}), 0.5);
    EXPECT_FALSE(area_under_curve(Scores{1, 2}, Events{1, 1}));
    EXPECT_FALSE(area_under_curve(Scores{}, Events{}));
}

TEST(WarningMetrics, AveragePrecisionIsTheMeanPrecisionAtTheEvents) {
    // Events at ranks 1 and 3 of 4: (1/1 + 2/3) / 2.
    EXPECT_DOUBLE_EQ(*average_precision(Scores{4, 3, 2, 1}, Events{1, 0, 1, 0}), (1 + 2.0 / 3) / 2);
}

TEST(WarningMetrics, CaptureSharesATieAtTheEdge) {
    const Scores score{9, 8, 8, 8, 8, 1, 1, 1, 1, 1};
    const Events events{1, 1, 0, 0, 0, 0, 0, 0, 0, 1};
    // The top fifth holds the first row and a quarter of the tie of four with one event.
    EXPECT_DOUBLE_EQ(*capture(score, events, 0.2), (1 + 0.25) / 3);
    EXPECT_DOUBLE_EQ(*capture(score, events, 1), 1);
}

TEST(WarningMetrics, BrierIsTheMeanSquare) {
    EXPECT_DOUBLE_EQ(brier(Scores{0.8, 0.4}, Events{1, 0}), (0.04 + 0.16) / 2);
}

TEST(WarningMetrics, StabilityIndexIsZeroForTheSameSharesAndGrows) {
    EXPECT_DOUBLE_EQ(stability_index(Scores{0.5, 0.5}, Scores{0.5, 0.5}), 0);
    // (0.2) ln(0.7/0.5) + (-0.2) ln(0.3/0.5)
    EXPECT_NEAR(stability_index(Scores{0.5, 0.5}, Scores{0.7, 0.3}),
                0.2 * std::log(1.4) - 0.2 * std::log(0.6), 1e-12);
}

TEST(WarningMetrics, CalibrationFindsTheSlopeItWasGiven) {
    // At each score the share of events is that of twice the score less one: slope 2, intercept -1.
    Scores score;
    Events events;
    for (const double s : {-1.0, 0.0, 0.5, 1.0, 2.0}) {
        const auto hits = static_cast<int>(std::lround(10000 / (1 + std::exp(-(2 * s - 1)))));
        for (int i = 0; i < 10000; ++i) score.push_back(s), events.push_back(i < hits);
    }
    const Calibration fit = calibrate(score, events);
    EXPECT_NEAR(fit.slope, 2, 1e-3);
    EXPECT_NEAR(fit.intercept, -1, 1e-3);
}

TEST(WarningMetrics, CalibrationOfScoresFarTooSureDoesNotRunAway) {
    // At each score the share of events is that of a tenth of the score less two.
    Scores score;
    Events events;
    for (double s = -20; s <= 20; s += 4) {
        const auto hits = static_cast<int>(std::lround(10000 / (1 + std::exp(-(0.1 * s - 2)))));
        for (int i = 0; i < 10000; ++i) score.push_back(s), events.push_back(i < hits);
    }
    const Calibration fit = calibrate(score, events);
    EXPECT_NEAR(fit.slope, 0.1, 1e-3);
    EXPECT_NEAR(fit.intercept, -2, 1e-2);
}

TEST(WarningMetrics, BootstrapIsTheSameEachTimeAndDrawsAsManyRows) {
    const Bootstrap bootstrap{1000, 3};
    EXPECT_EQ(bootstrap.counts(1), Bootstrap(1000, 3).counts(1));
    EXPECT_NE(bootstrap.counts(1), bootstrap.counts(2));
    int rows = 0, left_out = 0;
    for (const int count : bootstrap.counts(1)) rows += count, left_out += count == 0;
    EXPECT_EQ(rows, 1000);
    EXPECT_NEAR(left_out, 368, 50);  // a row is left out with chance 1/e
}

TEST(WarningMetrics, FewRowsGiveWideIntervalsAndOneKindOfRowNone) {
    const Figures few = measure(Scores{2, 1, 0.5, 0}, Events{1, 0, 1, 0}, 200, false);
    EXPECT_LT(few.auc->low, 0.4);
    EXPECT_EQ(few.auc->high, 1);
    const Figures none = measure(Scores{1}, Events{0}, 200, true);
    EXPECT_EQ(none.n, 1u);
    EXPECT_FALSE(none.auc);
}

TEST(WarningMetrics, OneScoreAgainstItselfIsExactlyAlikeAndABetterOneIsAhead) {
    Scores good, poor;
    Events events;
    for (int i = 0; i < 400; ++i) {
        events.push_back(i % 4 == 0);
        good.push_back(3 * events.back() - 3 + (i * 37 % 100) / 40.0);
        poor.push_back((i * 53 % 100) / 40.0 - 2);
    }
    const PairedFigures same = measure_pair(good, good, events, 100);
    for (const auto& one : {same.difference.auc, same.difference.top_tenth, same.difference.brier,
                            same.difference.slope, same.difference.intercept}) {
        ASSERT_TRUE(one);
        EXPECT_EQ(one->value, 0);
        EXPECT_EQ(one->low, 0);
        EXPECT_EQ(one->high, 0);
    }
    const PairedFigures ahead = measure_pair(good, poor, events, 100),
                        behind = measure_pair(poor, good, events, 100);
    EXPECT_DOUBLE_EQ(ahead.difference.auc->value, ahead.first.auc->value - ahead.second.auc->value);
    EXPECT_GT(ahead.difference.auc->low, 0);
    EXPECT_LT(ahead.difference.brier->high, 0);
    EXPECT_EQ(behind.difference.auc->value, -ahead.difference.auc->value);
    EXPECT_DOUBLE_EQ(ahead.difference.slope->value,
                     std::abs(ahead.first.slope->value - 1) - std::abs(ahead.second.slope->value - 1));
    EXPECT_EQ(ahead.first.auc->low, measure(good, events, 100, true).auc->low) << "as alone";
}

TEST(WarningMetrics, APairIsToldApartThoughTheIntervalsOfEachOverlap) {
    // The second differs from the first in a few rows alone: both owe their wide intervals to the same luck.
    Scores first, second;
    Events events;
    for (int i = 0; i < 300; ++i) {
        events.push_back(i % 10 == 0);
        first.push_back((events.back() ? 0.5 : 0) + (i * 61 % 300) / 300.0);
        second.push_back(first.back() - (events.back() ? 0.05 : 0));
    }
    const PairedFigures pair = measure_pair(first, second, events, 200);
    EXPECT_LT(pair.first.auc->low, pair.second.auc->high);
    EXPECT_GT(pair.difference.auc->low, 0);
}

TEST(WarningBins, MissingHasABinOfItsOwnAndFewValuesOneEach) {
    const std::vector<float> values{1, 1, 2, 4, NAN, 4};
    const Cuts cuts = cut_points(values, 8);
    EXPECT_EQ(cuts.at, (std::vector<float>{2, 4}));
    EXPECT_EQ(bin_column(values, cuts), (std::vector<std::uint8_t>{1, 1, 2, 3, 0, 3}));
    EXPECT_EQ(cut_points(std::vector<float>{NAN}, 8).bins(), 2u);
}

TEST(WarningBins, AValueLiesAboveTheCutsThatAreNotGreater) {
    Cuts cuts;
    for (int count = 0; count < 32; ++count) {
        for (float value = -1; value <= 33; value += 0.5F)
            ASSERT_EQ(cuts.bin_of(value),
                      1 + std::count_if(cuts.at.begin(), cuts.at.end(), [&](float c) { return c <= value; }))
                << value << " among " << count;
        cuts.at.push_back(static_cast<float>(count));
    }
}

/// Rows of a world in which events follow one feature, upside down in the second half of another.
struct World {
    Matrix matrix;
    Events events;
    std::vector<float> weights;
};
World world(std::size_t rows) {
    World out;
    out.matrix.rows = rows;
    out.matrix.columns.resize(3);
    std::uint64_t state = 7;
    const auto draw = [&] {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(state >> 11) * 0x1.0p-53;
    };
    for (std::size_t i = 0; i < rows; ++i) {
        const double a = draw(), b = draw(), c = draw();
        const double log_odds = (b < 0.5 ? 4 : -4) * (a - 0.5);
        out.matrix.columns[0].push_back(static_cast<float>(a));
        out.matrix.columns[1].push_back(static_cast<float>(b));
        out.matrix.columns[2].push_back(c < 0.3 ? NAN : static_cast<float>(c));
        out.events.push_back(draw() < probability(log_odds));
        out.weights.push_back(1);
    }
    return out;
}

TEST(WarningBoosting, FindsAPairAndIsTheSameOnAnyNumberOfThreads) {
    const World w = world(4000);
    const Binned data = bin(w.matrix, 16, 2);
    BoostingOptions options{.trees = 80, .rate = 0.1, .rows_share = 0.7};
    options.threads = 1;
    const Boosted one = boost(data, w.events, w.weights, options);
    options.threads = 3;
    const Boosted three = boost(data, w.events, w.weights, options);
    const Shapes shapes = shapes_of(one, data.cuts);
    EXPECT_EQ(scores(shapes, data, 1), scores(shapes_of(three, data.cuts), data, 3));
    EXPECT_GT(*area_under_curve(scores(shapes, data), w.events), 0.7);
}

TEST(WarningBoosting, ShapesSayExactlyWhatTheTreesSayBeforeAndAfterCentring) {
    const World w = world(2000);
    const Binned data = bin(w.matrix, 16, 2);
    const Boosted boosted = boost(data, w.events, w.weights, {.trees = 60, .rate = 0.2});
    Shapes shapes = shapes_of(boosted, data.cuts);
    centre(shapes, data, w.weights);
    for (std::size_t row = 0; row < 200; ++row) {
        std::vector<std::uint8_t> bins;
        for (const auto& codes : data.codes) bins.push_back(codes[row]);
        EXPECT_NEAR(shapes.score(bins), boosted.score(bins), 1e-9);
        double sum = shapes.base;
        for (const double term : shapes.terms(bins)) sum += term;
        EXPECT_DOUBLE_EQ(sum, shapes.score(bins));
    }
}

TEST(WarningBoosting, AnOrderThatIsImposedHoldsInEveryBin) {
    World w = world(3000);
    const Binned data = bin(w.matrix, 16, 2);
    BoostingOptions options{.trees = 100, .rate = 0.2};
    options.monotone = {1, 0, 0};
    const Boosted boosted = boost(data, w.events, w.weights, options);
    for (std::uint8_t other = 1; other < data.cuts[1].bins(); ++other)
        for (std::uint8_t bin = 2; bin < data.cuts[0].bins(); ++bin) {
            const std::vector<std::uint8_t> low{static_cast<std::uint8_t>(bin - 1), other, 1},
                high{bin, other, 1};
            EXPECT_LE(boosted.score(low), boosted.score(high) + 1e-12);
        }
}

TEST(WarningLogistic, RecoversALineAndShrinksUnderAHeavyPenalty) {
    World w = world(6000);
    for (std::size_t i = 0; i < w.events.size(); ++i)  // a world without the pair
        w.events[i] = w.matrix.columns[0][i] > 0.5 ? i % 4 != 0 : i % 4 == 0;
    const Binned data = bin(w.matrix, 16, 2);
    const auto means = bin_means(w.matrix, data);
    const Shapes light = fit_logistic(data, means, w.events, w.weights, {.ridge = 1});
    const Shapes heavy = fit_logistic(data, means, w.events, w.weights, {.ridge = 1e6});
    EXPECT_GT(light.mains[0].back() - light.mains[0][1], 2);
    EXPECT_LT(std::abs(heavy.mains[0].back() - heavy.mains[0][1]), 0.2);
}

/// 100001 was good in 2010 and less than good in 2014, then became 100002, good in 2017.
SnapshotBuilder converted_school() {
    SnapshotBuilder county;
    county.school(100001);
    county.school(100002);
    county.converted(100001, 100002, day(2015, 9, 1));
    county.graded(100001, day(2010, 3, 1), 2, day(2010, 4, 1));
    county.graded(100001, day(2014, 3, 1), 3, day(2014, 4, 1));
    county.graded(100002, day(2017, 3, 1), 2, day(2017, 4, 1));
    return county;
}

TEST(WarningHistories, CrossAChangeOfUrnBothWays) {
    const Snapshot snapshot = converted_school().build();
    const Histories histories{snapshot};
    ASSERT_EQ(histories.before(1).size(), 3u);
    EXPECT_FALSE(histories.before(1)[0].own);
    EXPECT_TRUE(histories.before(1)[2].own);
    EXPECT_EQ(histories.first_after(0, day(2015, 1, 1), day(2018, 1, 1), Counted::joined)->grade, 2);
    EXPECT_FALSE(histories.first_after(0, day(2015, 1, 1), day(2018, 1, 1), Counted::own));
}

TEST(WarningHistories, AReportCardIsNeitherAPastNorAnOutcome) {
    SnapshotBuilder county = converted_school();
    county.card(100002, day(2026, 1, 13), CardGrade::urgent_improvement, day(2026, 2, 17))
        .categories.front()
        .category = Category::special_measures;
    county.listed(100002, day(2026, 2, 28), Category::special_measures);
    const Snapshot snapshot = county.build();
    const Histories histories{snapshot};
    EXPECT_EQ(histories.before(1).size(), 3u);
    EXPECT_FALSE(histories.first_after(1, day(2025, 11, 10), day(2026, 12, 31), Counted::joined));
    EXPECT_EQ(histories.complete_to(AuthorityCode{888}), day(2017, 3, 1));
}

TEST(WarningHistories, AnInspectionIsKnownTheDayAfterItOrLaterWithALag) {
    const Snapshot snapshot = converted_school().build();
    const Histories histories{snapshot};
    std::vector<Graded> known;
    const auto count = [&](Date on, int lag) {
        histories.known(1, on, {lag}, known);
        return known.size();
    };
    EXPECT_EQ(count(day(2017, 3, 1), 0), 2u);
    EXPECT_EQ(count(day(2017, 3, 2), 0), 3u);
    EXPECT_EQ(count(day(2017, 3, 31), 30), 2u);
    EXPECT_EQ(count(day(2017, 4, 1), 30), 3u);
}

TEST(WarningHistories, AFileOfLatestInspectionsTellsNothingBeforeItsOwnDay) {
    SnapshotBuilder county = converted_school();
    county.graded(100002, day(2016, 1, 1), 4, day(2016, 2, 1)).listed_from = day(2025, 8, 31);
    const Snapshot snapshot = county.build();
    const Histories histories{snapshot};
    std::vector<Graded> known;
    histories.known(1, day(2018, 1, 1), {}, known);
    EXPECT_EQ(known.size(), 3u);
    histories.known(1, day(2025, 9, 1), {}, known);
    EXPECT_EQ(known.size(), 4u);
}

TEST(WarningHistories, AnAuthorityWhoseListEndsEarlierIsCompleteOnlyToThere) {
    SnapshotBuilder county;
    county.school(100001, Phase::primary, 888);
    county.school(100002, Phase::primary, 211);
    county.graded(100001, day(2020, 2, 1), 2, day(2020, 3, 1));
    county.graded(100002, day(2018, 12, 1), 2, day(2019, 1, 1));
    const Histories histories{county.build()};
    EXPECT_EQ(histories.complete_to(AuthorityCode{888}), day(2020, 2, 1));
    EXPECT_EQ(histories.complete_to(AuthorityCode{211}), day(2018, 12, 1));
}

TEST(WarningFeatures, SayWhatWasKnownOfInspections) {
    const Snapshot snapshot = converted_school().build();
    const Matrix known = features(snapshot, Histories{snapshot}, {.day = day(2018, 3, 1)});
    EXPECT_EQ(at(known, Feature::grade, 1), 2);
    EXPECT_EQ(at(known, Feature::previous_grade, 1), 3);
    EXPECT_EQ(at(known, Feature::third_grade, 1), 2);
    EXPECT_NEAR(at(known, Feature::months_since_good, 1), 12, 0.05);
    EXPECT_TRUE(std::isnan(at(known, Feature::months_since_below_good, 1)));
    EXPECT_NEAR(at(known, Feature::share_below_good, 1), 1.0 / 3, 1e-6);
    EXPECT_EQ(at(known, Feature::run_below_good, 1), 0);
    EXPECT_NEAR(at(known, Feature::months_since_conversion, 1), 30, 0.1);
}

TEST(WarningFeatures, AReleaseThatWasNotYetPublicCannotEnter) {
    const auto county = [](double poison) {
        SnapshotBuilder builder = converted_school();
        for (const char* measure : {"ks2.rwm.expected", "ks2.progress.reading", "absence.overall",
                                    "finance.balance_share", "census.fsm_ever", "ks4.progress8"}) {
            builder.series({measure, "2016/17", day(2017, 12, 14)}, {{100002, {60, 30}}, {100001, {50, 30}}});
            builder.series({measure, "2017/18", day(2018, 12, 13), 2},
                           {{100002, {poison, 30}}, {100001, {9, 30}}});
        }
        builder.graded(100002, day(2018, 12, 13), poison > 0 ? 4 : 1, day(2019, 1, 13));
        return builder.build();
    };
    const Snapshot clean = county(0), poisoned = county(1e6);
    const auto told = [](const Snapshot& snapshot, Date on) {
        return features(snapshot, Histories{snapshot}, {.day = on});
    };
    const Matrix a = told(clean, day(2018, 12, 12)), b = told(poisoned, day(2018, 12, 12));
    for (std::size_t feature = 0; feature < feature_count; ++feature)
        for (std::size_t row = 0; row < a.rows; ++row) {
            const float x = a.columns[feature][row], y = b.columns[feature][row];
            EXPECT_TRUE(x == y || (std::isnan(x) && std::isnan(y)))
                << fact(static_cast<Feature>(feature)).code << " of row " << row;
        }
    EXPECT_NE(at(told(poisoned, day(2018, 12, 13)), Feature::ks2_progress, 1),
              at(b, Feature::ks2_progress, 1));
}

TEST(WarningFeatures, EveryFeatureHasItsFactsAtItsPlace) {
    for (std::size_t i = 0; i < feature_count; ++i) {
        const FeatureFact& one = fact(static_cast<Feature>(i));
        EXPECT_EQ(static_cast<std::size_t>(one.feature), i) << one.code;
        EXPECT_EQ(parse_feature(one.code), one.feature);
    }
    EXPECT_FALSE(parse_feature("luck"));
}

/// A county in which schools below the middle in reading are judged less than good three times out of four.
/// `tomorrow`: a progress published the day after the last outcome.
Snapshot teachable(int schools, std::optional<double> tomorrow = std::nullopt) {
    SnapshotBuilder county;
    std::map<int, SnapshotBuilder::Value> reading;
    for (int i = 0; i < schools; ++i) {
        const int urn = 100001 + i;
        county.school(urn, Phase::primary, 201 + i % 9);
        const bool weak = i % 2 == 0, unlucky = i % 8 < 2;
        reading[urn] = {weak ? -3.0 - i % 5 : 3.0 + i % 5, 30};
        county.graded(urn, day(2013, 1, 1) + i % 300, 2, day(2013, 2, 1) + i % 300);
        county.graded(urn, day(2017, 3, 1) + i % 270, weak != unlucky ? 3 : 2, day(2017, 4, 1) + i % 270);
    }
    county.series({"ks2.progress.reading", "2015/16", day(2016, 12, 15)}, reading);
    if (tomorrow) {
        for (auto& [urn, value] : reading) value.value = *tomorrow * (urn % 2);
        county.series({"ks2.progress.reading", "2016/17", day(2017, 11, 26)}, reading);
    }
    return county.build();
}

TEST(WarningModel, LearnsWhatIsThereAndTheSameToTheLastDigit) {
    const Snapshot snapshot = teachable(3000);
    const Histories histories{snapshot};
    FitRequest request;
    request.fit_to = day(2017, 11, 25);
    request.recipe.bags = 1;
    request.threads = 1;
    const auto first = fit(snapshot, histories, request);
    request.threads = 3;
    const auto second = fit(snapshot, histories, request);
    ASSERT_TRUE(first && second);
    const auto a = score(*first, snapshot, histories, {.day = day(2017, 2, 1)});
    const auto b = score(*second, snapshot, histories, {.day = day(2017, 2, 1)});
    EXPECT_EQ(a.event, b.event);
    EXPECT_EQ(a.outcome, b.outcome);
    Events events;
    for (const SchoolIndex school : a.schools)
        events.push_back(histories.before(school).back().grade >= requires_improvement);
    EXPECT_GT(*area_under_curve(a.outcome, events), 0.7);
    EXPECT_GT(*area_under_curve(a.event, events), 0.7);
}

TEST(WarningModel, ReadsNothingThatIsPublishedAfterTheLastOutcome) {
    FitRequest request;
    request.fit_to = day(2017, 11, 25);
    request.recipe.bags = 1;
    const auto fitted = [&](const Snapshot& snapshot) { return fit(snapshot, Histories{snapshot}, request); };
    const auto clean = fitted(teachable(3000)), poisoned = fitted(teachable(3000, 50.0));
    ASSERT_TRUE(clean && poisoned);
    EXPECT_EQ(clean->event.mains, poisoned->event.mains);
    EXPECT_EQ(clean->event.base, poisoned->event.base);
    EXPECT_EQ(clean->outcome.mains, poisoned->outcome.mains);
    EXPECT_EQ(clean->score_tenths, poisoned->score_tenths);
}

TEST(WarningHazard, IntervalsFollowOneAnotherUntilTheHorizon) {
    // One in five is inspected in each interval, and half of the inspections find less than good.
    Hazard hazard{flat(std::vector<Cuts>(feature_count))};
    hazard.inspected.base = std::log(0.2 / 0.8);
    Matrix known{.rows = 1, .columns = std::vector<std::vector<float>>(feature_count, {1.0F})};
    const auto chance = [&](int horizon) {
        return probability(event_scores(hazard, known, Scores{0.0}, horizon, 1).front());
    };
    EXPECT_NEAR(chance(61), 0.2 * 0.5, 1e-12);
    EXPECT_NEAR(chance(122), (0.2 + 0.8 * 0.2) * 0.5, 1e-12);
    EXPECT_NEAR(chance(91), (0.2 + 0.8 * (1 - std::pow(0.8, 30.0 / 61))) * 0.5, 1e-12);
}

TEST(WarningHazard, TimesSinceGoOnAsIntervalsPass) {
    // Nobody is inspected before the third month, everybody after it.
    std::vector<Cuts> cuts(feature_count);
    const auto since = static_cast<std::size_t>(Feature::months_since);
    cuts[since].at = {3};
    Hazard hazard{flat(cuts)};
    hazard.inspected.mains[since] = {0, -40, 40};
    Matrix known{.rows = 2, .columns = std::vector<std::vector<float>>(feature_count, {NAN, NAN})};
    known.columns[since] = {0, 0.5F};
    const auto chance = [&](int horizon, std::size_t row) {
        return probability(event_scores(hazard, known, Scores{0, 0}, horizon, 1)[row]);
    };
    EXPECT_LT(chance(122, 0), 1e-9);         // the second interval begins after two months
    EXPECT_NEAR(chance(183, 0), 0.5, 1e-9);  // the third after four
    EXPECT_LT(chance(122, 1), 1e-9);
}

TEST(WarningHazard, ItsRowsHoldEachSchoolOnceInAll) {
    const Snapshot snapshot = teachable(50);
    const Histories histories{snapshot};
    Hazard hazard{flat(std::vector<Cuts>(feature_count))};
    const Shapes outcome = flat(std::vector<Cuts>(feature_count));
    const auto rows = hazard_rows(hazard, outcome, snapshot, histories, {.day = day(2017, 11, 26)}, 1);
    ASSERT_EQ(rows.events.size(), 100u);
    EXPECT_EQ(rows.matrix.rows, 100u);
    EXPECT_EQ(rows.event_count(), 50u);
    for (std::size_t i = 0; i < 50; ++i) {
        EXPECT_EQ(rows.schools[i], rows.schools[50 + i]);
        EXPECT_NEAR(rows.weights[i] + rows.weights[50 + i], 1, 1e-6);
        EXPECT_GT(rows.weights[50 + i], 0);
    }
}

TEST(WarningModel, ShuffledOutcomesTeachNothing) {
    const Snapshot snapshot = teachable(3000);
    const Histories histories{snapshot};
    FitRequest request;
    request.fit_to = day(2017, 11, 25);
    request.recipe.bags = 1;
    const auto told = fit(snapshot, histories, request);
    request.shuffle_outcomes = true;
    const auto shuffled = fit(snapshot, histories, request);
    ASSERT_TRUE(told && shuffled);
    Events events;
    const auto error = [&](const Model& model) {
        const auto scored = score(model, snapshot, histories, {.day = day(2017, 2, 1)});
        Scores chances;
        events.clear();
        for (std::size_t i = 0; i < scored.schools.size(); ++i) {
            chances.push_back(probability(scored.outcome[i]));
            events.push_back(histories.before(scored.schools[i]).back().grade >= requires_improvement);
        }
        return brier(chances, events);
    };
    // Half of the schools were judged less than good: saying one half of everybody has an error of 0.25.
    EXPECT_LT(error(*told), 0.22);
    EXPECT_GT(error(*shuffled), 0.245);
}

/// The county of teachable(), of which one half was inspected in 2017 and the other a year later.
Snapshot inspected_by_halves(int schools) {
    SnapshotBuilder county;
    std::map<int, SnapshotBuilder::Value> reading;
    for (int i = 0; i < schools; ++i) {
        const int urn = 100001 + i;
        county.school(urn, Phase::primary, 201 + i % 9);
        const bool weak = i % 2 == 0, unlucky = i % 8 < 2;
        const int later = i / 2 % 2;
        reading[urn] = {weak ? -3.0 - i % 5 : 3.0 + i % 5, 30};
        const Date first = day(2013 + later, 1, 1) + i % 300, second = day(2017 + later, 3, 1) + i % 270;
        county.graded(urn, first, 2, first + 30);
        county.graded(urn, second, weak != unlucky ? 3 : 2, second + 30);
    }
    county.series({"ks2.progress.reading", "2015/16", day(2016, 12, 15)}, reading);
    return county.build();
}

TEST(WarningComparison, LosesWithDealtOutcomesAndIsExactlyAlikeWithItself) {
    const Snapshot snapshot = inspected_by_halves(6000);
    const Histories histories{snapshot};
    FitRequest request;
    request.fit_to = day(2017, 11, 25);
    request.recipe.bags = 1;
    const auto learnt = fit(snapshot, histories, request);
    request.shuffle_outcomes = true;
    const auto dealt = fit(snapshot, histories, request);
    ASSERT_TRUE(learnt && dealt);
    EvaluationRequest asked;
    asked.window = {day(2018, 2, 1), day(2018, 2, 2), histories.complete_to()};
    asked.among = Among::every_graded;
    asked.samples = 100;
    const auto lost = compare(*dealt, *learnt, snapshot, histories, asked);
    ASSERT_TRUE(lost) << lost.error().message;
    for (const PairedFigures* question : {&lost->outcome, &lost->event}) {
        EXPECT_LT(question->difference.auc->high, 0);
        EXPECT_GT(question->difference.brier->low, 0);
        EXPECT_EQ(question->first.n, question->second.n);
    }
    const auto same = compare(*learnt, *learnt, snapshot, histories, asked);
    ASSERT_TRUE(same);
    EXPECT_EQ(same->event.difference.auc->high, 0);
    EXPECT_EQ(same->event.difference.auc->low, 0);
    EXPECT_EQ(same->outcome.difference.slope->value, 0);
    // Neither is judged on what it has seen.
    asked.window.from = day(2017, 11, 25);
    const auto refused = compare(*learnt, *dealt, snapshot, histories, asked);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("knows outcomes of the window"), std::string::npos);
}

TEST(WarningModel, TooFewSchoolsGiveARefusal) {
    const Snapshot snapshot = teachable(1);
    FitRequest request;
    request.fit_to = day(2017, 11, 25);
    const auto model = fit(snapshot, Histories{snapshot}, request);
    ASSERT_FALSE(model);
    EXPECT_NE(model.error().message.find("Too few"), std::string::npos);
}

TEST(WarningModel, SchoolsUnlikeThoseItLearntFromAreNoticed) {
    const Snapshot snapshot = teachable(3000);
    const Histories histories{snapshot};
    FitRequest request;
    request.fit_to = day(2017, 11, 25);
    request.recipe.bags = 1;
    const auto model = fit(snapshot, histories, request);
    ASSERT_TRUE(model);
    Scored same = score(*model, snapshot, histories, {.day = day(2017, 2, 1)});
    const std::vector<char> all(same.schools.size(), 1);
    for (double& one : same.event) one += 5;
    EXPECT_TRUE(drift(*model, same, all).too_far());
}

}
}
