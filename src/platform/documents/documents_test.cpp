#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "platform/documents/workbook.hpp"

namespace tarn::documents {
namespace {

Sheet schools() {
    return {.name = "Schools",
            .columns = {{"School"}, {"URN"}, {"Score"}, {"Inspected"}, {"Progress"}},
            .rows = {{std::string{"Brook \"St Mary's\", Primary"}, std::int64_t{900001}, Number{1.25, 2},
                      *Date::of(2019, 3, 14), Missing{"suppressed"}},
                     {std::string{"=HYPERLINK(\"http://x\")"}, std::int64_t{-3}, Number{-0.5, 1}, Cell{},
                      std::string{"-1.5"}}}};
}

TEST(Neutral, PutsAnApostropheBeforeWhatASpreadsheetWouldRun) {
    struct Case {
        const char *text, *expected;
    };
    for (const Case& one : {Case{"=1+1", "'=1+1"},
                            {"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
                            {"-1+2", "'-1+2"},
                            {"@SUM(A1)", "'@SUM(A1)"},
                            {"\t=1", "'\t=1"},
                            {"\r=1", "'\r=1"},
                            {"-1.5", "-1.5"},
                            {"+3", "+3"},
                            {"-.5", "-.5"},
                            {"-", "'-"},
                            {"-1.5.2", "'-1.5.2"},
                            {"-1e5", "'-1e5"},
                            {"Brook", "Brook"},
                            {"", ""},
                            {"a=b", "a=b"},
                            {"'=1", "'=1"}})
        EXPECT_EQ(neutral(one.text), one.expected) << one.text;
}

TEST(Csv, QuotesTypesAndNeutralises) {
    EXPECT_EQ(to_csv(schools(), {.byte_order_mark = false}),
              "School,URN,Score,Inspected,Progress\r\n"
              "\"Brook \"\"St Mary's\"\", Primary\",900001,1.25,2019-03-14,suppressed\r\n"
              "\"'=HYPERLINK(\"\"http://x\"\")\",-3,-0.5,,-1.5\r\n");
}

TEST(Csv, BeginsWithAByteOrderMarkUnlessToldNotTo) {
    EXPECT_TRUE(to_csv(Sheet{}).starts_with("\xEF\xBB\xBF"));
    EXPECT_FALSE(to_csv(Sheet{}, {.byte_order_mark = false}).starts_with("\xEF"));
}

TEST(Csv, KeepsLineBreaksAndEdgesInsideQuotes) {
    const Sheet sheet{
        .name = "a", .columns = {{"Note"}}, .rows = {{std::string{"one\ntwo"}}, {std::string{" x "}}}};
    EXPECT_EQ(to_csv(sheet, {.byte_order_mark = false}), "Note\r\n\"one\ntwo\"\r\n\" x \"\r\n");
}

TEST(Csv, WritesNotesBelowWhenAsked) {
    const Workbook book{
        .title = "t", .sheets = {{.name = "a", .columns = {{"A"}}}}, .notes = {"As at 1 September"}};
    EXPECT_EQ(to_csv(book, {.byte_order_mark = false, .notes_below = true}),
              "A\r\n\r\nAs at 1 September\r\n");
}

/// Reads one part of a zip with the system's own tool, so that another program judges the file.
std::string part(const std::string& xlsx, const std::string& name) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("tarn-xlsx-test-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const auto path = folder / "book.xlsx", out = folder / "part";
    std::ofstream(path, std::ios::binary) << xlsx;
    const std::string command =
        "python3 -c \"import sys,zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read("
        "sys.argv[2]).decode())\" '" +
        path.string() + "' '" + name + "' > '" + out.string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream file(out);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    std::filesystem::remove_all(folder);
    return text;
}

TEST(Xlsx, KeepsTypesAndNeverWritesAFormula) {
    const auto made =
        to_xlsx({.title = "Schools", .author = "Asha", .sheets = {schools()}, .notes = {"=1+1"}});
    ASSERT_TRUE(made);
    const std::string sheet = part(*made, "xl/worksheets/sheet1.xml");
    EXPECT_EQ(sheet.find("<f>"), std::string::npos);
    EXPECT_NE(sheet.find("<v>900001</v>"), std::string::npos);
    EXPECT_NE(sheet.find("<v>1.25</v>"), std::string::npos);
    EXPECT_NE(sheet.find("<v>43538</v>"), std::string::npos) << "14 March 2019 in days since 1900";
    const std::string strings = part(*made, "xl/sharedStrings.xml");
    EXPECT_NE(strings.find("'=HYPERLINK"), std::string::npos);
    EXPECT_NE(strings.find("'=1+1"), std::string::npos);
    EXPECT_NE(strings.find("suppressed"), std::string::npos);
}

TEST(Xlsx, TheSameWorkbookGivesTheSameBytes) {
    const Workbook book{.title = "t", .made = *parse_instant("2026-03-02T09:00:00Z"), .sheets = {schools()}};
    const std::string first = *to_xlsx(book);
    EXPECT_EQ(first, *to_xlsx(book));
    // The hour of writing would make each file another.
    EXPECT_NE(part(first, "docProps/core.xml").find("2026-03-02T09:00:00Z"), std::string::npos);
}

TEST(Xlsx, AcceptsAwkwardNamesAndTexts) {
    Sheet sheet = schools();
    sheet.name = "A very long name of a sheet: with [brackets] and / more";
    sheet.rows.push_back(
        {std::string(40'000, 'x'), std::int64_t{9'007'199'254'740'993}, Number{}, Date::from_days(-40'000)});
    const auto made = to_xlsx({.title = "t", .sheets = {sheet, sheet, sheet}});
    ASSERT_TRUE(made) << made.error().detail;
    const std::string book = part(*made, "xl/workbook.xml");
    EXPECT_NE(book.find("A very long name of a sheet  2"), std::string::npos) << book;
    EXPECT_NE(part(*made, "xl/sharedStrings.xml").find("9007199254740993"), std::string::npos);
}

TEST(Xlsx, SaysWhenThereAreTooManyRows) {
    Sheet sheet{.name = "a", .columns = {{"A"}}, .rows = std::vector<std::vector<Cell>>(1'048'577)};
    const auto made = to_xlsx({.title = "t", .sheets = {std::move(sheet)}});
    ASSERT_FALSE(made);
    EXPECT_NE(made.error().message.find("CSV"), std::string::npos);
}

}
}
