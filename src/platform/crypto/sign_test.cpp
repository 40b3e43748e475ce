#include "platform/crypto/sign.hpp"

#include <gtest/gtest.h>
#include <set>

namespace tarn::crypto {
namespace {

TEST(Sha256, IsTheOneOfFips180) {
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(RandomToken, DoesNotRepeat) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string token = random_token();
        EXPECT_EQ(token.size(), 43u);
        EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos);
        EXPECT_TRUE(seen.insert(token).second);
    }
}

TEST(Signed, IsAcceptedOnlyWithTheSameKeyPurposeAndValue) {
    const std::string text = sign("key", "session", "42.7");
    EXPECT_EQ(verify_signed("key", "session", text), "42.7");
    EXPECT_FALSE(verify_signed("other", "session", text));
    EXPECT_FALSE(verify_signed("key", "invitation", text));
    EXPECT_FALSE(verify_signed("key", "session", "43" + text.substr(2)));
    EXPECT_FALSE(verify_signed("key", "session", "42.7"));
    EXPECT_FALSE(verify_signed("key", "session", ""));
    EXPECT_FALSE(verify_signed("key", "session", text + "="));
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(verify_signed("key", "session", changed)) << i;
    }
}

TEST(Signed, CannotMovePartOfThePurposeIntoTheValue) {
    const std::string text = sign("key", "ab", "c");
    const std::string mac = text.substr(text.rfind('.'));
    EXPECT_FALSE(verify_signed("key", "a", "bc" + mac));
    EXPECT_FALSE(verify_signed("key", "abc", mac));
}

TEST(Csrf, BelongsToOneSessionAndLooksDifferentEachTime) {
    const std::string first = csrf_token("key", "session-1");
    const std::string second = csrf_token("key", "session-1");
    EXPECT_NE(first, second);
    EXPECT_TRUE(csrf_valid("key", "session-1", first));
    EXPECT_TRUE(csrf_valid("key", "session-1", second));
    EXPECT_FALSE(csrf_valid("key", "session-2", first));
    EXPECT_FALSE(csrf_valid("other", "session-1", first));
    for (const std::string& wrong :
         {std::string{}, std::string{"x"}, first.substr(1), first + "A", std::string(86, 'A')})
        EXPECT_FALSE(csrf_valid("key", "session-1", wrong)) << wrong;
}

TEST(ConstantTime, ComparesLikeEquality) {
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

}
}
