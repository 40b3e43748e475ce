// What is judged about support meetings, and who sees and changes them.
#include <functional>
#include <gtest/gtest.h>

#include "attendance/attendance_rules.hpp"
#include "feature_kit/lifecycle.hpp"
#include "feature_kit/record.hpp"
#include "people/people.hpp"
#include "support/fellshire.hpp"
#include "support/test_database.hpp"

namespace tarn::attendance {
namespace {

using access::Role;
using access::Viewer;

Date date(const char* iso) {
    return *Date::parse_iso(iso);
}

TEST(ProposedMinutes, FollowPersistentAbsenceAndRoll) {
    struct Case {
        std::optional<double> persistent;
        std::optional<std::int64_t> roll;
        std::int64_t minutes;
    };
    for (const Case& each : std::initializer_list<Case>{{{}, 200, 45},
                                                        {12.0, {}, 45},
                                                        {0.0, 400, 30},
                                                        {9.9, 200, 30},
                                                        {10.0, 200, 45},
                                                        {29.9, 200, 45},
                                                        {30.0, 199, 60},
                                                        {30.0, 40, 60},
                                                        {15.0, 400, 60},
                                                        {14.9, 1000, 60},
                                                        {15.0, 1000, 90},
                                                        {60.0, 1000, 90}})
        EXPECT_EQ(proposed_minutes(each.persistent, each.roll), each.minutes)
            << each.persistent.value_or(-1) << "% of " << each.roll.value_or(-1);
}

SupportMeeting in(Term term, MeetingState state = MeetingState::offered) {
    SupportMeeting m{.term_begins = term.first_day(), .meets_on = term.first_day() + 30};
    if (state != MeetingState::planned) m.offered_on = term.first_day() + 7;
    if (state == MeetingState::held) m.held_on = m.meets_on;
    if (state == MeetingState::declined) m.declined_on = m.meets_on;
    if (state == MeetingState::called_off) m.called_off_on = m.meets_on;
    return m;
}

SupportMeeting offered_late(Term term) {
    SupportMeeting m = in(term);
    m.offered_on = term.last_day() + 1;
    return m;
}

TEST(Owed, IsOneMeetingATermOnceTheAuthorityBegan) {
    constexpr Term autumn{2025, Season::autumn}, spring{2025, Season::spring}, summer{2025, Season::summer};
    using enum MeetingState;
    struct Case {
        std::vector<SupportMeeting> meetings;
        Term now, since;
        Owed owed;
        const char* why;
    };
    for (const Case& each : std::initializer_list<Case>{
             {{}, spring, spring, Owed::this_term, "the first term of all"},
             {{}, spring, summer, Owed::nothing, "it counts from later"},
             {{}, spring, autumn, Owed::overdue, "a term passed without"},
             {{in(autumn)}, spring, autumn, Owed::this_term, "offered last term"},
             {{in(autumn, declined)}, spring, autumn, Owed::this_term, "the school declined: it was offered"},
             {{in(autumn, planned)}, spring, autumn, Owed::overdue, "planned and never offered"},
             {{in(autumn, called_off)}, spring, autumn, Owed::overdue, "the authority called it off"},
             {{offered_late(autumn)}, spring, autumn, Owed::overdue, "offered after the term"},
             {{in(autumn), in(spring, planned)}, spring, autumn, Owed::this_term, "not offered yet"},
             {{in(spring)}, spring, autumn, Owed::nothing, "made up for this term"},
             {{in(spring, held)}, spring, spring, Owed::nothing, "held"},
             {{in(autumn)}, summer, autumn, Owed::overdue, "spring had none"}})
        EXPECT_EQ(owed(each.meetings, each.now, each.since), each.owed) << each.why;
}

TEST(FirstWholeTerm, IsTheTermItOpensWithOrTheNext) {
    constexpr Term autumn{2025, Season::autumn}, spring{2025, Season::spring};
    EXPECT_EQ(first_whole_term(date("2025-09-01")), autumn);
    EXPECT_EQ(first_whole_term(date("2025-09-02")), spring);
    EXPECT_EQ(first_whole_term(date("2025-12-31")), spring);
}

TEST(MeetingOfATerm, IsTheOneThatStands) {
    constexpr Term autumn{2025, Season::autumn}, spring{2025, Season::spring};
    const std::vector<SupportMeeting> all{in(autumn, MeetingState::declined), in(autumn),
                                          in(autumn, MeetingState::called_off)};
    EXPECT_EQ(meeting_of(all, autumn), &all[1]);
    EXPECT_EQ(meeting_of({all.data(), 1}, autumn), &all[0]) << "nothing else";
    EXPECT_EQ(meeting_of(all, spring), nullptr);
}

TEST(Order, PutsOverdueFirstThenWhereMorePupilsAreAbsent) {
    using enum Owed;
    const std::vector<Standing> in_order{{overdue, 40.0},   {overdue, 3.0},  {overdue, {}},
                                         {this_term, 90.0}, {this_term, {}}, {nothing, 400.0}};
    for (std::size_t i = 0; i < in_order.size(); ++i)
        for (std::size_t j = 0; j < in_order.size(); ++j)
            EXPECT_EQ(goes_first(in_order[i], in_order[j]), i < j) << i << " and " << j;
    EXPECT_EQ(absent_pupils(25.0, 200), 50.0);
    EXPECT_EQ(absent_pupils({}, 200), std::nullopt);
    EXPECT_EQ(absent_pupils(25.0, {}), std::nullopt);
}

TEST(Words, NameTheDayOfTheState) {
    SupportMeeting m = in(Term{2025, Season::spring}, MeetingState::planned);
    EXPECT_EQ(words_of(m), "Planned for 31 January 2026");
    m.offered_on = date("2026-01-08");
    EXPECT_EQ(words_of(m), "Offered for 31 January 2026");
    m.held_on = date("2026-02-02");
    EXPECT_EQ(words_of(m), "Held on 2 February 2026");
    m.held_on.reset();
    m.declined_on = date("2026-01-09");
    EXPECT_EQ(words_of(m), "Declined on 9 January 2026");
    m.declined_on.reset();
    m.called_off_on = date("2026-01-10");
    EXPECT_EQ(words_of(m), "Called off on 10 January 2026");
}

TEST(MeetingLife, SaysWhatCanBeDoneInEachState) {
    struct Case {
        MeetingState state;
        std::vector<std::string> possible;
    };
    for (const Case& each : std::initializer_list<Case>{
             {MeetingState::planned, {"change", "offer", "call-off"}},
             {MeetingState::offered, {"change", "bring", "hold", "decline", "call-off"}},
             {MeetingState::held, {"correct"}},
             {MeetingState::called_off, {}},
             {MeetingState::declined, {}}}) {
        std::vector<std::string> found;
        for (const auto* act : meeting_life.possible(each.state, [](access::Permission) { return true; }))
            found.push_back(act->name);
        EXPECT_EQ(found, each.possible) << meeting_states.code(each.state);
    }
}

class SupportMeetings : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        ASSERT_TRUE(people::add_person(*db, "Ola", "ola@fellshire.example", test::now));
        db->commit();
    }
    Viewer as(Role role, std::vector<Urn> schools = {}, AuthorityCode authority = test::fellshire) const {
        return {PersonId{1}, "Ola", role, authority, std::move(schools)};
    }
    Viewer officer() const { return as(Role::attendance_officer); }
    SupportMeeting wanted(const char* day = "2026-03-20") const {
        return {.authority = test::fellshire,
                .urn = test::brook,
                .term_begins = Term::on(date(day)).first_day(),
                .officer = PersonId{1},
                .minutes = 45,
                .meets_on = date(day)};
    }
    SupportMeeting offered(storage::Writer& db) const {
        SupportMeeting m = wanted();
        m.id = plan(db, officer(), m).value();
        m.offered_on = date("2026-03-02");
        EXPECT_TRUE(support_meetings.update(db, officer(), m, {&SupportMeeting::offered_on}));
        return m;
    }
};
TARN_ON_EACH_DATABASE(SupportMeetings);

TEST_P(SupportMeetings, FitTheSchemaAndSayTheSameStateInSql) {
    const auto db = database().read();
    support_meetings.check(*db);
    meeting_actions.check(*db);
    std::vector<SupportMeeting> rows;
    for (const auto state : meeting_states.all()) rows.push_back(in(Term{2025, Season::spring}, state));
    EXPECT_EQ(support_meetings.derived_differences(*db, rows), std::vector<std::string>{});
    EXPECT_EQ(meeting_actions.derived_differences(*db, meeting_actions.samples()),
              std::vector<std::string>{});
}

TEST_P(SupportMeetings, AreOneForASchoolAndTerm) {
    const auto db = database().write();
    for (const Role role : {Role::adviser, Role::headteacher, Role::director, Role::data_officer})
        EXPECT_FALSE(plan(*db, as(role, {test::brook}), wanted())) << access::role_code(role);
    EXPECT_FALSE(plan(*db, as(Role::attendance_officer, {}, test::elsewhere), wanted()));
    SupportMeeting m = offered(*db);
    EXPECT_EQ(plan(*db, officer(), wanted("2026-03-25")).error().field, "meets_on");
    EXPECT_TRUE(plan(*db, officer(), wanted("2026-05-05"))) << "the next term";
    m.declined_on = date("2026-03-03");
    m.declined_reason = "An inspection that week";
    EXPECT_TRUE(support_meetings.update(*db, officer(), m,
                                        {&SupportMeeting::declined_on, &SupportMeeting::declined_reason}));
    EXPECT_TRUE(plan(*db, officer(), wanted("2026-03-25"))) << "the first was declined";
}

TEST_P(SupportMeetings, SayWhatDoesNotFitTogether) {
    const auto db = database().write();
    SupportMeeting m = wanted();
    m.meets_on = date("2026-05-05");
    EXPECT_EQ(plan(*db, officer(), m).error().field, "meets_on") << "of another term";
    EXPECT_EQ(plan(*db, officer(), wanted("2026-03-21")).error().field, "meets_on") << "a Saturday";
    const SupportMeeting stored = offered(*db);
    using M = SupportMeeting;
    const std::vector<kit::Field<M>> all{
        &M::held_on,        &M::declined_on,           &M::review_on, &M::below_half, &M::below_half_planned,
        &M::half_to_ninety, &M::half_to_ninety_planned};
    const auto held = [&] {
        M one = stored;
        one.held_on = date("2026-03-20");
        one.review_on = date("2026-05-20");
        one.below_half = one.below_half_planned = one.half_to_ninety = one.half_to_ninety_planned = 2;
        return one;
    };
    struct Case {
        const char* field;
        std::function<void(M&)> mistake;
    };
    for (const Case& each : std::initializer_list<Case>{
             {"review_on", [](M& one) { one.review_on = one.held_on; }},
             {"held_on", [](M& one) { one.held_on = date("2019-11-27"); }},
             {"held_on", [](M& one) { one.held_on = date("2026-05-05"); }},
             {"held_on", [](M& one) { one.declined_on = one.held_on; }},
             {"below_half", [](M& one) { one.below_half.reset(); }},
             {"half_to_ninety_planned", [](M& one) { one.half_to_ninety_planned.reset(); }},
             {"below_half", [](M& one) { one.held_on.reset(); }},
             {"below_half_planned", [](M& one) { one.below_half_planned = 3; }},
             {"half_to_ninety_planned", [](M& one) { one.half_to_ninety_planned = 3; }}}) {
        M one = held();
        each.mistake(one);
        const auto kept = support_meetings.update(*db, officer(), one, all);
        ASSERT_FALSE(kept) << each.field;
        EXPECT_EQ(kept.error().field, each.field) << kept.error().message;
    }
    EXPECT_TRUE(support_meetings.update(*db, officer(), held(), all));
}

// Readers of a row write only where they take part.
TEST_P(SupportMeetings, AreWrittenByTheSchoolAndTheOfficerAlone) {
    const auto db = database().write();
    SupportMeeting m = offered(*db);
    m.reasons = "Buses";
    for (const Role role : {Role::business_manager, Role::adviser, Role::director})
        EXPECT_FALSE(support_meetings.update(*db, as(role, {test::brook}), m, {&SupportMeeting::reasons}))
            << access::role_code(role);
    for (const Role role : {Role::headteacher, Role::deputy_head})
        EXPECT_TRUE(support_meetings.update(*db, as(role, {test::brook}), m, {&SupportMeeting::reasons}))
            << access::role_code(role);
}

TEST_P(SupportMeetings, AreSeenByTheSchoolFromTheirOffer) {
    const auto db = database().write();
    const SupportMeeting planned = wanted();
    const auto id = plan(*db, officer(), planned).value();
    const auto seen_by = [&](const Viewer& viewer) {
        return support_meetings.find(*db, viewer, id).has_value();
    };
    EXPECT_TRUE(seen_by(officer()));
    EXPECT_TRUE(seen_by(as(Role::director)));
    EXPECT_TRUE(seen_by(as(Role::adviser, {test::brook})));
    EXPECT_FALSE(seen_by(as(Role::headteacher, {test::brook}))) << "not offered yet";
    auto m = *support_meetings.find(*db, officer(), id);
    m.offered_on = date("2026-03-02");
    ASSERT_TRUE(support_meetings.update(*db, officer(), m, {&SupportMeeting::offered_on}));
    for (const Role role : {Role::headteacher, Role::deputy_head, Role::business_manager}) {
        EXPECT_TRUE(seen_by(as(role, {test::brook}))) << access::role_code(role);
        EXPECT_FALSE(seen_by(as(role, {test::hill}))) << access::role_code(role);
    }
    for (const Role role : {Role::chair_of_governors, Role::board_member, Role::data_officer,
                            Role::scrutiny_member, Role::data_protection_officer})
        EXPECT_FALSE(seen_by(as(role, {test::brook}))) << access::role_code(role);
    EXPECT_FALSE(seen_by(as(Role::adviser, {test::hill})));
    EXPECT_FALSE(seen_by(as(Role::attendance_officer, {}, test::elsewhere)));
}

}
}
