#include "people/enrolment.hpp"

#include <gtest/gtest.h>

#include "support/fellshire.hpp"
#include "support/test_database.hpp"

namespace tarn::people {
namespace {

using tarn::test::elsewhere;
using tarn::test::fellshire;
using tarn::test::now;

class Enrol : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        ASSERT_TRUE(add_authority(*db, {fellshire, "Fellshire"}, now));
        ASSERT_TRUE(add_authority(*db, {elsewhere, "Elsewhere"}, now));
        db->commit();
        by.now = now;
        by.known.areas.all = [](storage::Reader&, AuthorityCode authority) {
            return authority == fellshire ? std::vector<AreaFact>{{"NORTH", "North"}}
                                          : std::vector<AreaFact>{};
        };
        by.known.school = [](storage::Reader&, Urn urn, Date) -> std::optional<access::SchoolRef> {
            if (urn == Urn{900001}) return access::SchoolRef{urn, "Brook Primary", fellshire, "Primary"};
            if (urn == Urn{900003}) return access::SchoolRef{urn, "Far Primary", elsewhere, "Primary"};
            return std::nullopt;
        };
    }
    Authorisation by;
};
TARN_ON_EACH_DATABASE(Enrol);

TEST_P(Enrol, MakesTheAccountOnceAndAddsRoles) {
    const auto db = database().write();
    const Enrolment asha{
        "Asha Rahman", "asha@fellshire.example", "adviser", "authority:701", "2025-09-01", ""};
    const auto first = enrol(*db, asha, by);
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->new_account);
    const auto again = enrol(*db, asha, by);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->new_account || again->new_grant);
    Enrolment head = asha;
    head.role = "headteacher";
    head.scope = "school:900001";
    ASSERT_TRUE(enrol(*db, head, by)->new_grant);
    const auto grants = grants_of(*db, first->person.id);
    ASSERT_EQ(grants.size(), 2U);
    EXPECT_EQ(grants[1].authority, fellshire) << "taken from the school";
}

TEST_P(Enrol, AWorkTelephoneNumberIsTakenForThoseOfTheAuthorityWhoHaveNone) {
    const auto db = database().write();
    Enrolment asha{"Asha Rahman", "asha@fellshire.example", "adviser", "authority:701", "2025-09-01", ""};
    asha.telephone = "ask the office";
    EXPECT_FALSE(enrol(*db, asha, by));
    EXPECT_FALSE(find_person(*db, "asha@fellshire.example")) << "nothing was written";
    asha.telephone = "01632  960001";
    const auto id = enrol(*db, asha, by)->person.id;
    EXPECT_EQ(find_person(*db, id)->telephone, "01632 960001");
    asha.telephone = "01632 960002";
    ASSERT_TRUE(enrol(*db, asha, by));
    EXPECT_EQ(find_person(*db, id)->telephone, "01632 960001") << "she may have changed it herself";
    ASSERT_TRUE(set_telephone(*db, id, ""));
    Enrolment other = asha;
    other.role = "board_member";
    other.scope = "authority:" + elsewhere.text();
    ASSERT_TRUE(enrol(*db, other, by));
    EXPECT_EQ(find_person(*db, id)->telephone, "") << "another authority, unconfirmed";
    ASSERT_TRUE(enrol(*db, asha, by));
    EXPECT_EQ(find_person(*db, id)->telephone, "01632 960002");
    EXPECT_FALSE(set_telephone(*db, id, "12"));
}

TEST_P(Enrol, AnAreaIsTakenWhenItExistsAndAnyOtherScopeIsExplained) {
    const auto db = database().write();
    const auto give = [&](const char* role, const char* scope) {
        const auto made = enrol(*db, {"Ben", "ben@fellshire.example", role, scope, "2025-09-01", ""}, by);
        return made ? std::string{"granted"} : made.error().message;
    };
    struct {
        const char *role, *scope, *answer;
    } const lines[] = {
        {"senior_adviser", "area:701:NORTH", "granted"},
        {"adviser", "area:701:NORTH", "granted"},
        {"senior_adviser", "area:701:SOUTH", "has no area 'SOUTH'. Its areas are NORTH."},
        {"senior_adviser", "area:702:NORTH", "None has been set up."},
        {"senior_adviser", "network:701:RIVER", "There is no network 'RIVER'"},
        {"adviser", "case:701:12", "There is no case '12'"},
        {"director", "area:701:NORTH", "is held for the authority, as in authority:888."},
        {"headteacher", "area:701:NORTH", "is held at a school"},
        {"adviser", "area:NORTH", "Write authority:888, school:100000 or area:888:NORTH."},
    };
    for (const auto& line : lines)
        EXPECT_NE(give(line.role, line.scope).find(line.answer), std::string::npos)
            << line.role << " " << line.scope << ": " << give(line.role, line.scope);
}

TEST_P(Enrol, SaysWhichRolesWaitForTheOwnerOfAnAccountMadeElsewhere) {
    const auto db = database().write();
    const Enrolment asha{
        "Asha Rahman", "asha@fellshire.example", "adviser", "authority:701", "2025-09-01", ""};
    ASSERT_TRUE(enrol(*db, asha, by)->confirmed);
    const auto table = import_people(*db,
                                     "name,email,role,scope,from\n"
                                     "Asha,asha@fellshire.example,data_officer,authority:702,2025-09-01\n"
                                     "Ben,ben@elsewhere.example,data_officer,authority:702,2025-09-01\n",
                                     by);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->added, 2U);
    EXPECT_EQ(table->unconfirmed, 1U);
}

TEST_P(Enrol, ARejectedRowLeavesNoAccountBehind) {
    const auto db = database().write();
    by.within = fellshire;
    for (const Enrolment& bad :
         {Enrolment{"A", "a@b.example", "wizard", "authority:701", "2025-09-01", ""},
          Enrolment{"A", "a@b.example", "adviser", "authority:702", "2025-09-01", ""},
          Enrolment{"A", "a@b.example", "adviser", "moon:1", "2025-09-01", ""},
          Enrolment{"A", "a@b.example", "headteacher", "school:900009", "2025-09-01", ""},
          Enrolment{"A", "a@b.example", "headteacher", "school:900003", "2025-09-01", ""},
          Enrolment{"A", "a@b.example", "headteacher", "authority:701", "2025-09-01", ""},
          Enrolment{"A", "a@b.example", "adviser", "authority:701", "2025-02-31", ""},
          Enrolment{"A", "a@b.example", "adviser", "authority:701", "2025-09-01", "2025-08-01"},
          Enrolment{"", "a@b.example", "adviser", "authority:701", "2025-09-01", ""},
          Enrolment{"A", "nowhere", "adviser", "authority:701", "2025-09-01", ""}}) {
        const auto made = enrol(*db, bad, by);
        ASSERT_FALSE(made) << bad.role << " " << bad.scope;
        EXPECT_FALSE(made.error().message.empty());
    }
    EXPECT_FALSE(find_person(*db, "a@b.example"));
}

TEST_P(Enrol, ImportsPeopleAndAllocationsAndReportsEachRejectedRow) {
    const auto db = database().write();
    const auto people =
        import_people(*db,
                      "Name,Email,Role,Scope,From,To\n"
                      "Asha Rahman,asha@fellshire.example,adviser,authority:701,2025-09-01,\n"
                      "\"Lund, Cara\",cara@fellshire.example,headteacher,school:900001,2025-09-01,\n"
                      "Nobody,not an address,adviser,authority:701,2025-09-01,\n",
                      by);
    ASSERT_TRUE(people);
    EXPECT_EQ(people->read, 3U);
    EXPECT_EQ(people->added, 2U);
    ASSERT_EQ(people->rejected.size(), 1U);
    EXPECT_EQ(people->rejected[0].number, 4U);
    const char* allocations =
        "urn,email,from,reason\n900001,asha@fellshire.example,2025-09-01,Knows the "
        "school\n900009,asha@fellshire.example,2025-09-01,\n"
        "900001,cara@fellshire.example,2026-09-01,\n";
    const auto first = import_allocations(*db, allocations, by);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->added, 1U);
    EXPECT_EQ(first->rejected.size(), 2U) << "no such school; a headteacher is no adviser";
    const auto second = import_allocations(*db, allocations, by);
    EXPECT_EQ(second->unchanged, 1U);
    EXPECT_EQ(second->added, 0U);
    EXPECT_FALSE(import_people(*db, "first,second\n1,2\n", by)) << "another file's header";
}

}
}
