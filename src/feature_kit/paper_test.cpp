#include "feature_kit/paper.hpp"

#include <gtest/gtest.h>

#include "platform/page_kit/page_kit.hpp"

namespace tarn::kit {
namespace {

Paper minutes(std::string_view typed) {
    return {.title = "Minutes <of> the board",
            .caption = "Challenge board",
            .name = "minutes-2026-03-02",
            .confidential = true,
            .day = *Date::of(2026, 3, 2),
            .back = "/board/meetings/1",
            .content = page_kit::paragraph(page_kit::typed_text(typed))};
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Paper, SaysAtTheFootWhatItIsAndOfWhichDay) {
    const auto html = paper_html(minutes("One\r\nTwo"), "Fell's shire");
    EXPECT_TRUE(has(html, "data-foot=\"Confidential. Fell&#39;s shire. 2 March 2026\"")) << html;
    EXPECT_TRUE(has(html, "<html lang=\"en-GB\"")) << html;
    EXPECT_TRUE(has(html, "<title>Minutes &lt;of&gt; the board</title>")) << html;
    EXPECT_TRUE(has(html, "One<br>Two")) << html;
    EXPECT_TRUE(has(html, "size:A4 landscape"));
}

TEST(Paper, SaysNothingOfConfidenceWhereItIsNot) {
    auto open = minutes("x");
    open.confidential = false;
    EXPECT_TRUE(has(paper_html(open, "Fellshire"), "data-foot=\"Fellshire. 2 March 2026\""));
}

TEST(Paper, WhatPeopleTypedIsNoMarkup) {
    const auto html = paper_html(minutes("<img src=file:///etc/passwd>"), "Fellshire");
    EXPECT_FALSE(has(html, "<img"));
    EXPECT_TRUE(has(html, "&lt;img src=file:///etc/passwd&gt;"));
}

class PaperFiles : public ::testing::Test {
  protected:
    documents::Printer printer_;
    std::string made(documents::PaperFormat format, const Paper& paper) {
        const auto file = printer_.make(format, paper_html(paper, "Fellshire"));
        EXPECT_TRUE(file) << file.error().detail;
        return file ? *file : std::string{};
    }
};

TEST_F(PaperFiles, AHundredLinesFitOnFewPages) {
    page_kit::DataTable table{
        .id = "t", .caption = "Agenda", .columns = {{.heading = "School"}, {.heading = "Why"}}};
    for (int i = 0; i < 100; ++i)
        table.rows.push_back(
            {"School " + std::to_string(i), "A warning notice has been in force since March."});
    auto paper = minutes("x");
    paper.content = page_kit::data_table(table);
    const auto pdf = made(documents::PaperFormat::pdf, paper);
    std::size_t pages = 0;
    for (std::size_t at = 0; (at = pdf.find("/Type /Page\n", at)) != std::string::npos; ++at) ++pages;
    EXPECT_GE(pages, 2u);
    EXPECT_LE(pages, 4u);
    EXPECT_TRUE(made(documents::PaperFormat::docx, paper).starts_with("PK"));
}

}
}
