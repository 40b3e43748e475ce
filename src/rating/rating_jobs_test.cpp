// Packs and runs as jobs: made in the role in which they were asked, kept as they were, seen by the board
// alone.
#include "rating/rating_jobs.hpp"

#include <gtest/gtest.h>

#include "access/trail.hpp"
#include "scenario/scenario.hpp"
#include "support/fellshire.hpp"
#include "support/test_database.hpp"

namespace tarn::rating {
namespace {

using access::Role;
using access::Viewer;

constexpr AuthorityCode fellshire{901}, otherland{902};
using tarn::test::brook;
using tarn::test::hill;
const Date today = *Date::of(2026, 3, 2);

class RatingJobs : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        for (const auto authority : {fellshire, otherland})
            scenario::authority(*db, clock_.now(), authority, "County " + authority.text());
        const auto bea = scenario::person(*db, clock_.now(), "Bea Board", "bea@fellshire.example",
                                          {.role = Role::board_member, .authority = fellshire});
        member_ = bea.id;
        grant_ = bea.grant;
        scenario::schools(*db, {{.urn = brook, .name = "Brook Primary", .authority = fellshire},
                                {.urn = hill,
                                 .name = "Hill \"The\" <Primary>",
                                 .authority = fellshire,
                                 .opened = "2024-09-01"}});
        meeting_ = scenario::meeting(*db, clock_.now(), viewer(), {.title = "Spring"});
        db->commit();
    }
    Viewer viewer(Role role = Role::board_member, AuthorityCode authority = fellshire) const {
        return {member_, "Bea Board", role, authority, {}};
    }
    jobs::Job done(JobId id) {
        jobs::Runner runner{database(), clock_, job_workers(database(), clock_, runs_)};
        runner.drain();
        return *jobs::find(*database().read(), id);
    }
    template <class Ask>
    JobId asked(Ask ask) {
        const auto db = database().write();
        const Result<JobId> id = ask(*db);
        EXPECT_TRUE(id) << (id ? "" : id.error().message);
        db->commit();
        return *id;
    }
    JobId ask_for_pack() {
        return asked([&](storage::Writer& db) { return ask_pack(db, viewer(), meeting_, clock_.now()); });
    }

    FixedClock clock_{today};
    PersonId member_{};
    people::GrantId grant_{};
    MeetingId meeting_{};
    schools::Registers registers_;
    evidence::Snapshots snapshots_{registers_};
    Runs runs_{registers_, snapshots_};
};
TARN_ON_EACH_DATABASE(RatingJobs);

TEST_P(RatingJobs, APackIsKeptAsItWasWhenItWasPrepared) {
    const auto job = done(ask_for_pack());
    ASSERT_EQ(job.state, jobs::State::done) << job.message;
    EXPECT_EQ(meeting_of(job), meeting_);
    const auto pack = pack_of(job);
    ASSERT_TRUE(pack);
    const auto first = find_pack(*database().read(), viewer(), *pack);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->pack.made_by, "Bea Board");
    ASSERT_EQ(first->body.open.size(), 2u) << "neither school has a level";
    EXPECT_EQ(first->body.open[1].name, "Hill \"The\" <Primary>");
    EXPECT_TRUE(first->body.decided.empty());
    {
        const auto db = database().write();
        scenario::decision(*db, clock_.now(), viewer(),
                           {.urn = brook,
                            .meeting = meeting_,
                            .level = Level::amber,
                            .rationale = "Two years of falling results"});
        db->commit();
    }
    EXPECT_EQ(find_pack(*database().read(), viewer(), *pack)->body, first->body);
    const auto second = find_pack(*database().read(), viewer(), *pack_of(done(ask_for_pack())));
    ASSERT_EQ(second->body.decided.size(), 1u);
    EXPECT_EQ(second->body.decided[0].rationale, "Two years of falling results");
    const auto kept = packs_of(*database().read(), viewer(), meeting_);
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[0].id, second->pack.id) << "latest first";
    EXPECT_TRUE(access::verify_audit(*database().read()).empty());
}

TEST_P(RatingJobs, APackIsTheBoardsOwn) {
    const auto pack = *pack_of(done(ask_for_pack()));
    const auto db = database().write();
    EXPECT_TRUE(find_pack(*db, viewer(Role::director), pack));
    for (const auto& other : {viewer(Role::adviser), viewer(Role::data_officer), viewer(Role::headteacher),
                              viewer(Role::board_member, otherland), Viewer{}}) {
        EXPECT_FALSE(find_pack(*db, other, pack));
        EXPECT_TRUE(packs_of(*db, other, meeting_).empty());
        EXPECT_FALSE(keep_pack(*db, other, meeting_, {}, clock_.now()));
        EXPECT_FALSE(ask_pack(*db, other, meeting_, clock_.now()));
    }
}

TEST_P(RatingJobs, NothingIsMadeForARoleThatHasEnded) {
    const auto id = ask_for_pack();
    {
        const auto db = database().write();
        ASSERT_TRUE(people::withdraw_grant(*db, grant_, {}, clock_.now()));
        db->commit();
    }
    const auto job = done(id);
    EXPECT_EQ(job.state, jobs::State::failed);
    EXPECT_NE(job.message.find("no longer have the role"), std::string::npos) << job.message;
    EXPECT_EQ(database().read()->count("SELECT COUNT(*) FROM board_pack"), 0);
}

TEST_P(RatingJobs, ARunTellsTheLevelOfEachSchoolAtEachDate) {
    const auto job = done(asked(
        [&](storage::Writer& db) { return ask_run(db, viewer(), *Date::of(2026, 3, 1), clock_.now()); }));
    ASSERT_EQ(job.state, jobs::State::done) << job.message;
    const auto run = run_of(job);
    ASSERT_TRUE(run);
    ASSERT_EQ(run->dates.size(), 7u) << "six rating dates and the day asked for";
    EXPECT_EQ(run->dates.back(), *Date::of(2026, 3, 1));
    EXPECT_EQ(run->dates.front(), *Date::of(2024, 4, 1)) << "the Monday after Easter 2024";
    ASSERT_EQ(run->schools.size(), 2u);
    EXPECT_EQ(run->schools[0].urn, brook);
    EXPECT_EQ(run->schools[0].levels[0], Level::not_enough_evidence);
    EXPECT_EQ(run->schools[1].levels[0], std::nullopt) << "not open yet";
    EXPECT_TRUE(run->schools[1].levels[1]);
    EXPECT_FALSE(run_of(*jobs::find(*database().read(), ask_for_pack())));
}

TEST_P(RatingJobs, ColleaguesFindTheRunsOfTheirAuthority) {
    const auto older = asked([&](storage::Writer& db) { return ask_run(db, viewer(), today, clock_.now()); });
    const auto newer =
        asked([&](storage::Writer& db) { return ask_run(db, viewer(Role::director), today, clock_.now()); });
    asked([&](storage::Writer& db) {
        return ask_run(db, viewer(Role::board_member, otherland), today, clock_.now());
    });
    ask_for_pack();
    const auto db = database().read();
    const Viewer colleague{PersonId{member_.value + 1}, "Dora", Role::director, fellshire, {}};
    const auto runs = recent_runs(*db, colleague, 20);
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[0].id, newer);
    EXPECT_EQ(runs[1].id, older);
    EXPECT_EQ(recent_runs(*db, colleague, 1).size(), 1u);
    EXPECT_TRUE(recent_runs(*db, viewer(Role::headteacher), 20).empty());
}

TEST(Pack, TheWordsOfAnythingElseAreNoPack) {
    for (const char* text : {"", "{}", "[1]", "not json", R"({"title": 7})"})
        EXPECT_THROW(pack_from(text), storage::Failure) << text;
}

}
}
