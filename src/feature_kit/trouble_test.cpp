#include "feature_kit/trouble.hpp"

#include <gtest/gtest.h>

#include "support/relay.hpp"
#include "support/test_database.hpp"

namespace tarn::kit {
namespace {

class Commit : public test::OnEachDatabase {};
INSTANTIATE_TEST_SUITE_P(Only, Commit, testing::Values(test::Engine::postgres));

TEST_P(Commit, OfWhichTheAnswerWasLostIsUnsure) {
    test::Relay relay(test_database().address());
    const auto mine = storage::Database::open(relay.address());
    const auto db = mine->write();
    db->execute("INSERT INTO server_secret (name, value) VALUES ('a', 'b')");
    relay.cut();
    EXPECT_THROW(commit(*db), Unsure);
}

TEST(Trouble, IsToldByItsKind) {
    struct Case {
        std::exception_ptr failure;
        std::optional<Hindrance> hindrance;
        int status;
        const char *reading, *sending;
    };
    const Case cases[] = {
        {std::make_exception_ptr(storage::Busy("detail")), Hindrance::busy, 503, "open the page again",
         "your change was not saved"},
        {std::make_exception_ptr(storage::Full("detail")), Hindrance::full, 507, "disk is full",
         "nothing was saved"},
        {std::make_exception_ptr(storage::Gone("detail")), Hindrance::gone, 503, "cannot reach its database",
         "nothing of yours was saved"},
        {std::make_exception_ptr(Unsure("detail")), Hindrance::unsure, 503, "check before you send",
         "check before you send"},
        {std::make_exception_ptr(storage::ConstraintBroken("detail")), Hindrance::changed, 409,
         "Somebody else changed", "Somebody else changed"},
        {std::make_exception_ptr(storage::Failure("detail")), std::nullopt, 0, "", ""},
        {std::make_exception_ptr(std::runtime_error("detail")), std::nullopt, 0, "", ""},
        {std::make_exception_ptr(7), std::nullopt, 0, "", ""},
    };
    for (const Case& each : cases) {
        const auto hindrance = hindrance_of(each.failure);
        EXPECT_EQ(hindrance, each.hindrance);
        if (!hindrance) continue;
        for (const bool sending : {false, true}) {
            const Notice words = notice_of(*hindrance, sending);
            EXPECT_EQ(words.status, each.status);
            EXPECT_NE(words.sentence.find(sending ? each.sending : each.reading), std::string_view::npos)
                << words.sentence;
            EXPECT_EQ(words.sentence.find("detail"), std::string_view::npos);
        }
    }
}

}
}
