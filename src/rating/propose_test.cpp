#include "rating/propose_test.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/clock.hpp"
#include "rating/brief.hpp"

namespace tarn::rating {
namespace {

using analytics::Missing;
using analytics::Phase;
using namespace tarn::rating::small;

const std::string low_is_bad = "kind = \"threshold\", none_from = 0, full_at = -10";

TEST(Propose, ShrinksSmallSchoolsBeforeTheyAreCompared) {
    SnapshotBuilder england;
    std::map<int, SnapshotBuilder::Value> values;
    for (int i = 0; i < 100; ++i) {
        england.school(100000 + i);
        values[100000 + i] = {static_cast<double>(i) / 10 - 5, 60};
    }
    values[100000] = {-9, 1};   // one pupil: hardly evidence
    values[100001] = {-9, 81};  // eighty-one pupils
    england.series({"m", "2018/19", day("2019-12-13")}, values);
    const auto run = run_of(england,
                            indicator("m", "m", "kind = \"national-percentile\", none_from = 25, full_at = 5",
                                      "reliability = { rho = 0.1 }"),
                            "2020-09-01");
    EXPECT_DOUBLE_EQ(*of(run, 100000).contributions[0].reliability, 0.1);
    EXPECT_DOUBLE_EQ(*of(run, 100001).contributions[0].reliability, 0.9);
    EXPECT_EQ(of(run, 100000).contributions[0].severity, 0);
    EXPECT_EQ(of(run, 100001).contributions[0].severity, 1);
}

TEST(Propose, PoolsYearsByPupilsAndTakesAnEarlierCohortWhereNoneIsGiven) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2016/17", day("2017-12-14"), 1}, {{100001, {-2, 10}}});
    england.series({"m", "2017/18", day("2018-12-13"), 2}, {{100001, {-4, 30}}});
    england.series({"m", "2018/19", day("2019-12-13"), 3}, {{100001, {-8}}});
    const auto run =
        run_of(england, indicator("m", "m", low_is_bad, "pool_years = 2\nreliability = { rho = 0.1 }"),
               "2020-09-01");
    const Contribution& c = of(run, 100001).contributions.at(0);
    EXPECT_DOUBLE_EQ(c.value, -6) << "2018/19 counts with the thirty pupils of 2017/18";
    EXPECT_DOUBLE_EQ(*c.n, 60);
    EXPECT_TRUE(c.n_stands_in);
    EXPECT_EQ(c.years, 2);
    EXPECT_EQ(run.source(c).title, "Release 2; Release 3");
    EXPECT_EQ(run.source(c).first_period, "2017/18");
    EXPECT_NE(reason(run, c).find("earlier year group"), std::string::npos);
}

TEST(Propose, TellsOfAShareHowFarChanceReaches) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2017/18", day("2018-12-13"), 1}, {{100001, {60, 10}}});
    england.series({"m", "2018/19", day("2019-12-13"), 2}, {{100001, {70, 10}}});
    const auto told = [&](const std::string& reliability, const std::string& unit) {
        const auto run =
            run_of(england,
                   indicator("m", "m", "kind = \"threshold\", none_from = 60, full_at = 40",
                             "pool_years = 2\nunit = \"" + unit + "\"\nreliability = " + reliability),
                   "2020-09-01");
        const Contribution& c = of(run, 100001).contributions.at(0);
        const auto json = nlohmann::json::parse(to_json(run))[0]["contributions"][0];
        EXPECT_EQ(json["years"], 2);
        EXPECT_EQ(json["low"].is_null(), !interval(run, c));
        return reason(run, c);
    };
    EXPECT_EQ(told("{ pupil_sd = 48, school_sd = 11, share = true }", "percent"),
              "It was 65%. Based on 13 of 20 pupils over 2 years, which is few. Likely range: 43% to 82%.");
    EXPECT_EQ(told("{ pupil_sd = 10, school_sd = 3 }", "number"),
              "It was 65. Based on 20 pupils over 2 years, which is few. Likely range: 61 to 69.");
    EXPECT_EQ(told("{ pupil_sd = 400, school_sd = 9 }", "percent"),
              "It was 65%. Based on 20 pupils over 2 years, which is few. Likely range: 0% to 100%.")
        << "a percentage stays one";
    EXPECT_EQ(told("{ rho = 0.1 }", "number"), "It was 65. Based on 20 pupils over 2 years.");
}

TEST(Propose, NeverCountsAValueWhosePupilsAreUnknown) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2018/19", day("2019-12-13")}, {{100001, {-8}}});
    const auto run =
        run_of(england, indicator("m", "m", low_is_bad, "reliability = { rho = 0.1 }"), "2020-09-01");
    EXPECT_TRUE(of(run, 100001).contributions.empty());
    EXPECT_EQ(of(run, 100001).missing.at(0).code, Missing::no_cohort);
}

TEST(Propose, LaterReleasesAndInspectionsCannotReachAnEarlierDate) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2017/18", day("2018-12-13"), 1}, {{100001, {-1, 30}}});
    england.graded(100001, day("2018-03-01"), 2, day("2018-04-01"));
    const std::string scheme =
        indicator("m", "m", low_is_bad) +
        indicator("grade", "inspection.overall", "kind = \"grade\", grades = [0, 0, 0.7, 1]") +
        indicator("category", "inspection.category", "kind = \"event\"", "trigger = \"red\"");
    const std::string before = to_json(run_of(england, scheme, "2019-01-01"));
    england.series({"m", "2018/19", day("2019-01-02"), 2}, {{100001, {-10, 30}}});
    england.graded(100001, day("2018-12-20"), 4, day("2019-01-02"));
    EXPECT_EQ(to_json(run_of(england, scheme, "2019-01-01")), before);
    const auto after = run_of(england, scheme, "2019-01-02");
    EXPECT_EQ(of(after, 100001).level, Level::red);
    EXPECT_EQ(of(after, 100001).trigger, 2);
}

/// Forty schools with few free meals and high results, forty with many and low ones, and one that moves
/// between.
SnapshotBuilder two_kinds(double meals_2019, double meals_2020) {
    SnapshotBuilder england;
    std::map<int, SnapshotBuilder::Value> pupils, meals, later, results;
    for (int i = 0; i < 80; ++i) {
        const int urn = england.school(100001 + i).urn.value;
        const bool few = i < 40;
        pupils[urn] = {200};
        meals[urn] = later[urn] = {few ? 5.0 : 60.0};
        results[urn] = {few ? 80.0 : 50.0};
    }
    england.school(100100);
    pupils[100100] = {200};
    meals[100100] = {meals_2019};
    later[100100] = {meals_2020};
    results[100100] = {65};
    england.series({"census.pupils", "2019-01", day("2019-06-27")}, pupils);
    england.series({"census.fsm_ever", "2019-01", day("2019-06-27")}, meals);
    england.series({"census.pupils", "2020-01", day("2020-06-25"), 2}, pupils);
    england.series({"census.fsm_ever", "2020-01", day("2020-06-25"), 2}, later);
    england.series({"m", "2018/19", day("2019-12-13"), 3}, results);
    return england;
}

TEST(Propose, SimilarSchoolsAreThoseOfTheDateThatIsRated) {
    const SnapshotBuilder england = two_kinds(5, 60);
    const auto compared = indicator("m", "m", "kind = \"similar-schools\", none_from = -0.5, full_at = -1.5");
    const auto middle = [&](const char* as_at) {
        return *of(run_of(england, compared, as_at), 100100).contributions[0].comparison;
    };
    EXPECT_EQ(middle("2020-01-01"), 80);
    EXPECT_EQ(middle("2020-06-24"), 80) << "the newer census was not public yet";
    EXPECT_EQ(middle("2020-06-25"), 50);
    EXPECT_EQ(middle("2020-01-01"), 80) << "and history stays as it was";
}

TEST(Propose, EvidenceThatIsTooOldIsShownAndNotScored) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2015/16", day("2016-12-15")}, {{100001, {-10, 30}}});
    const std::string scheme = indicator("m", "m", low_is_bad, "maximum_age_months = 24");
    EXPECT_EQ(of(run_of(england, scheme, "2018-08-31"), 100001).level, Level::red) << "24 months to the day";
    const auto run = run_of(england, scheme, "2018-09-01");
    EXPECT_EQ(of(run, 100001).level, Level::not_enough_evidence);
    EXPECT_EQ(of(run, 100001).missing.at(0).code, Missing::stale);
    EXPECT_EQ(of(run, 100001).missing.at(0).stale_value, -10);
    EXPECT_FALSE(of(run, 100001).score);
}

TEST(Propose, BelowTheCoverageFloorOnlyATriggerGivesALevel) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    england.school(100003);
    england.series({"m", "2018/19", day("2019-12-13")}, {{100001, {-10, 30}}, {100002, {-10, 30}}});
    england.graded(100002, day("2019-03-01"), 4, day("2019-04-01"));
    const std::string scheme =
        indicator("m", "m", low_is_bad) + indicator("absent", "nowhere", low_is_bad, "weight = 5") +
        indicator("category", "inspection.category", "kind = \"event\"", "trigger = \"red\"\nweight = 1");
    const auto run = run_of(england, scheme, "2020-09-01");
    EXPECT_EQ(of(run, 100001).level, Level::not_enough_evidence);
    EXPECT_DOUBLE_EQ(of(run, 100001).coverage, 0.25);
    EXPECT_FALSE(of(run, 100001).score);
    EXPECT_EQ(of(run, 100002).level, Level::red);
    EXPECT_FALSE(of(run, 100002).score);
    EXPECT_EQ(of(run, 100003).maximum, Points{0});
}

TEST(Propose, ACategoryEndsWhenTheSchoolInItClosesButItsGradeStays) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(140001);
    england.converted(100001, 140001, day("2018-01-01"));
    england.graded(100001, day("2017-03-01"), 4, day("2017-04-01"));
    const auto run =
        run_of(england,
               indicator("grade", "inspection.overall", "kind = \"grade\", grades = [0, 0, 0.7, 1]") +
                   indicator("category", "inspection.category", "kind = \"event\"", "trigger = \"red\""),
               "2018-09-01");
    const Proposal& academy = of(run, 140001);
    EXPECT_EQ(academy.contributions.at(0).severity, 1);
    EXPECT_TRUE(academy.contributions.at(0).from_predecessor);
    EXPECT_EQ(academy.contributions.at(1).severity, 0);
    EXPECT_FALSE(academy.trigger);
}

TEST(Propose, TrendIsOfTheGapToEnglandAndStopsAtAChangeOfDefinition) {
    SnapshotBuilder england;
    england.school(100001);
    const double values[] = {90, 40, 41, 42}, national[] = {10, 50, 55, 60};
    const char* periods[] = {"2015/16", "2016/17", "2017/18", "2018/19"};
    for (int i = 0; i < 4; ++i) {
        england.series({"m", periods[i], day("2019-12-13"), i + 1}, {{100001, {values[i], 50}}});
        england.national("m", periods[i], national[i], day("2019-12-13"));
    }
    const auto run = run_of(
        england,
        indicator(
            "m", "m", "kind = \"trend-of-gap\", none_from = 0, full_at = -8",
            "pool_years = 5\ncomparable_from = \"2016/17\"\nreliability = { pupil_sd = 10, school_sd = 1 }"),
        "2020-09-01");
    const Contribution& c = of(run, 100001).contributions.at(0);
    EXPECT_NEAR(c.value, -4, 1e-9) << "rose by one a year while England rose by five";
    EXPECT_NEAR(*c.reliability, 0.5, 1e-9) << "leverage 100 against k 100";
    EXPECT_NEAR(c.severity, 0.25, 1e-9);
    const auto between = interval(run, c);
    EXPECT_NEAR(between->high - c.value, 1.96, 1e-9);
}

TEST(Propose, RunsOfGradesAndOfDeficitsCountBackFromTheNewest) {
    SnapshotBuilder england;
    england.school(100001);
    england.graded(100001, day("2012-03-01"), 4, day("2012-04-01"));
    england.graded(100001, day("2014-03-01"), 2, day("2014-04-01"));
    england.graded(100001, day("2016-03-01"), 3, day("2016-04-01"));
    england.graded(100001, day("2018-03-01"), 3, day("2018-04-01"));
    const double balances[] = {-3, 1, -2, -1};
    for (int i = 0; i < 4; ++i)
        england.series(
            {"b", std::to_string(2014 + i) + "/" + std::to_string(15 + i), day("2018-12-01"), i + 1},
            {{100001, {balances[i]}}});
    const auto run =
        run_of(england,
               indicator("run", "inspection.run", "kind = \"run-of-grades\", none_from = 0, full_at = 4") +
                   indicator("deficits", "b", "kind = \"run-below\", below = 0, none_from = 0, full_at = 4",
                             "pool_years = 4"),
               "2019-01-01");
    EXPECT_EQ(of(run, 100001).contributions.at(0).value, 2);
    EXPECT_EQ(of(run, 100001).contributions.at(1).value, 2);
    EXPECT_FALSE(of(run, 100001).contributions.at(1).n);
}

TEST(Propose, ARegisterOfFactsThatIsNotKeptIsMissingAndOneThatIsKeptSaysNo) {
    SnapshotBuilder england;
    england.school(100001, Phase::primary, 888);
    england.school(100002, Phase::primary, 888);
    england.school(100003, Phase::primary, 850);
    const std::string scheme = indicator("warning", "fact.warning_notice", "kind = \"event\"",
                                         "trigger = \"red\"\nmaximum_age_months = 12");
    const LocalFact fact{Urn{100001},          "fact.warning_notice", day("2020-02-01"),
                         day("2020-12-31"),    day("2020-02-03"),     1,
                         "Register of notices"};
    const auto run = run_of(england, scheme, "2020-09-01", {fact});
    EXPECT_EQ(of(run, 100001).level, Level::red);
    EXPECT_EQ(run.source(of(run, 100001).contributions[0]).title, "Register of notices");
    EXPECT_EQ(of(run, 100002).contributions.at(0).severity, 0);
    EXPECT_EQ(of(run, 100003).missing.at(0).code, Missing::no_release);
    EXPECT_EQ(of(run_of(england, scheme, "2021-01-01", {fact}), 100001).contributions.at(0).severity, 0)
        << "the notice has ended";
    EXPECT_TRUE(of(run_of(england, scheme, "2020-02-02", {fact}), 100001).contributions.empty())
        << "not known yet";
}

/// A county of chance: every figure, gap and inspection from the seed.
SnapshotBuilder chance(std::uint64_t seed, int schools) {
    SnapshotBuilder england;
    Random random{seed};
    const Phase phases[] = {Phase::primary, Phase::primary, Phase::secondary, Phase::special, Phase::nursery};
    for (int i = 0; i < schools; ++i)
        england.school(100000 + i, phases[random.between(0, 4)]).maintained = random.uniform() < 0.7;
    const char* measures[] = {
        "ks2.progress.reading", "ks2.progress.maths", "ks2.rwm.expected",   "ks4.progress8",
        "ks4.attainment8",      "absence.overall",    "absence.persistent", "finance.balance_share",
        "census.pupils",        "census.fsm_ever",    "census.eal",         "census.sen_support",
        "census.ehc_plans"};
    std::int64_t release = 0;
    for (const char* measure : measures)
        for (int year = 2015; year < 2019; ++year) {
            std::map<int, SnapshotBuilder::Value> values;
            for (int i = 0; i < schools; ++i) {
                if (random.uniform() < 0.1) continue;
                values[100000 + i] = {random.normal() * 10 + 20, static_cast<float>(random.between(1, 200))};
                if (random.uniform() < 0.1) values[100000 + i] = {.missing = Missing::suppressed};
            }
            england.series({measure, std::to_string(year) + "/" + std::to_string(year - 1999),
                            Date::of(year + 1, 12, 13).value(), ++release},
                           values);
        }
    for (int i = 0; i < schools; ++i)
        for (int visit = 0; visit < random.between(0, 4); ++visit) {
            const Date held = day("2010-01-01") + static_cast<int>(random.between(0, 3500));
            england.graded(100000 + i, held, static_cast<int>(random.between(1, 4)), held + 30);
        }
    return england;
}

TEST(Propose, TheScoreIsTheSumOfWhatIsPrintedForAnySnapshot) {
    int scored = 0, levels[4] = {};
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto snapshot = std::make_shared<const analytics::Snapshot>(chance(seed, 150).build());
        const auto run = propose(snapshot, default_scheme(),
                                 {.as_at = day("2020-09-01"), .authority = {}, .facts = {}, .threads = 2});
        for (const Proposal& p : run.proposals) {
            Points score, maximum;
            for (const Contribution& c : p.contributions) {
                score += c.contribution;
                maximum += c.maximum;
                EXPECT_GE(c.contribution, Points{});
                EXPECT_LE(c.contribution, c.maximum);
            }
            EXPECT_EQ(maximum, p.maximum);
            ++levels[static_cast<int>(p.level)];
            if (!p.score) continue;
            ++scored;
            EXPECT_EQ(score, *p.score);
        }
        const auto printed = nlohmann::json::parse(to_json(run));
        ASSERT_EQ(printed.size(), run.proposals.size());
        for (const auto& school : printed) {
            double sum = 0;
            for (const auto& c : school["contributions"]) sum += c["contribution"].get<double>();
            if (!school["score"].is_null()) {
                EXPECT_NEAR(sum, school["score"].get<double>(), 1e-9);
            }
            EXPECT_EQ(school["contributions"].size() + school["missing"].size(),
                      of(run, school["urn"]).contributions.size() + of(run, school["urn"]).missing.size());
        }
    }
    EXPECT_GT(scored, 500);
    for (const int level : levels) EXPECT_GT(level, 10) << "every level occurs";
}

TEST(Propose, DoesNotDependOnThreadsOrOnWhoIsAskedFor) {
    const auto snapshot = std::make_shared<const analytics::Snapshot>(chance(5, 300).build());
    const auto json = [&](unsigned threads) {
        return to_json(
            propose(snapshot, default_scheme(),
                    {.as_at = day("2020-09-01"), .authority = {}, .facts = {}, .threads = threads}));
    };
    EXPECT_EQ(json(1), json(3));
    const auto lancashire =
        propose(snapshot, default_scheme(),
                {.as_at = day("2020-09-01"), .authority = AuthorityCode{888}, .facts = {}});
    EXPECT_EQ(to_json(lancashire), json(2)) << "every school of this county is Lancashire's";
    const auto nobody = propose(snapshot, default_scheme(),
                                {.as_at = day("2020-09-01"), .authority = AuthorityCode{850}, .facts = {}});
    EXPECT_EQ(to_json(nobody), "[\n]\n");
}

TEST(Propose, WhatAnAuthorityGathersCountsForItAlone) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    const auto snapshot = std::make_shared<const analytics::Snapshot>(england.build());
    auto own = std::make_shared<analytics::OwnSeries>();
    own->owner = AuthorityCode{888};
    own->schools = {1};
    own->series.push_back({.measure = "m",
                           .period = "2018/19",
                           .release = ReleaseId{7},
                           .release_title = "A return",
                           .known_from = day("2019-10-20"),
                           .values = {-10},
                           .missing = {Missing::none}});
    const auto run = [&](std::optional<AuthorityCode> authority, const char* as_at) {
        return propose(snapshot, scheme_of(indicator("m", "m", low_is_bad)),
                       {.as_at = day(as_at), .authority = authority, .facts = {}, .own = own});
    };
    const auto theirs = run(AuthorityCode{888}, "2020-09-01");
    EXPECT_EQ(of(theirs, 100002).contributions.at(0).value, -10);
    EXPECT_EQ(theirs.source(of(theirs, 100002).contributions[0]).title, "A return");
    EXPECT_EQ(of(theirs, 100001).missing.at(0).code, Missing::not_in_release);
    EXPECT_EQ(of(run(AuthorityCode{888}, "2019-10-19"), 100002).missing.at(0).code, Missing::no_release);
    EXPECT_FALSE(run(AuthorityCode{850}, "2020-09-01").own);
    EXPECT_EQ(of(run({}, "2020-09-01"), 100002).missing.at(0).code, Missing::no_release);
}

TEST(Words, EverySentenceIsFinished) {
    const auto snapshot = std::make_shared<const analytics::Snapshot>(chance(9, 200).build());
    const auto run =
        propose(snapshot, default_scheme(), {.as_at = day("2020-09-01"), .authority = {}, .facts = {}});
    for (const Proposal& p : run.proposals) {
        const std::string letter = explain(run, p);
        for (const char* wrong : {"{", "}", "nan", "inf ", "-0 ", "-0.0 ", "an unknown day", "nothing known"})
            EXPECT_EQ(letter.find(wrong), std::string::npos) << wrong << " in\n" << letter;
        EXPECT_FALSE(what_would_change(run, p).empty());
    }
}

// ---------------------------------------------------------------------------- what nobody could know

const std::string half = "kind = \"threshold\", none_from = 0, full_at = -10";

/// One school with figures of `known` for every period; `gone` stands beside it and ends with 2022/23.
Run with_calendar(const SnapshotBuilder& england, const std::string& indicators, const char* as_at) {
    analytics::Calendars calendars;
    calendars["gone"] = {.published_after_months = 4,
                         .gaps = {{"2023/24", "No tests at 7.", "x"}, {"2024/25", "No tests at 7.", "x"}}};
    return propose(std::make_shared<const analytics::Snapshot>(england.build()), scheme_of(indicators),
                   {.as_at = day(as_at), .authority = {}, .facts = {}, .calendars = &calendars});
}

TEST(WhatNobodyCouldKnow, CostsNoCoverageOnceNoFreshPeriodHasFigures) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"gone", "2022/23", day("2023-12-14")}, {{100001, {-2, 30}}});
    england.series({"known", "2024/25", day("2025-12-11")}, {{100001, {-2, 30}}});
    const std::string both =
        indicator("gone", "gone", half, "weight = 6") + indicator("known", "known", half);
    struct Case {
        const char* on;
        double coverage;
        bool applies;
    };
    for (const auto& [on, coverage, applies] :
         {Case{"2026-08-31", 1, true}, Case{"2026-09-01", 1, false}, Case{"2026-11-27", 1, false}}) {
        const auto run = with_calendar(england, both, on);
        EXPECT_EQ(of(run, 100001).coverage, coverage) << on;
        EXPECT_EQ(of(run, 100001).missing.empty(), applies) << on;
    }
    const auto run = with_calendar(england, both, "2026-11-27");
    const MissingIndicator& missing = of(run, 100001).missing.at(0);
    EXPECT_FALSE(missing.applies);
    EXPECT_EQ(missing.code, Missing::not_applicable);
    EXPECT_EQ(reason(run, missing), "Does not apply this year. 2023/24, 2024/25: No tests at 7.");
    EXPECT_EQ(lack_of(run, missing), Lack::not_calculated);
    EXPECT_NE(to_json(run).find("\"applies\":false"), std::string::npos);
    EXPECT_EQ(run_of(england, both, "2026-11-27").proposals[0].coverage, 0.25)
        << "without the calendar it would be held against the school";
}

TEST(WhatNobodyCouldKnow, AFileThatHasFiguresAllTheSameCounts) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    england.series({"gone", "2024/25", day("2025-12-11")}, {{100001, {-2, 30}}});
    const auto run = with_calendar(england, indicator("gone", "gone", half), "2026-11-27");
    EXPECT_EQ(of(run, 100001).contributions.size(), 1u);
    EXPECT_TRUE(of(run, 100002).missing.at(0).applies) << "others have it, so this school lacks it";
}

TEST(WhatNobodyCouldKnow, AYearWithoutAnyFigureTakesNoPlaceAndGivesNoReason) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    england.series({"gone", "2022/23", day("2023-12-14"), 1},
                   {{100001, {-4, 30}}, {100002, {.missing = Missing::suppressed}}});
    england.series({"gone", "2023/24", day("2024-12-12"), 2},
                   {{100001, {.missing = Missing::not_applicable}}, {100002, {.missing = Missing::blank}}});
    const auto run = with_calendar(england, indicator("gone", "gone", half), "2025-01-31");
    EXPECT_EQ(of(run, 100001).contributions.at(0).value, -4) << "the one pooled year is the one with figures";
    EXPECT_EQ(of(run, 100002).missing.at(0).code, Missing::suppressed);
    EXPECT_TRUE(of(run, 100002).missing.at(0).applies);
}

TEST(WhatNobodyCouldKnow, NotApplicableInAFileIsNobodysLackWhileItIsFresh) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2018/19", day("2019-12-13")}, {{100001, {.missing = Missing::not_applicable}}});
    england.series({"known", "2018/19", day("2019-12-13")}, {{100001, {-2, 30}}});
    england.series({"known", "2022/23", day("2023-12-13")}, {{100001, {-2, 30}}});
    const std::string both = indicator("m", "m", half) + indicator("known", "known", half);
    const auto fresh = run_of(england, both, "2020-09-01"), old = run_of(england, both, "2024-09-01");
    EXPECT_EQ(of(fresh, 100001).coverage, 1);
    EXPECT_FALSE(of(fresh, 100001).missing.at(0).applies);
    EXPECT_EQ(reason(fresh, of(fresh, 100001).missing.at(0)), "Does not apply to this school.");
    EXPECT_EQ(of(old, 100001).coverage, 0.5)
        << "what a file said of an old year is no word on the years since";
    EXPECT_EQ(of(old, 100001).missing.at(0).code, Missing::stale);
    EXPECT_EQ(lack_of(old, of(old, 100001).missing.at(0)), Lack::too_old);
    EXPECT_EQ(reason(old, of(old, 100001).missing.at(0)),
              "What is known is of 31 August 2019, more than 3 years ago.");
}

TEST(WhatNobodyCouldKnow, AnOptionalIndicatorCountsWhereItIsFedAndFromItsDay) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    england.series({"known", "2018/19", day("2019-12-13")}, {{100001, {-2, 30}}, {100002, {-2, 30}}});
    england.series({"own", "2018/19", day("2019-12-13")}, {{100001, {-10, 30}}});
    const std::string both = indicator("known", "known", half) +
                             indicator("own", "own", half, "optional = true\nsince = \"2020-08-01\"");
    const auto before = run_of(england, both, "2020-07-31"), run = run_of(england, both, "2020-09-01");
    EXPECT_EQ(of(before, 100001).maximum, Points::of(2));
    EXPECT_TRUE(of(before, 100002).missing.empty()) << "not asked yet";
    EXPECT_EQ(of(run, 100001).maximum, Points::of(4));
    EXPECT_EQ(of(run, 100001).coverage, 1);
    EXPECT_EQ(of(run, 100002).coverage, 1) << "who has none loses nothing";
    EXPECT_FALSE(of(run, 100002).missing.at(0).applies);
}

TEST(Propose, ASchoolIsBelowOnlyWhereEveryMeasureOfTheYearIs) {
    SnapshotBuilder england;
    const auto table = std::vector<std::tuple<double, double, float, double>>{
        {50, 30, 12, 1}, {50, 40, 12, 0}, {60, 30, 12, 0}, {56, 34, 12, 0}, {50, 30, 5, 1}, {50, 30, 6, 1}};
    std::map<int, SnapshotBuilder::Value> all, disadvantaged, earlier;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const int urn = 100001 + static_cast<int>(i);
        england.school(urn);
        all[urn] = {std::get<0>(table[i]), 40};
        disadvantaged[urn] = {std::get<1>(table[i]), std::get<2>(table[i])};
    }
    england.school(100009);
    all[100009] = {50, 40};
    earlier[100009] = {10, 9};
    england.series({"all", "2018/19", day("2019-12-13")}, all);
    england.series({"dis", "2018/19", day("2019-12-13")}, disadvantaged);
    england.series({"dis", "2017/18", day("2018-12-13")}, earlier);
    std::string low = indicator("low", "all", "kind = \"all-below\", below = [56, 34]",
                                "otherwise = \"Not both: {value}, {comparison}.\"\n"
                                "small = { up_to = 5, sentence = \"Withheld elsewhere.\" }");
    low.replace(low.find("\"all\"\nsev"), 5, "[\"all\", \"dis\"]");
    const auto run = run_of(england, low, "2020-09-01");
    for (std::size_t i = 0; i < table.size(); ++i) {
        const Contribution& c = of(run, 100001 + static_cast<int>(i)).contributions.at(0);
        EXPECT_EQ(c.severity, std::get<3>(table[i])) << i;
        EXPECT_EQ(c.comparison, std::get<1>(table[i])) << i;
        EXPECT_EQ(c.contribution, Points::of(c.maximum.value() * c.severity)) << i;
        EXPECT_EQ(c.maximum.hundredths, std::get<2>(table[i]) <= 5 ? 0 : 200) << i << ": few are only shown";
        EXPECT_EQ(reason(run, c).find("Withheld elsewhere.") != std::string::npos, std::get<2>(table[i]) <= 5)
            << i << reason(run, c);
    }
    EXPECT_EQ(reason(run, of(run, 100002).contributions[0]).substr(0, 17), "Not both: 50, 40.");
    EXPECT_TRUE(of(run, 100009).contributions.empty()) << "the two must be of one year";
}

TEST(WhatNobodyCouldKnow, AnOlderFigureWithoutPupilsIsALackThoughTheNewestYearDoesNotApply) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"m", "2018/19", day("2019-12-13")}, {{100001, {.missing = Missing::not_applicable}}});
    england.series({"m", "2017/18", day("2018-12-13")}, {{100001, {-2, 0}}});
    const auto run = run_of(
        england, indicator("m", "m", half, "pool_years = 3\nreliability = { pupil_sd = 6, school_sd = 2 }"),
        "2020-09-01");
    EXPECT_EQ(of(run, 100001).missing.at(0).code, Missing::no_cohort);
    EXPECT_TRUE(of(run, 100001).missing.at(0).applies);
}

TEST(Evidence, IsListedWithTheYearsItComesFromAndWhyTheRestIsNotThere) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    england.school(100003);
    england.series({"known", "2018/19", day("2019-12-13")}, {{100001, {-2, 30}}});
    england.series({"known", "2014/15", day("2015-12-13")}, {{100002, {-2, 30}}});
    const std::string listed =
        to_evidence(run_of(england,
                           indicator("known", "known", half, "pool_years = 2") +
                               indicator("never", "never", half, "weight = 1") +
                               indicator("fact", "fact.x", "kind = \"event\"", "weight = 1"),
                           "2020-09-01"));
    EXPECT_EQ(
        listed,
        "| phase | schools | with enough evidence | share |\n|---|---|---|---|\n"
        "| primary | 3 | 1 | 33.3% |\n| all | 3 | 1 | 33.3% |\n\n"
        "| indicator | weight | schools | from | the rest |\n|---|---|---|---|---|\n"
        "| known | 2.00 | 1 of 3 | 2018/19 (1) | too old to count: 1, not in the files for this school: 1 "
        "|\n"
        "| never | 1.00 | 0 of 3 | nothing | never imported: 3 |\n"
        "| fact | 1.00 | 0 of 3 | nothing | not recorded by the authority: 3 |\n");
}

TEST(Evidence, TheLargestLackIsTheOneThatCostsMostWeight) {
    SnapshotBuilder england;
    england.school(100001);
    england.series({"old", "2010/11", day("2011-12-13")}, {{100001, {-2, 30}}});
    const auto run =
        run_of(england,
               indicator("old", "old", half, "weight = 3") + indicator("never", "never", half, "weight = 1") +
                   indicator("never2", "never2", half, "weight = 1"),
               "2020-09-01");
    const std::vector<const Proposal*> all{&run.proposals[0]};
    EXPECT_EQ(largest_lack(run, all), Lack::too_old);
    EXPECT_EQ(largest_lack(run, {}), std::nullopt);
}

}
}
