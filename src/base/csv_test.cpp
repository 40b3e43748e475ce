#include "base/csv.hpp"

#include <gtest/gtest.h>

namespace tarn {
namespace {

TEST(Csv, ReadsQuotesLineEndingsAndHeadersInAnySpelling) {
    const auto table = CsvTable::parse(
        "\xef\xbb\xbfURN, Review Date ,\"Reason\"\r\n100000,,\"Two\nlines, "
        "\"\"quoted\"\"\"\r\n\r\n,,\n100001,2020-01-01,x",
        {"urn", "reason", "review_date"});
    ASSERT_TRUE(table) << table.error().message;
    ASSERT_EQ(table->rows().size(), 2u);
    EXPECT_EQ(table->cell(table->rows()[0], "reason"), "Two\nlines, \"quoted\"");
    EXPECT_EQ(table->rows()[1].number, 5u);
    EXPECT_EQ(table->cell(table->rows()[1], "review date"), "2020-01-01");
    EXPECT_EQ(table->cell(table->rows()[1], "elsewhere"), "");
}

TEST(Csv, RefusesWhatItCannotReadWithTheRow) {
    EXPECT_EQ(CsvTable::parse("urn\n\"1", {"urn"}).error().message,
              "Row 2 opens a quotation mark that is never closed.");
    EXPECT_EQ(CsvTable::parse("name\n1", {"urn"}).error().message, "Row 1 has no column called \"urn\".");
    EXPECT_EQ(CsvTable::parse("urn;name\n1;2", {"urn"}).error().message,
              "Row 1 has no column called \"urn\". Its columns are not separated by commas: save it as CSV "
              "with commas "
              "and try again.");
    EXPECT_NE(CsvTable::parse("PK\x03\x04zip", {"urn"}).error().message.find("workbook"), std::string::npos);
    EXPECT_EQ(CsvTable::parse("urn,URN\n1,2", {"urn"}).error().message,
              "Row 1 has the column \"urn\" twice.");
    EXPECT_FALSE(CsvTable::parse(std::string_view{"urn\n1\0", 6}, {"urn"}));
    EXPECT_FALSE(CsvTable::parse("", {"urn"}));
}

TEST(Csv, ReadsWhatExcelSavesInWindows1252) {
    const auto table = CsvTable::parse(
        "name\nRen\xe9"
        "e \x96 St Mary\x92s",
        {"name"});
    ASSERT_TRUE(table);
    EXPECT_EQ(table->cell(table->rows()[0], "name"),
              "Ren\xc3\xa9"
              "e \xe2\x80\x93 St Mary\xe2\x80\x99s");
}

TEST(Csv, KnowsWellFormedUtf8) {
    EXPECT_TRUE(is_utf8("caf\xc3\xa9 \xf0\x9f\x8f\xab"));
    for (const char* bad : {"\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "a\x80"})
        EXPECT_FALSE(is_utf8(bad));
}

}
}
