// Access that ends at once: roles, accounts, sessions.
#include <gtest/gtest.h>

#include "people/credentials_store.hpp"
#include "platform/crypto/sign.hpp"
#include "support/days.hpp"
#include "support/fellshire.hpp"
#include "support/test_database.hpp"

namespace tarn::people {
namespace {

using namespace std::chrono_literals;

using tarn::test::day;
using tarn::test::elsewhere;
using tarn::test::fellshire;
using tarn::test::now;

class Withdrawal : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        ASSERT_TRUE(add_authority(*db, {fellshire, "Fellshire"}, now));
        ASSERT_TRUE(add_authority(*db, {elsewhere, "Elsewhere"}, now));
        asha = *add_person(*db, "Asha Rahman", "asha@fellshire.example", now);
        dora = *add_person(*db, "Dora Lund", "dora@fellshire.example", now);
        held = *add_grant(*db, grant(asha, Role::adviser, fellshire), {}, now);
        db->commit();
    }
    static Grant grant(PersonId person, Role role, AuthorityCode authority, const char* from = "2025-09-01") {
        return {.person = person,
                .role = role,
                .scope = {ScopeKind::authority, authority.text()},
                .authority = authority,
                .valid = {day(from), {}}};
    }
    bool acts(storage::Reader& db, const char* on, AuthorityCode authority = fellshire) const {
        return viewer_of(db, asha, {Role::adviser, authority}, day(on)).has_value();
    }
    PersonId asha{}, dora{};
    GrantId held{};
};
TARN_ON_EACH_DATABASE(Withdrawal);

TEST_P(Withdrawal, ARoleEndsAtTheInstantAndItsPastStays) {
    const auto db = database().write();
    ASSERT_TRUE(acts(*db, "2026-03-02"));
    ASSERT_TRUE(withdraw_grant(*db, held, dora, now));
    EXPECT_FALSE(acts(*db, "2026-03-02")) << "also for the rest of the day";
    EXPECT_TRUE(holders(*db, fellshire, Role::adviser, day("2026-03-02")).empty());
    EXPECT_EQ(holders(*db, fellshire, Role::adviser, day("2026-03-01")).size(), 1U) << "it was held before";
    EXPECT_EQ(grants_of(*db, asha).at(0).withdrawn_at, now);
    EXPECT_FALSE(withdraw_grant(*db, held, dora, now)) << "once";
    EXPECT_FALSE(end_grant(*db, held, day("2026-03-31"), dora, now)) << "nor is it given a later end";
    ASSERT_TRUE(add_grant(*db, grant(asha, Role::adviser, fellshire, "2026-03-02"), dora, now));
    EXPECT_TRUE(acts(*db, "2026-03-02")) << "given once more on the same day";
}

TEST_P(Withdrawal, ARoleWithALastDayIsShortenedOrEndedAtOnceAndNeverLengthened) {
    const auto db = database().write();
    ASSERT_TRUE(end_grant(*db, held, day("2026-08-31"), dora, now));
    EXPECT_FALSE(end_grant(*db, held, day("2026-08-31"), dora, now));
    EXPECT_FALSE(end_grant(*db, held, day("2026-12-31"), dora, now));
    ASSERT_TRUE(end_grant(*db, held, day("2026-03-31"), dora, now));
    EXPECT_TRUE(acts(*db, "2026-03-31"));
    EXPECT_FALSE(acts(*db, "2026-04-01"));
    ASSERT_TRUE(withdraw_grant(*db, held, dora, now));
    EXPECT_FALSE(acts(*db, "2026-03-02"));
    const auto over = *add_grant(*db, grant(dora, Role::director, fellshire, "2025-01-01"), {}, now);
    EXPECT_FALSE(end_grant(*db, over, day("2026-03-01"), {}, now)) << "yesterday it was used";
    ASSERT_TRUE(end_grant(*db, over, day("2026-02-28"), {}, now - 48h));
    EXPECT_FALSE(withdraw_grant(*db, over, {}, now)) << "it is over";
}

TEST_P(Withdrawal, ARoleThatHasNotBegunNeverBegins) {
    const auto db = database().write();
    const auto later = *add_grant(*db, grant(asha, Role::board_member, fellshire, "2026-09-01"), {}, now);
    ASSERT_TRUE(withdraw_grant(*db, later, dora, now));
    EXPECT_FALSE(viewer_of(*db, asha, {Role::board_member, fellshire}, day("2026-09-01")));
    EXPECT_TRUE(holders(*db, fellshire, Role::board_member, day("2026-09-01")).empty());
}

TEST_P(Withdrawal, ARoleWithdrawnOnOrBeforeItsFirstDayStandsInNoOthersWay) {
    const auto db = database().write();
    for (const char* first_day : {"2026-03-02", "2026-09-01"}) {
        const auto mistaken = *add_grant(*db, grant(dora, Role::board_member, fellshire, first_day), {}, now);
        ASSERT_TRUE(withdraw_grant(*db, mistaken, {}, now));
    }
    EXPECT_TRUE(add_grant(*db, grant(dora, Role::board_member, fellshire, "2026-01-01"), {}, now));
}

TEST_P(Withdrawal, ADisabledAccountCanDoNothingUntilItIsEnabled) {
    const auto hash = *hash_password("three random words", "Asha Rahman", "asha@fellshire.example");
    std::string token, link;
    {
        const auto db = database().write();
        store_password_hash(*db, asha, hash, now);
        token = crypto::sha256_hex(
            begin_session(*db, asha, ActingRole{Role::adviser, fellshire}, "192.0.2.7", now));
        link = make_link(*db, asha, {}, now);
        ASSERT_TRUE(disable_account(*db, asha, Officer{dora, fellshire}, now));
        EXPECT_FALSE(disable_account(*db, asha, Officer{dora, fellshire}, now)) << "already";
        db->commit();
    }
    const auto sign_in = [&](const char* password) {
        return check_password(database(), "asha@fellshire.example", password, {"192.0.2.7"}, "sign_in", now);
    };
    EXPECT_EQ(sign_in("three random words").answer, SignInAnswer::disabled);
    EXPECT_EQ(sign_in("another guess").answer, SignInAnswer::wrong) << "told to its owner alone";
    const auto db = database().write();
    EXPECT_TRUE(find_session(*db, token)->ended);
    EXPECT_FALSE(acts(*db, "2026-03-02"));
    EXPECT_TRUE(holders(*db, fellshire, Role::adviser, day("2026-03-02")).empty());
    EXPECT_FALSE(find_link(*db, link, now));
    EXPECT_FALSE(find_link(*db, make_link(*db, asha, {}, now), now)) << "nor one made since";
    EXPECT_EQ(disabled(*db, asha)->by, fellshire);
    EXPECT_FALSE(enable_account(*db, asha, Officer{dora, elsewhere})) << "another authority's officer";
    ASSERT_TRUE(enable_account(*db, asha, Officer{dora, fellshire}));
    EXPECT_TRUE(acts(*db, "2026-03-02"));
    EXPECT_FALSE(find_link(*db, link, now)) << "the old link stays used up";
    EXPECT_FALSE(enable_account(*db, asha, {})) << "it is not disabled";
}

TEST_P(Withdrawal, OfAnAccountOfTwoAuthoritiesAnOfficerEndsOnlyTheirs) {
    const auto db = database().write();
    const auto there = *add_grant(*db, grant(asha, Role::adviser, elsewhere), {}, now);
    EXPECT_FALSE(disable_account(*db, asha, Officer{dora, fellshire}, now)) << "also while it waits";
    store_password_hash(*db, asha, "hash", now);  // the operators answer for both
    EXPECT_FALSE(disable_account(*db, asha, Officer{dora, fellshire}, now));
    ASSERT_TRUE(withdraw_grant(*db, held, dora, now));
    EXPECT_FALSE(acts(*db, "2026-03-02"));
    EXPECT_TRUE(acts(*db, "2026-03-02", elsewhere)) << "what another authority gave stays";
    ASSERT_TRUE(disable_account(*db, asha, {}, now)) << "by those who run the server";
    EXPECT_FALSE(acts(*db, "2026-03-02", elsewhere));
    EXPECT_FALSE(enable_account(*db, asha, Officer{dora, elsewhere})) << "what they disabled they enable";
    ASSERT_TRUE(enable_account(*db, asha, {}));
    ASSERT_TRUE(withdraw_grant(*db, there, {}, now));
    EXPECT_TRUE(disable_account(*db, asha, Officer{dora, fellshire}, now)) << "nothing elsewhere any more";
}

TEST_P(Withdrawal, SigningOutEverywhereEndsEverySessionOfThePersonAndNobodyElses) {
    const auto db = database().write();
    std::vector<std::string> hers;
    for (const AuthorityCode authority : {fellshire, elsewhere})
        hers.push_back(crypto::sha256_hex(
            begin_session(*db, asha, ActingRole{Role::adviser, authority}, "192.0.2.7", now)));
    const auto other =
        crypto::sha256_hex(begin_session(*db, dora, ActingRole{Role::director, fellshire}, "192.0.2.8", now));
    EXPECT_EQ(open_sessions(*db, asha, {}, now).size(), 2U);
    EXPECT_TRUE(open_sessions(*db, asha, {}, now + 1h).empty()) << "idle for too long";
    EXPECT_EQ(end_sessions_of(*db, asha, now), 2);
    for (const auto& token : hers) EXPECT_TRUE(find_session(*db, token)->ended);
    EXPECT_FALSE(find_session(*db, other)->ended);
    EXPECT_TRUE(open_sessions(*db, asha, {}, now).empty());
}

TEST_P(Withdrawal, WhoManagesAccountsIsKnown) {
    const auto db = database().write();
    const auto managing = [&] { return managing_grants(*db, fellshire, day("2026-03-02")).size(); };
    EXPECT_EQ(managing(), 0U) << "an adviser does not";
    const auto director = *add_grant(*db, grant(dora, Role::director, fellshire), {}, now);
    ASSERT_TRUE(add_grant(*db, grant(asha, Role::data_protection_officer, fellshire), {}, now));
    EXPECT_EQ(managing(), 2U);
    ASSERT_TRUE(disable_account(*db, asha, {}, now));
    EXPECT_EQ(managing(), 1U);
    ASSERT_TRUE(withdraw_grant(*db, director, {}, now));
    EXPECT_EQ(managing(), 0U);
}

}
}
