// What people meet in files of the register, as small files of invented schools in the real layouts:
// TARN_CASES names their folder.
#include <cstdlib>
#include <gtest/gtest.h>

#include "access/viewer.hpp"
#include "evidence/evidence.hpp"
#include "schools/conversions.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"

namespace tarn::evidence {
namespace {

using tarn::test::day;

class RegisterCases : public tarn::test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const char* folder = std::getenv("TARN_CASES");
        if (!folder || !*folder)
            GTEST_SKIP()
                << "WHAT PEOPLE MEET IN REGISTER FILES WAS NOT TESTED: set TARN_CASES to the folder of cases";
        folder_ = folder;
    }
    Result<ImportReport> send(const std::string& name) {
        ImportRequest request;
        request.path = folder_ + "/" + name + ".csv";
        request.imported_by = "Dana Officer";
        request.now = FixedClock{day(2026, 11, 27)}.now();
        return import_file(database(), request);
    }
    ImportReport import(const std::string& name) {
        auto result = send(name);
        EXPECT_TRUE(result) << (result ? "" : result.error().message);
        return result ? *result : ImportReport{};
    }
    std::shared_ptr<const schools::Register> reg() { return schools::Register::load(*database().read()); }
    /// "ever 837/2011, 2019-04-01 839/2011".
    std::string numbers_of(int urn) {
        std::string out;
        Laestab last;
        const auto held = reg();
        for (const schools::School& version : held->history({urn})) {
            if (version.laestab == last) continue;
            last = version.laestab;
            out += (out.empty() ? "" : ", ") +
                   (version.valid.from == schools::School::first_day() ? "ever" : version.valid.from.iso()) +
                   " " + last.text();
        }
        return out;
    }
    static std::string all_of(const std::vector<std::string>& notes) {
        std::string out;
        for (const std::string& note : notes) out += note + "\n";
        return out;
    }
    std::string name_of(int urn) {
        const auto held = reg();
        const schools::School* school = held->find({urn}, day(2026, 11, 27));
        return school ? std::string{school->name} : "";
    }
    bool says(const ImportReport& report, std::string_view words) {
        return all_of(report.notes).find(words) != std::string::npos;
    }
    std::string joined(int urn) {
        std::string out;
        const auto held = reg();
        for (const schools::Lineage& line : held->predecessors({urn}))
            if (line.kind == schools::Succession::conversion) out += line.other.text();
        return out;
    }

    std::string folder_;
};
TARN_ON_EACH_DATABASE(RegisterCases);

TEST_P(RegisterCases, NamesAreTheSameInEitherEncodingOfAFile) {
    EXPECT_EQ(import("14_edubasealldata20261102_cp1252").rows_accepted, 16);
    const std::string before = name_of(190002) + name_of(190003) + name_of(190004);
    EXPECT_EQ(before,
              "École Saint-Exupéry Free SchoolSaint Thérèse of Lisieux Catholic Primary "
              "SchoolSt Mary’s CofE Primary – Hollins");
    EXPECT_EQ(import("15_edubasealldata20261103_utf8").rows_accepted, 16);
    EXPECT_EQ(name_of(190002) + name_of(190003) + name_of(190004), before);
    EXPECT_EQ(reg()->history({190002}).size(), 1u) << "another encoding is no change";
}

TEST_P(RegisterCases, ColumnsAreReadByNameWhicheverComeAndGo) {
    const ImportReport report = import("16_edubasealldata20261104_new_columns");
    EXPECT_EQ(report.profile, "gias-official");
    EXPECT_EQ(report.rows_accepted, 16);
    const auto held = reg();
    const auto* school = held->find({190001}, day(2026, 11, 27));
    ASSERT_NE(school, nullptr);
    EXPECT_EQ(school->laestab.text(), "888/2001");
    EXPECT_EQ(school->phase, analytics::Phase::primary);
}

TEST_P(RegisterCases, AnAuthorityAndNumberBeforeAreThoseThatTheRowNames) {
    const ImportReport report = import("17_edubasealldata20261105_lgr");
    EXPECT_EQ(report.rows_accepted, 20);
    EXPECT_EQ(numbers_of(190001), "ever 909/2001, 2023-04-01 942/2001");
    EXPECT_EQ(numbers_of(190004), "ever 909/2004, 2023-04-01 943/2004");
    EXPECT_EQ(numbers_of(190007), "ever 928/2007, 2021-04-01 940/2007");
    EXPECT_EQ(numbers_of(190009), "ever 928/2009, 2021-04-01 941/2009");
    EXPECT_EQ(numbers_of(190010), "ever 835/2010, 2019-04-01 838/2010");
    EXPECT_EQ(numbers_of(190011), "ever 837/2011, 2019-04-01 839/2011");
    EXPECT_EQ(numbers_of(190014), "ever 909/2014, 2023-04-01 942/2001") << "not made from today's";
    EXPECT_EQ(numbers_of(190015), "ever 888/2015") << "999 is no authority";
}

// 839 began when 838 did: no order leads from one to the other, and no file of the time tells.
TEST_P(RegisterCases, AnAuthorityBeforeWithoutADayIsSaidAndChangesNoDay) {
    import("17_edubasealldata20261105_lgr");
    EXPECT_EQ(numbers_of(190013), "ever 835/2013, 2019-04-01 838/2013");
    const auto held = reg();
    const auto* school = held->latest({190013});
    EXPECT_TRUE(school->infers(schools::Inference::before_undated));
    EXPECT_EQ(school->detail(schools::Field::previous_authority),
              "Bournemouth, Christchurch and Poole (839), 839/2013");
    EXPECT_FALSE(held->latest({190011})->infers(schools::Inference::before_undated));
}

TEST_P(RegisterCases, ANumberOfTwoOpenSchoolsIsReportedWithBoth) {
    EXPECT_TRUE(says(import("17_edubasealldata20261105_lgr"),
                     "2 open schools hold the number 942/2001: URN 190001 Ashby Primary School; URN 190014 "
                     "Oakroyd Primary School."));
}

TEST_P(RegisterCases, RowsThatMakeNoSchoolAreNamedWithTheirReason) {
    const ImportReport report = import("18_edubasealldata20261106_status");
    EXPECT_EQ(report.rows_accepted, 14);
    EXPECT_TRUE(says(report,
                     "2 accepted rows make no school: proposed to open. URN 190003 Calder Primary School; "
                     "URN 190004 Dunmere Primary School."))
        << all_of(report.notes);
    EXPECT_TRUE(says(report,
                     "1 accepted row makes no school: closed before it opened. URN 190006 Fenwick Primary "
                     "School (opened 1 September 2019, closed 31 August 2018)."))
        << all_of(report.notes);
    const auto held = reg();
    for (const int urn : {190003, 190004, 190006}) EXPECT_EQ(held->latest({urn}), nullptr) << urn;
    for (const int urn : {190001, 190002, 190007, 190008, 190009})
        EXPECT_NE(held->find({urn}, day(2026, 11, 27)), nullptr) << urn;
    EXPECT_EQ(held->find({190001}, day(2027, 9, 1)), nullptr) << "it is proposed to close the day before";
    EXPECT_EQ(held->latest({190007})->opened, std::nullopt) << "1800 stands for not known";
    EXPECT_EQ(held->latest({190008})->easting, 0) << "0, 0 is no place";
    EXPECT_FALSE(held->latest({190011})->state_funded) << "a Welsh school";
}

TEST_P(RegisterCases, AConverterWithoutALinkIsProposedAndNeverJoinedInSilence) {
    const ImportReport report = import("19_edubasealldata20261107_converters");
    EXPECT_TRUE(says(report, "may continue a school that closed")) << all_of(report.notes);
    import("20_links_edubasealldata20261107");
    // 190002 and its academy are seven months apart and linked; 190031 has a number that was used before.
    std::string proposed;
    for (const auto& pair : schools::conversions.without_viewer(*database().read(), "id > 0 ORDER BY urn"))
        proposed += pair.predecessor.text() + " " + pair.urn.text() + ", " + pair.reasons + "\n";
    EXPECT_EQ(
        proposed,
        "190003 190023, Same postcode, ZZ9 3AA. Closed 31 March 2025: Academy Converter. Opened 1 April "
        "2025: "
        "Academy Converter. 1 day apart.\n"
        "190004 190024, Same number, 888/2004. Same name. Same postcode, ZZ9 4AA. Closed 31 March 2025: "
        "Academy Converter. Opened 1 April 2025: Academy Converter. 1 day apart.\n"
        "190005 190025, Same number, 888/2005. Same name. Same postcode, ZZ9 5AA. Closed 31 March 2025: "
        "Academy Converter. Opened 1 April 2025: Academy Converter. 1 day apart.\n");
    EXPECT_EQ(joined(190021), "190001");
    EXPECT_EQ(joined(190022), "190002");
    EXPECT_EQ(joined(190024), "");
    EXPECT_EQ(joined(190031), "");
    EXPECT_EQ(schools::verify(*database().read()), std::vector<std::string>{});
}

TEST_P(RegisterCases, LinksAreKeptByTheirDayAndThoseOfAnotherMeaningLeftOut) {
    import("17_edubasealldata20261105_lgr");
    import("19_edubasealldata20261107_converters");
    const ImportReport report = import("20_links_edubasealldata20261107");
    EXPECT_EQ(report.rows_accepted, 16);
    const auto held = reg();
    const auto lines = [&](int urn) {
        std::string out;
        for (const schools::Lineage& line : held->successors({urn}))
            out += line.other.text() + " " + line.from.iso() + ";";
        return out;
    };
    EXPECT_EQ(lines(190011), "190012 2027-11-01;") << "of the future, from the day after its last";
    EXPECT_EQ(lines(190013), "") << "to itself";
    EXPECT_EQ(lines(190006), "") << "a sixth-form centre";
    EXPECT_EQ(lines(190008), "190009 2026-09-01;") << "both sides a day apart are one link";
    EXPECT_EQ(lines(190010), "190009 2026-09-01;");
    EXPECT_EQ(lines(190001), "190021 2025-04-01;");
    EXPECT_EQ(lines(190019), "190020 1900-01-01;") << "from one side alone, without a day";
    const auto* unheld = held->latest({999999});
    ASSERT_NE(unheld, nullptr) << "known from its link alone";
    EXPECT_EQ(unheld->name, "A school that no register holds");
    EXPECT_EQ(unheld->closed, day(2015, 8, 31));
    EXPECT_NE(held->find({190011}, day(2026, 11, 27)), nullptr);
    EXPECT_EQ(schools::verify(*database().read()), std::vector<std::string>{});
}

TEST_P(RegisterCases, ASchoolThatStandsTwiceIsDroppedOrNamed) {
    const auto refused = send("21_edubasealldata20261108_doubles");
    const std::string why = refused ? all_of(refused->notes) : refused.error().message;
    EXPECT_FALSE(refused) << "4 or 3 rows of 19 contradict others";
    EXPECT_NE(why.find("stands in row"), std::string::npos) << why;
    EXPECT_EQ(reg()->all().size(), 0u) << "nothing of it is stored";
}

TEST_P(RegisterCases, AColumnThatCanOnlyBeMonthFirstRefusesTheFile) {
    const auto refused = send("34_edubasealldata20261110_us_dates");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("month"), std::string::npos) << refused.error().message;
    EXPECT_EQ(reg()->all().size(), 0u);
}

TEST_P(RegisterCases, ADecisionJoinsPartsAndOutlivesTheNextImport) {
    import("19_edubasealldata20261107_converters");
    import("20_links_edubasealldata20261107");
    const access::Viewer officer{PersonId{1}, "", access::Role::data_officer, {888}, {}};
    const auto decide = [&](int urn, bool same) {
        auto db = database().write();
        auto pair = schools::conversions.where(*db, officer, "urn = $1", Urn{urn}).at(0);
        (same ? pair.same_on : pair.different_on) = day(2026, 11, 27);
        ASSERT_TRUE(schools::conversions.update(
            *db, officer, pair,
            {&schools::PossibleConversion::same_on, &schools::PossibleConversion::different_on}));
        db->execute("UPDATE register_state SET stored = stored + 1 WHERE id = 1");
        schools::rebuild(*db);
        db->commit();
    };
    decide(190024, true);
    decide(190023, false);
    const auto same_as = [&](int urn) {
        const auto held = reg();
        const auto* school = held->same_school({urn}, day(2024, 9, 1));
        return school ? school->urn.value : 0;
    };
    EXPECT_EQ(same_as(190024), 190004);
    EXPECT_EQ(same_as(190023), 0);
    ImportRequest next;
    next.file_name = "edubasealldata20261112.csv";
    next.content =
        "URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus "
        "(name),OpenDate,CloseDate,PhaseOfEducation (name)\n"
        "190099,888,2099,Another School,Community school,Open,,,Primary\n";
    next.now = FixedClock{day(2026, 11, 27)}.now();
    ASSERT_TRUE(import_file(database(), next));
    EXPECT_EQ(same_as(190024), 190004);
    EXPECT_EQ(schools::conversions_to_decide(*database().read()), 1) << "190025, and no pair a second time";
    EXPECT_EQ(schools::verify(*database().read()), std::vector<std::string>{});
}

}
}
