// Pages through their handlers, as the server calls them.
#include <algorithm>
#include <gtest/gtest.h>

#include "feature_kit/act.hpp"
#include "schools/appointed_test.hpp"
#include "schools/register_text_test.hpp"
#include "schools/schools.hpp"
#include "schools/schools_panels.hpp"
#include "support/days.hpp"
#include "support/test_database.hpp"

namespace tarn::schools {

namespace {

using tarn::test::day;

class SchoolPages : public tarn::test::OnEachDatabase {
  protected:
    void SetUp() override {
        OnEachDatabase::SetUp();
        if (IsSkipped()) return;
        test::RegisterTexts texts;
        texts.file(R"(
            gias_2022 2022-04-25
            urn    name                  type              laestab  opened     phase     low_age high_age postcode easting northing town       district website
            900001 Brook_Primary_School  Community_school  888/2001 -          Primary   4       11       PR1_8RE  354000  429000   Preston    Preston  www.brook.example
            900002 Fell_High_School      Foundation_school 888/4001 -          Secondary 11      16       PR1_9XX  354500  429000   Preston    Preston  -
            900003 Hollins_Academy       Academy_converter 888/2002 2021-09-01 Primary   4       11       BB5_2QQ  376000  428000   Accrington Hyndburn -
            900005 Moor_Primary_<b>      Community_school  889/2001 -          Primary   4       11       BB1_1AA  368000  428000   Blackburn  -        -)");
        texts.file(R"(
            school_details_2018 2020-03-15
            urn    name    type              status authority low_age high_age
            900004 Hollins Maintained_School 1      888       4       11)");
        texts.links("900004 900003 Successor 2021-03-01 Hollins_Academy");
        RegisterTable outlines;
        outlines.source = Source::postcodes;
        outlines.release = ReleaseId{9};
        outlines.postcodes = {{"PR1 8RE", 354000, 429000, "E07000123", "E05000001"}};
        outlines.boundaries = {
            {"E07000123", "Preston", BoundaryKind::district, R"({"type":"Polygon","coordinates":[]})"},
            {"E10000017", "Lancashire", BoundaryKind::authority, R"({"type":"Polygon","coordinates":[1]})"}};
        texts.tables.push_back(outlines);
        auto db = database().write();
        for (const RegisterTable& table : texts.tables) store_register(*db, table);
        rebuild(*db);
        ASSERT_TRUE(
            appoint(*db, officer, appointed({900001}, PostKind::headteacher, "Helen Vale", "2018-01-01")));
        east_ = set_up_area(*db, officer, {.authority = {888}, .code = "E", .name = "East side"}).value();
        elsewhere_ =
            set_up_area(*db, their_officer, {.authority = {889}, .code = "X", .name = "Elsewhere"}).value();
        ASSERT_TRUE(place_in_area(*db, officer, east_, {900001}, day("2019-09-01")));
        ASSERT_TRUE(place_in_area(*db, their_officer, elsewhere_, {900002}, day("2019-09-01")));
        db->commit();
    }

    /// "/schools?phase=primary" through the route table; parameters of the pattern are filled from the path.
    web::Response get(std::string_view pattern, web::Fields query, web::Fields parameters = {}) {
        web::Request request;
        request.path = pattern;
        request.query = std::move(query);
        request.parameters = std::move(parameters);
        auto db = database().read();
        kit::Act act{.request = request, .viewer = viewer_, .clock = clock_, .db = *db};
        for (const kit::Route& route : feature_.routes) {
            EXPECT_EQ(route.permission, access::Permission::signed_in) << route.pattern;
            if (route.pattern == pattern) return route.handler(act);
        }
        throw std::out_of_range("no such route");
    }
    std::vector<kit::SearchHit> found(const char* typed, std::size_t limit = 4, std::size_t source = 0) {
        web::Request request;
        auto db = database().read();
        kit::Act act{.request = request, .viewer = viewer_, .clock = clock_, .db = *db};
        return feature_.searches.at(source).find(act, SearchText{typed}, limit);
    }
    web::Response school(const char* urn, web::Fields query = {}) {
        return get("/schools/{urn}", std::move(query), {{"urn", urn}});
    }
    static bool has(const web::Response& response, std::string_view text) {
        return response.body.find(text) != std::string::npos;
    }

    const access::Viewer viewer_{PersonId{1}, "Asha Field", access::Role::adviser, {888}, {}};
    const FixedClock clock_{day("2022-05-01")};
    Registers registers_;
    AreaId east_{}, elsewhere_{};
    kit::Feature feature_ = feature(
        registers_, {{"Confidential", 5, access::Permission::soft_notes_read,
                      [](kit::Act&, const School&, Date) { return web::Html::text("only for some"); }},
                     {"Measured", 50, access::Permission::signed_in, [](kit::Act&, const School& s, Date) {
                          return web::Html::text("measured " + s.urn.text());
                      }},
                     {.title = "Compared",
                      .order = 60,
                      .render = [](kit::Act&, const School&, Date) { return web::Html::text("side by side"); },
                      .place = kit::Place::open}});
};
TARN_ON_EACH_DATABASE(SchoolPages);

TEST_P(SchoolPages, the_list_starts_with_ones_own_authority_and_filters) {
    const auto all = get("/schools", {});
    EXPECT_EQ(all.status, 200);
    EXPECT_TRUE(has(all, "3 schools"));
    EXPECT_TRUE(has(all, "Brook Primary School"));
    EXPECT_FALSE(has(all, "Moor Primary"));
    EXPECT_TRUE(has(all, "Schools of Lancashire (888)"));
    EXPECT_TRUE(has(all, "As at 1 May 2022"));
    EXPECT_TRUE(has(all, ">not known</td>"));
    EXPECT_TRUE(has(get("/schools", {{"phase", "secondary"}}), "1 of 3 schools"));
    EXPECT_TRUE(has(get("/schools", {{"district", "Hyndburn"}}), "Hollins Academy"));
    EXPECT_FALSE(has(get("/schools", {{"district", "Hyndburn"}}), "Fell High"));
    EXPECT_TRUE(has(get("/schools", {{"type", "34"}}), "1 of 3 schools"));
    EXPECT_TRUE(has(get("/schools", {{"type", "34"}}), "Type: Academy converter"));
    EXPECT_TRUE(has(get("/schools", {{"q", "borok"}}), "1 school"));
    const auto closed = get("/schools", {{"status", "closed"}});
    EXPECT_TRUE(has(closed, "31 August 2021"));
    EXPECT_TRUE(has(closed, ">Closed</th>"));
    EXPECT_FALSE(has(closed, ">Opened<"));
    EXPECT_TRUE(has(get("/schools", {{"as_at", "2021-08-31"}}), "900004"));
    EXPECT_TRUE(has(get("/schools", {{"q", "zzzzzz"}}), "No school fits these filters."));
    EXPECT_TRUE(
        has(get("/schools", {{"page", "99"}, {"sort", "nonsense"}, {"type", "x"}, {"as_at", "2021-02-31"}}),
            "3 schools"));
}

TEST_P(SchoolPages, text_of_files_is_never_markup) {
    const auto page = get("/schools", {{"authority", "all"}});
    EXPECT_TRUE(has(page, "Moor Primary &lt;b&gt;"));
    EXPECT_FALSE(has(page, "Moor Primary <b>"));
    EXPECT_FALSE(has(get("/schools", {{"q", "<script>"}}), "<script>\""));
}

TEST_P(SchoolPages, searching_puts_the_best_match_first_until_an_order_is_asked_for) {
    const auto place = [](const web::Response& page, std::string_view name) { return page.body.find(name); };
    const auto found = get("/schools", {{"q", "primary"}, {"authority", "all"}});
    EXPECT_TRUE(has(found, "2 schools"));
    EXPECT_TRUE(has(found, "Best match first."));
    const auto turned = get(
        "/schools", {{"q", "primary"}, {"authority", "all"}, {"sort", "name"}, {"direction", "descending"}});
    EXPECT_LT(place(turned, ">Moor Primary"), place(turned, ">Brook Primary"));
    EXPECT_TRUE(has(found, "href=\"/schools?q=primary&amp;authority=all&amp;sort=name\""));
    EXPECT_TRUE(has(found, "href=\"/schools/map?q=primary&amp;authority=all\""));
    EXPECT_TRUE(has(get("/schools", {{"q", "900002"}}), "Fell High School"));
    EXPECT_TRUE(has(get("/schools", {{"q", "PR1 8RE"}}), "Brook Primary School"));
}

TEST_P(SchoolPages, another_day_or_authority_can_be_asked_for_though_nothing_was_there) {
    const auto none = get("/schools", {{"as_at", "1950-01-01"}, {"authority", "835"}});
    EXPECT_TRUE(has(none, "No school fits these filters.")) << none.body;
    EXPECT_TRUE(has(none, "<option value=\"835\" selected>"));
    EXPECT_TRUE(has(none, "Apply filters"));
}

TEST_P(SchoolPages, areas_filter_only_within_the_viewers_authority) {
    const auto east = get("/schools", {{"area", std::to_string(east_.value)}});
    EXPECT_TRUE(has(east, "1 school"));
    EXPECT_TRUE(has(east, "Area: East side"));
    const auto elsewhere = get("/schools", {{"area", std::to_string(elsewhere_.value)}});
    EXPECT_TRUE(has(elsewhere, "3 schools")) << "another authority's area is no answer";
    EXPECT_FALSE(has(elsewhere, "Elsewhere"));
}

TEST_P(SchoolPages, exports_hold_what_the_list_shows) {
    const auto csv = get("/schools/export.csv", {{"phase", "primary"}});
    EXPECT_EQ(
        csv.body,
        "\xEF\xBB\xBFSchool,URN,LAESTAB,Local authority,Phase,Type,Lowest age,Highest age,District,Opened,"
        "Closed,Pupils,Capacity,Postcode,Ward,Trust,Federation,Diocese,Religious character\r\n"
        "Brook Primary School,900001,888/2001,Lancashire (888),Primary,Community school,4,11,Preston,"
        "2020-09-01,open,not known,not known,PR1 8RE,not known,not known,not known,not known,not known"
        "\r\n"
        "Hollins Academy,900003,888/2002,Lancashire (888),Primary,Academy converter,4,11,Hyndburn,"
        "2021-09-01,open,not known,not known,BB5 2QQ,not known,not known,not known,not known,not known\r\n");
    const auto xlsx = get("/schools/export.xlsx", {});
    EXPECT_EQ(xlsx.body.substr(0, 2), "PK");
    EXPECT_TRUE(std::ranges::any_of(xlsx.headers, [](const auto& h) {
        return h.second.find("schools-of-lancashire-888-2022-05-01.xlsx") != std::string::npos;
    }));
}

TEST_P(SchoolPages, the_search_box_finds_schools_by_what_people_type) {
    EXPECT_EQ(found("fel").at(0).title, "Fell High School");
    EXPECT_TRUE(found("moor").at(0).detail.ends_with("Blackburn with Darwen (889)"));
    EXPECT_TRUE(found("hollins").at(1).detail.ends_with("closed 31 August 2021"));
    EXPECT_EQ(found("900002").at(0).href, "/schools/900002");
    EXPECT_EQ(found("pr18re").at(0).title, "Brook Primary School");
    EXPECT_EQ(found("primary", 1).size(), 1u);
    EXPECT_EQ(found("zzzzzz").size(), 0u);
    EXPECT_EQ(found("brook").at(0).likeness, 1);
    EXPECT_EQ(found("borok").at(0).likeness, 0.5);
    const auto leaders = found("hellen vale", 4, 1);
    ASSERT_EQ(leaders.size(), 1u);
    EXPECT_EQ(leaders[0].title, "Helen Vale");
    EXPECT_EQ(leaders[0].detail, "Headteacher, Brook Primary School");
    EXPECT_EQ(leaders[0].href, "/schools/900001");
}

TEST_P(SchoolPages, the_map_shows_outlines_and_points) {
    const auto map = get("/schools/map.geojson", {});
    EXPECT_EQ(map.content_type, "application/geo+json");
    EXPECT_TRUE(
        has(map, R"("name":"Preston","tone":"grey"},"geometry":{"type":"Polygon","coordinates":[]})"));
    // A school whose district has no outline brings its authority's.
    EXPECT_TRUE(has(map, R"("name":"Lancashire")"));
    EXPECT_TRUE(has(map, R"("name":"Brook Primary School","tone":"blue","href":"/schools/900001")"));
    EXPECT_TRUE(has(map, R"("coordinates":[-2.69)"));
    EXPECT_TRUE(has(get("/schools/map", {}), "/schools/map.geojson"));
}

TEST_P(SchoolPages, a_school_is_shown_as_on_the_day_asked_about) {
    const auto page = school("900001");
    EXPECT_TRUE(has(page, "Brook Primary School"));
    EXPECT_TRUE(has(page, "Helen Vale, since 1 January 2018"));
    EXPECT_TRUE(has(page, "East side"));
    EXPECT_TRUE(has(page, "www.brook.example"));
    EXPECT_TRUE(has(page, "measured 900001"));
    EXPECT_FALSE(has(page, "only for some"));  // an adviser without the school in the caseload
    EXPECT_FALSE(has(school("900001", {{"as_at", "2017-06-01"}}), "Helen Vale"));
    const auto closed = school("900004");
    EXPECT_TRUE(has(closed, "It closed on 31 August 2021."));
    EXPECT_TRUE(has(closed, "URN 900003, Hollins Academy"));
    EXPECT_TRUE(has(closed, "Continued by"));
    EXPECT_EQ(school("999999").status, 404);
    EXPECT_EQ(school("nonsense").status, 404);
}

TEST_P(SchoolPages, cards_stand_first_then_what_is_open_and_the_rest_is_folded) {
    const auto page = school("900001");
    const auto at = [&](std::string_view text) { return page.body.find(text); };
    ASSERT_NE(at("side by side"), std::string::npos);
    EXPECT_LT(at("class=\"tarn-brief\""), at("Who to speak to"));
    EXPECT_LT(at("Who to speak to"), at("Compared</h2>"));
    EXPECT_LT(at("Compared</h2>"), at("Measured</span>"));
    EXPECT_TRUE(has(page, "<details class=\"govuk-details tarn-fold\""));
    EXPECT_FALSE(has(page, "Measured</h2>"));
    EXPECT_TRUE(has(page, "Preston, URN 900001, Lancashire (888)"));
    EXPECT_FALSE(has(page, "Adviser")) << "somebody who may not see the school's level";
}

TEST_P(SchoolPages, history_says_where_each_fact_comes_from_and_what_was_concluded) {
    const auto page = get("/schools/{urn}/history", {}, {{"urn", "900004"}});
    EXPECT_TRUE(has(page, "Performance tables register 2017-18"));
    EXPECT_TRUE(has(page, "Its last day is the day before its successor opened."));
    EXPECT_TRUE(has(get("/schools/{urn}/history", {}, {{"urn", "900001"}}), "Helen Vale"));
    EXPECT_EQ(get("/schools/{urn}/history", {}, {{"urn", "1"}}).status, 404);
}

}

}
