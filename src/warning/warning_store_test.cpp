#include "warning/warning_store.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "analytics/snapshot_builder.hpp"
#include "support/test_database.hpp"
#include "warning/model_content.hpp"

namespace tarn::warning {
namespace {

/// A model that says one thing of grades and one of a pair.
engine::Model small_model(double step) {
    engine::Model model;
    std::vector<engine::Cuts> cuts(engine::feature_count);
    cuts[0].at = {2, 3, 4};
    cuts[3].at = {12, 24};
    model.outcome = engine::flat(cuts);
    model.event = engine::flat(cuts);
    model.event.base = -2.25;
    model.event.mains[0] = {0, -1, -0.5, step, 2 * step};
    model.event.pairs.push_back({0, 3, std::vector<double>(5 * 4, 0.1)});
    model.fit_to = *Date::of(2018, 12, 12);
    model.event_rows = 100;
    for (const auto& one : cuts) model.shares.emplace_back(one.bins(), 1.0 / static_cast<double>(one.bins()));
    // One tenth each of what the county below scores.
    model.score_tenths = {};
    return model;
}
Instant some_time() {
    return *parse_instant("2026-07-31T09:00:00Z");
}

TEST(WarningContent, ComesBackToTheLastBitAndRefusesAnythingElse) {
    BackTest test;
    test.event.n = 10;
    test.event.auc = engine::Figure{0.75, 0.7, 0.8};
    test.event_bands = {{0.1, 0.2, 5, 1}};
    const std::string bytes = to_bytes(small_model(0.1), test);
    const auto read = from_bytes(bytes);
    ASSERT_TRUE(read && read->back_test);
    EXPECT_EQ(to_bytes(read->model, read->back_test), bytes);
    EXPECT_EQ(read->model.event.mains[0][4], 0.2);
    EXPECT_EQ(read->back_test->event.auc->high, 0.8);
    for (std::size_t length : {std::size_t{0}, std::size_t{7}, bytes.size() / 2, bytes.size() - 1})
        EXPECT_FALSE(from_bytes(std::string_view{bytes}.substr(0, length))) << length;
    EXPECT_FALSE(from_bytes(bytes + "x"));
}

class WarningStore : public test::OnEachDatabase {};

TEST_P(WarningStore, KeepsAModelOnceAndPromotesWithAReason) {
    auto db = database().write();
    EXPECT_FALSE(current_model(*db));
    const std::vector<SourceRelease> releases{{ReleaseId{3}, "KS2 2017/18", "abc"}};
    const auto first = store_model(*db, small_model(0.1), {}, releases, some_time());
    EXPECT_EQ(store_model(*db, small_model(0.1), {}, releases, some_time()), first);
    const auto second = store_model(*db, small_model(0.2), {}, {}, some_time());
    EXPECT_NE(second, first);
    EXPECT_FALSE(promote(*db, first, {}, "  ", some_time()));
    EXPECT_FALSE(promote(*db, ModelId{999}, {}, "A reason", some_time()));
    ASSERT_TRUE(promote(*db, second, {}, "Newer results", some_time()));
    EXPECT_EQ(current_model(*db), second);
    ASSERT_TRUE(promote(*db, first, {}, "The newer one missed schools we knew of", some_time()));
    EXPECT_EQ(current_model(*db), first);
    EXPECT_EQ(promotions(*db).size(), 2u);
    const auto all = models(*db);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[1].releases.at(0).sha256, "abc");
    const auto loaded = load_model(*db, first);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->model.event.base, -2.25);
    EXPECT_FALSE(load_model(*db, ModelId{999}));
}

TEST_P(WarningStore, AModelWhoseContentChangedIsNotUsed) {
    auto db = database().write();
    const auto id = store_model(*db, small_model(0.1), {}, {}, some_time());
    const std::string other = to_bytes(small_model(0.3), {});
    db->execute("UPDATE warning_model SET content = $1 WHERE id = $2", storage::Blob{other}, id);
    EXPECT_THROW(load_model(*db, id), storage::Failure);
}
TARN_ON_EACH_DATABASE(WarningStore);

std::shared_ptr<const analytics::Snapshot> county() {
    analytics::SnapshotBuilder builder;
    for (int urn = 100001; urn <= 100006; ++urn) {
        builder.school(urn);
        if (urn < 100006) builder.graded(urn, *Date::of(2017, 3, 1), 1 + urn % 4, *Date::of(2017, 4, 1));
    }
    return std::make_shared<const analytics::Snapshot>(builder.build());
}
std::shared_ptr<const StoredModel> stored() {
    auto out = std::make_shared<StoredModel>();
    out->model = small_model(0.5);
    return out;
}

TEST(WarningScore, TermsAddUpToTheScoreAndTheWorstComesFirst) {
    const auto run =
        score(county(), stored(), {.as_at = *Date::of(2019, 1, 1), .authority = AuthorityCode{888}});
    ASSERT_TRUE(run) << run.error().message;
    ASSERT_EQ(run->schools.size(), 5u);
    EXPECT_EQ(run->not_scored, std::vector<Urn>{Urn{100006}});
    for (const SchoolWarning& school : run->schools) {
        const Explanation told = explain(*run, school);
        double sum = told.base;
        for (const Term& term : told.terms) sum += term.log_odds;
        EXPECT_NEAR(sum, school.event_log_odds, 1e-12);
        EXPECT_NEAR(school.event, 1 / (1 + std::exp(-sum)), 1e-12);
    }
    for (std::size_t i = 1; i < run->schools.size(); ++i)
        EXPECT_GE(run->schools[i - 1].event, run->schools[i].event);
}

TEST(WarningScore, IsRefusedForDaysWhoseOutcomesTheModelKnows) {
    const auto run = score(county(), stored(), {.as_at = *Date::of(2018, 12, 12), .authority = {}});
    ASSERT_FALSE(run);
    EXPECT_NE(run.error().message.find("12 December 2018"), std::string::npos);
}

TEST(WarningScore, IsRefusedWhereNoSchoolCanBeScored) {
    EXPECT_FALSE(
        score(county(), stored(), {.as_at = *Date::of(2019, 1, 1), .authority = AuthorityCode{211}}));
}

TEST(WarningScore, ListingsAreTheSameBytesForTheSameRun) {
    const ScoreRequest request{.as_at = *Date::of(2019, 1, 1), .authority = AuthorityCode{888}};
    EXPECT_EQ(to_json(*score(county(), stored(), request)), to_json(*score(county(), stored(), request)));
    EXPECT_NE(to_table(*score(county(), stored(), request)).find("not scored"), std::string::npos);
}

}
}
