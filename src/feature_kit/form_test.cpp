// A form asked, answered wrongly, answered well.
#include "feature_kit/form.hpp"

#include "base/code_table.hpp"
#include "feature_kit/desk_test.hpp"
#include "platform/page_kit/page.hpp"

namespace tarn::kit::form_tests {
namespace {

using test::day;
using test::has;
using test::times;

enum class Kind : std::uint8_t { support, challenge };
constexpr CodeTable<Kind> kinds{{Kind::support, "support", "Support"},
                                {Kind::challenge, "challenge", "Challenge"}};
enum class Term : std::uint8_t { one, two, three, four, five, six, seven };
constexpr CodeTable<Term> terms{{Term::one, "one", "One"},       {Term::two, "two", "Two"},
                                {Term::three, "three", "Three"}, {Term::four, "four", "Four"},
                                {Term::five, "five", "Five"},    {Term::six, "six", "Six"},
                                {Term::seven, "seven", "Seven"}};

struct Adviser {
    PersonId id;
    std::string name;
};
const std::vector<Adviser> advisers{{{4}, "Asha Rahman"}, {{9}, "Ben <Carter>"}};
const std::vector<SchoolAnswer> schools{
    {{900001}, "Brook Primary"}, {{900002}, "St Mary’s, Hill"}, {{900003}, "Twin"}, {{900004}, "Twin"}};

struct Offer {
    PersonId adviser;
    Kind kind{};
    Term term{};
    std::string focus, plan;
    Date offered;
    std::optional<Date> held;
    std::int64_t days = 0;
    std::optional<std::int64_t> places;
    Urn school;
    std::vector<Kind> also;
    bool agreed = false;
};

/// The page under test: every kind of question. What the store says is what the test wants it to.
struct Asked {
    Offer offer;
    std::optional<Error> refusal{};

    web::Response operator()(Act& act) {
        Form f{act,
               {.title = "Offer a visit", .caption = "Visits", .back_href = "/visits", .button = "Offer"}};
        offer.adviser = f.person("adviser", "Which adviser?", advisers, required("Choose the adviser"));
        offer.kind = f.choice("kind", "What kind?", kinds, required("Choose the kind"));
        offer.term = f.choice("term", "Which half term?", terms, starts_as("two"));
        offer.focus = f.text("focus", "Focus", required("Enter the focus"), longest(10), hint("In a word"));
        offer.plan = f.long_text("plan", "Plan", longest(20));
        f.say(page_kit::heading(2, "Days"));
        offer.offered = f.date("offered", "When is it offered?", named("The day of the offer"),
                               not_before(act.today()), starts_on(act.today()));
        offer.held = f.maybe_date("held", "When was it held?", not_after(act.today()));
        offer.days =
            f.number("days", "How many days?", named("The number of days"), units("days"), from_to(1, 5));
        offer.places = f.maybe_number("places", "How many places?");
        offer.school = f.school("urn", "Which school?", schools);
        offer.also = f.many("also", "What else?", kinds);
        offer.agreed = f.tick("agreed", "The school agrees", required("Say that the school agrees"));
        if (!f.accepted()) return f.page();
        if (refusal) return f.refused(*refusal);
        return f.done("Visit offered to Brook Primary", "/visits");
    }
};

web::Fields well() {
    return {{"adviser", "9"},       {"kind", "challenge"},      {"term", "seven"},
            {"focus", " Phonics "}, {"plan", "Listen\r\nlook"}, {"offered-day", "3"},
            {"offered-month", "3"}, {"offered-year", "2026"},   {"held-day", ""},
            {"held-month", ""},     {"held-year", ""},          {"days", "2"},
            {"places", ""},         {"urn", "900002"},          {"also", "support"},
            {"agreed", "yes"}};
}
web::Fields well_but(std::string_view name, std::string value) {
    auto fields = well();
    for (auto& [field, text] : fields)
        if (field == name) text = value;
    return fields;
}

class FormPages : public testing::Test {
  protected:
    tarn::test::TestDatabase database{tarn::test::Engine::sqlite, tarn::test::TestDatabase::Schema::empty};
    test::Desk desk{*database};
    Asked asked;
};

TEST_F(FormPages, OpensWithItsQuestionsAndNoErrors) {
    const auto page = asked(desk.open("/visits/new"));
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(has(page, "There is a problem"));
    EXPECT_FALSE(has(page, "govuk-error-message"));
    EXPECT_TRUE(has(page, "<form method=\"post\" action=\"/visits/new\"")) << page.body;
    EXPECT_TRUE(has(page, "data-tarn-draft=\"/visits/new\""));
    EXPECT_TRUE(has(page, "value=\"token\""));
    EXPECT_TRUE(has(page, "Ben &lt;Carter&gt;"));
    EXPECT_EQ(times(page, "type=\"radio\""), advisers.size() + kinds.size()) << "few answers are radios";
    EXPECT_TRUE(has(page, "<select class=\"govuk-select\" id=\"term\" name=\"term\">")) << "many are a list";
    EXPECT_TRUE(has(page, "<option value=\"two\" selected>"));
    EXPECT_TRUE(has(page, "Plan (optional)"));
    EXPECT_FALSE(has(page, "Focus (optional)"));
    EXPECT_TRUE(has(page, "data-maxlength=\"20\""));
    EXPECT_TRUE(has(page, "id=\"offered-day\" name=\"offered-day\" type=\"text\" value=\"2\""))
        << "it starts on today";
    EXPECT_TRUE(has(page, "<datalist id=\"urn-list\"><option value=\"Brook Primary, 900001\">"));
}

TEST_F(FormPages, GivesTypedAnswersAndLeadsOnWithAConfirmation) {
    const auto answer = asked(desk.send("/visits/new", well()));
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(desk.act().confirmation, "Visit offered to Brook Primary");
    EXPECT_EQ(asked.offer.adviser, PersonId{9});
    EXPECT_EQ(asked.offer.kind, Kind::challenge);
    EXPECT_EQ(asked.offer.term, Term::seven);
    EXPECT_EQ(asked.offer.focus, "Phonics");
    EXPECT_EQ(asked.offer.plan, "Listen\nlook");
    EXPECT_EQ(asked.offer.offered, day("2026-03-03"));
    EXPECT_FALSE(asked.offer.held);
    EXPECT_EQ(asked.offer.days, 2);
    EXPECT_FALSE(asked.offer.places);
    EXPECT_EQ(asked.offer.school, Urn{900002});
    EXPECT_EQ(asked.offer.also, std::vector{Kind::support});
    EXPECT_TRUE(asked.offer.agreed);
}

TEST_F(FormPages, SaysWhatWasLeftOutAtEachQuestionAndInTheSummary) {
    const auto page = asked(desk.send("/visits/new", {{"csrf", "token"}}));
    EXPECT_EQ(page.status, 422) << "so that the gate keeps nothing";
    EXPECT_TRUE(has(page, "<title>Error: Offer a visit"));
    const std::vector<std::pair<const char*, const char*>> wanted{
        {"adviser", "Choose the adviser"},
        {"kind", "Choose the kind"},
        {"term", "Choose an answer"},
        {"focus", "Enter the focus"},
        {"offered-day", "The day of the offer must be entered"},
        {"days", "Enter a number"},
        {"urn", "Enter the school’s URN or name"},
        {"agreed", "Say that the school agrees"}};
    std::size_t before = 0;
    for (const auto& [id, sentence] : wanted) {
        const auto link = "<a href=\"#" + std::string{id} + "\">" + sentence + "</a>";
        const auto at = page.body.find(link);
        ASSERT_NE(at, std::string::npos) << link;
        EXPECT_GT(at, before) << "the summary follows the order of the questions";
        before = at;
        EXPECT_EQ(times(page, sentence), 2U) << "in the summary and at the field: " << sentence;
        EXPECT_TRUE(has(page, " id=\"" + std::string{id} + "\"")) << "the link leads somewhere: " << id;
    }
    EXPECT_EQ(times(page, "govuk-error-message"), wanted.size());
}

TEST_F(FormPages, SaysWhatIsWrongAndKeepsWhatWasTyped) {
    struct {
        const char *name, *typed, *id, *sentence;
    } const cases[]{
        {"kind", "other", "kind", "Choose one of the answers on this page"},
        {"focus", "Elf Zeichen", "focus", "“Focus” must be 10 characters or fewer"},
        {"offered-day", "1", "offered-day", "The day of the offer must be 2 March 2026 or later"},
        {"offered-month", "13", "offered-month", "The day of the offer must be a real date"},
        {"offered-year", "", "offered-year", "The day of the offer must include a year"},
        {"held-day", "3", "held-month", "The date must include a month and a year"},
        {"days", "two", "days", "The number of days must be a whole number, such as 12"},
        {"days", "6", "days", "The number of days must be between 1 and 5"},
        {"places", "1.5", "places", "The answer must be a whole number, such as 12"},
        {"urn", "123456", "urn", "There is no school “123456” that you can choose here. Check its URN"},
        {"urn", "twin", "urn", "More than one school is called “twin”. Enter its URN"},
    };
    for (const auto& c : cases) {
        const auto page = asked(desk.send("/visits/new", well_but(c.name, c.typed)));
        EXPECT_EQ(page.status, 422) << c.sentence;
        EXPECT_TRUE(has(page, "<a href=\"#" + std::string{c.id} + "\">" + c.sentence + "</a>")) << c.sentence;
        EXPECT_EQ(times(page, "govuk-error-message"), 1U) << c.sentence;
        EXPECT_TRUE(has(page, "Listen\r\nlook</textarea>")) << "what was right stays too";
        EXPECT_TRUE(has(page, "value=\"9\" checked"));
    }
    EXPECT_TRUE(has(asked(desk.send("/visits/new", well_but("days", "<b>"))), "value=\"&lt;b&gt;\""));
}

TEST_F(FormPages, CountsCharactersAsPeopleDo) {
    EXPECT_EQ(asked(desk.send("/visits/new", well_but("focus", "éééééééééé"))).status, 303);
    EXPECT_EQ(asked(desk.send("/visits/new", well_but("focus", "ééééééééééé"))).status, 422);
    EXPECT_EQ(asked(desk.send("/visits/new", well_but("plan", "123456789\r\n1234567890"))).status, 303)
        << "the end of a line counts once, as in the browser";
}

TEST_F(FormPages, FindsASchoolAsItWasSuggestedOrTyped) {
    const std::pair<const char*, int> cases[]{
        {"900001", 900001},          {"Brook Primary, 900001", 900001},   {"brook primary", 900001},
        {"St Mary’s, Hill", 900002}, {"St Mary’s, Hill, 900002", 900002}, {"Twin, 900004", 900004}};
    for (const auto& [typed, urn] : cases) {
        EXPECT_EQ(asked(desk.send("/visits/new", well_but("urn", typed))).status, 303) << typed;
        EXPECT_EQ(asked.offer.school.value, urn) << typed;
    }
}

TEST_F(FormPages, PutsTheRefusalOfAStoreAtItsQuestion) {
    asked.refusal = Error{"The adviser has no time that day.", {}, "offered"};
    auto page = asked(desk.send("/visits/new", well()));
    EXPECT_EQ(page.status, 422);
    EXPECT_TRUE(has(page, "<a href=\"#offered-day\">The adviser has no time that day.</a>"));
    EXPECT_EQ(times(page, "The adviser has no time that day."), 2U);
    asked.refusal = Error{"Visits are closed.", {}, "something_else"};
    page = asked(desk.send("/visits/new", well()));
    EXPECT_EQ(page.status, 422);
    EXPECT_EQ(times(page, "Visits are closed."), 1U) << "in the summary";
    EXPECT_FALSE(has(page, "#something_else"));
}

TEST_F(FormPages, ShowsADraftWithoutBlamingIt) {
    auto& act = desk.open("/visits/new");
    act.draft = {{"focus", "Half a th"}, {"offered-day", "4"}, {"kind", "support"}, {"also", "challenge"}};
    desk.request().form = act.draft;  // as the gate hands it over
    act.drafts = {{"/visits/other", {{"focus", "Of another form"}}}, {"/visits/new", act.draft}};
    const auto page = asked(act);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "value=\"Half a th\""));
    EXPECT_TRUE(has(page, "name=\"offered-day\" type=\"text\" value=\"4\""));
    EXPECT_TRUE(has(page, "value=\"support\" checked"));
    EXPECT_TRUE(has(page, "value=\"challenge\" checked"));
    EXPECT_FALSE(has(page, "govuk-error-message"));
    EXPECT_TRUE(has(page, "We kept what you typed earlier"));
    EXPECT_TRUE(has(page, "name=\"throw_away\""));
    EXPECT_TRUE(has(page, "name=\"draft_key\" type=\"hidden\" value=\"/visits/new\"") ||
                has(page, "type=\"hidden\" name=\"draft_key\" value=\"/visits/new\""));
}

/// Two forms of one kind on a page that shows other things.
web::Response card(Act& act, std::string& ended) {
    Html forms;
    page_kit::FieldErrors errors;
    bool taken = act.request.method == web::Method::get;
    for (const char* key : {"11", "12"}) {
        Form f{act, {.button = "End it", .action = "/visits/end", .key = key}};
        const auto why = f.text("why", "Why does it end?", required("Enter why it ends"));
        if (f.accepted()) {
            ended = std::string{key} + " " + why;
            return f.done("Ended", "/visits");
        }
        taken = taken || f.sent();
        forms += f.html();
        for (auto& error : f.errors()) errors.push_back(error);
    }
    if (!taken) return not_taken(act);
    return respond(act, {.title = "Visits", .errors = errors}, forms);
}

TEST_F(FormPages, TellsFormsOfOnePageApart) {
    std::string ended;
    auto page = card(desk.open("/visits"), ended);
    EXPECT_TRUE(has(page, "id=\"11-why\" name=\"why\""));
    EXPECT_TRUE(has(page, "id=\"12-why\" name=\"why\""));
    page = card(desk.send("/visits/end", {{"form", "12"}, {"why", ""}}), ended);
    EXPECT_EQ(page.status, 422);
    EXPECT_TRUE(has(page, "<a href=\"#12-why\">Enter why it ends</a>"));
    EXPECT_EQ(times(page, "govuk-error-message"), 1U);
    page = card(desk.send("/visits/end", {{"form", "12"}, {"why", "Held"}}), ended);
    EXPECT_EQ(page.status, 303);
    EXPECT_EQ(ended, "12 Held");
    page = card(desk.send("/visits/end", {{"form", "13"}, {"why", "Gone"}}), ended);
    EXPECT_EQ(page.status, 409) << "what the form was about is no more";
    EXPECT_TRUE(has(page, "Gone"));
    EXPECT_EQ(ended, "12 Held");
}

TEST_F(FormPages, KeepsTheDraftsOfFormsOfOnePageApart) {
    std::string ended;
    auto& act = desk.open("/visits");
    act.drafts = {{"/visits/end#12", {{"form", "12"}, {"why", "Second"}}},
                  {"/visits/end#11", {{"form", "11"}, {"why", "First"}}}};
    const auto page = card(act, ended);
    EXPECT_TRUE(has(page, "data-tarn-draft=\"/visits/end#11\""));
    EXPECT_TRUE(has(page, "data-tarn-draft=\"/visits/end#12\""));
    EXPECT_LT(page.body.find("value=\"First\""), page.body.find("value=\"Second\""));
    EXPECT_NE(page.body.find("value=\"First\""), std::string::npos);
}

TEST_F(FormPages, StandsBelowOtherThingsAndMakesThemOnlyWhenShown) {
    int made = 0;
    const auto notes = [&](Act& act) {
        Form f{act,
               {.title = "Notes",
                .heading = "Add a note",
                .above = [&] { return ++made, page_kit::paragraph("The notes"); },
                .below = [] { return page_kit::paragraph("The end"); }}};
        f.text("note", "Note", required("Enter the note"));
        return f.accepted() ? f.done("Added", "/notes") : f.page();
    };
    const auto page = notes(desk.open("/notes"));
    EXPECT_LT(page.body.find("The notes"), page.body.find("Add a note"));
    EXPECT_LT(page.body.find("Add a note"), page.body.find("The end"));
    EXPECT_EQ(made, 1);
    EXPECT_EQ(notes(desk.send("/notes", {{"note", "x"}})).status, 303);
    EXPECT_EQ(made, 1) << "a form that is accepted reads nothing for a page that nobody sees";
}

TEST_F(FormPages, IsNotThereForThoseWhoMayNotFillItIn) {
    const auto notes = [](Act& act) {
        Form f{
            act,
            {.title = "Notes", .above = [] { return page_kit::paragraph("The notes"); }, .offered = false}};
        f.text("note", "Note");
        return f.accepted() ? f.done("Added", "/notes") : f.page();
    };
    const auto page = notes(desk.open("/notes"));
    EXPECT_TRUE(has(page, "The notes"));
    EXPECT_FALSE(has(page, "name=\"note\""));
    const auto answer = notes(desk.send("/notes", {{"note", "My long <note>"}, {"csrf", "t0ken"}}));
    EXPECT_EQ(answer.status, 409) << "so that the gate keeps nothing, nor drops the draft";
    EXPECT_TRUE(has(answer, "This form can no longer be sent"));
    EXPECT_TRUE(has(answer, "My long &lt;note&gt;")) << "what was typed is not lost";
    EXPECT_FALSE(has(answer, "t0ken"));
    EXPECT_FALSE(has(answer, "The notes"));
    EXPECT_EQ(desk.act().confirmation, "");
}

TEST_F(FormPages, LetsAnOptionalAnswerBeTakenBack) {
    std::optional<Kind> chosen;
    const auto ask = [&](Act& act) {
        Form f{act, {.title = "Plan"}};
        chosen = f.maybe_choice("kind", "What kind?", kinds, starts_as("support"));
        return f.accepted() ? f.done("Kept", "/plan") : f.page();
    };
    const auto page = ask(desk.open("/plan"));
    EXPECT_EQ(times(page, "type=\"radio\""), kinds.size() + 1);
    EXPECT_TRUE(has(page, "type=\"radio\" value=\"\">")) << page.body;
    EXPECT_TRUE(has(page, "None"));
    EXPECT_EQ(ask(desk.send("/plan", {{"kind", ""}})).status, 303);
    EXPECT_FALSE(chosen);
    EXPECT_EQ(ask(desk.send("/plan", {{"kind", "challenge"}})).status, 303);
    EXPECT_EQ(chosen, Kind::challenge);
}

TEST_F(FormPages, SaysThatThereIsNothingToChoose) {
    const auto ask = [](Act& act) {
        Form f{act, {.title = "Plan"}};
        f.choice("meeting", "Which meeting?", Answers{});
        f.many("also", "What else?", Answers{});
        return f.accepted() ? f.done("Kept", "/plan") : f.page();
    };
    EXPECT_EQ(times(ask(desk.open("/plan")), "There is nothing to choose from yet."), 2U);
    const auto page = ask(desk.send("/plan", {{"meeting", ""}}));
    EXPECT_EQ(page.status, 422);
    EXPECT_TRUE(has(page, "<a href=\"#meeting\">"));
    EXPECT_EQ(times(page, " id=\"meeting\""), 1U);
}

TEST_F(FormPages, RefusesTwoQuestionsOfOneNameAndNamesOfItsOwn) {
    Form f{desk.open("/notes"), {.title = "Notes"}};
    f.text("note", "Note");
    EXPECT_THROW(f.date("note", "When?"), std::invalid_argument);
    EXPECT_THROW(f.text("csrf", "Token"), std::invalid_argument);
    EXPECT_THROW(f.text("form", "Form"), std::invalid_argument);
}

TEST_F(FormPages, AsksBeforeWhatCannotBeTakenBack) {
    auto& act = desk.open("/visits/1/drop");
    Form f{act,
           {.title = "Drop it", .button = "Drop", .warns = true, .cancel_href = "/visits", .drafts = false}};
    const auto page = f.page();
    EXPECT_TRUE(has(page, "govuk-button--warning"));
    EXPECT_TRUE(has(page, "<a class=\"govuk-link\" href=\"/visits\">Cancel</a>"));
    EXPECT_FALSE(has(page, "data-tarn-draft"));
}

}
}
