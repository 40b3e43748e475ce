#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include "access/viewer.hpp"
#include "evidence/catalogue/release_store.hpp"
#include "evidence/evidence.hpp"
#include "evidence/importing/area_labels_rules.hpp"
#include "evidence/importing/inspections_rules.hpp"
#include "evidence/importing/profile_rules.hpp"
#include "evidence/importing/uploads_store.hpp"
#include "evidence/stored_evidence_test.hpp"
#include "people/people.hpp"
#include "schools/schools.hpp"

namespace tarn::evidence {
namespace {

using analytics::Missing;

using tarn::test::day;

class Evidence : public StoredEvidence {
  protected:
    std::shared_ptr<const analytics::Snapshot> snapshot_now() {
        return snapshot(*database().read(), day(2022, 6, 10));
    }
    static double value_of(const analytics::Snapshot& snapshot, const analytics::Series& series, int urn) {
        return series.values[*snapshot.find(Urn{urn})];
    }
    static Missing missing_of(const analytics::Snapshot& snapshot, const analytics::Series& series, int urn) {
        return series.missing[*snapshot.find(Urn{urn})];
    }
};
TARN_ON_EACH_DATABASE(Evidence);

TEST_P(Evidence, AFileBecomesAReleaseThatPagesCanList) {
    const ImportReport report =
        import("ks2_perf_2018.csv", ks2_header +
                                        "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n"
                                        "900002,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP,2018\n"
                                        "900003,x1,0,1%,0,1%,0,1%,2018\n"
                                        "900004,1,0,1%,0,1%,0,1%,2018\n900005,1,0,1%,0,1%,0,1%,2018\n"
                                        "900006,1,0,1%,0,1%,0,1%,2018\n900007,1,0,1%,0,1%,0,1%,2018\n"
                                        "900008,1,0,1%,0,1%,0,1%,2018\n900009,1,0,1%,0,1%,0,1%,2018\n"
                                        "900010,1,0,1%,0,1%,0,1%,2018\n");
    EXPECT_EQ(report.profile, "ks2-reduced");
    EXPECT_EQ(report.period, "2017/18");
    EXPECT_EQ(report.public_from, day(2018, 12, 13));
    EXPECT_EQ(report.rows_accepted, 9);
    const auto db = database().read();
    const auto all = releases(*db);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].title, "Key stage 2 results, reduced layout (ks2_perf_2018)");
    EXPECT_EQ(all[0].imported_by, "Dana Officer");
    EXPECT_FALSE(all[0].public_to);
    EXPECT_EQ(find_release(*db, all[0].id)->sha256, all[0].sha256);
    EXPECT_FALSE(find_release(*db, ReleaseId{99}));
    const auto rejected = rejected_rows(*db, report.release);
    ASSERT_EQ(rejected.size(), 1u);
    EXPECT_EQ(rejected[0].row, 4);
    EXPECT_EQ(rejected[0].column, "KS2 Pupils");
    EXPECT_EQ(rejected[0].text, "900003,x1,0,1%,0,1%,0,1%,2018");
    const auto series = measure_releases(*db);
    ASSERT_FALSE(series.empty());
    EXPECT_EQ(series.front().measure, "ks2.gps.expected");
    EXPECT_EQ(series.front().present, 8);
    EXPECT_EQ(series.front().missing, 1);
    EXPECT_TRUE(verify(*db).empty());
}

TEST_P(Evidence, TheSameFileTwiceChangesNothing) {
    const std::string text = ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n";
    const ImportReport first = import("a.csv", text);
    const ImportReport second = import("renamed.csv", text);
    EXPECT_TRUE(second.already_imported);
    EXPECT_EQ(second.release, first.release);
    EXPECT_EQ(second.values_unchanged, second.values);
    EXPECT_EQ(releases(*database().read()).size(), 1u);
    EXPECT_NE(summary(second).find("nothing changed"), std::string::npos);
}

TEST_P(Evidence, ADryRunSaysTheSameAndStoresNothing) {
    ImportRequest dry = request("a.csv", "");
    const std::string text = ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n";
    dry.content = text;
    dry.dry_run = true;
    const auto would = import_file(database(), dry);
    ASSERT_TRUE(would);
    EXPECT_EQ(would->release.value, 0);
    EXPECT_TRUE(releases(*database().read()).empty());
    const ImportReport did = import("a.csv", text);
    EXPECT_EQ(would->values_new, did.values_new);
    EXPECT_EQ(would->rows_accepted, did.rows_accepted);
}

TEST_P(Evidence, ACorrectionEndsTheOldFiguresAndDeletesNothing) {
    register_schools();
    const ImportReport first = import(
        "a.csv", ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n900002,20,0,50%,0,50%,0,50%,2018\n");
    ImportRequest corrected = request("b.csv", "");
    const std::string text =
        ks2_header + "900001,30,1.4,70%,0.1,60%,-2,65%,2018\n900003,10,0,40%,0,40%,0,40%,2018\n";
    corrected.content = text;
    corrected.public_from = day(2019, 2, 1);
    const auto second = import_file(database(), corrected);
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->corrects, first.release);
    EXPECT_EQ(second->values_changed, 1);
    EXPECT_EQ(second->values_unchanged, 7 - 1);
    EXPECT_EQ(second->values_new, 7);
    EXPECT_EQ(second->values_gone, 7);

    const auto picture = snapshot_now();
    const auto series = picture->of_measure("ks2.progress.reading");
    ASSERT_EQ(series.size(), 2u);
    const auto& old = series[0].release == first.release ? series[0] : series[1];
    const auto& fresh = series[0].release == first.release ? series[1] : series[0];
    EXPECT_EQ(old.known_from, day(2018, 12, 13));
    EXPECT_EQ(old.known_to, day(2019, 1, 31));
    EXPECT_EQ(value_of(*picture, old, 900001), 1.2);
    EXPECT_EQ(fresh.known_from, day(2019, 2, 1));
    EXPECT_EQ(value_of(*picture, fresh, 900001), 1.4);
    EXPECT_EQ(missing_of(*picture, fresh, 900002), Missing::not_in_release);
    EXPECT_EQ(find_release(*database().read(), first.release)->corrected_by, second->release);
    EXPECT_TRUE(verify(*database().read()).empty());
}

TEST_P(Evidence, ACorrectionWithoutADateCountsFromTheDayItCame) {
    import("a.csv", ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n");
    const ImportReport second = import("b.csv", ks2_header + "900001,30,1.3,70%,0.1,60%,-2,65%,2018\n");
    EXPECT_EQ(second.public_from, day(2026, 3, 2));
    ASSERT_FALSE(second.notes.empty());
    EXPECT_NE(second.notes.back().find("2 March 2026"), std::string::npos) << second.notes.back();
}

TEST_P(Evidence, FilesOfDifferentAuthoritiesStandSideBySide) {
    register_schools();
    const ImportReport first = import("a.csv", ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n");
    const ImportReport second =
        import("b.csv", ks2_header + "900002,20,0,50%,0,50%,0,50%,2018\n900003,21,0,51%,0,50%,0,50%,2018\n");
    EXPECT_FALSE(second.corrects);
    EXPECT_EQ(second.public_from, day(2018, 12, 13));
    EXPECT_FALSE(find_release(*database().read(), first.release)->corrected_by);
    // All of them in one later file: most of it is not in the first, which it therefore does not end.
    const ImportReport all =
        import("c.csv", ks2_header +
                            "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n900004,20,0,50%,0,50%,0,50%,2018\n"
                            "900005,21,0,51%,0,50%,0,50%,2018\n");
    EXPECT_FALSE(all.corrects);
    EXPECT_EQ(snapshot_now()->of_measure("ks2.progress.reading").front().release, all.release)
        << "the newest is believed first";
}

TEST_P(Evidence, AFileSavedAgainInOtherWordsChangesNothing) {
    const ImportReport first = import("a.csv", ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n");
    const ImportReport again =
        import("a.csv", ks2_header + "\"900001\",30,1.20,70,0.1,60%,-2.0,65%,2018\r\n");
    EXPECT_TRUE(again.already_imported);
    EXPECT_EQ(again.release, first.release);
    EXPECT_EQ(releases(*database().read()).size(), 1u);
}

TEST_P(Evidence, TheSnapshotKeepsReasonsCohortsAndDates) {
    register_schools();
    import("a.csv",
           ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n900002,4,SUPP,SUPP,LOWCOV,SUPP,,SUPP,2018\n");
    const auto picture = snapshot_now();
    ASSERT_EQ(picture->schools.size(), 3u);
    const auto reading = picture->of_measure("ks2.progress.reading");
    ASSERT_EQ(reading.size(), 1u);
    EXPECT_EQ(reading[0].period, "2017/18");
    EXPECT_EQ(reading[0].n[*picture->find(Urn{900001})], 30.0f);
    EXPECT_EQ(missing_of(*picture, reading[0], 900002), Missing::suppressed);
    EXPECT_TRUE(std::isnan(value_of(*picture, reading[0], 900002)));
    EXPECT_EQ(missing_of(*picture, picture->of_measure("ks2.progress.writing")[0], 900002),
              Missing::low_coverage);
    EXPECT_EQ(missing_of(*picture, picture->of_measure("ks2.progress.maths")[0], 900002), Missing::blank);
    EXPECT_EQ(missing_of(*picture, reading[0], 900003), Missing::not_in_release);
    EXPECT_NE(picture->release_title(reading[0].release).find("Key stage 2"), std::string_view::npos);
}

TEST_P(Evidence, SourcesStandInTheirWrittenOrderAndDisagreementsAreListed) {
    register_schools();
    import("ks2final_2019.csv",
           "RECTYPE,URN,SCHNAME,READPROG,WRITPROG,MATPROG,OFSTEDRATING,LATITUDE\n1,900001,Brook,1.1,0.5,0.2,"
           "Good,53.7\n"
           "1,900002,Hill,2.0,SUPP,0.2,Good,53.7\n");
    const ImportReport report =
        import("2018-888-ks2.csv",
               "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP,READPROG,WRITPROG,MATPROG\n"
               "1,888,2001,900001,Brook,28,61%,1.1,0.9,0.2\n1,888,2002,900002,Hill,9,50%,2,,0.2\n"
               "5, , , , ,643616,65%,0.0, , \n");
    EXPECT_EQ(report.profile, "ks2-official");
    EXPECT_EQ(report.rows_aggregate, 1);
    EXPECT_EQ(report.disagreements, 1);
    const auto picture = snapshot_now();
    const auto writing = picture->of_measure("ks2.progress.writing");
    ASSERT_EQ(writing.size(), 2u);
    EXPECT_LT(writing[0].precedence, writing[1].precedence);
    EXPECT_EQ(writing[0].release, report.release) << "the official layout comes first in the written order";
    const auto found = disagreements(*picture, day(2020, 9, 1));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].urn, Urn{900001});
    EXPECT_EQ(found[0].measure, "ks2.progress.writing");
    EXPECT_EQ(found[0].first, 0.9);
    EXPECT_EQ(found[0].second, 0.5);
    EXPECT_TRUE(disagreements(*picture, day(2019, 12, 12)).empty()) << "neither was public";
    ASSERT_FALSE(picture->aggregates.empty());
    EXPECT_EQ(picture->aggregates[0].level, "national-state-funded");
}

TEST_P(Evidence, AnInspectionOfTwoFilesCountsOnceByItsBetterSource) {
    register_schools();
    import("ratings.csv",
           "URN,Rating,Inspection Date\n900001,Inadequate,20180926\n900001,Satisfactory,20100315\n");
    const auto* profile = find_profile("ofsted-mi");
    std::string header, row;
    for (const std::string& name : profile->required) header += name + ",";
    const std::vector<std::pair<std::string, std::string>> cells{
        {"URN at time of latest graded inspection", "900001.0"},
        {"Personal development", "9.0"},
        {"Behaviour and attitudes", "3.0"},
        {"Effectiveness of leadership and management", "4.0"},
        {"URN at time of previous graded inspection", ""},
        {"Previous inspection start date", ""},
        {"Previous publication date", ""},
        {"Previous graded inspection overall effectiveness", ""},
        {"Previous category of concern", ""},
        {"Previous quality of education", ""},
        {"Previous behaviour and attitudes", ""},
        {"Previous personal development", ""},
        {"Previous effectiveness of leadership and management", ""},
        {"URN at time of the ungraded inspection", "900001.0"},
        {"Date of latest ungraded inspection", "01/03/2021"},
        {"Ungraded inspection publication date", "30/03/2021"}};
    row = "900001.0,8882001.0,Primary,26/09/2018,20/11/2018,4,SM,4.0,";
    for (const auto& [name, text] : cells) {
        header += name + ",";
        row += text + ",";
    }
    import("ofsted_mi_2025-08.csv", header + "\n" + row + "\n");
    const auto picture = snapshot_now();
    const auto list = picture->inspections_of(*picture->find(Urn{900001}));
    ASSERT_EQ(list.size(), 3u);
    EXPECT_EQ(list[0].overall, 3);
    EXPECT_EQ(list[0].known_from, day(2010, 4, 14));
    EXPECT_EQ(list[1].held, day(2018, 9, 26));
    EXPECT_EQ(list[1].known_from, day(2018, 11, 20)) << "Ofsted's own publication date, not the usual month";
    EXPECT_NE(list[1].category, analytics::Category::none);
    EXPECT_EQ(list[1].behaviour, 3);
    EXPECT_EQ(list[1].personal_development, 0) << "9 is no grade";
    EXPECT_FALSE(list[2].graded);
    EXPECT_EQ(list[2].overall, 0);
}

TEST_P(Evidence, ACorrectedHistoryOfInspectionsKeepsWhatWasKnownBefore) {
    register_schools();
    import("ratings.csv", "URN,Rating,Inspection Date\n900001,Good,20180926\n900002,Good,20180101\n");
    ImportRequest corrected = request(
        "ratings2.csv", "URN,Rating,Inspection Date\n900001,Inadequate,20180926\n900002,Good,20180101\n");
    corrected.public_from = day(2020, 1, 1);
    ASSERT_TRUE(import_file(database(), corrected));
    const auto picture = snapshot_now();
    const auto list = picture->inspections_of(*picture->find(Urn{900001}));
    ASSERT_EQ(list.size(), 2u);
    for (const auto& inspection : list) {
        const bool old = inspection.known_to.has_value();
        EXPECT_EQ(inspection.overall, old ? 2 : 4);
        EXPECT_EQ(inspection.known_from, old ? day(2018, 10, 26) : day(2020, 1, 1));
    }
    EXPECT_EQ(picture->inspections_of(*picture->find(Urn{900002})).size(), 1u);
}

TEST_P(Evidence, ARefusedFileLeavesNothing) {
    const auto refused = import_file(database(), request("x.csv", "URN,Rating,Inspection Date\n1,2,3\n"));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("row 2, column URN"), std::string::npos)
        << refused.error().message;
    EXPECT_TRUE(releases(*database().read()).empty());
    ImportRequest absent;
    absent.path = test_database().folder() + "/none.csv";
    EXPECT_FALSE(import_file(database(), absent));
    ImportRequest named = request("x.csv", "a\n1\n");
    named.profile = "no-such-profile";
    EXPECT_NE(import_file(database(), named).error().message.find("no profile called"), std::string::npos);
}

TEST_P(Evidence, AnAuthoritysOwnFileComesThroughItsOwnProfile) {
    register_schools();
    ImportRequest own = request("spring.csv", "School;URN;RWM\nBrook;900001;64,5\nHill;900002;71\n");
    own.profile_text =
        "title = \"Spring assessments\"\npublisher = \"Fellshire\"\n[recognise]\ncolumns = [\"URN\", "
        "\"RWM\"]\n[key]\nurn = \"URN\"\n"
        "[period]\nform = \"school-year\"\n[columns]\n\"RWM\" = { measure = \"ks2.rwm.expected\" "
        "}\n\"School\" = { ignore = \"Name.\" }\n";
    own.profile = "spring";
    own.owner = AuthorityCode{888};
    own.period = "2019/20";
    own.public_from = day(2020, 4, 1);
    own.limits.max_rejected_percent = 50;
    const auto report = import_file(database(), own);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->rows_accepted, 1) << "64,5 is no English number";
    EXPECT_EQ(releases(*database().read()).front().owner, AuthorityCode{888});
    const auto found = observations_of(*database().read(), Urn{900002}, day(2020, 9, 1), AuthorityCode{888});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].value, 71);
    EXPECT_TRUE(
        observations_of(*database().read(), Urn{900002}, day(2020, 3, 1), AuthorityCode{888}).empty());
    EXPECT_TRUE(observations_of(*database().read(), Urn{900002}, day(2020, 9, 1)).empty());
    EXPECT_TRUE(
        observations_of(*database().read(), Urn{900002}, day(2020, 9, 1), AuthorityCode{850}).empty());
    EXPECT_TRUE(snapshot_now()->series.empty())
        << "the snapshot is of published evidence, seen by every authority";
}

TEST_P(Evidence, FiguresThatAnAuthorityAloneHoldsAreNeverNational) {
    ImportRequest own = request("results.csv", "URN,KS2\n900001,64\n");
    own.profile_text =
        "title = \"Results\"\npublisher = \"Fellshire\"\n[recognise]\ncolumns = [\"URN\", \"KS2\"]\n"
        "[key]\nurn = \"URN\"\n[period]\nfixed = \"2023/24\"\n[public_from]\n\"*\" = 2024-10-01\n"
        "[columns]\n\"KS2\" = { measure = \"attainment.ks2.all\", kind = \"percent\" }\n";
    const auto forgotten = import_file(database(), own);
    ASSERT_FALSE(forgotten) << "unsuppressed, for every authority";
    EXPECT_NE(forgotten.error().message.find("own figures"), std::string::npos) << forgotten.error().message;
    own.owner = AuthorityCode{888};
    EXPECT_TRUE(import_file(database(), own));
}

TEST_P(Evidence, AProfileOfOnesOwnIsRefusedForWordsThatTheRegisterLacks) {
    const std::string start =
        "title = \"T\"\npublisher = \"P\"\n[recognise]\ncolumns = [\"URN\"]\n[key]\nurn = \"URN\"\n";
    for (const auto& [rest, said] :
         {std::pair{
              "[register]\nsource = \"hearsay\"\nsnapshot = 2026-01-01\n[columns]\n\"Name\" = { field = "
              "\"name\" }\n",
              "no source 'hearsay'"},
          std::pair{"[register]\nsource = \"local\"\nsnapshot = 2026-01-01\n[columns]\n\"Name\" = { field = "
                    "\"nickname\" }\n",
                    "column Name: the register has no field 'nickname'"}}) {
        ImportRequest own = request("register.csv", "URN,Name\n900001,Brook\n");
        own.profile_text = start + rest;
        const auto report = import_file(database(), own);
        ASSERT_FALSE(report);
        EXPECT_NE(report.error().message.find(said), std::string::npos) << report.error().message;
    }
}

// One call brings a register and figures under DfE numbers, one of which passed to an academy.
TEST_P(Evidence, ADfeNumberIsWhoHeldItAtTheEndOfThePeriod) {
    const std::string schools =
        "URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),"
        "EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name)\n"
        "900001,888,2001,Brook Primary,Community school,Closed,01-09-1990,31-08-2024,Primary\n"
        "900002,888,2001,Brook Academy,Academy converter,Open,01-09-2024,,Primary\n";
    const std::string figures = "DfE,Year,RWM\n8882001,2023/24,60\n8882001,2024/25,70\n";
    std::vector<ImportRequest> both{request("edubasealldata20251101.csv", schools),
                                    request("results.csv", figures)};
    both[1].profile_text =
        "title = \"Results\"\npublisher = \"A department\"\n[recognise]\ncolumns = [\"DfE\", \"RWM\"]\n"
        "[key]\nestablishment = \"DfE\"\n[period]\ncolumn = \"Year\"\nform = \"school-year\"\n"
        "[public_from]\n\"*\" = 2025-12-11\n"
        "[columns]\n\"RWM\" = { measure = \"ks2.rwm.expected\", kind = \"percent\" }\n";
    import_files(database(), both, [&](const ImportRequest& asked, const Result<ImportReport>& report) {
        ASSERT_TRUE(report) << asked.file_name << ": " << report.error().message;
        EXPECT_EQ(report->rows_accepted, 2) << asked.file_name;
    });
    for (const auto& [urn, period] : {std::pair{900001, "2023/24"}, std::pair{900002, "2024/25"}}) {
        const auto found = observations_of(*database().read(), Urn{urn}, day(2026, 1, 1));
        ASSERT_EQ(found.size(), 1u) << urn;
        EXPECT_EQ(found[0].period, period);
    }
}

TEST_P(Evidence, AreasAreReadWithEngland) {
    import("requests.csv",
           "time_period,time_identifier,geographic_level,region_name,old_la_code,la_name,breakdown_topic,"
           "breakdown,requests_received_in_year\n"
           "2019,Calendar year,National,,,,All,All,82329\n2019,Calendar year,Local authority,North "
           "West,888,Lancashire,All,All,1200\n"
           "2019,Calendar year,Local authority,North West,340,Knowsley,All,All,c\n");
    import("exclusions.csv",
           "year,level,la_name,school_type,perm_excl,fixed_excl\n201617,Local "
           "authority,Lancashire,Total,5,700\n");
    const auto values = area_values(*database().read(), AuthorityCode{888}, day(2026, 3, 2));
    ASSERT_EQ(values.size(), 4u);
    EXPECT_EQ(values[0].measure, "exclusions.fixed_excl");
    EXPECT_EQ(values[0].authority, AuthorityCode{888})
        << "matched by the name that other files give its code";
    EXPECT_EQ(values[2].area, "England");
    EXPECT_EQ(values[3].value, 1200);
    EXPECT_TRUE(area_values(*database().read(), AuthorityCode{888}, day(2018, 1, 1)).empty());
}

TEST_P(Evidence, VerifyFindsAFigureThatWasTamperedWith) {
    import("a.csv", ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n");
    const auto db = database().write();
    db->execute("UPDATE evidence_column SET packed = $1 WHERE measure = $2",
                storage::Blob{std::string_view{"\x63", 1}}, "ks2.rwm.expected");
    EXPECT_EQ(verify(*db).size(), 1u);
}

TEST_P(Evidence, ManyFilesKeepTheirOrderWhateverIsReadFirst) {
    std::vector<std::string> texts;
    std::vector<ImportRequest> requests;
    for (int i = 0; i < 6; ++i)
        texts.push_back(ks2_header + "90000" + std::to_string(i) + ",30,1.2,70%,0.1,60%,-2,65%," +
                        std::to_string(2016 + i % 3) + "\n");
    texts[3] = "nonsense\n1\n";
    for (const std::string& text : texts)
        requests.push_back(request("f" + std::to_string(requests.size()) + ".csv", text));
    std::vector<std::string> order;
    import_files(database(), requests, [&](const ImportRequest& asked, const Result<ImportReport>& report) {
        order.push_back(asked.file_name +
                        (report ? " " + std::to_string(report->release.value) : " refused"));
    });
    EXPECT_EQ(order, (std::vector<std::string>{"f0.csv 1", "f1.csv 2", "f2.csv 3", "f3.csv refused",
                                               "f4.csv 4", "f5.csv 5"}));
}

TEST_P(Evidence, PicturesOfManyDaysShareTheirFigures) {
    register_schools();
    import("a.csv", ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n");
    import("ratings.csv", "URN,Rating,Inspection Date\n900001,Good,20180926\n");
    Snapshots held;
    const auto first = held.current(*database().read(), day(2022, 6, 10));
    const auto alone = snapshot_now();
    for (int i = 1; i < 30; ++i) {
        const auto other = held.current(*database().read(), day(2022, 6, 10) + i);
        ASSERT_NE(other, first);
        EXPECT_EQ(other->series.data(), first->series.data());
        EXPECT_EQ(other->inspections.data(), first->inspections.data());
        EXPECT_EQ(other->schools.size(), alone->schools.size());
    }
    EXPECT_EQ(value_of(*first, first->of_measure("ks2.progress.reading")[0], 900001), 1.2);
    import("b.csv", ks2_header + "900001,30,1.3,70%,0.1,60%,-2,65%,2017\n");
    EXPECT_NE(held.current(*database().read(), day(2022, 6, 10))->series.data(), first->series.data());
}

TEST_P(Evidence, ALongFileAboveTheLimitIsReadInPieces) {
    const std::string name = fmt::format("tarn_long_{}.csv", getpid());
    const std::string path = (std::filesystem::temp_directory_path() / name).string();
    std::string text = "time_period,urn,subject,expected\n";
    for (int school = 0; school < 200; ++school)
        for (int subject = 0; subject < 100; ++subject)
            text +=
                fmt::format("202425,{},Subject {},{}\n", 900001 + school, subject, (school + subject) % 101);
    std::ofstream{path, std::ios::binary} << text;
    const gzFile packed = gzopen((path + ".gz").c_str(), "wb");
    ASSERT_EQ(gzwrite(packed, text.data(), static_cast<unsigned>(text.size())),
              static_cast<int>(text.size()));
    gzclose(packed);
    ImportRequest asked = request({}, {});
    asked.path = path;
    asked.limits.max_bytes = text.size() / 4;
    asked.profile_text =
        "title = \"T\"\npublisher = \"P\"\n[recognise]\ncolumns = [\"urn\", \"subject\"]\n[key]\nurn = "
        "\"urn\"\n[period]\ncolumn = \"time_period\"\nform = \"school-year\"\n[public_from]\n\"*\" = "
        "2025-12-11\n[[part]]\nwhen = { subject = \"Subject 7\" }\ncolumns = { \"expected\" = { measure = "
        "\"ks2.maths.expected\", kind = \"percent\" } }\n";
    const auto report = import_file(database(), asked);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->rows_read, 20000);
    EXPECT_EQ(report->rows_accepted, 200);
    EXPECT_EQ(report->rows_left_out, 19800);
    EXPECT_EQ(report->values_new, 200);
    asked.path += ".gz";
    const auto again = import_file(database(), asked);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(again->already_imported) << "the same text, compressed";
    asked.profile_text = {};
    asked.profile = "postcodes";
    const auto wide = import_file(database(), asked);
    ASSERT_FALSE(wide);
    EXPECT_NE(wide.error().message.find("larger than"), std::string::npos) << wide.error().message;
    std::filesystem::remove(path);
    std::filesystem::remove(path + ".gz");
}

TEST_P(Evidence, TheChangeOfTheRollIsThatOfTheFirstSources) {
    register_schools();
    const auto census = [&](const char* name, int precedence, const char* year, int pupils) {
        const std::string profile = fmt::format(
            "title = \"T\"\npublisher = \"P\"\nprecedence = {}\n[recognise]\ncolumns = [\"urn\"]\n[key]\n"
            "urn = \"urn\"\n[period]\nfixed = \"{}\"\n[public_from]\n\"*\" = "
            "2021-06-01\n[columns]\n\"pupils\" "
            "= {{ measure = \"census.pupils\", kind = \"count\" }}\n",
            precedence, year);
        const std::string text = fmt::format("urn,pupils\n900001,{}\n", pupils);
        ImportRequest asked = request(name, text);
        asked.profile = fmt::format("census-{}", precedence);
        asked.profile_text = profile;
        const auto report = import_file(database(), asked);
        EXPECT_TRUE(report) << (report ? "" : report.error().message);
    };
    census("first_2020.csv", 10, "2020-01", 100);
    census("first_2021.csv", 10, "2021-01", 120);
    census("second_2020.csv", 30, "2020-01", 200);
    census("second_2021.csv", 30, "2021-01", 210);
    const auto picture = snapshot(*database().read(), day(2022, 6, 10));
    std::vector<double> changes;
    for (const analytics::Series& series : picture->series)
        if (series.measure == "census.roll_change")
            changes.push_back(*std::ranges::find_if(series.values, [](double v) { return v == v; }));
    EXPECT_EQ(changes, (std::vector<double>{20.0, -40.0, 110.0, 5.0}))
        << "by this year's source, then last year's";
}

TEST_P(Evidence, AnAuthoritysOwnReleaseIsForThoseWhoImportForIt) {
    ImportRequest own =
        request("own.csv",
                "URN,School year,Suspensions %,Teachers leaving %\n900001,2024/25,4%,9%\nx,2024/25,5%,9%\n");
    own.public_from = day(2025, 10, 1);
    own.limits.max_rejected_percent = 50;
    const auto forgotten = import_file(database(), own);
    ASSERT_FALSE(forgotten) << "would be seen by everybody who signs in";
    EXPECT_NE(forgotten.error().message.find("own figures"), std::string::npos) << forgotten.error().message;
    own.owner = AuthorityCode{888};
    const auto report = import_file(database(), own);
    ASSERT_TRUE(report) << report.error().message;
    const ImportReport published = import("a.csv", ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n");
    const auto db = database().read();
    for (const access::Role role : access::all_roles())
        for (const int code : {888, 850}) {
            const access::Viewer viewer{
                PersonId{1}, "Somebody", role, AuthorityCode{static_cast<std::int16_t>(code)}, {}};
            const bool seen = role == access::Role::data_officer && code == 888;
            SCOPED_TRACE(access::role_code(role));
            EXPECT_EQ(find_release(*db, viewer, report->release).has_value(), seen);
            EXPECT_EQ(rejected_rows(*db, viewer, report->release).size(), seen ? 1u : 0u);
            EXPECT_EQ(releases(*db, viewer).size(), seen ? 2u : 1u);
            EXPECT_EQ(measure_releases(*db, viewer).size(), measure_releases(*db).size() - (seen ? 0 : 2));
            EXPECT_TRUE(find_release(*db, viewer, published.release));
        }
}

TEST_P(Evidence, SnapshotsAreBuiltAgainOnlyAfterAnImport) {
    register_schools();
    import("a.csv", ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2018\n");
    Snapshots held;
    const auto first = held.current(*database().read(), day(2022, 6, 10));
    EXPECT_EQ(held.current(*database().read(), day(2022, 6, 10)), first);
    EXPECT_NE(held.current(*database().read(), day(2022, 6, 11)), first);
    import("b.csv", ks2_header + "900001,30,1.2,70%,0.1,60%,-2,65%,2017\n");
    EXPECT_NE(held.current(*database().read(), day(2022, 6, 10)), first);
}

TEST(Profiles, NameFieldsAndSourcesThatTheRegisterKnows) {
    for (const Profile& profile : shipped_profiles()) {
        if (!profile.reg.source.empty()) {
            EXPECT_TRUE(schools::source_codes.parse(profile.reg.source)) << profile.name;
        }
        for (const auto& [column, rule] : profile.columns) {
            EXPECT_TRUE(rule.field.empty() || schools::field_codes.parse(rule.field))
                << profile.name << ": " << rule.field;
        }
    }
}

}
}
