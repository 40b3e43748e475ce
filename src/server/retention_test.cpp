// Every table about people has a rule, and what the rules delete leaves nothing that verify complains of.
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "access/trail.hpp"
#include "evidence/notes/note_facts.hpp"
#include "platform/storage/references.hpp"
#include "platform/storage/seals.hpp"
#include "scenario/scenario.hpp"
#include "server/stored.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"

namespace tarn::server {
namespace {

using access::Role;
using tarn::test::day;
using Keys = std::vector<std::int64_t>;

constexpr AuthorityCode fellshire{901}, otherland{902};
constexpr Urn brook{900001}, hill{900002};

Instant at(const char* on) {
    return *parse_instant(std::string{on} + "T09:00:00Z");
}

/// Names of columns that hold a person, or what tells who it is.
bool is_about_a_person(std::string_view column) {
    if (column == "recommendations_by") return false;  // a last day
    return column == "person" || column == "holder" || column == "email" || column == "client" ||
           column == "subject" || column.ends_with("_by") || column.ends_with("_person") ||
           column == "person_id";
}

class Retained : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        scenario::authority(*db, at("2015-01-01"), fellshire, "Fellshire");
        scenario::authority(*db, at("2015-01-01"), otherland, "Otherland");
        scenario::schools(*db, {{.urn = brook, .name = "Brook Primary", .authority = fellshire},
                                {.urn = hill, .name = "Hill Primary", .authority = otherland}});
        asha_ = scenario::person(*db, at("2015-01-01"), "Asha", "asha@fellshire.example",
                                 {.role = Role::adviser, .authority = fellshire, .caseload = {brook}});
        mona_ = scenario::person(*db, at("2015-01-01"), "Mona", "mona@otherland.example",
                                 {.role = Role::adviser, .authority = otherland, .caseload = {hill}});
        db->commit();
    }
    std::int64_t note(const scenario::Person& author, Urn urn, const char* seen, evidence::Confidence known) {
        const auto db = database().write();
        const auto id = scenario::note(*db, at(seen), author.viewer(),
                                       {.urn = urn,
                                        .category = evidence::NoteCategory::governance,
                                        .concern = evidence::Concern::serious,
                                        .confidence = known,
                                        .body = "the word of the note"});
        db->commit();
        return id.value;
    }
    Keys due(std::string_view rule, const char* on, AuthorityCode authority = fellshire) {
        return kit::due_rows(*database().read(), rule_called(rule), day(on), authority).keys;
    }
    const kit::RetentionRule& rule_called(std::string_view name) const {
        return *std::ranges::find_if(rules_, [&](const auto& each) { return each.what.name == name; });
    }
    void delete_all(const char* on) { kit::delete_all_due(database(), rules_, at(on)); }
    std::vector<std::string> complaints() {
        const auto db = database().read();
        auto all = storage::check_seals(*db).faults;
        std::ranges::move(access::verify_audit(*db), std::back_inserter(all));
        for (const kit::Check& check : all_checks())
            std::ranges::move(check.complaints(*db), std::back_inserter(all));
        return all;
    }
    std::int64_t rows(const std::string& table) {
        return database().read()->count("SELECT COUNT(*) FROM " + table);
    }
    const std::vector<kit::RetentionRule> rules_ = retention_rules("");
    scenario::Person asha_, mona_;
};
TARN_ON_EACH_DATABASE(Retained);

TEST_P(Retained, EveryTableAboutPeopleHasARuleOrAReasonToBeKept) {
    const auto db = database().read();
    const auto tables = kit::tables_with_retention(stored());
    std::set<std::string> about_people, elsewhere;
    for (const storage::Reference& each : storage::references(*db))
        if (each.to_table == "person")
            about_people.insert(each.table);
        else
            elsewhere.insert(each.table + "." + each.column);
    std::set<std::string> all;
    for (const storage::NamedColumn& each : storage::all_columns(*db)) {
        all.insert(each.table);
        if (is_about_a_person(each.column) && !elsewhere.contains(each.table + "." + each.column))
            about_people.insert(each.table);
    }
    EXPECT_GT(about_people.size(), 20U) << "the guard sees the tables";
    for (const std::string& table : about_people)
        EXPECT_EQ(std::ranges::count(tables, table) > 0, true)
            << table
            << " is about people: declare kept_after() in its record, or a Retention or KeptForGood in its "
               "feature's stored()";
    for (const std::string& table : tables) EXPECT_TRUE(all.contains(table)) << table << " is no table";
}

TEST_P(Retained, AnUnverifiedNoteGoesAfterItsReviewUnlessConfirmed) {
    const auto unverified = note(asha_, brook, "2026-01-05", evidence::Confidence::unverified);
    const auto confirmed = note(asha_, brook, "2026-01-05", evidence::Confidence::unverified);
    const auto verified = note(asha_, brook, "2026-01-05", evidence::Confidence::verified);
    const auto other = note(mona_, hill, "2026-01-05", evidence::Confidence::unverified);
    {
        const auto db = database().write();
        evidence::Note wanted = *evidence::notes.find(*db, asha_.viewer(), NoteId{confirmed});
        wanted.confirmed_as = evidence::Confirmation::verified;
        wanted.review_on = day("2026-05-01");
        ASSERT_TRUE(evidence::review_note(*db, asha_.viewer(), wanted, at("2026-02-01")));
        db->commit();
    }
    // Its review is 90 days after it was seen: 5 April.
    EXPECT_EQ(due("unverified_note", "2026-04-05"), Keys{});
    EXPECT_EQ(due("unverified_note", "2026-04-06"), Keys{unverified});
    EXPECT_EQ(due("unverified_note", "2026-04-06", otherland), Keys{other});
    delete_all("2026-04-06");
    EXPECT_EQ(rows("soft_note"), 2);
    EXPECT_EQ(due("unverified_note", "2026-04-06"), Keys{});
    EXPECT_EQ(complaints(), std::vector<std::string>{});
    const auto trail =
        access::audit_rows(*database().read(), {.authority = fellshire, .action = "retention.deleted"});
    ASSERT_EQ(trail.size(), 1U);
    EXPECT_EQ(trail[0].entry.detail.find("the word of the note"), std::string::npos);
    // Seen on 5 January it counted for 200 days, to 24 July.
    EXPECT_EQ(due("soft_note", "2032-07-24"), Keys{});
    EXPECT_EQ(due("soft_note", "2032-07-25"), (Keys{confirmed, verified}));
}

TEST_P(Retained, ANoteThatCameToItsReviewBeforeTheRuleKeepsItsDays) {
    const auto before = note(asha_, brook, "2026-01-05", evidence::Confidence::unverified);  // to 5 April
    const auto after = note(asha_, brook, "2026-03-05", evidence::Confidence::unverified);   // to 3 June
    {
        const auto db = database().write();
        db->execute("INSERT INTO note_rule (began_on) VALUES ('2026-05-01')");
        db->commit();
    }
    EXPECT_EQ(due("unverified_note", "2026-06-30"), Keys{after});
    const auto db = database().read();
    const auto counts = [&](std::int64_t id) {
        return evidence::notes.find(*db, asha_.viewer(), NoteId{id})->counts_on(day("2026-06-30"));
    };
    EXPECT_TRUE(counts(before)) << "as it did before the upgrade";
    EXPECT_FALSE(counts(after));
}

TEST_P(Retained, ARatingAsAtADayUsesWhatWasKnownOfANoteThatDay) {
    const auto id = note(asha_, brook, "2026-01-05", evidence::Confidence::unverified);
    (void)note(asha_, brook, "2026-01-06", evidence::Confidence::unverified);
    const auto severities = [&](const char* on) {
        std::vector<double> counting;
        for (const auto& fact :
             evidence::note_facts(*database().read(), fellshire, day(on), evidence::NotesFor::board))
            if (fact.from <= day(on) && (!fact.to || day(on) <= *fact.to)) counting.push_back(fact.severity);
        return counting;
    };
    const std::vector<double> unconfirmed{1.0 / 3, 1.0 / 3};
    EXPECT_EQ(severities("2026-01-31"), unconfirmed);
    {
        const auto db = database().write();
        evidence::Note wanted = *evidence::notes.find(*db, asha_.viewer(), NoteId{id});
        wanted.confirmed_as = evidence::Confirmation::verified;
        wanted.review_on = day("2026-05-01");
        ASSERT_TRUE(evidence::review_note(*db, asha_.viewer(), wanted, at("2026-02-01")));
        EXPECT_FALSE(evidence::review_note(*db, mona_.viewer(), wanted, at("2026-02-01")))
            << "another authority's";
        db->commit();
    }
    EXPECT_EQ(severities("2026-01-31"), unconfirmed) << "nobody knew better then";
    EXPECT_EQ(severities("2026-02-01"), (std::vector<double>{1, 1.0 / 3}));
    EXPECT_EQ(severities("2026-04-07"), std::vector<double>{1})
        << "the other's review is over, deleted or not";
    EXPECT_EQ(severities("2026-07-25"), std::vector<double>{}) << "both are";
}

TEST_P(Retained, NoWordOfADeletedNoteStaysAnywhere) {
    (void)note(asha_, brook, "2026-01-05", evidence::Confidence::unverified);
    delete_all("2026-04-06");
    const auto db = database().read();
    for (const storage::NamedColumn& each : storage::all_columns(*db))
        EXPECT_EQ(db->count("SELECT COUNT(*) FROM " + each.table + " WHERE CAST(" + each.column +
                            " AS TEXT) LIKE '%the word of the note%'"),
                  0)
            << each.table << "." << each.column;
}

TEST_P(Retained, WhatWasWorkedOutWithARowIsWorkedOutAnewWithoutIt) {
    (void)note(asha_, brook, "2026-01-05", evidence::Confidence::unverified);
    const auto generation = [&] { return evidence::notes_generation(*database().read()); };
    const auto before = generation();
    delete_all("2026-04-06");
    (void)note(asha_, brook, "2026-04-06", evidence::Confidence::unverified);
    EXPECT_NE(generation(), before) << "as many notes, but not the same";
}

TEST_P(Retained, AccountsGoOnceNothingNamesThem) {
    PersonId idle{};
    {
        const auto db = database().write();
        idle = scenario::account(*db, at("2015-01-01"), "Idris Idle", "idris@fellshire.example");
        people::store_password_hash(*db, idle, "a hash", at("2015-01-01"));
        ASSERT_TRUE(people::end_grant(*db, asha_.grant, day("2016-01-31"), {}, at("2016-01-31")));
        db->commit();
    }
    (void)note(mona_, hill, "2015-06-01", evidence::Confidence::verified);
    const kit::DueRows found =
        kit::due_rows(*database().read(), rule_called("person"), day("2022-02-01"), {});
    EXPECT_EQ(found.keys, Keys{idle.value})
        << "Asha still has a role and schools in what is kept, Mona a role now";
    ASSERT_FALSE(found.held.empty());
    EXPECT_EQ(found.held[0].keys, Keys{asha_.id.value});
    delete_all("2022-02-01");
    EXPECT_EQ(rows("credential"), 0) << "the password goes with the account";
    EXPECT_EQ(rows("person"), 2) << "Asha's caseload has no end, so her account is kept";
    EXPECT_EQ(complaints(), std::vector<std::string>{});
}

// Its last role stays with it, so that its own period counts from the same day until it goes.
TEST_P(Retained, AnAccountStaysWhileTheTrailNamesIt) {
    {
        const auto db = database().write();
        ASSERT_TRUE(people::end_grant(*db, mona_.grant, day("2016-01-31"), {}, at("2016-01-31")));
        const access::AuditEntry entry{"level.read", "school:900002", {}, ""};
        access::write_audit(*db, mona_.viewer(), std::span{&entry, 1}, at("2016-01-20"));
        db->commit();
    }
    EXPECT_EQ(due("role_grant", "2022-02-01", otherland), Keys{}) << "the latest of an account";
    const kit::DueRows found =
        kit::due_rows(*database().read(), rule_called("person"), day("2022-02-01"), {});
    EXPECT_EQ(found.keys, Keys{});
    ASSERT_EQ(found.held.size(), 1U);
    EXPECT_EQ(found.held[0].why, "The audit trail names the account");
    EXPECT_EQ(found.held[0].keys, Keys{mona_.id.value});
}

TEST_P(Retained, TheTrailIsEmptiedAndStaysWhole) {
    const auto write = [&](const char* on, const char* detail) {
        const auto db = database().write();
        const access::AuditEntry entry{"level.read", "school:900001", {}, detail};
        access::write_audit(*db, asha_.viewer(), std::span{&entry, 1}, at(on));
        db->commit();
    };
    write("2019-03-01", "an old entry");
    write("2026-03-01", "a new entry");
    delete_all("2026-03-02");
    const auto texts = [&](const char* detail) {
        return database().read()->count("SELECT COUNT(*) FROM audit WHERE detail = $1", std::string{detail});
    };
    EXPECT_EQ(texts("an old entry"), 0);
    EXPECT_EQ(texts("a new entry"), 1);
    const auto entries = rows("audit");
    delete_all("2026-03-02");
    EXPECT_EQ(rows("audit"), entries) << "nothing is left to empty";
    EXPECT_EQ(complaints(), std::vector<std::string>{});
}

TEST_P(Retained, AFactARoleAndAListGoInTheirTurn) {
    {
        const auto db = database().write();
        const auto fact = scenario::fact(*db, at("2015-03-02"), asha_.viewer(),
                                         {.urn = brook, .ended_on = day("2015-03-02"), .end_reason = "Over"});
        (void)fact;
        const auto list =
            scenario::comparators(*db, at("2015-03-02"), asha_.viewer(), "Like mine", {brook, hill});
        ASSERT_TRUE(evidence::remove_comparators(*db, asha_.viewer(), list, day("2015-04-01")));
        scenario::post(
            *db, fellshire,
            {.urn = brook, .holder = "Hana Head", .from = day("2015-01-01"), .to = day("2015-02-01")});
        db->commit();
    }
    const auto generation = database().read()->count("SELECT local FROM register_state WHERE id = 1");
    delete_all("2021-03-02");
    EXPECT_EQ(rows("school_fact"), 1) << "six years are not over before this day is";
    delete_all("2021-03-03");
    EXPECT_EQ(rows("school_fact"), 0);
    EXPECT_EQ(rows("comparator_list"), 0);
    EXPECT_EQ(rows("comparator_school"), 0);
    EXPECT_EQ(rows("school_post"), 0);
    EXPECT_GT(database().read()->count("SELECT local FROM register_state WHERE id = 1"), generation);
    EXPECT_EQ(complaints(), std::vector<std::string>{});
}

TEST(RetentionPeriodsOfTarn, AreThoseOfItsFileUnlessAnotherIsNamed) {
    EXPECT_FALSE(retention_rules("").empty());
    EXPECT_THROW((void)retention_rules("/nowhere/periods.toml"), std::runtime_error);
}

}
}
