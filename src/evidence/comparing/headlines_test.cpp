// What a school's page says of a figure: the three words, and what stands beside it.
#include <gtest/gtest.h>
#include <limits>
#include <set>

#include "analytics/snapshot_builder.hpp"
#include "evidence/comparing/headlines_rules.hpp"

namespace tarn::evidence {
namespace {

using analytics::Chance;
using analytics::Missing;
using analytics::Phase;
using analytics::Sampling;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(Headlines, ThreeWordsThatChanceLeavesStanding) {
    const Chance share{Sampling::share}, mean{Sampling::mean, 19}, whole{Sampling::whole}, unknown{};
    const struct {
        const char* why;
        Chance chance;
        double value, n, middle, spread;
        Beside beside;
    } cases[] = {
        {"far and many pupils", share, 40, 60, 65, 10, Beside::well_below},
        {"far above", share, 90, 60, 65, 10, Beside::well_above},
        {"the same gap with few pupils could be chance", share, 50, 20, 65, 10, Beside::too_few},
        {"so far that even few pupils are enough", share, 10, 20, 65, 10, Beside::well_below},
        {"near, with enough pupils", share, 63, 60, 65, 10, Beside::like},
        {"near, of a handful: nothing can be said", share, 60, 5, 65, 10, Beside::too_few},
        {"near, of few: alike", share, 63, 27, 65, 10, Beside::like},
        {"many pupils tell a small gap from chance, which does not make it large", share, 60, 1500, 65, 10,
         Beside::like},
        {"far, chance could explain it, and pupils enough", share, 53, 40, 65, 10, Beside::like},
        {"no number of pupils", share, 10, nan, 65, 10, Beside::not_judged},
        {"no pupils", share, 10, 0, 65, 10, Beside::not_judged},
        {"points below", mean, 35, 150, 46, 5, Beside::well_below},
        {"points within chance", mean, 38, 20, 46, 5, Beside::too_few},
        {"everyone counted: the gap alone decides", whole, -9, nan, 1, 5, Beside::well_below},
        {"everyone counted and near", whole, -2, nan, 1, 5, Beside::like},
        {"nobody knows how much is chance", unknown, 30, 400, 5, 5, Beside::not_judged},
        {"all similar schools alike, and this one too", share, 0, 60, 0, 0, Beside::like},
    };
    for (const auto& one : cases)
        EXPECT_EQ(beside_similar(one.chance, one.value, one.n, one.middle, one.spread), one.beside)
            << one.why;
}

TEST(Headlines, ChangesAndFilesAreToldAsPeopleWriteThem) {
    const Measure& share = *find_measure("ks2.rwm.expected");
    const Measure& points = *find_measure("ks4.attainment8");
    EXPECT_EQ(change_words(share, 3), "+3 points");
    EXPECT_EQ(change_words(share, -12), "-12 points");
    EXPECT_EQ(change_words(share, 0.2), "No change");
    EXPECT_EQ(change_words(points, -1.24), "-1.2");
    EXPECT_EQ(analytics::public_name("Key stage 2 results (ks2_perf_2018)"), "Key stage 2 results");
    EXPECT_EQ(analytics::public_name("School census"), "School census");
    for (int code = 1; code <= static_cast<int>(Missing::no_cohort); ++code)
        EXPECT_FALSE(missing_word(static_cast<Missing>(code)).empty()) << code;
}

TEST(Headlines, EveryPhaseHasALineOnceAndItsOwnResults) {
    std::set<std::string> measures;
    for (const Headline& headline : headlines())
        EXPECT_TRUE(measures.insert(headline.measure->code).second) << headline.measure->code;
    const auto has = [](std::string_view measure, Phase phase) {
        for (const Headline& headline : headlines())
            if (headline.measure->code == measure) return is_for(headline, phase);
        return false;
    };
    EXPECT_TRUE(has("ks2.rwm.expected", Phase::primary));
    EXPECT_FALSE(has("ks2.rwm.expected", Phase::secondary));
    EXPECT_TRUE(has("ks4.attainment8", Phase::secondary));
    EXPECT_FALSE(has("ks4.attainment8", Phase::nursery));
    EXPECT_TRUE(has("absence.persistent", Phase::nursery));
}

const Date first_public = *Date::parse_iso("2018-12-13");
const Date day_asked = *Date::parse_iso("2019-01-01");

/// Forty alike schools of another authority at 60 % and two of one's own.
analytics::SnapshotBuilder alike_england() {
    analytics::SnapshotBuilder builder;
    std::map<int, analytics::SnapshotBuilder::Value> before, now;
    for (int i = 0; i < 40; ++i) {
        builder.school(100001 + i, Phase::primary, 210);
        now[100001 + i] = {50.0 + 10 * (i % 3), 60};
    }
    builder.school(200001);
    builder.school(200002);
    before[200001] = {52, 60};
    now[200001] = {40, 60};
    now[200002] = {.missing = Missing::suppressed};
    builder.series({"ks2.rwm.expected", "2016/17", first_public}, before);
    builder.series({"ks2.rwm.expected", "2017/18", first_public}, now);
    return builder;
}

HeadlineFigure attainment_of(const Picture& picture, int urn) {
    for (const auto& figure : headline_figures(picture, *picture.snapshot->find(Urn{urn})))
        if (figure.headline->measure->code == "ks2.rwm.expected") return figure;
    throw std::logic_error("no attainment");
}

TEST(Headlines, AFigureHasItsYearsItsChangeAndEngland) {
    auto builder = alike_england();
    const Picture bare{std::make_shared<const analytics::Snapshot>(builder.build()), day_asked, 30};
    const auto figure = attainment_of(bare, 200001);
    EXPECT_EQ(figure.period, "2017/18");
    EXPECT_EQ(figure.cell.value, 40);
    EXPECT_EQ(figure.years, (std::array<std::optional<double>, 5>{{{}, {}, {}, 52, 40}}));
    EXPECT_EQ(figure.changed_since, "");
    EXPECT_EQ(figure.change, -12);
    EXPECT_EQ(figure.england.value, 60) << "nobody published one: the middle school";
    EXPECT_TRUE(figure.england.middle);
    EXPECT_FALSE(figure.authority.value) << "of two schools there is no middle";
    EXPECT_FALSE(figure.similar) << "no census was known";
    EXPECT_EQ(figure.beside, Beside::not_judged);

    const auto withheld = attainment_of(bare, 200002);
    EXPECT_FALSE(withheld.cell);
    EXPECT_EQ(withheld.cell.missing, Missing::suppressed);
    EXPECT_FALSE(withheld.change);

    builder.national("ks2.rwm.expected", "2017/18", 64, first_public);
    const Picture told{std::make_shared<const analytics::Snapshot>(builder.build()), day_asked, 30};
    EXPECT_EQ(attainment_of(told, 200001).england.value, 64);
    EXPECT_FALSE(attainment_of(told, 200001).england.middle);

    const Picture before{std::make_shared<const analytics::Snapshot>(builder.build()),
                         *Date::parse_iso("2018-01-01"), 30};
    EXPECT_FALSE(attainment_of(before, 200001).published) << "what became public later is not known";
}

/// A census in which the schools differ, so that each has 30 similar schools.
TEST(Headlines, SimilarSchoolsGiveTheMiddleAndTheWord) {
    auto builder = alike_england();
    std::map<int, analytics::SnapshotBuilder::Value> pupils, meals;
    for (int i = 0; i < 40; ++i) {
        pupils[100001 + i] = {200.0 + i, 200};
        meals[100001 + i] = {10.0 + i % 7, 200};
    }
    pupils[200001] = {220, 200};
    meals[200001] = {13, 200};
    for (const char* measure : {"census.fsm_ever", "census.eal", "census.sen_support", "census.ehc_plans"})
        builder.series({measure, "2018-01", first_public}, meals);
    builder.series({"census.pupils", "2018-01", first_public}, pupils);
    const Picture picture{std::make_shared<const analytics::Snapshot>(builder.build()), day_asked, 30};
    const auto figure = attainment_of(picture, 200001);
    ASSERT_TRUE(figure.similar);
    EXPECT_EQ(*figure.similar, 60);
    EXPECT_EQ(figure.beside, Beside::well_below);
}

TEST(Headlines, OneLineOfAChartIsOfOneKind) {
    auto builder = alike_england();
    const auto beside = [&] {
        const Picture picture{std::make_shared<const analytics::Snapshot>(builder.build()), day_asked, 30};
        const auto headline = std::ranges::find(headlines(), std::string{"ks2.rwm.expected"},
                                                [](const Headline& each) { return each.measure->code; });
        return beside_each_year(picture, *headline, *picture.snapshot->find(Urn{200001}),
                                analytics::known_periods(*picture.snapshot, "ks2.rwm.expected", day_asked));
    };
    builder.national("ks2.rwm.expected", "2017/18", 64, first_public);
    auto years = beside();
    ASSERT_EQ(years.size(), 2u);
    EXPECT_TRUE(years[0].england.middle)
        << "2016/17 was not published, so 64 may not stand beside its middle";
    EXPECT_EQ(years[0].england.value, 60);
    EXPECT_FALSE(years[1].england.value) << "of one school there is no middle";
    builder.national("ks2.rwm.expected", "2016/17", 61, first_public);
    years = beside();
    EXPECT_EQ(years[0].england.value, 64);
    EXPECT_EQ(years[1].england.value, 61);
    EXPECT_FALSE(years[0].england.middle);
}

}
}
