// Lists of rows in memory: page, address, files.
#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "base/code_table.hpp"
#include "feature_kit/desk_test.hpp"
#include "feature_kit/list_page.hpp"
#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit::list_tests {
namespace {

using test::day;
using test::has;
using test::times;

enum class Phase : std::uint8_t { primary, secondary };
constexpr CodeTable<Phase> phases{{Phase::primary, "primary", "Primary school"},
                                  {Phase::secondary, "secondary", "A secondary school"}};

struct School {
    std::string name;
    int urn = 0;
    Phase phase = Phase::primary;
    std::string district;
    std::optional<Date> visited;
    documents::Cell pupils;
    std::string note;
};
using Column = ListColumn<School>;
using Filter = ListFilter<School>;

std::vector<School> few() {
    return {
        {"Brook & Hill", 900001, Phase::secondary, "North", day("2026-01-10"), std::int64_t{1200}, "=1+1"},
        {"abbey", 900002, Phase::primary, "South", {}, documents::Missing{"suppressed"}, "@b"},
        {"Cedar", 900003, Phase::primary, "North", day("2026-02-20"), std::int64_t{90}, ""}};
}
std::vector<School> many() {
    std::vector<School> all;
    for (int i = 0; i < 120; ++i)
        all.push_back(
            {"School " + std::to_string(i + 1), 900000 + i, i % 2 == 0 ? Phase::primary : Phase::secondary});
    return all;
}

ListPage<School> schools() {
    return {.path = "/schools",
            .title = "Schools",
            .noun = "school",
            .nouns = "schools",
            .permission = Permission::signed_in,
            .columns = {Column("name", "School", &School::name).linked([](const School& s) {
                            return "/schools/" + std::to_string(s.urn);
                        }),
                        Column("phase", "Phase", &School::phase, phases),
                        Column("visited", "Last visit", &School::visited).largest_at_first(),
                        Column("pupils", "Pupils", &School::pupils),
                        Column("tag", "District", &School::district)
                            .shown_as([](const School& s) { return page_kit::tag({.content = s.district}); })
                            .on_the_page_only(),
                        Column("urn", "URN", &School::urn).in_files_only(),
                        Column("note", "Note", &School::note).only_with(Permission::soft_notes_read)},
            .filters = {Filter::contains("q", "Name", &School::name),
                        Filter::choice("phase", "Phase", phases, &School::phase),
                        Filter::occurring("district", "District", &School::district),
                        Filter::between("visited", "Visited", &School::visited),
                        Filter::tick("never", "Never visited", [](const School& s) { return !s.visited; }),
                        Filter::day("as_at", "As at")},
            .sort = "name",
            .note = "Source: register.",
            .audit = "schools.read",
            .confidential = "Confidential."};
}

/// One part of an XLSX file, read by another program.
std::string part(const std::string& xlsx, const std::string& name) {
    const tarn::test::TemporaryFolder folder;
    std::ofstream(folder.file("book.xlsx"), std::ios::binary) << xlsx;
    const std::string command =
        "python3 -c \"import sys,zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read("
        "sys.argv[2]).decode())\" '" +
        folder.file("book.xlsx") + "' '" + name + "' > '" + folder.file("part") + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream file(folder.file("part"));
    return {std::istreambuf_iterator<char>(file), {}};
}

class Lists : public testing::Test {
  protected:
    web::Response page(web::Fields query, std::vector<School> rows = few()) {
        return list(std::move(rows)).page(desk.open("/schools", std::move(query)));
    }
    web::Response file(FileKind kind, web::Fields query = {}) {
        return list(few()).file(
            desk.open(kind == FileKind::csv ? "/schools.csv" : "/schools.xlsx", std::move(query)), kind);
    }
    static List list(std::vector<School> rows) {
        return List{schools(), [rows](Act&) { return rows; }};
    }
    /// The names of the schools in the order of the page.
    static std::vector<std::string> names(const web::Response& page) {
        std::vector<std::string> all;
        const std::string_view before =
            "class=\"govuk-table__header\"><a class=\"govuk-link\" href=\"/schools/";
        for (auto at = page.body.find(before); at != std::string::npos; at = page.body.find(before, at + 1)) {
            const auto from = page.body.find('>', at + before.size()) + 1;
            all.push_back(page.body.substr(from, page.body.find('<', from) - from));
        }
        return all;
    }

    tarn::test::TestDatabase database{tarn::test::Engine::sqlite, tarn::test::TestDatabase::Schema::empty};
    test::Desk desk{*database};
    using Names = std::vector<std::string>;
};

TEST_F(Lists, ShowsRowsInTheirOrderWithCountNoteAndFiles) {
    const auto shown = page({});
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(names(shown), (Names{"abbey", "Brook &amp; Hill", "Cedar"})) << "capital letters do not count";
    EXPECT_TRUE(has(shown, ">3 schools</p>")) << shown.body;
    EXPECT_TRUE(has(shown, "Source: register."));
    EXPECT_TRUE(has(shown, "href=\"/schools.csv\""));
    EXPECT_TRUE(has(shown, "href=\"/schools.xlsx\""));
    EXPECT_TRUE(has(
        shown, "<td role=\"cell\" class=\"govuk-table__cell\" data-label=\"Phase\">A secondary school</td>"));
    EXPECT_TRUE(has(shown, ">suppressed</td>")) << "a reason stands where a value is missing";
    EXPECT_FALSE(has(shown, ">URN<")) << "that is for the files";
    EXPECT_EQ(times(shown, "aria-sort=\"ascending\""), 1U);
    EXPECT_FALSE(has(shown, "pagination"));
}

TEST_F(Lists, SortsByEveryColumnBothWaysWithWhatIsMissingLast) {
    EXPECT_EQ(names(page({{"sort", "pupils"}})), (Names{"Cedar", "Brook &amp; Hill", "abbey"}));
    EXPECT_EQ(names(page({{"sort", "pupils"}, {"direction", "descending"}})),
              (Names{"Brook &amp; Hill", "Cedar", "abbey"}));
    EXPECT_EQ(names(page({{"sort", "visited"}})), (Names{"Cedar", "Brook &amp; Hill", "abbey"}))
        << "the latest at first";
    EXPECT_EQ(names(page({{"sort", "phase"}})), (Names{"abbey", "Cedar", "Brook &amp; Hill"}))
        << "codes in the order of their table";
    EXPECT_EQ(names(page({{"sort", "nonsense"}})), names(page({})));
    const auto shown = page({{"sort", "visited"}});
    EXPECT_TRUE(has(shown, "href=\"/schools?sort=visited&amp;direction=ascending\""))
        << "the next click turns it round";
    EXPECT_TRUE(has(shown, "href=\"/schools.csv?sort=visited\""));
    EXPECT_TRUE(has(shown, "<input type=\"hidden\" name=\"sort\" value=\"visited\">"))
        << "filtering keeps the order";
}

TEST_F(Lists, FiltersAndSaysByWhat) {
    EXPECT_EQ(names(page({{"q", "BROOK"}})), Names{"Brook &amp; Hill"});
    EXPECT_EQ(names(page({{"phase", "primary"}})), (Names{"abbey", "Cedar"}));
    EXPECT_EQ(names(page({{"district", "North"}, {"phase", "primary"}})), Names{"Cedar"});
    EXPECT_EQ(names(page({{"visited_from", "2026-01-10"}, {"visited_to", "2026-02-19"}})),
              Names{"Brook &amp; Hill"});
    EXPECT_EQ(names(page({{"visited_from", "2026-02-01"}})), Names{"Cedar"});
    EXPECT_EQ(names(page({{"never", "yes"}})), Names{"abbey"});
    const auto shown = page({{"phase", "primary"}, {"visited_to", "2026-03-01"}, {"as_at", "2026-03-01"}});
    EXPECT_TRUE(has(shown, ">1 of 3 schools</p>"));
    EXPECT_TRUE(has(shown, "Phase: Primary school"));
    EXPECT_TRUE(has(shown, "Visited: until 1 March 2026"));
    EXPECT_TRUE(has(shown, "As at 1 March 2026"));
    EXPECT_TRUE(has(shown, "href=\"/schools?visited_to=2026-03-01&amp;as_at=2026-03-01\""))
        << "without the phase";
    EXPECT_TRUE(has(shown, "tarn-print-only")) << "a print says what was asked";
    EXPECT_TRUE(has(shown, "<option value=\"primary\" selected>"));
}

TEST_F(Lists, MakesNothingOfAnAddressThatMeansNothing) {
    EXPECT_EQ(
        names(page({{"phase", "tertiary"}, {"page", "x"}, {"never", "maybe"}, {"district", ""}})).size(), 3U);
    const auto shown = page({{"visited_from", "soon\"><script>"}, {"page", "-3"}});
    EXPECT_EQ(names(shown).size(), 3U);
    EXPECT_TRUE(has(shown, "Enter a date such as 31/03/2026"));
    EXPECT_FALSE(has(shown, "<script>"));
}

TEST_F(Lists, PagesLongListsAndKeepsFiltersOnTheWay) {
    const auto first = page({{"sort", "phase"}}, many());
    EXPECT_EQ(names(first).size(), rows_on_a_page);
    EXPECT_TRUE(has(first, "120 schools, page 1 of 3"));
    EXPECT_TRUE(has(first, "href=\"/schools?sort=phase&amp;page=2\""));
    EXPECT_EQ(names(page({{"page", "3"}}, many())).size(), 20U);
    const auto beyond = page({{"page", "99"}}, many());
    EXPECT_EQ(names(beyond), names(page({{"page", "3"}}, many()))) << "a page that is no more shows the last";
    EXPECT_TRUE(has(beyond, "page 3 of 3"));
    EXPECT_TRUE(has(page({{"phase", "primary"}}, many()), "60 of 120 schools, page 1 of 2"));
    EXPECT_EQ(desk.act().audit.size(), 1U) << "read once, however it was looked up";
}

TEST_F(Lists, SaysWhatToDoWhenThereIsNothing) {
    const auto none = page({{"q", "zzz"}});
    EXPECT_TRUE(has(none, "No school fits these filters."));
    EXPECT_TRUE(has(none, "Clear all filters"));
    EXPECT_FALSE(has(none, ".csv"));
    const auto empty = page({}, {});
    EXPECT_TRUE(has(empty, "There are no schools."));
    EXPECT_TRUE(has(empty, "Apply filters")) << "another day may have some";
    EXPECT_TRUE(has(page({{"as_at", "1990-01-01"}}, {}), "No school fits these filters."));
    auto of_no_day = schools();
    of_no_day.filters.pop_back();
    const List bare{of_no_day, [](Act&) { return std::vector<School>{}; }};
    EXPECT_FALSE(has(bare.page(desk.open("/schools")), "Apply filters")) << "nothing to filter";
}

TEST_F(Lists, GivesExactlyWhatIsFilteredAsCsvWithEveryColumn) {
    desk.as(access::Role::data_officer);
    const auto csv = file(FileKind::csv, {{"phase", "primary"}, {"sort", "pupils"}, {"page", "7"}});
    EXPECT_EQ(csv.body,
              "\xEF\xBB\xBFSchool,Phase,Last visit,Pupils,URN\r\n"
              "Cedar,Primary school,2026-02-20,90,900003\r\n"
              "abbey,Primary school,,suppressed,900002\r\n");
    EXPECT_EQ(csv.content_type, documents::csv_type);
    EXPECT_TRUE(std::ranges::any_of(csv.headers, [](const auto& h) {
        return h.second.find("confidential-schools-2026-03-02.csv") != std::string::npos;
    }));
}

TEST_F(Lists, KeepsAColumnFromThoseWhoMayNotSeeIt) {
    const auto csv = file(FileKind::csv);
    EXPECT_NE(csv.body.find("'=1+1"), std::string::npos) << "no spreadsheet runs it: " << csv.body;
    EXPECT_NE(csv.body.find("'@b"), std::string::npos);
    EXPECT_TRUE(has(page({}), "=1+1"));
    desk.as(access::Role::data_officer);
    EXPECT_EQ(file(FileKind::csv).body.find("1+1"), std::string::npos);
    EXPECT_FALSE(has(page({}), "1+1"));
    EXPECT_FALSE(has(page({}), ">Note<"));
    EXPECT_EQ(names(page({{"sort", "note"}})), names(page({}))) << "nor can its order be asked for";
}

TEST_F(Lists, GivesXlsxWithWhatWasAskedInItsNotes) {
    const auto xlsx = file(FileKind::xlsx, {{"district", "North"}});
    EXPECT_EQ(xlsx.content_type, documents::xlsx_type);
    const std::string sheet = part(xlsx.body, "xl/worksheets/sheet1.xml");
    EXPECT_NE(sheet.find("<v>900001</v>"), std::string::npos);
    EXPECT_NE(sheet.find("<v>46073</v>"), std::string::npos) << "20 February 2026 in days since 1900";
    EXPECT_EQ(sheet.find("<v>900002</v>"), std::string::npos) << "that one is not in the north";
    EXPECT_EQ(sheet.find("<f>"), std::string::npos);
    const std::string strings = part(xlsx.body, "xl/sharedStrings.xml");
    for (const char* note : {"District: North.", "2 of 3 schools.", "Sorted by School.", "Confidential.",
                             "Source: register.", "Taken by Asha Rahman on 2 March 2026."})
        EXPECT_NE(strings.find(note), std::string::npos) << note;
    ASSERT_EQ(desk.act().audit.size(), 1U);
    EXPECT_EQ(desk.act().audit[0].detail, "2 of 3 schools, Excel");
    EXPECT_EQ(desk.act().audit[0].action, "schools.read.file")
        << "the trail keeps it beside the page read just before";
}

TEST_F(Lists, LeavesATraceOfAConfidentialReading) {
    page({});
    ASSERT_EQ(desk.act().audit.size(), 1U);
    EXPECT_EQ(desk.act().audit[0].action, "schools.read");
    EXPECT_EQ(desk.act().audit[0].object, "authority:901");
    EXPECT_EQ(desk.act().audit[0].detail, "3 schools");
    page({{"as_at", "2020-09-01"}});
    EXPECT_EQ(desk.act().audit[0].detail, "3 schools, As at 1 September 2020");
    auto& act = desk.open("/schools");
    desk.request().parameters = {{"urn", "900001"}};
    list(few()).page(act);
    EXPECT_EQ(act.audit[0].object, "school:900001");
}

TEST_F(Lists, SaysWhatTheSourceSaysOfItsRows) {
    const List told{schools(), [](Act&) {
                        RowsInMemory<School> rows{few()};
                        rows.note = "Proposed by scheme 4.";
                        rows.over = page_kit::paragraph("2 in the north");
                        return rows;
                    }};
    const auto shown = told.page(desk.open("/schools"));
    EXPECT_TRUE(has(shown, "Proposed by scheme 4."));
    EXPECT_FALSE(has(shown, "Source: register."));
    EXPECT_LT(shown.body.find("2 in the north"), shown.body.find("<table"));
}

TEST_F(Lists, HasThreeAddressesUnderOnePermission) {
    const auto routes = list(few()).routes();
    ASSERT_EQ(routes.size(), 3U);
    EXPECT_EQ(routes[0].pattern, "/schools");
    EXPECT_EQ(routes[1].pattern, "/schools.csv");
    EXPECT_EQ(routes[2].pattern, "/schools.xlsx");
    for (const auto& route : routes) {
        EXPECT_EQ(route.permission, Permission::signed_in);
        EXPECT_EQ(route.audit_label, &route == &routes[0] ? "schools.read" : "schools.read.file");
        EXPECT_FALSE(route.writes);
    }
    EXPECT_EQ(routes[1].handler(desk.open("/schools.csv")).content_type, documents::csv_type);
}

/// A list whose source heeds what is asked: the authority, the words sought.
ListPage<School> sought_schools() {
    auto spec = schools();
    spec.files = "/schools/export";
    spec.columns[2] = Column("visited", "Last visit", &School::visited).missing_as("never");
    spec.columns[4] = Column("tag", "District", &School::district).on_the_page_when([](Act& act) {
        return act.request.query_value("authority") == "all";
    });
    spec.filters[0] = Filter::search("q", "Name");
    spec.filters[1] = Filter::choice("authority", "Authority", {{"901", "Ours"}, {"all", "All England"}})
                          .by_source()
                          .unless_asked([](Act& act) { return act.viewer.authority().text(); });
    spec.filters[2] = Filter::occurring(
        "phase", "Phase", [](const School& s) { return phases.code(s.phase); },
        [](const std::string& code) {
            const auto phase = phases.parse(code);
            return phase ? std::string{phases.title(*phase)} : std::string{};
        });
    return spec;
}
const List sought_list{
    sought_schools(), [](Act&, const ListAsked& asked) {
        // Best match first: the last school of the name.
        auto all = few();
        if (asked["authority"] == "all") all.push_back({"Elsewhere", 900009});
        std::erase_if(all, [&](const School& s) { return s.name.find(asked["q"]) == std::string::npos; });
        std::ranges::reverse(all);
        RowsInMemory<School> rows{std::move(all)};
        rows.heading = "Schools of " + asked["authority"];
        return rows;
    }};

TEST_F(Lists, SearchWithTheBestMatchFirstUntilAnOrderIsAskedFor) {
    const auto found = sought_list.page(desk.open("/schools", {{"q", "e"}}));
    EXPECT_EQ(names(found), (Names{"Cedar", "abbey"})) << "as the source gives them";
    EXPECT_TRUE(has(found, ">2 schools</p>"));
    EXPECT_TRUE(has(found, "&quot;e&quot;</a>")) << "the words in use";
    EXPECT_TRUE(has(found, "Best match first."));
    EXPECT_FALSE(has(found, "aria-sort=\"ascending\""));
    EXPECT_TRUE(has(found, "href=\"/schools?q=e&amp;sort=name\"")) << "by name must be said now";
    const auto sorted = sought_list.page(desk.open("/schools", {{"q", "e"}, {"sort", "name"}}));
    EXPECT_EQ(names(sorted), (Names{"abbey", "Cedar"}));
    EXPECT_TRUE(has(sorted, "<input type=\"hidden\" name=\"sort\" value=\"name\">"))
        << "filtering keeps that order";
    EXPECT_LT(found.body.find("tarn-search"), found.body.find("<details")) << "its field is not folded away";
    const auto none = sought_list.page(desk.open("/schools", {{"q", "zzz"}}));
    EXPECT_TRUE(has(none, "No school fits these filters."));
    EXPECT_TRUE(has(none, "Apply filters")) << "to ask otherwise";
}

TEST_F(Lists, TakeWhatIsUsualWhereTheAddressSaysNothing) {
    const auto ours = sought_list.page(desk.open("/schools"));
    EXPECT_EQ(names(ours), (Names{"abbey", "Brook &amp; Hill", "Cedar"}));
    EXPECT_TRUE(has(ours, "<option value=\"901\" selected>"));
    EXPECT_FALSE(has(ours, "<option value=\"\">Any</option><option value=\"901\""))
        << "it always has an answer";
    EXPECT_FALSE(has(ours, "authority=901")) << "addresses stay short";
    EXPECT_TRUE(has(ours, ">Schools of 901</h1>"));
    const auto all = sought_list.page(desk.open("/schools", {{"authority", "all"}}));
    EXPECT_EQ(names(all).size(), 4U);
    EXPECT_TRUE(has(all, "Authority: All England"));
    EXPECT_TRUE(has(all, "authority=all&amp;sort=name&amp;direction=descending"));
    EXPECT_EQ(names(sought_list.page(desk.open("/schools", {{"authority", "777"}}))), names(ours));
    EXPECT_FALSE(has(ours, ">District</a>")) << "a column for some pages";
    EXPECT_TRUE(has(all, ">District</a>"));
}

TEST_F(Lists, SayWhyAValueIsMissingAndWhatTheirCodesMean) {
    const auto ours = sought_list.page(desk.open("/schools", {{"phase", "secondary"}}));
    EXPECT_TRUE(has(sought_list.page(desk.open("/schools")), ">never</td>"));
    EXPECT_TRUE(has(ours, "Phase: A secondary school"));
    EXPECT_TRUE(has(ours, "1 of 3 schools"));
    EXPECT_TRUE(has(sought_list.page(desk.open("/schools", {{"phase", "x"}})), ">3 schools</p>"))
        << "what is no code counts as nothing";
    const auto gone = sought_list.page(desk.open("/schools", {{"q", "abbey"}, {"phase", "secondary"}}));
    EXPECT_TRUE(has(gone, "<option value=\"secondary\" selected>A secondary school"))
        << "what is asked can be changed though no row has it";
}

TEST_F(Lists, LeaveOutAFilterWithTooManyAnswers) {
    std::vector<School> rows;
    for (int i = 0; i < 250; ++i) rows.push_back({"School", 900000 + i, {}, "District " + std::to_string(i)});
    EXPECT_FALSE(has(page({}, rows), "<option value=\"District 7\""));
    const auto asked = page({{"district", "District 7"}}, rows);
    EXPECT_TRUE(has(asked, "1 of 250 schools"));
    EXPECT_TRUE(has(asked, "<option value=\"District 7\" selected>"));
}

TEST_F(Lists, GiveFilesAtAnotherAddressNamedByTheDayAskedAbout) {
    const auto routes = sought_list.routes();
    EXPECT_EQ(routes[1].pattern, "/schools/export.csv");
    const auto shown = sought_list.page(desk.open("/schools", {{"authority", "all"}}));
    EXPECT_TRUE(has(shown, "href=\"/schools/export.csv?authority=all\""));
    const auto csv = sought_list.file(desk.open("/schools/export.csv", {{"q", "e"}, {"as_at", "2020-09-01"}}),
                                      FileKind::csv);
    EXPECT_NE(csv.body.find("abbey,Primary school,never,suppressed,South,900002"), std::string::npos)
        << csv.body;
    EXPECT_LT(csv.body.find("Cedar"), csv.body.find("abbey"));
    EXPECT_TRUE(std::ranges::any_of(csv.headers, [](const auto& h) {
        return h.second.find("confidential-schools-of-901-2020-09-01.csv") != std::string::npos;
    }));
}

TEST_F(Lists, KnowNoOtherKeysThanThoseOfTheirFilters) {
    const List wrong{schools(), [](Act&, const ListAsked& asked) {
                         EXPECT_EQ(asked["as_at"], "2026-03-02") << "today";
                         asked["authority"];
                         return few();
                     }};
    EXPECT_THROW(wrong.page(desk.open("/schools")), std::invalid_argument);
}

TEST_F(Lists, LendTheirRowsAndFiltersToAnotherPage) {
    auto& act = desk.open("/schools/map", {{"q", "e"}, {"page", "7"}});
    const auto view = sought_list.view(act, "/schools/map");
    const auto rows = view.rows<School>();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0]->name, "Cedar");
    EXPECT_EQ(view.href("/schools/map.geojson"), "/schools/map.geojson?q=e");
    const auto html = view.beside_filters(page_kit::paragraph("the map")).markup();
    EXPECT_NE(html.find("action=\"/schools/map\""), std::string::npos);
    EXPECT_NE(html.find("the map"), std::string::npos);
}

TEST_F(Lists, RefusesAWrongDeclarationAtStart) {
    const auto refused = [](const std::function<void(ListPage<School>&)>& spoil) -> std::string {
        auto wrong = schools();
        spoil(wrong);
        try {
            const List made{wrong, [](Act&) { return few(); }};
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_EQ(refused([](auto&) {}), "");
    EXPECT_EQ(refused([](auto& l) { l.columns.push_back(Column("name", "Again", &School::name)); }),
              "the list /schools: two columns have the key name");
    EXPECT_EQ(refused([](auto& l) { l.columns.push_back(Column("age", "Age")); }),
              "the list /schools: nothing says what stands in the column age");
    EXPECT_EQ(refused([](auto& l) { l.sort = "size"; }),
              "the list /schools: it cannot be sorted at first by size");
    EXPECT_EQ(refused([](auto& l) { l.sort = "note"; }),
              "the list /schools: it cannot be sorted at first by note")
        << "not everybody sees it";
    EXPECT_EQ(refused([](auto& l) { l.filters.push_back(Filter::contains("note", "Note", &School::note)); }),
              "the list /schools: not everybody may see the column, so neither filter by it: note");
    EXPECT_EQ(refused([](auto& l) {
                  l.filters.push_back(
                      Filter::contains("note", "Note", &School::note).only_with(Permission::soft_notes_read));
              }),
              "");
    EXPECT_NE(refused([](auto& l) { l.nouns = ""; }), "");
    EXPECT_EQ(refused([](auto& l) { l.permission = {}; }),
              "the list /schools asks for the permission , which access/permission.cpp does not have");
    EXPECT_NE(refused([](auto& l) { l.columns[0].permission = Permission{"unheard_of"}; }), "");
    EXPECT_NE(refused([](auto& l) { l.filters[0].permission = Permission{"unheard_of"}; }), "");
    EXPECT_NE(refused([](auto& l) { l.filters.push_back(Filter::contains("page", "Page", &School::name)); }),
              "");
    EXPECT_NE(refused([](auto& l) { l.filters.push_back(Filter::contains("q", "Again", &School::name)); }),
              "");
    EXPECT_NE(refused([](auto& l) { l.filters.push_back(Filter::contains("w", "Words")); }), "");
    EXPECT_NE(
        refused([](auto& l) { l.filters.push_back(Filter::choice("c", "C", Answers{}, &School::name)); }),
        "");
}

TEST_F(Lists, OffersToAddToItToThoseWhoMay) {
    auto spec = schools();
    spec.button = NavItem{"Add a school", "/schools/new", Permission::soft_notes_write};
    const List adding{spec, [](Act&) { return few(); }};
    EXPECT_TRUE(has(adding.page(desk.open("/schools")), "href=\"/schools/new\""));
    desk.as(access::Role::scrutiny_member);
    EXPECT_FALSE(has(adding.page(desk.open("/schools")), "/schools/new"));
}

TEST_F(Lists, TellsACodeThatMayBeMissing) {
    struct Row {
        std::optional<Phase> phase;
    };
    const List list{ListPage<Row>{.path = "/rows",
                                  .title = "Rows",
                                  .noun = "row",
                                  .nouns = "rows",
                                  .permission = Permission::local_register,
                                  .columns = {ListColumn<Row>("phase", "Phase", &Row::phase, phases)},
                                  .sort = "phase"},
                    [](Act&) {
                        return std::vector<Row>{{{}}, {Phase::secondary}, {Phase::primary}};
                    }};
    const auto body = list.file(desk.open("/rows.csv"), FileKind::csv).body;
    const auto first = body.find(phases.title(Phase::primary)),
               second = body.find(phases.title(Phase::secondary));
    ASSERT_NE(second, std::string::npos) << body;
    EXPECT_LT(first, second) << "in the order of their table, what is missing last";
}

}
}
