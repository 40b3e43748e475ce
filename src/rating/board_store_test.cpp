// The board's records on both databases: who may decide, superseding, two members at once, and what stays
// hidden.
#include "rating/board_store.hpp"

#include "access/viewer.hpp"
#include "people/people.hpp"
#include "rating/agenda.hpp"
#include "rating/rating_runs.hpp"
#include "scenario/scenario.hpp"
#include "support/fellshire.hpp"
#include "support/test_database.hpp"

namespace tarn::rating {
namespace {

using access::Role;
using access::Viewer;

const AuthorityCode county{901}, elsewhere{902};
using tarn::test::brook;
using tarn::test::hill;
const Date day = *Date::of(2026, 3, 2);
const Instant now = FixedClock{day}.now();

class Board : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        scenario::authority(*db, now, county, "Fellshire");
        scenario::authority(*db, now, elsewhere, "Otherland");
        for (const std::string name : {"Bao", "Bea", "Asha", "Helen", "Olu"})
            persons_.push_back(scenario::account(*db, now, name, name + "@example.org"));
        db->commit();
    }
    Viewer viewer(int person, Role role, AuthorityCode authority = county, std::vector<Urn> schools = {}) {
        return {persons_[static_cast<std::size_t>(person)], "somebody", role, authority, std::move(schools)};
    }
    Viewer member(int person = 0) { return viewer(person, Role::board_member); }
    Viewer adviser() { return viewer(2, Role::adviser, county, {brook}); }
    Viewer head() { return viewer(3, Role::headteacher, county, {brook}); }

    MeetingId arrange(Date held = day) {
        const auto db = database().write();
        const auto id = scenario::meeting(*db, now, member(), {.title = "Spring", .held_on = held});
        if (held <= day) {
            EXPECT_TRUE(board_meetings.set_present(*db, member(), id, std::vector{persons_[0]}, day));
        }
        db->commit();
        return id;
    }
    NewDecision wanted(MeetingId meeting, Level level, DecisionId seen = {}) {
        return {.urn = brook,
                .authority = county,
                .meeting = meeting,
                .level = level,
                .rationale = "Progress fell for three years",
                .review_on = {},
                .seen = seen,
                .proposed = Level::red,
                .scheme = "default 1",
                .trigger = {},
                .evidence = "[]",
                .agenda_reasons = "no_decided_level"};
    }
    std::variant<DecisionId, Refusal> decide_now(const NewDecision& decision, const Viewer& who) {
        const auto db = database().write();
        auto result = decide(*db, who, decision, now);
        db->commit();
        return result;
    }
    std::vector<PersonId> persons_;
};

TEST_P(Board, DecidesAndTheSchoolAloneLearnsOfIt) {
    const auto meeting = arrange();
    const auto decided = decide_now(wanted(meeting, Level::red), member());
    ASSERT_TRUE(std::holds_alternative<DecisionId>(decided));
    const auto db = database().read();
    const auto seen = decided_level(*db, head(), brook, county, day);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->level, Level::red);
    EXPECT_EQ(seen->kind, DecisionKind::decided);
    EXPECT_EQ(decided_level(*db, member(), brook, county, day)->kind, DecisionKind::agreed);
    EXPECT_EQ(seen->rationale, "Progress fell for three years");
    EXPECT_FALSE(decided_level(*db, head(), brook, county, day - 1))
        << "before the meeting there was no level";
    EXPECT_FALSE(decided_level(*db, viewer(4, Role::headteacher, county, {hill}), brook, county, day));
    EXPECT_FALSE(decided_level(*db, viewer(4, Role::board_member, elsewhere), brook, county, day));
    EXPECT_TRUE(decided_levels(*db, viewer(4, Role::scrutiny_member), day).empty());
    EXPECT_EQ(decided_levels(*db, member(), day).size(), 1u);
}

TEST_P(Board, TellsTheSecondOfTwoMembersWhoDecideAtOnce) {
    const auto meeting = arrange();
    ASSERT_TRUE(std::holds_alternative<DecisionId>(decide_now(wanted(meeting, Level::red), member(0))));
    const auto second = decide_now(wanted(meeting, Level::amber), member(1));
    const auto* refusal = std::get_if<Refusal>(&second);
    ASSERT_NE(refusal, nullptr);
    ASSERT_TRUE(refusal->overtaken);
    EXPECT_EQ(refusal->overtaken->level, Level::red);
    EXPECT_EQ(refusal->overtaken->decided_by, "Bao");
    const auto again = decide_now(wanted(meeting, Level::amber, refusal->overtaken->id), member(1));
    ASSERT_TRUE(std::holds_alternative<DecisionId>(again));
    const auto db = database().read();
    const auto history = decision_history(*db, member(), std::vector{brook}, county);
    ASSERT_EQ(history.size(), 2u) << "the first decision is superseded, not edited";
    EXPECT_EQ(history[0].level, Level::amber);
    EXPECT_EQ(history[0].kind, DecisionKind::changed);
    EXPECT_EQ(history[1].level, Level::red);
    EXPECT_TRUE(verify_board(*db).empty());
}

TEST_P(Board, SaysThatALaterLevelStandsRatherThanThatAnotherMemberDecided) {
    const auto later = arrange(), earlier = arrange(day - 7);
    ASSERT_TRUE(std::holds_alternative<DecisionId>(decide_now(wanted(later, Level::red), member())));
    const auto refused = decide_now(wanted(earlier, Level::amber), member(1));  // has not seen the later one
    ASSERT_TRUE(std::holds_alternative<Refusal>(refused));
    EXPECT_NE(std::get<Refusal>(refused).error.message.find("after this meeting"), std::string::npos);
    EXPECT_FALSE(std::get<Refusal>(refused).overtaken);
}

TEST_P(Board, VerifyFindsABrokenChainOfDecisions) {
    const auto meeting = arrange();
    const auto first = decide_now(wanted(meeting, Level::red), member());
    decide_now(wanted(meeting, Level::amber, std::get<DecisionId>(first)), member());
    EXPECT_TRUE(verify_board(*database().read()).empty());
    for (const char* sql : {"UPDATE decision SET urn = 900002 WHERE supersedes IS NOT NULL",
                            "UPDATE decision SET authority = 902 WHERE supersedes IS NOT NULL",
                            "UPDATE decision SET effective_on = '2020-01-01' WHERE supersedes IS NOT NULL"}) {
        const auto db = database().write();  // never committed
        ASSERT_EQ(db->execute(sql), 1) << sql;
        const auto faults = verify_board(*db);
        ASSERT_FALSE(faults.empty()) << sql;
        EXPECT_NE(faults.front().find("supersedes"), std::string::npos) << faults.front();
    }
}

TEST_P(Board, NamesTheQuestionOfAMeetingThatIsWrong) {
    const auto db = database().write();
    EXPECT_NO_THROW(board_meetings.record().check(*db));
    const Meeting right = meeting_to_arrange("Spring", day, day, day);
    Meeting nameless = right, late = right, hasty = right, mistyped = right;
    nameless.title = " ";
    late.recommendations_by = day + 1;
    hasty.evidence_as_at = day + 1;
    mistyped.held_on = mistyped.evidence_as_at = mistyped.recommendations_by = day_of(now) - 367;
    const std::pair<Meeting, const char*> cases[] = {
        {nameless, "title"}, {late, "recommendations_by"}, {hasty, "evidence_as_at"}, {mistyped, "held_on"}};
    for (const auto& [wrong, field] : cases) {
        const auto added = board_meetings.arrange(*db, member(), wrong, now);
        ASSERT_FALSE(added) << field;
        EXPECT_EQ(added.error().field, field);
    }
    for (const auto& who : {adviser(), head(), viewer(4, Role::data_officer)})
        EXPECT_FALSE(board_meetings.arrange(*db, who, right, now));
    ASSERT_TRUE(board_meetings.arrange(*db, member(), right, now));
    EXPECT_EQ(board_meetings.arrange(*db, member(), right, now).error().field, "title") << "arranged twice";
    EXPECT_EQ(state_on(right, day), kit::MeetingState::coming);
    EXPECT_EQ(state_on(right, day + 1), kit::MeetingState::held);
    EXPECT_TRUE(verify_board(*db).empty());
    db->execute("UPDATE meeting SET title = ''");
    ASSERT_EQ(verify_board(*db).size(), 1U);
}

TEST_P(Board, RefusesWhatIsIncomplete) {
    const auto meeting = arrange();
    auto no_reason = wanted(meeting, Level::red);
    no_reason.rationale = "  \n";
    auto no_level = wanted(meeting, Level::not_enough_evidence);
    auto early_review = wanted(meeting, Level::red);
    early_review.review_on = day;
    auto other_county = wanted(meeting, Level::red);
    other_county.authority = elsewhere;
    for (const auto& decision : {no_reason, no_level, early_review, other_county, wanted({999}, Level::red)})
        EXPECT_TRUE(std::holds_alternative<Refusal>(decide_now(decision, member())));
    for (const auto& who :
         {adviser(), head(), viewer(4, Role::data_officer), viewer(4, Role::scrutiny_member)})
        EXPECT_TRUE(std::holds_alternative<Refusal>(decide_now(wanted(meeting, Level::red), who)));
    EXPECT_TRUE(decided_levels(*database().read(), member(), day).empty());
}

TEST_P(Board, ClosesAMeetingWithItsQuorumAlone) {
    const auto meeting = arrange();
    const auto db = database().write();
    const auto close_with = [&](std::vector<PersonId> present) {
        EXPECT_TRUE(board_meetings.set_present(*db, member(), meeting, present, day));
        return board_meetings.close(*db, member(), meeting, now);
    };
    EXPECT_FALSE(quorum_on(*db, county, day));
    EXPECT_EQ(close_with({persons_[0]}).error().message.substr(0, 54),
              "1 person is recorded as present. The quorum is 2. Reco")
        << "the suggested one";
    const auto set = [&](const Viewer& who, std::int64_t members, Date from) {
        return set_quorum(*db, who, {.members = members, .from_day = from}, now);
    };
    EXPECT_EQ(set(member(), 0, day).error().field, "members");
    EXPECT_EQ(set(member(), 51, day).error().field, "members");
    EXPECT_EQ(set(member(), 3, day - 1).error().field, "from_day");
    for (const auto& who : {adviser(), head(), viewer(4, Role::director)}) EXPECT_FALSE(set(who, 1, day));
    ASSERT_TRUE(set(viewer(4, Role::board_member, elsewhere), 1, day)) << "another authority's own";
    ASSERT_TRUE(set(member(), 4, day));
    ASSERT_TRUE(set(member(), 3, day)) << "the later of one day counts";
    ASSERT_TRUE(set(member(), 1, day + 1)) << "not yet";
    EXPECT_EQ(quorum_on(*db, county, day)->members, 3);
    EXPECT_EQ(quorum_on(*db, county, day + 1)->members, 1);
    EXPECT_FALSE(close_with({persons_[0], persons_[1]}));
    EXPECT_TRUE(close_with({persons_[0], persons_[1], persons_[4]}));
    EXPECT_EQ(quorums.verify(*db), std::vector<std::string>{});
}

TEST_P(Board, NamesTheMeetingThatARecommendationWasMadeFor) {
    const auto meeting = arrange();
    const auto db = database().write();
    ASSERT_TRUE(recommend(
        *db, adviser(),
        {.urn = brook, .authority = county, .meeting = meeting, .level = Level::amber, .reason = "x"}, now));
    const auto made = open_recommendations(*db, member());
    ASSERT_EQ(made.size(), 1u);
    EXPECT_EQ(made_before(made[0], meeting), "");
    EXPECT_EQ(made_before(made[0], MeetingId{99}), " for Spring, on 2 March 2026");
    auto without = made[0];
    without.meeting = {};
    without.meeting_title.clear();
    EXPECT_EQ(made_before(without, meeting), " for no meeting, on 2 March 2026");
}

TEST_P(Board, KeepsAClosedMeetingAsItWas) {
    const auto meeting = arrange();
    const auto db = database().write();
    EXPECT_FALSE(board_meetings.close(*db, member(), meeting, now)) << "nobody was recorded as present";
    ASSERT_TRUE(board_meetings.set_present(*db, member(), meeting, std::vector{persons_[0]}, day));
    EXPECT_FALSE(board_meetings.close(*db, member(), meeting, now - std::chrono::days{1}))
        << "the board has not met";
    ASSERT_TRUE(
        board_meetings.set_present(*db, member(), meeting, std::vector{persons_[0], persons_[1]}, day));
    ASSERT_TRUE(board_meetings.save_minutes(*db, member(), meeting, 0, "Discussed.", day));
    EXPECT_FALSE(board_meetings.save_minutes(*db, member(1), meeting, 0, "Written over.", day))
        << "another member saved since";
    ASSERT_TRUE(board_meetings.close(*db, member(), meeting, now));
    EXPECT_FALSE(board_meetings.save_minutes(*db, member(), meeting, 1, "Later.", day));
    EXPECT_FALSE(board_meetings.set_present(*db, member(), meeting, {}, day));
    EXPECT_TRUE(std::holds_alternative<Refusal>(decide(*db, member(), wanted(meeting, Level::red), now)));
    const auto kept = board_meetings.find(*db, member(), meeting);
    ASSERT_TRUE(kept);
    EXPECT_FALSE(may_prepare_pack(member(), *kept, day)) << "nor is a pack made any more";
    EXPECT_EQ(kept->minutes, "Discussed.");
    EXPECT_EQ(kept->present.size(), 2u);
    EXPECT_FALSE(board_meetings.find(*db, viewer(4, Role::board_member, elsewhere), meeting));
    EXPECT_FALSE(board_meetings.find(*db, head(), meeting));
}

TEST_P(Board, DecidesNothingBeforeItMeets) {
    const auto meeting = arrange(day + 3);
    const auto early = decide_now(wanted(meeting, Level::red), member());
    ASSERT_TRUE(std::holds_alternative<Refusal>(early));
    EXPECT_EQ(std::get<Refusal>(early).error.message,
              "The board meets on 5 March 2026. You can record decisions from that date.");
    auto on_its_day = *board_meetings.find(*database().read(), member(), meeting);
    EXPECT_TRUE(may_decide_at(member(), on_its_day, day + 3));
    EXPECT_EQ(may_record_decision(member(), on_its_day, day + 3).error().message,
              "Record who is present first. Then the board can decide.");
    on_its_day.present = {{persons_[0], "Bea"}};
    EXPECT_TRUE(may_record_decision(member(), on_its_day, day + 3));
}

TEST_P(Board, ItsDayStandsOnceALevelIsDecided) {
    const auto meeting = arrange();
    const auto db = database().write();
    auto moved = *board_meetings.find(*db, member(), meeting);
    moved.held_on = day + 7;
    moved.evidence_as_at = day + 5;
    moved.place = "County Hall";
    ASSERT_TRUE(board_meetings.change(*db, member(), moved, day));
    const auto found = board_meetings.find(*db, member(), meeting);
    EXPECT_EQ(found->evidence_as_at, day + 5);
    EXPECT_EQ(found->place, "County Hall");
    moved.held_on = moved.evidence_as_at = day;
    moved.recommendations_by = day + 1;
    EXPECT_EQ(board_meetings.change(*db, member(), moved, day).error().field, "recommendations_by");
    moved.recommendations_by = day;
    ASSERT_TRUE(board_meetings.change(*db, member(), moved, day));
    ASSERT_TRUE(std::holds_alternative<DecisionId>(decide(*db, member(), wanted(meeting, Level::red), now)));
    moved.held_on = day + 1;
    EXPECT_EQ(board_meetings.change(*db, member(), moved, day).error().field, "held_on");
    EXPECT_FALSE(board_meetings.call_off(*db, member(), meeting, "Snow", day));
    moved.held_on = day;
    moved.evidence_as_at = day - 1;
    EXPECT_EQ(board_meetings.change(*db, member(), moved, day).error().field, "evidence_as_at")
        << "the board decided by that evidence";
    moved.evidence_as_at = day;
    moved.title = "Spring, second sitting";
    EXPECT_TRUE(board_meetings.change(*db, member(), moved, day)) << "its name may change";
    EXPECT_TRUE(verify_board(*db).empty());
}

TEST_P(Board, ACalledOffMeetingTakesNothingMore) {
    const auto meeting = arrange();
    const auto db = database().write();
    EXPECT_FALSE(board_meetings.call_off(*db, viewer(4, Role::director), meeting, "Snow", day));
    ASSERT_TRUE(board_meetings.call_off(*db, member(), meeting, "Snow", day));
    EXPECT_TRUE(std::holds_alternative<Refusal>(decide(*db, member(), wanted(meeting, Level::red), now)));
    EXPECT_FALSE(next_meeting(*db, member(), day));
    EXPECT_FALSE(recommend(*db, adviser(), {brook, county, meeting, Level::red, "Why", Level::red}, now));
    const auto found = board_meetings.find(*db, member(), meeting);
    EXPECT_FALSE(may_prepare_pack(member(), *found, day));
    EXPECT_TRUE(verify_board(*db).empty());
    db->execute("DELETE FROM board_meeting WHERE meeting = 1");
    EXPECT_EQ(verify_board(*db).size(), 1U) << "a meeting without its days";
}

TEST_P(Board, TakesRecommendationsFromTheSchoolsOwnAdviserInTime) {
    const auto meeting = arrange(day + 10);
    const auto db = database().write();
    const NewRecommendation red{brook, county, meeting, Level::red, "New head since January", Level::amber};
    ASSERT_TRUE(recommend(*db, adviser(), red, now));
    auto other = red;
    other.urn = hill;
    EXPECT_FALSE(recommend(*db, adviser(), other, now)) << "not in the caseload";
    EXPECT_FALSE(recommend(*db, head(), red, now));
    EXPECT_FALSE(recommend(*db, adviser(), red, now + std::chrono::days{11})) << "after the last day";
    EXPECT_EQ(open_recommendations(*db, member()).size(), 1u);
    EXPECT_TRUE(open_recommendations(*db, head()).empty());
    EXPECT_TRUE(recommendations_of(*db, head(), brook, county).empty())
        << "drafts of levels stay inside the authority";
    ASSERT_TRUE(board_meetings.set_present(*db, member(), meeting, std::vector{persons_[0]}, day + 10));
    ASSERT_TRUE(std::holds_alternative<DecisionId>(
        decide(*db, member(), wanted(meeting, Level::red), now + std::chrono::days{10})));
    EXPECT_TRUE(open_recommendations(*db, member()).empty()) << "the board has weighed it";
    EXPECT_EQ(recommendations_of(*db, member(), brook, county).size(), 1u);
}

TEST_P(Board, ImportsLevelsHeldBeforeInTheOrderOfTheirDays) {
    const auto db = database().write();
    const HeldLevel amber{brook, Level::amber, day - 400, "Held since 2025", {}};
    ASSERT_TRUE(import_level(*db, county, {}, amber, now));
    EXPECT_FALSE(import_level(*db, county, {}, amber, now)) << "the same day twice";
    ASSERT_TRUE(import_level(*db, county, {}, {brook, Level::green, day - 30, "Better", {}}, now));
    EXPECT_FALSE(import_level(*db, county, {}, {hill, Level::green, day, " ", {}}, now)) << "no reason";
    EXPECT_FALSE(import_level(*db, county, {}, {hill, Level::green, *Date::of(1, 1, 1), "Held", {}}, now));
    EXPECT_FALSE(import_level(*db, county, {}, {hill, Level::green, *Date::of(2099, 1, 1), "Held", {}}, now))
        << "in the future";
    EXPECT_EQ(decided_level(*db, member(), brook, county, day - 100)->level, Level::amber);
    EXPECT_EQ(decided_level(*db, member(), brook, county, day)->level, Level::green);
    EXPECT_TRUE(verify_board(*db).empty());
}

TARN_ON_EACH_DATABASE(Board);

TEST_P(Board, ALevelThatIsRolledBackIsNotKeptInMemory) {
    const auto meeting = arrange();
    schools::Registers registers;
    evidence::Snapshots snapshots{registers};
    Runs runs{registers, snapshots};
    const auto level = [&](storage::Reader& db) {
        const auto levels = runs.decided(db, county, day);
        const auto* decision = levels->of(member(), brook, [] { return std::vector<Urn>{}; });
        return decision ? decision->level : Level::not_enough_evidence;
    };
    {
        const auto db = database().write();
        ASSERT_TRUE(
            std::holds_alternative<DecisionId>(decide(*db, member(), wanted(meeting, Level::red), now)));
        EXPECT_EQ(level(*db), Level::red) << "the writer sees what it wrote";
    }
    EXPECT_EQ(level(*database().read()), Level::not_enough_evidence);
    decide_now(wanted(meeting, Level::green), member());
    EXPECT_EQ(level(*database().read()), Level::green);
}

TEST_P(Board, ALevelIsCountedAsItIsShown) {
    // Three records of one school, latest first; the oldest was decided last, as an import may leave it.
    constexpr Urn now_open{900010}, before{900009}, first{900008};
    {
        const auto db = database().write();
        ASSERT_TRUE(
            import_level(*db, county, {}, {before, Level::red, day - 60, "Board of January", {}}, now));
        ASSERT_TRUE(
            import_level(*db, county, {}, {first, Level::green, day - 30, "Board of February", {}}, now));
        db->commit();
    }
    const auto levels = DecidedLevels::read(*database().read(), county, day);
    const auto earlier = [] { return std::vector{before, first}; };
    const auto scrutiny = viewer(1, Role::scrutiny_member);
    ASSERT_TRUE(levels->of(member(), now_open, earlier));
    EXPECT_EQ(levels->of(member(), now_open, earlier)->level, Level::green);
    EXPECT_EQ(levels->counted(scrutiny, now_open, earlier), Level::green);
    EXPECT_FALSE(levels->of(scrutiny, now_open, earlier)) << "counts alone are told";
    EXPECT_FALSE(levels->counted(head(), now_open, earlier));
    EXPECT_FALSE(levels->counted(viewer(1, Role::scrutiny_member, elsewhere), now_open, earlier));
}

// Nor that evidence was lacking: who is not told so of another school could conclude that a note made it up.
TEST_P(Board, OthersAreNotToldThatEvidenceLackedEither) {
    auto decision = wanted(arrange(), Level::red);
    decision.proposed = Level::not_enough_evidence;
    decide_now(decision, member());
    const auto db = database().read();
    EXPECT_EQ(decided_level(*db, member(), brook, county, day)->proposed, Level::not_enough_evidence);
    EXPECT_FALSE(decided_level(*db, adviser(), brook, county, day)->proposed);
}

// Whether the board agreed with what was proposed to it can tell of notes that it keeps to itself.
TEST_P(Board, OthersAreToldALevelWithoutWhatWasProposedToTheBoard) {
    const auto meeting = arrange();
    auto decision = wanted(meeting, Level::red);
    decision.trigger = "ofsted-inadequate";
    decision.evidence = "[\"evidence\"]";
    decide_now(decision, member());
    const auto db = database().read();
    const auto levels = DecidedLevels::read(*db, county, day);
    const auto none = [] { return std::vector<Urn>{}; };
    const auto ways = [&](const Viewer& who) {
        const std::vector<Urn> urns{brook};
        return std::vector<Decision>{decided_level(*db, who, brook, county, day).value(),
                                     decision_history(*db, who, urns, county).at(0),
                                     decided_levels(*db, who, day).at(0), *levels->of(who, brook, none)};
    };
    for (const Viewer& who : {member(), viewer(4, Role::director)})
        for (const Decision& d : ways(who)) {
            EXPECT_EQ(d.kind, DecisionKind::agreed);
            EXPECT_EQ(d.proposed, Level::red);
        }
    for (const Viewer& who : {adviser(), head(), viewer(4, Role::data_officer)})
        for (const Decision& d : ways(who)) {
            EXPECT_EQ(d.level, Level::red);
            EXPECT_EQ(d.rationale, decision.rationale);
            EXPECT_EQ(d.kind, DecisionKind::decided);
            EXPECT_FALSE(d.proposed);
            EXPECT_EQ(d.evidence + d.agenda_reasons, "");
            EXPECT_EQ(d.trigger, "ofsted-inadequate") << "no note is a trigger";
        }
}

}
}
