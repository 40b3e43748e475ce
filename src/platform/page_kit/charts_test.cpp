#include <algorithm>
#include <gtest/gtest.h>
#include <regex>

#include "platform/page_kit/chart_frame.hpp"
#include "platform/page_kit/conformance/normalise.hpp"
#include "platform/page_kit/has_test.hpp"

namespace tarn::page_kit {
namespace {

/// Every opening tag has its closing tag, in order; void elements aside. Throws for broken tags.
bool well_formed(const Html& html) {
    std::vector<std::string> open;
    for (const std::string& line : normalised(html.markup())) {
        if (line.starts_with("</")) {
            if (open.empty() || open.back() != line.substr(2, line.size() - 3)) return false;
            open.pop_back();
        } else if (line.starts_with('<')) {
            const std::string name = line.substr(1, line.find_first_of(" >") - 1);
            if (name != "input" && name != "br") open.push_back(name);
        }
    }
    return open.empty();
}

int count(const Html& html, const std::string& pattern) {
    const std::regex expression(pattern);
    const std::string& text = html.markup();
    return static_cast<int>(std::distance(std::sregex_iterator(text.begin(), text.end(), expression), {}));
}

/// The Content-Security-Policy refuses these, so no component may write them.
void expect_no_inline(const Html& html) {
    EXPECT_FALSE(std::regex_search(html.markup(), std::regex(R"(\sstyle=|\son[a-z]+=|<style|javascript:)")));
}

TEST(Ticks, AreRoundAndCoverTheRange) {
    struct Case {
        double low, high;
        int wanted;
        std::vector<double> expected;
    };
    for (const Case& one : {Case{0, 10, 5, {0, 2, 4, 6, 8, 10}},
                            {43.2, 48.9, 4, {42, 44, 46, 48, 50}},
                            {-1.2, 0.8, 4, {-1.5, -1, -0.5, 0, 0.5, 1}},
                            {5, 5, 4, {4.5, 5, 5.5}},
                            {0, 1'000'000, 2, {0, 500'000, 1'000'000}}}) {
        const std::vector<double> got = ticks(one.low, one.high, one.wanted);
        ASSERT_EQ(got.size(), one.expected.size()) << one.low;
        for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], one.expected[i], 1e-6) << one.low;
    }
}

TEST(Number, HasNoNegativeZero) {
    EXPECT_EQ(number(-0.04, 1), "0.0");
    EXPECT_EQ(number(-0.06, 1), "-0.1");
    EXPECT_EQ(number(3, 0), "3");
}

TrendChart trend() {
    return {.id = "a8",
            .title = "Attainment 8 <of> Brook",
            .unit = "points",
            .beside_words = {"England"},
            .points =
                {{.period = "2016/17", .value = 46.1, .low = 44.0, .high = 48.2, .beside = {46.4}, .n = 120},
                 {.period = "2017/18", .missing_reason = "Suppressed: fewer than 6 pupils"},
                 {.period = "2018/19", .value = 44.0, .low = 42.0, .high = 46.0, .beside = {46.7}, .n = 118}},
            .source = {.name = "Key stage 4 performance tables", .published = Date::of(2020, 2, 6)}};
}

TEST(SignedBars, WhatIsPrintedAddsUpToTheTotalAsPrinted) {
    const Html html = signed_bars({.id = "reasons",
                                   .title = "Reasons",
                                   .base_label = "The average school",
                                   .base = -2.004,
                                   .bars = {{"Absence", 0.504}, {"Roll", -0.254}},
                                   .rest_label = "2 smaller reasons together",
                                   .total_label = "All together",
                                   .total = -1.742});
    EXPECT_TRUE(well_formed(html));
    expect_no_inline(html);
    EXPECT_TRUE(has(html, ">-2.00<"));
    EXPECT_TRUE(has(html, ">+0.50<"));
    EXPECT_TRUE(has(html, ">-0.25<"));
    EXPECT_TRUE(has(html, ">+0.01<")) << "the rest is what the printed rows lack: -1.74 + 2.00 - 0.50 + 0.25";
    EXPECT_TRUE(has(html, ">-1.74<"));
    EXPECT_EQ(count(html, "tarn-bar__value--lowers"), 1);
    EXPECT_EQ(count(html, "tarn-bar__zero"), 3);
}

TEST(ShareChart, ShowsPointsWithTheirIntervalsAgainstTheDiagonal) {
    ShareChart chart{.id = "kept",
                     .title = "Kept",
                     .x_words = "Said",
                     .y_words = "Happened",
                     .of_words = "Schools",
                     .points = {{.x = 0.1, .y = 0.08, .low = 0.05, .high = 0.12, .of = "8 of 100"},
                                {.x = 0.4, .y = 0.5, .low = 0.4, .high = 0.6, .of = "50 of 100"}}};
    const Html html = share_chart(chart);
    EXPECT_TRUE(well_formed(html));
    expect_no_inline(html);
    EXPECT_EQ(count(html, "<circle class=\"tarn-chart__point\""), 3) << "two points and the key";
    EXPECT_TRUE(has(html, ">40.0 to 60.0<"));
    EXPECT_TRUE(has(html, ">8 of 100<"));
    chart.joined = true;
    EXPECT_EQ(count(share_chart(chart), "<path class=\"tarn-chart__line\""), 1);
    EXPECT_EQ(count(share_chart(chart), "<line class=\"tarn-chart__whisker\""), 3)
        << "two points and the key";
    EXPECT_TRUE(share_chart({}).empty());
}

TEST(TrendChart, DrawsWhatTheTableSays) {
    const Html html = trend_chart(trend());
    EXPECT_TRUE(well_formed(html));
    expect_no_inline(html);
    EXPECT_TRUE(has(html, "Attainment 8 &lt;of&gt; Brook"));
    EXPECT_TRUE(has(html, "From 46.1 points in 2016/17 to 44.0 points in 2018/19."));
    EXPECT_TRUE(has(html, ">44.0 to 48.2<"));
    EXPECT_TRUE(has(html, ">Suppressed: fewer than 6 pupils<"));
    EXPECT_TRUE(has(html, "published 6 February 2020"));
    // Axis 42 to 50 on 226 units: 46.1 stands (46.1 - 42) / 8 of the way up.
    EXPECT_TRUE(has(html, "cy=\"" + coordinate(250 - (46.1 - 42) / 8 * 226) + "\"")) << html.markup();
}

TEST(TrendChart, LeavesAGapWhereAValueIsMissing) {
    const Html html = trend_chart(trend());
    EXPECT_EQ(count(html, "<path class=\"tarn-chart__line\""), 0)
        << "two lone points are not joined over the gap";
    EXPECT_EQ(count(html, "<circle class=\"tarn-chart__point\""), 3)
        << "two points and one sample in the key";
    TrendChart whole = trend();
    whole.points[1].value = 45.0;
    EXPECT_EQ(count(trend_chart(whole), "<path class=\"tarn-chart__line\""), 1);
}

TEST(TrendChart, DrawsEachComparisonInItsOwnWayAndLeavesEmptyOnesOut) {
    TrendChart chart = trend();
    chart.beside_words = {"Similar schools", "The county", "England"};
    chart.points[0].beside = {45.0, {}, 46.4};
    chart.points[1].beside = {45.5, {}, 46.5};
    chart.points[2].beside = {46.0, {}};
    const Html html = trend_chart(chart);
    EXPECT_TRUE(well_formed(html));
    EXPECT_EQ(count(html, "<path class=\"tarn-chart__beside-0\""), 1);
    EXPECT_EQ(count(html, "<path class=\"tarn-chart__beside-2\""), 1);
    EXPECT_FALSE(has(html, "tarn-chart__beside-1\""));
    EXPECT_FALSE(has(html, "The county")) << "no figure in any year";
    EXPECT_EQ(count(html, ">None<"), 2)
        << "England in the last year, and the range of the year without a figure";
}

TEST(TrendChart, SaysWhyAYearHasNoInterval) {
    TrendChart absence = trend();
    for (auto& point : absence.points) point.low = point.high = std::nullopt;
    EXPECT_FALSE(has(trend_chart(absence), "95% interval"));
    absence.points[0].no_interval = "No likely range: the file gives no number of pupils";
    const Html html = trend_chart(absence);
    EXPECT_TRUE(well_formed(html));
    EXPECT_EQ(count(html, ">No likely range: the file gives no number of pupils<"), 1);
}

TEST(TrendChart, SaysWhenThereIsNoValueAtAll) {
    const Html html = trend_chart({.id = "t", .title = "T", .points = {{.period = "2018/19"}}});
    EXPECT_TRUE(well_formed(html));
    EXPECT_TRUE(has(html, "No value in any period."));
    EXPECT_TRUE(well_formed(trend_chart({.id = "t", .title = "T"})));
}

TEST(ContributionBars, AddUpToTheScoreShown) {
    const Html html = contribution_bars(
        {.id = "bars",
         .title = "What the score is made of",
         .bars = {{.label = "Maths", .value = 1.25, .maximum = 3, .detail = "23rd percentile"},
                  {.label = "Absence", .value = 0.5, .maximum = 2},
                  {.label = "Finance", .maximum = 1, .detail = "Not published"}},
         .total_label = "Score"});
    EXPECT_TRUE(well_formed(html));
    expect_no_inline(html);
    EXPECT_TRUE(has(html, ">1.75<"));
    EXPECT_TRUE(has(html, ">5.00<")) << "only weights with evidence count";
    EXPECT_TRUE(has(html, ">Missing<"));
    EXPECT_EQ(count(html, "<rect class=\"tarn-bar__track\""), 2) << "no bar for what is missing";
    EXPECT_TRUE(has(html, "width=\"" + coordinate(1.25 / 3 * 100) + "\""));
}

TEST(FunnelChart, DrawsEverySchoolTheMarkedOnesLastAndSaysTheSameInItsTable) {
    FunnelChart funnel{.id = "f",
                       .title = "Expected standard",
                       .alert_words = "Worth a look",
                       .alarm_words = "Stands out",
                       .centre_words = "England: 60%",
                       .centre = 60,
                       .points = {{"Alder <School>", "/schools/900001", 20, 15, FunnelMark::alarm},
                                  {"Birch School", "/schools/900002", 40, 58},
                                  {"Cedar School", "/schools/900003", 90, 71, FunnelMark::alert}},
                       .limits = {{10, -20, 140, -60, 180}, {50, 45, 75, 38, 82}, {90, 50, 70, 44, 76}}};
    const Html html = funnel_chart(funnel);
    EXPECT_TRUE(well_formed(html));
    expect_no_inline(html);
    EXPECT_EQ(count(html, "<circle"), 3 + 3) << "three schools and three samples in the key";
    EXPECT_LT(html.markup().find("tarn-chart__small\""), html.markup().find("tarn-chart__small--alarm"));
    EXPECT_EQ(count(html, "<path"), 3) << "of the upper solid limit one point is left, which is no line";
    EXPECT_TRUE(has(html, "Alder &lt;School&gt;"));
    EXPECT_TRUE(has(html, "1 stand out clearly, 1 are worth a look"));
    EXPECT_TRUE(funnel_chart({}).empty());
}

TEST(Distribution, CountsEveryBinAndMarksOne) {
    const Html html = distribution({.id = "d",
                                    .title = "Schools by attainment",
                                    .unit = "Points",
                                    .from = 30,
                                    .bin_width = 5,
                                    .counts = {2, 0, 7, 1},
                                    .marker = 50,
                                    .decimals = 0});
    EXPECT_TRUE(well_formed(html));
    expect_no_inline(html);
    EXPECT_EQ(count(html, "<rect class=\"tarn-chart__bin"), 4);
    EXPECT_EQ(count(html, "tarn-chart__bin--marked"), 1) << "the upper edge belongs to the last bin";
    EXPECT_TRUE(has(html, "45 to 50 (This school)"));
    EXPECT_TRUE(has(html, "10 in all, between 30 and 50. This school is at 50: 9 stand in lower bars."));
    EXPECT_TRUE(distribution({.id = "d"}).empty());
}

TEST(GradeBars, SharesAddUpInTheBarAndTheTableHoldsTheCounts) {
    const Html html = grade_bars({.id = "g",
                                  .title = "Grades by area",
                                  .scale = GradeScale::report_card,
                                  .group_words = "Area",
                                  .without_words = "No grade",
                                  .grades = {"Strong <standard>", "Needs attention", "Urgent improvement"},
                                  .rows = {{"Inclusion", "Moorshire", {3, 1, 0}, 2},
                                           {"Inclusion", "England", {1200, 600, 200}},
                                           {"Achievement", "Moorshire", {0, 0, 0}, 6}}});
    EXPECT_TRUE(well_formed(html));
    expect_no_inline(html);
    EXPECT_EQ(count(html, "<rect"), 5 + 3) << "no part for nobody, and three samples in the key";
    EXPECT_TRUE(has(html, "width=\"322.5\"")) << "three quarters of 430";
    EXPECT_EQ(count(html, ">Inclusion</text>"), 1) << "once for its group";
    EXPECT_TRUE(has(html, "3 (75%)"));
    EXPECT_TRUE(has(html, "1,200 (60%)"));
    EXPECT_TRUE(has(html, "Inclusion, Moorshire, n = 4: Strong &lt;standard&gt; 75%, Needs attention 25%"));
    EXPECT_TRUE(has(html, ">none</text>"));
    EXPECT_TRUE(has(html, ">2,000</text>")) << "the schools behind a bar stand beside it";
    EXPECT_TRUE(has(html, "tarn-grade--card-1"));
    EXPECT_FALSE(has(html, "tarn-grade--overall"));
    EXPECT_TRUE(grade_bars({.id = "g"}).empty());
}

TEST(Figures, AShareOfSomeIsNeverNothingAndOfNearlyAllNeverAll) {
    EXPECT_EQ(with_share(1228, 1499), "1,228 (82%)");
    EXPECT_EQ(with_share(1, 263), "1 (under 1%)");
    EXPECT_EQ(with_share(262, 263), "262 (over 99%)");
    EXPECT_EQ(with_share(0, 263), "0 (0%)");
    EXPECT_EQ(with_share(263, 263), "263 (100%)");
    EXPECT_EQ(with_share(0, 0), "0");
}

TEST(LevelHistory, TellsTheStepsInWordsAndInTheTable) {
    const Html html = level_history({.id = "h",
                                     .title = "Levels",
                                     .steps = {{*Date::of(2017, 9, 1), LevelTag::green, "Good results"},
                                               {*Date::of(2019, 3, 2), LevelTag::red, ""}},
                                     .until = *Date::of(2020, 9, 1)});
    EXPECT_TRUE(well_formed(html));
    expect_no_inline(html);
    EXPECT_TRUE(has(html, "Green from 1 September 2017, then Red from 2 March 2019."));
    EXPECT_EQ(count(html, "<rect class=\"tarn-step--"), 2);
    EXPECT_TRUE(has(html, "None recorded"));
    EXPECT_TRUE(has(html, ">2020<"));
}

TEST(Sparkline, BreaksAtGapsAndMarksTheNewest) {
    const Html html = sparkline({1.0, 2.0, std::nullopt, 1.5}, "from 1 to 1.5 <over> four years");
    EXPECT_TRUE(well_formed(html));
    EXPECT_TRUE(has(html, "aria-label=\"from 1 to 1.5 &lt;over&gt; four years\""));
    EXPECT_EQ(count(html, "<path class=\"tarn-chart__line\""), 1);
    EXPECT_TRUE(has(html, "cx=\"105.0\""));
    EXPECT_TRUE(well_formed(sparkline({}, "nothing")));
}

}
}
