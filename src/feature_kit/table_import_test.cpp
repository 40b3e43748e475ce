// Uploaded tables: typed cells, a check first, all or nothing, what is wrong told by row and column.
#include "feature_kit/table_import.hpp"

#include "base/code_table.hpp"
#include "feature_kit/desk_test.hpp"
#include "platform/documents/workbook.hpp"

namespace tarn::kit::import_tests {
namespace {

using test::day;
using test::has;

enum class Level : std::uint8_t { green, amber, red };
constexpr CodeTable<Level> levels{
    {Level::green, "green", "Green"}, {Level::amber, "amber", "Amber"}, {Level::red, "red", "Red: serious"}};

struct Row {
    Urn urn;
    Level level = Level::green;
    Date from;
    std::optional<Date> to;
    std::string source = "Not said";
    std::int64_t places = 7;
    double hours = 0;
    bool agreed = false;
    std::string code;
};
using Column = ImportColumn<Row>;

Result<std::string> in_capitals(std::string_view cell) {
    if (cell.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos)
        return Error{"Write the code in capitals", {}};
    return std::string{cell};
}

TableImport<Row> declared(std::vector<Row>& stored) {
    return {.address = "/levels/import",
            .title = "Import levels",
            .back_href = "/levels",
            .noun = "level",
            .nouns = "levels",
            .about = "Levels that the authority already held.",
            .label = "levels.imported",
            .columns = {Column("URN", &Row::urn).needed().example("100000"),
                        Column("level", &Row::level, levels).needed().example("Green"),
                        Column("from", &Row::from).needed().example("2026-09-01"),
                        Column("last day", &Row::to), Column("source", &Row::source).saying("The letter"),
                        Column("places", &Row::places), Column("hours", &Row::hours),
                        Column("agreed", &Row::agreed), Column("code", &Row::code, in_capitals)},
            .storing = [&stored](Act& act) {
                EXPECT_NE(act.request.path, "");
                return [&stored](const Row& row) -> Result<bool> {
                    if (row.urn.value == 999999) return Error{"No such school was open", {}, "URN"};
                    if (row.urn.value == 999998) return Error{"It overlaps another level", {}};
                    if (row.source == "known") return false;
                    stored.push_back(row);
                    return true;
                };
            }};
}

class Imports : public testing::Test {
  protected:
    web::Response open(std::size_t route) { return routes()[route].handler(desk.open("/levels/import")); }
    web::Response upload(std::string csv, web::Fields fields = {}) {
        auto& act = desk.send("/levels/import", std::move(fields));
        desk.request().uploads = {{"file", "levels.csv", std::move(csv)}};
        return routes()[1].handler(act);
    }
    static std::string digest_on(const web::Response& page) {
        const std::string before = "name=\"checked\" value=\"";
        const auto at = page.body.find(before);
        return at == std::string::npos ? "" : page.body.substr(at + before.size(), 64);
    }
    web::Response send(web::Fields fields) {
        return routes()[1].handler(desk.send("/levels/import", std::move(fields)));
    }
    std::vector<Route> routes() {
        stored.clear();
        return declared(stored).routes();
    }

    std::vector<Row> stored;
    tarn::test::TestDatabase database{tarn::test::Engine::sqlite, tarn::test::TestDatabase::Schema::empty};
    test::Desk desk{*database};
};

constexpr const char* good =
    "urn,Level,FROM,Last_Day,source,places,hours,agreed,code\n"
    "900001,Red: serious,2026-03-02,03/04/2026,A letter,12,1.5,YES,AB\n"
    "900002,AMBER,02/03/2026,,,,,,\n"
    "900003,green,2026-03-02,,known,,,no,\n";

constexpr const char* bad =
    "urn,level,from,places,hours,agreed,code,note\n"
    "12,green,2026-03-02,,,,,a\n"
    "900001,purple,31/2/2026,many,x,perhaps,ab,b\n"
    "900002,green,,,,,,c\n"
    "900003,green,2026-03-02,,,,,fine\n"
    "999999,green,2026-03-02,,,,,\"=1+1\"\n"
    "999998,green,2026-03-02,,,,,e\n";

TEST_F(Imports, ReadEachCellByItsType) {
    const auto page = upload(good);
    ASSERT_EQ(stored.size(), 2U) << page.body;
    EXPECT_EQ(stored[0].urn, Urn{900001});
    EXPECT_EQ(stored[0].level, Level::red);
    EXPECT_EQ(stored[0].to, day("2026-04-03"));
    EXPECT_EQ(stored[0].source, "A letter");
    EXPECT_EQ(stored[0].places, 12);
    EXPECT_EQ(stored[0].hours, 1.5);
    EXPECT_TRUE(stored[0].agreed);
    EXPECT_EQ(stored[0].code, "AB");
    EXPECT_EQ(stored[1].level, Level::amber);
    EXPECT_EQ(stored[1].from, day("2026-03-02"));
    EXPECT_FALSE(stored[1].to);
    EXPECT_EQ(stored[1].source, "Not said") << "an empty cell leaves what the row starts with";
    EXPECT_EQ(stored[1].places, 7);
}

TEST_F(Imports, TellWhatWouldHappenAndKeepNothingYet) {
    const auto page = upload(good);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(desk.act().rehearsal) << "so that the gate keeps nothing";
    EXPECT_TRUE(has(page, "Nothing has been kept yet."));
    EXPECT_TRUE(has(page, "Add 2 levels"));
    EXPECT_TRUE(has(page, "name=\"csv\""));
    EXPECT_TRUE(desk.act().audit.empty());
}

TEST_F(Imports, KeepItWhenTold) {
    const auto checked = digest_on(upload(good));
    // As a browser sends the field in which the file is carried.
    std::string carried{good};
    for (auto at = carried.find('\n'); at != std::string::npos; at = carried.find('\n', at + 2))
        carried.replace(at, 1, "\r\n");
    const auto page = send({{"csv", carried}, {"act", "keep"}, {"checked", checked}});
    EXPECT_EQ(page.status, 303) << "a page loaded again imports nothing twice";
    EXPECT_EQ(page.headers.at(0).second, "/levels");
    EXPECT_FALSE(desk.act().rehearsal);
    EXPECT_EQ(desk.act().confirmation, "2 levels were added. 1 was already recorded.");
    ASSERT_EQ(desk.act().audit.size(), 1U);
    EXPECT_EQ(desk.act().audit[0].action, "levels.imported");
    EXPECT_EQ(desk.act().audit[0].detail, "2 added, 1 already recorded");
    EXPECT_EQ(upload(good, {{"act", "keep"}, {"checked", checked}}).status, 303)
        << "chosen again, as large files are";
}

TEST_F(Imports, KeepNoOtherFileThanTheOneThatWasChecked) {
    const auto checked = digest_on(upload(good));
    const std::string other = std::string{good} + "900004,green,2026-03-02,,,,,,\n";
    for (const web::Fields& wish :
         {web::Fields{{"act", "keep"}, {"checked", checked}}, web::Fields{{"act", "keep"}}}) {
        const auto page = upload(other, wish);
        EXPECT_EQ(page.status, 200);
        EXPECT_TRUE(desk.act().rehearsal);
        EXPECT_TRUE(desk.act().audit.empty());
        EXPECT_TRUE(has(page, "This is not the file that was checked. Nothing has been kept yet."));
        EXPECT_NE(digest_on(page), checked) << "the other is checked now";
    }
}

TEST_F(Imports, NameTheColumnsThatAreNotRead) {
    const auto page = upload("urn,level,from,sorce,Row,What is wrong\n900001,green,2026-03-02,A letter,2,\n");
    EXPECT_TRUE(has(page, "Columns we did not use: “sorce”."));
    EXPECT_FALSE(has(upload(good), "Not read"));
    EXPECT_TRUE(has(upload(bad), "“note”"));
    const auto twice = upload("urn,level,from,Source,source\n900001,green,2026-03-02,A letter,\n");
    EXPECT_EQ(twice.status, 422);
    EXPECT_TRUE(has(twice, "The file has more than one column called “source”"));
}

TEST_F(Imports, RejectRowsThatAreLongerThanTheHeader) {
    const std::string csv =
        "urn,level,from,source\n900001,green,2026-03-02,A letter, of March\n900002,green,2026-03-02,,,\n";
    EXPECT_TRUE(has(upload(csv), "Nothing was imported. Put right 1 of 2 rows, then send the file again"));
    EXPECT_TRUE(has(upload(csv), "This row has too many cells"));
    const auto file = send({{"csv", csv}, {"act", "rejected"}});
    EXPECT_TRUE(has(file, ",of March\r\n")) << file.body;
    EXPECT_EQ(upload(file.body).status, 422) << "until it is put right";
}

TEST_F(Imports, RejectTheWholeFileForOneRowAndSayWhereAndWhy) {
    for (const web::Fields& wish : {web::Fields{}, web::Fields{{"act", "keep"}}}) {
        const auto page = upload(bad, wish);
        EXPECT_EQ(page.status, 422) << "the gate keeps nothing, also of the row that is fine";
        EXPECT_TRUE(has(page, "Nothing was imported. Put right 5 of 6 rows, then send the file again"));
        EXPECT_FALSE(has(page, "Add 1 level"));
        for (const char* reason :
             {"“12” is not a URN of five or six digits",
              "“purple” is not an option. Use one of: green, amber, red",
              "“31/2/2026” is not a date such as 2026-03-02 or 02/03/2026",
              "“many” is not a whole number such as 12", "“x” is not a number such as 12.5",
              "“perhaps” must be yes or no", "Write the code in capitals",
              "Enter a value: this column must not be empty", "No such school was open",
              "It overlaps another level"})
            EXPECT_TRUE(has(page, reason)) << reason;
        EXPECT_TRUE(has(page, "data-label=\"Column\">URN</td>"));
        EXPECT_TRUE(desk.act().audit.empty());
    }
}

TEST_F(Imports, GiveTheRejectedRowsBackToPutThemRight) {
    const auto file = send({{"csv", bad}, {"act", "rejected"}});
    EXPECT_EQ(file.content_type, documents::csv_type);
    EXPECT_TRUE(desk.act().rehearsal);
    const auto table = CsvTable::parse(file.body, {"urn", "level", "from", "Row", "What is wrong"});
    ASSERT_TRUE(table) << "it can be sent again as it is";
    ASSERT_EQ(table->rows().size(), 5U);
    EXPECT_EQ(table->cell(table->rows()[0], "what is wrong"), "URN: “12” is not a URN of five or six digits");
    EXPECT_EQ(table->cell(table->rows()[1], "row"), "3");
    EXPECT_EQ(table->cell(table->rows()[3], "note"), "'=1+1") << "no spreadsheet runs it";
    EXPECT_EQ(table->cell(table->rows()[4], "what is wrong"), "It overlaps another level");
}

TEST_F(Imports, TakeNoNumberThatIsNone) {
    for (const char* cell : {"nan", "inf", "-inf", "infinity"})
        EXPECT_EQ(upload(std::string{"urn,level,from,hours\n900001,green,2026-03-02,"} + cell + "\n").status,
                  422)
            << cell;
}

TEST_F(Imports, SayWhatIsWrongWithAFile) {
    EXPECT_TRUE(has(send({}), "Choose a CSV file"));
    EXPECT_TRUE(has(upload("urn,level\n900001,green\n"), "Row 1 has no column called &quot;from&quot;."));
    EXPECT_TRUE(has(upload("urn,level,from\n"), "The file holds no rows"));
    EXPECT_EQ(upload("urn,level,from\n").status, 422);
    EXPECT_TRUE(
        has(upload("urn,level,from,source\n900003,green,2026-03-02,known\n"), "There is nothing to add"));
    EXPECT_TRUE(has(upload("urn,level,from,source\n900001,green,2026-03-02,caf\xe9\n"), "Add 1 level"))
        << "as Excel saves it";
    EXPECT_EQ(stored.at(0).source, "café");
}

TEST_F(Imports, AskForALargeFileAgainRatherThanCarryIt) {
    std::string large = "urn,level,from,source\n";
    while (large.size() < 300'000) large += "900001,green,2026-03-02,A letter of some length\n";
    const auto page = upload(large);
    EXPECT_TRUE(has(page, "Choose it again to save it."));
    EXPECT_FALSE(has(page, "name=\"csv\""));
    EXPECT_TRUE(has(page, "name=\"act\" value=\"keep\""));
    EXPECT_EQ(digest_on(page).size(), 64U);
    const auto rejected = upload(large + "12,green,2026-03-02,\n");
    EXPECT_EQ(rejected.status, 422);
    EXPECT_LT(rejected.body.size(), 100'000U);
}

TEST_F(Imports, ShowTheColumnsAndGiveAFileToBeginWith) {
    const auto page = open(0);
    EXPECT_TRUE(has(page, "Levels that the authority already held."));
    EXPECT_TRUE(has(page, "One of: green, amber, red"));
    EXPECT_TRUE(has(page, "multipart/form-data"));
    EXPECT_EQ(open(2).body,
              "\xEF\xBB\xBFURN,level,from,last day,source,places,hours,agreed,code\r\n"
              "100000,Green,2026-09-01,,,,,,\r\n");
}

TEST_F(Imports, RefuseAWrongDeclarationAtStart) {
    auto twice = declared(stored);
    twice.columns.push_back(Column("URN", &Row::urn));
    EXPECT_THROW(twice.routes(), std::invalid_argument);
    auto none = declared(stored);
    none.columns = {Column("URN", &Row::urn)};
    EXPECT_THROW(none.routes(), std::invalid_argument);
    auto nameless = declared(stored);
    nameless.noun = "";
    EXPECT_THROW(nameless.routes(), std::invalid_argument);
}

}
}
