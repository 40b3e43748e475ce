// What is due on a day, what is held back, and what deleting leaves.
#include "feature_kit/retention.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "access/audit.hpp"
#include "access/trail.hpp"
#include "feature_kit/record.hpp"
#include "feature_kit/stored.hpp"
#include "platform/storage/references.hpp"
#include "support/days.hpp"
#include "support/visit_record.hpp"

namespace tarn::kit::sample {
namespace {

using Keys = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;
using tarn::test::day;

constexpr std::string_view two_years = "[visit]\nyears = 2\nafter = \"it was held\"\nsource = \"A test\"\n";

std::vector<Stored> visits_alone(std::vector<std::string> along = {}) {
    Retention rule = *visits().retention();
    rule.along = std::move(along);
    return {{.records = {}, .checks = {}, .retention = {std::move(rule)}}};
}
RetentionRule rule_for_visits(std::vector<std::string> along = {}) {
    return retention_rules(visits_alone(std::move(along)), two_years).value().at(0);
}

TEST(RetentionPeriods, AreReadOrRefusedWithASentence) {
    struct Case {
        std::string_view text, refused;
    };
    const std::vector<Case> table{
        {two_years, ""},
        {"[visit]\ndays = 0\nafter = \"it was held\"\nsource = \"A test\"\n", ""},
        {"", "The periods of retention: [visit] is missing: say how long visit is kept."},
        {"[visit]\nyears = 2\n",
         "The periods of retention: [visit] needs a source: why it is kept this long."},
        {"[visit]\nafter = \"it was held\"\nsource = \"A test\"\n",
         "The periods of retention: [visit] needs years, months or days."},
        {"[visit]\nyears = -1\nafter = \"it was held\"\nsource = \"A test\"\n",
         "The periods of retention: [visit] years must be a whole number from 0 to 1200."},
        {"[visit]\nyears = \"two\"\nafter = \"it was held\"\nsource = \"A test\"\n",
         "The periods of retention: [visit] years must be a whole number from 0 to 1200."},
        {"[visit]\nyears = 2\ndays = 3\nafter = \"it was held\"\nsource = \"A test\"\n",
         "The periods of retention: [visit] names more than one of years, months and days."},
        {"[visit]\nweeks = 2\nafter = \"it was held\"\nsource = \"A test\"\n",
         "The periods of retention: [visit] has 'weeks', which is none of years, months, days, after and "
         "source."},
        {"[visit]\nyears = 2\nafter = \"it was held\"\nsource = \"A test\"\n[visits]\nyears = 2\nafter = "
         "\"it was held\"\nsource = \"A test\"\n",
         "The periods of retention: [visits] is unknown: no record has this name. Remove it or mend its "
         "name."},
        {"[visit]\nyears = 2\nsource = \"A test\"\n",
         "The periods of retention: [visit] needs after: which day it is counted from, in words."},
        {"visit = 2\n", "The periods of retention: [visit] is no section of its own."},
    };
    for (const Case& each : table) {
        const auto read = retention_rules(visits_alone(), each.text);
        EXPECT_EQ(read ? "" : read.error().message, each.refused) << each.text;
    }
    const auto broken = retention_rules(visits_alone(), "[visit\n");
    ASSERT_FALSE(broken);
    EXPECT_TRUE(broken.error().message.starts_with("The periods of retention cannot be read: line 1: "));
}

TEST(RetentionPeriods, EndOnTheSameDayOfTheMonthOrItsLast) {
    struct Case {
        const char* unit;
        const char* today;
        const char* last_due;
    };
    const std::vector<Case> table{{"years = 6", "2026-03-02", "2020-03-01"},
                                  {"years = 1", "2024-02-29", "2023-02-27"},
                                  {"months = 3", "2026-05-31", "2026-02-27"},
                                  {"days = 30", "2026-03-31", "2026-02-28"},
                                  {"days = 0", "2026-03-02", "2026-03-01"}};
    for (const Case& each : table) {
        const auto text =
            std::string{"[visit]\nafter = \"it was held\"\nsource = \"A test\"\n"} + each.unit + "\n";
        const Period period = retention_rules(visits_alone(), text).value().at(0).period;
        EXPECT_EQ(period.last_due(day(each.today)).iso(), each.last_due) << each.unit;
    }
    EXPECT_EQ(rule_for_visits().period.words, "2 years after it was held");
    EXPECT_EQ(
        retention_rules(visits_alone(), "[visit]\ndays = 1\nafter = \"it was held\"\nsource = \"A test\"\n")
            .value()[0]
            .period.words,
        "1 day after it was held");
}

TEST(RetentionCertificates, NameKeysInRuns) {
    EXPECT_EQ(in_runs(Keys{}), "");
    EXPECT_EQ(in_runs(Keys{4}), "4");
    EXPECT_EQ(in_runs(Keys{4, 5, 7, 8, 9, 12}), "4, 5, 7-9, 12");
}

class RetainedRecords : public WithTables {
  protected:
    std::vector<storage::Migration> further() const override {
        return {
            {"9001_follow.sql",
             "CREATE TABLE visit_letter (id {{id}}, visit BIGINT NOT NULL REFERENCES visit (id)); "
             "CREATE TABLE visit_photo (visit BIGINT NOT NULL REFERENCES visit (id), place BIGINT NOT NULL, "
             "PRIMARY KEY (visit, place)); "
             "INSERT INTO sealed_table (name, row_key) VALUES ('visit_photo', 'visit, place');"}};
    }
    std::int64_t held(storage::Writer& db, const char* on, Urn urn = brook) {
        Visit v = visit(urn);
        v.offered_on = day("2020-01-01");
        v.entered_at = *parse_instant("2020-01-01T10:00:00Z");
        v.held_on = day(on);
        return visits().add(db, urn == brook ? asha() : omar(), v)->value;
    }
    void photo(storage::Writer& db, std::int64_t of) {
        db.execute("INSERT INTO visit_photo (visit, place) VALUES ($1, 1)", of);
        storage::seal(db, "visit_photo", "visit = $1", of);
    }
    static const RetentionRule& rule() {
        static const RetentionRule made = rule_for_visits({"visit_photo.visit"});
        return made;
    }
    static Instant at(const char* on) { return *parse_instant(std::string{on} + "T09:00:00Z"); }
    Texts faults() {
        const auto db = database().read();
        auto all = storage::check_seals(*db).faults;
        for (auto& fault : access::verify_audit(*db)) all.push_back(std::move(fault));
        return all;
    }
    std::int64_t rows(const char* table) {
        return database().read()->count(std::string{"SELECT COUNT(*) FROM "} + table);
    }
};
TARN_ON_EACH_DATABASE(RetainedRecords);

TEST_P(RetainedRecords, AreDueAfterTheLatestOfTheirDays) {
    const auto db = database().write();
    const auto early = held(*db, "2024-03-01"), late = held(*db, "2024-03-09");
    const auto due = [&](const char* on) { return due_rows(*db, rule(), day(on), fellshire).keys; };
    EXPECT_EQ(due("2026-03-01"), Keys{});
    EXPECT_EQ(due("2026-03-02"), Keys{early});
    EXPECT_EQ(due("2026-03-09"), Keys{early});
    EXPECT_EQ(due("2026-03-10"), (Keys{early, late}));
    EXPECT_EQ(due_rows(*db, rule(), day("2026-03-10"), otherland).keys, Keys{}) << "of another authority";
    const DueRows all = due_rows(*db, rule(), day("2026-03-10"), {});
    EXPECT_EQ(all.first, day("2024-03-01"));
    EXPECT_EQ(all.last, day("2024-03-09"));
}

TEST_P(RetainedRecords, GoWithWhatGoesAlongAndStayWhereSomethingElseRefersToThem) {
    auto db = database().write();
    const auto gone = held(*db, "2024-03-01"), named = held(*db, "2024-03-02"),
               later = held(*db, "2026-01-01");
    for (const auto each : {gone, named, later}) photo(*db, each);
    db->execute("INSERT INTO visit_letter (visit) VALUES ($1)", named);
    db->commit();
    db.reset();
    ASSERT_EQ(faults(), Texts{});
    db = database().write();
    const DueRows done = delete_due(*db, rule(), asha(), fellshire, at("2026-03-10"));
    EXPECT_EQ(done.keys, Keys{gone});
    ASSERT_EQ(done.held.size(), 1U);
    EXPECT_EQ(done.held[0].keys, Keys{named});
    EXPECT_EQ(done.held[0].why, "Something that is kept refers to it (visit_letter.visit)");
    db->commit();
    db.reset();
    EXPECT_EQ(rows("visit"), 2);
    EXPECT_EQ(rows("visit_photo"), 2);
    EXPECT_EQ(faults(), Texts{});
}

TEST_P(RetainedRecords, LeaveACertificateOnce) {
    auto db = database().write();
    (void)held(*db, "2024-03-01");
    (void)held(*db, "2024-03-02");
    db->commit();
    db.reset();
    const std::vector<RetentionRule> rules{rule()};
    EXPECT_EQ(delete_all_due(database(), rules, at("2026-03-10")).size(), 1U);
    EXPECT_EQ(delete_all_due(database(), rules, at("2026-03-10")).size(), 0U) << "nothing is left to delete";
    const auto trail =
        access::audit_rows(*database().read(), {.authority = fellshire, .action = "retention.deleted"});
    ASSERT_EQ(trail.size(), 1U);
    EXPECT_EQ(trail[0].entry.object, "retention:visit");
    EXPECT_TRUE(trail[0].entry.detail.starts_with(
        "A visit offered to a school, 2 rows: 1, 2; kept 2 years after it was held, counted "
        "from 1 March 2024 to 2 March 2024; SHA-256 of their seals "))
        << trail[0].entry.detail;
    EXPECT_FALSE(trail[0].person) << "the command line";
    EXPECT_TRUE(
        access::audit_rows(*database().read(), {.authority = otherland, .action = "retention.deleted"})
            .empty());
    EXPECT_EQ(faults(), Texts{});
}

TEST_P(RetainedRecords, AreAllThereWhenDeletingIsCutShort) {
    auto db = database().write();
    photo(*db, held(*db, "2024-03-01"));
    db->commit();
    db.reset();
    {
        const auto cut = database().write();
        EXPECT_EQ(delete_due(*cut, rule(), asha(), fellshire, at("2026-03-10")).rows, 1);
    }
    EXPECT_EQ(rows("visit"), 1);
    EXPECT_EQ(rows("visit_photo"), 1);
    EXPECT_EQ(rows("audit"), 0);
    EXPECT_EQ(faults(), Texts{});
}

TEST_P(RetainedRecords, StayWhileTheirSchoolIsUnderAHold) {
    const auto db = database().write();
    db->execute("INSERT INTO authority (code, name, added) VALUES ($1, 'Fellshire', '2026-01-01T00:00:00Z')",
                fellshire);
    storage::seal(*db, "authority", "code = $1", fellshire);
    const auto of_brook = held(*db, "2024-03-01"), of_hill = held(*db, "2024-03-01", hill);
    const auto hold =
        storage::insert_sealed<Id<struct HoldTag>>(*db, "retention_hold",
                                                   "INSERT INTO retention_hold (authority, urn, reason, "
                                                   "placed_on, placed_by) VALUES ($1, $2, 'Claim 7', "
                                                   "'2026-01-01', $3) RETURNING id",
                                                   fellshire, brook, asha_);
    const DueRows due = due_rows(*db, rule(), day("2026-03-10"), fellshire);
    EXPECT_EQ(due.keys, Keys{of_hill});
    ASSERT_EQ(due.held.size(), 1U);
    EXPECT_EQ(due.held[0].keys, Keys{of_brook});
    EXPECT_EQ(due.held[0].why, "There is a hold on the school");
    storage::change(
        *db, "retention_hold", "id = $1",
        [&] { db->execute("UPDATE retention_hold SET lifted_on = '2026-02-01' WHERE id = $1", hold); }, hold);
    EXPECT_EQ(due_rows(*db, rule(), day("2026-03-10"), fellshire).keys, (Keys{of_brook, of_hill}));
}

TEST_P(RetainedRecords, AreFoundByTheReferencesOfTheSchema) {
    const auto db = database().read();
    const auto all = storage::references(*db);
    EXPECT_EQ(std::ranges::count(all, storage::Reference{"visit_letter", "visit", "visit", "id"}), 1);
    EXPECT_EQ(std::ranges::count(all, storage::Reference{"visit", "adviser", "person", "id"}), 1);
    EXPECT_THROW((void)due_rows(*db, rule_for_visits({"draft.person"}), day("2026-03-10"), {}),
                 storage::Failure)
        << "a column that does not refer to visits";
}

}
}
