// What a later file of the same kind and period does to what was known before: nothing.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

#include "access/viewer.hpp"
#include "analytics/as_at.hpp"
#include "evidence/evidence.hpp"
#include "evidence/importing/uploads_store.hpp"
#include "people/people.hpp"
#include "schools/schools.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"

namespace tarn::evidence {
namespace {

using tarn::test::day;

constexpr int first_urn = 900001, schools = 20;
const Date imported = *Date::of(2026, 3, 2), long_before = *Date::of(2020, 9, 1);

/// Key stage 2 of 2017/18: the reading progress of schools by their place, from 1.
std::string ks2(const std::map<int, std::string>& progress, double national = 0.0) {
    std::string text = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP,READPROG,WRITPROG,MATPROG\n";
    for (const auto& [place, value] : progress)
        text += fmt::format("1,888,{},{},School,28,61%,{},0,0\n", 2000 + place, first_urn - 1 + place, value);
    return text + fmt::format("5, , , , ,643616,65%,{}, , \n", national);
}
std::map<int, std::string> all_schools(const std::string& value, int from = 1, int to = schools) {
    std::map<int, std::string> progress;
    for (int place = from; place <= to; ++place) progress[place] = value;
    return progress;
}

class Corrections : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (!IsSkipped()) register_schools();
    }
    void register_schools() {
        std::string text =
            "school_id,local_authority_id,school_name,postcode,status,subtype,type,primary,secondary,age_min,"
            "age_max,gender,religion,admission,rating,inspection\n";
        for (int place = 1; place <= 3 * schools; ++place)
            text += fmt::format(
                "{},888,School {},PR1 8RE,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n",
                first_urn - 1 + place, place);
        must("register.csv", text);
    }
    ImportRequest request(std::string_view name, const std::string& content) {
        ImportRequest request;
        request.file_name = name;
        request.content = content;
        request.imported_by = "Dana Officer";
        request.now = clock_.now();
        return request;
    }
    ImportReport must(std::string_view name, const std::string& content, std::optional<Date> public_from = {},
                      bool partial = false) {
        ImportRequest asked = request(name, content);
        asked.public_from = public_from;
        asked.partial = partial;
        auto report = import_file(database(), asked);
        EXPECT_TRUE(report) << (report ? "" : report.error().message);
        return report ? *report : ImportReport{};
    }
    std::shared_ptr<const analytics::Snapshot> picture() { return snapshot(*database().read(), imported); }
    /// The reading progress of a school as an answer of the day would have it; NaN: none.
    double known(int place, Date as_at) {
        const auto snapshot = picture();
        const analytics::Ancestor self{*snapshot->find(Urn{first_urn - 1 + place}), as_at + 1, true};
        for (const auto& period : analytics::known_periods(*snapshot, "ks2.progress.reading", as_at))
            return analytics::value_as_at(*snapshot, period, std::span{&self, 1}).value;
        return std::numeric_limits<double>::quiet_NaN();
    }
    std::optional<double> national(Date as_at) {
        return analytics::known_aggregate(*picture(), "ks2.progress.reading", "2017/18",
                                          "national-state-funded", as_at);
    }

    /// The overall grade of a school's newest inspection; 0: none.
    int grade(int place, Date as_at) {
        const auto snapshot = picture();
        const analytics::Ancestor self{*snapshot->find(Urn{first_urn - 1 + place}), as_at + 1, true};
        const auto found = analytics::known_inspections(*snapshot, std::span{&self, 1}, as_at);
        return found.empty() ? 0 : int{found.front().inspection->overall};
    }

    FixedClock clock_{imported};
};
TARN_ON_EACH_DATABASE(Corrections);

constexpr const char* file = "2017-888-ks2.csv";

TEST_P(Corrections, AFileThatCoversLessThanHalfIsRefusedUnlessItIsCalledPartial) {
    must(file, ks2(all_schools("0.6")));
    const std::string some = ks2(all_schools("-1.2", 1, 9));
    const auto refused = import_file(database(), request(file, some));
    ASSERT_FALSE(refused);
    EXPECT_EQ(
        refused.error().message,
        "The file has 9 of the 20 schools whose figures of 2017/18 it would replace. If that is "
        "intended, import it as a partial file (--partial, or the box below): the others then keep their "
        "earlier values.");
    EXPECT_EQ(releases(*database().read()).size(), 2u);
    ImportRequest dry = request("2017-888-ks2.csv", some);
    dry.dry_run = true;
    const auto would = import_file(database(), dry);
    ASSERT_TRUE(would);
    EXPECT_EQ(would->too_few, refused.error().message);
    EXPECT_EQ(known(1, long_before), 0.6);
}

TEST_P(Corrections, APartialFileChangesItsOwnSchoolsFromTheDayItCameOn) {
    must(file, ks2(all_schools("0.6")));
    auto some = all_schools("-1.2", 1, 9);
    some[9] = "0.6";
    const ImportReport report = must(file, ks2(some), {}, true);
    EXPECT_EQ(report.values_changed, 8);
    EXPECT_EQ(report.values_new, 0);
    EXPECT_EQ(report.values_gone, 0);
    EXPECT_EQ(report.public_from, imported);
    EXPECT_NE(report.notes.back().find("Schools that are not in it keep theirs"), std::string::npos);
    EXPECT_EQ(known(1, long_before), 0.6);
    EXPECT_EQ(known(1, imported - 1), 0.6);
    EXPECT_EQ(known(1, imported), -1.2);
    EXPECT_EQ(known(20, imported), 0.6) << "not in the partial file";
    // A second partial file of fewer schools takes nothing back from the first.
    must(file, ks2({{1, "3.3"}}), {}, true);
    EXPECT_EQ(known(1, imported), 3.3);
    EXPECT_EQ(known(2, imported), -1.2);
    EXPECT_EQ(known(2, long_before), 0.6);
    // And a whole correction ends them all.
    EXPECT_EQ(must(file, ks2(all_schools("0.7")), imported + 1).values_changed, 20);
    EXPECT_EQ(known(1, imported + 1), 0.7);
    EXPECT_EQ(known(1, imported), 3.3);
    EXPECT_TRUE(verify(*database().read()).empty());
}

TEST_P(Corrections, CountFromTheirOwnDayWhereItIsLaterAndNeverEarlier) {
    struct {
        std::optional<Date> stated;
        Date counts;
    } const cases[] = {
        {{}, imported},
        {day(2019, 2, 1), day(2019, 2, 1)},  // a revised file of that day
        {day(2018, 12, 13), imported},
        {day(2017, 9, 1), imported},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.stated ? c.stated->iso() : "no day stated");
        SetUp();
        must(file, ks2(all_schools("0.6"), 0.0));
        const ImportReport report = must(file, ks2(all_schools("-1.2"), 0.3), c.stated);
        EXPECT_EQ(report.public_from, c.counts);
        EXPECT_EQ(report.values_changed, schools);
        EXPECT_EQ(known(1, c.counts - 1), 0.6);
        EXPECT_EQ(known(1, c.counts), -1.2);
        EXPECT_EQ(national(c.counts - 1), 0.0) << "the totals of the file are a correction too";
        EXPECT_EQ(national(c.counts), 0.3);
    }
}

TEST_P(Corrections, OnlyAStatedDayMovesThePast) {
    // The profile's own table knows the final file as of 13 December 2018.
    const Date stated = day(2018, 8, 30), in_table = day(2018, 12, 13);
    must(file, ks2(all_schools("0.6"), 0.0), stated);
    EXPECT_EQ(known(1, stated), 0.6);
    must(file, ks2(all_schools("-1.2", 1, 9), 0.3), {}, true);
    for (const Date before : {in_table, long_before, imported - 1}) {
        EXPECT_EQ(known(1, before), 0.6) << before.iso();
        EXPECT_EQ(national(before), 0.0) << before.iso();
    }
    EXPECT_EQ(known(1, imported), -1.2);
    EXPECT_EQ(national(imported), 0.3);
}

TEST_P(Corrections, AFileThatJoinsWhatCameInPartsStandsInPlaceOfThemAll) {
    must("2017-881-ks2.csv", ks2(all_schools("0.6", 1, 7)));
    must("2017-882-ks2.csv", ks2(all_schools("0.6", 8, 14)));
    must("2017-883-ks2.csv", ks2(all_schools("0.6", 15, 20)));
    // School 20 is withdrawn.
    const ImportReport report = must("2017-884-ks2.csv", ks2(all_schools("0.9", 1, 19)));
    EXPECT_EQ(report.values_gone, 5);
    EXPECT_TRUE(report.corrects);
    for (const int place : {1, 8, 15}) {
        EXPECT_EQ(known(place, long_before), 0.6) << place;
        EXPECT_EQ(known(place, imported), 0.9) << place;
    }
    EXPECT_EQ(known(20, imported - 1), 0.6);
    EXPECT_TRUE(std::isnan(known(20, imported)));
}

TEST_P(Corrections, LittleOfEveryPartIsRefusedToo) {
    must("2017-881-ks2.csv", ks2(all_schools("0.6", 1, 9)));
    must("2017-882-ks2.csv", ks2(all_schools("0.6", 11, 19)));
    must("2017-883-ks2.csv", ks2(all_schools("0.6", 21, 29)));
    auto some = all_schools("0.9", 1, 4);
    some.merge(all_schools("0.9", 11, 14));
    some.merge(all_schools("0.9", 21, 24));
    const auto refused = import_file(database(), request("2017-884-ks2.csv", ks2(some)));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("12 of the 27 schools"), std::string::npos)
        << refused.error().message;
}

TEST_P(Corrections, SayWhatIsNewChangedAndWithdrawn) {
    must(file, ks2(all_schools("0.6", 1, 12)));
    auto revised = all_schools("0.6", 3, 14);
    revised[5] = "1.5";
    const ImportReport report = must(file, ks2(revised));
    const auto each = 5;  // figures of one school
    EXPECT_EQ(report.values_new, 2 * each);
    EXPECT_EQ(report.values_changed, 1);
    EXPECT_EQ(report.values_gone, 2 * each);
    EXPECT_NE(summary(report).find("withdrawn"), std::string::npos);
    EXPECT_EQ(known(1, long_before), 0.6);
    EXPECT_TRUE(std::isnan(known(1, imported))) << "withdrawn";
    EXPECT_TRUE(std::isnan(known(14, long_before))) << "not yet known then";
    EXPECT_EQ(known(14, imported), 0.6);
}

TEST_P(Corrections, FilesOfOtherSchoolsKeepTheDayOfTheirPublication) {
    must(file, ks2(all_schools("0.6", 1, 10)));
    // A neighbour's file repeats one school, with another figure.
    auto neighbours = all_schools("2.0", 10, 20);
    EXPECT_FALSE(must("2017-889-ks2.csv", ks2(neighbours)).corrects);
    EXPECT_EQ(known(15, long_before), 2.0);
    EXPECT_EQ(known(10, long_before), 0.6) << "a figure that was known is not rewritten";
    EXPECT_EQ(known(10, imported), 2.0);
    // All of England in the same layout: what was known stays, the other schools are published first here.
    must("2017-000-ks2.csv", ks2(all_schools("0.9", 1, 60)));
    EXPECT_EQ(known(1, long_before), 0.6);
    EXPECT_EQ(known(1, imported), 0.9);
    EXPECT_EQ(known(40, long_before), 0.9);
}

TEST_P(Corrections, APeriodThatOnlyRepeatsWhatIsKnownIsNotDatedAgain) {
    const auto two = [](const char* first, const char* second) {
        return fmt::format(
            "URN,KS2 Pupils,Reading Progress,Reading Meet Std,Writing Progress,Writing Meet Std,Maths "
            "Progress,Overall Meet Std,Academic Year\n900001,30,{},70%,0.1,60%,-2,65%,2018\n"
            "900001,30,{},70%,0.1,60%,-2,65%,2017\n",
            first, second);
    };
    must("a.csv", two("0.6", "1"));
    must("b.csv", two("0.9", "1"));
    must("c.csv", two("0.9", "5"));
    EXPECT_EQ(known(1, long_before), 0.6) << "the correction of b.csv stands in c.csv too";
    EXPECT_EQ(known(1, imported), 0.9);
}

TEST_P(Corrections, APartialHistoryOfInspectionsRewritesNone) {
    std::string history = "URN,Rating,Inspection Date\n";
    for (int place = 1; place <= schools; ++place)
        history += fmt::format("{},Good,20180926\n", first_urn - 1 + place);
    must("ratings.csv", history);
    const std::string some =
        "URN,Rating,Inspection Date\n900001,Inadequate,20180926\n900002,Good,20180926\n"
        "900003,Outstanding,20150101\n";
    EXPECT_FALSE(import_file(database(), request("ratings.csv", some)));
    const ImportReport report = must("ratings.csv", some, {}, true);
    EXPECT_EQ(report.values_changed, 1);
    EXPECT_EQ(report.values_new, 1);
    EXPECT_EQ(report.values_unchanged, 1);
    EXPECT_EQ(grade(1, long_before), 2);
    EXPECT_EQ(grade(1, imported - 1), 2);
    EXPECT_EQ(grade(1, imported), 4);
    EXPECT_EQ(grade(2, long_before), 2);
    EXPECT_EQ(grade(4, imported), 2) << "not in the partial file";
    const auto snapshot = picture();
    EXPECT_EQ(snapshot->inspections_of(*snapshot->find(Urn{900003})).front().known_from, imported);
}

/// Every school was rated Good on 26 September 2018, but for the first where it says otherwise.
std::string ratings(const char* first, int to = schools) {
    std::string text = fmt::format("URN,Rating,Inspection Date\n{},{},20180926\n", first_urn, first);
    for (int place = 2; place <= to; ++place)
        text += fmt::format("{},Good,20180926\n", first_urn - 1 + place);
    return text;
}

TEST_P(Corrections, AMistakenPartialHistoryOfInspectionsIsPutRightFromThatDayOn) {
    constexpr int good = 2, inadequate = 4;
    const Date mended = imported + 30, again = imported + 60;
    struct {
        const char* what;
        std::string file;
        bool partial;
    } const mends[] = {{"one row", ratings("Good", 1), true},
                       {"a whole file", ratings("Good") + "900021,Good,20190101\n", false}};
    for (const auto& mend : mends) {
        SCOPED_TRACE(mend.what);
        SetUp();
        clock_ = FixedClock{imported};
        must("ratings.csv", ratings("Good"));
        must("mistaken.csv", ratings("Inadequate", 1), {}, true);
        clock_ = FixedClock{mended};
        EXPECT_EQ(must("mend.csv", mend.file, {}, mend.partial).values_changed, 1);
        const auto expect_history = [&] {
            EXPECT_EQ(grade(1, long_before), good);
            EXPECT_EQ(grade(1, imported - 1), good);
            EXPECT_EQ(grade(1, imported), inadequate) << "as it was answered then";
            EXPECT_EQ(grade(1, mended - 1), inadequate);
            EXPECT_EQ(grade(1, mended), good);
            EXPECT_EQ(grade(2, long_before), good);
            EXPECT_EQ(grade(2, mended), good);
        };
        expect_history();
        // A whole file that says the same of it moves none of these days.
        clock_ = FixedClock{again};
        EXPECT_EQ(must("later.csv", ratings("Good") + "900022,Good,20190101\n").values_changed, 0);
        expect_history();
        EXPECT_EQ(grade(1, again), good);
    }
}

TEST_P(Corrections, AWholeHistoryThatRepeatsAPartialOneKeepsItsDay) {
    must("ratings.csv", ratings("Good"));
    must("partial.csv", ratings("Inadequate", 1), {}, true);
    clock_ = FixedClock{imported + 30};
    EXPECT_EQ(must("whole.csv", ratings("Inadequate") + "900021,Good,20190101\n").values_changed, 0);
    EXPECT_EQ(grade(1, long_before), 2);
    EXPECT_EQ(grade(1, imported - 1), 2);
    EXPECT_EQ(grade(1, imported), 4);
    EXPECT_EQ(grade(1, imported + 30), 4);
}

/// One file through the upload page's jobs.
class PartialUploads : public Corrections {
  protected:
    UploadOutcome run(JobId job) {
        jobs::Runner runner{
            database(), clock_, {{std::string{import_job}, import_worker(database(), clock_, {})}}};
        runner.drain();
        return outcome_of(*jobs::find(*database().read(), job)).value();
    }
};
TARN_ON_EACH_DATABASE(PartialUploads);

TEST_P(PartialUploads, AreConfirmedByThePersonInTheAuthorityTheyActFor) {
    must(file, ks2(all_schools("0.6")));
    PersonId officer;
    JobId checked;
    access::Viewer viewer, elsewhere;
    {
        const auto db = database().write();
        officer = *people::add_person(*db, "Dana Officer", "dana@fellshire.example", clock_.now());
        viewer = {officer, "Dana Officer", access::Role::data_officer, AuthorityCode{888}, {}};
        elsewhere = {officer, "Dana Officer", access::Role::data_officer, AuthorityCode{850}, {}};
        checked =
            *keep_upload(*db, viewer, {.file_name = file}, ks2(all_schools("-1.2", 1, 5)), clock_.now());
        db->commit();
    }
    const UploadOutcome outcome = run(checked);
    EXPECT_FALSE(outcome.refused);
    EXPECT_FALSE(outcome.report.too_few.empty());
    JobId import;
    {
        const auto db = database().write();
        const auto job = *jobs::find(*db, checked);
        EXPECT_TRUE(is_import_of(job, viewer));
        EXPECT_FALSE(is_import_of(job, elsewhere)) << "the same person, for another authority";
        EXPECT_FALSE(confirm_upload(*db, elsewhere, job, true, clock_.now()));
        EXPECT_FALSE(confirm_upload(*db, viewer, job, false, clock_.now())) << "not called partial";
        import = confirm_upload(*db, viewer, job, true, clock_.now()).value();
        db->commit();
    }
    EXPECT_FALSE(run(import).refused);
    EXPECT_EQ(known(1, long_before), 0.6);
    EXPECT_EQ(known(1, imported), -1.2);
    EXPECT_EQ(known(20, imported), 0.6);
}

}
}
