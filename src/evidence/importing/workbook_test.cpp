#include <gtest/gtest.h>
#include <zlib.h>

#include "evidence/importing/deflated_test.hpp"
#include "evidence/importing/reading_rules.hpp"
#include "evidence/importing/workbook_rules.hpp"

namespace tarn::evidence {
namespace {

std::string little(std::size_t value, int width) {
    std::string bytes;
    for (; width > 0; --width, value >>= 8) bytes += static_cast<char>(value & 0xff);
    return bytes;
}

using Files = std::vector<std::pair<std::string, std::string>>;

/// A zip archive as office programs write it: no checksums, which the reader does not need.
std::string zip(const Files& files, bool deflated = true) {
    std::string out, directory;
    for (const auto& [name, text] : files) {
        const std::string data = deflated ? evidence::deflated(text, -15) : text;
        const std::string shared = little(20, 2) + little(0, 2) + little(deflated ? 8 : 0, 2) + little(0, 8) +
                                   little(data.size(), 4) + little(text.size(), 4) + little(name.size(), 2) +
                                   little(0, 2);
        directory += "PK\x01\x02" + little(20, 2) + shared + little(0, 10) + little(out.size(), 4) + name;
        out += "PK\x03\x04" + shared + name + data;
    }
    const std::size_t start = out.size();
    return out + directory + "PK\x05\x06" + little(0, 4) + little(files.size(), 2) + little(files.size(), 2) +
           little(directory.size(), 4) + little(start, 4) + little(0, 2);
}

std::string xlsx(const std::vector<std::string>& sheets, bool deflated = true) {
    std::string book = "<workbook><sheets>";
    for (const std::string& sheet : sheets) book += "<sheet name=\"" + sheet + "\" sheetId=\"1\"/>";
    return zip({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", book + "</sheets></workbook>"}},
               deflated);
}
std::string ods(const std::vector<std::string>& sheets) {
    std::string content = "<office:body>";
    for (const std::string& sheet : sheets)
        content += "<table:table table:style-name=\"t\" table:name=\"" + sheet + "\"><table:table-row/>" +
                   std::string(100000, 'x') + "</table:table>";
    return zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", content}});
}

std::string refusal(const std::string& bytes) {
    const auto found = prepare(bytes, nullptr, {});
    return found ? "" : found.error().message;
}

TEST(Workbook, NamesTheSheetToSave) {
    EXPECT_EQ(refusal(ods({"Cover", "D1_In_year_inspections", "D2_Most_recent_inspections", "Metadata"})),
              "This is a spreadsheet. Save its sheet 'D2_Most_recent_inspections' as CSV and send that.");
    EXPECT_EQ(refusal(xlsx({"Notes", "Data", "Metadata"})),
              "This is a spreadsheet. Save its sheet 'Data' as CSV and send that.");
    EXPECT_EQ(refusal(xlsx({"Sheet1"}, false)),
              "This is a spreadsheet. Save its sheet 'Sheet1' as CSV and send that.");
    EXPECT_EQ(
        refusal(xlsx({"A", "B &amp; C", "D", "E", "F", "G", "H"})),
        "This is a spreadsheet with the sheets 'A', 'B & C', 'D', 'E', 'F' and 2 more. Save the one with "
        "a row for each school as CSV and send that.");
    EXPECT_EQ(refusal("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(600, '\0')),
              "This is a spreadsheet. Save the sheet with a row for each school as CSV and send that.");
}

TEST(Workbook, IsToldFromOtherArchives) {
    EXPECT_EQ(
        refusal(zip({{"data/one.csv", "URN\n"}, {"data/two.CSV", "URN\n"}, {"about.txt", ""}})),
        "This is a zip archive with the files 'data/one.csv', 'data/two.CSV'. Unpack it and send the one "
        "that you need.");
    EXPECT_EQ(refusal(zip({{"about.txt", ""}})),
              "This is a zip archive. Unpack it and send the CSV file in it.");
    EXPECT_FALSE(refuse_workbook("URN,PK\x03\x04\n"));
    EXPECT_FALSE(refuse_workbook(""));
}

TEST(Workbook, HiddenSheetsAreNotProposed) {
    const std::string book =
        "<sheets><sheet name=\"Lists\" sheetId=\"2\" state=\"hidden\"/><sheet "
        "name=\"Schools\" sheetId=\"1\"/></sheets>";
    EXPECT_EQ(sheet_names(zip({{"[Content_Types].xml", ""}, {"xl/workbook.xml", book}})),
              std::vector<std::string>{"Schools"});
}

TEST(Workbook, IsRefusedWhereverItIsCutOrDamaged) {
    for (const std::string& whole : {xlsx({"A", "Data"}), ods({"A", "B"})}) {
        for (std::size_t length = 0; length < whole.size(); length += 1 + length / 40) {
            const std::string cut = whole.substr(0, length);
            if (length >= 4) {
                EXPECT_TRUE(refuse_workbook(cut)) << length;
            }
            sheet_names(cut);
        }
        for (std::size_t at = 4; at < whole.size(); at += 1 + at / 100)
            for (const char wrong : {'\0', '\xff', '<'}) {
                std::string damaged = whole;
                damaged[at] = wrong;
                EXPECT_TRUE(refuse_workbook(damaged)) << at;
            }
    }
}

TEST(Workbook, ABombIsReadOnlySoFar) {
    std::string tags(std::size_t{8} << 20, '\0');
    for (std::size_t i = 0; i < tags.size(); ++i) tags[i] = "<sheet "[i % 7];
    EXPECT_TRUE(sheet_names(zip({{"[Content_Types].xml", ""}, {"xl/workbook.xml", tags}})).empty());
    EXPECT_EQ(sheet_names(xlsx(std::vector<std::string>(5000, "S"))).size(), 100u);
    EXPECT_EQ(sheet_names(xlsx({std::string(3000, 'n')})).front().size(), 120u);
    EXPECT_TRUE(sheet_names(xlsx({std::string(9000, 'n')})).empty());
    EXPECT_TRUE(sheet_names(xlsx({"\xff\xfe"})).empty());
}

}
}
