#include "platform/page_kit/page_kit.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <regex>

#include "platform/page_kit/assets.hpp"
#include "platform/page_kit/conformance/normalise.hpp"
#include "platform/page_kit/date_question.hpp"
#include "platform/page_kit/has_test.hpp"

namespace tarn::page_kit {
namespace {

bool markup_has(const Html& html, std::string_view text) {
    return html.markup().find(text) != std::string::npos;
}

PageFrame frame() {
    return {.title = "Brook Primary",
            .around = std::make_shared<const Surroundings>(
                Site{.authority_name = "Fellshire County Council"},
                std::vector<NavigationItem>{{.content = "Schools", .href = "/schools", .active = true},
                                            {.content = "Data", .href = "/data"}}),
            .signed_in = SignedIn{.name = "Asha <Patel>", .role = "Senior adviser", .csrf = "tok\"en"}};
}

TEST(Page, HasTitleLandmarksAndWhoIsSignedIn) {
    const Html html = page(frame(), paragraph("Hello"));
    EXPECT_TRUE(html.markup().starts_with("<!DOCTYPE html>\n<html lang=\"en\""));
    EXPECT_TRUE(markup_has(html, "<title>Brook Primary - Tarn - Fellshire County Council</title>"));
    for (const char* part :
         {"<header", "<nav", "<main", "id=\"main-content\"", "<footer", "href=\"#main-content\""})
        EXPECT_TRUE(markup_has(html, part)) << part;
    EXPECT_TRUE(markup_has(html, "Asha &lt;Patel&gt;"));
    EXPECT_TRUE(markup_has(html, "action=\"/sign-out\""));
    EXPECT_TRUE(markup_has(html, "value=\"tok&quot;en\""));
    EXPECT_EQ(normalised(html.markup()).front(), "<!DOCTYPE html>");
}

TEST(Page, NeverNeedsAnInlineScriptOrStyle) {
    PageFrame full = frame();
    full.map = true;
    full.refresh_seconds = 5;
    full.errors = {{"name", "Enter a name"}};
    full.success = "Saved";
    const std::string text = page(full, map({.label = "Schools", .geojson_href = "/x"})).take();
    EXPECT_FALSE(std::regex_search(text, std::regex(R"(\sstyle=|\son[a-z]+=|<style)")));
    EXPECT_FALSE(std::regex_search(text, std::regex(R"(<script(?![^>]*src=))")));
}

TEST(Page, PutsErrorsFirstAndIntoTheTitle) {
    PageFrame wrong = frame();
    wrong.errors = {{"reason", "Enter a reason"}};
    const web::Response response = respond(wrong, {});
    EXPECT_EQ(response.status, 422);
    EXPECT_NE(response.body.find("<title>Error: Brook Primary"), std::string::npos);
    EXPECT_NE(response.body.find("<a href=\"#reason\">Enter a reason</a>"), std::string::npos);
    EXPECT_LT(response.body.find("govuk-error-summary"), response.body.find("<h1"));
    EXPECT_EQ(respond(frame(), {}).status, 200);
    EXPECT_EQ(respond(frame(), {}, 404).status, 404);
}

TEST(Page, HasExactlyOneHeadingUnlessTheContentBringsIt) {
    const auto headings = [](const PageFrame& with) {
        const std::vector<std::string> lines = normalised(page(with, {}).markup());
        return std::count_if(lines.begin(), lines.end(),
                             [](const auto& line) { return line.starts_with("<h1"); });
    };
    PageFrame question = frame();
    question.heading_in_content = true;
    EXPECT_EQ(headings(frame()), 1);
    EXPECT_EQ(headings(question), 0);
}

TEST(Page, ShowsNobodyWhenNobodyIsSignedIn) {
    PageFrame outside = frame();
    outside.signed_in.reset();
    EXPECT_FALSE(markup_has(page(outside, {}), "sign-out"));
}

TEST(Assets, AreServedUnderOneAddressThatChangesWithThem) {
    EXPECT_TRUE(asset_href("own/tarn.css").starts_with(assets().prefix()));
    EXPECT_TRUE(asset_href("govuk/govuk-frontend.min.css").starts_with(assets().prefix()));
    EXPECT_THROW(asset_href("own/none.css"), std::out_of_range);
    EXPECT_GE(assets().routes().size(), 10u);
}

TEST(Form, CarriesItsTokenAndDraftKey) {
    const Html html =
        form({.action = "/a?b=1&c=2", .csrf = "t", .content = {}, .uploads = true, .draft_key = "note-1"});
    EXPECT_TRUE(markup_has(html, R"(method="post")"));
    EXPECT_TRUE(markup_has(html, R"(action="/a?b=1&amp;c=2&amp;csrf=t")"));
    EXPECT_TRUE(markup_has(html, R"(enctype="multipart/form-data")"));
    EXPECT_TRUE(markup_has(html, R"(data-tarn-draft="note-1")"));
    EXPECT_TRUE(markup_has(html, R"(<input type="hidden" name="csrf" value="t">)"));
    EXPECT_TRUE(
        markup_has(form({.action = "/a", .csrf = "t+", .content = {}, .uploads = true}), "/a?csrf=t%2B"));
    EXPECT_TRUE(markup_has(form("/a?b=1", "t", {}), R"(action="/a?b=1")"))
        << "without a file it stays in the form";
}

TEST(Textarea, KeepsALeadingLineBreak) {
    EXPECT_TRUE(markup_has(textarea({.name = "a", .value = "\nfirst"}), ">\n\nfirst</textarea>"));
}

DataTable list() {
    return {.id = "schools",
            .caption = "Schools",
            .columns = {{.heading = "School", .sort_href = "?sort=name", .sorted = Sorted::ascending},
                        {.heading = "Score", .numeric = true, .sort_href = "?sort=score"}},
            .rows = {{link_to("/schools/1", "Brook & Hill"), "1.75"}},
            .empty_sentence = "No school fits these filters.",
            .downloads = {{"CSV", "?format=csv"}}};
}

TEST(DataTable, SaysHowItIsSortedAndScrollsOnItsOwn) {
    const Html html = data_table(list());
    EXPECT_TRUE(markup_has(html, R"(aria-sort="ascending")"));
    EXPECT_TRUE(markup_has(html, R"(aria-sort="none")"));
    EXPECT_TRUE(markup_has(html, R"(role="region" aria-labelledby="schools-caption" tabindex="0")"));
    EXPECT_TRUE(markup_has(html, "govuk-table__cell--numeric"));
    EXPECT_TRUE(markup_has(html, "Brook &amp; Hill"));
    EXPECT_TRUE(markup_has(html, R"(href="?format=csv">)")) << "no download attribute: an error stays a page";
}

TEST(DataTable, IsCardsOnAPhoneAndATableForScreenReadersAllTheSame) {
    DataTable cards = list();
    cards.cards = true;
    for (auto& column : cards.columns) column.label = "Score of the school";
    const Html html = data_table(cards);
    EXPECT_TRUE(has(html, "tarn-table--cards"));
    EXPECT_TRUE(has(html, R"(data-label="Score of the school")"));
    for (const char* role : {"table", "rowgroup", "row", "columnheader", "rowheader", "cell"})
        EXPECT_TRUE(has(html, "role=\"" + std::string{role} + "\"")) << role;
    EXPECT_FALSE(has(data_table(list()), "role=\"cell\""));
}

TEST(DataTable, SaysWhenThereIsNothing) {
    DataTable empty = list();
    empty.rows.clear();
    EXPECT_TRUE(markup_has(data_table(empty), "No school fits these filters."));
    EXPECT_FALSE(markup_has(data_table(empty), "<table"));
}

TEST(KeyFigure, AlwaysSaysWhereItComesFrom) {
    const Html html =
        key_figure({.label = "Attainment 8",
                    .value = "46.2",
                    .source = {.name = "Performance tables", .published = Date::of(2020, 2, 6), .n = 1234}});
    EXPECT_TRUE(markup_has(html, "Source: Performance tables, published 6 February 2020, n = 1,234"));
    EXPECT_TRUE(markup_has(key_figure({.label = "A", .missing_reason = "Suppressed: fewer than 6 pupils"}),
                           "Suppressed"));
}

TEST(OpenFigure, ShowsTheRangeBeneathTheValueOrWhyThereIsNone) {
    const Html open = open_figure({.value = "65%", .low = "43%", .high = "82%"});
    EXPECT_TRUE(markup_has(open, "65%<span class=\"tarn-open\">"));
    EXPECT_TRUE(markup_has(open, "likely range </span>43% to 82%"));
    EXPECT_TRUE(markup_has(open_figure({.value = "4.7%", .why_none = "No interval: <no> n"}),
                           "No interval: &lt;no&gt; n"));
    EXPECT_EQ(open_figure({.value = "good"}).markup(), "good");
}

TEST(LevelTag, SaysTheLevelInWords) {
    for (const auto& [level, words] : {std::pair{LevelTag::red, "Red"},
                                       {LevelTag::amber, "Amber"},
                                       {LevelTag::green, "Green"},
                                       {LevelTag::not_enough_evidence, "Not enough evidence"},
                                       {LevelTag::none, "No level"}})
        EXPECT_TRUE(markup_has(level_tag(level), std::string{">"} + words + "<"));
}

TEST(Progress, AsksAgainOnlyWhileWorkIsRunning) {
    EXPECT_TRUE(markup_has(progress({.label = "Reading", .percent = 140}), R"(value="100")"));
    EXPECT_TRUE(markup_has(progress({.label = "Reading"}), "data-tarn-progress"));
    const Html done =
        progress({.label = "Reading", .state = WorkState::done, .when_finished = paragraph("Report")});
    EXPECT_FALSE(markup_has(done, "data-tarn-progress"));
    EXPECT_TRUE(markup_has(done, "Report"));
}

TEST(Pagination, LeavesOutTheMiddle) {
    const Html html = pagination_of(5, 10, [](int page) { return "?page=" + std::to_string(page); });
    std::string numbers;
    for (const std::string& line : normalised(html.markup()))
        if (line.size() <= 2 || line == "&ctdot;") numbers += line + " ";
    EXPECT_EQ(numbers, "1 &ctdot; 4 5 6 &ctdot; 10 ");
    EXPECT_TRUE(pagination_of(1, 1, [](int) { return std::string{}; }).empty());
}

struct DateCase {
    const char *day, *month, *year;
    bool required;
    const char *error, *part, *iso;
};
class ReadDate : public testing::TestWithParam<DateCase> {};

TEST_P(ReadDate, GivesADateOrTheSentenceThatHelps) {
    const DateCase& one = GetParam();
    web::Request request;
    request.form = {{"review-day", one.day}, {"review-month", one.month}, {"review-year", one.year}};
    const DateRead read = read_date(request, "review", "Review date", one.required);
    EXPECT_EQ(read.error, one.error);
    EXPECT_EQ(read.error_part, one.part);
    EXPECT_EQ(read.date ? read.date->iso() : "", one.iso);
    EXPECT_EQ(read.typed, request.form) << "what was typed is shown again as it was";
}

INSTANTIATE_TEST_SUITE_P(
    Typed, ReadDate,
    testing::Values(DateCase{"2", "3", "2026", true, "", "", "2026-03-02"},
                    DateCase{" 02 ", "03", "2026", true, "", "", "2026-03-02"},
                    DateCase{"", "", "", false, "", "", ""},
                    DateCase{"", "", "", true, "Review date must be entered", "day", ""},
                    DateCase{"2", "", "2026", true, "Review date must include a month", "month", ""},
                    DateCase{"", "3", "", false, "Review date must include a day and a year", "day", ""},
                    DateCase{"31", "2", "2026", true, "Review date must be a real date", "day", ""},
                    DateCase{"1", "13", "2026", true, "Review date must be a real date", "month", ""},
                    DateCase{"x", "3", "2026", true, "Review date must have a day in numbers", "day", ""},
                    DateCase{"2", "3", "26", true, "Review date must have a year of 4 numbers", "year", ""},
                    DateCase{"-2", "3", "2026", true, "Review date must have a day in numbers", "day", ""}));

TEST(DateQuestion, LeadsToTheWrongPartShowsTheErrorAndKeepsWhatWasTyped) {
    web::Request request;
    request.form = {{"held-day", "31"}, {"held-month", "13"}, {"held-year", "2026"}};
    const DateRead read = read_date(request, "held", "The day of the meeting", true);
    FieldErrors errors;
    note_error(errors, "held", read);
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].field_id, "held-" + read.error_part);
    const std::string html =
        date_question({.name = "held", .question = "When?", .hint = "For example", .typed = read.typed},
                      errors)
            .markup();
    EXPECT_NE(html.find(read.error), std::string::npos) << html;
    EXPECT_NE(html.find("value=\"13\""), std::string::npos) << html;
    errors.clear();
    note_error(errors, "held", not_sent_yet({}));
    EXPECT_TRUE(errors.empty());
}
}
}
