#include <cmath>
#include <gtest/gtest.h>

#include "analytics/snapshot_builder.hpp"
#include "evidence/catalogue/measure_funnel_rules.hpp"

namespace tarn::evidence {
namespace {

const Date published = *Date::parse_iso("2018-12-13");
const Date asked_on = *Date::parse_iso("2019-01-01");
constexpr int own_authority = 888, other_authority = 210;
const Measure& expected_standard = *find_measure("ks2.rwm.expected");

/// 40 schools elsewhere at 50, 60 and 70 % and, in the authority, one like them, one of a few pupils far
/// below and one of many pupils far below.
analytics::SnapshotBuilder england() {
    analytics::SnapshotBuilder builder;
    std::map<int, analytics::SnapshotBuilder::Value> values;
    for (int i = 0; i < 40; ++i) {
        builder.school(100001 + i, analytics::Phase::primary, other_authority);
        values[100001 + i] = {50.0 + 10 * (i % 3), 60};
    }
    for (const int urn : {200001, 200002, 200003, 200004, 200005})
        builder.school(urn, analytics::Phase::primary, own_authority);
    builder.school(200006, analytics::Phase::secondary, own_authority);
    values[200001] = {60, 60};
    values[200002] = {20, 5};
    values[200003] = {20, 90};
    values[200004] = {.value = 55};  // no number of pupils
    values[200005] = {.missing = analytics::Missing::suppressed};
    values[200006] = {20, 90};
    builder.series({expected_standard.code, "2017/18", published}, values);
    return builder;
}

std::optional<MeasureFunnel> ask(const analytics::Snapshot& snapshot, std::string period = {},
                                 Date as_at = asked_on) {
    const analytics::Population population{snapshot, as_at};
    return measure_funnel(snapshot, population, expected_standard,
                          {.authority = AuthorityCode{own_authority},
                           .phase = analytics::Phase::primary,
                           .period = std::move(period),
                           .as_at = as_at});
}

TEST(MeasureFunnel, NamesTheLargeSchoolFarBelowAndNotTheSmallOne) {
    const auto snapshot = england().build();
    const auto funnel = ask(snapshot);
    ASSERT_TRUE(funnel);
    EXPECT_EQ(funnel->period, "2017/18");
    EXPECT_EQ(funnel->england, 43U);
    EXPECT_EQ(funnel->without, 2U);
    ASSERT_EQ(funnel->schools.size(), 3U);
    EXPECT_EQ(funnel->schools[0].standing.signal, analytics::Signal::inside);
    EXPECT_NE(funnel->schools[1].standing.signal, analytics::Signal::alarm);
    EXPECT_EQ(funnel->schools[2].standing.signal, analytics::Signal::alarm);
    EXPECT_GT(funnel->at(5, analytics::alert_z).high - funnel->at(90, analytics::alert_z).high, 20);
}

TEST(MeasureFunnel, OffersOnlyWhatItCanDraw) {
    using analytics::Phase;
    auto builder = england();
    builder.series({expected_standard.code, "2016/17", published}, {{200001, {60, 60}}});
    const auto snapshot = builder.build();
    const analytics::Population population{snapshot, asked_on};
    const auto offered = [&](AuthorityCode authority) {
        return funnel_choices(snapshot, population, expected_standard, asked_on, [&, authority](auto school) {
            return snapshot.schools[school].authority == authority;
        });
    };
    const std::vector<FunnelChoice> one{{Phase::primary, "2017/18"}};
    EXPECT_EQ(offered(AuthorityCode{own_authority}), one)
        << "one secondary school and one primary of 2016/17 are too few";
    EXPECT_EQ(offered(AuthorityCode{701}), std::vector<FunnelChoice>{})
        << "none of these schools may be shown";
    for (const auto& choice : offered(AuthorityCode{own_authority}))
        EXPECT_TRUE(ask(snapshot, choice.period));
    const std::vector<FunnelChoice> some{
        {Phase::primary, "2018/19"}, {Phase::primary, "2017/18"}, {Phase::secondary, "2016/17"}};
    EXPECT_EQ(nearest_choice(some, Phase::primary, "2017/18"), &some[1]);
    EXPECT_EQ(nearest_choice(some, Phase::primary, "2016/17"), &some[0]);
    EXPECT_EQ(nearest_choice(some, Phase::secondary, ""), &some[2]);
    EXPECT_EQ(nearest_choice(some, Phase::special, "2017/18"), &some[0]);
    EXPECT_EQ(nearest_choice({}, Phase::primary, ""), nullptr);
}

// 6 of 10 where nine in ten are usual: by the normal distribution an alarm, by the binomial one school in
// forty.
TEST(MeasureFunnel, HoldsFewPupilsAgainstTheExactChances) {
    analytics::SnapshotBuilder builder;
    std::map<int, analytics::SnapshotBuilder::Value> values;
    for (int urn = 100001; urn < 100041; ++urn) {
        builder.school(urn, analytics::Phase::primary, other_authority);
        values[urn] = {90, 100};
    }
    builder.school(200001, analytics::Phase::primary, own_authority);
    values[200001] = {60, 10};
    builder.series({expected_standard.code, "2017/18", published}, values);
    const auto funnel = ask(builder.build());
    ASSERT_TRUE(funnel);
    ASSERT_EQ(funnel->schools.size(), 1U);
    const auto& standing = funnel->schools[0].standing;
    EXPECT_NEAR(standing.adjusted, -2.2, 0.05);
    EXPECT_LT(funnel->schools[0].value, funnel->at(10, analytics::alert_z).low);
    EXPECT_GT(funnel->schools[0].value, funnel->at(10, analytics::alarm_z).low);
    EXPECT_LE(funnel->at(40, analytics::alarm_z).high, 100);
}

TEST(MeasureFunnel, KnowsNothingBeforePublicationNorOfAnotherPeriod) {
    const auto snapshot = england().build();
    EXPECT_FALSE(ask(snapshot, {}, published - 1));
    EXPECT_FALSE(ask(snapshot, "2016/17"));
    EXPECT_FALSE(ask({}));
}

TEST(MeasureFunnel, OnlyMeasuresWhoseChanceIsKnownHaveOne) {
    EXPECT_TRUE(has_funnel(expected_standard));
    EXPECT_TRUE(has_funnel(*find_measure("ks4.progress8")));
    EXPECT_FALSE(has_funnel(*find_measure("finance.balance_share")));
}

TEST(MeasureFunnel, WithoutDifferencesNobodyStandsOut) {
    analytics::SnapshotBuilder builder;
    std::map<int, analytics::SnapshotBuilder::Value> values;
    for (int urn = 100001; urn < 100021; ++urn) {
        builder.school(urn, analytics::Phase::primary, own_authority);
        values[urn] = {100, 30};
    }
    builder.series({expected_standard.code, "2017/18", published}, values);
    const auto funnel = ask(builder.build());
    ASSERT_TRUE(funnel);
    for (const auto& school : funnel->schools) EXPECT_EQ(school.standing.signal, analytics::Signal::inside);
}

}
}
