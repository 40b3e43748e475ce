#include "published_figures.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <ostream>
#include <sstream>

#include "support/program.hpp"

namespace tarn {

std::ostream& operator<<(std::ostream& out, const PublishedTable& table) {
    out << "tarn";
    for (const auto& argument : table.arguments) out << ' ' << argument;
    return out;
}

std::vector<PublishedTable> published_tables(const std::string& page) {
    const char* source = std::getenv("TARN_SOURCE");
    if (!source) return {};
    const std::string text = test::read_file(std::string{source} + "/" + page);
    const std::string opening = "<!-- tarn ", closing = "<!-- end -->";
    std::vector<PublishedTable> out;
    for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at + 1)) {
        const auto line_end = text.find('\n', at), end = text.find(closing, at);
        if (line_end == std::string::npos || end == std::string::npos) break;
        PublishedTable one;
        std::istringstream words{text.substr(at + opening.size(), line_end - at - opening.size())};
        for (std::string word; words >> word && word != "-->";)
            if (word == "{both}")
                one.of_both = true;
            else
                one.arguments.push_back(word);
        one.text = text.substr(line_end + 1, end - line_end - 1);
        out.push_back(std::move(one));
    }
    return out;
}

void check_published(const std::string& page, const PublishedTable& table) {
    const char* data = std::getenv("TARN_REAL_DATA");
    if (!data || !*data)
        GTEST_SKIP() << "THE FIGURES OF " << page
                     << " WERE NOT CHECKED: set TARN_REAL_DATA to the folder of open data";
    const char* newer = std::getenv("TARN_REAL_DATA_2026");
    if (table.of_both && (!newer || !*newer))
        GTEST_SKIP() << "THE FIGURES OF " << page
                     << " ON BOTH FOLDERS WERE NOT CHECKED: set TARN_REAL_DATA_2026 to the newer one";
    auto arguments = table.arguments;
    for (auto& argument : arguments)
        if (const auto hole = argument.find("{data}"); hole != std::string::npos)
            argument.replace(hole, 6, data);
    arguments.insert(
        arguments.end(),
        {"--db", "sqlite:" + test::made_once(table.of_both ? "both-data/tarn.db" : "real-data/tarn.db")});
    const auto ran = test::run_tarn(arguments);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(ran.out == table.text)
        << page << " is out of date. Paste this below `<!-- tarn " << table << " -->`:\n"
        << ran.out;
}

}
