#include <gtest/gtest.h>

#include "feature_kit/drafts.hpp"
#include "people/credentials_store.hpp"
#include "platform/crypto/sign.hpp"
#include "support/days.hpp"
#include "support/fellshire.hpp"
#include "support/test_database.hpp"

namespace tarn::people {
namespace {

using namespace std::chrono_literals;

using tarn::test::brook;
using tarn::test::day;
using tarn::test::elsewhere;
using tarn::test::fellshire;
using tarn::test::hill;
using tarn::test::now;

class People : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        ASSERT_TRUE(add_authority(*db, {fellshire, "Fellshire"}, now));
        asha = *add_person(*db, "Asha Rahman", "Asha@fellshire.example", now);
        ben = *add_person(*db, "Ben Carter", "ben@fellshire.example", now);
        db->commit();
    }
    /// Runs `act` in a transaction that is kept.
    template <class F>
    auto kept(F act) {
        const auto db = database().write();
        auto result = act(*db);
        db->commit();
        return result;
    }
    Grant adviser_grant(PersonId person, const char* from = "2025-09-01") const {
        return {.person = person,
                .role = Role::adviser,
                .scope = {ScopeKind::authority, "701"},
                .authority = fellshire,
                .valid = {day(from), {}}};
    }
    PersonId asha{}, ben{};
};
TARN_ON_EACH_DATABASE(People);

TEST_P(People, AddingAnAuthorityTwiceChangesNothingAndAnotherNameIsRefused) {
    const auto db = database().write();
    EXPECT_TRUE(add_authority(*db, {fellshire, "Fellshire"}, now));
    EXPECT_FALSE(add_authority(*db, {fellshire, "Moorshire"}, now));
    EXPECT_EQ(authorities(*db).size(), 1U);
}

TEST_P(People, OneAccountPerEmailWhateverItsCase) {
    const auto db = database().write();
    EXPECT_FALSE(add_person(*db, "Another", "ASHA@FELLSHIRE.EXAMPLE", now));
    EXPECT_FALSE(add_person(*db, "Nobody", "not an address", now));
    EXPECT_EQ(find_person(*db, "asha@Fellshire.example").value().id, asha);
}

TEST_P(People, RefusesGrantsThatCannotBeMeant) {
    const auto db = database().write();
    Grant grant = adviser_grant(asha);
    EXPECT_FALSE(add_grant(*db, grant, asha, now)) << "to oneself";
    grant.scope = *Scope::parse("school:900001");
    EXPECT_FALSE(add_grant(*db, grant, {}, now)) << "an adviser of one school only";
    grant = adviser_grant(asha);
    grant.role = Role::headteacher;
    EXPECT_FALSE(add_grant(*db, grant, {}, now)) << "a headteacher of an authority";
    grant = adviser_grant(asha);
    grant.authority = elsewhere;
    EXPECT_FALSE(add_grant(*db, grant, {}, now)) << "of an unknown authority";
    grant = adviser_grant(asha);
    grant.scope.id = "702";
    EXPECT_FALSE(add_grant(*db, grant, {}, now)) << "with a scope in another authority";
    for (const char* scope : {"area:702:NORTH", "network:701:RIVER", "case:701:12"}) {
        grant.scope = *Scope::parse(scope);
        EXPECT_FALSE(add_grant(*db, grant, {}, now)) << scope;
    }
    grant = adviser_grant(asha);
    grant.role = Role::board_member;
    grant.scope = *Scope::parse("area:701:NORTH");
    EXPECT_FALSE(add_grant(*db, grant, {}, now)) << "a board member for one area";
    grant = adviser_grant(asha);
    grant.valid.to = day("2025-08-31");
    EXPECT_FALSE(add_grant(*db, grant, {}, now)) << "that ends before it begins";
    ASSERT_TRUE(add_grant(*db, adviser_grant(asha), {}, now));
    EXPECT_FALSE(add_grant(*db, adviser_grant(asha, "2026-01-01"), {}, now)) << "twice at the same time";
}

TEST_P(People, AGrantIsEndedOnceAndThenCountsNoMore) {
    const GrantId grant = *kept([&](auto& db) { return add_grant(db, adviser_grant(asha), {}, now); });
    const auto db = database().write();
    EXPECT_FALSE(end_grant(*db, grant, day("2025-08-31"), {}, now));
    ASSERT_TRUE(end_grant(*db, grant, day("2026-03-31"), {}, now));
    EXPECT_FALSE(end_grant(*db, grant, day("2026-04-30"), {}, now));
    EXPECT_EQ(holders(*db, fellshire, Role::adviser, day("2026-03-31")).size(), 1U);
    EXPECT_TRUE(holders(*db, fellshire, Role::adviser, day("2026-04-01")).empty());
    EXPECT_TRUE(viewer_of(*db, asha, {Role::adviser, fellshire}, day("2026-03-31")));
    EXPECT_FALSE(viewer_of(*db, asha, {Role::adviser, fellshire}, day("2026-04-01")));
}

TEST_P(People, AnAllocationEndsTheOneBeforeAndKeepsIt) {
    const auto db = database().write();
    ASSERT_TRUE(add_grant(*db, adviser_grant(asha), {}, now));
    ASSERT_TRUE(add_grant(*db, adviser_grant(ben), {}, now));
    const auto give = [&](PersonId adviser, const char* from) {
        return allocate(*db, {0, adviser, brook, fellshire, {day(from), {}}, "New year"}, {}, now);
    };
    const auto first = give(asha, "2025-09-01");
    ASSERT_TRUE(first);
    EXPECT_EQ(*give(asha, "2025-10-01"), *first) << "the same adviser again changes nothing";
    ASSERT_TRUE(give(ben, "2026-01-01"));
    EXPECT_FALSE(give(asha, "2025-12-01")) << "would cut into what is already decided";
    EXPECT_EQ(adviser_of(*db, brook, day("2025-12-31")).value().id, asha);
    EXPECT_EQ(adviser_of(*db, brook, day("2026-01-01")).value().id, ben);
    EXPECT_FALSE(adviser_of(*db, brook, day("2025-08-31")));
    EXPECT_EQ(caseload(*db, asha, fellshire, day("2025-12-31")), std::vector<Urn>{brook});
    EXPECT_TRUE(caseload(*db, asha, fellshire, day("2026-01-01")).empty());
    EXPECT_EQ(allocations_of_school(*db, brook).size(), 2U);
}

TEST_P(People, OnlyAdvisersAreAllocatedSchoolsAndNobodyByThemselves) {
    const auto db = database().write();
    const Allocation wanted{0, asha, brook, fellshire, {day("2026-01-01"), {}}, ""};
    EXPECT_FALSE(allocate(*db, wanted, {}, now));
    ASSERT_TRUE(add_grant(*db, adviser_grant(asha), {}, now));
    EXPECT_FALSE(allocate(*db, wanted, asha, now));
    EXPECT_TRUE(allocate(*db, wanted, ben, now));
}

TEST_P(People, AViewerHasTheCaseloadOrThePostOfTheHatAlone) {
    const auto db = database().write();
    ASSERT_TRUE(add_grant(*db, adviser_grant(asha), {}, now));
    ASSERT_TRUE(allocate(*db, {0, asha, hill, fellshire, {day("2025-09-01"), {}}, ""}, {}, now));
    Grant head = adviser_grant(asha);
    head.role = Role::headteacher;
    head.scope = *Scope::parse("school:900001");
    ASSERT_TRUE(add_grant(*db, head, {}, now));
    EXPECT_EQ(viewer_of(*db, asha, {Role::adviser, fellshire}, day("2026-03-02")).value().schools(),
              std::vector<Urn>{hill});
    EXPECT_EQ(viewer_of(*db, asha, {Role::headteacher, fellshire}, day("2026-03-02")).value().schools(),
              std::vector<Urn>{brook});
    EXPECT_FALSE(viewer_of(*db, asha, {Role::director, fellshire}, day("2026-03-02")));
}

TEST_P(People, ALinkSetsAPasswordOnceAndInTime) {
    const auto hash = hash_password("three random words", "Asha Rahman", "asha@fellshire.example");
    ASSERT_TRUE(hash);
    EXPECT_FALSE(hash_password("short", "", ""));
    const auto db = database().write();
    const std::string old = make_link(*db, asha, {}, now);
    const std::string token = make_link(*db, asha, {}, now);
    EXPECT_FALSE(find_link(*db, old, now)) << "a newer link replaces it";
    EXPECT_EQ(find_link(*db, token, now).value().owner, asha);
    EXPECT_FALSE(find_link(*db, token, now + 72h));
    EXPECT_EQ(db->count("SELECT COUNT(*) FROM one_time_link WHERE token_hash = $1", token), 0)
        << "only its hash is kept";
    ASSERT_TRUE(use_link(*db, token, *hash, false, now));
    EXPECT_FALSE(use_link(*db, token, *hash, false, now));
}

// An account of Fellshire to which Elsewhere gives a role: whose link makes what usable. `here` and `there`
// are the acting_roles that can be put on afterwards.
struct Step {
    enum What { link_of_fellshire, link_of_elsewhere, link_of_operators, end_fellshire } what;
    bool proved;
    bool works;
    bool here, there;
};
struct Course {
    const char* name;
    std::vector<Step> steps;
};
const Course courses[] = {
    {"a role of a second authority waits", {}},
    {"its link alone does not open it", {{Step::link_of_elsewhere, false, false, true, false}}},
    {"its link and the present password do", {{Step::link_of_elsewhere, true, true, true, true}}},
    {"a new link of the first authority does not", {{Step::link_of_fellshire, false, true, true, false}}},
    {"once confirmed, the first authority's link needs the password too",
     {{Step::link_of_elsewhere, true, true, true, true},
      {Step::link_of_fellshire, false, false, true, true},
      {Step::link_of_fellshire, true, true, true, true}}},
    {"whose roles of the first authority are over has nothing to prove, and those do not come back",
     {{Step::end_fellshire, false, true, false, false}, {Step::link_of_elsewhere, false, true, false, true}}},
    {"the server's operators answer for all", {{Step::link_of_operators, false, true, true, true}}},
};

TEST_P(People, ARoleOfAnotherAuthorityWaitsUntilTheOwnerConfirmsIt) {
    const ActingRole here{Role::adviser, fellshire}, there{Role::data_officer, elsewhere};
    for (const Course& course : courses) {
        const auto db = database().write();  // rolled back after each
        ASSERT_TRUE(add_authority(*db, {elsewhere, "Elsewhere"}, now));
        const auto first = add_grant(*db, adviser_grant(asha), {}, now);
        ASSERT_TRUE(first);
        ASSERT_TRUE(use_link(*db, make_link(*db, asha, Officer{ben, fellshire}, now), "first", false, now));
        Grant second = adviser_grant(asha);
        second.role = Role::data_officer;
        second.authority = elsewhere;
        second.scope.id = "702";
        ASSERT_TRUE(add_grant(*db, second, {}, now));
        EXPECT_FALSE(viewer_of(*db, asha, there, day("2026-03-02"))) << course.name;
        for (const Step& step : course.steps) {
            if (step.what == Step::end_fellshire) {
                ASSERT_TRUE(end_grant(*db, *first, day("2026-03-01"), {}, now - 24h));
            } else {
                std::optional<Officer> maker;
                if (step.what != Step::link_of_operators)
                    maker = Officer{ben, step.what == Step::link_of_fellshire ? fellshire : elsewhere};
                const std::string token = make_link(*db, asha, maker, now);
                EXPECT_EQ(static_cast<bool>(use_link(*db, token, "another", step.proved, now)), step.works)
                    << course.name;
            }
            EXPECT_EQ(viewer_of(*db, asha, here, day("2026-03-02")).has_value(), step.here) << course.name;
            EXPECT_EQ(viewer_of(*db, asha, there, day("2026-03-02")).has_value(), step.there) << course.name;
        }
        if (course.steps.size() == 2 && course.steps[0].what == Step::end_fellshire) {
            ASSERT_TRUE(add_grant(*db, adviser_grant(asha, "2026-03-02"), {}, now));
            EXPECT_FALSE(viewer_of(*db, asha, here, day("2026-03-02"))) << course.name;
        }
    }
}

TEST_P(People, ALinkOfOneAuthorityLeavesThatOfAnotherGood) {
    const auto db = database().write();
    ASSERT_TRUE(add_authority(*db, {elsewhere, "Elsewhere"}, now));
    const std::string ours = make_link(*db, asha, Officer{ben, fellshire}, now);
    const std::string theirs = make_link(*db, asha, Officer{ben, elsewhere}, now);
    const std::string newer = make_link(*db, asha, Officer{ben, elsewhere}, now);
    EXPECT_TRUE(find_link(*db, ours, now));
    EXPECT_FALSE(find_link(*db, theirs, now));
    EXPECT_EQ(find_link(*db, newer, now).value().authority, elsewhere);
}

// The operators' link asks for no password and confirms every authority: whoever kept it must not take the
// account over once its owner has set a password.
TEST_P(People, ALinkOnceUsedEndsThoseOfTheOperatorsAndOfItsAuthorityAlone) {
    const auto db = database().write();
    ASSERT_TRUE(add_authority(*db, {elsewhere, "Elsewhere"}, now));
    const Officer here{ben, fellshire}, there{ben, elsewhere};
    const std::string operators = make_link(*db, asha, {}, now);
    const std::string of_ben = make_link(*db, ben, {}, now);
    const std::string theirs = make_link(*db, asha, there, now);
    ASSERT_TRUE(use_link(*db, make_link(*db, asha, here, now), "hers", false, now));
    EXPECT_FALSE(use_link(*db, operators, "another's", false, now));
    EXPECT_TRUE(find_link(*db, of_ben, now)) << "of another person";
    EXPECT_TRUE(find_link(*db, theirs, now)) << "of another authority";

    const std::string ours = make_link(*db, asha, here, now);
    ASSERT_TRUE(use_link(*db, make_link(*db, asha, {}, now), "hers", false, now));
    EXPECT_TRUE(find_link(*db, ours, now)) << "an authority's link asks for the password by itself";
    EXPECT_TRUE(find_link(*db, theirs, now));
}

TEST_P(People, AnAccountUsedInAnotherAuthorityAloneIsUnusedHere) {
    const auto db = database().write();
    ASSERT_TRUE(add_authority(*db, {elsewhere, "Elsewhere"}, now));
    ASSERT_TRUE(add_grant(*db, adviser_grant(asha), {}, now));
    ASSERT_TRUE(add_grant(*db, adviser_grant(ben), {}, now));
    const Instant later = now + 24h * 100;
    begin_session(*db, asha, ActingRole{Role::adviser, elsewhere}, "192.0.2.7", later);
    begin_session(*db, ben, ActingRole{Role::adviser, fellshire}, "192.0.2.7", later);
    const auto unused = unused_accounts(*db, fellshire, day("2026-06-11"), day("2026-03-13"));
    ASSERT_EQ(unused.size(), 1U);
    EXPECT_EQ(unused[0].person.id, asha);
    EXPECT_FALSE(unused[0].last_seen) << "when she was seen elsewhere is not told";
}

// A senior adviser has the schools allocated to her and those of her area, each on its day.
TEST_P(People, AnAreaGivesTheSchoolsItHasThatDayWhileItIsHeld) {
    const AreaLookup areas{
        .all = {}, .schools = [](storage::Reader&, AuthorityCode, std::string_view code, Date on) {
            if (code != "NORTH") return std::vector<Urn>{};
            return on < day("2026-03-01") ? std::vector<Urn>{hill} : std::vector<Urn>{hill, brook};
        }};
    const auto db = database().write();
    Grant area = adviser_grant(asha);
    area.role = Role::senior_adviser;
    area.scope = *Scope::parse("area:701:NORTH");
    area.valid.to = day("2026-03-31");
    ASSERT_TRUE(add_grant(*db, area, {}, now));
    ASSERT_TRUE(allocate(*db, {0, asha, Urn{900009}, fellshire, {day("2025-09-01"), {}}, ""}, {}, now));
    const ActingRole acting_role{Role::senior_adviser, fellshire};
    struct {
        const char* on;
        std::vector<Urn> schools;
    } const days[] = {{"2026-02-28", {hill, Urn{900009}}},
                      {"2026-03-01", {brook, hill, Urn{900009}}},
                      {"2026-03-31", {brook, hill, Urn{900009}}}};
    for (const auto& each : days) {
        const Viewer senior = viewer_of(*db, asha, acting_role, day(each.on), areas).value();
        EXPECT_EQ(senior.schools(), each.schools) << each.on;
        EXPECT_EQ(senior.may(Permission::rating_of_school, brook, fellshire), each.schools[0] == brook)
            << each.on;
        EXPECT_FALSE(senior.may(Permission::rating_of_school, hill, elsewhere)) << "left the authority";
    }
    EXPECT_FALSE(viewer_of(*db, asha, acting_role, day("2026-04-01"), areas));
}

TEST_P(People, ANewPasswordEndsEverySession) {
    const ActingRole acting_role{Role::adviser, fellshire};
    const auto db = database().write();
    const std::string token = begin_session(*db, asha, acting_role, "192.0.2.7", now);
    const std::string digest = crypto::sha256_hex(token);
    ASSERT_TRUE(find_session(*db, digest));
    EXPECT_FALSE(find_session(*db, token)) << "the secret itself is not stored";
    EXPECT_EQ(find_session(*db, digest)->acting_role, acting_role);
    store_password_hash(*db, asha, "hash", now);
    EXPECT_TRUE(find_session(*db, digest)->ended);
}

TEST_P(People, AnotherHatIsANewTokenAsOldAsTheFirst) {
    const auto db = database().write();
    const std::string first = crypto::sha256_hex(begin_session(*db, asha, {}, "192.0.2.7", now));
    const std::string second = crypto::sha256_hex(
        change_acting_role(*db, *find_session(*db, first), {Role::director, fellshire}, "192.0.2.7"));
    EXPECT_TRUE(find_session(*db, first)->ended);
    EXPECT_FALSE(find_session(*db, second)->ended);
    EXPECT_EQ(find_session(*db, second)->began, now);
}

}
}
