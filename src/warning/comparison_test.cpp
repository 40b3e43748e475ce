#include <cmath>
#include <gtest/gtest.h>
#include <regex>

#include "analytics/snapshot_builder.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"
#include "support/warning_model.hpp"
#include "warning/warning_store.hpp"

namespace tarn::warning {
namespace {

using tarn::test::day;
Instant noon() {
    return *parse_instant("2026-07-31T09:00:00Z");
}

/// Schools with all four grades; the worse the grade, the more often what follows is less than good. The list
/// ends on 1 December 2019.
analytics::Snapshot graded_county() {
    analytics::SnapshotBuilder builder;
    for (int i = 0; i < 400; ++i) {
        const int urn = 100001 + i, grade = 1 + i % 4;
        builder.school(urn);
        builder.graded(urn, day(2016, 3, 1) + i % 200, grade, day(2016, 5, 1) + i % 200);
        if (i % 3 > 0) continue;
        const bool below_good = i / 4 % 5 < grade;
        builder.graded(urn, day(2019, 1, 1) + i % 300, below_good ? 3 : 2, day(2019, 2, 1) + i % 300);
    }
    builder.graded(100400, day(2019, 12, 1), 2, day(2020, 1, 1));
    return builder.build();
}
const Date list_ends = day(2019, 12, 1), window_from = list_ends + 1 - horizon_days;

/// Each worse grade raises the answer by as much again.
void speak_of_grades(engine::Model& model, double raise) {
    for (engine::Shapes* shapes : {&model.outcome, &model.event})
        shapes->mains[static_cast<std::size_t>(engine::Feature::grade)] = {0, raise, 2 * raise, 3 * raise,
                                                                           4 * raise};
}
StoredModel model(std::int64_t id, Date fit_to, double raise) {
    auto fitted = test::model_by_grade(fit_to, raise);
    StoredModel out;
    out.facts.id = ModelId{id};
    out.model = std::move(fitted.model);
    out.back_test = std::move(fitted.back_test);
    speak_of_grades(out.model, raise);
    speak_of_grades(out.back_test->tried, raise);
    return out;
}
Result<ModelComparison> compared(const StoredModel& one, const StoredModel& other) {
    return compare(graded_county(), candidate(one), candidate(other), {.samples = 50});
}
ModelComparison must(Result<ModelComparison> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(result).value();
}

TEST(WarningComparison, AModelWithItselfIsExactlyTheSame) {
    const auto one = model(1, window_from - 1, 1);
    const auto same = must(compared(one, one));
    for (const auto question : {engine::Question::outcome, engine::Question::event})
        for (const ComparedFigure& figure : compared_figures()) {
            EXPECT_EQ(figure.verdict(same.of(question)), Verdict::same) << figure.code;
            EXPECT_TRUE(
                difference_words(figure, same.of(question).difference.*figure.which).starts_with("+0.0"));
        }
    EXPECT_EQ(summary_words(same), "Model 1 and model 1 say exactly the same of every school.");
}

TEST(WarningComparison, AModelThatHasTheGradesUpsideDownLoses) {
    const auto right = model(1, window_from - 1, 1), wrong = model(2, window_from - 1, -1);
    const auto lost = must(compared(wrong, right));
    EXPECT_EQ(compared_figures()[0].code, "auc");
    EXPECT_EQ(compared_figures()[0].verdict(lost.event), Verdict::worse);
    EXPECT_EQ(verdict_words(Verdict::worse, lost), "Model 2 is worse");
    EXPECT_NE(summary_words(lost).find("model 2 is better than model 1 on 0 and worse on "),
              std::string::npos)
        << summary_words(lost);
    const auto won = turned(lost);
    EXPECT_EQ(compared_figures()[0].verdict(won.event), Verdict::better);
    EXPECT_EQ(won.event.difference.auc->low, -lost.event.difference.auc->high);
    EXPECT_EQ(won.model.model, ModelId{1});
    EXPECT_EQ(won.event.first.auc->value, lost.event.second.auc->value);
}

TEST(WarningComparison, WhoKnowsTheMonthsIsReplacedByItsTrialAndWhoDoesNotAnswersItself) {
    const auto older = model(1, window_from - 1, 1), newer = model(2, list_ends, 1.5);
    const auto both = must(compared(newer, older));
    EXPECT_EQ(both.from, window_from);
    EXPECT_EQ(both.to, list_ends);
    EXPECT_EQ(both.model.stand_in, StandIn::its_trial);
    EXPECT_EQ(both.model.fit_to, window_from - 1);
    EXPECT_EQ(both.with.stand_in, StandIn::itself);
    EXPECT_NE(contender_words(both.model).find("the model of its trial answers"), std::string::npos);
    EXPECT_NE(contender_words(both.with).find("knows none of these months"), std::string::npos);
    EXPECT_EQ(both.event.first.n, both.event.second.n);
    // A day earlier the older one would know the first of them.
    EXPECT_EQ(must(compared(newer, model(3, window_from, 1))).with.stand_in, StandIn::its_trial);
}

TEST(WarningComparison, FewSchoolsTellNothing) {
    auto few = must(compared(model(2, window_from - 1, -1), model(1, window_from - 1, 1)));
    ASSERT_EQ(compared_figures()[0].verdict(few.event), Verdict::worse);
    for (engine::PairedFigures* question : {&few.outcome, &few.event}) question->first.events = 9;
    EXPECT_EQ(compared_figures()[0].verdict(few.event), Verdict::too_few);
    EXPECT_TRUE(summary_words(few).starts_with("Too few schools were judged less than good"));
    few.event.first.events = few.event.first.n - 9;
    EXPECT_EQ(compared_figures()[0].verdict(few.event), Verdict::too_few) << "or too few of the others";
}

TEST(WarningComparison, WithoutATrialThereIsNoJudgingByWhatItKnows) {
    auto untried = model(4, list_ends, 1);
    untried.back_test.reset();
    const auto refused = compared(untried, model(1, window_from - 1, 1));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("Model 4 knows outcomes of the months from"), std::string::npos);
    const analytics::Snapshot nothing = analytics::SnapshotBuilder{}.build();
    EXPECT_FALSE(compare(nothing, candidate(untried), candidate(untried), {}));
}

TEST(WarningComparison, IsWrittenAsMarkdownAndJson) {
    const auto both = must(compared(model(2, list_ends, 1.5), model(1, window_from - 1, 1)));
    const std::string table = to_table(both), json = to_json(both);
    EXPECT_NE(table.find("### Model 2 and model 1 on the inspections of"), std::string::npos) << table;
    EXPECT_TRUE(std::regex_search(
        table,
        std::regex{
            R"(\| Error of its chances \(Brier score; 0 is best\) \| [0-9.]+ \([^|]+\) \| [0-9.]+ \([^|]+\) \| [+-])"}))
        << table;
    EXPECT_NE(json.find(R"("model": {"model": 2, "answered": "trial")"), std::string::npos) << json;
    EXPECT_NE(json.find(R"("verdict": ")"), std::string::npos);
}

class WarningComparisonStore : public test::OnEachDatabase {};

TEST_P(WarningComparisonStore, ComesBackFromBothSidesAndReplacesWhatWasKnown) {
    auto db = database().write();
    const auto first = keep(*db, test::model_by_grade(window_from - 1, 1), noon());
    const auto second = keep(*db, test::model_by_grade(list_ends, 1.5), noon());
    EXPECT_FALSE(find_comparison(*db, second, first));
    auto made = must(compared(model(second.value, list_ends, 1.5), model(first.value, window_from - 1, 1)));
    for (int again = 0; again < 2; ++again) store_comparison(*db, made, noon());
    const auto found = find_comparison(*db, second, first);
    ASSERT_TRUE(found);
    EXPECT_EQ(to_json(found->comparison), to_json(made));
    EXPECT_EQ(found->at, noon());
    EXPECT_EQ(to_json(find_comparison(*db, first, second)->comparison), to_json(turned(made)));
    EXPECT_EQ(verify(*db), std::vector<std::string>{});
}

TEST_P(WarningComparisonStore, ANewModelIsKeptWithItsComparisonUnlessItIsTheOneInForce) {
    auto db = database().write();
    const auto first = keep(*db, test::model_by_grade(window_from - 1, 1), noon());
    auto fitted = test::model_by_grade(list_ends, 1.5);
    fitted.comparison = must(compared(model(0, list_ends, 1.5), model(first.value, window_from - 1, 1)));
    const auto second = keep(*db, fitted, noon());
    ASSERT_TRUE(find_comparison(*db, second, first));
    auto same = test::model_by_grade(window_from - 1, 1);
    same.comparison = fitted.comparison;
    EXPECT_EQ(keep(*db, same, noon()), first);
    EXPECT_FALSE(find_comparison(*db, first, first));
}

TEST_P(WarningComparisonStore, VerifyFindsADifferenceThatIsNoneAndOutcomesThatWereKnown) {
    auto db = database().write();
    const auto first = keep(*db, test::model_by_grade(window_from - 1, 1), noon());
    const auto second = keep(*db, test::model_by_grade(list_ends, 1.5), noon());
    store_comparison(
        *db, must(compared(model(second.value, list_ends, 1.5), model(first.value, window_from - 1, 1))),
        noon());
    db->execute(
        "UPDATE warning_comparison_figure SET difference = 0.5, difference_high = 0.6 WHERE question = "
        "'event' AND figure = 'brier'");
    ASSERT_EQ(verify(*db).size(), 1u);
    EXPECT_NE(verify(*db)[0].find("not that of the two figures: brier"), std::string::npos) << verify(*db)[0];
    db->execute("UPDATE warning_comparison SET with_fit_to = held_from");
    EXPECT_EQ(verify(*db).size(), 2u);
}
TARN_ON_EACH_DATABASE(WarningComparisonStore);

}
}
