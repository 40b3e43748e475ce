// What a declaration must hold, what is found in stored rows, and what exports and subject access get.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "feature_kit/record.hpp"
#include "support/visit_record.hpp"

namespace tarn::kit::sample {
namespace {

using Texts = std::vector<std::string>;
class CheckedRecords : public WithTables {};
TARN_ON_EACH_DATABASE(CheckedRecords);

struct Slot {
    Id<struct SlotTag> id{};
    AuthorityCode authority;
    Urn urn;
    Date day;
    std::string note;
};

/// What the declaration is refused with; empty: it is not.
template <class Make>
std::string refusal(Make make) {
    try {
        (void)make();
    } catch (const std::invalid_argument& why) {
        return why.what();
    }
    return {};
}

TEST(Declarations, AreRefusedWhenTheyCannotHold) {
    const auto seen = seen_with(access::Permission::soft_notes_read);
    const auto id = key("id", &Slot::id);
    EXPECT_EQ(refusal([&] { return Record<Slot>{"slot", "", {id}, seen}; }), "");
    EXPECT_EQ(refusal([&] {
                  return Record<Slot>{"slot", "", {id}};
              }),
              "The record slot: say with seen_with() who sees its rows.");
    EXPECT_EQ(refusal([&] {
                  return Record<Slot>{"slot", "", {text("note", &Slot::note, "Note")}, seen};
              }),
              "The record slot: it needs one key.");
    EXPECT_EQ(refusal([&] {
                  return Record<Slot>{
                      "slot", "", {id, date("day", &Slot::day, ""), text("day", &Slot::note, "")}, seen};
              }),
              "The record slot: column day stands twice.");
    EXPECT_EQ(refusal([&] {
                  return Record<Slot>{"slot", "", {id, date("the day", &Slot::day, "")}, seen};
              }),
              "The record slot: 'the day' is no column's name.");
    EXPECT_EQ(refusal([&] {
                  return Record<Slot>{"slot", "", {id}, seen_with(access::Permission::signed_in)};
              }),
              "The record slot: everybody sees its rows, so say with written_with() who writes them.");
    EXPECT_EQ(
        refusal([&] {
            return Record<Slot>{"slot", "", {id}, seen_with(access::Permission{"unheard_of"})};
        }),
        "the record slot asks for the permission unheard_of, which access/permission.cpp does not have");
    EXPECT_NE(
        refusal([&] {
            return Record<Slot>{"slot", "", {id}, seen, written_with(access::Permission{"unheard_of"}, "")};
        }),
        "");
    EXPECT_EQ(refusal([&] {
                  return Record<Slot>{"slot", "", {id}, seen, kept_after(latest_of("held_on"))};
              }),
              "The record slot: retention counts from 'held_on', which is no day of it.");
}

TEST_P(CheckedRecords, FitTheSchemaOrSayWhatDoesNot) {
    const auto why = [&](const RecordBase& record) {
        const auto db = database().read();
        return refusal([&] { return record.check(*db), 0; });
    };
    EXPECT_EQ(why(visits()), "");
    const auto seen = seen_with(access::Permission::soft_notes_read);
    const auto id = key("id", &Slot::id);
    const auto authority = owner("authority", &Slot::authority);
    EXPECT_NE(why(Record<Slot>{"slot", "", {id, authority}, seen}).find("slot"), std::string::npos);
    EXPECT_NE(
        why(Record<Slot>{"visit", "", {id, authority, text("note", &Slot::note, "")}, seen}).find("note"),
        std::string::npos);
    EXPECT_NE(why(visits_with("CASE WHEN begun_on IS NULL THEN 'offered' END")).find("begun_on"),
              std::string::npos);
    EXPECT_EQ(why(Record<Slot>{"visit", "", {id, authority}, seen, unsealed()}),
              "The record visit: its table is sealed, so it cannot be unsealed().");
    EXPECT_EQ(why(Record<Slot>{"session",
                               "",
                               {text("token_hash", &Slot::note, ""), key("person", &Slot::id),
                                owner("authority", &Slot::authority)},
                               seen}),
              "The record session: list its table in sealed_table or say unsealed().");
    EXPECT_EQ(why(Record<Slot>{"visit", "", {id, school("urn", &Slot::urn)}, seen}),
              "The record visit: its permission reaches an authority or schools, so it needs an owner.");
    EXPECT_EQ(why(Record<Slot>{"visit",
                               "",
                               {id, school("urn", &Slot::urn)},
                               seen_with(access::Permission::signed_in),
                               written_with(access::Permission::signed_in, "")}),
              "");
}

TEST_P(CheckedRecords, AreHeldAgainstWhatTheyDeclare) {
    const auto db = database().write();
    const auto id = *visits().add(*db, asha(), visit());
    EXPECT_EQ(visits().verify(*db), Texts{});
    EXPECT_EQ(visits().verify(*db, [](Urn urn) { return urn != brook; }),
              Texts{fmt::format("visit {} names school 900001, which no register knows", id.value)});
    const auto after = [&](const std::string& assignment) {
        const auto change = [&] { db->execute("UPDATE visit SET " + assignment + " WHERE id = $1", id); };
        storage::change(*db, "visit", "id = $1", change, id);
        const auto faults = visits().verify(*db);
        return faults.empty() ? "" : faults.back().substr(faults.back().find(':') + 2);
    };
    EXPECT_EQ(after("purpose = 'fun'"), "purpose is no known code");
    EXPECT_THROW((void)visits().find(*db, asha(), id), storage::Failure);
    EXPECT_EQ(after("purpose = 'teaching', follow_up = 'fun'"), "follow_up is no known code");
    EXPECT_EQ(after("follow_up = NULL, offered_on = '2026-02-30'"), "offered_on is no date");
    EXPECT_EQ(after("offered_on = '2026-02-03', entered_at = 'noon'"), "entered_at is no instant");
    EXPECT_EQ(after("entered_at = '2026-02-03T10:00:00Z', focus = ' '"), "focus is blank");
    EXPECT_EQ(after("focus = 'A focus that is too long'"), "focus is too long");
    EXPECT_EQ(after("focus = 'Phonics'"), "");
}

TEST_P(CheckedRecords, HoldTheSqlOfADerivedColumnEqualToItsRule) {
    const auto db = database().write();
    EXPECT_EQ(visits().derived_differences(*db, visits().samples()), Texts{});
    const auto wrong = visits_with(
        "CASE WHEN held_on IS NOT NULL THEN 'held' WHEN declined_on IS NOT NULL THEN 'declined' "
        "WHEN agreed_for IS NOT NULL THEN 'agreed' ELSE 'offered' END");
    const auto differences = wrong.derived_differences(*db, wrong.samples());
    ASSERT_EQ(differences.size(), 32U) << "a quarter of the samples are both held and declined";
    EXPECT_EQ(differences.front(),
              "state of row 6 is 'Declined by the school' by its rule and 'Held' in SQL");
    Visit both = visit();
    both.held_on = both.declined_on = both.offered_on;
    const auto id = *visits().add(*db, asha(), both);
    EXPECT_EQ(wrong.verify(*db),
              Texts{fmt::format("visit {}: state is another in SQL than by its rule", id.value)});
}

std::string line(const ShownRow& row) {
    std::string text;
    for (const Shown& cell : row)
        if (!cell.text.empty()) text += cell.title + ": " + cell.text + "; ";
    return text;
}

TEST_P(CheckedRecords, AreShownInWordsToExportsAndToThosePeopleTheyName) {
    const auto db = database().write();
    Visit v = visit();
    v.held_on = Date::of(2026, 3, 9);
    v.hours = 2.5;
    v.declined_by = omar_;
    const auto id = *visits().add(*db, asha(), v);
    (void)*visits().add(*db, omar(), visit(hill));
    const auto cells = visits().cells(*visits().find(*db, asha(), id));
    EXPECT_EQ(
        line(cells),
        "URN: 900001; Adviser: Asha Adviser; Purpose: Teaching; Focus: Phonics; Offered on: 7 January 2026; "
        "Held on: 9 March 2026; Entered: 14 January 2026, 09:00; Kept to the board: No; Hours: 2.5; "
        "Places: 1; State: Held; ");
    EXPECT_EQ(cells[0].number, 900001);
    EXPECT_EQ(cells[4].date, v.offered_on);
    const auto about = visits().about(*db, asha_);
    ASSERT_EQ(about.size(), 1U);
    EXPECT_EQ(line(about[0]), line(cells));
    EXPECT_EQ(visits().about(*db, omar_).size(), 2U) << "as adviser of one, and as who declined the other";
    EXPECT_TRUE(visits().about(*db, PersonId{999}).empty());
}


Outcome held_after_the_offer(const Visit& v) {
    if (v.held_on && *v.held_on < v.offered_on)
        return Error{"It cannot be held before it was offered.", {}, "held_on"};
    return Done{};
}

TEST_P(CheckedRecords, HoldWhatColumnsSayTogether) {
    const Record<Visit> checked{
        "visit",
        "Visits",
        {key("id", &Visit::id), owner("authority", &Visit::authority), school("urn", &Visit::school),
         person("adviser", &Visit::adviser), coded("purpose", &Visit::purpose, purposes, "Purpose"),
         text("focus", &Visit::focus, "Focus"), date("offered_on", &Visit::offered_on, "Offered on"),
         date("held_on", &Visit::held_on, "Held on"),
         text("declined_reason", &Visit::declined_reason, "Why"),
         instant("entered_at", &Visit::entered_at, ""), flag("board_only", &Visit::board_only, ""),
         number("places", &Visit::places, "Places")},
        called("visit"),
        seen_with(Permission::soft_notes_read),
        consistent(held_after_the_offer)};
    const auto db = database().write();
    Visit made = visit();
    made.held_on = made.offered_on - 1;
    const auto refused = checked.add(*db, asha(), made);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "held_on");
    made.held_on = made.offered_on;
    made.id = checked.add(*db, asha(), made).value();
    EXPECT_EQ(checked.verify(*db), std::vector<std::string>{});
    made.held_on = made.offered_on - 1;
    EXPECT_FALSE(checked.update(*db, asha(), made, {&Visit::held_on}));
    made.offered_on = made.offered_on - 9;
    EXPECT_TRUE(checked.update(*db, asha(), made, {&Visit::offered_on})) << "it is the whole row that counts";
    db->execute("UPDATE visit SET offered_on = '2030-01-01'");
    EXPECT_EQ(checked.verify(*db).size(), 1U);
}

}
}
