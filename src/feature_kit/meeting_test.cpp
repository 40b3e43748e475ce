// Meetings of two made-up kinds in one table: what each viewer sees, what can be done when, and the state in
// SQL.
#include "feature_kit/meeting.hpp"

#include <gtest/gtest.h>

#include "support/test_database.hpp"

namespace tarn::kit {
namespace {

using access::Permission;
using access::Role;
using access::Viewer;

const Date day = *Date::of(2026, 3, 2);
const Instant now = FixedClock{day}.now();

TEST(BelowQuorum, SaysHowManyArePresentAndHowManyAreNeeded) {
    struct Case {
        std::size_t present, needed;
        const char* words;
    };
    for (const Case& one :
         {Case{0, 1, "Record who was present before you close the meeting."},
          {0, 3, "Record who was present before you close the meeting."},
          {1, 1, ""},
          {3, 3, ""},
          {4, 3, ""},
          {1, 2,
           "1 person is recorded as present. The quorum is 2. Record everybody who was present, or call the "
           "meeting off."},
          {2, 3,
           "2 people are recorded as present. The quorum is 3. Record everybody who was present, or call the "
           "meeting off."}})
        EXPECT_EQ(below_quorum(one.present, one.needed), one.words) << one.present << " of " << one.needed;
}

const Meetings<> panels{{.code = "panel",
                         .noun = "panel",
                         .seen = Permission::level_counts,
                         .written = Permission::local_register,
                         .refusal = "Data officers hold panels."}};
const Meetings<> forums{{.code = "forum",
                         .noun = "forum",
                         .seen = Permission::level_counts,
                         .written = Permission::local_register,
                         .refusal = "Data officers hold forums.",
                         .settled = [](storage::Reader& db, MeetingId id) -> std::optional<std::string> {
                             if (db.count("SELECT minutes_version FROM meeting WHERE id = $1", id) == 0)
                                 return std::nullopt;
                             return "It was minuted.";
                         }}};

class MeetingRecords : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        for (const char* name : {"Asha", "Bob"}) {
            people_.push_back(db->insert<PersonId>(
                "INSERT INTO person (name, email, added) VALUES ($1, $2, $3) RETURNING id", std::string{name},
                std::string{name} + "@example.org", now));
        }
        writes_by_hand();
        db->commit();
    }
    Viewer as(Role role, AuthorityCode authority = {901}) const {
        return {people_[0], "", role, authority, {}};
    }
    Viewer officer() const { return as(Role::data_officer); }
    static Meeting on(Date held_on, const char* title = "Autumn") {
        Meeting meeting;
        meeting.title = title;
        meeting.held_on = held_on;
        return meeting;
    }
    std::vector<PersonId> people_;
};
TARN_ON_EACH_DATABASE(MeetingRecords);

TEST_P(MeetingRecords, AreSeenByThoseOfTheirKindAndAuthority) {
    const auto db = database().write();
    panels.record().check(*db);
    const auto panel = panels.arrange(*db, officer(), on(day), now);
    ASSERT_TRUE(panel);
    const auto found = panels.find(*db, as(Role::director), *panel);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind, "panel");
    EXPECT_EQ(found->created_by, people_[0]);
    EXPECT_FALSE(forums.find(*db, officer(), *panel)) << "of another kind";
    EXPECT_FALSE(panels.find(*db, as(Role::director, {902}), *panel));
    EXPECT_FALSE(panels.find(*db, as(Role::adviser), *panel));
    EXPECT_EQ(panels.arrange(*db, as(Role::director), on(day + 1), now).error().message,
              "Data officers hold panels.");
    EXPECT_EQ(panels.save_minutes(*db, as(Role::director), *panel, 0, "Mine.", day).error().message,
              "Data officers hold panels.");
    EXPECT_EQ(forums.close(*db, officer(), *panel, now).error().message, "There is no such forum.");
    EXPECT_TRUE(forums.arrange(*db, officer(), on(day), now)) << "of the same name on that day";
    EXPECT_EQ(panels.arrange(*db, officer(), on(day), now).error().field, "title");
    EXPECT_EQ(panels.arrange(*db, officer(), on(day - 400), now).error().field, "held_on");
    EXPECT_EQ(panels.arrange(*db, officer(), on(day, " "), now).error().field, "title");
    EXPECT_EQ(panels.all(*db, officer()).size(), 1U);
}

TEST_P(MeetingRecords, ChangeWhileTheyAreComing) {
    const auto db = database().write();
    const auto id = *forums.arrange(*db, officer(), on(day), now);
    ASSERT_TRUE(forums.arrange(*db, officer(), on(day + 7, "Spring"), now));
    auto meeting = *forums.find(*db, officer(), id);
    meeting.held_on = day + 7;
    meeting.place = "County Hall";
    ASSERT_TRUE(forums.change(*db, officer(), meeting, day));
    EXPECT_EQ(forums.find(*db, officer(), id)->place, "County Hall");
    meeting.title = "Spring";
    EXPECT_EQ(forums.change(*db, officer(), meeting, day).error().field, "title")
        << "that day has one of that name";
    meeting.title = "Autumn";
    ASSERT_TRUE(forums.save_minutes(*db, officer(), id, 0, "Prepared.", day));
    meeting.held_on = day + 8;
    EXPECT_EQ(forums.change(*db, officer(), meeting, day).error().message, "It was minuted.");
    EXPECT_EQ(forums.call_off(*db, officer(), id, "Snow", day).error().message, "It was minuted.");
    EXPECT_EQ(forums.change(*db, officer(), meeting, day + 8).error().message,
              "You cannot change the meeting: this meeting is held, not closed. It must be coming.");
}

TEST_P(MeetingRecords, AreCalledOffWithAReasonAndThenDoNotChange) {
    const auto db = database().write();
    const auto id = *panels.arrange(*db, officer(), on(day), now);
    EXPECT_EQ(panels.call_off(*db, officer(), id, "  ", day).error().field, "called_off_why");
    ASSERT_TRUE(panels.call_off(*db, officer(), id, "Snow", day + 1))
        << "nobody came, and it is said afterwards";
    const auto meeting = *panels.find(*db, officer(), id);
    EXPECT_EQ(state_on(meeting, day + 9), MeetingState::called_off);
    EXPECT_EQ(meeting.called_off_why, "Snow");
    for (const auto& act : panels.life().acts())
        EXPECT_FALSE(panels.may(act.name, *db, officer(), meeting, day + 1)) << act.name;
    EXPECT_TRUE(panels.arrange(*db, officer(), on(day), now)) << "one of its name may take its place";
    EXPECT_EQ(verify_meetings(*db), std::vector<std::string>{});
}

TEST_P(MeetingRecords, AreClosedForGoodOnceSomebodyWasThere) {
    const auto db = database().write();
    const auto id = *panels.arrange(*db, officer(), on(day + 1), now);
    EXPECT_EQ(panels.set_present(*db, officer(), id, people_, day).error().message,
              "The meeting is on 3 March 2026. Record who was present on that day or later.");
    const Instant later = now + std::chrono::days{1};
    EXPECT_EQ(panels.close(*db, officer(), id, later).error().message,
              "Record who was present before you close the meeting.");
    ASSERT_TRUE(panels.set_present(*db, officer(), id, people_, day + 1));
    ASSERT_TRUE(panels.set_present(*db, officer(), id, std::vector{people_[1]}, day + 1));
    EXPECT_FALSE(panels.close(*db, officer(), id, now)) << "before its day";
    ASSERT_TRUE(panels.save_minutes(*db, officer(), id, 0, "Discussed.", day + 1));
    EXPECT_EQ(panels.save_minutes(*db, officer(), id, 0, "Written over.", day + 1).error().field, "minutes");
    ASSERT_TRUE(panels.close(*db, officer(), id, later));
    const auto meeting = *panels.find(*db, officer(), id);
    EXPECT_EQ(meeting.minutes, "Discussed.");
    ASSERT_EQ(meeting.present.size(), 1U);
    EXPECT_EQ(meeting.present[0].name, "Bob");
    EXPECT_EQ(meeting.closed_by, people_[0]);
    for (const auto& act : panels.life().acts())
        EXPECT_FALSE(panels.may(act.name, *db, officer(), meeting, day + 1)) << act.name;
    EXPECT_EQ(verify_meetings(*db), std::vector<std::string>{});
    db->execute("DELETE FROM meeting_present");
    EXPECT_EQ(verify_meetings(*db).size(), 1U);
    db->execute("UPDATE meeting SET kind = 'gathering'");
    EXPECT_EQ(verify_meetings(*db).back(), "meeting " + std::to_string(id.value) + " is of an unknown kind");
}

/// The rule in C++ and the condition that lists ask in SQL, for each state before, on and after the day.
TEST_P(MeetingRecords, AreInTheSameStateInSqlAndByTheRule) {
    const auto db = database().write();
    const auto arrange = [&](const char* title) {
        return *panels.arrange(*db, officer(), on(day, title), now);
    };
    arrange("Open");
    const auto off = arrange("Off"), closed = arrange("Closed");
    ASSERT_TRUE(panels.call_off(*db, officer(), off, "Snow", day));
    ASSERT_TRUE(panels.set_present(*db, officer(), closed, people_, day));
    ASSERT_TRUE(panels.close(*db, officer(), closed, now));
    for (const Date today : {day - 1, day, day + 1})
        for (const MeetingState state : meeting_states.all()) {
            std::vector<std::string> by_rule, in_sql;
            for (const Meeting& each : panels.all(*db, officer()))
                if (state_on(each, today) == state) by_rule.push_back(each.title);
            const auto page = panels.record().page(
                *db, officer(), {.conditions = {in_state(state, today)}, .descending = true});
            for (const Meeting& each : page.rows) in_sql.push_back(each.title);
            std::ranges::sort(by_rule);
            std::ranges::sort(in_sql);
            EXPECT_EQ(in_sql, by_rule) << meeting_states.code(state) << " on " << today.iso();
            EXPECT_EQ(by_rule.size(), state == MeetingState::coming ? today <= day
                                      : state == MeetingState::held ? today > day
                                                                    : 1U);
        }
    EXPECT_EQ(panels.record().derived_differences(*db, panels.record().samples()),
              std::vector<std::string>{});
}

TEST(MeetingKinds, SayWhoSeesThemWhereOwnSchoolsAreNotEnough) {
    const MeetingKind kind{.code = "x",
                           .noun = "meeting",
                           .seen = Permission::soft_notes_read,
                           .written = Permission::soft_notes_write,
                           .refusal = "No."};
    EXPECT_THROW(Meetings<>{kind}, std::invalid_argument);
    auto conditional = kind;
    conditional.only_if = [](const Viewer& viewer) { return Sql{"created_by = $1", viewer.person()}; };
    EXPECT_NO_THROW(Meetings<>{conditional});
    auto written_by_schools = kind;
    written_by_schools.seen = Permission::level_counts;
    EXPECT_THROW(Meetings<>{written_by_schools}, std::invalid_argument) << "who writes needs it too";
}

}
}
