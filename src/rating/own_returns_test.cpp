// What an authority gathers and records itself reaches its own proposals, on its own day, and nobody else's.
#include <gtest/gtest.h>

#include "access/viewer.hpp"
#include "evidence/evidence_pages.hpp"
#include "evidence/notes/note_facts.hpp"
#include "rating/rating_runs.hpp"
#include "scenario/scenario.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"

namespace tarn::rating {
namespace {

using access::Role;
using access::Viewer;
using analytics::Missing;

constexpr AuthorityCode fellshire{888}, otherland{850};
constexpr Urn brook{900001}, hill{900002}, moor{900003};

using tarn::test::day;

class OwnReturns : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        import("register.csv",
               "school_id,local_authority_id,school_name,postcode,status,subtype,type,primary,secondary,"
               "age_min,age_max,gender,religion,admission,rating,inspection\n"
               "900001,888,Brook Primary,PR1 8RE,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n"
               "900002,888,Hill Primary,PR1 8RF,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n"
               "900003,850,Moor Primary,SO1 8RG,open,maintained,community,TRUE,FALSE,4,11,mixed,,unknown,,\n",
               {});
        const auto db = database().write();
        officer_ = scenario::account(*db, clock_.now(), "Ada Adviser", "ada@fellshire.example");
        db->commit();
    }
    evidence::ImportReport import(std::string name, std::string_view content,
                                  std::optional<AuthorityCode> owner, const char* public_from = nullptr) {
        return scenario::import_text(
            database(), clock_.now(),
            {.name = std::move(name),
             .text = std::string{content},
             .public_from = public_from ? std::optional{day(public_from)} : std::nullopt,
             .owner = owner});
    }
    void post(schools::Post post) {
        const auto db = database().write();
        scenario::post(*db, fellshire, std::move(post));
        db->commit();
    }
    rating::Run rated(std::optional<AuthorityCode> authority, const char* as_at) {
        const auto db = database().read();
        const auto schools = schools::Register::load(*db);
        return rate(*db, *schools, evidence::snapshot(*db, *schools, day(as_at)), default_scheme(), authority,
                    day(as_at), NotesFor::officers);
    }
    static const Contribution* contribution(const rating::Run& run, Urn urn, std::string_view code) {
        for (const auto& c : run.find(urn)->contributions)
            if (run.indicator(c).code == code) return &c;
        return nullptr;
    }
    static Missing missing(const rating::Run& run, Urn urn, std::string_view code) {
        for (const auto& m : run.find(urn)->missing)
            if (run.indicator(m).code == code) return m.code;
        return Missing::none;
    }
    Viewer adviser(std::vector<Urn> schools = {brook}) const {
        return {officer_, "Ada Adviser", Role::adviser, fellshire, std::move(schools)};
    }

    /// A table of recorded facts as an officer uploads it.
    Outcome enter(storage::Writer& db, std::string_view csv) {
        web::Request request;
        request.method = web::Method::post;
        request.path = "/evidence/facts/import";
        request.form = {{"csv", std::string{csv}}, {"act", "keep"}};
        const Viewer viewer = adviser({brook, hill});
        kit::Act act{.request = request, .viewer = viewer, .clock = clock_, .db = db, .writer = &db};
        schools::Registers registers;
        evidence::Snapshots snapshots{registers};
        for (const auto& route :
             evidence::feature({registers, snapshots, {database(), clock_, [] {}}}).routes)
            if (route.method == request.method && route.pattern == request.path)
                if (const auto answer = route.handler(act); answer.status >= 400)
                    return Error{answer.body, {}};
        return Done{};
    }

    FixedClock clock_{day("2026-03-02")};
    PersonId officer_{};
};
TARN_ON_EACH_DATABASE(OwnReturns);

constexpr std::string_view returned =
    "URN,School year,Permanent exclusions %,Suspensions %,Leavers home educated %,Reserves % of income,"
    "Pupils on roll,Teachers leaving %\n"
    "900001,2023/24,0,1,0.2,-3,200,10\n900001,2024/25,0.5,2,1.4,-6,170,45\n"
    "900002,2023/24,0,1,0,4,100,5\n900002,2024/25,0,1,0,5,101,0\n";

TEST_P(OwnReturns, ReachTheProposalsOfTheirOwnAuthorityFromTheirDay) {
    import("return.csv", returned, fellshire, "2025-10-20");
    const auto before = rated(fellshire, "2025-10-19"), run = rated(fellshire, "2026-03-02");
    EXPECT_EQ(missing(before, brook, "staffing-turnover"), Missing::no_release);
    const auto* turnover = contribution(run, brook, "staffing-turnover");
    ASSERT_TRUE(turnover);
    EXPECT_EQ(turnover->value, 45);
    EXPECT_EQ(turnover->severity, 1);
    EXPECT_EQ(run.source(*turnover).title, "An authority's own return for its schools (return)");
    EXPECT_EQ(run.source(*turnover).known_from, day("2025-10-20"));
    ASSERT_TRUE(contribution(run, brook, "elective-home-education"));
    EXPECT_NEAR(contribution(run, brook, "elective-home-education")->severity, 0.6, 1e-9);
    EXPECT_EQ(contribution(run, brook, "finance-cumulative-deficit")->value, -6);
    EXPECT_NEAR(contribution(run, brook, "exclusions-permanent")->value, 0.25, 1e-9) << "two years pooled";
}

TEST_P(OwnReturns, TellTheChangeOfTheRollFromTwoCounts) {
    import("return.csv", returned, fellshire, "2025-10-20");
    const auto run = rated(fellshire, "2026-03-02");
    const auto* change = contribution(run, brook, "roll-change");
    ASSERT_TRUE(change);
    EXPECT_EQ(change->value, -15);
    EXPECT_EQ(change->years, 1) << "nothing is known of the year before the first";
    EXPECT_EQ(contribution(run, hill, "roll-change")->value, 1);
    EXPECT_EQ(missing(run, brook, "roll-against-capacity"), Missing::not_published)
        << "this register knows no capacity";
}

constexpr std::string_view census = "URN,LA,ESTAB,SCHOOLTYPE,NOR,PSENELSE,PSENELK,PNUMEAL,PNUMFSMEVER\n";

TEST_P(OwnReturns, TwoPublishedCensusesTellTheSameUnlessTheAuthorityCountsItself) {
    const std::string head{census};
    import("england_census_2024.csv", head + "900001,888,2001,X,200,1,1,1,1\n900003,850,2003,X,80,1,1,1,1\n",
           {}, "2024-06-06");
    EXPECT_EQ(missing(rated(otherland, "2025-06-04"), moor, "roll-change"), Missing::no_release);
    import("england_census_2025.csv", head + "900001,888,2001,X,190,1,1,1,1\n900003,850,2003,X,84,1,1,1,1\n",
           {}, "2025-06-05");
    EXPECT_EQ(missing(rated(otherland, "2025-06-04"), moor, "roll-change"), Missing::no_release)
        << "the second census is not public yet";
    const auto theirs = rated(otherland, "2026-03-02");
    ASSERT_TRUE(contribution(theirs, moor, "roll-change"));
    EXPECT_EQ(contribution(theirs, moor, "roll-change")->value, 5);
    EXPECT_EQ(theirs.source(*contribution(theirs, moor, "roll-change")).last_period, "2024/25");
    EXPECT_EQ(contribution(rated(fellshire, "2026-03-02"), brook, "roll-change")->value, -5);
    import("return.csv", returned, fellshire, "2025-10-20");
    EXPECT_EQ(contribution(rated(fellshire, "2026-03-02"), brook, "roll-change")->value, -15)
        << "the authority's own count goes first";
    EXPECT_EQ(contribution(rated(otherland, "2026-03-02"), moor, "roll-change")->value, 5);
}

TEST_P(OwnReturns, LowestAttainmentAndTheAttendanceMinimumAreItsOwnAlone) {
    import("return.csv",
           "URN,School year,Suspensions %,Teachers leaving %,\"KS2 expected, all pupils %\",KS2 "
           "pupils,\"KS2 expected, disadvantaged %\",KS2 disadvantaged pupils,Attendance minimum "
           "%,Attendance so "
           "far %\n"
           "900001,2024/25,1,1,50,20,25,4,,\n900002,2024/25,1,1,50,20,60,12,,\n"
           "900001,2025/26,1,1,,,,,94.5,93.4\n",
           fellshire, "2025-12-20");
    const auto run = rated(fellshire, "2026-03-02");
    const auto* low = contribution(run, brook, "lowest-attainment-primary");
    ASSERT_TRUE(low);
    EXPECT_EQ(low->contribution, Points{}) << "four pupils are shown and do not score";
    EXPECT_EQ(low->maximum, Points{});
    EXPECT_NE(reason(run, *low).find("50% of all and 25% of disadvantaged pupils"), std::string::npos)
        << reason(run, *low);
    EXPECT_NE(reason(run, *low).find(": both in the lowest quarter."), std::string::npos);
    EXPECT_NE(reason(run, *low).find("So few pupils are too few to count."), std::string::npos);
    ASSERT_TRUE(contribution(run, hill, "lowest-attainment-primary"));
    EXPECT_EQ(contribution(run, hill, "lowest-attainment-primary")->severity, 0);
    EXPECT_FALSE(contribution(run, brook, "attendance-minimum")) << "asked from September 2026";
    const auto later = rated(fellshire, "2026-09-01");
    const auto* attendance = contribution(later, brook, "attendance-minimum");
    ASSERT_TRUE(attendance);
    EXPECT_NEAR(attendance->value, -1.1, 1e-9);
    EXPECT_NEAR(attendance->severity, 0.55, 1e-9);
    const auto theirs = rated(otherland, "2026-09-01");
    EXPECT_FALSE(contribution(theirs, moor, "attendance-minimum"));
    EXPECT_EQ(theirs.find(moor)->missing.back().applies, true);
    EXPECT_FALSE(contribution(rated({}, "2026-09-01"), brook, "lowest-attainment-primary"))
        << "nobody else's proposals see it";
}

TEST_P(OwnReturns, ACorrectedAttendanceMinimumCountsFromItsDay) {
    const std::string header =
        "URN,School year,Suspensions %,Teachers leaving %,Attendance minimum %,Attendance so far %\n900001,";
    import("return.csv", header + "2025/26,1,1,94.5,93.4\n", fellshire, "2026-08-20");
    import("return.csv", header + "2025/26,1,1,92,93.4\n", fellshire, "2026-09-20");
    const auto value = [&](const char* on) {
        const auto run = rated(fellshire, on);
        const auto* c = contribution(run, brook, "attendance-minimum");
        return c ? c->value : 99;
    };
    EXPECT_NEAR(value("2026-09-19"), -1.1, 1e-9);
    EXPECT_NEAR(value("2026-09-21"), 1.4, 1e-9);
}

// Progress, own figures, heads and facts of 2018/19 together are just enough; reserves are the first to grow
// too old.
TEST_P(OwnReturns, TheNewestDayThatTheEvidenceSupportsIsFound) {
    schools::Registers registers;
    evidence::Snapshots snapshots{registers};
    Runs runs{registers, snapshots};
    const auto supported = [&](const char* as_at) {
        return runs.supported_day(*database().read(), fellshire, day(as_at));
    };
    EXPECT_EQ(supported("2026-03-02"), std::nullopt) << "nothing is known";
    std::string results =
        "URN,KS2 Pupils,Reading Progress,Reading Meet Std,Writing Progress,Writing Meet Std,Maths "
        "Progress,Overall Meet Std,Academic Year\n";
    std::string own =
        "URN,School year,Permanent exclusions %,Suspensions %,Leavers home educated %,Reserves % of income,"
        "Pupils on roll,Teachers leaving %\n";
    for (const std::string urn : {"900001", "900002"}) {
        results += urn + ",30,0.6,70%,0.1,60%,-2,65%,2019\n";
        own += urn + ",2017/18,0,1,0.2,3,200,10\n" + urn + ",2018/19,0,1,0.2,3,200,10\n";
        post({.urn = *Urn::parse(urn),
              .kind = schools::PostKind::headteacher,
              .holder = "R. Ashe",
              .from = day("2015-09-01")});
    }
    import("ks2_perf_2019.csv", results, {}, "2019-12-13");
    import("return.csv", own, fellshire, "2019-10-20");
    {
        const auto db = database().write();
        ASSERT_TRUE(enter(*db,
                          "URN,fact,from,to,source\n900001,warning_notice,2017-01-06,2017-06-30,Notice\n"
                          "900001,safeguarding_not_met,2017-01-06,2017-06-30,Audit\n"
                          "900001,unlicensed_deficit,2017-01-06,2017-06-30,Finance\n"));
        db->commit();
    }
    EXPECT_EQ(rated(fellshire, "2021-03-31").find(brook)->level, Level::green);
    EXPECT_EQ(rated(fellshire, "2021-04-01").find(brook)->level, Level::not_enough_evidence);
    EXPECT_EQ(supported("2026-03-02"), day("2021-03-31"));
    EXPECT_EQ(supported("2021-03-31"), std::nullopt) << "most have it on that day";
}

TEST_P(OwnReturns, NeverReachAnotherAuthority) {
    const std::string alone = to_json(rated(otherland, "2026-03-02"));
    const std::string england = to_json(rated({}, "2026-03-02"));
    std::string stolen{returned};
    stolen += "900003,2024/25,9,9,9,-9,9,99\n";  // a row on a school that is not its own
    import("return.csv", stolen, fellshire, "2025-10-20");
    EXPECT_EQ(to_json(rated(otherland, "2026-03-02")), alone);
    EXPECT_EQ(to_json(rated({}, "2026-03-02")), england);
    import("theirs.csv",
           "URN,School year,Suspensions %,Teachers leaving %\n900001,2024/25,7,7\n900003,2024/25,1,30\n",
           otherland, "2025-10-20");
    EXPECT_EQ(contribution(rated(otherland, "2026-03-02"), moor, "staffing-turnover")->value, 30);
    EXPECT_EQ(contribution(rated(fellshire, "2026-03-02"), brook, "staffing-turnover")->value, 45);
}

TEST_P(OwnReturns, AreCountedTheSameForPagesAndTheCommandLine) {
    schools::Registers registers;
    evidence::Snapshots snapshots{registers};
    Runs runs{registers, snapshots};
    const auto page = [&] {
        return to_json(
            *runs.of_authority(*database().read(), fellshire, day("2026-03-02"), NotesFor::officers));
    };
    const std::string before = page();
    import("return.csv", returned, fellshire, "2025-10-20");
    EXPECT_NE(page(), before) << "a held run is left when its evidence changes";
    EXPECT_EQ(page(), to_json(rated(fellshire, "2026-03-02")));
}

TEST_P(OwnReturns, AFactCountsFromTheDayItWasKnownUntilItsEndWasKnown) {
    {
        const auto db = database().write();
        const auto added = scenario::fact(*db, clock_.now(), adviser(),
                                          {.urn = brook,
                                           .kind = evidence::FactKind::warning_notice,
                                           .began_on = day("2023-06-01"),
                                           .known_on = day("2023-07-01")});
        ASSERT_TRUE(evidence::end_fact(*db, adviser(), added,
                                       {.last_day = day("2026-01-15"), .reason = "Complied with."},
                                       clock_.now()));
        db->commit();
    }
    EXPECT_EQ(rated(fellshire, "2023-06-30").find(brook)->level, Level::not_enough_evidence);
    const auto run = rated(fellshire, "2026-01-10");
    EXPECT_EQ(run.find(brook)->level, Level::red) << "in force for more than two years and still so";
    EXPECT_EQ(run.indicator(*contribution(run, brook, "warning-notice")).code, "warning-notice");
    EXPECT_EQ(contribution(run, hill, "warning-notice")->severity, 0) << "the authority keeps this register";
    EXPECT_EQ(rated(fellshire, "2026-03-01").find(brook)->trigger.has_value(), true)
        << "its end was entered on 2 March";
    EXPECT_FALSE(rated(fellshire, "2026-03-02").find(brook)->trigger);
    EXPECT_EQ(missing(rated(otherland, "2026-01-10"), moor, "warning-notice"), Missing::no_release);
}

TEST_P(OwnReturns, AFactRecordedByMistakeCountsForRatingsBeforeItWasWithdrawnAlone) {
    const auto db = database().write();
    const auto added = scenario::fact(*db, clock_.now(), adviser(),
                                      {.urn = brook,
                                       .kind = evidence::FactKind::warning_notice,
                                       .began_on = day("2023-06-01"),
                                       .known_on = day("2023-07-01")});
    const auto generation = evidence::facts_generation(*db);
    EXPECT_FALSE(evidence::withdraw_fact(*db, adviser({hill}), added, "Another school", clock_.now()));
    EXPECT_EQ(evidence::withdraw_fact(*db, adviser(), added, " ", clock_.now()).error().field,
              "withdrawn_reason");
    ASSERT_TRUE(evidence::withdraw_fact(*db, adviser(), added, "Another school", clock_.now()));
    EXPECT_GT(evidence::facts_generation(*db), generation);
    EXPECT_FALSE(evidence::end_fact(*db, adviser(), added, {.last_day = day("2026-01-15"), .reason = "Over"},
                                    clock_.now()));
    const auto kept = evidence::facts_of(*db, adviser(), brook, fellshire);
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].withdrawn_reason, "Another school");
    EXPECT_TRUE(kept[0].holds_on(day("2026-03-01")));
    EXPECT_FALSE(kept[0].holds_on(day("2026-03-02")));
    db->commit();
    EXPECT_TRUE(rated(fellshire, "2026-03-01").find(brook)->trigger) << "as it was known then";
    EXPECT_FALSE(rated(fellshire, "2026-03-02").find(brook)->trigger);
}

TEST_P(OwnReturns, AFactThatIsOverWhenItIsEnteredDoesNotChangeTodaysLevel) {
    {
        const auto db = database().write();
        const auto entered = enter(*db,
                                   "URN,fact,from,to,source\n"
                                   "900001,warning notice,2020-01-06,2020-06-30,Notice\n");
        ASSERT_TRUE(entered) << entered.error().message;
        db->commit();
    }
    EXPECT_EQ(rated(fellshire, "2020-03-02").find(brook)->level, Level::red);
    EXPECT_EQ(rated(fellshire, "2020-06-30").find(brook)->level, Level::red) << "its last day";
    const auto today = rated(fellshire, "2026-03-02");
    EXPECT_NE(today.find(brook)->level, Level::red) << "ended years ago, and known to have";
    for (const auto& step : today.find(brook)->steps) EXPECT_FALSE(step.triggered) << step.on.iso();
    EXPECT_EQ(contribution(today, brook, "warning-notice")->severity, 0);
}

TEST_P(OwnReturns, TheTableSaysWhenAnEndWasKnown) {
    const auto db = database().write();
    ASSERT_TRUE(enter(*db,
                      "URN,fact,from,known,to,end known,ended because,source\n"
                      "900001,warning_notice,2020-01-06,2020-01-08,2020-06-30,2020-09-01,Complied,Notice\n"
                      "900001,unlicensed_deficit,2020-01-06,2021-01-08,2020-06-30,,,Finance\n"
                      "900001,safeguarding_not_met,2020-01-06,,2020-06-30,,,Audit\n"));
    std::string told;
    for (const auto& fact : evidence::recorded_facts(*db, fellshire))
        told += fact.end_known_on->iso() + " " + fact.end_reason + "\n";
    EXPECT_EQ(told,
              "2020-09-01 Complied\n2021-01-08 Ended before it was entered here.\n"
              "2020-06-30 Ended before it was entered here.\n");
    for (const auto* refused : {"2019-12-31,2019-12-31", "2020-06-30,2020-01-01", "2020-06-30,2026-03-03",
                                ",2020-06-30", "2020-06-30,soon"})
        EXPECT_FALSE(enter(*db, std::string{"URN,fact,from,source,to,end known\n900002,warning_notice,"
                                            "2020-01-06,Notice,"} +
                                    refused + "\n"))
            << refused;
}

TEST_P(OwnReturns, AnEarlierSpellOfAFactIsEnteredAfterALaterOne) {
    const auto db = database().write();
    ASSERT_TRUE(enter(*db, "URN,fact,from,source\n900001,warning_notice,2024-01-08,Second notice\n"));
    const std::string head = "URN,fact,from,to,source\n900001,warning_notice,";
    EXPECT_TRUE(enter(*db, head + "2020-01-06,2020-06-30,First notice\n"));
    EXPECT_TRUE(enter(*db, head + "2020-07-01,2024-01-07,Exactly between\n"));
    EXPECT_FALSE(enter(*db, head + "2019-01-06,,Would hold still\n"));
    EXPECT_FALSE(enter(*db, head + "2019-01-06,2020-01-06,Runs into the first\n"));
    EXPECT_FALSE(enter(*db, head + "2024-01-09,2024-02-01,Within the one that holds\n"));
}

TEST_P(OwnReturns, WhatIsRolledBackIsNotKeptInMemory) {
    schools::Registers registers;
    evidence::Snapshots snapshots{registers};
    Runs runs{registers, snapshots};
    const auto enter_on = [&](storage::Writer& db, Urn urn) {
        ASSERT_TRUE(enter(db, "URN,fact,from,source\n" + urn.text() + ",warning_notice,2026-02-02,Notice\n"));
    };
    {
        const auto db = database().write();
        enter_on(*db, brook);
        EXPECT_EQ(
            runs.of_authority(*db, fellshire, day("2026-03-02"), NotesFor::officers)->find(brook)->level,
            Level::red)
            << "the writer sees what it wrote";
    }
    const auto db = database().write();
    enter_on(*db, hill);
    EXPECT_EQ(runs.of_authority(*db, fellshire, day("2026-03-02"), NotesFor::officers)->find(hill)->level,
              Level::red);
    db->commit();
    const auto run = runs.of_authority(*database().read(), fellshire, day("2026-03-02"), NotesFor::officers);
    EXPECT_EQ(run->find(hill)->level, Level::red);
    EXPECT_NE(run->find(brook)->level, Level::red);
}

TEST_P(OwnReturns, APostRecordedLateLeavesEarlierAnswersAsTheyWere) {
    const auto severity_on = [&](const char* as_at) {
        const auto run = rated(fellshire, as_at);
        const auto* post = contribution(run, brook, "headteacher-post");
        return post ? post->severity : -1.0;
    };
    using schools::PostKind;
    post({.urn = brook,
          .kind = PostKind::headteacher,
          .holder = "R. Ashe",
          .from = day("2015-09-01"),
          .recorded = day("2025-01-10"),
          .to = day("2025-08-31"),
          .end_recorded = day("2025-11-03")});
    EXPECT_EQ(severity_on("2025-01-09"), -1) << "nothing was recorded yet";
    EXPECT_EQ(severity_on("2025-01-10"), 0);
    EXPECT_EQ(severity_on("2025-11-02"), 0) << "the end was recorded a day later";
    EXPECT_EQ(severity_on("2025-11-03"), 1);
    post({.urn = brook,
          .kind = PostKind::headteacher,
          .holder = "M. Birch",
          .from = day("2025-09-01"),
          .recorded = day("2026-02-02")});
    EXPECT_EQ(severity_on("2025-11-02"), 0);
    EXPECT_EQ(severity_on("2026-02-01"), 1) << "a successor recorded late does not fill the post earlier";
    EXPECT_EQ(severity_on("2026-02-02"), 0);
}

TEST_P(OwnReturns, AVacancyFollowsFromThePosts) {
    post({.urn = brook,
          .kind = schools::PostKind::headteacher,
          .holder = "R. Ashe",
          .from = day("2015-09-01"),
          .to = day("2025-08-31")});
    const auto before = rated(fellshire, "2025-08-31"), after = rated(fellshire, "2025-09-01");
    EXPECT_EQ(contribution(before, brook, "headteacher-post")->severity, 0) << "in post for ten years";
    const auto* vacancy = contribution(after, brook, "headteacher-post");
    EXPECT_EQ(vacancy->severity, 1);
    EXPECT_EQ(vacancy->day, day("2025-09-01"));
    EXPECT_EQ(after.find(brook)->level, Level::amber);
    EXPECT_EQ(missing(after, hill, "headteacher-post"), Missing::no_release)
        << "nothing is recorded of this school's head";
    post({.urn = brook,
          .kind = schools::PostKind::executive_head,
          .holder = "M. Birch",
          .from = day("2026-01-01")});
    EXPECT_EQ(contribution(rated(fellshire, "2026-01-01"), brook, "headteacher-post")->severity, 0);
    EXPECT_EQ(contribution(rated(fellshire, "2025-12-31"), brook, "headteacher-post")->severity, 1);
}

TEST_P(OwnReturns, AFactIsRefusedWhereItCannotBeSo) {
    const auto db = database().write();
    const auto schools = schools::Register::load(*db);
    const auto& school = *schools->latest(brook);
    const evidence::Fact sound{.kind = evidence::FactKind::unlicensed_deficit,
                               .began_on = day("2026-02-01"),
                               .known_on = day("2026-02-03"),
                               .source = "Finance team",
                               .detail = ""};
    const auto refused = [&](auto change, const Viewer& viewer) {
        auto fact = sound;
        change(fact);
        return !evidence::add_fact(*db, viewer, school, fact, clock_.now());
    };
    const auto as_it_is = [](evidence::Fact&) {};
    EXPECT_TRUE(refused([](auto& f) { f.source = " "; }, adviser()));
    EXPECT_TRUE(refused([](auto& f) { f.began_on = f.known_on = day("2026-03-03"); }, adviser()));
    EXPECT_TRUE(refused([](auto& f) { f.known_on = day("2026-01-31"); }, adviser()));
    EXPECT_TRUE(refused([](auto& f) { f.began_on = day("0001-02-01"); }, adviser()));
    EXPECT_TRUE(refused([](auto& f) { f.kind = evidence::FactKind::no_headteacher; }, adviser()));
    EXPECT_TRUE(refused(as_it_is, adviser({hill}))) << "not of this caseload";
    EXPECT_TRUE(refused(as_it_is, Viewer{officer_, "Head", Role::headteacher, fellshire, {brook}}));
    EXPECT_TRUE(refused(as_it_is, Viewer{officer_, "Other", Role::director, otherland, {}}));
    auto academy = school;
    academy.type = schools::Type::academy_converter;
    EXPECT_FALSE(evidence::add_fact(*db, adviser(), academy, sound, clock_.now()));
    const auto added = evidence::add_fact(*db, adviser(), school, sound, clock_.now());
    ASSERT_TRUE(added);
    EXPECT_TRUE(refused(as_it_is, adviser())) << "it still holds";
    EXPECT_FALSE(evidence::end_fact(*db, adviser(), *added, {.last_day = day("2026-01-31"), .reason = "why"},
                                    clock_.now()));
    EXPECT_FALSE(evidence::end_fact(*db, adviser(), *added, {.last_day = day("2026-02-20"), .reason = "  "},
                                    clock_.now()));
    EXPECT_FALSE(evidence::end_fact(*db, adviser({hill}), *added,
                                    {.last_day = day("2026-02-20"), .reason = "why"}, clock_.now()));
    EXPECT_TRUE(evidence::end_fact(*db, adviser(), *added,
                                   {.last_day = day("2026-02-20"), .reason = "Plan agreed."}, clock_.now()));
    EXPECT_FALSE(evidence::end_fact(*db, adviser(), *added,
                                    {.last_day = day("2026-02-21"), .reason = "again"}, clock_.now()));
    EXPECT_TRUE(evidence::facts_of(*db, Viewer{officer_, "Head", Role::headteacher, fellshire, {brook}},
                                   brook, fellshire)
                    .empty());
    ASSERT_EQ(evidence::facts_of(*db, adviser(), brook, fellshire).size(), 1u);
    EXPECT_EQ(evidence::facts_of(*db, adviser(), brook, fellshire)[0].end_reason, "Plan agreed.");
}

// What pages compare today with is worked out again only where what was known that day changed.
TEST_P(OwnReturns, LevelsOfADayOutliveWhatIsEnteredLater) {
    schools::Registers registers;
    evidence::Snapshots snapshots{registers};
    Runs runs{registers, snapshots};
    const auto levels = [&] {
        return runs.levels_on(*database().read(), fellshire, day("2026-02-20"), NotesFor::officers);
    };
    const auto enter = [&](const char* known) {
        const auto db = database().write();
        scenario::fact(
            *db, clock_.now(), adviser(),
            {.urn = brook,
             .kind = std::string_view{known} == "2026-03-01" ? evidence::FactKind::warning_notice
                                                             : evidence::FactKind::unlicensed_deficit,
             .began_on = day(known),
             .known_on = day(known)});
        db->commit();
    };
    const auto before = levels();
    enter("2026-03-01");
    EXPECT_EQ(levels().get(), before.get());
    enter("2026-02-01");
    EXPECT_NE(levels().get(), before.get());
    EXPECT_EQ(levels()->at(brook), Level::red);
}

// What is kept to the board counts for the board alone, also where the run is remembered or read by a job.
TEST_P(OwnReturns, ANoteKeptToTheBoardCountsInTheBoardsProposalAlone) {
    const Date today = day("2026-03-02");
    const auto soft = [&](const rating::Run& run) {
        const auto* made = contribution(run, brook, "soft-pupils");
        return made ? made->severity : -1.0;
    };
    schools::Registers registers;
    evidence::Snapshots snapshots{registers};
    Runs runs{registers, snapshots};
    const auto seen = [&](Role role) {
        const Viewer viewer{officer_, "somebody", role, fellshire, {brook}};
        return soft(*runs.of_authority(*database().read(), fellshire, today, evidence::notes_for(viewer)));
    };
    const auto write = [&](evidence::NoteVisibility visibility, evidence::Concern concern) {
        const auto db = database().write();
        scenario::note(*db, FixedClock{today}.now(), adviser(),
                       {.urn = brook,
                        .category = evidence::NoteCategory::safeguarding,
                        .concern = concern,
                        .confidence = evidence::Confidence::verified,
                        .visibility = visibility,
                        .body = "Heard"});
        db->commit();
    };
    EXPECT_EQ(seen(Role::board_member), -1.0) << "no note";
    write(evidence::NoteVisibility::board, evidence::Concern::serious);
    for (const Role role : {Role::board_member, Role::director}) EXPECT_EQ(seen(role), 1.0);
    for (const Role role : {Role::adviser, Role::data_officer}) EXPECT_EQ(seen(role), -1.0);
    EXPECT_EQ(soft(runs.once(*database().read(), fellshire, today)), -1.0) << "what a job keeps for all";
    write(evidence::NoteVisibility::caseload, evidence::Concern::moderate);
    EXPECT_EQ(seen(Role::director), 1.0);
    EXPECT_GT(seen(Role::adviser), 0.0);
    EXPECT_LT(seen(Role::adviser), 1.0) << "the lesser one that the caseload knows";
}

}
}
