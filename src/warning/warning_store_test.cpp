#include "warning/warning_store.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/sha.h>

#include "analytics/snapshot_builder.hpp"
#include "support/test_database.hpp"
#include "warning/model_content_rules.hpp"
#include "warning/warning_runs.hpp"

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
std::string checksum_of(const std::string& bytes) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
    std::string text;
    for (const unsigned char byte : digest) text += fmt::format("{:02x}", byte);
    return text;
}
Instant some_time() {
    return *parse_instant("2026-07-31T09:00:00Z");
}

TEST(WarningContent, ComesBackToTheLastBitAndRefusesAnythingElse) {
    BackTest test;
    test.tried = small_model(0.3);
    test.event.n = 10;
    test.event.auc = engine::Figure{0.75, 0.7, 0.8};
    test.event_bands = {{0.1, 0.2, 5, 1}};
    const std::string bytes = to_bytes(small_model(0.1), test);
    const auto read = from_bytes(bytes);
    ASSERT_TRUE(read && read->back_test);
    EXPECT_EQ(to_bytes(read->model, read->back_test), bytes);
    EXPECT_EQ(read->model.event.mains[0][4], 0.2);
    EXPECT_EQ(read->back_test->event.auc->high, 0.8);
    EXPECT_EQ(read->back_test->tried.event.mains[0][4], 0.6);
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

// After an upgrade: whole, but of a form that this version does not read.
TEST_P(WarningStore, AModelOfAnotherFormIsAsNoneInForceUntilANewOneIs) {
    auto db = database().write();
    const auto old = store_model(*db, small_model(0.1), {}, {}, some_time());
    ASSERT_TRUE(promote(*db, old, {}, "The first", some_time()));
    EXPECT_FALSE(current_is_of_another_form(*db));
    auto bytes = to_bytes(small_model(0.1), {});
    bytes[0] = 1;
    db->execute("UPDATE warning_model SET content = $1, checksum = $2 WHERE id = $3", storage::Blob{bytes},
                checksum_of(bytes), old);
    schools::Registers registers;
    evidence::Snapshots snapshots{registers};
    Runs runs{registers, snapshots};
    EXPECT_TRUE(current_is_of_another_form(*db));
    EXPECT_FALSE(load_model(*db, old));
    EXPECT_FALSE(runs.in_force(*db));
    EXPECT_FALSE(runs.of_authority(*db, AuthorityCode{888}, *Date::of(2019, 1, 1)).stored);
    EXPECT_FALSE(models(*db).at(0).readable);
    EXPECT_EQ(verify(*db), std::vector<std::string>{}) << "it is what was stored";
    EXPECT_FALSE(promote(*db, old, {}, "Back", some_time()));
    const auto next = store_model(*db, small_model(0.2), {}, {}, some_time());
    ASSERT_TRUE(promote(*db, next, {}, "Fitted anew", some_time()));
    EXPECT_EQ(runs.in_force(*db)->facts.id, next);
    EXPECT_FALSE(current_is_of_another_form(*db));
}

TEST_P(WarningStore, ADamagedModelSaysNothingOnPages) {
    auto db = database().write();
    const auto id = store_model(*db, small_model(0.1), {}, {}, some_time());
    ASSERT_TRUE(promote(*db, id, {}, "The first", some_time()));
    db->execute("UPDATE warning_model SET content = $1 WHERE id = $2",
                storage::Blob{to_bytes(small_model(0.3), {})}, id);
    schools::Registers registers;
    evidence::Snapshots snapshots{registers};
    Runs runs{registers, snapshots};
    EXPECT_FALSE(runs.in_force(*db));
    EXPECT_EQ(verify(*db).size(), 1u);
    const auto again = promote(*db, id, {}, "Again", some_time());
    ASSERT_FALSE(again);
    EXPECT_NE(again.error().message.find("is damaged"), std::string::npos) << again.error().message;
}

TEST_P(WarningStore, VerifyFindsWhatIsNoLongerWhatItWas) {
    auto db = database().write();
    const auto id = store_model(*db, small_model(0.1), {}, {}, some_time());
    ASSERT_TRUE(promote(*db, id, {}, "The first", some_time()));
    EXPECT_EQ(verify(*db), std::vector<std::string>{});
    db->execute("UPDATE warning_model SET event_rows = 7 WHERE id = $1", id);
    ASSERT_EQ(verify(*db).size(), 1u);
    EXPECT_NE(verify(*db)[0].find("another model than its content"), std::string::npos);
    db->execute("UPDATE warning_model SET content = $1 WHERE id = $2", storage::Blob{"x"}, id);
    EXPECT_NE(verify(*db)[0].find("does not match its checksum"), std::string::npos);
}

TEST_P(WarningStore, VerifyFindsAReleaseThatIsGoneAndPromotionsOutOfOrder) {
    auto db = database().write();
    const auto id = store_model(*db, small_model(0.1), {}, {{ReleaseId{424242}, "KS2", "abc"}}, some_time());
    ASSERT_EQ(verify(*db).size(), 1u);
    EXPECT_NE(verify(*db)[0].find("release 424242"), std::string::npos);
    ASSERT_TRUE(promote(*db, id, {}, "The first", some_time()));
    ASSERT_TRUE(promote(*db, id, {}, "Again", some_time() - std::chrono::hours{1}));
    EXPECT_EQ(verify(*db).size(), 2u);
}

TEST_P(WarningStore, ATrialComesBackForEachAuthorityAlone) {
    auto db = database().write();
    const auto id = store_model(*db, small_model(0.1), {}, {}, some_time());
    EXPECT_FALSE(find_trial(*db, id, AuthorityCode{888}));
    Trial trial;
    trial.capture = {{10, 0.5}, {20, 0.75}};
    trial.false_alarms = {{"Phase", "Primary", 120, 0.25}};
    trial.lead_months = 5.5;
    trial.schools = {{Urn{100001}, AuthorityCode{888}, 0.25, true, *Date::of(2019, 5, 1), 3},
                     {Urn{100002}, AuthorityCode{888}, 0.5, true, {}, 0},
                     {Urn{100003}, AuthorityCode{211}, 0.75, true, {}, 0}};
    for (int again = 0; again < 2; ++again) store_trial(*db, id, trial, some_time());
    const auto found = find_trial(*db, id, AuthorityCode{888});
    ASSERT_TRUE(found);
    ASSERT_EQ(found->schools.size(), 2u);
    EXPECT_EQ(found->schools[0].urn, Urn{100002}) << "the highest first";
    EXPECT_FALSE(found->schools[0].event());
    EXPECT_TRUE(found->schools[1].event());
    EXPECT_EQ(found->schools[1].inspected_on, *Date::of(2019, 5, 1));
    EXPECT_EQ(found->capture.size(), 2u);
    EXPECT_EQ(found->false_alarms.at(0).uneventful, 120u);
    EXPECT_EQ(found->lead_months, 5.5);
    EXPECT_FALSE(found->top_tenth_kept);
}

TEST_P(WarningStore, FittingIsRefusedWithoutInspectionsBeyondTheirListAndWithoutEnoughOfThem) {
    const auto db = database().read();
    const auto refusal = [&](const analytics::Snapshot& snapshot, Date fit_to) {
        const auto fitted = fit(*db, snapshot, {.fit_to = fit_to, .lag = {}});
        return fitted ? std::string{"it was fitted"} : fitted.error().message;
    };
    analytics::SnapshotBuilder nothing;
    nothing.school(100001);
    EXPECT_EQ(refusal(nothing.build(), *Date::of(2018, 1, 1)),
              "No file that lists every inspection has been imported.");
    analytics::SnapshotBuilder one;
    one.school(100001);
    one.graded(100001, *Date::of(2017, 3, 1), 3, *Date::of(2017, 4, 1));
    const auto lonely = one.build();
    EXPECT_NE(refusal(lonely, *Date::of(2018, 1, 1)).find("listed completely only to 1 March 2017"),
              std::string::npos);
    EXPECT_NE(refusal(lonely, *Date::of(2017, 3, 1)).find("Too few schools"), std::string::npos);
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

TEST(WarningScore, PlainReasonsAddUpToTheScoreAndSayWhatIsKnown) {
    const auto run =
        score(county(), stored(), {.as_at = *Date::of(2019, 1, 1), .authority = AuthorityCode{888}});
    ASSERT_TRUE(run);
    for (const SchoolWarning& school : run->schools) {
        const auto told = explain_plainly(*run, school);
        double sum = told.base;
        for (const Reason& reason : told.reasons) sum += reason.log_odds;
        EXPECT_NEAR(sum, school.event_log_odds, 1e-12);
        ASSERT_EQ(told.reasons.size(), 2u) << "the grade, and its half of the pair with the time since";
        EXPECT_NEAR(told.reasons[1].log_odds, 0.05, 1e-12);
        EXPECT_TRUE(told.reasons[0].text.starts_with("Past grades, newest first: "));
        EXPECT_TRUE(told.reasons[1].text.starts_with("Judged ")) << told.reasons[1].text;
        EXPECT_NE(told.reasons[1].text.find(" 22 months ago"), std::string::npos) << told.reasons[1].text;
    }
}

TEST(WarningScore, WhatIsMissingIsCountedWithTheKindOfSchoolAndNamedWhereItCouldBeThere) {
    auto with_ks2 = std::make_shared<StoredModel>(*stored());
    with_ks2->model.event.mains[static_cast<std::size_t>(engine::Feature::ks2_expected)] = {0.25, 0};
    with_ks2->model.event.mains[static_cast<std::size_t>(engine::Feature::ks4_progress8)] = {0.5, 0};
    const auto run = score(county(), with_ks2, {.as_at = *Date::of(2019, 1, 1), .authority = {}});
    ASSERT_TRUE(run);
    const auto told = explain_plainly(*run, run->schools[0]);
    const auto kind = std::find_if(told.reasons.begin(), told.reasons.end(), [](const Reason& reason) {
        return reason.group == engine::FeatureGroup::kind;
    });
    ASSERT_NE(kind, told.reasons.end());
    EXPECT_NEAR(kind->log_odds, 0.75, 1e-12);
    EXPECT_NE(kind->text.find("the expected standard at key stage 2"), std::string::npos);
    EXPECT_EQ(kind->text.find("Progress 8"), std::string::npos) << "no primary school has it";
}

TEST(WarningScore, IsRefusedWhereTheSchoolsAreUnlikeThoseItLearntFrom) {
    auto drifted = std::make_shared<StoredModel>(*stored());
    drifted->model.score_tenths = {10, 11, 12, 13, 14, 15, 16, 17, 18};
    const auto run = score(county(), drifted, {.as_at = *Date::of(2019, 1, 1), .authority = {}});
    ASSERT_FALSE(run);
    EXPECT_NE(run.error().message.find("changed too much"), std::string::npos);
}

TEST(WarningScore, FewSchoolsLikeThisOneGiveAWideInterval) {
    auto tried = std::make_shared<StoredModel>(*stored());
    tried->back_test.emplace().event_bands = {{0.1, 0.0, 3, 0}};
    const auto run = score(county(), tried, {.as_at = *Date::of(2019, 1, 1), .authority = {}});
    ASSERT_TRUE(run);
    ASSERT_TRUE(run->schools[0].interval);
    EXPECT_LT(run->schools[0].interval->low, 0.01);
    EXPECT_GT(run->schools[0].interval->high, 0.5) << "none of three says little";
    EXPECT_NE(to_table(*run).find("It is theirs: a school's own chance can lie outside it."),
              std::string::npos);
    EXPECT_NE(to_json(*run).find("\"schools_like_it\": {\"n\": 3, \"less_than_good\": 0, \"low\": 0.0000"),
              std::string::npos)
        << to_json(*run);
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
