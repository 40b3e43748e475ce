// Report cards stored from files of several months, as they were known on each day.
#include <gtest/gtest.h>

#include "analytics/as_at.hpp"
#include "evidence/importing/report_cards_test.hpp"
#include "evidence/stored_evidence_test.hpp"

namespace tarn::evidence {
namespace {

using analytics::CardArea;
using analytics::CardGrade;
using analytics::Category;

class StoredReportCards : public StoredEvidence {
  protected:
    StoredReportCards() { clock_.set(FixedClock{tarn::test::day(2026, 11, 2)}.now()); }
    static CardCells in_category(const std::string& urn, std::string_view own, std::string_view in_force) {
        return card_cells(urn, {{"category", std::string{own}}, {"in force", std::string{in_force}}});
    }
    analytics::CardAsAt card(int urn, Date on) {
        const auto picture = snapshot(*database().read(), on);
        auto found =
            analytics::card_as_at(*picture, analytics::line_of(*picture, *picture->find(Urn{urn})), on);
        held_ = picture;
        return found;
    }
    std::optional<analytics::CategoryAsAt> held_category(int urn, Date on) {
        const auto picture = snapshot(*database().read(), on);
        return analytics::category_as_at(*picture, analytics::line_of(*picture, *picture->find(Urn{urn})),
                                         on);
    }
    Category category(int urn, Date on) {
        const auto found = held_category(urn, on);
        return found ? found->category : Category::none;
    }

    std::shared_ptr<const analytics::Snapshot> held_;  ///< what the last card points into
};
TARN_ON_EACH_DATABASE(StoredReportCards);

using tarn::test::day;

TEST_P(StoredReportCards, AnEarlierMonthKeepsWhatStoodBeforeAVisit) {
    register_schools();
    import("mi_2026-03.csv", card_header() + card_row("900001", card_cells("900001",
                                                                           {{ "inclusion",
                                                                              "Needs attention" }})));
    import("mi_2026-06.csv", card_header() + card_row("900001", card_cells("900001",
                                                                           {{ "date of inclusion",
                                                                              "11/06/2026" }})));
    EXPECT_EQ(card(900001, day(2026, 2, 16)).latest, nullptr) << "published on the next day";
    EXPECT_EQ(card(900001, day(2026, 2, 17)).of(CardArea::inclusion).grade, CardGrade::needs_attention);
    EXPECT_EQ(card(900001, day(2026, 7, 20)).of(CardArea::inclusion).grade, CardGrade::needs_attention)
        << "no file with the grade of 11 June was public yet";
    EXPECT_EQ(card(900001, day(2026, 7, 21)).of(CardArea::inclusion).grade, CardGrade::expected_standard);
    EXPECT_EQ(card(900001, day(2026, 7, 21)).of(CardArea::inclusion).given, day(2026, 6, 11));
    EXPECT_EQ(card(900001, day(2026, 7, 21)).of(CardArea::achievement).grade, CardGrade::expected_standard);
    EXPECT_TRUE(held_->inspections_of(*held_->find(Urn{900001})).empty())
        << "no report card is ever among the older grades";
}

TEST_P(StoredReportCards, WithoutTheEarlierMonthTheGradeBeforeAVisitIsNotKnown) {
    register_schools();
    import("mi_2026-06.csv", card_header() + card_row("900001", card_cells("900001",
                                                                           {{ "date of inclusion",
                                                                              "11/06/2026" }})));
    EXPECT_EQ(card(900001, day(2026, 7, 20)).of(CardArea::inclusion).grade, CardGrade::not_known);
    EXPECT_EQ(card(900001, day(2026, 7, 20)).of(CardArea::achievement).grade, CardGrade::expected_standard);
}

TEST_P(StoredReportCards, AGradeThatALaterMonthGivesOtherwiseCountsFromThatFileOn) {
    register_schools();
    import("mi_2026-02.csv", card_header() + card_row("900001", card_cells("900001",
                                                                           {{ "inclusion",
                                                                              "Needs attention" }})));
    import("mi_2026-04.csv", card_header() + card_row("900001", card_cells("900001")));
    EXPECT_EQ(card(900001, day(2026, 5, 20)).of(CardArea::inclusion).grade, CardGrade::needs_attention);
    EXPECT_EQ(card(900001, day(2026, 5, 21)).of(CardArea::inclusion).grade, CardGrade::expected_standard);
}

TEST_P(StoredReportCards, TheOrderOfImportsDoesNotMatter) {
    register_schools();
    import("mi_2026-04.csv", card_header() + card_row("900001", card_cells("900001")));
    import("mi_2026-02.csv", card_header() + card_row("900001", card_cells("900001",
                                                                           {{ "inclusion",
                                                                              "Needs attention" }})));
    EXPECT_EQ(card(900001, day(2026, 5, 20)).of(CardArea::inclusion).grade, CardGrade::needs_attention);
    EXPECT_EQ(card(900001, day(2026, 5, 21)).of(CardArea::inclusion).grade, CardGrade::expected_standard);
}

TEST_P(StoredReportCards, ACorrectedFileCountsFromTheDayItCame) {
    register_schools();
    const std::string other = card_row("900002", card_cells("900002"));
    import("mi_2026-04.csv", card_header() +
                                 card_row("900001", card_cells("900001",
                                                               {{ "inclusion",
                                                                  "Needs attention" }})) +
                                 other);
    import("corrected_2026-04.csv", card_header() + card_row("900001", card_cells("900001")) + other);
    EXPECT_EQ(card(900001, day(2026, 11, 1)).of(CardArea::inclusion).grade, CardGrade::needs_attention);
    EXPECT_EQ(card(900001, day(2026, 11, 2)).of(CardArea::inclusion).grade, CardGrade::expected_standard);
    EXPECT_EQ(card(900002, day(2026, 2, 17)).of(CardArea::inclusion).grade, CardGrade::expected_standard)
        << "what a correction leaves as it was keeps its day";
}

TEST_P(StoredReportCards, ACategoryHoldsUntilAListNoLongerNamesIt) {
    register_schools();
    import("mi_2026-02.csv", card_header() + card_row("900001", in_category("900001", "RSI", "RSI")));
    import("mi_2026-09.csv", card_header() + card_row("900001", in_category("900001", "RSI", "")));
    EXPECT_EQ(category(900001, day(2026, 2, 16)), Category::none);
    EXPECT_EQ(category(900001, day(2026, 2, 17)), Category::requires_significant_improvement);
    EXPECT_EQ(category(900001, day(2026, 10, 20)), Category::requires_significant_improvement)
        << "the list of 30 September was not public yet";
    EXPECT_EQ(category(900001, day(2026, 10, 21)), Category::none) << "lifted";
    EXPECT_EQ(category(900002, day(2026, 10, 21)), Category::none);
}

/// A card of the same inspection from a file without a column for the category.
const std::string reduced =
    "URN,School,Inspection start date,Publication date,Inclusion,Curriculum and teaching,Achievement,"
    "Attendance and behaviour,Personal development and wellbeing,Early years,Post-16 "
    "provision,Leadership "
    "and governance,Safeguarding standards,Earlier graded date,Earlier overall effectiveness,Ungraded "
    "date,Ungraded outcome\n"
    "900001,Brook,2026-01-13,2026-02-17,Exceptional,Exceptional,Exceptional,Exceptional,Exceptional,,,"
    "Exceptional,Met,2021-09-21,Outstanding,2024-03-05,School remains Good\n";

TEST_P(StoredReportCards, OfTwoKindsOfFilesTheMoreBelievedCounts) {
    register_schools();
    import("reduced_2026-07.csv", reduced);
    EXPECT_EQ(card(900001, day(2026, 8, 1)).of(CardArea::inclusion).grade, CardGrade::exceptional);
    const auto older = held_->inspections_of(*held_->find(Urn{900001}));
    ASSERT_EQ(older.size(), 2u);
    EXPECT_EQ(older[0].overall, 1);
    EXPECT_FALSE(older[1].graded);
    import("mi_2026-04.csv", card_header() + card_row("900001", card_cells("900001")));
    EXPECT_EQ(card(900001, day(2026, 8, 1)).of(CardArea::inclusion).grade, CardGrade::expected_standard);
}

TEST_P(StoredReportCards, AFileThatSaysNothingOfTheCategoryEndsNone) {
    register_schools();
    import("reduced_2026-07.csv", reduced);
    EXPECT_EQ(category(900001, day(2026, 8, 1)), Category::none);
    const auto said = held_category(900001, day(2026, 8, 1));
    ASSERT_TRUE(said);
    EXPECT_EQ(said->day, day(2021, 9, 21)) << "of the inspection before, whose overall grade tells";
    import("mi_2026-04.csv", card_header() + card_row("900001", in_category("900001", "SM", "")));
    EXPECT_EQ(category(900001, day(2026, 5, 20)), Category::special_measures);
}

TEST_P(StoredReportCards, TheMostBelievedSourceThatSaysOneGivesTheCategory) {
    register_schools();
    import("in-year_2026-04.csv",
           "URN,LAESTAB,Inspection start date,Publication date,Outcomes for legacy monitoring inspections,"
           "Category of concern,Safeguarding standards,Inclusion,Curriculum and teaching,Achievement,"
           "Attendance and behaviour,Personal development and wellbeing,Early years (where applicable),"
           "Post-16 provision (where applicable),Leadership and governance\n"
           "900001,8880001,13/01/2026,17/02/2026,NULL,SM,Met,Urgent improvement,Urgent improvement,"
           "Needs attention,Needs attention,Needs attention,NULL,NULL,Urgent improvement\n");
    import("reduced_2026-07.csv", reduced);
    EXPECT_EQ(category(900001, day(2026, 2, 17)), Category::special_measures);
    EXPECT_EQ(category(900001, day(2026, 8, 1)), Category::special_measures);
}

TEST_P(StoredReportCards, ACategoryThatALaterMonthGivesOtherwiseCountsFromThatFileOn) {
    register_schools();
    const auto row = [](std::string_view own) {
        return card_header() + card_row("900001", in_category("900001", own, ""));
    };
    import("mi_2026-02.csv", row("SM"));
    import("mi_2026-04.csv", row("RSI"));
    const auto found = [&](Date on) {
        card(900001, on);
        std::optional<Category> category;
        for (const auto& said : held_->report_cards_of(*held_->find(Urn{900001})).front().categories)
            if (said.known_from <= on && (!said.known_to || on <= *said.known_to)) category = said.category;
        return category;
    };
    EXPECT_EQ(found(day(2026, 5, 20)), Category::special_measures);
    EXPECT_EQ(found(day(2026, 5, 21)), Category::requires_significant_improvement);
}

TEST_P(StoredReportCards, AStatedPublicDayGoesBeforeTheUsualOne) {
    register_schools();
    const std::string file =
        card_header() +
        card_row("900001", card_cells("900001", {{"date of inclusion", "11/06/2026"}, {"in force", "RSI"}}));
    auto asked = request("mi_2026-06.csv", file);
    asked.public_from = day(2026, 7, 9);
    ASSERT_TRUE(import_file(database(), asked));
    EXPECT_EQ(card(900001, day(2026, 7, 8)).of(CardArea::inclusion).grade, CardGrade::not_known);
    EXPECT_EQ(card(900001, day(2026, 7, 9)).of(CardArea::inclusion).grade, CardGrade::expected_standard);
    EXPECT_EQ(category(900001, day(2026, 7, 8)), Category::none);
    EXPECT_EQ(category(900001, day(2026, 7, 9)), Category::requires_significant_improvement);
}

}
}
