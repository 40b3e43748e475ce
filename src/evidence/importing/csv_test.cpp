#include <gtest/gtest.h>

#include "evidence/importing/csv_rules.hpp"

namespace tarn::evidence {
namespace {

using Records = std::vector<std::vector<std::string>>;

Records records_of(std::string_view text, CsvReader::Step* last = nullptr, std::size_t max_record = 1000) {
    CsvReader reader{text, max_record, guess_delimiter(text)};
    Records records;
    CsvReader::Step step;
    while ((step = reader.next()) == CsvReader::Step::record)
        records.emplace_back(reader.fields().begin(), reader.fields().end());
    if (last) *last = step;
    return records;
}

struct Case {
    const char* what;
    std::string text;
    Records records;
};

class Csv : public testing::TestWithParam<Case> {};

TEST_P(Csv, ReadsRecords) {
    EXPECT_EQ(records_of(GetParam().text), GetParam().records) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Csv,
    testing::Values(
        Case{"plain", "a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
        Case{"no line end after the last record", "a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
        Case{"carriage returns", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
        Case{"a carriage return at the very end", "a,b\r\n1,2\r", {{"a", "b"}, {"1", "2"}}},
        Case{"empty lines are skipped", "a\n\n\r\n1\n\n", {{"a"}, {"1"}}},
        Case{"empty cells", "a,,\n,,\n", {{"a", "", ""}, {"", "", ""}}},
        Case{"quoted comma", "\"a,b\",c\n", {{"a,b", "c"}}},
        Case{"quoted newline", "\"a\nb\",c\r\nd,e\n", {{"a\nb", "c"}, {"d", "e"}}},
        Case{"doubled quotation marks", "\"say \"\"yes\"\"\",b\n", {{"say \"yes\"", "b"}}},
        Case{"only doubled marks", "\"\"\"\"\n", {{"\""}}},
        Case{"empty quoted cell", "\"\",\"\"\n", {{"", ""}}},
        Case{"a mark inside a plain cell is text", "5\" pipe,b\n", {{"5\" pipe", "b"}}},
        Case{"text after a closing mark belongs to the cell", "\"a\"b,c\n", {{"ab", "c"}}},
        Case{"quoted last cell before a carriage return", "a,\"b\"\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        Case{"ragged", "a,b,c\n1\n1,2,3,4\n", {{"a", "b", "c"}, {"1"}, {"1", "2", "3", "4"}}},
        Case{"semicolons, as spreadsheets of other countries write",
             "a;b\n1,5;2\n",
             {{"a", "b"}, {"1,5", "2"}}},
        Case{"a title with more commas than the header has of anything",
             "Schools, pupils, staff, 2025\na;b;c;d;e\n1;2;3;4;5\n",
             {{"Schools, pupils, staff, 2025"}, {"a", "b", "c", "d", "e"}, {"1", "2", "3", "4", "5"}}},
        Case{"more decimal commas than semicolons",
             "a;b;c\n1,5;2,5;3,5\n",
             {{"a", "b", "c"}, {"1,5", "2,5", "3,5"}}},
        Case{"more semicolons inside marks than commas between cells",
             "a,b\n\"1;2;3\",x\n",
             {{"a", "b"}, {"1;2;3", "x"}}},
        Case{"a mark in a title that nothing closes",
             "\"Schools in 2025\na,b\n1,2\n",
             {{"\"Schools in 2025"}, {"a", "b"}, {"1", "2"}}},
        Case{"a mark in a title before cells in marks",
             "\"Schools\n\"a\",\"b\"\n\"1\",\"2\"\n",
             {{"\"Schools"}, {"a", "b"}, {"1", "2"}}},
        Case{"tabs", "a\tb\n1\t2\n", {{"a", "b"}, {"1", "2"}}},
        Case{"cells longer than one block of the scanner",
             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,b\nccccccccccccccc,dddddddddddddddd\n",
             {{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "b"}, {"ccccccccccccccc", "dddddddddddddddd"}}}));

TEST(CsvEnds, SaysWhyItStopped) {
    CsvReader::Step step;
    records_of("", &step);
    EXPECT_EQ(step, CsvReader::Step::end);
    EXPECT_EQ(records_of("a,b\n1,\"2", &step).size(), 1u);
    EXPECT_EQ(step, CsvReader::Step::open_quote);
    EXPECT_EQ(records_of("a,b\n" + std::string(2000, 'x') + "\n", &step).size(), 1u);
    EXPECT_EQ(step, CsvReader::Step::record_too_long);
    EXPECT_EQ(records_of("a,b\n\"" + std::string(2000, 'x') + "\"\n", &step).size(), 1u);
    EXPECT_EQ(step, CsvReader::Step::record_too_long);
    std::string many;
    for (int i = 0; i < 2000; ++i) many += ',';
    EXPECT_EQ(records_of("a,b\n" + many + "\n", &step).size(), 1u);
    EXPECT_EQ(step, CsvReader::Step::record_too_long);
}

TEST(CsvEnds, ReadsARecordOfJustTheAllowedLength) {
    CsvReader::Step step;
    EXPECT_EQ(records_of(std::string(1000, 'x') + "\ny\n", &step).size(), 2u);
    EXPECT_EQ(step, CsvReader::Step::end);
}

TEST(CsvRecords, KeepTheirTextAndNumber) {
    CsvReader reader{"a,b\r\n\r\n\"1\n2\",3\r\n", 100};
    ASSERT_EQ(reader.next(), CsvReader::Step::record);
    EXPECT_EQ(reader.record(), "a,b");
    ASSERT_EQ(reader.next(), CsvReader::Step::record);
    EXPECT_EQ(reader.record(), "\"1\n2\",3");
    EXPECT_EQ(reader.number(), 2);
}

}
}
