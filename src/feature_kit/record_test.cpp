// What a viewer sees and may write, and what a list asks for.
#include "feature_kit/record.hpp"

#include <gtest/gtest.h>

#include "support/visit_record.hpp"

namespace tarn::kit::sample {
namespace {

class Records : public WithTables {
  protected:
    void SetUp() override {
        WithTables::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        at_brook_ = *visits().add(*db, asha(), visit(brook, "Phonics"));
        at_hill_ = *visits().add(*db, omar(), visit(hill, "Fractions 100%"));
        db->commit();
    }
    static std::vector<std::string> focuses(const std::vector<Visit>& rows) {
        std::vector<std::string> all;
        for (const Visit& row : rows) all.push_back(row.focus);
        return all;
    }
    std::vector<std::string> seen_by(const access::Viewer& viewer, std::string_view clause = "ORDER BY id") {
        const auto db = database().read();
        return focuses(visits().where(*db, viewer, clause));
    }
    VisitId at_brook_, at_hill_;
};
TARN_ON_EACH_DATABASE(Records);

using Texts = std::vector<std::string>;

TEST_P(Records, GiveBackEveryKindOfColumn) {
    const auto db = database().write();
    for (const Visit& sample : visits().samples()) {
        Visit given = sample;
        given.adviser = asha_;
        if (given.declined_by) given.declined_by = omar_;
        const auto id = visits().add(*db, asha(), given);
        ASSERT_TRUE(id);
        const auto kept = visits().find(*db, asha(), *id);
        ASSERT_TRUE(kept);
        EXPECT_EQ(kept->adviser_name, "Asha Adviser");
        EXPECT_EQ(kept->purpose, given.purpose);
        EXPECT_EQ(kept->focus, given.focus);
        EXPECT_EQ(kept->offered_on, given.offered_on);
        EXPECT_EQ(kept->agreed_for, given.agreed_for);
        EXPECT_EQ(kept->held_on, given.held_on);
        EXPECT_EQ(kept->declined_reason, given.declined_reason);
        EXPECT_EQ(kept->declined_by, given.declined_by);
        EXPECT_EQ(kept->follow_up, given.follow_up);
        EXPECT_EQ(kept->entered_at, given.entered_at);
        EXPECT_EQ(kept->board_only, given.board_only);
        EXPECT_EQ(kept->hours, given.hours);
        EXPECT_EQ(kept->places, given.places);
        EXPECT_EQ(state(*kept), state(given));
    }
    EXPECT_EQ(visits().samples().size(), 128U) << "seven columns may be left empty";
    EXPECT_EQ(visits().verify(*db), Texts{});
}

TEST_P(Records, ShowAViewerTheRowsInScopeAndNoOthers) {
    EXPECT_EQ(seen_by(asha()), Texts{"Phonics"});
    EXPECT_EQ(seen_by(omar()), Texts{"Fractions 100%"});
    EXPECT_EQ(seen_by(as(access::Role::adviser, fellshire, {brook, hill})).size(), 2U);
    EXPECT_EQ(seen_by(as(access::Role::director)).size(), 2U);
    EXPECT_EQ(seen_by(as(access::Role::board_member)).size(), 2U);
    EXPECT_EQ(seen_by(as(access::Role::adviser)), Texts{}) << "no schools of their own";
    EXPECT_EQ(seen_by(as(access::Role::adviser, otherland, {brook})), Texts{})
        << "the school of another authority";
    EXPECT_EQ(seen_by(as(access::Role::director, otherland)), Texts{});
    EXPECT_EQ(seen_by(as(access::Role::headteacher, fellshire, {brook})), Texts{});
    EXPECT_EQ(seen_by(as(access::Role::data_officer)), Texts{});
    EXPECT_EQ(seen_by(access::Viewer{}), Texts{}) << "nobody signed in";
    const auto db = database().read();
    EXPECT_TRUE(visits().find(*db, asha(), at_brook_));
    EXPECT_FALSE(visits().find(*db, asha(), at_hill_));
    EXPECT_EQ(visits().without_viewer(*db, "").size(), 2U);
}

TEST_P(Records, ClausesCannotWidenWhatIsSeen) {
    EXPECT_EQ(seen_by(asha(), "urn = 900002 OR 1 = 1 ORDER BY id"), Texts{"Phonics"});
    EXPECT_THROW((void)seen_by(asha(), "1 = 1) OR (1 = 1"), storage::Failure);
    EXPECT_EQ(seen_by(as(access::Role::director), "state = 'offered' AND adviser_name = 'Omar Adviser'"),
              Texts{"Fractions 100%"});
}

TEST_P(Records, FurtherConditionsHideRowsWithinTheScope) {
    const auto db = database().write();
    Visit kept = visit(brook, "For the board");
    kept.board_only = true;
    const auto id = *visits().add(*db, asha(), kept);
    const access::Viewer colleague = as(access::Role::adviser, fellshire, {brook});
    EXPECT_TRUE(visits().find(*db, asha(), id)) << "its author";
    EXPECT_TRUE(visits().find(*db, as(access::Role::board_member), id));
    EXPECT_FALSE(visits().find(*db, colleague, id));
    EXPECT_EQ(visits().page(*db, colleague, {}).total, 1);
    EXPECT_EQ(visits().update(*db, colleague, kept, {&Visit::focus}).error().message,
              "There is no such visit.");
}

struct Bare {
    VisitId id{};
    AuthorityCode authority;
    std::optional<Urn> urn;
    std::string focus;
};

TEST_P(Records, WithoutASchoolAreNotSeenByThoseWhoHaveOnlySchools) {
    const auto id = key("id", &Bare::id);
    const auto authority = owner("authority", &Bare::authority);
    const auto seen = seen_with(access::Permission::soft_notes_read);
    const Record<Bare> bare{"visit", "", {id, authority}, seen};
    const Record<Bare> shared{"visit", "", {id, authority}, seen, only_if([](const access::Viewer&) {
                                  return Sql{"focus = $1", "Phonics"};
                              })};
    const Record<Bare> open{"visit",
                            "",
                            {id},
                            seen_with(access::Permission::signed_in),
                            written_with(access::Permission::signed_in, "")};
    const Record<Bare> ownerless{"visit", "", {id}, seen};
    const auto db = database().read();
    EXPECT_EQ(bare.where(*db, asha(), "").size(), 0U);
    EXPECT_EQ(bare.where(*db, as(access::Role::director), "").size(), 2U);
    EXPECT_EQ(shared.where(*db, asha(), "").size(), 1U) << "the room says who";
    EXPECT_EQ(shared.where(*db, as(access::Role::director, otherland), "").size(), 0U);
    EXPECT_EQ(open.where(*db, as(access::Role::scrutiny_member, otherland), "").size(), 2U);
    EXPECT_EQ(open.where(*db, access::Viewer{}, "").size(), 0U);
    EXPECT_EQ(ownerless.where(*db, as(access::Role::director), "").size(), 0U);
}

TEST_P(Records, WithoutASchoolAreNotWrittenByThoseWhoHaveOnlySchools) {
    const auto id = key("id", &Bare::id);
    const auto authority = owner("authority", &Bare::authority);
    const auto focus = text("focus", &Bare::focus, "Focus");
    const auto seen = seen_with(access::Permission::soft_notes_read);
    const auto written = written_with(access::Permission::soft_notes_write, "You may not.");
    const Record<Bare> bare{"visit", "", {id, authority, focus}, seen, written};
    const Record<Bare> shared{
        "visit", "",      {id, authority, focus},
        seen,    written, only_if([](const access::Viewer&) {
            return Sql{"visit.focus <> $1", "Secret"}; })};
    const auto db = database().write();
    EXPECT_EQ(bare.add(*db, asha(), {{}, fellshire, {}, "New"}).error().message, "You may not.");
    EXPECT_EQ(shared.add(*db, asha(), {{}, fellshire, {}, "Secret"}).error().message, "You may not.");
    EXPECT_EQ(shared.add(*db, asha(), {{}, otherland, {}, "New"}).error().message, "You may not.");
    Bare changed = shared.where(*db, asha(), "focus = 'Phonics'").at(0);
    changed.focus = "Phonics again";
    EXPECT_TRUE(shared.update(*db, asha(), changed, {&Bare::focus}));
    changed.focus = "Secret";
    EXPECT_EQ(shared.update(*db, asha(), changed, {&Bare::focus}).error().message, "You may not.")
        << "it would leave the writer's sight";
    EXPECT_EQ(shared.find(*db, asha(), changed.id)->focus, "Phonics again");
}

TEST_P(Records, AreNotAddedWhereTheirWriterWouldNotSeeThem) {
    const auto db = database().write();
    Visit hidden = visit(brook);
    hidden.board_only = true;
    hidden.adviser = omar_;
    EXPECT_FALSE(visits().add(*db, asha(), hidden));
    hidden.board_only = false;
    hidden.id = *visits().add(*db, asha(), hidden);
    hidden.board_only = true;
    EXPECT_FALSE(visits().update(*db, asha(), hidden, {&Visit::board_only}));
    hidden.adviser = asha_;
    EXPECT_TRUE(visits().update(*db, asha(), hidden, {&Visit::board_only, &Visit::adviser}));
}

TEST_P(Records, RefuseWhoMayNotWriteAndSayWhatIsWrongWhere) {
    const auto db = database().write();
    EXPECT_EQ(visits().add(*db, asha(), visit(hill)).error().message,
              "You offer visits to the schools of your own caseload only.");
    Visit elsewhere = visit(brook);
    elsewhere.authority = otherland;
    EXPECT_FALSE(visits().add(*db, asha(), elsewhere));
    EXPECT_FALSE(visits().add(*db, as(access::Role::data_officer), visit(brook)));
    EXPECT_FALSE(visits().add(*db, access::Viewer{}, visit(brook)));
    const auto blank_focus = visits().add(*db, asha(), visit(brook, " \n"));
    EXPECT_EQ(blank_focus.error().message, "Enter the focus");
    EXPECT_EQ(blank_focus.error().field, "focus");
    EXPECT_TRUE(visits().add(*db, asha(), visit(brook, "éééééééééééééééééééé"))) << "20 characters, 40 bytes";
    const auto long_focus = visits().add(*db, asha(), visit(brook, "éééééééééééééééééééé."));
    EXPECT_EQ(long_focus.error().message, "Focus must be 20 characters or less");
    EXPECT_EQ(long_focus.error().field, "focus");
    Visit odd = visit(brook);
    odd.purpose = static_cast<Purpose>(7);
    EXPECT_THROW((void)visits().add(*db, asha(), odd), std::invalid_argument);
    EXPECT_EQ(visits().without_viewer(*db, "").size(), 3U) << "what was refused left nothing";
}

TEST_P(Records, ChangeOnlyTheColumnsNamed) {
    const auto db = database().write();
    Visit changed = *visits().find(*db, asha(), at_brook_);
    changed.focus = "Something else";
    changed.held_on = Date::of(2026, 3, 1);
    ASSERT_TRUE(visits().update(*db, asha(), changed, {&Visit::held_on}));
    const Visit kept = *visits().find(*db, asha(), at_brook_);
    EXPECT_EQ(kept.held_on, Date::of(2026, 3, 1));
    EXPECT_EQ(kept.focus, "Phonics");
    ASSERT_TRUE(visits().update(*db, asha(), changed, {&Visit::focus, &Visit::hours}));
    changed.focus = "";
    EXPECT_EQ(visits().update(*db, asha(), changed, {&Visit::focus}).error().field, "focus");
    EXPECT_TRUE(visits().update(*db, asha(), changed, {&Visit::hours})) << "the blank text is not sent";
    EXPECT_FALSE(visits().update(*db, omar(), changed, {&Visit::hours}));
    changed.school = hill;
    EXPECT_FALSE(visits().update(*db, asha(), changed, {&Visit::school})) << "out of the viewer's schools";
    EXPECT_EQ(visits().find(*db, asha(), at_brook_)->school, brook);
    EXPECT_THROW((void)visits().update(*db, asha(), changed, {&Visit::id}), std::invalid_argument);
    EXPECT_THROW((void)visits().update(*db, asha(), changed, {&Visit::adviser_name}), std::invalid_argument);
    EXPECT_THROW((void)visits().update(*db, asha(), changed, {}), std::invalid_argument);
}

class ListsOfRecords : public WithTables {
  protected:
    void SetUp() override {
        WithTables::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        add(*db, "beta", Purpose::attendance, 5, {}, 9);
        add(*db, "Alpha", Purpose::teaching, 3, 7, 8);
        add(*db, "gamma_1", Purpose::governance, 4, {}, {});
        add(*db, "10% more", Purpose::teaching, 4, 6, {});
        db->commit();
    }
    void add(storage::Writer& db, std::string_view focus, Purpose purpose, unsigned offered,
             std::optional<unsigned> agreed, std::optional<unsigned> held) {
        Visit v = visit(brook, focus);
        v.purpose = purpose;
        v.hours = 2;
        v.offered_on = *Date::of(2026, 3, offered);
        if (agreed) v.agreed_for = Date::of(2026, 3, *agreed);
        if (held) v.held_on = Date::of(2026, 3, *held);
        v.entered_at = *parse_instant(v.offered_on.iso() + "T23:59:59Z");
        ASSERT_TRUE(visits().add(db, asha(), v));
    }
    std::string listed(const ListQuery& query) {
        const auto db = database().read();
        const auto found = visits().page(*db, asha(), query);
        std::string all;
        for (const Visit& row : found.rows) all += row.focus + ", ";
        return all + std::to_string(found.total);
    }
    std::string matching(const Condition& condition) { return listed({.conditions = {condition}}); }
};
TARN_ON_EACH_DATABASE(ListsOfRecords);

TEST_P(ListsOfRecords, AreFilteredByTypedValues) {
    EXPECT_EQ(matching(Condition::equals("state", "held")), "beta, Alpha, 2");
    EXPECT_EQ(matching(Condition::one_of("state", std::vector{"agreed", "offered"})), "gamma_1, 10% more, 2");
    EXPECT_EQ(matching(Condition::equals("purpose", "nothing' OR '1' = '1")), "0");
    EXPECT_EQ(matching(Condition::one_of("urn", std::vector{brook, hill, Urn{900003}})),
              "beta, Alpha, gamma_1, 10% more, 4");
    EXPECT_EQ(matching(Condition::one_of("urn", std::vector<Urn>{})), "0");
    EXPECT_EQ(matching(Condition::equals("adviser", asha_)), "beta, Alpha, gamma_1, 10% more, 4");
    EXPECT_EQ(matching(Condition::contains("focus", "A")), "beta, Alpha, gamma_1, 3");
    EXPECT_EQ(matching(Condition::contains("focus", "0% M")), "10% more, 1");
    EXPECT_EQ(matching(Condition::contains("focus", "a_1")), "gamma_1, 1")
        << "an underscore is an underscore";
    EXPECT_EQ(matching(Condition::contains("focus", "l_h")), "0");
    EXPECT_EQ(matching(Condition::contains("adviser_name", "ASHA")), "beta, Alpha, gamma_1, 10% more, 4");
    EXPECT_EQ(matching(Condition::equals("hours", 2)), "beta, Alpha, gamma_1, 10% more, 4") << "2 is 2.0";
    EXPECT_EQ(matching(Condition::equals("hours", 2.5)), "0");
    EXPECT_EQ(matching(Condition::is_set("held_on")), "beta, Alpha, 2");
    EXPECT_EQ(matching(Condition::is_not_set("held_on")), "gamma_1, 10% more, 2");
    EXPECT_EQ(matching(Condition::is_set("declined_reason")), "0") << "an empty text is not set";
    EXPECT_EQ(listed({.conditions = {Condition::equals("purpose", "teaching"),
                                     Condition::equals("state", "held")}}),
              "Alpha, 1");
}

TEST_P(ListsOfRecords, AreFilteredByDaysOfDatesAndInstants) {
    const Date third = *Date::of(2026, 3, 3), fourth = *Date::of(2026, 3, 4);
    for (const auto* column : {"offered_on", "entered_at"}) {
        EXPECT_EQ(matching(Condition::between(column, third, third)), "Alpha, 1");
        EXPECT_EQ(matching(Condition::between(column, {}, fourth)), "Alpha, gamma_1, 10% more, 3");
        EXPECT_EQ(matching(Condition::between(column, fourth, {})), "beta, gamma_1, 10% more, 3");
        EXPECT_EQ(matching(Condition::between(column, fourth, third)), "0");
        EXPECT_EQ(matching(Condition::between(column, fourth, *Date::of(9999, 12, 31))),
                  "beta, gamma_1, 10% more, 3");
    }
}

TEST_P(ListsOfRecords, AreSortedAndGivenOutInParts) {
    EXPECT_EQ(listed({.sort = "focus"}), "10% more, Alpha, beta, gamma_1, 4");
    EXPECT_EQ(listed({.sort = "purpose"}), "Alpha, 10% more, gamma_1, beta, 4")
        << "as the table of codes has them";
    EXPECT_EQ(listed({.sort = "state"}), "gamma_1, 10% more, beta, Alpha, 4");
    EXPECT_EQ(listed({.sort = "held_on"}), "Alpha, beta, gamma_1, 10% more, 4") << "empty ones last";
    EXPECT_EQ(listed({.sort = "held_on", .descending = true}), "beta, Alpha, 10% more, gamma_1, 4");
    EXPECT_EQ(listed({.descending = true}), "10% more, gamma_1, Alpha, beta, 4");
    EXPECT_EQ(listed({.sort = "focus", .limit = 2}), "10% more, Alpha, 4");
    EXPECT_EQ(listed({.sort = "focus", .offset = 2, .limit = 2}), "beta, gamma_1, 4");
    EXPECT_EQ(listed({.sort = "focus", .offset = 3}), "gamma_1, 4");
    EXPECT_EQ(listed({.offset = 9, .limit = 2}), "4");
}

TEST_P(ListsOfRecords, RefuseColumnsThatAreNotThereAndValuesOfAnotherType) {
    const auto db = database().read();
    EXPECT_THROW((void)visits().page(*db, asha(), {.sort = "id; DROP TABLE visit"}), std::invalid_argument);
    EXPECT_THROW((void)visits().page(*db, asha(), {.conditions = {Condition::equals("1 = 1 OR id", 1)}}),
                 std::invalid_argument);
    EXPECT_THROW((void)visits().page(*db, asha(), {.conditions = {Condition::equals("urn", "900001")}}),
                 std::invalid_argument);
    EXPECT_THROW((void)visits().page(*db, asha(), {.conditions = {Condition::between("urn", {}, {})}}),
                 std::invalid_argument);
    EXPECT_THROW((void)visits().page(*db, asha(), {.conditions = {Condition::contains("urn", "1")}}),
                 std::invalid_argument);
}

TEST(SqlPieces, CarryTheirValuesAlong) {
    Sql sql{"a = $1 AND b = $2", 1, "x"};
    sql += Sql{" AND c IN ($1, $2) AND d = '$1''$2' AND e = $1", brook, Date{}};
    EXPECT_EQ(sql.text, "a = $1 AND b = $2 AND c IN ($3, $4) AND d = '$1''$2' AND e = $3");
    EXPECT_EQ(sql.values.size(), 4U);
    EXPECT_EQ(in_list("urn", {Cell{std::int64_t{1}}, Cell{std::int64_t{2}}, Cell{std::int64_t{3}}}).text,
              "urn IN ($1, $2, $3, $4)");
    EXPECT_EQ(in_list("urn", {}).text, "1 = 0");
}

}
}
