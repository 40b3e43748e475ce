// Report cards of real schools, and files with the codes that people met; both folders lie outside the
// project.
#include <cstdlib>
#include <gtest/gtest.h>

#include "analytics/as_at.hpp"
#include "evidence/evidence.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"

namespace tarn::evidence {
namespace {

using analytics::CardArea;
using analytics::CardGrade;
using analytics::Category;
using tarn::test::day;

class OneFile {
  public:
    /// `schools` is a register, for a file that is none itself.
    explicit OneFile(const std::string& path, std::string_view schools = {})
        : database_(tarn::test::Engine::sqlite) {
        ImportRequest request;
        request.now = FixedClock{day(2026, 11, 27)}.now();
        request.file_name = "register.csv";
        request.content = schools;
        if (!schools.empty() && !import_file(*database_, request)) ADD_FAILURE() << "the register";
        request.file_name = {};
        request.content = {};
        request.path = path;
        const auto done = import_file(*database_, request);
        EXPECT_TRUE(done) << done.error().message;
        if (done) report = *done;
        picture = snapshot(*(*database_).read(), day(2026, 11, 27));
    }
    analytics::CardAsAt card(int urn, Date on) const {
        return analytics::card_as_at(*picture, line(urn), on);
    }
    std::optional<analytics::CategoryAsAt> category(int urn, Date on) const {
        return analytics::category_as_at(*picture, line(urn), on);
    }
    std::vector<analytics::Ancestor> line(int urn) const {
        return analytics::line_of(*picture, *picture->find(Urn{urn}));
    }
    bool notes(std::string_view sentence) const {
        return std::find(report.notes.begin(), report.notes.end(), sentence) != report.notes.end();
    }

    ImportReport report;
    std::shared_ptr<const analytics::Snapshot> picture;

  private:
    tarn::test::TestDatabase database_;
};

TEST(RealReportCards, SixteenRowsOfApril2026) {
    const char* folder = std::getenv("TARN_REAL_DATA_2026");
    if (!folder) GTEST_SKIP() << "NOT TESTED: set TARN_REAL_DATA_2026 to the folder of files of 2026";
    const OneFile file{std::string{folder} + "/inspections/ofsted_mi_latest_2026_sample16.csv.gz"};
    EXPECT_EQ(file.report.profile, "ofsted-mi-2026");
    EXPECT_EQ(file.report.rows_accepted, 16);
    EXPECT_EQ(file.picture->report_cards.size(), 3u);
    const auto first = file.card(100193, day(2026, 1, 25));
    ASSERT_TRUE(first.latest);
    EXPECT_EQ(first.of(CardArea::achievement).grade, CardGrade::strong_standard);
    EXPECT_EQ(first.of(CardArea::early_years).grade, CardGrade::not_applicable);
    EXPECT_EQ(file.card(100193, day(2026, 1, 24)).latest, nullptr);
    EXPECT_EQ(file.card(100055, day(2026, 6, 1)).of(CardArea::leadership_and_governance).grade,
              CardGrade::needs_attention);
    EXPECT_EQ(file.card(100977, day(2026, 6, 1)).of(CardArea::inclusion).grade, CardGrade::exceptional);
    // Graded in January 2025 without an overall grade, in serious weaknesses since.
    EXPECT_EQ(file.category(116430, day(2026, 6, 1))->category, Category::serious_weaknesses);
}

TEST(RealReportCards, FourOfLancashire) {
    const char* folder = std::getenv("TARN_REAL_DATA_2026");
    if (!folder) GTEST_SKIP() << "NOT TESTED: set TARN_REAL_DATA_2026 to the folder of files of 2026";
    const std::string name = std::string{folder} + "/inspections/lancashire_report_cards_2026_sample4.csv.gz";
    const OneFile file{
        name,
        "school_id,local_authority_id,school_name,postcode,status,subtype,type,primary,secondary,age_min,"
        "age_max,gender,religion,admission,rating,inspection\n"
        "119079,888,Walton Lane,PR1 8RE,open,maintained,community,TRUE,FALSE,2,5,mixed,,unknown,,\n"
        "119097,888,Bacup,PR1 8RF,open,maintained,community,TRUE,FALSE,2,5,mixed,,unknown,,\n"
        "119129,888,Bowerham,PR1 8RG,open,maintained,community,TRUE,FALSE,3,11,mixed,,unknown,,\n"
        "119132,888,Ryelands,PR1 8RH,open,maintained,community,TRUE,FALSE,3,11,mixed,,unknown,,\n"};
    EXPECT_EQ(file.report.profile, "report-cards-reduced");
    EXPECT_EQ(file.report.rows_accepted, 4);
    ASSERT_EQ(file.picture->report_cards.size(), 4u);
    EXPECT_EQ(file.card(119129, day(2026, 3, 19)).of(CardArea::early_years).grade,
              CardGrade::strong_standard);
    EXPECT_EQ(file.card(119132, day(2026, 6, 13)).latest, nullptr);
    EXPECT_EQ(analytics::known_inspections(*file.picture, file.line(119129), day(2026, 6, 1))
                  .front()
                  .inspection->overall,
              2);
}

TEST(ReportCardsOfOthers, BothNamesOfTheDayOfAGradeAreRead) {
    const char* folder = std::getenv("TARN_CASES");
    if (!folder) GTEST_SKIP() << "NOT TESTED: set TARN_CASES to the folder of files with mistakes";
    for (const char* name : {"/01_mi_2026-02_date_of_judgement.csv", "/02_mi_2026-04_report_cards.csv"}) {
        const OneFile file{folder + std::string{name}};
        EXPECT_EQ(file.report.profile, "ofsted-mi-2026") << name;
        EXPECT_EQ(file.report.rows_rejected, 0) << name;
        // One row with a report card, an older graded and an ungraded inspection.
        EXPECT_EQ(file.card(190001, day(2026, 3, 1)).of(CardArea::inclusion).grade,
                  CardGrade::expected_standard)
            << name;
        EXPECT_EQ(file.picture->inspections_of(*file.picture->find(Urn{190001})).size(), 2u) << name;
    }
}

TEST(ReportCardsOfOthers, TheCodesAtTheEdge) {
    const char* folder = std::getenv("TARN_CASES");
    if (!folder) GTEST_SKIP() << "NOT TESTED: set TARN_CASES to the folder of files with mistakes";
    const OneFile file{folder + std::string{"/04_mi_2026-06_edge_codes.csv"}};
    EXPECT_EQ(file.report.rows_rejected, 0);
    // The file of June is taken to be public three weeks after its month.
    const Date late = day(2026, 7, 21);
    EXPECT_EQ(file.category(190001, late)->category, Category::special_measures);
    EXPECT_EQ(file.card(190001, late).of(CardArea::safeguarding).grade, CardGrade::not_met);
    EXPECT_EQ(file.category(190002, late)->category, Category::requires_significant_improvement);
    EXPECT_EQ(file.card(190003, late).of(CardArea::post_16).grade, CardGrade::not_applicable);
    EXPECT_EQ(file.card(190004, late).of(CardArea::post_16).grade, CardGrade::exceptional);
    EXPECT_EQ(file.card(190005, late - 1).of(CardArea::attendance_and_behaviour).grade, CardGrade::not_known);
    EXPECT_EQ(file.card(190005, late).of(CardArea::attendance_and_behaviour).grade,
              CardGrade::expected_standard);
    EXPECT_EQ(file.card(190006, late - 1).of(CardArea::safeguarding).grade, CardGrade::not_known);
    EXPECT_EQ(file.card(190006, late).of(CardArea::safeguarding).grade, CardGrade::met);
    for (const int urn : {190007, 190008, 190009}) {
        const auto known = analytics::known_inspections(*file.picture, file.line(urn), late);
        ASSERT_EQ(known.size(), 1u) << urn;
        EXPECT_EQ(known.front().inspection->overall, 0) << urn << ": not judged is no grade";
    }
    EXPECT_TRUE(
        file.notes("1 school has a category of concern that the grades do not explain: URN 190002. The "
                   "category is stored as Ofsted gives it."));
}

}
}
