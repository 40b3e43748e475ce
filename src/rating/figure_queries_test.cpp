// What a school says of its figures, on both databases: who may ask and answer, and who sees it.
#include "rating/figure_queries.hpp"

#include "access/viewer.hpp"
#include "scenario/scenario.hpp"
#include "support/fellshire.hpp"
#include "support/test_database.hpp"

namespace tarn::rating {
namespace {

using access::Role;
using access::Viewer;
using Texts = std::vector<std::string>;

const AuthorityCode fells{901};
const Date asked_day = *Date::of(2026, 3, 2);
const Instant asked_at = FixedClock{asked_day}.now();

class FigureQueries : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        const auto db = database().write();
        scenario::authority(*db, asked_at, fells, "Fellshire");
        for (const std::string name : {"Helen", "Asha", "Dev", "Omar"})
            people_.push_back(scenario::account(*db, asked_at, name, name + "@example.org"));
        db->commit();
    }
    Viewer viewer(std::size_t person, Role role, std::vector<Urn> schools = {}) const {
        return {people_[person], "somebody", role, fells, std::move(schools)};
    }
    Viewer head() const { return viewer(0, Role::headteacher, {test::brook}); }
    Viewer adviser() const { return viewer(1, Role::adviser, {test::brook}); }
    Viewer data_officer() const { return viewer(2, Role::data_officer); }
    Viewer neighbour(Role role = Role::headteacher) const { return viewer(3, role, {test::hill}); }

    FigureQueryId ask(const std::string& figure = "Absence") {
        const auto db = database().write();
        const auto id = scenario::figure_query(
            *db, asked_at, head(),
            {.figure = figure, .shown = "9.1%", .should_be = "6.1%", .known_how = "Our register"});
        db->commit();
        return id;
    }
    void answer(FigureQueryId id, FigureAnswer answer, Instant at = asked_at) {
        const auto db = database().write();
        scenario::figure_answer(*db, at, adviser(), id, answer, "We checked");
        db->commit();
    }

  private:
    std::vector<PersonId> people_;
};

TEST_P(FigureQueries, WaitForTheAdviserAndTheDataOfficerAndNobodyElse) {
    ask();
    const auto db = database().read();
    struct Case {
        Viewer who;
        std::size_t to_answer, seen;
    };
    const Case cases[] = {{head(), 0, 1},
                          {viewer(3, Role::chair_of_governors, {test::brook}), 0, 1},
                          {adviser(), 1, 1},
                          {data_officer(), 1, 1},
                          {viewer(3, Role::director), 0, 1},
                          {viewer(3, Role::board_member), 0, 1},
                          {neighbour(), 0, 0},
                          {neighbour(Role::adviser), 0, 0},
                          {viewer(3, Role::deputy_head, {test::brook}), 0, 0},
                          {viewer(3, Role::scrutiny_member), 0, 0},
                          {viewer(3, Role::attendance_officer), 0, 0}};
    for (const Case& each : cases) {
        EXPECT_EQ(figures_to_answer(*db, each.who).size(), each.to_answer)
            << access::role_code(each.who.role());
        EXPECT_EQ(figure_queries_of(*db, each.who, test::brook).size(), each.seen)
            << access::role_code(each.who.role());
    }
}

TEST_P(FigureQueries, AnAnswerIsReadByTheSchoolAndCanBeChanged) {
    const auto id = ask();
    EXPECT_TRUE(figures_answered_since(*database().read(), head(), asked_day).empty());
    answer(id, FigureAnswer::next_release);
    {
        const auto db = database().read();
        EXPECT_TRUE(figures_to_answer(*db, adviser()).empty());
        EXPECT_TRUE(figures_to_answer(*db, data_officer()).empty());
        const auto answered = figures_answered_since(*db, head(), asked_day);
        ASSERT_EQ(answered.size(), 1u);
        EXPECT_EQ(answered[0].answer, FigureAnswer::next_release);
        EXPECT_EQ(answered[0].answered_by_name, "Asha");
        EXPECT_TRUE(figures_answered_since(*db, head(), asked_day + 1).empty());
        EXPECT_TRUE(figures_answered_since(*db, neighbour(), asked_day).empty());
        EXPECT_TRUE(figures_answered_since(*db, adviser(), asked_day).empty());
    }
    answer(id, FigureAnswer::corrected, FixedClock{asked_day + 9}.now());
    const auto db = database().read();
    const auto answered = figures_answered_since(*db, head(), asked_day + 9);
    ASSERT_EQ(answered.size(), 1u);
    EXPECT_EQ(answered[0].answer, FigureAnswer::corrected);
}

TEST_P(FigureQueries, AreAskedBySchoolsAndAnsweredByThoseWhoAnswer) {
    const auto id = ask();
    const auto db = database().write();
    FigureQuery query{.authority = fells,
                      .urn = test::brook,
                      .figure = "Exclusions",
                      .shown = "2%",
                      .should_be = "1%",
                      .known_how = "Our records",
                      .asked_by = head().person(),
                      .asked_on = asked_day};
    for (const Viewer& who :
         {neighbour(), adviser(), data_officer(), viewer(3, Role::deputy_head, {test::brook})})
        EXPECT_FALSE(ask_about_figure(*db, who, query)) << access::role_code(who.role());
    EXPECT_TRUE(ask_about_figure(*db, head(), query));
    const auto twice = ask_about_figure(*db, head(), query);
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().field, "figure");
    query.shown.clear();  // another figure: which one, its words say
    EXPECT_TRUE(ask_about_figure(*db, head(), query));

    auto row = figure_queries.find(*db, adviser(), id).value();
    row.answer = FigureAnswer::stands;
    row.reason = "It is right";
    for (const Viewer& who : {head(), neighbour(Role::adviser), viewer(3, Role::director)})
        EXPECT_FALSE(answer_about_figure(*db, who, row, asked_day)) << access::role_code(who.role());
    EXPECT_TRUE(answer_about_figure(*db, data_officer(), row, asked_day));
}

TEST_P(FigureQueries, SayTheSameStateInSqlAndInTheRule) {
    EXPECT_EQ(figure_queries.derived_differences(*database().read(), figure_queries.samples()), Texts{});
}

TEST_P(FigureQueries, HalfAnAnswerIsFoundByVerify) {
    const auto id = ask();
    answer(id, FigureAnswer::stands);
    EXPECT_EQ(verify_figure_queries(*database().read()), Texts{});
    const auto db = database().write();
    db->execute("UPDATE figure_query SET reason = '' WHERE id = $1", id);
    EXPECT_EQ(verify_figure_queries(*db).size(), 1u);
}

TARN_ON_EACH_DATABASE(FigureQueries);

}
}
