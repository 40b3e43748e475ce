// Report cards as Ofsted's files give them, each rule with the rows that try it.
#include "evidence/importing/report_cards_test.hpp"

#include <gtest/gtest.h>

#include "evidence/importing/inspections_rules.hpp"
#include "evidence/importing/reading_rules.hpp"

namespace tarn::evidence {
namespace {

using analytics::CardArea;
using analytics::CardGrade;
using analytics::Category;

Result<Prepared> read_cards(const std::string& rows, const std::string& name = "mi_2026-06.csv") {
    ReadSettings settings;
    settings.file_name = name;
    settings.max_rejected_percent = 60;
    return prepare(card_header() + rows, nullptr, settings);
}

std::int64_t number_in(const PreparedBlock& block, const std::string& measure, std::size_t row) {
    for (const PreparedColumn& column : block.columns)
        if (column.measure == measure)
            return ColumnView{column.packed.encoding, column.packed.scale, column.packed.bytes}
                .cell(row)
                .mantissa;
    return 0;
}
std::string day_in(const PreparedBlock& block, const std::string& measure, std::size_t row) {
    const auto days = number_in(block, measure, row);
    return days == 0 ? "" : Date::from_days(static_cast<std::int32_t>(days)).iso();
}
CardGrade grade_in(const PreparedBlock& block, CardArea area, std::size_t row) {
    return static_cast<CardGrade>(number_in(block, inspection_column::grade(area), row));
}

TEST(ReportCards, ThreeInspectionsStandInARow) {
    const auto file =
        read_cards(card_row("900001", card_cells("900001", {{"graded urn", "900001"},
                                                            {"graded held", "14/06/2023"},
                                                            {"graded published", "12/07/2023"},
                                                            {"overall", "Not judged"},
                                                            {"quality", "2"},
                                                            {"management", "3"},
                                                            {"behaviour", "9"},
                                                            {"personal", "0"},
                                                            {"ungraded urn", "900001"},
                                                            {"ungraded held", "08/10/2024"},
                                                            {"ungraded published", "06/11/2024"}})) +
                   card_row("900002"));
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->profile->name, "ofsted-mi-2026");
    EXPECT_EQ(file->rows_accepted(), 2);
    const PreparedBlock& block = file->blocks.at(0);
    EXPECT_EQ(block.period, "2026-06");
    ASSERT_EQ(block.rows, 3u) << "a school without an inspection has none";
    const std::string kind{inspection_column::kind}, held{inspection_column::held};
    EXPECT_EQ(number_in(block, kind, 0), 1);
    EXPECT_EQ(number_in(block, std::string{inspection_column::leadership}, 0), 3);
    EXPECT_EQ(number_in(block, std::string{inspection_column::behaviour}, 0), 0) << "9 is no grade";
    EXPECT_EQ(number_in(block, kind, 1), 0);
    EXPECT_EQ(number_in(block, kind, 2), 2);
    EXPECT_EQ(day_in(block, held, 2), "2026-01-13");
    EXPECT_EQ(number_in(block, std::string{inspection_column::overall}, 2), 0);
    EXPECT_EQ(grade_in(block, CardArea::inclusion, 2), CardGrade::expected_standard);
    EXPECT_EQ(grade_in(block, CardArea::safeguarding, 2), CardGrade::met);
    EXPECT_EQ(grade_in(block, CardArea::post_16, 2), CardGrade::not_applicable);
    EXPECT_EQ(grade_in(block, CardArea::early_years, 2), CardGrade::not_applicable);
}

TEST(ReportCards, EveryWordIsAGradeAndNoOtherIs) {
    struct Case {
        std::string cell, text, complaint;
        CardArea area;
        CardGrade grade;
    };
    using enum CardArea;
    const Case cases[] = {
        {"inclusion", "Exceptional", "", inclusion, CardGrade::exceptional},
        {"inclusion", "Strong standard", "", inclusion, CardGrade::strong_standard},
        {"inclusion", "Needs attention", "", inclusion, CardGrade::needs_attention},
        {"inclusion", "Urgent improvement", "", inclusion, CardGrade::urgent_improvement},
        {"inclusion", "Not judged", "", inclusion, CardGrade::not_judged},
        {"inclusion", "NULL", "", inclusion, CardGrade::not_known},
        {"safeguarding", "Not met", "", safeguarding, CardGrade::not_met},
        {"inclusion", "Needs Attention", "", inclusion, CardGrade::needs_attention},
        {"category", "sm", "", inclusion, CardGrade::expected_standard},
        {"inclusion", "Good", "'Good' is not a grade of this area of a report card.", inclusion, {}},
        {"inclusion", "Met", "'Met' is not a grade of this area of a report card.", inclusion, {}},
        {"inclusion", "2", "'2' is not a grade of this area of a report card.", inclusion, {}},
        {"safeguarding",
         "Exceptional",
         "'Exceptional' is not a grade of this area of a report card.",
         safeguarding,
         {}},
        {"category", "XYZ", "'XYZ' is not a category of concern.", inclusion, {}},
        {"in force", "XYZ", "'XYZ' is not a category of concern.", inclusion, {}},
        {"urn then", "NULL", "'' is not a URN.", inclusion, {}},
        {"held", "31/02/2026", "'31/02/2026' is not a day of the calendar.", inclusion, {}},
        {"published", "12/01/2026", "The report was published before the inspection began.", inclusion, {}},
    };
    for (const Case& c : cases) {
        const auto file = read_cards(card_row("900001", card_cells("900001", {{c.cell, c.text}})) +
                                     card_row("900002", card_cells("900002")));
        ASSERT_TRUE(file) << c.text << ": " << file.error().message;
        if (c.complaint.empty()) {
            EXPECT_TRUE(file->rejected.empty()) << c.text;
            EXPECT_EQ(grade_in(file->blocks.at(0), c.area, 0), c.grade) << c.text;
            continue;
        }
        ASSERT_EQ(file->rejected.size(), 1u) << c.text;
        EXPECT_EQ(file->rejected[0].reason, c.complaint);
        EXPECT_EQ(file->rejected[0].row, 2);
        EXPECT_FALSE(file->rejected[0].column.empty());
    }
}

TEST(ReportCards, WithoutADayOfPublicationNothingIsPublic) {
    const auto file = read_cards(card_row("900001", card_cells("900001", {{"published", "NULL"}})) +
                                 card_row("900002", card_cells("900002", {{"published", ""}})) +
                                 card_row("900003", card_cells("900003")));
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->blocks.at(0).rows, 1u);
    ASSERT_FALSE(file->notes.empty());
    EXPECT_EQ(file->notes.back(),
              "2 inspections are not public yet: without a date of publication they are left out.");
    const auto none = read_cards(card_row("900001", card_cells("900001", {{"published", ""}})));
    ASSERT_TRUE(none) << none.error().message;
    EXPECT_TRUE(none->blocks.empty());
    EXPECT_EQ(none->notes.back(),
              "1 inspection is not public yet: without a date of publication it is left out.");
}

TEST(ReportCards, AGradeGivenLaterHasADayOfItsOwn) {
    const auto file =
        read_cards(card_row("900001", card_cells("900001", {{"date of inclusion", "11/06/2026"}})) +
                   card_row("900002", card_cells("900002", {{"date of safeguarding", "not a day"}})));
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(day_in(file->blocks.at(0), inspection_column::dated(CardArea::inclusion), 0), "2026-06-11");
    EXPECT_EQ(day_in(file->blocks.at(0), inspection_column::dated(CardArea::safeguarding), 0), "")
        << "given with the inspection";
    ASSERT_EQ(file->rejected.size(), 1u);
    EXPECT_EQ(file->rejected[0].column, "Safeguarding standards - date of grade");
}

TEST(ReportCards, TheFirstFilesNameTheDayOfAGradeOtherwise) {
    std::string header = card_header();
    for (std::size_t at; (at = header.find("date of grade")) != std::string::npos;)
        header.replace(at, 13, "date of judgement");
    ReadSettings settings;
    settings.file_name = "mi_2026-02.csv";
    const auto file =
        prepare(header + card_row("900001", card_cells("900001", {{"date of inclusion", "18/02/2026"}})),
                nullptr, settings);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(day_in(file->blocks.at(0), inspection_column::dated(CardArea::inclusion), 0), "2026-02-18");
}

TEST(ReportCards, AnInspectionBelongsToTheSchoolOfThatDayAndSoDoesItsCategory) {
    const auto file =
        read_cards(card_row("900002", card_cells("900001", {{"category", "SM"}, {"in force", "SM"}})) +
                   card_row("900003", {{"graded urn", "900003"},
                                       {"graded held", "14/06/2023"},
                                       {"graded published", "12/07/2023"},
                                       {"overall", "4"},
                                       {"graded category", "SM"},
                                       {"in force", ""}}));
    ASSERT_TRUE(file) << file.error().message;
    const PreparedBlock& block = file->blocks.at(0);
    EXPECT_EQ(unpack_int32(block.keys), (std::vector<std::int32_t>{900001, 900003}));
    const std::string in_force{inspection_column::in_force};
    EXPECT_EQ(number_in(block, in_force, 0), static_cast<int>(Category::special_measures) + 1);
    EXPECT_EQ(number_in(block, in_force, 1), static_cast<int>(Category::none) + 1) << "lifted";
    EXPECT_EQ(number_in(block, std::string{inspection_column::category}, 1),
              static_cast<int>(Category::special_measures))
        << "as it was found";
}

TEST(ReportCards, OfAPredecessorsCategoryItsOwnRowIsBelieved) {
    const std::string mine = card_row("900001", card_cells("900001", {{"in force", ""}}));
    const std::string one = card_row("900002", card_cells("900001", {{"in force", "SM"}}));
    const std::string other = card_row("900003", card_cells("900001", {{"in force", "SWK"}}));
    const auto in_force = [](const std::string& rows) {
        const auto file = read_cards(rows);
        EXPECT_TRUE(file && file->rejected.empty());
        return file ? number_in(file->blocks.at(0), std::string{inspection_column::in_force}, 0) - 1 : -1;
    };
    EXPECT_EQ(in_force(one + other), static_cast<int>(Category::special_measures)) << "the first";
    EXPECT_EQ(in_force(one + mine), static_cast<int>(Category::none));
    EXPECT_EQ(in_force(mine + one), static_cast<int>(Category::none));
}

TEST(ReportCards, AFileIsOfTheMonthThatItsNameTells) {
    struct Case {
        std::string name, period;
    };
    const Case cases[] = {{"mi_2026-06.csv", "2026-06"},
                          {"State-funded_schools_as_at_30_Apr_2026.csv", "2026-04"},
                          {"State-funded schools as at 30 April 2026.csv", "2026-04"},
                          {"MI as at 28-Feb-2026.csv", "2026-02"},
                          {"latest.csv", "2026-02"}};
    for (const Case& c : cases) {
        const auto file = read_cards(card_row("900001", card_cells("900001")), c.name);
        ASSERT_TRUE(file) << c.name << ": " << file.error().message;
        EXPECT_EQ(file->blocks.at(0).period, c.period) << c.name;
    }
    EXPECT_FALSE(day_in_name("31_Feb_2026"));
    EXPECT_FALSE(day_in_name("30_Abc_2026"));
    EXPECT_FALSE(day_in_name("April"));
    EXPECT_FALSE(day_in_name("1_2_3_4"));
}

TEST(ReportCards, CategoriesThatTheGradesDoNotExplainAreCounted) {
    const CardCells two_urgent{{"achievement", "Urgent improvement"}, {"leadership", "Urgent improvement"}};
    auto declared_rsi = two_urgent;
    declared_rsi["category"] = declared_rsi["in force"] = "RSI";
    auto declared_sm = two_urgent;
    declared_sm["category"] = declared_sm["in force"] = "SM";
    const auto file = read_cards(card_row("900001", card_cells("900001", declared_rsi)) +
                                 card_row("900002", card_cells("900002", declared_sm)) +
                                 card_row("900003", card_cells("900003", {{"safeguarding", "Not met"}})));
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->notes.back(),
              "2 schools have a category of concern that the grades do not explain: URN 900001, 900003. The "
              "category is stored as Ofsted gives it.");
}

TEST(ReportCards, AFileWithoutAColumnForTheCategorySaysNone) {
    ReadSettings settings;
    settings.file_name = "reduced_2026-07.csv";
    const auto file = prepare(
        "URN,Inspection start date,Publication date,Inclusion,Curriculum and teaching,Achievement,Attendance "
        "and behaviour,Personal development and wellbeing,Early years,Post-16 provision,Leadership and "
        "governance,Safeguarding standards,Earlier graded date,Earlier overall effectiveness,Ungraded date\n"
        "900001,2026-01-13,2026-02-17,Urgent improvement,Needs attention,Needs attention,Needs attention,"
        "Needs attention,,,Urgent improvement,Met,2021-09-21,Good,\n",
        nullptr, settings);
    ASSERT_TRUE(file) << file.error().message;
    const std::string category{inspection_column::category};
    EXPECT_EQ(number_in(file->blocks.at(0), category, 0), static_cast<int>(Category::none))
        << "of 2021: the overall grade tells";
    EXPECT_EQ(number_in(file->blocks.at(0), category, 1), static_cast<int>(Category::not_said));
    for (const std::string& note : file->notes)
        EXPECT_EQ(note.find("category"), std::string::npos) << note << ": nothing was said to check";
}

TEST(ReportCards, AFileOfBeforeKeepsTheColumnsItHad) {
    std::vector<InspectionRow> rows(2);
    rows[0].urn = 900001;
    rows[1].urn = 900002;
    EXPECT_EQ(pack_inspections(rows, "2025-08").columns.size(), 9u);
}

TEST(ReportCards, TheInYearSheetHoldsSeveralRowsASchool) {
    const std::string header =
        "URN,LAESTAB,School name,Inspection start date,Publication date,Outcomes for legacy monitoring "
        "inspections,Category of concern,Safeguarding standards,Inclusion,Curriculum and "
        "teaching,Achievement,Attendance and behaviour,Personal development and wellbeing,Early years (where "
        "applicable),Post-16 provision (where applicable),Leadership and governance\n";
    ReadSettings settings;
    settings.file_name = "D1_In_year_inspections_as_at_30_Apr_2026.csv";
    const auto file = prepare(
        header +
            "900001,8882001,Brook,13/01/2026,17/02/2026,NULL,RSI,Not met,Needs attention,Needs "
            "attention,Needs attention,Needs attention,Needs attention,Not applicable,Not applicable,Needs "
            "attention\n"
            "900001,8882001,Brook,14/04/2026,29/04/2026,Taking effective "
            "action,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL\n"
            "900002,8882002,Hill,14/04/2026,,NULL,NULL,Met,Strong standard,Strong standard,Strong "
            "standard,Strong standard,Strong standard,NULL,NULL,Strong standard\n"
            "900003,8882003,Dale,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL\n"
            "900004,8882004,Moor,,,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL\n",
        nullptr, settings);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->profile->name, "ofsted-in-year");
    EXPECT_EQ(file->rows_accepted(), 3);
    EXPECT_EQ(file->rows_left_out, 2) << "what never began is no inspection";
    const PreparedBlock& block = file->blocks.at(0);
    ASSERT_EQ(block.rows, 2u);
    EXPECT_EQ(grade_in(block, CardArea::safeguarding, 0), CardGrade::not_met);
    EXPECT_EQ(number_in(block, std::string{inspection_column::kind}, 1), 0)
        << "a monitoring visit grades nothing";
}

}
}
