// How names of columns are compared, and files whose rows are parts of a school.
#include <gtest/gtest.h>

#include "evidence/importing/reading_rules.hpp"

namespace tarn::evidence {
namespace {

const std::string long_results = R"(title = "Results, a row a subject"
publisher = "A department"
[recognise]
columns = ["school_urn", "school_laestab", "subject", "expected"]
[key]
urn = "school_urn"
establishment = "school_laestab"
[[leave_out]]
column = "time_identifier"
equals = ["Autumn term", "Spring term"]
because = "A term is not the year."
[[aggregate]]
column = "level"
equals = ["National"]
level = "national"
[period]
column = "time_period"
form = "school-year"
[public_from]
"*" = 2025-12-11
[also]
"meeting expected standard" = "expected"
[columns]
"pupils" = { measure = "ks2.pupils", kind = "count" }
"name" = { field = "name" }
[[part]]
when = { subject = "Reading, writing and maths", group = ["Total", "All pupils"] }
columns = { "expected" = { measure = "ks2.rwm.expected", kind = "percent", n = "pupils" } }
[[part]]
when = { subject = "Maths", group = "Total" }
columns = { "expected" = { measure = "ks2.maths.expected", kind = "percent", n = "entered" }, "entered" = { measure = "ks2.pupils.boys", kind = "count" } }
)";

const std::string accounts = R"(title = "Accounts"
publisher = "A department"
[recognise]
columns = ["URN", "I01"]
[key]
urn = "URN"
[period]
fixed = "2024/25"
[public_from]
"*" = 2025-12-11
[[sum]]
column = "Income"
of = ["I01", "I02", "I99"]
[columns]
"Income" = { measure = "finance.income", kind = "money" }
"Pupils" = { measure = "ks2.pupils", kind = "count", halves = "blank" }
[[derived]]
measure = "ks2.rwm.expected"
percent = "Part"
of = "Pupils"
)";

struct ReadFile {
    std::unique_ptr<Profile> profile;
    Result<Prepared> result;
};
ReadFile read_as(const std::string& toml, std::string text) {
    auto parsed = parse_profile("own", toml);
    EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().message);
    auto profile = std::make_unique<Profile>(std::move(*parsed));
    ReadSettings settings;
    settings.max_rejected_percent = 60;
    settings.urns_of = [](Laestab number, std::string_view) {
        if (number.value == 8882002) return std::vector{Urn{100009}, Urn{100010}};
        return number.value == 8882001 ? std::vector{Urn{100009}} : std::vector<Urn>{};
    };
    auto result = prepare(std::move(text), profile.get(), settings);
    return {std::move(profile), std::move(result)};
}

std::string figure(const Prepared& file, std::string_view measure, std::int32_t urn, std::size_t of = 0) {
    const PreparedBlock& block = file.blocks.at(of);
    const auto keys = unpack_int32(block.keys);
    for (const PreparedColumn& column : block.columns)
        for (std::size_t row = 0; row < keys.size() && column.measure == measure; ++row) {
            if (keys[row] != urn) continue;
            const Cell cell =
                ColumnView{column.packed.encoding, column.packed.scale, column.packed.bytes}.cell(row);
            return cell.missing == analytics::Missing::none ? std::to_string(cell.value()).substr(0, 5)
                                                            : std::string{missing_code(cell.missing)};
        }
    return "none";
}

TEST(HeaderNames, AreComparedWithoutCaseAndByRunsOfBlanks) {
    EXPECT_EQ(plain_name("  Pupil:  \t Teacher\xc2\xa0\xc2\xa0Ratio\r\n"), "pupil: teacher ratio");
    const Header header{std::vector<std::string_view>{" Estab ", "", "ESTAB", "Pupil:     Teacher Ratio"}};
    EXPECT_EQ(header.find("Estab"), 0);
    EXPECT_EQ(header.find("ESTAB"), 2) << "one written just so comes first";
    EXPECT_EQ(header.find("estab"), 0);
    EXPECT_EQ(header.find("Pupil: Teacher Ratio"), 3);
    EXPECT_EQ(header.find(""), -1) << "a column without a name is nobody's";
    EXPECT_EQ(header.find("Teacher"), -1);
}

TEST(LongLayout, PutsTheRowsOfASchoolTogether) {
    const ReadFile file =
        read_as(long_results,
                "\"\",TIME_PERIOD,time_identifier,level,school_urn,school_laestab,name,subject,"
                "Group,Meeting  expected standard,entered,pupils\n"
                "1,202425,Academic year,School,100001,8882000,Low Row,Maths,total,70,29,30\n"
                "2,202425,Academic year,School,100002,8882002,Brook,Maths,Total,c,4,4\n"
                "3,202425,Academic year,School,100001,8882000,Low Row,reading, writing\n"
                "4,202425,Academic year,School,100001,8882000,Low Row,Science,Total,50,29,30\n"
                "5,202425,Autumn term,School,100001,8882000,Low Row,Maths,Total,1,29,30\n"
                "6,202425,Academic year,National,z,z,,Maths,Total,73.5,600000,610000\n"
                "7,202425,Academic year,School,100001,8882000,Low Row,"
                "\"Reading, writing and maths\",All pupils,61%,x,30\n"
                "8,202425,Academic year,School,z,8882001,High Row,Maths,Total,80,9,10\n"
                "9,202324,Academic year,School,100001,8882000,Low Row,Maths,Total,66,20,20\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    const Prepared& read = *file.result;
    EXPECT_EQ(read.rows_read, 9);
    EXPECT_EQ(read.rows_left_out, 2);
    EXPECT_EQ(read.rows_aggregate, 1);
    ASSERT_EQ(read.rejected.size(), 1u) << "the row cut short";
    EXPECT_EQ(read.rejected[0].row, 4);
    ASSERT_EQ(read.blocks.size(), 2u);
    EXPECT_EQ(read.period, "2023/24 to 2024/25");
    EXPECT_EQ(figure(read, "ks2.maths.expected", 100001), "70.00");
    EXPECT_EQ(figure(read, "ks2.rwm.expected", 100001), "61.00");
    EXPECT_EQ(figure(read, "ks2.maths.expected", 100002), "suppressed");
    EXPECT_EQ(figure(read, "ks2.rwm.expected", 100002), "blank");
    EXPECT_EQ(figure(read, "ks2.maths.expected", 100009), "80.00") << "found by its DfE number";
    EXPECT_EQ(figure(read, "ks2.maths.expected", 100001, 1), "66.00");
    for (const PreparedColumn& column : read.blocks[0].columns) {
        const auto n = column.n_position;
        if (column.measure == "ks2.rwm.expected") {
            EXPECT_EQ(read.blocks[0].columns.at(static_cast<std::size_t>(n)).measure, "ks2.pupils");
        }
        if (column.measure == "ks2.maths.expected") {
            EXPECT_EQ(read.blocks[0].columns.at(static_cast<std::size_t>(n)).measure, "ks2.pupils.boys");
        }
    }
    ASSERT_EQ(read.aggregates.size(), 3u);
    EXPECT_EQ(read.aggregates[1].value, 73.5);
}

TEST(LongLayout, DropsWhatIsSaidTwiceAndNamesWhatIsSaidOtherwise) {
    const std::string head =
        "time_period,time_identifier,level,school_urn,school_laestab,subject,group,expected,entered,pupils\n";
    const ReadFile file =
        read_as(long_results, head +
                                  "202425,,School,100001,,Maths,Total,70,29,30\n"
                                  "202425,,School,100001,,Maths,Total,70.0,29,30\n"
                                  "202425,,School,100001,,Maths,Total,71,29,30\n"
                                  "202425,,School,100001,,\"Reading, writing and maths\",Total,60,"
                                  "29,31\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_EQ(file.result->rows_repeated, 1);
    ASSERT_EQ(file.result->rejected.size(), 2u);
    EXPECT_EQ(file.result->rejected[0].row, 4);
    EXPECT_EQ(file.result->rejected[0].column, "expected");
    EXPECT_EQ(file.result->rejected[0].reason,
              "Row 2 already gives this figure of the school, with another value.");
    EXPECT_EQ(file.result->rejected[1].column, "pupils");
    EXPECT_EQ(figure(*file.result, "ks2.maths.expected", 100001), "70.00") << "the first row counts";
    EXPECT_EQ(file.result->rows_accepted(), 1);
}

TEST(TitleLines, AreSkippedAndRowsKeepTheirNumbers) {
    const ReadFile file =
        read_as(accounts,
                "\"Accounts, as at 31 March\",,\n\nPublished under licence\n,,\nURN,I01,Pupils\n"
                "100001,5,30\nbanana,5,30\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_EQ(file.result->rows_read, 2);
    ASSERT_EQ(file.result->rejected.size(), 1u);
    EXPECT_EQ(file.result->rejected[0].row, 6) << "titles count, empty lines do not";
    std::string many;
    for (int i = 0; i < 20; ++i) many += "A title\n";
    EXPECT_FALSE(read_as(accounts, many + "URN,I01\n100001,5\n").result) << "only the first 20 records";
}

TEST(TitleLines, AreNotTakenForTheHeaderThatIsNearlyKnown) {
    const auto refused = prepare(
        "Accounts\n,URN,Income,Expenditure,Academic Year\n1,190001,5,6,2018\n2,190002,5,"
        "6,2018\n",
        nullptr, {});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("needs the column Balance"), std::string::npos)
        << refused.error().message;
}

struct SumCase {
    const char* cells;
    const char* income;
};
class Sums : public testing::TestWithParam<SumCase> {};
TEST_P(Sums, AddUpWhatTheFileHas) {
    const ReadFile file =
        read_as(accounts, std::string{"URN,I01,I02,Pupils,Part\n100001,"} + GetParam().cells + ",30,3\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_EQ(figure(*file.result, "finance.income", 100001), GetParam().income) << GetParam().cells;
}
INSTANTIATE_TEST_SUITE_P(Table, Sums,
                         testing::Values(SumCase{"1,2", "3.000"}, SumCase{"1.25,2.5", "3.750"},
                                         SumCase{"1,", "1.000"}, SumCase{",", "none"},
                                         SumCase{"\"£1,000\",(1)", "999.0"}, SumCase{"SUPP,2", "suppressed"},
                                         SumCase{"2,c", "suppressed"}, SumCase{"x,c", "suppressed"},
                                         SumCase{"x,2", "not_published"}, SumCase{"z,2", "2.000"},
                                         SumCase{"z,", "not_applicable"}, SumCase{"0,z", "0.000"}));

TEST(Sums, NameTheCellThatIsNoNumber) {
    const ReadFile file = read_as(accounts, "URN,I01,I02\n100001,1,2\n100002,1,#REF!\n");
    ASSERT_TRUE(file.result);
    ASSERT_EQ(file.result->rejected.size(), 1u);
    EXPECT_EQ(file.result->rejected[0].column, "I02");
}

TEST(Halves, LeaveTheCountOutAndKeepTheRow) {
    const ReadFile file =
        read_as(accounts, "URN,I01,Pupils\n100001,1,64.5\n100002,1,480.333333\n100003,1,-0.5\n100004,1,64\n");
    ASSERT_TRUE(file.result);
    EXPECT_EQ(figure(*file.result, "ks2.pupils", 100001), "blank");
    EXPECT_EQ(figure(*file.result, "finance.income", 100001), "1.000");
    EXPECT_EQ(figure(*file.result, "ks2.pupils", 100002), "blank");
    ASSERT_EQ(file.result->rejected.size(), 1u);
    EXPECT_EQ(file.result->rejected[0].row, 4);
}

TEST(RowsWithoutAnyText, AreNoRows) {
    const ReadFile file = read_as(accounts, "URN,I01,Pupils\n,,\n100001,1,3\n , ,\xc2\xa0\n,,\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_TRUE(file.result->rejected.empty());
    EXPECT_EQ(file.result->rows_left_out, 3);
    EXPECT_EQ(file.result->rows_accepted(), 1);
}

TEST(Notes, NameColumnsWithoutFiguresAndRowsLeftOut) {
    const ReadFile file = read_as(
        long_results,
        "time_period,time_identifier,school_urn,school_laestab,subject,group,expected,entered,pupils\n"
        "202425,Autumn term,100001,,Maths,Total,70,29,30\n"
        "202425,Year,100001,,Maths,Total,z,29,\n"
        "202425,Year,100002,,Maths,Total,c,28,\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_EQ(
        file.result->notes,
        (std::vector<std::string>{
            "No value in any row: pupils, expected (Reading, writing and maths at the expected standard), "
            "expected (Maths at the expected standard).",
            "Left out: 1 row. A term is not the year."}));
}

TEST(Notes, NameThreeColumnsWithoutFiguresAndCountTheRest) {
    std::string toml = accounts, header = "URN,I01,Pupils", blanks;
    for (const char* name : {"A", "B", "C", "D", "E"}) {
        const auto at = toml.find("[columns]\n") + 10;
        toml.insert(
            at, std::string{"\""} + name + "\" = { measure = \"finance." + name + "\", kind = \"money\" }\n");
        header += std::string{","} + name, blanks += ",";
    }
    const ReadFile file = read_as(toml, header + "\n100001,5,7" + blanks + "\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_EQ(file.result->notes,
              std::vector<std::string>{"No value in any row: A, B, C and 2 more columns."});
}

TEST(DfeNumbers, ThatTwoSchoolsHoldNameNeither) {
    const ReadFile file =
        read_as(long_results,
                "time_period,time_identifier,school_urn,school_laestab,subject,group,expected\n"
                "202425,Year,,8882001,Maths,Total,70\n"
                "202425,Year,,8882002,Maths,Total,70\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    ASSERT_EQ(file.result->rejected.size(), 1u);
    EXPECT_EQ(file.result->rejected[0].reason, "Two schools hold 888/2002.");
    EXPECT_EQ(file.result->rejected[0].column, "school_laestab");
}

TEST(Notes, APartYearReturnIsLeftOutWithItsReason) {
    const std::string returns = accounts + R"toml([[leave_out]]
column = "Period covered by return (months)"
except = ["12", "12 months"]
because = "The return does not cover the whole year."
)toml";
    const ReadFile file = read_as(returns,
                                  "URN,I01,Period covered by  return (Months)\n100001,5,12\n100002,5,7\n"
                                  "100003,5,12.0\n100004,5,\n100005,5,12 Months\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_EQ(unpack_int32(file.result->blocks.at(0).keys),
              (std::vector<std::int32_t>{100001, 100003, 100005}));
    EXPECT_EQ(file.result->notes.back(), "Left out: 2 rows. The return does not cover the whole year.");
    EXPECT_FALSE(read_as(returns, "URN,I01\n100001,5\n").result)
        << "without the column nobody knows that the year is whole";
}

TEST(Notes, SayWhichOfTwoColumnsOfOneNameWasRead) {
    const ReadFile file = read_as(accounts, "URN,I01,Other,I01\n100001,5,x,6\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_EQ(figure(*file.result, "finance.income", 100001), "5.000");
    const std::vector<std::string> said{
        "Columns that stand twice, of which only the first was read: I01.",
        "Columns that the profile does not name and that were not read: Other."};
    EXPECT_EQ(file.result->notes, said);
}

TEST(Sums, LeaveNoBalanceWhereOneSideIsBlankAndNoRowWithoutIncome) {
    const std::string toml = accounts + R"toml([[sum]]
column = "Balance"
of = ["I01"]
minus = ["E01", "E02"]
[[leave_out]]
column = "I01"
equals = ["0"]
because = "The lead returns for it."
)toml";
    std::string with_balance = toml;
    with_balance.insert(with_balance.find("\"Pupils\" ="),
                        "\"Balance\" = { measure = \"finance.balance\", kind = \"money\" }\n");
    const ReadFile file = read_as(with_balance,
                                  "URN,I01,E01,E02\n100001,5,2,\n100002,5,,\n100003,,2,1\n100004,£0,,\n"
                                  "100005,0.000,2,\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_EQ(figure(*file.result, "finance.balance", 100001), "3.000");
    EXPECT_EQ(figure(*file.result, "finance.balance", 100002), "blank");
    EXPECT_EQ(figure(*file.result, "finance.balance", 100003), "blank");
    EXPECT_EQ(file.result->rows_left_out, 2);
}

struct KeyCase {
    const char* key;
    const char* reason;  ///< "" where it is read
};
class Keys : public testing::TestWithParam<KeyCase> {};
TEST_P(Keys, AreReadWhereNothingIsLost) {
    const ReadFile file =
        read_as(accounts, "URN,I01,Pupils\n99998,1,1\n" + std::string{GetParam().key} + ",1,1\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    if (std::string_view{GetParam().reason}.empty()) {
        EXPECT_TRUE(file.result->rejected.empty()) << GetParam().key;
        return;
    }
    ASSERT_EQ(file.result->rejected.size(), 1u) << GetParam().key;
    EXPECT_EQ(file.result->rejected[0].reason, GetParam().reason);
    EXPECT_EQ(file.result->rejected[0].column, "URN");
}
INSTANTIATE_TEST_SUITE_P(
    Table, Keys,
    testing::Values(KeyCase{"1e+05", ""}, KeyCase{"1.00E+05", ""}, KeyCase{"\"190,005\"", ""},
                    KeyCase{" 190004 ", ""}, KeyCase{"0190001", ""}, KeyCase{"190002.0", ""},
                    KeyCase{"12345", ""}, KeyCase{"NULL", "The row has no URN."},
                    KeyCase{"", "The row has no URN."}, KeyCase{"banana", "'banana' is not a URN."},
                    KeyCase{
                        "1.90004E+05",
                        "'1.90004E+05' is not a URN: a spreadsheet has rewritten the number. Fetch the file "
                        "again and do not save it from a spreadsheet."}));

TEST(NullAsText, IsNoTextInAnyCell) {
    const ReadFile file = read_as(accounts + "\n[register]\nsource = \"local\"\nend_of_period = true\n",
                                  "URN,I01,I02\n100001,NULL,null\n");
    ASSERT_TRUE(file.result) << file.result.error().message;
    EXPECT_EQ(file.result->rows_accepted(), 1);
    EXPECT_EQ(figure(*file.result, "finance.income", 100001), "none");
}

TEST(MonthFirst, IsRefusedInAnyColumnOfDates) {
    const std::string links = R"(title = "Links"
publisher = "P"
kind = "links"
[recognise]
columns = ["URN", "LinkURN"]
[key]
urn = "URN"
linked = "LinkURN"
type = "Type"
date = "Day"
)";
    const std::string inspections = R"(title = "Inspections"
publisher = "P"
kind = "inspection"
[recognise]
columns = ["URN", "Held"]
[key]
urn = "URN"
[period]
fixed = "2026"
[[inspection]]
urn = "URN"
held = "Held"
known = "Known"
)";
    const auto complaint_of = [](const std::string& toml, const std::string& text) {
        const ReadFile file = read_as(toml, text);
        return file.result ? "" : file.result.error().message;
    };
    EXPECT_NE(complaint_of(links,
                           "URN,LinkURN,Type,Day\n190001,190002,Successor,\n190003,190004,Successor,"
                           "NULL\n190005,190006,Successor,02/06/2016\n190007,190008,Successor,"
                           "11/25/2016\n")
                  .find("'Day' are written month first"),
              std::string::npos);
    EXPECT_NE(complaint_of(inspections,
                           "URN,Held,Known\n190001,02/06/2016,\n190002,02/06/2016,03/07/2016\n"
                           "190003,02/06/2016,11/25/2016\n")
                  .find("'Known' are written month first"),
              std::string::npos);
    EXPECT_NE(complaint_of(inspections, "URN,Held,Known\n190001,02/06/2016,\n190003,11/25/2016,\n")
                  .find("'Held' are written month first"),
              std::string::npos);
}

struct WordCase {
    const char* toml;
    const char* complaint;
};
class Words : public testing::TestWithParam<WordCase> {};
TEST_P(Words, OfAProfileAreChecked) {
    const auto parsed =
        parse_profile("mine", std::string{"title = \"T\"\npublisher = \"P\"\n"} + GetParam().toml);
    ASSERT_FALSE(parsed) << GetParam().toml;
    EXPECT_NE(parsed.error().message.find(GetParam().complaint), std::string::npos) << parsed.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    Table, Words,
    testing::Values(
        WordCase{"[recognise]\ncolumns = [\"A\"]\n[[part]]\nwhen = { a = \"b\" }\n", "a part says 'when'"},
        WordCase{
            "[recognise]\ncolumns = [\"A\"]\n[[part]]\nwhen = { a = 3 }\ncolumns = { \"n\" = { measure = "
            "\"x\" } }\n",
            "list of texts"},
        WordCase{"kind = \"area\"\n[recognise]\ncolumns = [\"A\"]\n[[part]]\nwhen = { a = \"b\" }\ncolumns = "
                 "{ \"n\" = { measure = \"x\" } }\n",
                 "only a file of schools has parts"},
        WordCase{"[recognise]\ncolumns = [\"A\"]\n[[sum]]\ncolumn = \"S\"\n", "'of' names the columns"},
        WordCase{"[recognise]\ncolumns = [\"A\"]\n[columns]\n\"Estab\" = { field = \"f\" }\n\"ESTAB\" = { "
                 "field = \"f\" }\n",
                 "stands twice"},
        WordCase{"[recognise]\ncolumns = [\"A\"]\n[columns]\n\"n\" = { field = \"f\" }\n[also]\n\"n\" = "
                 "\"m\"\n",
                 "is a column already"},
        WordCase{"[recognise]\ncolumns = [\"A\"]\n[columns]\n\"n\" = { measure = \"x\", halves = \"round\" "
                 "}\n",
                 "can only be \"blank\""}));

}
}
