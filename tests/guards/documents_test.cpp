// Documents that must stay true: requirements name tests that exist, citations resolve, migrations are in
// order.
#include <gtest/gtest.h>
#include <set>

#include "source_tree.hpp"

namespace tarn::guards {
namespace {

/// Names of tests in the sources: "Suite.Name" of GoogleTest, story files, and the browser tests' own names.
std::set<std::string> test_names() {
    std::set<std::string> names;
    for (const auto* folder : {"src", "tests"})
        for (const auto& source : files(folder, {"_test.cpp"}))
            for (const auto& line : source.lines) {
                if (!line.starts_with("TEST")) continue;
                const auto open = line.find('('), comma = line.find(','), close = line.find(')');
                if (close == std::string::npos || comma == std::string::npos) continue;
                names.insert(std::string{trimmed(line.substr(open + 1, comma - open - 1))} + "." +
                             std::string{trimmed(line.substr(comma + 1, close - comma - 1))});
            }
    for (const auto& story : files("tests/stories", {".story"})) names.insert(story.path);
    for (const auto& script : files("tests/browser", {".mjs", ".js"})) names.insert(script.path);
    return names;
}

TEST(Documents, EveryRequirementIsListedOnceWithARoomAndAnExistingTest) {
    const auto names = test_names();
    std::set<std::string> ids;
    int shown = 0;
    for (const auto& line : file("docs/requirements.md").lines) {
        if (!line.starts_with("| R-")) continue;
        std::vector<std::string> cells;
        for (std::size_t at = 1, end; (end = line.find('|', at)) != std::string::npos; at = end + 1)
            cells.emplace_back(trimmed(line.substr(at, end - at)));
        ASSERT_EQ(cells.size(), 4u) << line;
        EXPECT_TRUE(ids.insert(cells[0]).second) << cells[0] << " stands twice";
        EXPECT_TRUE(cells[2].starts_with('`')) << line;
        if (cells[3] == "not yet") continue;
        ++shown;
        for (std::size_t at = 0, end; (at = cells[3].find('`', at)) != std::string::npos; at = end + 1) {
            end = cells[3].find('`', at + 1);
            const auto name = cells[3].substr(at + 1, end - at - 1);
            EXPECT_TRUE(names.contains(name)) << cells[0] << " names a test that does not exist: " << name;
        }
    }
    EXPECT_EQ(ids.size(), 224u);
    EXPECT_GT(shown, 0);
}

/// Keys look like [goldstein-1996]: lower case, at least one hyphen.
std::vector<std::string> citations(std::string_view text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; (at = text.find('[', at)) != std::string_view::npos; ++at) {
        const auto end = text.find(']', at);
        if (end == std::string_view::npos) break;
        const auto key = text.substr(at + 1, end - at - 1);
        const bool shaped =
            key.find('-') != std::string_view::npos && !key.empty() && key[0] >= 'a' && key[0] <= 'z' &&
            key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
        if (shaped) found.emplace_back(key);
    }
    return found;
}

std::set<std::string> listed_sources() {
    std::set<std::string> keys;
    for (const auto& line : file("docs/sources.md").lines)
        if (line.starts_with("- ["))
            for (const auto& key : citations(line.substr(0, line.find(']') + 1))) keys.insert(key);
    return keys;
}

TEST(Documents, CitationsResolve) {
    const auto known = listed_sources();
    for (const auto& source : files("src", {".cpp", ".hpp"}))
        for (const auto& line : source.lines) {
            const auto comment = line.find("//");
            if (comment == std::string::npos) continue;
            for (const auto& key : citations(std::string_view{line}.substr(comment)))
                EXPECT_TRUE(known.contains(key))
                    << source.path << " cites [" << key << "], which docs/sources.md lacks";
        }
    for (const auto& scheme : files("schemes", {".toml"}))
        for (const auto& line : scheme.lines) {
            const auto text = trimmed(line);
            if (!text.starts_with("cite = \"")) continue;
            const auto key = std::string{text.substr(8, text.find('"', 8) - 8)};
            EXPECT_TRUE(known.contains(key))
                << scheme.path << " cites " << key << ", which docs/sources.md lacks";
        }
}

TEST(Documents, TheCitationGuardSeesKeys) {
    EXPECT_EQ(citations("see [goldstein-1996] and values[i] and [x]"),
              std::vector<std::string>{"goldstein-1996"});
}

TEST(Documents, MigrationsAreNumberedAndInOrder) {
    std::set<std::string> numbers;
    for (const auto& migration : files("migrations", {".sql"})) {
        const auto name = migration.path.substr(std::string_view{"migrations/"}.size());
        ASSERT_GE(name.size(), 6u);
        EXPECT_EQ(name.find_first_not_of("0123456789"), 4u) << name << " needs a number of four digits";
        EXPECT_EQ(name[4], '_') << name;
        EXPECT_TRUE(numbers.insert(name.substr(0, 4)).second)
            << "two migrations have the number " << name.substr(0, 4);
    }
    EXPECT_FALSE(numbers.empty());
}

TEST(Documents, LinksBetweenPagesResolve) {
    auto pages = files("docs", {".md"});
    for (const auto* top : {"README.md", "CONTRIBUTING.md"}) pages.push_back(file(top));
    for (const auto& page : pages)
        for (const auto& line : page.lines)
            for (std::size_t at = 0; (at = line.find("](", at)) != std::string::npos; ++at) {
                auto target = line.substr(at + 2, line.find(')', at) - at - 2);
                if (target.starts_with("http") || target.starts_with('#')) continue;
                target = target.substr(0, target.find('#'));
                const auto folder = (root() / page.path).parent_path();
                EXPECT_TRUE(std::filesystem::exists(folder / target)) << page.path << " links to " << target;
            }
}

}
}
