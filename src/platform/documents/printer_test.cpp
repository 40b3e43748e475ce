#include "platform/documents/printer.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "support/zip_text.hpp"

namespace tarn::documents {
namespace {

using enum PaperFormat;

std::string page(std::string_view body) {
    return "<!DOCTYPE html><html lang=\"en-GB\" data-foot=\"Confidential. Fellshire&#39;s board\"><head>"
           "<meta charset=\"utf-8\"><title>Autumn "
           "board</title><style>@page{@bottom-left{content:string(foot)}}"
           "html{string-set:foot attr(data-foot)}</style></head><body><h1>Autumn board</h1>" +
           std::string{body} + "</body></html>";
}

const std::string agenda = page(
    "<table><caption>Agenda</caption><thead><tr><th scope=\"col\">School</th>"
    "<th scope=\"col\">Level</th></tr></thead><tbody><tr><th scope=\"row\">Brook "
    "Primary</th><td>Amber</td></tr></tbody></table>");

/// What another program finds in a PDF.
std::string told(const std::string& command, const std::string& pdf) {
    const auto path = std::filesystem::temp_directory_path() / ("tarn-pdf-" + std::to_string(getpid()));
    std::ofstream(path, std::ios::binary) << pdf;
    std::string text;
    if (FILE* out =
            popen((command + " " + path.string() + " " + (command == "pdftotext" ? "-" : "")).c_str(), "r")) {
        std::array<char, 4096> some{};
        for (std::size_t got; (got = fread(some.data(), 1, some.size(), out)) > 0;)
            text.append(some.data(), got);
        EXPECT_EQ(pclose(out), 0);
    }
    std::filesystem::remove(path);
    return text;
}

std::string made(Printer& printer, PaperFormat format, const std::string& html) {
    const auto file = printer.make(format, html);
    EXPECT_TRUE(file) << file.error().message << ": " << file.error().detail;
    return file ? *file : std::string{};
}

void expect_has(const std::string& text, std::string_view part) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text.substr(0, 3000);
}

TEST(Printer, MakesATaggedPdfWithTitleHeadingsAndTableHeaders) {
    Printer printer;
    const std::string file = made(printer, pdf, agenda);
    EXPECT_TRUE(file.starts_with("%PDF-1.7"));
    const auto text = told("pdftotext", file);
    expect_has(text, "Brook Primary");
    expect_has(text, "Confidential. Fellshire's board");
    const auto facts = told("pdfinfo", file);
    expect_has(facts, "Autumn board");
    EXPECT_EQ(file.find("pdfuaid"), std::string::npos) << "no validator has seen it";
    const auto tree = told("pdfinfo -struct", file);
    for (const auto* part : {"H1", "Table", "TH", "TD"}) expect_has(tree, part);
    expect_has(file, "/Lang (en-GB)");
}

TEST(Printer, MakesAWordFileInLandscapeWithHeaderRowAndFoot) {
    Printer printer;
    const std::string text = test::unzipped(made(printer, docx, agenda));
    expect_has(text, "Brook Primary");
    expect_has(text, "w:orient=\"landscape\"");
    expect_has(text, "<w:tblHeader");
    expect_has(text, "Confidential. Fellshire&#39;s board");
    expect_has(text, "NUMPAGES");
    expect_has(text, "en-GB");
}

TEST(Printer, TheSamePageGivesTheSameBytesAlsoOfAnotherProcess) {
    Printer one, other;
    EXPECT_EQ(made(one, pdf, agenda), made(other, pdf, agenda));
    EXPECT_EQ(made(one, docx, agenda), made(one, docx, agenda));
}

TEST(Printer, FetchesNothingThatAHostileTextNames) {
    const auto path = std::filesystem::temp_directory_path() / ("tarn-secret-" + std::to_string(getpid()));
    std::ofstream(path.string() + ".svg")
        << "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Canary</text></svg>";
    std::ofstream(path.string() + ".css") << "h1::after{content:'Canary'}";
    const std::string base = "file://" + path.string();
    Printer printer;
    for (const std::string& part :
         {"<img alt=\"A picture\" src=\"" + base + ".svg\">", "<object data=\"" + base + ".svg\"></object>",
          "<iframe src=\"" + base + ".svg\"></iframe>", "<embed src=\"" + base + ".svg\">",
          "<link rel=\"stylesheet\" href=\"" + base + ".css\">",
          "<link rel=\"attachment\" href=\"" + base + ".css\">",
          "<style>@import url(" + base + ".css); body{background:url(" + base + ".svg)}</style>",
          "<svg><image href=\"" + base + ".svg\" /></svg>",
          std::string{"<img src=\"http://127.0.0.1:1/x.png\">"}}) {
        SCOPED_TRACE(part);
        const std::string html = page("<p>Before</p>" + part);
        const auto printed = made(printer, pdf, html);
        EXPECT_EQ(told("pdftotext", printed).find("Canary"), std::string::npos);
        EXPECT_EQ(printed.find("/EmbeddedFile"), std::string::npos);
        const auto word = test::unzipped(made(printer, docx, html));
        EXPECT_EQ(word.find("Canary"), std::string::npos);
        EXPECT_EQ(word.find("word/media"), std::string::npos);
        expect_has(word, "Before");
    }
    for (const auto* ending : {".svg", ".css"}) std::filesystem::remove(path.string() + ending);
}

TEST(Printer, RefusesAPageThatIsTooLong) {
    Printer printer;
    for (const PaperFormat format : {pdf, docx}) {
        const auto file = printer.make(format, std::string((8 << 20) + 1, 'x'));
        ASSERT_FALSE(file);
        expect_has(file.error().message, "Use the printable page instead.");
    }
    EXPECT_EQ(printer.process(), 0);
}

TEST(Printer, EndsAFileThatTakesTooLongAndMakesTheNext) {
    Printer printer({.patience = std::chrono::milliseconds{3000}});
    made(printer, pdf, agenda);
    std::string rows;
    for (int i = 0; i < 40'000; ++i) rows += "<tr><td>A row</td><td>and more</td></tr>";
    const auto file = printer.make(pdf, page("<table>" + rows + "</table>"));
    ASSERT_FALSE(file);
    expect_has(file.error().message, "took too long");
    EXPECT_EQ(printer.process(), 0);
    expect_has(made(printer, docx, agenda), "PK");
}

TEST(Printer, SaysWhenMemoryIsUsedUpAndMakesTheNext) {
    Printer printer({.patience = std::chrono::milliseconds{60'000}, .megabytes = 380});
    std::string rows;
    for (int i = 0; i < 12'000; ++i) rows += "<tr><td>A row</td><td>and more</td></tr>";
    const auto file = printer.make(pdf, page("<table>" + rows + "</table>"));
    ASSERT_FALSE(file);
    expect_has(file.error().message, "could not be made");
    expect_has(made(printer, pdf, agenda), "%PDF");
}

TEST(Printer, StartsAgainWhenTheHelperWasKilled) {
    Printer printer;
    made(printer, pdf, agenda);
    const pid_t before = printer.process();
    ASSERT_GT(before, 0);
    kill(before, SIGKILL);
    made(printer, pdf, agenda);
    EXPECT_NE(printer.process(), before);
}

TEST(Printer, StartsAgainWhenTheHelperIsKilledInTheMiddleOfAFile) {
    Printer printer;
    made(printer, pdf, agenda);
    const pid_t before = printer.process();
    std::string rows;
    for (int i = 0; i < 1'000; ++i) rows += "<tr><td>A row</td><td>and more</td></tr>";
    std::jthread killer([before] {
        std::this_thread::sleep_for(std::chrono::milliseconds{150});
        kill(before, SIGKILL);
    });
    expect_has(made(printer, pdf, page("<table>" + rows + "</table>")), "%PDF");
    EXPECT_NE(printer.process(), before);
}

TEST(Printer, SaysThatAProgramIsMissing) {
    Printer without_pandoc({.pandoc = "/nowhere/pandoc"});
    const auto word = without_pandoc.make(docx, agenda);
    ASSERT_FALSE(word);
    EXPECT_EQ(word.error().message,
              "Word files cannot be made on this server. Use the printable page instead.");
    EXPECT_EQ(word.error().detail, "pandoc is not installed");
    expect_has(made(without_pandoc, pdf, agenda), "%PDF");

    Printer without_python({.python = "/nowhere/python3"});
    const auto file = without_python.make(pdf, agenda);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().message,
              "PDF files cannot be made on this server. Use the printable page instead.");
}

TEST(Printer, ServesSeveralThreadsOneAfterAnother) {
    Printer printer;
    const std::string expected = made(printer, docx, agenda);
    std::vector<std::jthread> readers;
    for (int i = 0; i < 4; ++i)
        readers.emplace_back([&] { EXPECT_EQ(made(printer, docx, agenda), expected); });
}

}
}
