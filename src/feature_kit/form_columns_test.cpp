// Questions that the columns of a record ask, and acts on a row.
#include "feature_kit/desk_test.hpp"
#include "feature_kit/row_acts.hpp"
#include "support/visit_record.hpp"

namespace tarn::kit::column_tests {
namespace {

using sample::Visit, sample::VisitState, sample::purposes;
using test::has;

const Record<Visit> visits{
    "visit",
    "Visits",
    {key("id", &Visit::id), owner("authority", &Visit::authority), school("urn", &Visit::school),
     person("adviser", &Visit::adviser),
     coded("purpose", &Visit::purpose, purposes, "Purpose", asks("What is it for?"), required("Choose why")),
     text("focus", &Visit::focus, "Focus", required("Enter the focus"), longest(20), hint("In a word")),
     date("offered_on", &Visit::offered_on, "Offered on", named("The day of the offer"), from_today()),
     date("agreed_for", &Visit::agreed_for, "Agreed for", from_today()),
     date("held_on", &Visit::held_on, "Held on"), date("declined_on", &Visit::declined_on, "Declined on"),
     text("declined_reason", &Visit::declined_reason, "Why it was declined", lines(3),
          needed_when_asked("Enter why")),
     person("declined_by", &Visit::declined_by), coded("follow_up", &Visit::follow_up, purposes, "Follow-up"),
     instant("entered_at", &Visit::entered_at, "Entered"),
     flag("board_only", &Visit::board_only, "Kept to the board"), real("hours", &Visit::hours, "Hours"),
     number("places", &Visit::places, "Places", from_to(1, 30))},
    called("visit"),
    seen_with(access::Permission::soft_notes_read)};

class FormColumns : public testing::Test {
  protected:
    web::Response offer(Act& act) {
        Form f{act, {.title = "Offer"}};
        f.ask(visits, visit,
              {&Visit::purpose, &Visit::focus, &Visit::offered_on, &Visit::agreed_for, &Visit::follow_up,
               &Visit::places, &Visit::board_only});
        f.ask(visits, visit, &Visit::declined_reason, hint("If it was declined"));
        return f.accepted() ? f.done("Offered", "/visits") : f.page();
    }
    static web::Fields well() {
        return {{"purpose", "governance"}, {"focus", " Phonics "},      {"offered_on-day", "3"},
                {"offered_on-month", "3"}, {"offered_on-year", "2026"}, {"agreed_for-day", ""},
                {"agreed_for-month", ""},  {"agreed_for-year", ""},     {"follow_up", ""},
                {"places", "12"},          {"board_only", "yes"},       {"declined_reason", "No room"}};
    }
    static web::Fields with(web::Fields fields, std::string_view name, std::string value) {
        for (auto& [field, old] : fields)
            if (field == name) old = value;
        return fields;
    }

    tarn::test::TestDatabase database{tarn::test::Engine::sqlite};
    test::Desk desk{*database};
    Visit visit;
};

TEST_F(FormColumns, areAskedInTheirWordsAndLeaveTheRowAlone) {
    visit.focus = "As it was";
    const auto page = offer(desk.open("/visits/new"));
    for (const char* words : {"What is it for?", "Focus", "In a word", "Agreed for (optional)",
                              "Follow-up (optional)", "If it was declined", "Kept to the board"})
        EXPECT_TRUE(has(page, words)) << words;
    EXPECT_FALSE(has(page, "As it was"));
    EXPECT_EQ(visit.focus, "As it was");
}

TEST_F(FormColumns, writeTheAnswersIntoTheRow) {
    EXPECT_EQ(offer(desk.send("/visits/new", well())).status, 303);
    EXPECT_EQ(visit.purpose, sample::Purpose::governance);
    EXPECT_EQ(visit.focus, "Phonics");
    EXPECT_EQ(visit.offered_on, test::day("2026-03-03"));
    EXPECT_EQ(visit.agreed_for, std::nullopt);
    EXPECT_EQ(visit.follow_up, std::nullopt);
    EXPECT_EQ(visit.places, 12);
    EXPECT_TRUE(visit.board_only);
    EXPECT_EQ(visit.declined_reason, "No room");
}

TEST_F(FormColumns, sayWhatIsWrongWithAnAnswer) {
    struct Case {
        const char* field;
        const char* typed;
        const char* said;
    };
    for (const Case& each : std::initializer_list<Case>{
             {"purpose", "", "Choose why"},
             {"purpose", "made-up", "Choose one of the answers"},
             {"focus", "  ", "Enter the focus"},
             {"focus", "A focus of more than twenty", "must be 20 characters or fewer"},
             {"offered_on-day", "1", "The day of the offer must be 2 March 2026 or later"},
             {"follow_up", "made-up", "Choose one of the answers"},
             {"places", "31", "must be between 1 and 30"},
             {"declined_reason", "", "Enter why"}}) {
        const auto page = offer(desk.send("/visits/new", with(well(), each.field, each.typed)));
        EXPECT_EQ(page.status, 422);
        EXPECT_TRUE(has(page, each.said)) << each.field << ": " << each.said;
    }
}

TEST_F(FormColumns, startFromTheRowWhenItIsChanged) {
    visit.focus = "Reading";
    visit.purpose = sample::Purpose::attendance;
    visit.agreed_for = test::day("2026-04-17");
    visit.places = 7;
    Form f{desk.open("/visits/1/change"), {.title = "Change"}};
    f.change(visits, visit, {&Visit::focus, &Visit::purpose, &Visit::agreed_for, &Visit::places});
    const auto page = f.page();
    EXPECT_TRUE(has(page, "value=\"Reading\""));
    EXPECT_TRUE(has(page, "value=\"attendance\" checked"));
    EXPECT_TRUE(has(page, "value=\"17\""));
    EXPECT_TRUE(has(page, "value=\"7\""));
}

TEST_F(FormColumns, refuseColumnsThatNobodyTypes) {
    Form f{desk.open("/visits/new"), {.title = "Offer"}};
    EXPECT_THROW(f.ask(visits, visit, {&Visit::adviser}), std::invalid_argument);
    EXPECT_THROW(f.ask(visits, visit, {&Visit::hours}), std::invalid_argument);
}

TEST(RowAddress, fillsInTheSchoolAndTheKey) {
    Visit visit = visits.sample();
    visit.id = {12};
    visit.school = {900001};
    EXPECT_EQ(row_address(visits, "/visits/{visit}", &visit), "/visits/12");
    EXPECT_EQ(row_address(visits, "/schools/{urn}/visits/{visit}/held", &visit),
              "/schools/900001/visits/12/held");
    EXPECT_THROW(row_address(visits, "/areas/{area}/visits/{visit}", &visit), std::invalid_argument);
    EXPECT_EQ(row_address(visits, "/schools/{urn}/visits", &visit), "/schools/900001/visits");
    EXPECT_EQ(row_address(visits, "/visits", &visit), "/visits");
}

}
}
