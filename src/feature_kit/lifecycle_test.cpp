#include "feature_kit/lifecycle.hpp"

#include <gtest/gtest.h>

namespace tarn::kit {
namespace {

using access::Role;

enum class Stage : std::uint8_t { offered, agreed, held, declined };
inline constexpr CodeTable<Stage> stages{{Stage::offered, "offered", "Offered"},
                                         {Stage::agreed, "agreed", "Agreed"},
                                         {Stage::held, "held", "Held"},
                                         {Stage::declined, "declined", "Declined by the school"}};
const Lifecycle<Stage> life{
    "visit",
    stages,
    {{"agree", {Stage::offered}, access::Permission::level_of_school, "Agree a date", "visit.held"},
     {"hold", {Stage::agreed}, access::Permission::soft_notes_write, "Record that it was held"},
     {"decline",
      {Stage::offered, Stage::agreed},
      access::Permission::level_of_school,
      "Decline",
      {},
      "Schools decline their own visits."},
     {"publish",
      {Stage::offered, Stage::agreed, Stage::held},
      access::Permission::board_decide,
      "SEND report: publish"}}};

constexpr AuthorityCode fellshire{901};
constexpr Urn brook{900001}, hill{900002};
const access::Viewer asha{PersonId{1}, "Asha", access::Role::adviser, fellshire, {brook}};
const access::Viewer helen{PersonId{2}, "Helen", access::Role::headteacher, fellshire, {brook}};
const access::Viewer berta{PersonId{3}, "Berta", access::Role::board_member, fellshire, {}};

std::string names(const std::vector<const LifeAct<Stage>*>& acts) {
    std::string all;
    for (const auto* act : acts) all += (all.empty() ? "" : " ") + act->name;
    return all;
}

TEST(Lifecycles, OfferTheActsThatAreInTurnToThoseWhoMay) {
    struct Case {
        Stage stage;
        const access::Viewer* viewer;
        Urn school;
        std::string_view acts;
    };
    for (const auto& [stage, viewer, school, acts] :
         {Case{Stage::offered, &asha, brook, "agree decline"},
          Case{Stage::agreed, &asha, brook, "hold decline"}, Case{Stage::agreed, &helen, brook, "decline"},
          Case{Stage::held, &asha, brook, ""}, Case{Stage::offered, &asha, hill, ""},
          Case{Stage::offered, &helen, hill, ""}, Case{Stage::held, &berta, hill, "publish"},
          Case{Stage::declined, &berta, hill, ""}})
        EXPECT_EQ(names(life.possible(stage, *viewer, school, fellshire)), acts)
            << stages.code(stage) << " " << viewer->name() << " " << school.text();
    EXPECT_EQ(names(life.possible(Stage::offered, asha, brook, AuthorityCode{902})), "");
    EXPECT_EQ(names(life.possible(Stage::held, berta)), "publish");
    EXPECT_EQ(names(life.possible(Stage::held, access::Viewer{})), "");
    EXPECT_EQ(names(life.possible(Stage::agreed, [](access::Permission) { return true; })),
              "hold decline publish");
}

TEST(Lifecycles, SayInWordsWhyAnActIsNotPossible) {
    const auto why = [](std::string_view act, Stage stage, const access::Viewer& viewer) {
        const auto outcome = life.check(act, stage, viewer, brook, fellshire);
        return outcome ? std::string{} : outcome.error().message;
    };
    EXPECT_EQ(why("agree", Stage::offered, helen), "");
    EXPECT_EQ(why("agree", Stage::held, helen),
              "You cannot agree a date: this visit is held. It must be offered.");
    EXPECT_EQ(why("decline", Stage::declined, helen),
              "You cannot decline: this visit is declined by the school. It must be offered or agreed.");
    EXPECT_EQ(why("publish", Stage::declined, berta),
              "You cannot SEND report: publish: this visit is declined by the school. It must be offered, "
              "agreed or "
              "held.");
    EXPECT_EQ(why("hold", Stage::agreed, helen), "Your role does not let you record that it was held here.");
    EXPECT_EQ(why("decline", Stage::agreed, berta), "");
    EXPECT_EQ(why("decline", Stage::agreed, access::Viewer{}), "Schools decline their own visits.");
    EXPECT_THROW((void)life.check("dance", Stage::agreed, helen), std::invalid_argument);
    EXPECT_EQ(life.act("agree").clock, "visit.held");
}

TEST(Lifecycles, AreRefusedWhenTheyCannotHold) {
    const auto made = [](std::initializer_list<LifeAct<Stage>> acts) {
        return Lifecycle<Stage>{"visit", stages, acts};
    };
    const LifeAct<Stage> good{"agree", {Stage::offered}, access::Permission::signed_in, "Agree"};
    EXPECT_NO_THROW(made({good}));
    EXPECT_THROW(made({good, good}), std::invalid_argument);
    EXPECT_THROW(made({{"agree", {}, access::Permission::signed_in, "Agree"}}), std::invalid_argument);
    EXPECT_THROW(made({{"agree", {Stage::held}, access::Permission{"unheard_of"}, "Agree"}}),
                 std::invalid_argument);
    EXPECT_THROW(made({{"agree", {Stage::held}, access::Permission::signed_in, ""}}), std::invalid_argument);
}

}
}
