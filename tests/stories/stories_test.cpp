// Plays every story of tests/stories/*.story through the real HTTP stack, on both databases.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>

#include "stories/verbs.hpp"

namespace tarn::stories {
namespace {

struct Line {
    int number;
    std::string text;
};
struct Story {
    std::string file, title;
    std::vector<Line> lines;
};

std::vector<Story> read_stories() {
    std::vector<Story> stories;
    const char* source = std::getenv("TARN_SOURCE");
    if (!source) return stories;
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(source) / "tests/stories"))
        if (entry.path().extension() == ".story") files.push_back(entry.path());
    std::ranges::sort(files);
    for (const auto& path : files) {
        std::ifstream file(path);
        int number = 0;
        for (std::string line; std::getline(file, line);) {
            ++number;
            line = std::regex_replace(line, std::regex("^\\s+|\\s+$"), "");
            line = std::regex_replace(line, std::regex(" {2,}"), " ");
            if (line.empty() || line.front() == '#') continue;
            if (line.starts_with("story "))
                stories.push_back({path.filename(), line.substr(6), {}});
            else if (!stories.empty())
                stories.back().lines.push_back({number, line});
        }
    }
    return stories;
}

class Play : public testing::Test {
  public:
    Play(Story story, test::Engine engine) : story_(std::move(story)), engine_(engine) {}
    void TestBody() override {
        if (engine_ == test::Engine::postgres && !test::postgres_available())
            GTEST_SKIP() << "NOT TESTED ON POSTGRESQL";
        Cast cast(engine_);
        for (const Line& line : story_.lines) {
            try {
                play(cast, line.text);
            } catch (const std::exception& fault) {
                FAIL() << story_.file << ":" << line.number << ": " << line.text << "\n  " << fault.what();
            }
        }
    }

  private:
    Story story_;
    test::Engine engine_;
};

std::string test_name(const std::string& title) {
    return std::regex_replace(title, std::regex("[^A-Za-z0-9]+"), "_");
}

}
}

int main(int argc, char** argv) {
    using namespace tarn;
    testing::InitGoogleTest(&argc, argv);
    const auto stories = stories::read_stories();
    if (stories.empty()) {
        std::fprintf(stderr, "no story found: set TARN_SOURCE to the project's folder\n");
        return 1;
    }
    for (const auto& story : stories)
        for (const auto engine : {test::Engine::sqlite, test::Engine::postgres})
            testing::RegisterTest(
                test::name_of(engine).c_str(), stories::test_name(story.title).c_str(), nullptr, nullptr,
                story.file.c_str(), 1,
                [story, engine]() -> testing::Test* { return new stories::Play(story, engine); });
    return RUN_ALL_TESTS();
}
