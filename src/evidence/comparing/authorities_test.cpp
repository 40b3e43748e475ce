// An authority beside England and its neighbours: figures made in one way, ranks, and what is withheld.
#include <gtest/gtest.h>

#include "analytics/snapshot_builder.hpp"
#include "evidence/comparing/authorities_rules.hpp"

namespace tarn::evidence {
namespace {

using analytics::Missing;
using analytics::Phase;
using Value = analytics::SnapshotBuilder::Value;

constexpr AuthorityCode own{888};
constexpr const char* reading = "ks2.rwm.expected";

Date day(int year, unsigned month, unsigned d) {
    return *Date::of(year, month, d);
}

/// Six authorities of four primary schools each: 888 and 801 to 805, nearer the smaller the number.
struct England {
    analytics::SnapshotBuilder builder;
    std::map<int, Value> values;
    England() {
        int urn = 100000;
        for (const int code : {888, 801, 802, 803, 804, 805})
            for (int i = 0; i < 4; ++i) {
                auto& school = builder.school(++urn, Phase::primary, code);
                school.easting = 400000 + (code == 888 ? 0 : (code - 800) * 10000);
                school.northing = 400000;
                values[urn] = {code == 888 ? 60.0 : 50.0 + (code - 800), 30};
            }
    }
    analytics::Snapshot made(const char* measure = reading, const char* period = "2018/19") {
        builder.series({measure, period, day(2019, 12, 12)}, values);
        return builder.build();
    }
};

const AreaMeasure& of(const std::vector<AreaMeasure>& all, std::string_view code) {
    return *std::ranges::find_if(all, [&](const auto& one) { return one.headline->measure->code == code; });
}

const Compared* line_of(const std::vector<Compared>& lines, std::string_view code) {
    const auto at =
        std::ranges::find_if(lines, [&](const auto& one) { return one.headline->measure->code == code; });
    return at == lines.end() ? nullptr : &*at;
}

TEST(Authorities, RankCountsFromTheBetterEndAndSaysWhenItIsShared) {
    const Measure& more = *find_measure(reading);
    const Measure& less = *find_measure("absence.overall");
    const Measure& neither = *find_measure("census.fsm_ever");
    const struct {
        const Measure& measure;
        std::optional<double> own;
        std::vector<double> others;
        std::string words;
    } cases[] = {
        {more, 60, {50, 55, 70}, "2nd of 4"},
        {more, 70.2, {50, 55, 70}, "joint 1st of 4"},
        {less, 5.1, {5.0, 6.0}, "2nd of 3"},
        {less, 4.0, {5.0, 6.0}, "1st of 3"},
        {neither, 12.0, {10, 20, 30, 40}, "4th highest of 5"},
        {more, 1, std::vector<double>(10, 5), "11th of 11"},
        {more, 1, std::vector<double>(21, 5), "22nd of 22"},
        {more, std::nullopt, {5}, ""},
        {more, 5, {}, ""},
    };
    for (const auto& one : cases) {
        const auto rank = rank_of(one.measure, one.own, one.others);
        EXPECT_EQ(rank ? rank->words() : "", one.words);
    }
}

TEST(Authorities, SchoolsCountByTheirPupils) {
    England england;
    england.values[100001] = {100, 90};  // one large school among three of 30 at 60%
    const auto all = area_measures(england.made(), day(2020, 1, 1));
    const auto& measure = of(all, reading);
    EXPECT_EQ(measure.made, Made::weighed);
    const auto& figure = measure.years.front().authorities.at(own);
    EXPECT_DOUBLE_EQ(*figure.value, (100 * 90 + 3 * 60 * 30) / 180.0);
    EXPECT_EQ(figure.pupils, 180);
    EXPECT_EQ(figure.counted, 4);
    EXPECT_EQ(figure.listed, 4);
}

TEST(Authorities, WhatIsWithheldIsLeftOutAndTooFewSchoolsHaveNoFigure) {
    const struct {
        const char* what;
        std::vector<Missing> of_schools;
        long counted, listed;
        bool figure;
    } cases[] = {
        {"one withheld", {Missing::suppressed}, 3, 4, true},
        {"two withheld", {Missing::suppressed, Missing::suppressed}, 2, 4, false},
        {"one to which it does not apply", {Missing::not_applicable}, 3, 3, true},
        {"none has one",
         {Missing::suppressed, Missing::suppressed, Missing::suppressed, Missing::low},
         0,
         4,
         false},
    };
    for (const auto& one : cases) {
        England england;
        int urn = 100000;
        for (const Missing missing : one.of_schools) england.values[++urn] = {.missing = missing};
        const auto all = area_measures(england.made(), day(2020, 1, 1));
        const auto& figure = of(all, reading).years.front().authorities.at(own);
        EXPECT_EQ(figure.counted, one.counted) << one.what;
        EXPECT_EQ(figure.listed, one.listed) << one.what;
        EXPECT_EQ(figure.value.has_value(), one.figure) << one.what;
        if (figure.value) {
            EXPECT_DOUBLE_EQ(*figure.value, 60) << one.what;
        }
    }
}

TEST(Authorities, ALineIsMadeInOneWay) {
    const std::vector<AuthorityCode> others{{801}, {802}, {803}, {804}, {805}};
    const struct {
        const char* what;
        std::vector<int> published;
        bool england;
        Made made;
        double own;
    } cases[] = {
        {"nothing published of authorities", {}, true, Made::weighed, 60},
        {"one of them is not published", {888, 801, 802, 803, 804}, true, Made::weighed, 60},
        {"England is not", {888, 801, 802, 803, 804, 805}, false, Made::weighed, 60},
        {"all are", {888, 801, 802, 803, 804, 805}, true, Made::published, 61},
    };
    for (const auto& one : cases) {
        England england;
        if (one.england) england.builder.national(reading, "2018/19", 65, day(2019, 12, 12));
        auto snapshot = england.made();
        for (const int code : one.published)
            snapshot.aggregates.edit().push_back(
                {reading, "2018/19", "authority", AuthorityCode{static_cast<std::int16_t>(code)},
                 code == 888 ? 61.0 : 55.0, day(2019, 12, 12), ReleaseId{1}});
        const auto all = area_measures(snapshot, day(2020, 1, 1));
        const auto lines = compared(all, own, others);
        const auto* line = line_of(lines, reading);
        ASSERT_TRUE(line) << one.what;
        EXPECT_EQ(line->made, one.made) << one.what;
        EXPECT_EQ(line->years.front().own.value, one.own) << one.what;
        if (one.made == Made::published) {
            EXPECT_EQ(line->years.front().england.value, 65) << one.what;
        }
    }
}

TEST(Authorities, TheWordStandsBesideTheNeighboursMiddle) {
    England england;
    for (auto& [urn, value] : england.values) value.n = 400;
    const auto all = area_measures(england.made(), day(2020, 1, 1));
    const std::vector<AuthorityCode> five{{801}, {802}, {803}, {804}, {805}},
        four{{801}, {802}, {803}, {804}};
    const auto lines = compared(all, own, five);
    const auto* line = line_of(lines, reading);
    EXPECT_EQ(line->beside, Beside::well_above);
    EXPECT_EQ(line->better(), true);
    EXPECT_EQ(line->years.front().middle(), 53);
    EXPECT_EQ(line->rank->words(), "1st of 6");
    const auto fewer = compared(all, own, four);
    EXPECT_EQ(line_of(fewer, reading)->beside, Beside::not_judged) << "a middle of four says little";
}

TEST(Authorities, NothingLaterThanTheDayCounts) {
    England england;
    const auto all = area_measures(england.made(), day(2019, 12, 11));
    EXPECT_TRUE(of(all, reading).years.empty());
    EXPECT_FALSE(line_of(compared(all, own, {}), reading));
}

TEST(Authorities, AYearOfAnotherDefinitionEndsTheSeries) {
    const char* attainment = "ks4.attainment8";  // another scale since 2016/17
    England england;
    for (auto& [urn, value] : england.values) {
        analytics::School& school = england.builder.school(urn);
        school.phase = Phase::secondary;
    }
    england.builder.series({attainment, "2015/16", day(2017, 1, 19)}, england.values);
    england.builder.series({attainment, "2016/17", day(2018, 1, 25)}, england.values);
    const auto all = area_measures(england.made(attainment, "2017/18"), day(2020, 1, 1));
    ASSERT_EQ(of(all, attainment).years.size(), 2u);
    EXPECT_EQ(of(all, attainment).years.back().period, "2016/17");
}

TEST(Authorities, TheNearestComeFirst) {
    England england;
    const std::vector<AuthorityCode> order{{801}, {802}, {803}, {804}, {805}};
    const auto found = by_nearness(england.made(), day(2020, 1, 1), own);
    EXPECT_EQ(found.all, order);
    EXPECT_EQ(found.placed, 5u);
    for (int urn = 100005; urn <= 100008; ++urn) england.builder.school(urn).easting = 0;
    const auto without = by_nearness(england.builder.build(), day(2020, 1, 1), own);
    EXPECT_EQ(without.all.back(), AuthorityCode{801}) << "whose place nobody knows comes last";
    EXPECT_EQ(without.placed, 4u);
}

}
}
