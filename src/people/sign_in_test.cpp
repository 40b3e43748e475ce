// Signing in: right from wrong, and how guessing is slowed without shutting the owner out.
#include <gtest/gtest.h>

#include "people/credentials_store.hpp"
#include "people/known_browser_pages.hpp"
#include "platform/crypto/sign.hpp"
#include "platform/web/cookies.hpp"
#include "support/fellshire.hpp"
#include "support/test_database.hpp"

namespace tarn::people {
namespace {

using namespace std::chrono_literals;

using tarn::test::now;
constexpr const char* hers = "asha@fellshire.example";
constexpr const char* nobodys = "nobody@fellshire.example";
constexpr const char* right = "three random words";
constexpr const char* desk = "192.0.2.7";
constexpr const char* strange = "198.51.100.9";

class SigningIn : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto hash = *hash_password(right, "Asha Rahman", hers);
        const auto db = database().write();
        asha = *add_person(*db, "Asha Rahman", hers, now);
        store_password_hash(*db, asha, hash, now);
        db->commit();
    }
    SignInAnswer attempt(const char* email, const char* password, const std::string& from, Instant at,
                         std::optional<std::string> browser = {}) {
        last = check_password(database(), email, password, {from, std::move(browser)}, "sign_in", at);
        return last.answer;
    }
    void guess(const char* email, const std::string& from, int times, Instant at) {
        for (int i = 0; i < times; ++i)
            ASSERT_EQ(attempt(email, "a guess", from, at), SignInAnswer::wrong) << i;
    }
    /// As left by many tries, each of which would take a tenth of a second.
    void many_failures(const std::string& subject, int count, Instant at) {
        const auto db = database().write();
        db->execute("INSERT INTO sign_in_failures (subject, failures, last_at) VALUES ($1, $2, $3)", subject,
                    count, at);
        db->commit();
    }
    void has_signed_in_from(const char* client) {
        const auto db = database().write();
        begin_session(*db, asha, {}, client, now - 24h);
        db->commit();
    }
    PersonId asha{};
    SignIn last;
};
TARN_ON_EACH_DATABASE(SigningIn);

TEST_P(SigningIn, TellsRightFromWrong) {
    EXPECT_EQ(attempt("ASHA@fellshire.example ", right, desk, now), SignInAnswer::welcome);
    EXPECT_EQ(last.person, asha);
    EXPECT_EQ(attempt(hers, "a guess", desk, now), SignInAnswer::wrong);
    const auto db = database().write();
    const auto ben = *add_person(*db, "Ben Carter", "ben@fellshire.example", now);
    db->commit();
    EXPECT_EQ(attempt("ben@fellshire.example", "", desk, now), SignInAnswer::wrong)
        << "no password was ever set for " << ben.value;
}

TEST_P(SigningIn, IsNotFinishedOnceTheAccountIsDisabledOrThePasswordChanged) {
    ASSERT_EQ(attempt(hers, right, desk, now), SignInAnswer::welcome);
    const auto db = database().write();
    EXPECT_EQ(still_welcome(*db, last), SignInAnswer::welcome);
    ASSERT_TRUE(disable_account(*db, asha, {}, now));
    EXPECT_EQ(still_welcome(*db, last), SignInAnswer::disabled);
    ASSERT_TRUE(enable_account(*db, asha, {}));
    EXPECT_EQ(still_welcome(*db, last), SignInAnswer::welcome);
    store_password_hash(*db, asha, "another", now);
    EXPECT_EQ(still_welcome(*db, last), SignInAnswer::wrong);
}

TEST_P(SigningIn, AddressAndAccountTogetherWaitLongerEachTimeAndAnAccountThatDoesNotExistAlike) {
    for (const char* email : {hers, nobodys}) {
        guess(email, desk, pair_delay.free, now);
        EXPECT_EQ(attempt(email, right, desk, now), SignInAnswer::too_soon) << email;
        EXPECT_EQ(last.wait_until, now + 1min);
        EXPECT_EQ(attempt(email, right, desk, now + 59s), SignInAnswer::too_soon);
        guess(email, desk, 1, now + 1min);
        EXPECT_EQ(attempt(email, right, desk, now + 2min), SignInAnswer::too_soon) << "twice as long now";
        EXPECT_EQ(last.wait_until, now + 3min);
    }
    EXPECT_EQ(attempt(hers, right, desk, now + 3min), SignInAnswer::welcome);
    guess(hers, desk, pair_delay.free, now + 3min);
}

TEST_P(SigningIn, AStrangersGuessesDoNotLockTheOwnerOut) {
    has_signed_in_from(desk);
    guess(hers, strange, pair_delay.free, now);
    EXPECT_EQ(attempt(hers, "a guess", strange, now), SignInAnswer::too_soon);
    EXPECT_EQ(attempt(hers, right, desk, now), SignInAnswer::welcome);
}

TEST_P(SigningIn, AGuesserWhereTheOwnerHasWorkedIsSlowedAndTheOwnerWaitsOnce) {
    has_signed_in_from(desk);
    many_failures("address:192.0.2.7", 5000, now);
    EXPECT_EQ(attempt(hers, right, desk, now, "b1"), SignInAnswer::welcome) << "the owner's browser";
    EXPECT_EQ(attempt(hers, right, desk, now), SignInAnswer::too_soon) << "any other";
    EXPECT_EQ(last.wait_until, now + 30s);
    EXPECT_EQ(attempt(nobodys, "a guess", desk, now), SignInAnswer::too_soon);
    EXPECT_EQ(attempt(nobodys, "a guess", desk, now + 30s), SignInAnswer::wrong);
    EXPECT_EQ(attempt(hers, right, desk, now + 30s), SignInAnswer::welcome)
        << "though somebody else has just guessed";
}

// Behind a proxy that names nobody everyone has one address.
TEST_P(SigningIn, AKnownBrowserIsToldFromAStrangerAtTheSameAddress) {
    guess(hers, desk, pair_delay.free, now);
    EXPECT_EQ(attempt(hers, right, desk, now), SignInAnswer::too_soon) << "a browser that nobody knows";
    EXPECT_EQ(attempt(hers, right, desk, now, "b1"), SignInAnswer::welcome) << "the owner's";
    for (int i = 0; i < pair_delay.free; ++i)
        EXPECT_EQ(attempt(hers, "a guess", desk, now, "b1"), SignInAnswer::wrong);
    EXPECT_EQ(attempt(hers, right, desk, now, "b1"), SignInAnswer::too_soon) << "no way round the delay";
    EXPECT_EQ(attempt(hers, right, desk, now, "b2"), SignInAnswer::welcome);
}

TEST(KnownBrowser, IsKnownForItsAccountAlone) {
    const std::string cookie = known_browser_cookie("key", "Asha@fellshire.example", true);
    web::Request request;
    request.cookies = {web::parse_cookies(cookie).at(0)};
    const auto number = known_browser("key", hers, request, true);
    ASSERT_TRUE(number);
    EXPECT_FALSE(known_browser("key", nobodys, request, true));
    EXPECT_FALSE(known_browser("another key", hers, request, true));
    request.cookies[0].second += "x";
    EXPECT_FALSE(known_browser("key", hers, request, true));
    EXPECT_FALSE(known_browser("key", hers, {}, true));
    EXPECT_EQ(cookie.find("asha"), std::string::npos) << "it names nobody";
}

TEST_P(SigningIn, GuessesFromManyAddressesAreSlowedAndWhoWaitsIsLetIn) {
    has_signed_in_from(desk);
    many_failures("account:" + crypto::sha256_hex(hers), 5000, now);
    EXPECT_EQ(attempt(hers, right, desk, now), SignInAnswer::welcome) << "from where the owner works";
    EXPECT_EQ(attempt(hers, right, "203.0.113.1", now), SignInAnswer::too_soon);
    EXPECT_EQ(last.wait_until, now + 30s) << "gentle";
    for (int i = 1; i < 30; ++i) {
        const std::string another = "198.51.100." + std::to_string(i);
        EXPECT_EQ(attempt(hers, "a guess", another, now + std::chrono::seconds{i}), SignInAnswer::too_soon);
    }
    EXPECT_EQ(attempt(hers, right, "203.0.113.1", now + 29s), SignInAnswer::too_soon);
    EXPECT_EQ(attempt(hers, right, "203.0.113.1", now + 30s), SignInAnswer::welcome)
        << "the owner on a journey";
}

TEST_P(SigningIn, OneAddressThatTriesManyAccountsIsSlowed) {
    many_failures(std::string{"address:"} + strange, address_delay.free + 1, now);
    EXPECT_EQ(attempt(nobodys, "a guess", strange, now), SignInAnswer::too_soon);
    EXPECT_EQ(last.wait_until, now + 4s);
    EXPECT_EQ(attempt(hers, right, desk, now), SignInAnswer::welcome) << "other addresses are free";
}

TEST_P(SigningIn, ARightPasswordIsNoFailureAndOldOnesAreForgotten) {
    for (int i = 0; i < pair_delay.free + 2; ++i)
        ASSERT_EQ(attempt(hers, right, desk, now), SignInAnswer::welcome) << i;
    const auto failures = [&] {
        return database().read()->count("SELECT COALESCE(SUM(failures), 0) FROM sign_in_failures");
    };
    EXPECT_EQ(failures(), 0);
    guess(hers, desk, 2, now);
    ASSERT_EQ(attempt(hers, right, desk, now), SignInAnswer::welcome);
    EXPECT_EQ(failures(), 0) << "nor what the same person tried before";
    guess(nobodys, desk, 2, now);
    EXPECT_EQ(failures(), 6) << "pair, account and address";
    EXPECT_EQ(attempt(hers, right, desk, now + 25h), SignInAnswer::welcome);
    EXPECT_EQ(database().read()->count("SELECT COUNT(*) FROM sign_in_failures WHERE failures > 0"), 0)
        << "what has been quiet for a day is not kept";
}

}
}
