// Each sentence stores what it says, fills in what it does not say, and throws what a store refuses.
#include "scenario/scenario.hpp"

#include <gtest/gtest.h>

#include "support/days.hpp"
#include "support/test_database.hpp"
#include "support/warning_model.hpp"

namespace tarn::scenario {
namespace {

using access::Role;
using test::day;

constexpr AuthorityCode fellshire{901}, otherland{902};
constexpr Urn brook{900001}, hill{900002}, moor{900003};
const Date today = day("2026-03-02");
const Instant now = FixedClock{today}.now();

class Scenario : public test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        writer_ = database().write();
        authority(db(), now, fellshire, "Fellshire");
        authority(db(), now, otherland, "Otherland");
        schools(db(),
                {{.urn = brook, .name = "Brook Primary", .authority = fellshire},
                 {.urn = hill, .name = "Hill Primary", .authority = fellshire, .opened = "2024-09-01"}});
        schools(db(), {{.urn = moor,
                        .name = "Moor High",
                        .authority = otherland,
                        .establishment = 4001,
                        .phase = "Secondary",
                        .low_age = "11",
                        .high_age = "16"}});
        asha_ = person(db(), now, "Asha", "asha@fellshire.example",
                       {.role = Role::adviser, .authority = fellshire, .caseload = {hill, brook}});
        bea_ = person(db(), now, "Bea", "bea@fellshire.example",
                      {.role = Role::board_member, .authority = fellshire});
    }
    void TearDown() override { writer_.reset(); }
    storage::Writer& db() { return *writer_; }
    template <class Sentence>
    std::string refusal(Sentence sentence) {
        try {
            sentence();
        } catch (const Refused& refused) {
            return refused.error.message;
        }
        return "";
    }

    std::unique_ptr<storage::Writer> writer_;
    Person asha_, bea_;
};
TARN_ON_EACH_DATABASE(Scenario);

TEST_P(Scenario, SchoolsOfSeveralSentencesStandBesideEachOther) {
    const auto known = schools::Register::load(db());
    EXPECT_EQ(known->find(brook, day("2019-01-01"))->laestab.text(), "901/2001");
    EXPECT_FALSE(known->find(hill, day("2024-08-31")));
    EXPECT_EQ(known->find(hill, today)->authority, fellshire);
    EXPECT_EQ(known->find(moor, today)->laestab.text(), "902/4001");
    EXPECT_EQ(known->find(moor, today)->phase, analytics::Phase::secondary);
    EXPECT_TRUE(schools::verify(db()).empty());
}

TEST_P(Scenario, AreasAndPostsAreEnteredByTheAuthority) {
    const auto north = area(db(), fellshire, "N", "North", {brook});
    EXPECT_EQ(schools::schools_of_area(db(), north, today), std::vector{brook});
    EXPECT_NE(refusal([&] { area(db(), fellshire, "N", "North again"); }), "");
    using schools::PostKind;
    const auto head = [&](const char* holder, Date from, std::optional<Date> recorded) {
        post(db(), fellshire,
             {.urn = brook,
              .kind = PostKind::headteacher,
              .holder = holder,
              .from = from,
              .to = from + 90,
              .end_recorded = recorded});
        return schools::post_history(db(), brook).at(0);
    };
    const auto told_later = head("Wilma Fell", today - 300, today - 180);
    EXPECT_EQ(told_later.end_recorded, today - 180);
    const auto post = head("Helen Vale", today - 100, std::nullopt);
    EXPECT_EQ(post.recorded, today - 100);
    EXPECT_EQ(post.to, today - 10);
    EXPECT_EQ(post.end_recorded, today - 10);
}

TEST_P(Scenario, PeopleHoldTheirRolesWhereTheSentenceSays) {
    EXPECT_EQ(people::caseload(db(), asha_.id, fellshire, long_ago), (std::vector{brook, hill}));
    EXPECT_EQ(asha_.viewer().schools(), (std::vector{brook, hill}));
    EXPECT_EQ(people::grants_of(db(), asha_.id).at(0).scope.text(), "authority:901");
    area(db(), fellshire, "N", "North");
    role(db(), now, bea_.id, {.role = Role::adviser, .authority = fellshire, .area = "N"});
    role(db(), now, bea_.id, {.role = Role::headteacher, .authority = otherland, .at = moor});
    std::vector<std::string> scopes;
    for (const auto& grant : people::grants_of(db(), bea_.id)) scopes.push_back(grant.scope.text());
    std::ranges::sort(scopes);
    EXPECT_EQ(scopes, (std::vector<std::string>{"area:901:N", "authority:901", "school:900003"}));
    EXPECT_NE(refusal([&] { account(db(), now, "Asha again", "asha@fellshire.example"); }), "");
    EXPECT_NE(refusal([&] { role(db(), now, bea_.id, {.role = Role::director, .authority = {903}}); }), "");
}

TEST_P(Scenario, TheBoardMeetsDecidesAndCloses) {
    const auto spring = meeting(db(), now, bea_.viewer(), {.title = "Spring", .minutes = "We met."});
    recommendation(
        db(), now, asha_.viewer(),
        {.urn = brook, .meeting = spring, .level = rating::Level::amber, .reason = "The head left"});
    for (const auto level : {rating::Level::green, rating::Level::red})
        decision(db(), now, bea_.viewer(),
                 {.urn = brook, .meeting = spring, .level = level, .rationale = "As discussed"});
    const auto held = rating::decided_level(db(), bea_.viewer(), brook, fellshire, today).value();
    EXPECT_EQ(held.level, rating::Level::red);
    EXPECT_EQ(held.kind, rating::DecisionKind::agreed);
    EXPECT_EQ(rating::recommendations_of(db(), bea_.viewer(), brook, fellshire).size(), 1U);
    meeting_closed(db(), now, bea_.viewer(), spring, std::vector{bea_.id, asha_.id}, "We met and decided.");
    const auto closed = rating::board_meetings.find(db(), bea_.viewer(), spring).value();
    EXPECT_EQ(closed.evidence_as_at, today);
    EXPECT_EQ(closed.minutes, "We met and decided.");
    EXPECT_EQ(closed.present.size(), 2U);
    EXPECT_TRUE(closed.closed_at);
    EXPECT_NE(refusal([&] {
                  decision(
                      db(), now, bea_.viewer(),
                      {.urn = brook, .meeting = spring, .level = rating::Level::green, .rationale = "Late"});
              }),
              "");
    EXPECT_TRUE(rating::verify_board(db()).empty());
}

TEST_P(Scenario, NotesFactsAndListsAreKeptByWhoMay) {
    note(db(), now, asha_.viewer(), {.urn = brook, .body = "Phonics"});
    const auto kept = evidence::notes_of(db(), asha_.viewer(), brook, fellshire).at(0);
    EXPECT_EQ(kept.observed_on, today);
    EXPECT_EQ(kept.review_on, today + 90);
    fact(db(), now, asha_.viewer(), {.urn = hill, .detail = "Standards"});
    EXPECT_TRUE(evidence::facts_of(db(), asha_.viewer(), hill, fellshire).at(0).holds_on(today));
    EXPECT_EQ(refusal([&] { fact(db(), now, asha_.viewer(), {.urn = hill, .began_on = day("2020-01-01")}); }),
              "No school with URN 900002 was open on the day.");
    EXPECT_NE(refusal([&] { note(db(), now, asha_.viewer(), {.urn = moor, .body = "Phonics"}); }), "");
    comparators(db(), now, asha_.viewer(), "Coast", {brook, hill});
    EXPECT_NE(refusal([&] { comparators(db(), now, asha_.viewer(), "Coast", {brook}); }), "");
}

TEST_P(Scenario, TheFirstModelIsPutInForce) {
    const auto first = model(db(), now, test::model_by_grade(today - 60));
    model(db(), now, test::model_by_grade(today - 60, 2));
    EXPECT_EQ(warning::models(db()).size(), 2U);
    EXPECT_EQ(warning::current_model(db()), first);
}

TEST_P(Scenario, FilesAreImportedAsTheirPublishersWriteThem) {
    writer_->commit();
    writer_.reset();
    const auto report = import_text(database(), now,
                                    {.name = "ofsted_ratings_2025.csv",
                                     .text = "URN,Rating,Inspection Date\n900001,Good,20230301\n",
                                     .public_from = today - 20});
    EXPECT_EQ(report.rows_accepted, 1);
    const File unknown{.name = "x.csv", .text = "a,b\n1,2\n"};
    EXPECT_NE(refusal([&] { import_text(database(), now, unknown); }), "");
    const File later{.name = "ofsted_ratings_2026.csv",
                     .text = "URN,Rating,Inspection Date\n900002,Outstanding,20240301\n",
                     .public_from = today - 10,
                     .imported_at = now - std::chrono::hours{1}};
    const auto why = refusal([&] { import_texts(database(), now, {unknown, later}); });
    EXPECT_TRUE(why.starts_with("The file x.csv was not accepted: ")) << why;
    EXPECT_EQ(evidence::releases(*database().read()).size(), 2U) << "the others are imported";
}

}
}
