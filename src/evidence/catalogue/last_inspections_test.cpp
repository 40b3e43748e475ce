#include <gtest/gtest.h>
#include <numeric>

#include "analytics/snapshot_builder.hpp"
#include "evidence/catalogue/last_inspections_rules.hpp"

namespace tarn::evidence {
namespace {

using analytics::CardArea;
using analytics::CardGrade;

constexpr int lancashire = 888, bristol = 801;

Date date_of(std::string_view text) {
    return *Date::parse_iso(text);
}

LastInspections counted(const analytics::SnapshotBuilder& builder, std::string_view as_at) {
    return last_inspections_of(builder.build(), AuthorityCode{lancashire}, date_of(as_at));
}

/// One school of the authority.
analytics::SnapshotBuilder one_school() {
    analytics::SnapshotBuilder builder;
    builder.school(100001, analytics::Phase::primary, lancashire);
    return builder;
}

TEST(LastInspections, ASchoolCountsByWhicheverCameLast) {
    struct Case {
        const char* what;
        void (*inspected)(analytics::SnapshotBuilder&);
        LastInspection kind;
    };
    const Case cases[] = {
        {"nothing", [](auto&) {}, LastInspection::none_known},
        {"a visit without grades alone",
         [](auto& b) { b.graded(100001, date_of("2025-03-04"), 0, date_of("2025-04-01")).graded = false; },
         LastInspection::none_known},
        {"graded", [](auto& b) { b.graded(100001, date_of("2023-03-04"), 2, date_of("2023-04-01")); },
         LastInspection::overall_grade},
        {"graded, then visited",
         [](auto& b) {
             b.graded(100001, date_of("2023-03-04"), 2, date_of("2023-04-01"));
             b.graded(100001, date_of("2025-03-04"), 0, date_of("2025-04-01")).graded = false;
         },
         LastInspection::overall_grade},
        {"graded, then without an overall grade",
         [](auto& b) {
             b.graded(100001, date_of("2023-03-04"), 4, date_of("2023-04-01"));
             b.graded(100001, date_of("2025-03-04"), 0, date_of("2025-04-01"));
         },
         LastInspection::no_overall_grade},
        {"graded, then a report card",
         [](auto& b) {
             b.graded(100001, date_of("2025-03-04"), 0, date_of("2025-04-01"));
             b.card(100001, date_of("2026-01-13"), CardGrade::strong_standard, date_of("2026-02-17"));
         },
         LastInspection::report_card},
        {"a report card not yet public",
         [](auto& b) {
             b.graded(100001, date_of("2023-03-04"), 1, date_of("2023-04-01"));
             b.card(100001, date_of("2026-11-03"), CardGrade::strong_standard, date_of("2026-12-17"));
         },
         LastInspection::overall_grade},
    };
    for (const Case& one : cases) {
        auto builder = one_school();
        one.inspected(builder);
        const auto own = counted(builder, "2026-11-27").own;
        EXPECT_EQ(own.schools, 1) << one.what;
        EXPECT_EQ(own.last(one.kind), 1) << one.what;
        EXPECT_EQ(std::accumulate(own.by_last.begin(), own.by_last.end(), 0L), 1) << one.what;
    }
}

TEST(LastInspections, AChosenDaySeesNoLaterReport) {
    auto builder = one_school();
    builder.graded(100001, date_of("2023-03-04"), 2, date_of("2023-04-01"));
    builder.card(100001, date_of("2026-01-13"), CardGrade::expected_standard, date_of("2026-02-17"));
    EXPECT_EQ(counted(builder, "2023-03-31").own.last(LastInspection::none_known), 1);
    EXPECT_EQ(counted(builder, "2026-02-16").own.last(LastInspection::overall_grade), 1);
    EXPECT_EQ(counted(builder, "2026-02-17").own.last(LastInspection::report_card), 1);
}

TEST(LastInspections, OldAndNewGradesAreCountedApartBesideEngland) {
    analytics::SnapshotBuilder builder;
    for (const int urn : {100001, 100002, 100003, 100004})
        builder.school(urn, analytics::Phase::primary, lancashire);
    for (const int urn : {200001, 200002}) builder.school(urn, analytics::Phase::primary, bristol);
    builder.graded(100001, date_of("2022-03-04"), 2, date_of("2022-04-01"));
    builder.graded(100002, date_of("2022-03-04"), 4, date_of("2022-04-01"));
    builder.card(100003, date_of("2026-01-13"), CardGrade::expected_standard, date_of("2026-02-17"));
    builder.graded(200001, date_of("2022-03-04"), 2, date_of("2022-06-01"));
    auto& unsafe =
        builder.card(200002, date_of("2026-01-13"), CardGrade::urgent_improvement, date_of("2026-02-17"))
            .entries;
    for (auto& entry : unsafe)
        if (entry.area == CardArea::safeguarding) entry.grade = CardGrade::not_met;
    const auto found = counted(builder, "2026-11-27");
    EXPECT_EQ(found.own.schools, 4);
    EXPECT_EQ(found.england.schools, 6);
    EXPECT_EQ(found.own.by_overall, (std::array<long, 5>{0, 0, 1, 0, 1}));
    EXPECT_EQ(found.england.by_overall, (std::array<long, 5>{0, 0, 2, 0, 1}));
    EXPECT_EQ(found.own.graded(CardArea::inclusion, CardGrade::expected_standard), 1);
    EXPECT_EQ(found.england.graded(CardArea::inclusion, CardGrade::urgent_improvement), 1);
    EXPECT_EQ(found.own.graded(CardArea::safeguarding, CardGrade::met), 1);
    EXPECT_EQ(found.england.graded(CardArea::safeguarding, CardGrade::not_met), 1);
    EXPECT_EQ(found.own.last(LastInspection::none_known), 1);
    EXPECT_EQ(found.grades.newest, date_of("2022-06-01"));
    EXPECT_EQ(found.cards.schools.at(ReleaseId{1}), 2);
}

TEST(LastInspections, AnAcademyShowsItsPredecessorsUntilItsOwn) {
    analytics::SnapshotBuilder builder;
    builder.school(100001, analytics::Phase::primary, lancashire);
    builder.school(140001, analytics::Phase::primary, lancashire);
    builder.converted(100001, 140001, date_of("2025-04-01"));
    builder.graded(100001, date_of("2022-03-04"), 3, date_of("2022-04-01"));
    builder.card(140001, date_of("2026-01-13"), CardGrade::needs_attention, date_of("2026-02-17"));
    const auto before = counted(builder, "2026-02-16").own;
    EXPECT_EQ(before.schools, 1) << "the closed school is none any more";
    EXPECT_EQ(before.by_overall[3], 1);
    EXPECT_EQ(before.of_predecessor, 1);
    EXPECT_EQ(counted(builder, "2026-02-17").own.of_predecessor, 0);
}

}
}
