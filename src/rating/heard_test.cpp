// What a school reads of the evidence behind its level, and what governors may ask.
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "rating/heard_rules.hpp"
#include "rating/propose_test.hpp"

namespace tarn::rating {
namespace {

using namespace tarn::rating::small;

const std::string negative_worries = "kind = \"threshold\", none_from = 0, full_at = -10";

std::string note_on(const std::string& code) {
    std::string text =
        indicator(code, "soft." + code, "kind = \"soft-intelligence\"", "maximum_age_months = 12");
    text.replace(text.find("group = \"outcomes\""), 18, "group = \"soft-intelligence\"");
    return text;
}

const std::string some_indicators =
    indicator("m", "m", negative_worries) +
    indicator("sealed", "s", negative_worries, "officers_only = true\noptional = true") +
    indicator("fine", "f", negative_worries) +
    indicator("warning-notice", "warning", "kind = \"event\"", "trigger = \"red\"\nweight = 0.5") +
    note_on("staff_mobility") + note_on("governance");

LocalFact entered_fact(const char* measure, double severity) {
    return {.urn = Urn{100001},
            .measure = measure,
            .from = day("2020-03-03"),
            .to = {},
            .known_from = day("2020-03-03"),
            .severity = severity,
            .source = "Entered"};
}

Run run_with(double m, const char* as_at, std::vector<LocalFact> facts = {}, double later = 0) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2018/19", day("2019-12-14")}, {{100001, {m, 30}}});
    england.series({"s", "2018/19", day("2019-12-14")}, {{100001, {-5, 30}}});
    england.series({"f", "2018/19", day("2019-12-14")}, {{100001, {4, 30}}});
    if (later != 0) england.series({"m", "2019/20", day("2020-12-14")}, {{100001, {later, 30}}});
    return propose(std::make_shared<const analytics::Snapshot>(england.build()), scheme_of(some_indicators),
                   {.as_at = day(as_at), .authority = AuthorityCode{888}, .facts = facts});
}

TEST(Heard, EachFigureStandsWithItsPointsAndSourceAndWhatIsForOfficersDoesNot) {
    const auto run = run_with(-6, "2020-09-01", {entered_fact("warning", 1)});
    const auto heard = heard_by_school(run, of(run, 100001));
    ASSERT_EQ(heard.counts.size(), 2u);
    EXPECT_EQ(heard.counts[0].title, "warning-notice");
    EXPECT_EQ(heard.counts[0].points, "Enough alone for Red");
    EXPECT_EQ(heard.counts[0].source, "The authority's own records") << "not what an officer entered";
    EXPECT_EQ(heard.counts[1].title, "m");
    EXPECT_EQ(heard.counts[1].yours, "-6");
    EXPECT_EQ(heard.counts[1].compared, "No comparison");
    EXPECT_EQ(heard.counts[1].points, "1.20 of 2.00");
    EXPECT_TRUE(heard.counts[1].source.ends_with("known from 14 December 2019")) << heard.counts[1].source;
    ASSERT_EQ(heard.adds_nothing.size(), 1u);
    EXPECT_EQ(heard.adds_nothing[0].title, "fine");
}

TEST(Heard, OfNotesOnlyTheKindIsTold) {
    // The order is that of names, whatever each adds.
    for (const auto& [mobility, governance] : {std::pair{1.0, 0.2}, std::pair{0.2, 1.0}}) {
        const auto run = run_with(
            -6, "2020-09-01",
            {entered_fact("soft.staff_mobility", mobility), entered_fact("soft.governance", governance)});
        const auto heard = heard_by_school(run, of(run, 100001));
        EXPECT_EQ(heard.kinds_of_notes, (std::vector<std::string>{"governance", "staff_mobility"}));
        EXPECT_EQ(heard.counts.size(), 1u);
    }
    // A strength adds nothing, and nobody learns that it was noted.
    const auto run = run_with(-6, "2020-09-01", {entered_fact("soft.governance", 0)});
    const auto heard = heard_by_school(run, of(run, 100001));
    EXPECT_TRUE(heard.kinds_of_notes.empty());
    EXPECT_TRUE(std::ranges::none_of(heard.adds_nothing,
                                     [](const HeardFigure& f) { return f.title == "governance"; }));
}

TEST(Heard, WhatHasComeSinceIsWhatDiffersAndNothingForOfficersAlone) {
    const auto then = run_with(-6, "2020-09-01", {}, -2);
    const auto now = run_with(-6, "2021-01-02", {entered_fact("soft.governance", 1)}, -2);
    const auto changes = come_since(then, of(then, 100001), now, of(now, 100001));
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0].title, "m");
    EXPECT_EQ(changes[0].then, "-6");
    EXPECT_EQ(changes[0].now, "-2");
    EXPECT_EQ(changes[0].points, "1.20 then, 0.40 now");
    EXPECT_TRUE(come_since(then, of(then, 100001), then, of(then, 100001)).empty());
}

TEST(Heard, AFigureThatIsTooOldNoLongerCounts) {
    const auto then = run_with(-6, "2020-09-01");
    const auto now = run_with(-6, "2024-09-01");
    const auto changes = come_since(then, of(then, 100001), now, of(now, 100001));
    const auto found = std::ranges::find(changes, "m", &HeardChange::title);
    ASSERT_NE(found, changes.end());
    EXPECT_EQ(found->now, "No longer counts");
    EXPECT_EQ(found->points, "1.20 then, 0.00 now");
}

TEST(Questions, AreFiveOfWhatCountsMostFirst) {
    struct Case {
        std::vector<LocalFact> facts;
        double m;
        std::vector<std::string> first;
    };
    const Case cases[] = {{{entered_fact("warning", 1)},
                           -6,
                           {"What does the warning notice require, by when, and what is still open?",
                            "What is done about m, and how do we see that it works?",
                            "Which of these figures should change first, and when will we see it?"}},
                          {{}, -6, {"What is done about m, and how do we see that it works?"}},
                          {{entered_fact("soft.governance", 1)},
                           5,
                           {"Which of these figures should change first, and when will we see it?"}},
                          {{}, 5, {"Which of these figures should change first, and when will we see it?"}}};
    for (const Case& each : cases) {
        const auto run = run_with(each.m, "2020-09-01", each.facts);
        const auto asked = questions_for_governors(run, of(run, 100001));
        ASSERT_EQ(asked.size(), governors_questions);
        EXPECT_EQ(std::set(asked.begin(), asked.end()).size(), asked.size());
        for (std::size_t i = 0; i < each.first.size(); ++i) EXPECT_EQ(asked[i], each.first[i]);
    }
}

TEST(Questions, EachIndicatorOfTheDefaultSchemeThatASchoolHearsHasItsOwn) {
    int found = 0;
    for (const Indicator& each : default_scheme()->indicators) {
        if (each.officers_only || each.kind == SeverityKind::soft_intelligence) {
            EXPECT_FALSE(has_question(each)) << each.code << " is not for the school";
            continue;
        }
        ++found;
        EXPECT_TRUE(has_question(each)) << each.code;
        const auto words = question_about(each);
        EXPECT_TRUE(words.ends_with('?')) << words;
        EXPECT_LE(std::ranges::count(words, ' '), 24) << words;
    }
    EXPECT_GT(found, 40);
}

TEST(Questions, ArePlainlyAboutTheirIndicator) {
    const std::pair<const char*, const char*> cases[] = {
        {"ks2-progress-reading", "How is reading taught"},
        {"ks2-rwm-trend", "What has changed in key stage 2"},
        {"ks2-rwm-similar", "Which pupils miss the expected standard"},
        {"absence-persistent-similar", "How many pupils miss a tenth of school or more"},
        {"absence-overall-similar", "Why do pupils miss school"},
        {"card-safeguarding", "What was found about safeguarding"},
        {"headteacher-post", "Who leads the school now"},
        {"finance-balance-trend", "What does the three-year budget show"},
        {"finance-unlicensed-deficit", "By when is the deficit repaid"},
        {"roll-change", "How many pupils do we expect"}};
    for (const auto& [code, begins] : cases) {
        const auto at = default_scheme()->find(code);
        ASSERT_TRUE(at) << code;
        EXPECT_TRUE(question_about(default_scheme()->indicators[*at]).starts_with(begins)) << code;
    }
}

}
}
