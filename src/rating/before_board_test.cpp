// One school before the board: what is read for it, and when.
#include <gtest/gtest.h>

#include "rating/agenda.hpp"
#include "rating/rating_pages.hpp"
#include "scenario/scenario.hpp"
#include "support/test_database.hpp"

namespace tarn::rating::before_board_tests {
namespace {

using access::Role;
using access::Viewer;

constexpr AuthorityCode county{888};
constexpr Urn brook{900001}, hill{900002}, moor{900003};
const Date sitting = *Date::of(2026, 3, 2);

class BeforeTheBoard : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        scenario::schools(*db, {{.urn = brook, .name = "Brook Primary", .authority = county},
                                {.urn = hill, .name = "Hill Primary", .authority = county},
                                {.urn = moor, .name = "Moor Primary", .authority = {850}}});
        bea_ = scenario::account(*db, clock_.now(), "Bea", "bea@example.org");
        asha_ = scenario::account(*db, clock_.now(), "Asha", "asha@example.org");
        const auto spring = scenario::meeting(*db, clock_.now(), member(), {.title = "Spring"});
        meeting_ = board_meetings.find(*db, member(), spring).value();
        const HeldLevel held{brook, Level::green, sitting - 200, "Held since summer", sitting - 10};
        ASSERT_TRUE(import_level(*db, county, {}, held, clock_.now() - std::chrono::hours{2}));
        scenario::recommendation(
            *db, clock_.now() - std::chrono::hours{1}, {asha_, "Asha", Role::adviser, county, {brook}},
            {.urn = brook, .meeting = spring, .level = Level::amber, .reason = "The head left"});
        db->commit();
    }
    Viewer member() const { return {bea_, "Bea", Role::board_member, county, {}}; }
    void decide_on(Urn urn) {
        const auto db = database().write();
        auto wanted = decision_on(before_board(*db, member(), runs_, meeting_, urn)->item,
                                  *runs_.of_authority(*db, county, sitting, NotesFor::board), meeting_.id);
        wanted.level = Level::red;
        wanted.rationale = "Progress fell";
        scenario::decision(*db, clock_.now(), member(), wanted);
        db->commit();
    }
    static std::string told(const AgendaItem& item) {
        std::string text = item.line.school->urn.text() + ": " + reasons_text(item);
        if (item.line.decided) text += " decided " + std::to_string(item.line.decided->id.value);
        if (item.line.recommended) text += " advised " + item.line.recommended->reason;
        if (item.taken) text += " taken " + std::to_string(item.taken->id.value);
        return text;
    }

    FixedClock clock_{sitting};
    PersonId bea_{}, asha_{};
    Meeting meeting_;
    schools::Registers registers_;
    evidence::Snapshots snapshots_{registers_};
    Runs runs_{registers_, snapshots_};
};
TARN_ON_EACH_DATABASE(BeforeTheBoard);

TEST_P(BeforeTheBoard, OneSchoolIsReadAsTheAgendaReadsIt) {
    for (const bool decided : {false, true}) {
        if (decided) decide_on(brook);
        const auto db = database().read();
        const auto agenda = agenda_of(*db, member(), runs_, meeting_);
        ASSERT_EQ(agenda.open.size(), decided ? 1U : 2U);
        ASSERT_EQ(agenda.decided.size(), decided ? 1U : 0U);
        for (const auto* items : {&agenda.open, &agenda.decided})
            for (const AgendaItem& item : *items) {
                const auto alone = before_board(*db, member(), runs_, meeting_, item.line.school->urn);
                ASSERT_TRUE(alone);
                EXPECT_EQ(told(alone->item), told(item));
                EXPECT_EQ(alone->lines.lines.size(), 1U) << "this school and no other";
            }
    }
    const auto db = database().read();
    EXPECT_FALSE(before_board(*db, member(), runs_, meeting_, moor)) << "of another authority";
    EXPECT_FALSE(before_board(*db, member(), runs_, meeting_, {999999}));
    EXPECT_FALSE(
        before_board(*db, {asha_, "Helen", Role::headteacher, county, {brook}}, runs_, meeting_, brook));
}

TEST_P(BeforeTheBoard, ProposalsAreMadeBeforeTheWritersTurn) {
    const auto given = feature({database(), clock_, [] {}}, runs_);
    const auto proposals_are_held = [&] {
        const auto db = database().write();  // what is made in a writer's turn is never held
        const auto once = runs_.of_authority(*db, county, sitting, NotesFor::board);
        return once == runs_.of_authority(*db, county, sitting, NotesFor::board);
    };
    std::size_t found = 0;
    for (const auto& route : given.routes) {
        if (!route.writes ||
            (route.audit_label != "level.decided" && route.audit_label != "level.recommended"))
            continue;
        ++found;
        ASSERT_TRUE(route.beforehand) << route.pattern;
        if (found > 1) continue;
        EXPECT_FALSE(proposals_are_held());
        const auto db = database().read();
        web::Request request;
        request.parameters = {{"meeting", std::to_string(meeting_.id.value)}};
        const auto viewer = member();
        kit::Act act{.request = request, .viewer = viewer, .clock = clock_, .db = *db};
        route.beforehand(act);
        EXPECT_TRUE(proposals_are_held());
    }
    EXPECT_EQ(found, 3U) << "deciding, agreeing, recommending";
}

}
}
