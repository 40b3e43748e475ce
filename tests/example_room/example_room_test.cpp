// The room of docs/adding-a-room.md: built, played over HTTP on both databases, and counted.
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "example_room/visits.hpp"
#include "stories/story_file.hpp"

namespace tarn::visits {
namespace {

std::filesystem::path folder() {
    const char* source = std::getenv("TARN_SOURCE");
    return std::filesystem::path(source ? source : ".") / "tests/example_room";
}

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

class ExampleRoom : public testing::TestWithParam<test::Engine> {};

TEST_P(ExampleRoom, plays_its_stories) {
    if (GetParam() == test::Engine::postgres && !test::postgres_available())
        GTEST_SKIP() << "NOT TESTED ON POSTGRESQL";
    const auto stories = stories::read_stories(folder());
    ASSERT_EQ(stories.size(), 2u);
    const std::string tables = content_of(folder() / "9000_visit.sql");
    for (const auto& story : stories) {
        stories::Cast cast(GetParam());
        cast.add_room(visits_room(), {"9000_visit.sql", tables});
        visits.check(*cast.database().read());
        try {
            stories::play(cast, story);
        } catch (const std::exception& fault) {
            ADD_FAILURE() << fault.what();
        }
        EXPECT_EQ(visits.verify(*cast.database().read()), std::vector<std::string>{});
    }
}
INSTANTIATE_TEST_SUITE_P(Each, ExampleRoom, testing::Values(test::Engine::sqlite, test::Engine::postgres),
                         [](const auto& each) { return test::name_of(each.param); });

TEST(VisitRules, saysTheSameStateInSqlAndInTheRule) {
    test::TestDatabase database{test::Engine::sqlite};
    EXPECT_EQ(visits.derived_differences(*database->read(), visits.samples()), std::vector<std::string>{});
}

TEST(VisitRules, sayWhatCanBeDoneInEachState) {
    struct Case {
        VisitState state;
        std::vector<std::string> possible;
    };
    const Case cases[] = {{VisitState::offered, {"agree", "decline"}},
                          {VisitState::agreed, {"hold", "decline"}},
                          {VisitState::held, {}},
                          {VisitState::declined, {}}};
    for (const Case& each : cases) {
        std::vector<std::string> found;
        for (const auto* act : visit_life.possible(each.state, [](access::Permission) { return true; }))
            found.push_back(act->name);
        EXPECT_EQ(found, each.possible) << visit_states.code(each.state);
    }
}

std::string without_blanks(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (!std::isspace(static_cast<unsigned char>(c))) out += c;
    return out;
}

/// Each block of code in the walk-through stands so in a file of this folder, but for blanks and
/// line breaks.
TEST(ExampleRoom, isWhatTheWalkThroughShows) {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(folder()))
        all += without_blanks(content_of(entry.path()));
    std::istringstream page(content_of(folder() / "../../docs/adding-a-room.md"));
    int blocks = 0;
    std::string block;
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line == "```cpp" || line == "```sql" || line == "```story") {
            inside = true;
            block.clear();
        } else if (line == "```" && inside) {
            inside = false;
            ++blocks;
            EXPECT_NE(all.find(without_blanks(block)), std::string::npos) << block;
        } else if (inside) {
            block += line + "\n";
        }
    }
    EXPECT_GE(blocks, 8) << "the walk-through was not found";
}

/// A plain record costs at most this, as clang-format leaves it, without migration, story and tests.
TEST(ExampleRoom, costsAtMost200LinesIn4Files) {
    std::size_t files = 0;
    std::ptrdiff_t lines = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
        const std::string name = entry.path().filename();
        if (!name.starts_with("visits") || (!name.ends_with(".cpp") && !name.ends_with(".hpp"))) continue;
        const std::string text = content_of(entry.path());
        files += 1;
        lines += std::ranges::count(text, '\n');
        // Not squeezed together to fit.
        std::istringstream each(text);
        for (std::string line; std::getline(each, line);)
            EXPECT_LE(line.size(), 110u) << name << ": " << line;
    }
    EXPECT_EQ(files, 4u);
    EXPECT_LE(lines, 200);
    EXPECT_GE(lines, 100) << "the room was not found";
}

}
}
