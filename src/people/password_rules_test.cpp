#include <gtest/gtest.h>

#include "people/people_rules.hpp"

namespace tarn::people {
namespace {

Outcome chosen(const char* password) {
    return check_new_password(password, "Asha Rahman", "asha.rahman@fellshire.example");
}

TEST(NewPassword, IsLongRatherThanOdd) {
    for (const char* good : {"correct horse battery", "three random words", "Asha likes green tea a lot",
                             "pupils-sing-badly-2019", "zx9!kq-7w2p_m4", "drei zufällige wörter"})
        EXPECT_TRUE(chosen(good)) << good;
}

// What is typed, and a part of the sentence that says why not.
TEST(NewPassword, SaysWhyItIsRefusedAndWhatToDo) {
    const struct {
        const char* password;
        const char* why;
    } table[] = {
        {"", "at least 12 characters"},
        {"Sh0rt!", "at least 12 characters"},
        {"aaaaaaaaaaaaaaa", "repeat the same characters"},
        {"abababababababab", "repeat the same characters"},
        {"1qaz2wsx3edc", "too common"},
        {"unbelievable", "too common"},
        {"Password2024!", "too common"},
        {"P@ssw0rd-1234", "too common"},
        {"!!Liverpool1892", "too common"},
        {"qwertyuiop12", "too common"},
        {"letmeinletmein", "too common"},
        {"dragon-dragon-dragon", "too common"},
        {"abcdeabcdeabcde", "too common"},
        {"AshaPassword12", "too common"},
        {"asha.rahman2024", "your name or email address"},
        {"Rahman-Rahman-7", "your name or email address"},
        {"fellshire-2024", "your name or email address"},
        {"ashaXrahmanYZ", "your name or email address"},
        {"07700900123456", "not only numbers"},
    };
    for (const auto& each : table) {
        const auto outcome = chosen(each.password);
        ASSERT_FALSE(outcome) << each.password;
        EXPECT_NE(outcome.error().message.find(each.why), std::string::npos)
            << each.password << ": " << outcome.error().message;
    }
}

TEST(NewPassword, OfAnotherPersonsNameIsNotTheirs) {
    EXPECT_TRUE(check_new_password("asha.rahman2024x", "Ben Carter", "ben@moorshire.example"));
}

}
}
