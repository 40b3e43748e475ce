#include "published_figures.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>

#include "support/program.hpp"

namespace tarn {
namespace {

struct Published {
    std::vector<std::string> arguments;
    std::string text;
};

std::vector<Published> published(const std::string& page, const std::string& data) {
    const std::string opening = "<!-- tarn ", closing = "<!-- end -->";
    std::vector<Published> out;
    for (std::size_t at = page.find(opening); at != std::string::npos; at = page.find(opening, at + 1)) {
        const auto line_end = page.find('\n', at), end = page.find(closing, at);
        if (line_end == std::string::npos || end == std::string::npos) break;
        Published one;
        std::istringstream words{page.substr(at + opening.size(), line_end - at - opening.size())};
        for (std::string word; words >> word && word != "-->";) {
            if (const auto hole = word.find("{data}"); hole != std::string::npos) word.replace(hole, 6, data);
            one.arguments.push_back(word);
        }
        one.text = page.substr(line_end + 1, end - line_end - 1);
        out.push_back(std::move(one));
    }
    return out;
}

void import_everything(const std::string& database, const std::string& data) {
    std::vector<std::string> import{"import", "--db", database};
    for (const auto& file : std::filesystem::recursive_directory_iterator{data})
        if (file.path().extension() == ".gz") import.push_back(file.path().string());
    std::sort(import.begin() + 3, import.end());
    const auto imported = test::run_tarn(import);
    ASSERT_EQ(imported.status, 0) << imported.err;
}

}

void check_published_figures(const std::string& page, std::size_t fewest) {
    const char* data = std::getenv("TARN_REAL_DATA");
    const char* source = std::getenv("TARN_SOURCE");
    if (!data || !source)
        GTEST_SKIP() << "THE FIGURES OF " << page
                     << " WERE NOT CHECKED: set TARN_REAL_DATA to the folder of open data";
    const test::TemporaryFolder folder;
    const std::string database = "sqlite:" + folder.file("figures.db");
    import_everything(database, data);
    if (testing::Test::HasFatalFailure()) return;
    const auto all = published(test::read_file(std::string{source} + "/" + page), data);
    EXPECT_GE(all.size(), fewest) << page << " publishes no tables any more";
    for (const Published& one : all) {
        auto arguments = one.arguments;
        arguments.insert(arguments.end(), {"--db", database});
        const auto ran = test::run_tarn(arguments);
        EXPECT_EQ(ran.status, 0) << ran.err;
        EXPECT_EQ(ran.out, one.text) << page << " is out of date";
    }
}

}
