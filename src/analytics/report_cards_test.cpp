#include <gtest/gtest.h>

#include "analytics/as_at.hpp"
#include "analytics/snapshot_builder.hpp"

namespace tarn::analytics {
namespace {

Date day(std::string_view text) {
    return *Date::parse_iso(text);
}

TEST(ReportCards, TheGradesLeadToACategory) {
    using enum CardArea;
    using enum CardGrade;
    struct Case {
        std::string_view what;
        std::vector<std::pair<CardArea, CardGrade>> grades;
        Category expected;
    };
    const Case cases[] = {
        {"nothing known", {}, Category::none},
        {"all exceptional, safe", {{inclusion, exceptional}, {safeguarding, met}}, Category::none},
        {"needs attention is monitored, no category",
         {{leadership_and_governance, needs_attention}, {achievement, needs_attention}, {safeguarding, met}},
         Category::none},
        {"one area urgent", {{achievement, urgent_improvement}}, Category::requires_significant_improvement},
        {"two areas urgent, leadership not",
         {{achievement, urgent_improvement}, {inclusion, urgent_improvement}},
         Category::requires_significant_improvement},
        {"early years alone",
         {{early_years, urgent_improvement}},
         Category::requires_significant_improvement},
        {"leadership alone urgent",
         {{leadership_and_governance, urgent_improvement}, {safeguarding, met}},
         Category::requires_significant_improvement},
        {"unsafe, all else well",
         {{leadership_and_governance, strong_standard}, {safeguarding, not_met}},
         Category::requires_significant_improvement},
        {"unsafe, another area urgent, leadership not",
         {{inclusion, urgent_improvement}, {safeguarding, not_met}},
         Category::requires_significant_improvement},
        {"leadership and another area urgent",
         {{leadership_and_governance, urgent_improvement}, {post_16, urgent_improvement}},
         Category::special_measures},
        {"leadership urgent and unsafe",
         {{leadership_and_governance, urgent_improvement}, {safeguarding, not_met}},
         Category::special_measures},
    };
    for (const Case& c : cases) {
        CardGrades grades{};
        for (const auto& [area, grade] : c.grades) grades[static_cast<std::size_t>(area)] = grade;
        EXPECT_EQ(expected_category(grades), c.expected) << c.what;
    }
}

TEST(ReportCards, AnAreaRaisedByAVisitIsKnownFromThatVisitOn) {
    SnapshotBuilder england;
    england.school(100001);
    ReportCard& card = england.card(100001, day("2026-01-13"), CardGrade::needs_attention, day("2026-02-17"));
    card.entries.push_back({CardArea::inclusion, CardGrade::expected_standard, day("2026-06-11"),
                            day("2026-06-11"), std::nullopt, ReleaseId{2}});
    const auto snapshot = england.build();
    const auto line = line_of(snapshot, 0);
    EXPECT_EQ(card_as_at(snapshot, line, day("2026-02-16")).latest, nullptr);
    const auto before = card_as_at(snapshot, line, day("2026-06-10"));
    EXPECT_EQ(before.of(CardArea::inclusion).grade, CardGrade::needs_attention);
    const auto after = card_as_at(snapshot, line, day("2026-06-11"));
    EXPECT_EQ(after.of(CardArea::inclusion).grade, CardGrade::expected_standard);
    EXPECT_EQ(after.of(CardArea::inclusion).given, day("2026-06-11"));
    EXPECT_EQ(after.of(CardArea::achievement).grade, CardGrade::needs_attention);
    EXPECT_EQ(after.of(CardArea::safeguarding).grade, CardGrade::met);
}

TEST(ReportCards, AnAreaThatALaterCardLeavesOutKeepsItsGrade) {
    SnapshotBuilder england;
    england.school(100001);
    england.card(100001, day("2026-01-13"), CardGrade::strong_standard, day("2026-02-17"));
    england.card(100001, day("2026-09-08"), CardGrade::needs_attention, day("2026-10-01")).entries = {
        {CardArea::achievement, CardGrade::needs_attention, day("2026-09-08"), day("2026-10-01"),
         std::nullopt, ReleaseId{1}}};
    const auto snapshot = england.build();
    const auto found = card_as_at(snapshot, line_of(snapshot, 0), day("2026-10-01"));
    EXPECT_EQ(found.latest->held, day("2026-09-08"));
    EXPECT_EQ(found.of(CardArea::achievement).grade, CardGrade::needs_attention);
    EXPECT_EQ(found.of(CardArea::inclusion).grade, CardGrade::strong_standard);
    EXPECT_EQ(found.of(CardArea::inclusion).given, day("2026-01-13"));
}

TEST(ReportCards, APredecessorsCardEndsWhenTheSuccessorHasItsOwn) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(140001);
    england.converted(100001, 140001, day("2026-04-01"));
    england.card(100001, day("2026-01-13"), CardGrade::urgent_improvement, day("2026-02-17"))
        .categories.front()
        .category = Category::special_measures;
    england.listed(100001, day("2026-02-28"), Category::special_measures);
    england.card(140001, day("2026-11-02"), CardGrade::expected_standard, day("2026-11-20"));
    const auto snapshot = england.build();
    const auto line = line_of(snapshot, *snapshot.find(Urn{140001}));
    const auto before = card_as_at(snapshot, line, day("2026-11-19"));
    EXPECT_TRUE(before.from_predecessor);
    EXPECT_EQ(before.of(CardArea::inclusion).grade, CardGrade::urgent_improvement);
    EXPECT_EQ(category_as_at(snapshot, line, day("2026-11-19"))->category, Category::none);
    const auto after = card_as_at(snapshot, line, day("2026-11-20"));
    EXPECT_FALSE(after.from_predecessor);
    EXPECT_EQ(after.of(CardArea::inclusion).grade, CardGrade::expected_standard);
}

TEST(ReportCards, TheNewestListSaysWhichCategoryIsInForce) {
    SnapshotBuilder england;
    for (const int urn : {100001, 100002, 100003, 100004}) england.school(urn);
    // Special measures of 2023, lifted by the list of April 2026.
    england.graded(100001, day("2023-06-14"), 4, day("2023-07-12"));
    england.listed(100001, day("2026-04-30"), Category::none);
    // Lifted, then a report card with a category of its own: the older list says nothing of it.
    england.graded(100002, day("2023-06-14"), 4, day("2023-07-12"));
    england.listed(100002, day("2026-01-31"), Category::none);
    england.card(100002, day("2026-01-13"), CardGrade::urgent_improvement, day("2026-02-17"))
        .categories.front()
        .category = Category::special_measures;
    // Only the list knows of it.
    england.listed(100003, day("2026-04-30"), Category::requires_significant_improvement);
    const auto snapshot = england.build();
    struct Case {
        int urn;
        std::string_view on;
        std::optional<Category> category;
        bool listed;
    };
    const Case cases[] = {{100001, "2026-04-29", Category::unnamed, false},
                          {100001, "2026-04-30", Category::none, true},
                          {100002, "2026-01-30", Category::unnamed, false},
                          {100002, "2026-02-16", Category::none, true},
                          {100002, "2026-02-17", Category::special_measures, false},
                          {100003, "2026-04-29", std::nullopt, false},
                          {100003, "2026-04-30", Category::requires_significant_improvement, false},
                          {100004, "2026-04-30", std::nullopt, false}};
    for (const Case& c : cases) {
        const auto found = category_as_at(snapshot, line_of(snapshot, *snapshot.find(Urn{c.urn})), day(c.on));
        ASSERT_EQ(found.has_value(), c.category.has_value()) << c.urn << " " << c.on;
        if (!found) continue;
        EXPECT_EQ(found->category, *c.category) << c.urn << " " << c.on;
        EXPECT_EQ(found->listed, c.listed) << c.urn << " " << c.on;
    }
}

TEST(ReportCards, ACardWhoseCategoryNoFileTellsEndsNone) {
    SnapshotBuilder england;
    england.school(100001);
    england.school(100002);
    england.graded(100001, day("2023-06-14"), 4, day("2023-07-12"));
    england.card(100001, day("2026-01-13"), CardGrade::needs_attention, day("2026-02-17")).categories.clear();
    england.card(100002, day("2026-01-13"), CardGrade::needs_attention, day("2026-02-17")).categories.clear();
    const auto snapshot = england.build();
    const auto found = category_as_at(snapshot, line_of(snapshot, 0), day("2026-03-01"));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->category, Category::unnamed);
    EXPECT_EQ(found->day, day("2023-06-14"));
    EXPECT_FALSE(category_as_at(snapshot, line_of(snapshot, 1), day("2026-03-01")));
}

TEST(ReportCards, AListThatAgreesConfirmsWhatTheInspectionFound) {
    SnapshotBuilder england;
    england.school(100001);
    england.card(100001, day("2026-01-13"), CardGrade::urgent_improvement, day("2026-02-17"))
        .categories.front()
        .category = Category::special_measures;
    england.listed(100001, day("2026-01-31"), Category::special_measures);
    england.listed(100001, day("2026-04-30"), Category::special_measures);
    const auto snapshot = england.build();
    const auto line = line_of(snapshot, 0);
    EXPECT_FALSE(category_as_at(snapshot, line, day("2026-04-29"))->confirmed)
        << "a list of before says nothing";
    const auto found = category_as_at(snapshot, line, day("2026-04-30"));
    EXPECT_FALSE(found->listed);
    EXPECT_EQ(found->day, day("2026-01-13"));
    EXPECT_EQ(found->confirmed, day("2026-04-30"));
}

TEST(ReportCards, TheCardBeforeIsTheNewestButOne) {
    SnapshotBuilder england;
    england.school(100001);
    for (const char* held : {"2025-11-18", "2026-01-13", "2026-09-08"})
        england.card(100001, day(held), CardGrade::needs_attention, day(held));
    const auto snapshot = england.build();
    const auto line = line_of(snapshot, 0);
    EXPECT_EQ(card_as_at(snapshot, line, day("2025-12-01")).before, nullptr);
    EXPECT_EQ(card_as_at(snapshot, line, day("2026-10-01")).before->held, day("2026-01-13"));
}

}
}
