#include <gtest/gtest.h>

#include "rating/propose_test.hpp"

namespace tarn::rating {
namespace {

using analytics::Missing;
using namespace tarn::rating::small;

// A report card and the grades before it are two schemes.
const std::string card_indicators =
    indicator("grade", "inspection.overall", "kind = \"grade\", grades = [0, 0, 0.7, 1]") +
    indicator("category", "inspection.category", "kind = \"event\"",
              "trigger = \"red\"\notherwise = \"The {inspection} of {day} found none.\"\nlisted = \"Listed "
              "{day}.\"\nunlisted = \"Lifted "
              "{day}.\"") +
    indicator("lead", "report_card.leadership_and_governance",
              "kind = \"area-grade\", grades = [0, 0, 0, 0.5, 1]",
              "unit = \"area-grade\"\nsince = \"2025-11-10\"") +
    indicator("post-16", "report_card.post_16", "kind = \"area-grade\", grades = [0, 0, 0, 0.5, 1]",
              "since = \"2025-11-10\"") +
    indicator("safe", "report_card.safeguarding_not_met", "kind = \"event\"",
              "trigger = \"red\"\nsince = \"2025-11-10\"") +
    indicator("stuck", "report_card.stuck", "kind = \"event\"", "weight = 0\nsince = \"2025-11-10\"");

std::map<std::string, double> severities(const Run& run, int urn) {
    std::map<std::string, double> found;
    for (const Contribution& c : of(run, urn).contributions) found[run.indicator(c).code] = c.severity;
    return found;
}
std::map<std::string, Missing> missing(const Run& run, int urn) {
    std::map<std::string, Missing> found;
    for (const MissingIndicator& m : of(run, urn).missing) found[run.indicator(m).code] = m.code;
    return found;
}

TEST(ReportCards, CountInsteadOfTheGradesBeforeThem) {
    SnapshotBuilder england;
    england.school(100001);
    england.graded(100001, day("2023-03-01"), 3, day("2023-04-01"));
    auto& card =
        england.card(100001, day("2026-01-13"), analytics::CardGrade::needs_attention, day("2026-02-17"));
    for (auto& entry : card.entries)
        if (entry.area == analytics::CardArea::post_16) entry.grade = analytics::CardGrade::not_applicable;
    using Found = std::map<std::string, double>;
    using Why = std::map<std::string, Missing>;
    const auto before = run_of(england, card_indicators, "2026-02-16");
    EXPECT_EQ(severities(before, 100001), (Found{{"grade", 0.7}, {"category", 0}}));
    EXPECT_EQ(missing(before, 100001), (Why{{"lead", Missing::not_applicable},
                                            {"post-16", Missing::not_applicable},
                                            {"safe", Missing::not_applicable},
                                            {"stuck", Missing::not_applicable}}));
    EXPECT_EQ(of(before, 100001).coverage, 1) << "what cannot be known of a school is not missing";
    const auto after = run_of(england, card_indicators, "2026-02-17");
    EXPECT_EQ(severities(after, 100001), (Found{{"category", 0}, {"lead", 0.5}, {"safe", 0}, {"stuck", 1}}));
    EXPECT_EQ(missing(after, 100001),
              (Why{{"grade", Missing::not_applicable}, {"post-16", Missing::not_applicable}}));
    EXPECT_EQ(of(after, 100001).coverage, 1);
    for (const MissingIndicator& m : of(after, 100001).missing) EXPECT_FALSE(m.applies);
    EXPECT_EQ(of(after, 100001).maximum, Points::of(6));
    EXPECT_EQ(of(after, 100001).steps.back().raw, Level::green) << "amber at a quarter: 1 of 6";
    EXPECT_EQ(reason(after, of(after, 100001).contributions.at(1)), "It was needs attention.");
    EXPECT_EQ(reason(after, of(after, 100001).missing.at(0)), "The latest inspection gave no such grade.");
    EXPECT_EQ(reason(before, of(before, 100001).contributions.at(1)),
              "The graded inspection of 1 March 2023 found none.");
    EXPECT_EQ(reason(after, of(after, 100001).contributions.at(0)),
              "The inspection of 13 January 2026 found none.");
}

TEST(ReportCards, DoNotApplyToASchoolThatNobodyInspectedWhichSaysSo) {
    SnapshotBuilder england;
    england.school(100001);
    const auto run = run_of(england, card_indicators, "2026-02-17");
    for (const MissingIndicator& m : of(run, 100001).missing)
        EXPECT_EQ(reason(run, m), "No graded inspection is known.") << run.indicator(m).code;
    EXPECT_EQ(of(run, 100001).missing.size(), 6u);
}

TEST(ReportCards, AreNotAskedForBeforeThereWereAny) {
    SnapshotBuilder england;
    england.school(100001);
    england.graded(100001, day("2024-03-01"), 3, day("2024-04-01"));
    const auto run = run_of(england, card_indicators, "2025-11-09");
    EXPECT_TRUE(missing(run, 100001).empty());
    EXPECT_EQ(to_coverage(run).find("lead"), std::string::npos);
    EXPECT_FALSE(missing(run_of(england, card_indicators, "2025-11-10"), 100001).empty());
}

TEST(ReportCards, AnOlderGradeCountsAgainWhereItCameLast) {
    SnapshotBuilder england;
    england.school(100001);
    england.card(100001, day("2025-11-11"), analytics::CardGrade::urgent_improvement, day("2025-12-17"));
    england.graded(100001, day("2025-11-12"), 2, day("2025-12-18"));
    EXPECT_TRUE(severities(run_of(england, card_indicators, "2026-01-01"), 100001).contains("grade"));
    EXPECT_FALSE(severities(run_of(england, card_indicators, "2026-01-01"), 100001).contains("lead"));
}

TEST(ReportCards, SafeguardingAndACategoryTriggerAndALiftedOneEnds) {
    SnapshotBuilder england;
    for (const int urn : {100001, 100002, 100003}) england.school(urn);
    auto& unsafe =
        england.card(100001, day("2026-01-13"), analytics::CardGrade::strong_standard, day("2026-02-17"));
    unsafe.entries.back().grade = analytics::CardGrade::not_met;
    england.card(100002, day("2026-01-13"), analytics::CardGrade::expected_standard, day("2026-02-17"))
        .categories.front()
        .category = analytics::Category::requires_significant_improvement;
    england.listed(100002, day("2026-09-30"), analytics::Category::none);
    england.listed(100003, day("2026-04-30"), analytics::Category::special_measures);
    const auto spring = run_of(england, card_indicators, "2026-05-01");
    EXPECT_EQ(of(spring, 100001).level, Level::red);
    EXPECT_EQ(spring.scheme->indicators[*of(spring, 100001).trigger].code, "safe");
    EXPECT_EQ(of(spring, 100002).level, Level::red);
    EXPECT_EQ(of(spring, 100003).level, Level::red) << "the list alone tells of it";
    const auto autumn = run_of(england, card_indicators, "2026-10-01");
    EXPECT_FALSE(of(autumn, 100002).trigger);
    EXPECT_EQ(reason(autumn, of(autumn, 100002).contributions.at(0)), "Lifted 30 September 2026.");
}

TEST(ReportCards, StuckNeedsBothInspections) {
    struct Case {
        std::string_view what;
        int before;
        analytics::CardGrade leadership;
        double stuck;
    };
    const Case cases[] = {{"good, then needs attention", 2, analytics::CardGrade::needs_attention, 0},
                          {"below good, then expected", 3, analytics::CardGrade::expected_standard, 0},
                          {"below good, then needs attention", 3, analytics::CardGrade::needs_attention, 1},
                          {"inadequate, then urgent", 4, analytics::CardGrade::urgent_improvement, 1},
                          {"never inspected before", 0, analytics::CardGrade::urgent_improvement, 0}};
    for (const Case& c : cases) {
        SnapshotBuilder england;
        england.school(100001);
        if (c.before > 0) england.graded(100001, day("2023-03-01"), c.before, day("2023-04-01"));
        england.card(100001, day("2026-01-13"), c.leadership, day("2026-02-17"));
        EXPECT_EQ(severities(run_of(england, card_indicators, "2026-03-01"), 100001).at("stuck"), c.stuck)
            << c.what;
    }
    SnapshotBuilder england;
    england.school(100001);
    england.graded(100001, day("2025-03-01"), 0, day("2025-04-01")).behaviour = 3;
    england.card(100001, day("2026-01-13"), analytics::CardGrade::needs_attention, day("2026-02-17"));
    EXPECT_EQ(severities(run_of(england, card_indicators, "2026-03-01"), 100001).at("stuck"), 1)
        << "no overall grade since September 2024: the others tell";
}

TEST(ReportCards, StuckIsNotDefinedAfterAnotherCard) {
    SnapshotBuilder england;
    england.school(100001);
    england.graded(100001, day("2023-03-01"), 3, day("2023-04-01"));
    england.card(100001, day("2025-11-18"), analytics::CardGrade::strong_standard, day("2025-12-17"));
    england.card(100001, day("2026-01-13"), analytics::CardGrade::needs_attention, day("2026-02-17"));
    const auto run = run_of(england, card_indicators, "2026-03-01");
    EXPECT_FALSE(severities(run, 100001).contains("stuck")) << "below good cannot be said of a card";
    EXPECT_EQ(missing(run, 100001).at("stuck"), Missing::not_applicable);
}

TEST(ReportCards, WithoutAWordOnTheCategoryItIsMissing) {
    SnapshotBuilder england;
    england.school(100001);
    england.card(100001, day("2026-01-13"), analytics::CardGrade::expected_standard, day("2026-02-17"))
        .categories.clear();
    const auto run = run_of(england, card_indicators, "2026-03-01");
    EXPECT_FALSE(severities(run, 100001).contains("category"));
    EXPECT_EQ(missing(run, 100001).at("category"), Missing::not_published);
    EXPECT_LT(of(run, 100001).coverage, 1);
}

TEST(ReportCards, AnAreaThatASchoolCannotHaveCostsNothing) {
    struct Case {
        std::string_view what;
        analytics::Phase phase;
        int low_age, high_age;
        Missing post_16;
    };
    const Case cases[] = {
        {"primary without ages", analytics::Phase::primary, -1, -1, Missing::not_applicable},
        {"nursery school", analytics::Phase::nursery, 2, 5, Missing::not_applicable},
        {"secondary to 16", analytics::Phase::secondary, 11, 16, Missing::not_applicable},
        {"secondary to 18", analytics::Phase::secondary, 11, 18, Missing::not_published},
        {"secondary without ages", analytics::Phase::secondary, -1, -1, Missing::not_published},
    };
    const std::string one = "[\"primary\"]";
    std::string of_every_phase = card_indicators;
    for (std::size_t at; (at = of_every_phase.find(one)) != std::string::npos;)
        of_every_phase.replace(at, one.size(), "[ \"nursery\", \"primary\", \"secondary\" ]");
    for (const Case& c : cases) {
        SnapshotBuilder england;
        auto& school = england.school(100001, c.phase);
        school.low_age = static_cast<std::int16_t>(c.low_age);
        school.high_age = static_cast<std::int16_t>(c.high_age);
        std::erase_if(
            england
                .card(100001, day("2026-01-13"), analytics::CardGrade::expected_standard, day("2026-02-17"))
                .entries,
            [](const auto& entry) { return entry.area == analytics::CardArea::post_16; });
        EXPECT_EQ(missing(run_of(england, of_every_phase, "2026-03-01"), 100001).at("post-16"), c.post_16)
            << c.what;
    }
}

TEST(ReportCards, ACategoryThatAListConfirmsDoesNotGrowStale) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    for (const int urn : {100001, 100002}) england.graded(urn, day("2014-03-01"), 4, day("2014-04-01"));
    england.listed(100001, day("2026-01-31"), analytics::Category::unnamed);
    const auto run = run_of(england, card_indicators, "2026-03-01");
    EXPECT_EQ(of(run, 100001).level, Level::red);
    EXPECT_EQ(missing(run, 100002).at("category"), Missing::stale);
}

TEST(ReportCards, WeighInTheDefaultSchemeWhatTheGradesBeforeThemWeigh) {
    double cards = 0, before = 0;
    for (const Indicator& indicator : default_scheme()->indicators) {
        const bool of_card = indicator.measure.starts_with("report_card.");
        EXPECT_EQ(of_card, indicator.since.has_value() && *indicator.since == day("2025-11-10"))
            << indicator.code;
        const bool of_some_schools = indicator.code == "card-early-years" || indicator.code == "card-post-16";
        if (of_card && !of_some_schools) cards += indicator.weight.value();
        if (indicator.measure.starts_with("inspection.") && indicator.measure != "inspection.category")
            before += indicator.weight.value();
    }
    EXPECT_EQ(cards, 11);
    EXPECT_EQ(before, cards);
}

}
}
