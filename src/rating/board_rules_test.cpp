#include "rating/board_rules.hpp"

#include <gtest/gtest.h>

namespace tarn::rating {
namespace {

const Date meeting = *Date::of(2020, 10, 5);
using Decided = AgendaFacts::Decided;

std::string codes(const AgendaFacts& facts) {
    std::string text;
    for (const auto reason : agenda_reasons(facts, meeting))
        text += std::string{agenda_reason_codes.code(reason)} + " ";
    return text;
}

TEST(Agenda, SaysWhyTheBoardLooksAtASchool) {
    struct Case {
        const char* about;
        AgendaFacts facts;
        const char* expected;
    };
    const Decided amber{Level::amber, Level::amber, "", {}};
    const Case cases[] = {
        {"settled", {Level::amber, "", amber, {}}, ""},
        {"settled and the adviser agrees", {Level::amber, "", amber, Level::amber}, ""},
        {"new school", {Level::green, "", {}, {}}, "no_decided_level "},
        {"proposal moved", {Level::red, "", amber, {}}, "differs_from_decided "},
        {"adviser sees it otherwise", {Level::amber, "", amber, Level::red}, "adviser_differs "},
        {"trigger appeared", {Level::red, "category", amber, {}}, "new_trigger differs_from_decided "},
        {"trigger known when decided",
         {Level::red, "category", Decided{Level::red, Level::red, "category", {}}, {}},
         ""},
        {"another trigger",
         {Level::red, "notice", Decided{Level::red, Level::red, "category", {}}, {}},
         "new_trigger "},
        {"review on the day",
         {Level::amber, "", Decided{Level::amber, Level::amber, "", meeting}, {}},
         "review_due "},
        {"review the day after",
         {Level::amber, "", Decided{Level::amber, Level::amber, "", meeting + 1}, {}},
         ""},
        {"evidence gave out", {Level::not_enough_evidence, "", amber, {}}, "not_enough_evidence "},
        {"looked at once without evidence",
         {Level::not_enough_evidence, "", Decided{Level::green, Level::not_enough_evidence, "", {}}, {}},
         ""},
        {"decided, and what was proposed is not told",
         {Level::not_enough_evidence, "", Decided{Level::green, std::nullopt, "", {}}, {}},
         ""},
        {"nothing known at all",
         {Level::not_enough_evidence, "", {}, {}},
         "no_decided_level not_enough_evidence "},
        {"recommendation where evidence lacks",
         {Level::not_enough_evidence, "", Decided{Level::green, Level::not_enough_evidence, "", {}},
          Level::amber},
         "adviser_differs "},
    };
    for (const auto& c : cases) EXPECT_EQ(codes(c.facts), c.expected) << c.about;
}

TEST(Agenda, ReasonsReadBackFromTheirCodes) {
    for (std::size_t i = 0; i < agenda_reason_codes.size(); ++i) {
        const auto reason = static_cast<AgendaReason>(i);
        EXPECT_EQ(agenda_reason_codes.parse(agenda_reason_codes.code(reason)), reason);
    }
    EXPECT_FALSE(agenda_reason_codes.parse("because"));
}

}
}
