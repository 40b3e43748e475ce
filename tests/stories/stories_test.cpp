// Plays every story of tests/stories/*.story through the real HTTP stack, on both databases.
#include <gtest/gtest.h>
#include <regex>

#include "stories/covered.hpp"
#include "stories/story_file.hpp"

namespace tarn::stories {
namespace {

class Play : public testing::Test {
  public:
    Play(Story story, test::Engine engine) : story_(std::move(story)), engine_(engine) {}
    void TestBody() override {
        if (engine_ == test::Engine::postgres && !test::postgres_available())
            GTEST_SKIP() << "NOT TESTED ON POSTGRESQL";
        Cast cast(engine_);
        cast.watched_by(note_answer);
        try {
            play(cast, story_);
        } catch (const std::exception& fault) {
            FAIL() << fault.what();
        }
    }

  private:
    Story story_;
    test::Engine engine_;
};

/// Runs behind all stories and judges what they did.
class EveryFormAndList : public testing::Test {
  public:
    void TestBody() override {
        if (GTEST_FLAG_GET(filter) != "*") GTEST_SKIP() << "only some of the stories were played";
        Cast cast(test::Engine::sqlite);
        for (const std::string& fault : without_story(cast.route_lines())) ADD_FAILURE() << fault;
    }
};

std::string test_name(const std::string& title) {
    return std::regex_replace(title, std::regex("[^A-Za-z0-9]+"), "_");
}

}
}

int main(int argc, char** argv) {
    using namespace tarn;
    testing::InitGoogleTest(&argc, argv);
    const char* source = std::getenv("TARN_SOURCE");
    const auto stories = stories::read_stories(std::string{source ? source : "."} + "/tests/stories");
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
    testing::RegisterTest("every_form_and_list", "has_a_story", nullptr, nullptr, __FILE__, __LINE__,
                          []() -> testing::Test* { return new stories::EveryFormAndList; });
    return RUN_ALL_TESTS();
}
